"""`python -m lvheng VERB`: what `./lvheng VERB` becomes once its environment stands."""

import sys

from lvheng.cli import main

sys.exit(main(sys.argv[1:]))

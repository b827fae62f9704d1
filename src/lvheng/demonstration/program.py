"""The program that tells one region beside others (`making.py`); on its output it says how far it is."""

from __future__ import annotations

import os
import sys

from lvheng.launcher.refusal import REFUSED, Refusal, say


def main(written: str) -> int:
    """Tells the region that `written` names; the exit code of a command."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lvheng.config.settings")
    django.setup()
    from lvheng.demonstration.replay import Telling, tell_region

    try:
        tell_region(Telling.read(written), lambda done, word: print(done, word, flush=True))
    except Refusal as refusal:
        say(str(refusal))
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

"""`./lvheng test [pytest arguments]`: linters, types, import contract, then the whole suite."""

import argparse

from lvheng.verbs import Needs

NAME = "test"
TITLE = "运行全部检查与测试(参数原样交给 pytest)"
NEEDS: Needs = "nothing"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.set_defaults(rest=[])


def run(options: argparse.Namespace) -> int:
    """Run them."""
    return 1

"""`./lvheng shell`."""

import argparse

from lvheng.verbs import Needs

NAME = "shell"
TITLE = "打开连着数据库的 Python 交互环境"
NEEDS: Needs = "database+schema"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("-c", "--command", metavar="代码", help="运行这段代码后退出，不进入交互")


def run(options: argparse.Namespace) -> int:
    """Run Django's shell as the application role."""
    from django.core.management import call_command

    call_command("shell", command=options.command, verbosity=0)
    return 0

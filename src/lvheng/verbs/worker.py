"""`./lvheng worker`: runs the jobs that acts have left in the database; `./lvheng up` starts one."""

import argparse

from lvheng.verbs import Needs

NAME = "worker"
TITLE = "运行后台作业(./lvheng up 会自己启动一个)"
NEEDS: Needs = "database+schema"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The worker has no arguments."""


def run(options: argparse.Namespace) -> int:
    """Run jobs until told to stop by SIGTERM or Ctrl-C."""
    from django.core.management import call_command

    call_command("procrastinate", "worker")
    return 0

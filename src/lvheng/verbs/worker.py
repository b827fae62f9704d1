"""`./lvheng worker`: runs the jobs that acts have left in the database; `./lvheng up` starts one."""

import argparse

from lvheng.verbs import Needs

NAME = "worker"
TITLE = "运行后台作业（./lvheng up 会自己启动一个）"
NEEDS: Needs = "database+schema"


def arguments(parser: argparse.ArgumentParser) -> None:
    """The worker has no arguments."""


def run(options: argparse.Namespace) -> int:
    """Run jobs until told to stop by SIGTERM or Ctrl-C."""
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    assert isinstance(app.connector, DjangoConnector)
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker()
    return 0

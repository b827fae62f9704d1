"""`./lvheng sequencer`: numbers what acts have committed, signs and publishes the log; `./lvheng up` starts one."""

import argparse
import logging.config
import os
import signal
from pathlib import Path
from threading import Event

from lvheng.verbs import Needs
from lvheng.verbs.asked import failed

NAME = "sequencer"
TITLE = "给存证编号、签检查点、公布日志（./lvheng up 会自己启动一个；再开的只候补）"
NEEDS: Needs = "nothing"  # with a connection of its own it needs no other


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("--once", action="store_true", help="把现有的都编上号、公布，然后结束")


def run(options: argparse.Namespace) -> int:
    """Work until told to stop by SIGTERM or Ctrl-C."""
    from lvheng.cli import bring_about
    from lvheng.kernel.ledger.sequencing.running import sequencer
    from lvheng.launcher import home as homes
    from lvheng.operation.logs import log_settings

    connection = os.environ.get("DATABASE_SEQUENCER_URL")
    if not connection or os.environ.get("DATABASE_URL") or os.environ.get("LVHENG_DATABASE"):
        bring_about("database")
        connection = os.environ["LVHENG_DATABASE_SEQUENCER"]
    os.environ.setdefault("LVHENG_HOME", str(homes.locate()))
    home = Path(os.environ["LVHENG_HOME"])
    logging.config.dictConfig(log_settings(os.environ.get("LVHENG_LOG", ""), home))
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    working = sequencer(connection, home)
    if options.once:
        return failed(wrong) if (wrong := working.once()) else 0
    working.run(stop)
    return 0

"""The verbs of the command line, one module each.

A verb module declares `NAME`, `TITLE` (Chinese), `NEEDS`, `arguments(parser)` and `run(options) -> int`, and imports
what is heavy only inside `run`. It is found through the table below. `NEEDS` is one of

- "nothing";
- "database": the server runs and the variables of `launcher/database.py` name its connections;
- "database+schema": besides, Django is set up and every migration is applied.

A verb that passes arguments on to another program says `parser.set_defaults(rest=[])` and finds them there.
"""

import argparse
from typing import Literal, Protocol

Needs = Literal["nothing", "database", "database+schema"]

MODULES: dict[str, str] = {
    "up": "up",
    "migrate": "migrate",
    "import": "import_",
    "export": "export",
    "exchange": "exchange",
    "act": "act",
    "figures": "figures",
    "measures": "measures",
    "demo": "demo",
    "shell": "shell",
    "account": "account",
    "key": "key",
    "worker": "worker",
    "sequencer": "sequencer",
    "signer": "signer",
    "verify": "verify",
    "witness": "witness",
    "status": "status",
    "backup": "backup",
    "restore": "restore",
    "bench": "bench",
    "test": "test",
    "help": "help",
}
"""Verb on the command line → module in this folder, in the order in which `./lvheng help` lists them."""


class Verb(Protocol):
    """What every module of this folder looks like."""

    NAME: str
    TITLE: str
    NEEDS: Needs

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the verb's arguments."""

    def run(self, options: argparse.Namespace) -> int:
        """Do the work and return the exit code."""

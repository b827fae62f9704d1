"""The command line: find the verb, give it what it needs, run it, and say in Chinese what went wrong."""

import argparse
import difflib
import importlib
import os
from typing import cast

from lvheng.chinese_argparse import speak_chinese
from lvheng.launcher.refusal import REFUSED, Refusal, say
from lvheng.verbs import MODULES, Needs, Verb

WRONG_USAGE = 2
INTERRUPTED = 130


def main(arguments: list[str]) -> int:
    """Run one command line and return its exit code (`./lvheng help` lists them)."""
    speak_chinese()
    name, *rest = arguments or ["help"]
    if name in ("-h", "--help"):
        name = "help"
    if name not in MODULES:
        near = difflib.get_close_matches(name, MODULES, n=1)
        say(
            f"✗ 没有“{name}”这个命令。" + (f"是不是 ./lvheng {near[0]}?" if near else "") + "全部命令见 ./lvheng help。"
        )
        return WRONG_USAGE
    verb = load(name)
    options = parse(verb, rest)
    try:
        bring_about(verb.NEEDS)
        return verb.run(options)
    except Refusal as refusal:
        say(str(refusal))
        return REFUSED
    except KeyboardInterrupt:
        say("\n已中断。")
        return INTERRUPTED
    except BrokenPipeError:  # the reader (head, less) has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0


def load(name: str) -> Verb:
    """The module of a verb that stands in the table."""
    return cast(Verb, importlib.import_module(f"lvheng.verbs.{MODULES[name]}"))


def parser_of(verb: Verb) -> argparse.ArgumentParser:
    """The parser of one verb, with its arguments declared."""
    parser = argparse.ArgumentParser(prog=f"./lvheng {verb.NAME}", description=verb.TITLE, allow_abbrev=False)
    verb.arguments(parser)
    return parser


def parse(verb: Verb, arguments: list[str]) -> argparse.Namespace:
    """Parse a verb's arguments; what it does not know goes into `rest` if it asked for that, else is an error."""
    parser = parser_of(verb)
    if parser.get_default("rest") is None:
        return parser.parse_args(arguments)
    options, rest = parser.parse_known_args(arguments)
    options.rest = rest
    return options


def bring_about(needs: Needs) -> None:
    """Bring about what a verb says it needs."""
    if needs == "nothing":
        return
    from lvheng.launcher import database, home

    os.environ["LVHENG_HOME"] = str(home.locate())
    os.environ.update(database.ensure().environment())
    if needs == "database+schema":
        from lvheng.verbs import migrate

        migrate.bring_up_to_date()

"""What several verbs are asked in the same words: a day, an instant, a district, and as whom."""

from __future__ import annotations

import argparse
from datetime import date, datetime
from typing import TYPE_CHECKING

from lvheng.kernel.time.days import DayRefused, parse_day, parse_instant
from lvheng.launcher.refusal import say

if TYPE_CHECKING:
    from lvheng.kernel.access.viewer import Viewer

FAILED = 1


class Wrong(Exception):
    """What the person asked cannot be; its text is the Chinese sentence, and the verb ends with exit code 1."""


def failed(sentence: object) -> int:
    """Says why it did not succeed and answers the exit code."""
    say(f"✗ {sentence}")
    return FAILED


def day(written: str) -> date:
    """An argument that is a legal day, in any form that offices write."""
    try:
        return parse_day(written)
    except DayRefused as refused:
        raise argparse.ArgumentTypeError(str(refused)) from None


def instant(written: str) -> datetime:
    """An argument that is an instant; a bare day means its end."""
    try:
        return parse_instant(written)
    except DayRefused as refused:
        raise argparse.ArgumentTypeError(str(refused)) from None


def ask_moment(parser: argparse.ArgumentParser) -> None:
    """Declares --on, --known-at and --district."""
    parser.add_argument("--on", type=day, metavar="日期", help="以哪一天为准，不写为今天")
    parser.add_argument("--known-at", type=instant, metavar="时刻", help="按那一时刻的登记，不写为现在")
    parser.add_argument("--district", default="", metavar="区", help="只要一个区：名称或六位代码")


def district_code(written: str) -> str:
    """The code of a district by its name or code, '' for none. Raises `Wrong`."""
    from lvheng.kernel.acts.fields import CellRefused, Listed
    from lvheng.kernel.places.listed import place_titles

    try:
        return str(Listed(label="区", options=place_titles).value(written)) if written else ""
    except CellRefused as refused:
        raise Wrong(f"{refused}。") from None


def viewer(login: str | None) -> Viewer:
    """As whom it is done: the account of that login, or the system, which is recorded as such. Raises `Wrong`."""
    from lvheng.kernel.access.viewer import SYSTEM_VIEWER, viewer_of
    from lvheng.kernel.identity.models import Account
    from lvheng.kernel.time.days import today

    if login is None:
        return SYSTEM_VIEWER
    account = Account.objects.filter(login=login).first()
    if account is None:
        raise Wrong(f"没有登录名为“{login}”的账号。")
    return viewer_of(account, today())

"""`./lvheng key LOGIN --name NAME`: a key by which a program enters the API as an account; shown once."""

import argparse
from datetime import timedelta
from typing import TYPE_CHECKING

from lvheng.launcher.refusal import say
from lvheng.verbs import Needs
from lvheng.verbs.asked import Wrong, failed

if TYPE_CHECKING:
    from lvheng.kernel.identity.models import Account

NAME = "key"
TITLE = "开立、列出、作废接口（API）的密钥"
NEEDS: Needs = "database+schema"
MOST_DAYS = 3650


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("login", metavar="登录名", help="密钥属于哪个账号；看得到、办得了的与它相同")
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--name", metavar="名称", help="开立一把，并写明用在哪里，如“区局对账程序”")
    one.add_argument("--revoke", type=int, metavar="编号", help="作废一把；编号见不带选项时的列表")
    parser.add_argument("--days", type=int, default=365, metavar="天数", help="几天后失效，不写为 365")


def run(options: argparse.Namespace) -> int:
    """Make, revoke or list keys."""
    from lvheng.kernel.identity.models import Account

    account = Account.objects.filter(login=options.login).first()
    if account is None:
        return failed(f"没有登录名为“{options.login}”的账号。")
    try:
        if options.name is not None:
            return made(account, options.name.strip(), options.days)
        return listed(account) if options.revoke is None else revoked(account, options.revoke)
    except Wrong as wrong:
        return failed(wrong)


def made(account: "Account", name: str, days: int) -> int:
    """Make a key; its text alone goes to standard output, so that a program may take it. Raises `Wrong`."""
    from lvheng.kernel.access.elevation import issue_key
    from lvheng.kernel.access.viewer import SYSTEM_VIEWER
    from lvheng.kernel.time.days import legal_day

    if not 1 <= len(name) <= 60:
        raise Wrong("请用 --name 写明密钥用在哪里，至多 60 字。")
    if not 1 <= days <= MOST_DAYS:
        raise Wrong(f"--days 应在 1 至 {MOST_DAYS} 之间。")
    key, written = issue_key(SYSTEM_VIEWER, account, name, timedelta(days=days))
    say(f"密钥“{key.name}”属于 {account.name}，{legal_day(key.expires_at)} 失效。只显示这一次，请收好：")
    print(written)
    return 0


def listed(account: "Account") -> int:
    """Print the account's keys, newest first, with days of Beijing: never their text."""
    from lvheng.kernel.identity.keys import ApiKey
    from lvheng.kernel.time.days import legal_day

    for key in ApiKey.objects.filter(account=account).order_by("-id"):
        used = f"{legal_day(key.last_used_at)} 用过" if key.last_used_at else "没有用过"
        state = "已作废" if key.revoked_at else f"{legal_day(key.expires_at)} 失效"
        print(f"{key.pk}\t{key.begins}…\t{key.name}\t{legal_day(key.made_at)} 开立\t{state}\t{used}")
    return 0


def revoked(account: "Account", number: int) -> int:
    """Revoke one key of the account. Raises `Wrong`."""
    from lvheng.kernel.access.elevation import withdraw_key
    from lvheng.kernel.access.viewer import SYSTEM_VIEWER
    from lvheng.kernel.identity.keys import ApiKey

    key = ApiKey.objects.filter(account=account, pk=number).first()
    if key is None:
        raise Wrong(f"账号 {account.login} 没有编号为 {number} 的密钥。")
    withdraw_key(SYSTEM_VIEWER, key)
    say(f"密钥“{key.name}”已作废。")
    return 0

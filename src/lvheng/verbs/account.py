"""`./lvheng account LOGIN --name NAME --post POST --organisation NAME`: let somebody in who serves in an organisation."""

import argparse
import getpass
import os
import sys
from typing import TYPE_CHECKING
from uuid import uuid4

from lvheng.launcher.refusal import say
from lvheng.verbs import Needs
from lvheng.verbs.asked import Wrong, failed, viewer

if TYPE_CHECKING:
    from lvheng.kernel.identity.models import Account

NAME = "account"
TITLE = "开设账号、任用工作人员、重设密码和第二道验证"
NEEDS: Needs = "database+schema"
POSTS = (
    "city_staff",
    "district_staff",
    "association_staff",
    "system_administrator",
    "security_administrator",
    "audit_administrator",
)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("login", metavar="登录名", help="登录名")
    parser.add_argument("--name", metavar="姓名", help="姓名；新账号须填")
    parser.add_argument("--post", choices=POSTS, help="职务；新账号须填")
    parser.add_argument("--organisation", metavar="名称", help="任职机构的全称，如“北京市朝阳区司法局”；新账号须填")
    parser.add_argument("--basis", metavar="依据", default="开设账号", help="任用或重设的依据（文号或事由）")
    parser.add_argument("--reset", action="store_true", help="清除第二道验证、结束全部登录，并给新密码；须有 --by")
    parser.add_argument("--by", metavar="登录名", help="决定重设的安全管理员；记入管理权限日志")


def run(options: argparse.Namespace) -> int:
    """Make the account and the post, or give an account that exists a new password; with `--reset` a new beginning."""
    try:
        return _run(options)
    except Wrong as wrong:
        return failed(wrong)


def _run(options: argparse.Namespace) -> int:
    from lvheng.kernel.identity.models import Account

    account = Account.objects.filter(login=options.login).first()
    if options.reset:
        return _reset(account, options)
    if account is None and not (options.name and options.post and options.organisation):
        return failed("新账号须写明 --name、--post 和 --organisation。")
    password = _good_password()
    if account is None:
        account = Account(login=options.login, name=options.name, person=uuid4())
        if refusal := _appoint(account, options):
            return failed(refusal)
    account.set_password(password)
    account.save()
    say(f"账号 {account.login}（{account.name}）可以登录了。请在“登录安全”里再加一道一次性验证码。")
    return 0


def _reset(account: "Account | None", options: argparse.Namespace) -> int:
    """Takes away second factors and sessions of somebody who lost them. Decided and answered for by one person."""
    from allauth.mfa.models import Authenticator
    from allauth.usersessions.models import UserSession

    from lvheng.kernel.access.elevation import note_reset
    from lvheng.kernel.access.posts import SECURITY_ADMINISTRATOR

    if account is None:
        raise Wrong(f"没有 {options.login} 这个账号。")
    decided = viewer(options.by) if options.by else None
    if decided is None or SECURITY_ADMINISTRATOR.code not in decided.posts or decided.id == account.pk:
        raise Wrong("重设第二道验证须由另一位安全管理员决定：请用 --by 写明其登录名。")
    account.set_password(_good_password())
    account.save()
    Authenticator.objects.filter(user=account).delete()
    for session in UserSession.objects.filter(user=account):
        session.end()
    note_reset(decided, account.login, options.basis)
    say(f"账号 {account.login} 的第二道验证已清除，各处登录已结束。请本人用新密码登录，重新启用第二道验证。")
    return 0


def _good_password() -> str:
    """The password that was given. Raises `Wrong`."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    password = _password()
    try:
        validate_password(password)
    except ValidationError as refused:
        raise Wrong("；".join(refused.messages)) from None
    return password


def _password() -> str:
    if given := os.environ.get("LVHENG_PASSWORD"):
        return given
    return getpass.getpass("密码（至少 12 位）：") if sys.stdin.isatty() else sys.stdin.readline().strip()


def _appoint(account: object, options: argparse.Namespace) -> str:
    """Gives the account's person the post; answers why not, '' if done."""
    from lvheng.kernel.access.viewer import SYSTEM_VIEWER
    from lvheng.kernel.acts.organisations import AppointStaff, NewStaff
    from lvheng.kernel.acts.perform import ActRefused, perform
    from lvheng.kernel.subjects.selectors import organisation_named
    from lvheng.kernel.time.days import today

    organisation = organisation_named(options.organisation)
    if organisation is None:
        return f"没有名为“{options.organisation}”的机构。"
    given = NewStaff(organisation=organisation, post=options.post, holder=account.person)  # type: ignore[attr-defined]  # an Account; Django is not loaded above
    try:
        perform(AppointStaff, given, actor=SYSTEM_VIEWER, effective_on=today(), basis=options.basis)
    except ActRefused as refused:
        return str(refused)
    return ""

"""The database that a command uses: the one it was handed, the one at DATABASE_URL, or the embedded server.

connections = database.ensure()
os.environ.update(connections.environment())   # before Django is loaded
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from lvheng.launcher import furnish, locks, server
from lvheng.launcher import home as homes
from lvheng.launcher.home import Home
from lvheng.launcher.refusal import Refusal, say

OLDEST = 15
"""The oldest major version of PostgreSQL that the product runs on."""

NOTICED_WITHIN = 2  # seconds after which the keeper has seen that the last user left

VARIABLES = {
    "app": "LVHENG_DATABASE",
    "owner": "LVHENG_DATABASE_OWNER",
    "replay": "LVHENG_DATABASE_REPLAY",
    "sequencer": "LVHENG_DATABASE_SEQUENCER",
}

_kept: list[int] = []
"""Descriptors of the users' lock: open for as long as this command lives, which is how the keeper knows of it."""


@dataclass(frozen=True)
class Connections:
    """libpq connection strings, one for each of our roles.

    `app` for everything that serves people, `owner` for migrations, `replay` for the demonstration generator alone,
    `sequencer` for numbering the log.
    """

    app: str
    owner: str
    replay: str
    sequencer: str

    def environment(self) -> dict[str, str]:
        """The environment variables by which every `python -m lvheng` learns its database."""
        return {variable: getattr(self, role) for role, variable in VARIABLES.items()}


def ensure(environment: Mapping[str, str] = os.environ) -> Connections:
    """Return connections to a database that answers, starting the embedded server if nothing else is named.

    A server that this starts, or finds running, stays until the last command that called `ensure` has ended, however it
    ends. Any number of commands may call it at once. Raises Refusal with a way out.
    """
    if VARIABLES["app"] in environment:
        app = environment[VARIABLES["app"]]
        return Connections(**{role: environment.get(variable, app) for role, variable in VARIABLES.items()})
    if environment.get("DATABASE_URL"):
        urls = (environment.get(name) for name in ("DATABASE_OWNER_URL", "DATABASE_SEQUENCER_URL"))
        return external(environment["DATABASE_URL"], *urls)
    return embedded(homes.open_home())


def embedded(home: Home) -> Connections:
    """Join the users of this home's server, starting it if it is not running."""
    sockets = homes.socket_folder(home)
    with locks.held(home.lock("start")):
        users = locks.take(home.lock("users"), shared=True)  # waits for a server that is just stopping
        assert users is not None
        _kept.append(users)
        if not is_running(home):
            start_keeper(home)
    roles = (furnish.APP, furnish.OWNER, furnish.REPLAY, furnish.SEQUENCER)
    return Connections(*(make_conninfo(host=str(sockets), dbname=furnish.DATABASE, user=role) for role in roles))


def is_running(home: Home) -> bool:
    """Whether the embedded server of this home has a living keeper."""
    return not locks.is_free(home.lock("keeper"))


def start_keeper(home: Home) -> None:
    """Start the server with its keeper and wait until it is ready; raises Refusal if it does not come up."""
    if not home.cluster.exists():
        say("正在建数据库……")
    command = [sys.executable, "-P", "-m", "lvheng.launcher.keeper"]
    source = str(Path(__file__).resolve().parents[2])
    environment = {**os.environ, "LVHENG_HOME": str(home.folder), "PYTHONPATH": source}
    with home.log("keeper").open("wb") as log:
        keeper = subprocess.Popen(  # noqa: S603 - our own module
            command, env=environment, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log,
            start_new_session=True,
        )  # fmt: skip
    assert keeper.stdout is not None
    with keeper.stdout as line:
        said = json.loads(line.readline() or b"{}")
    if "sentence" in said:
        raise Refusal(said["sentence"], said["way_out"])
    if not said:
        raise Refusal("看管数据库的程序没有启动。", f"请看日志 {home.log('keeper')}。")
    keeper.returncode = 0  # it outlives this command on purpose: no warning about a child left running


def release(home: Home) -> bool:
    """Leave the users of the server and wait for it to stop; False if another command still uses it."""
    while _kept:
        os.close(_kept.pop())
    if server.wait_until(lambda: not is_running(home), NOTICED_WITHIN):
        return True
    if locks.is_free(home.lock("users")):  # the keeper is not stopping it: somebody else is there
        return False
    return server.wait_until(lambda: not is_running(home), server.STOP_WITHIN)


def external(url: str, owner_url: str | None = None, sequencer_url: str | None = None) -> Connections:
    """Connections to a server that somebody else runs; one user for all unless the other URLs name the owner, the sequencer."""
    owner = owner_url or url
    connections = Connections(app=url, owner=owner, replay=owner, sequencer=sequencer_url or owner)
    with (
        check(url, "DATABASE_URL") as app,
        check(connections.owner, "DATABASE_OWNER_URL" if owner_url else "DATABASE_URL") as owning,
    ):
        try:
            furnish.add_extensions(owning)
            if app.info.user != owning.info.user:
                furnish.grant_rows(owning, owning.info.user, app.info.user)
        except psycopg.Error as error:
            raise Refusal(
                f"数据库缺少扩展或权限，当前用户又不能添加（{reason(error)}）。",
                "请数据库管理员在这个库里运行：" + " ".join(f"create extension {name};" for name in furnish.EXTENSIONS),
            ) from error
    return connections


def check(url: str, variable: str) -> psycopg.Connection:
    """An open connection to that URL; raises Refusal if it does not answer or is too old. Never shows a password."""
    try:
        parts = conninfo_to_dict(url)
        connection = psycopg.connect(url, connect_timeout=int(parts.get("connect_timeout") or 5))
    except (psycopg.ProgrammingError, ValueError) as error:  # its words may repeat the password
        raise Refusal(f"{variable} 写得不对。", "应当像这样：postgresql://用户:口令@主机:5432/库。") from error
    except psycopg.OperationalError as error:
        place = f"{parts.get('host') or '本机'}:{parts.get('port') or 5432}/{parts.get('dbname') or ''}"
        raise Refusal(
            f"连不上 {variable} 所指的数据库 {place}（{reason(error)}）。",
            "请检查地址、用户、口令和网络；或不设 DATABASE_URL，改用自带的数据库。",
        ) from error
    version = connection.info.server_version // 10_000
    if version < OLDEST:
        connection.close()
        raise Refusal(
            f"数据库太旧：{variable} 所指的是 PostgreSQL {version}，律衡需要 {OLDEST} 以上。",
            "请升级数据库；或不设 DATABASE_URL，改用自带的数据库。",
        )
    return connection


def reason(error: psycopg.Error) -> str:
    """The cause in a driver's message: the end of its first line."""
    return str(error).strip().partition("\n")[0].rpartition("failed: ")[2] or type(error).__name__

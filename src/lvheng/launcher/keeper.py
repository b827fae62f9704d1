"""The server's keeper: starts PostgreSQL, waits until nobody uses it any more, stops it.

Started by `database.ensure`, in a session of its own. Every command that uses the server holds a shared lock on
`locks/users`; the keeper ends the server when it gets that lock exclusively. The kernel drops the locks of the dead, so
there is nothing to count and nothing goes stale. If the keeper itself is killed, the kernel shuts the server down.
"""

import contextlib
import json
import os
import pwd
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

import psycopg

from lvheng.launcher import home as homes
from lvheng.launcher import locks, server
from lvheng.launcher.furnish import furnish
from lvheng.launcher.home import Home
from lvheng.launcher.refusal import Refusal

PAUSE = 0.1  # seconds between two looks at users and server
RECOVERY = 600  # seconds that a server may need to replay its log after a crash


def main() -> int:
    """Keep the server of the home that LVHENG_HOME names; answer on standard output, in one line, how it began."""
    home = homes.open_home()
    mine = locks.take(home.lock("keeper"))
    assert mine is not None
    signal.signal(signal.SIGTERM, leave)
    try:
        running = begin(home)
    except (Refusal, OSError) as error:
        refusal = error if isinstance(error, Refusal) else homes.refusal_of(error, home.folder)
        answer({"sentence": refusal.sentence, "way_out": refusal.way_out})
        return 3
    users: int | None = None
    try:
        answer({"ready": "yes"})
        while users is None and running.poll() is None:
            time.sleep(PAUSE)
            users = locks.take(home.lock("users"), wait=False)
    finally:
        server.stop(running)
        os.close(mine)  # before the users' lock, which the next start waits for
        if users is not None:
            os.close(users)
    return 0


def leave(number: int, frame: FrameType | None) -> None:
    """On SIGTERM end as if nobody used the server any more."""
    raise SystemExit(0)


def answer(words: dict[str, str]) -> None:
    """Tell the command that is waiting for the server, which may have gone, and close the line."""
    with contextlib.suppress(BrokenPipeError):
        print(json.dumps(words), flush=True)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def begin(home: Home) -> subprocess.Popen[bytes]:
    """Start the server and furnish it; raises Refusal or OSError, after stopping it again, when that fails."""
    begun = home.cluster.exists()
    homes.need_space(home.folder, homes.EVERY_START_NEEDS if begun else homes.FIRST_START_NEEDS)
    programs = server.binaries(home)
    if begun:
        server.check_cluster(home)
    else:
        server.make_cluster(home, programs)
    server.clear_leftover(home)
    sockets = homes.socket_folder(home)
    settings = server.write_settings(home, sockets, pwd.getpwuid(os.geteuid()).pw_name)
    running = server.start(home, programs, settings)
    try:
        wait_until_ready(home, running, sockets)
        furnish(str(sockets))
    except BaseException:
        server.stop(running)
        raise
    return running


def wait_until_ready(home: Home, running: subprocess.Popen[bytes], sockets: Path) -> None:
    """Return when the server takes connections; raises Refusal with its last words if it ends instead."""

    def settled() -> bool:
        if running.poll() is not None:
            return True
        try:
            psycopg.connect(host=str(sockets), user=server.SUPERUSER, dbname="postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    if not server.wait_until(settled, RECOVERY):
        raise Refusal(f"数据库 {RECOVERY} 秒还没有就绪。", f"请看日志 {home.log('server')}。")
    if running.poll() is not None:
        raise server.explain(home.log("server").read_text(errors="replace"), home)


if __name__ == "__main__":
    sys.exit(main())

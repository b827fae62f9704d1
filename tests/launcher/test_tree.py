"""Web and worker end together, whatever ends first; a port in use is said before anything starts."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from lvheng.launcher import tree
from lvheng.launcher.refusal import Refusal
from lvheng.launcher.server import wait_until

STUBBORN = "import signal, sys; signal.signal(signal.SIGTERM, signal.SIG_IGN); open(sys.argv[1], 'w'); signal.pause()"


def runs(number: int) -> bool:
    """Whether that program runs; one that has ended and only waits to be asked for its code does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_a_port_in_use_is_named_with_a_free_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Refusal, match=f"端口 {port} 已被") as refused:
            tree.need_port("127.0.0.1", port)
    assert "--port" in refused.value.way_out
    assert f"--port {port}" not in refused.value.way_out


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(Refusal, match=r"192\.0\.2\.1"):
        tree.need_port("192.0.2.1", 8000)


def test_a_child_that_will_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "STOP_WITHIN", 0.1)
    child = tree.start("顽固", [sys.executable, "-c", STUBBORN, str(tmp_path / "deaf")], os.environ)
    assert wait_until((tmp_path / "deaf").exists, 10)
    tree.stop([child])
    assert child.program.returncode == -signal.SIGKILL


def test_the_child_that_ended_by_itself_is_found() -> None:
    ended = tree.start("先停的", [sys.executable, "-c", "raise SystemExit(7)"], os.environ)
    other = tree.start("还在的", [sys.executable, "-c", "import signal; signal.pause()"], os.environ)
    try:
        ended.program.wait(10)
        assert tree.first_dead([other, ended]) == ended
        assert tree.first_dead([other]) is None
    finally:
        tree.stop([ended, other])
    assert other.program.returncode == -signal.SIGTERM


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells a child that its parent died")
def test_no_child_outlives_a_launcher_that_was_killed() -> None:
    launcher = (
        "import os, sys; from lvheng.launcher import tree\n"
        "child = tree.start('子', [sys.executable, '-c', 'import signal; signal.pause()'], os.environ)\n"
        "print(child.program.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    source = str(Path(tree.__file__).parents[2])
    done = subprocess.run(  # noqa: S603 - our own lines
        [sys.executable, "-c", launcher], env={**os.environ, "PYTHONPATH": source}, stdout=subprocess.PIPE
    )
    assert done.returncode == -signal.SIGKILL
    assert wait_until(lambda: not runs(int(done.stdout)), 10)


def test_nobody_answers_at_a_port_where_nobody_listens() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        assert not tree.answers("127.0.0.1", taken.getsockname()[1])

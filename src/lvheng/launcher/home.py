"""Where the product keeps its files on this machine, and as whom the database server runs.

An ordinary user's home is `.lvheng` in the checkout and the server runs as that user. PostgreSQL refuses to run as
root, so for root the home stands below `/var/lib/lvheng` (others can pass through it, unlike `/root`) and the server
alone runs as the system user `lvheng`. No folder that was there before has its rights changed.

    cluster/  the database (0700, the server's)      run/    the socket (0700, the server's)
    settings/ the server's three settings files      log/    what server and keeper said
    locks/    who uses the server                    secret  the key that signs sessions
    server/   root only: a copy of the binaries
"""

import contextlib
import errno
import hashlib
import os
import pwd
import secrets
import shutil
import stat
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lvheng.launcher.refusal import Refusal, say

CHECKOUT = Path(__file__).resolve().parents[3]
SERVICE_NAME = "lvheng"
ROOT_HOMES = Path("/var/lib/lvheng")
SOCKET_NAME = ".s.PGSQL.5432"
SOCKET_PATH_LIMIT = 103  # bytes; Linux allows 107, macOS 103
FIRST_START_NEEDS, EVERY_START_NEEDS = 300, 100  # MB free on the disk
OWN_SERVER = "用 DATABASE_URL=postgresql://用户:口令@主机/库 指向一个已有的 PostgreSQL（15 以上）再启动。"


@dataclass(frozen=True)
class Home:
    """The home folder and the account the server runs as (the caller's own, unless the caller is root)."""

    folder: Path
    service: pwd.struct_passwd

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own folder."""
        return self.folder / "cluster"

    @property
    def drops(self) -> bool:
        """Whether the server must leave the caller's account for its own."""
        return os.geteuid() == 0

    def lock(self, name: str) -> Path:
        """The lock file of that name."""
        return self.folder / "locks" / name

    def log(self, name: str) -> Path:
        """The log file of that name."""
        return self.folder / "log" / f"{name}.log"


def locate(environment: Mapping[str, str] = os.environ, checkout: Path = CHECKOUT) -> Path:
    """The home folder by the rules above; LVHENG_HOME comes first."""
    if environment.get("LVHENG_HOME"):
        return Path(environment["LVHENG_HOME"]).absolute()
    if os.geteuid() == 0:
        return ROOT_HOMES / hashlib.sha256(os.fsencode(checkout)).hexdigest()[:8]
    return checkout / ".lvheng"


def open_folder() -> Path:
    """Make the home folder with its locks and logs if they are missing, and return it."""
    folder = locate()
    try:
        for missing in reversed([path for path in (folder, *folder.parents) if not path.exists()]):
            make_folder(missing, 0o755 if os.geteuid() == 0 else 0o700)
        for name in ("locks", "log"):
            make_folder(folder / name, 0o700)
    except OSError as error:
        raise refusal_of(error, folder) from error
    if not os.access(folder / "locks", os.W_OK):
        raise Refusal(f"没有权限写 {folder}。", "请改用建它的那个用户来运行，或用 LVHENG_HOME 指定另一个目录。")
    return folder


def open_home() -> Home:
    """The home folder and the account of the server, which is made if root calls and it is missing."""
    return Home(open_folder(), service_account())


def refusal_of(error: OSError, folder: Path) -> Refusal:
    """Turn a failed file operation in the home into a sentence and a way out."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Refusal(f"磁盘满了：{folder} 所在的分区写不下了。", "请腾出空间，或用 LVHENG_HOME 指定别处的目录。")
    reason = "没有权限" if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS) else error.strerror or str(error)
    return Refusal(f"写不了 {error.filename or folder}（{reason}）。", "请用 LVHENG_HOME 指定一个自己能写的目录。")


def make_folder(folder: Path, mode: int, owner: pwd.struct_passwd | None = None) -> None:
    """Make a folder with exactly these rights; one that exists is left as it is."""
    try:
        folder.mkdir()
    except FileExistsError:
        return
    if owner is not None and owner.pw_uid != os.geteuid():
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    folder.chmod(mode)


def need_space(folder: Path, megabytes: int) -> None:
    """Refuse to go on when the disk under `folder` has less than that free."""
    free = shutil.disk_usage(folder).free // 1_000_000
    if free < megabytes:
        raise Refusal(
            f"磁盘快满了：{folder} 所在的分区只剩 {free} MB，至少要 {megabytes} MB。",
            "请腾出空间，或用 LVHENG_HOME 指定别处的目录。",
        )


def service_account() -> pwd.struct_passwd:
    """The account the server runs as: the caller's, or for root the system user `lvheng`, made if missing."""
    if os.geteuid() != 0:
        try:
            return pwd.getpwuid(os.geteuid())
        except KeyError:
            raise Refusal(f"当前用户号 {os.geteuid()} 没有登记名字，PostgreSQL 不肯运行。", OWN_SERVER) from None
    try:
        return pwd.getpwnam(SERVICE_NAME)
    except KeyError:
        pass
    command = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if command is None:
        raise Refusal(
            f"当前是 root：PostgreSQL 不能以 root 运行，这里既没有系统用户 {SERVICE_NAME}，也没有 useradd 可以建它。",
            f"请用普通用户运行；或先建好系统用户 {SERVICE_NAME}；或{OWN_SERVER}",
        )
    say(f"PostgreSQL 不能以 root 运行：建一个不能登录、没有主目录的系统用户 {SERVICE_NAME}，只用来运行数据库。")
    made = subprocess.run(  # noqa: S603 - a fixed command
        [command, "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", SERVICE_NAME],
        capture_output=True,
        text=True,
    )
    try:
        return pwd.getpwnam(SERVICE_NAME)
    except KeyError:
        raise Refusal(
            f"当前是 root，而系统用户 {SERVICE_NAME} 没有建成：{made.stderr.strip()}。",
            f"请用普通用户运行；或{OWN_SERVER}",
        ) from None


def socket_folder(home: Home) -> Path:
    """The folder of the server's socket: `run` in the home, or a private one below /tmp if that path is unusable.

    A socket's path is limited in length, and libpq reads a comma in it as the end of a name. Raises Refusal if the
    private folder's place is already taken by somebody else.
    """
    folder = home.folder / "run"
    if len(os.fsencode(folder / SOCKET_NAME)) <= SOCKET_PATH_LIMIT and "," not in str(folder):
        make_folder(folder, 0o700, home.service)
        return folder
    mark = hashlib.sha256(os.fsencode(home.folder)).hexdigest()[:8]
    folder = Path("/tmp") / f"lvheng-{home.service.pw_uid}-{mark}"  # noqa: S108 - checked below to be ours and closed
    make_folder(folder, 0o700, home.service)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != home.service.pw_uid or stat.S_IMODE(found.st_mode) != 0o700:
        raise Refusal(
            f"{home.folder} 的路径太长，而备用的 {folder} 已被别人占用。", "请用 LVHENG_HOME 指定一个短些的目录。"
        )
    return folder


def secret_key(folder: Path) -> str:
    """The key that signs sessions, made once and readable by the caller alone."""
    file = folder / "secret"
    if not file.exists():
        draft = folder / f"secret.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):  # another command made it at the same moment
            os.link(draft, file)
        draft.unlink()
    return file.read_text().strip()

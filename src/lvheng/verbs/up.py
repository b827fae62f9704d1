"""`./lvheng up`: database, structure, web and worker, until Ctrl-C."""

import argparse
import os
import signal
import subprocess
import sys
import time
from types import FrameType

import psycopg

from lvheng.launcher import database, locks, tree
from lvheng.launcher import home as homes
from lvheng.launcher.home import Home
from lvheng.launcher.refusal import REFUSED, Refusal, say
from lvheng.launcher.tree import Child
from lvheng.operation.safety import is_production, refuse_unsafe
from lvheng.verbs import MODULES, Needs, migrate

NAME = "up"
TITLE = "启动律衡（第一次会自己装好一切），Ctrl-C 停止"
NEEDS: Needs = "nothing"  # it says itself what it is doing while it brings the database about

SIZES = {
    "small": "小规模，约 1,500 名虚构律师，几秒钟",
    "beijing": "北京规模，五万名虚构律师，约两分钟",
    "none": "不装",
}
WEB_WITHIN = 60  # seconds until the web must answer
PAUSE = 0.2  # seconds between two looks at the children


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("--host", default="127.0.0.1", metavar="地址", help="监听的地址，不写则只给本机（127.0.0.1）")
    parser.add_argument("--port", type=int, default=8000, metavar="端口", help="监听的端口，不写则为 8000")
    sizes = "；".join(f"{size} {title}" for size, title in SIZES.items())
    parser.add_argument("--demo", choices=SIZES, help=f"演示材料：{sizes}。不写则第一次启动时询问")
    parser.add_argument("--without-sequencer", action="store_true", help="不启动存证编号：另用一个账号运行时")


def run(options: argparse.Namespace) -> int:
    """Bring everything up, say where, and stay until a child ends or the person wants to stop."""
    folder = homes.open_folder()
    only_one = locks.take(folder / "locks" / "up", wait=False)
    if only_one is None:
        raise Refusal(
            f"律衡已在运行（同一个目录 {folder}）。", "请用已打开的那个；要另开一个，请另设 LVHENG_HOME 和 --port。"
        )
    refuse_unsafe({"LVHENG_SECRET_KEY": homes.secret_key(folder), **os.environ})
    tree.need_port(options.host, options.port)
    signal.signal(signal.SIGTERM, interrupt)
    signal.signal(signal.SIGHUP, interrupt)
    own_server = not (os.environ.get("LVHENG_DATABASE") or os.environ.get("DATABASE_URL"))
    home = homes.open_home() if own_server else None
    children: list[Child] = []
    try:
        return serve(options, home, children)
    except Refusal as refusal:
        say(str(refusal))
        return REFUSED
    except KeyboardInterrupt:
        say("\n正在停止……")
        return 0
    finally:
        ignore_signals()
        tree.stop(children)
        stopped = home is None or database.release(home)
        os.close(only_one)
        say("已停止。" if stopped else "已停止；另有命令正在用数据库，它们结束后数据库自行停止。")


def interrupt(number: int, frame: FrameType | None) -> None:
    """Treat SIGTERM and a closed terminal like Ctrl-C."""
    raise KeyboardInterrupt


def ignore_signals() -> None:
    """Let no second Ctrl-C leave anything running; every wait from here on has its own end."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def serve(options: argparse.Namespace, home: Home | None, children: list[Child]) -> int:
    """Start database, structure, demonstration, web and worker; then watch them. Fills `children` as they start."""
    began = time.monotonic()
    os.environ.update(database.ensure().environment())
    os.environ["LVHENG_HOME"] = str(homes.locate())
    os.environ.setdefault("LVHENG_SECRET_KEY", homes.secret_key(homes.locate()))
    os.environ.setdefault("LVHENG_LOG", "file")
    first = is_first_start()
    if not migrate.is_stamped():
        update_structure()
    if offer_demonstration(options.demo, first):
        began = time.monotonic()
    children.append(tree.start("网页服务", tree.web_command(options.host, options.port), os.environ))
    wait_for_web(options.host, options.port, children)
    welcome(options, entrances(), time.monotonic() - began)
    children.append(tree.start("后台作业", tree.python("lvheng", "worker"), os.environ))
    if not options.without_sequencer:
        children.append(tree.start("存证编号", tree.python("lvheng", "sequencer"), os.environ))
    while True:
        refuse_dead(children)
        if home is not None and not database.is_running(home):
            raise Refusal(
                "数据库停了。", f"请看日志 {home.log('server')}，处理后再运行 ./lvheng up；已提交的内容不会丢。"
            )
        time.sleep(PAUSE)


def is_first_start() -> bool:
    """Whether this database has never been given a structure."""
    with psycopg.connect(os.environ["LVHENG_DATABASE"]) as connection:
        row = connection.execute("select to_regclass('public.django_migrations') is null").fetchone()
    return bool(row and row[0])


def update_structure() -> None:
    """Run `migrate` in a program of its own, so that this one stays small."""
    if subprocess.run(tree.python("lvheng", "migrate", "--json"), stdout=subprocess.DEVNULL).returncode != 0:  # noqa: S603 - ours
        raise Refusal("数据库结构没有准备好（原因见上）。", "处理后再运行 ./lvheng up。")


def entrances() -> list[str]:
    """Who one can enter as in a demonstration; asked in SQL, so that this program need not load the product."""
    with psycopg.connect(os.environ["LVHENG_DATABASE"]) as connection:
        found = connection.execute('select name, login from kernel_account where demonstration order by "order"')
        return [f"{name}({login})" for name, login in found]


def offer_demonstration(chosen: str | None, first: bool) -> bool:
    """Make the demonstration if it is asked for by option or, at the first start, by answer; return whether it was."""
    if "demo" not in MODULES:
        return False
    size = chosen or (ask() if first and sys.stdin.isatty() else "none")
    if size == "none":
        if first and not chosen:
            say("没有装演示材料；要装，请运行 ./lvheng demo small 或 ./lvheng demo beijing。")
        return False
    if subprocess.run(tree.python("lvheng", "demo", size)).returncode != 0:  # noqa: S603 - ours
        raise Refusal("演示材料没有装成（原因见上）。", "可先运行 ./lvheng up --demo none，以后再装。")
    return True


def ask() -> str:
    """Ask on the terminal which demonstration is wanted; an empty answer is the small one."""
    say("这是第一次启动，登记册是空的。要装演示材料吗？人和所都是虚构的。")
    numbered = dict(enumerate(SIZES, start=1))
    for number, size in numbered.items():
        say(f"  {number}  {SIZES[size]}")
    while True:
        answer = input("请输入 1、2 或 3，回车为 1:").strip() or "1"
        if answer.isdigit() and int(answer) in numbered:
            return numbered[int(answer)]


def wait_for_web(host: str, port: int, children: list[Child]) -> None:
    """Return when the web answers; raises Refusal if a child ends before or the time is over."""
    end = time.monotonic() + WEB_WITHIN
    while not tree.answers(host, port):
        refuse_dead(children)
        if time.monotonic() > end:
            raise Refusal(f"网页服务 {WEB_WITHIN} 秒没有应答。", "请看上面的话；机器很忙时可再试一次。")
        time.sleep(PAUSE / 4)


def refuse_dead(children: list[Child]) -> None:
    """Raise Refusal naming a child that ended by itself; the others are stopped on the way out."""
    dead = tree.first_dead(children)
    if dead is None:
        return
    code = dead.program.returncode
    how = f"被信号 {signal.Signals(-code).name} 结束" if code < 0 else f"退出码 {code}"
    raise Refusal(
        f"{dead.title}自己停了（{how}），其余的也一并停下。", "原因见上面它说的话；处理后再运行 ./lvheng up。"
    )


def welcome(options: argparse.Namespace, entrances: list[str], seconds: float) -> None:
    """Print the address and who one can enter as."""
    shown = "127.0.0.1" if options.host == "0.0.0.0" else options.host  # noqa: S104 - shown, not bound
    print(f"\n律衡已启动（{seconds:.1f} 秒）：http://{f'[{shown}]' if ':' in shown else shown}:{options.port}/")
    for line in [] if is_production(os.environ) else entrances:
        print(f"  {line}")
    print("按 Ctrl-C 停止。", flush=True)

"""`./lvheng act`: perform one act, or list the acts there are."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lvheng.verbs import Needs
from lvheng.verbs.asked import Wrong, day, failed, viewer

if TYPE_CHECKING:
    from uuid import UUID

    from lvheng.kernel.acts.act import AnyAct

NAME = "act"
TITLE = "办理一件行为（登记、变更、更正……），或列出全部行为"
NEEDS: Needs = "database+schema"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("kind", nargs="?", metavar="行为", help="行为的代码，如 register.transfer；见 --list")
    parser.add_argument("--list", action="store_true", help="列出全部行为和它们的输入项")
    parser.add_argument("--json", metavar="内容", help="输入项，写成 JSON；@文件名 则从文件读")
    parser.add_argument("--on", type=day, metavar="日期", help="生效日")
    parser.add_argument("--basis", default="", metavar="依据", help="依据的文书或文号")
    parser.add_argument("--attach", type=Path, action="append", default=[], metavar="文件", help="附件，可写多次")
    parser.add_argument("--as", dest="login", metavar="登录名", help="以谁的身份办理；不写为系统，并如此记载")


def run(options: argparse.Namespace) -> int:
    """Perform the act and print its entry in the ledger and its subject as JSON."""
    try:
        if options.list or not options.kind:
            return show_acts(as_json=options.json is not None)
        return performed(options)
    except Wrong as wrong:
        return failed(wrong)


def show_acts(*, as_json: bool) -> int:
    """Print every act with its input fields."""
    from lvheng.kernel.acts.act import all_acts

    for kind, act in all_acts().items():
        if as_json:
            labels = {name: field.label for name, field in act.fields().items()}
            print(json.dumps({"kind": kind, "title": act.title, "fields": labels}, ensure_ascii=False))
            continue
        fields = [
            f"{name}（{field.label}{'' if field.required else '，可不填'}）" for name, field in act.fields().items()
        ]
        print(f"{kind}  {act.title}\n    {'、'.join(fields) or '没有输入项'}")
    return 0


def performed(options: argparse.Namespace) -> int:
    """Read the input, perform the act, print what was written. Raises `Wrong`."""
    from lvheng.kernel.acts.fields import read_many
    from lvheng.kernel.acts.perform import ActRefused, perform

    act = act_named(options.kind)
    if options.on is None:
        raise Wrong(f"请用 --on 写明{act.asks_day}。")
    raw = given(options.json or "{}")
    if unknown := sorted(set(raw) - set(act.fields())):
        raise Wrong(f"“{act.title}”没有这些输入项：{'、'.join(unknown)}。可填：{'、'.join(act.fields())}。")
    [read] = read_many(act.Input, [raw])
    if isinstance(read, list):
        raise Wrong("；".join(map(str, read)) + "。")
    actor = viewer(options.login)
    try:
        attached = [brought(file, actor.id) for file in options.attach]
        done = perform(act, read, actor=actor, effective_on=options.on, basis=options.basis, attached=attached)
    except ActRefused as refused:
        raise Wrong(f"{refused}。") from None
    print(json.dumps({"act": act.kind, "entry": done.entry, "subject": str(done.subject)}))
    return 0


def brought(file: Path, account: "UUID") -> "UUID":
    """Keeps a file so that the act may take it. Raises `Wrong`."""
    from lvheng.kernel.documents.files import FileRefused, receive

    try:
        return receive(file.read_bytes(), file.name, account).id
    except OSError as error:
        raise Wrong(f"打不开附件 {file}：{error.strerror}。") from None
    except FileRefused as refused:
        raise Wrong(refused) from None


def act_named(kind: str) -> "AnyAct":
    """The act of that kind. Raises `Wrong`."""
    from difflib import get_close_matches

    from lvheng.kernel.acts.act import act_of, all_acts

    try:
        return act_of(kind)
    except KeyError:
        near = get_close_matches(kind, all_acts(), n=1, cutoff=0.5)
        hint = f"是不是 {near[0]}?" if near else ""
        raise Wrong(f"没有“{kind}”这一行为。{hint}全部行为见 ./lvheng act --list。") from None


def given(written: str) -> dict[str, Any]:
    """The JSON object that was written or that the named file holds. Raises `Wrong`."""
    try:
        text = Path(written[1:]).read_text(encoding="utf-8") if written.startswith("@") else written
        found = json.loads(text)
    except OSError as error:
        raise Wrong(f"打不开文件 {written[1:]}:{error.strerror}。") from None
    except ValueError as error:
        raise Wrong(f"--json 的内容不是 JSON:{error}。") from None
    if not isinstance(found, dict):
        raise Wrong('--json 应是一个对象，如 {"lawyer": "执业证号"}。')
    return found

"""The pages of docs/reference that say what the code declares: `python -m lvheng.verbs.reference` writes them anew.

A test compares what is committed with what these functions answer, so that the pages cannot go stale.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lvheng.verbs import MODULES

if TYPE_CHECKING:
    from lvheng.kernel.acts.fields import Field

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "reference"
MADE = "<!-- 由 python -m lvheng.verbs.reference 写成，请勿手改；改声明后重新生成。 -->\n\n"
SHOWN_OPTIONS = 24


def pages() -> dict[str, str]:
    """File name → text of every page that is made. Django must be set up; no database is asked."""
    from lvheng.api.client import client

    made = {
        "commands.md": commands(),
        "acts.md": acts(),
        "figures.md": figures(),
        "columns.md": columns(),
        "limits.md": limits(),
    }
    return {name: MADE + text for name, text in made.items()} | {"lvheng_client.py": client()}


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; '' if it would be empty."""
    bar = "\\|"
    lines = [f"| {' | '.join(cell.replace('|', bar) for cell in row)} |" for row in rows]
    head = list(headings)
    return "\n".join([f"| {' | '.join(head)} |", "|" + "---|" * len(head), *lines]) + "\n" if lines else ""


class Recorder(argparse.ArgumentParser):
    """A parser that keeps what a verb declares: how each argument is written, and what it is for."""

    def __init__(self) -> None:
        super().__init__(add_help=False)
        self.rows: list[tuple[str, str]] = []

    def add_argument(self, *names: str, **options: Any) -> argparse.Action:
        action = super().add_argument(*names, **options)
        written = action.metavar or ("" if action.nargs == 0 else f"{{{','.join(map(str, action.choices or ()))}}}")
        value = f" {written}" if written and written != "{}" and action.option_strings else ""
        name = "、".join(action.option_strings) or str(action.metavar or action.dest)
        self.rows.append((f"`{name}{value}`", action.help or ""))
        return action


def commands() -> str:
    """Every verb of the command line with its arguments."""
    from lvheng.verbs.help import EXIT_CODES

    parts = [f"# 命令\n\n写法：`./lvheng 命令 [选项]`。每个命令都有 `--help`。{EXIT_CODES}。\n"]
    for name, module in MODULES.items():
        verb = import_module(f"lvheng.verbs.{module}")
        recorder = Recorder()
        verb.arguments(recorder)
        parts.append(
            f"## `./lvheng {name}`\n\n{verb.TITLE}\n\n{table(('写法', '意思'), recorder.rows)}".rstrip() + "\n"
        )
    return "\n".join(parts)


def how_written(field: Field) -> str:
    """How a field's value is written, in words."""
    from lvheng.kernel.acts.fields import Amount, Choice, Day, Key, Listed, Reference, Text, Whole

    match field:
        case Choice() | Listed():
            labels = field.choices.labels if isinstance(field, Choice) else field.options().values()
            options = [str(label) for label in labels]
            more = f"……等 {len(options)} 项" if len(options) > SHOWN_OPTIONS else ""
            how = "、".join(options[:SHOWN_OPTIONS]) + more
        case Day():
            how = "日期，如 2025-03-12"
        case Whole():
            how = "整数"
        case Amount():
            how = f"数字，至多 {field.scale} 位小数"
        case Reference():
            how = "号码或名称"
        case Key():
            how = "由链接带入"
        case Text():
            how = f"文字，至多 {field.longest} 字"
        case _:
            how = "文字"
    return f"{how}；{field.hint}" if field.hint else how


def field_rows(fields: Mapping[str, Field]) -> list[tuple[str, str, str, str]]:
    return [
        (field.label, f"`{name}`", "是" if field.required else "", how_written(field)) for name, field in fields.items()
    ]


def acts() -> str:
    """Every act: law, who may, day and input."""
    from lvheng.kernel.acts.act import all_acts
    from lvheng.kernel.clocks.limits import limit_titles
    from lvheng.kernel.law import legal_bases

    parts = ["# 行为\n\n行为是唯一能改变登记簿的东西。每件行为都要写明生效日和依据；代码用于 `./lvheng act`。\n"]
    for kind, act in all_acts().items():
        law = "；".join(map(str, legal_bases(act.law))) or "未引条文"
        who = "、".join(post.title for post in act.who) or "系统"
        told = f"- 法律依据：{law}\n- 办理人：{who}\n- 日期：{act.asks_day}\n"
        if act.within:
            told += f"- 期限：{limit_titles()[act.within]}，自该日起算，见[期限](limits.md)\n"
        fields = table(("输入项", "标识", "必填", "写法"), field_rows(act.fields()))
        parts.append(f"## {act.title} `{kind}`\n\n{told}\n{fields}".rstrip() + "\n")
    return "\n".join(parts)


def limits() -> str:
    """Every statutory limit in each of its versions."""
    from lvheng.kernel.clocks.limits import all_limits, pause_titles

    rows = [
        (
            f"`{code}`",
            limit.title,
            limit.since.isoformat(),
            limit.span + (f"，可延长 {limit.extension.units} {limit.unit.label}" if limit.extension else ""),
            limit.event,
            "、".join(pause_titles()[pause] for pause in limit.pauses),
            f"{limit.promised} {limit.unit.label}" if limit.promised else "",
            "；".join(basis.cited for basis in limit.basis) + ("" if limit.certain else "（未核对原文）"),
        )
        for code, versions in all_limits().items()
        for limit in versions
    ]
    headings = ("代码", "期限", "施行日", "长度", "自何时起", "因何中止", "承诺", "依据")
    said = "法律定的期限，一行一个版次；某日开始的，走到底都按那一日的版次。怎样数见[期限怎样计算](../explanation/clocks.md)。"
    return f"# 期限\n\n{said}\n\n{table(headings, rows)}"


def figures() -> str:
    """Every figure: what it counts, where it comes from, what the public sees."""
    from lvheng.kernel.figures.figure import all_figures

    rows = [
        (f"`{f.code}`", f.title, f.unit, f.definition, f.provenance.value, f.face.value, f"`{f.listing}`", f.version)
        for f in all_figures()
    ]
    headings = ("代码", "指标", "单位", "口径", "来源", "公开", "名册", "版本")
    return f"# 指标\n\n每个指标是登记簿里的一组记录；数字是它的个数、合计或比值。\n\n{table(headings, rows)}"


def columns() -> str:
    """Every act that may come from a spreadsheet, with its columns and the other headings that are taken for them."""
    from lvheng.kernel.tables.importable import all_importables

    parts = ["# 表格的列\n\n按这里的列名或别名认表头；怎样认、怎样读见[表格](tables.md)。\n"]
    for importable in all_importables():
        rows = [
            (field.label, "是" if field.required else "", how_written(field), "、".join(field.synonyms))
            for field in importable.columns.values()
        ]
        title = f"## {importable.act.title} `{importable.act.kind}`"
        parts.append(f"{title}\n\n{table(('列', '必填', '写法', '别名'), rows)}")
    return "\n".join(parts)


def main() -> None:
    """Write every page."""
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lvheng.config.settings")
    django.setup()
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    sys.stdout.write(f"已写 {FOLDER} 下 {len(pages())} 页。\n")


if __name__ == "__main__":
    main()

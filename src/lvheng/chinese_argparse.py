"""argparse in Chinese. It looks its phrases up through a module-level gettext function; this puts a table there."""

import argparse

PHRASES = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示这段说明",
    "%(prog)s: error: %(message)s\n": "✗ %(message)s（见 %(prog)s --help）\n",
    "the following arguments are required: %s": "缺少参数：%s",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "not allowed with argument %s": "不能与 %s 同时用",
    "expected one argument": "后面要有一个值",
    "expected at least one argument": "后面至少要有一个值",
    "expected at most one argument": "后面至多一个值",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)r 这一项，可选：%(choices)s",
    "invalid %(type)s value: %(value)r": "%(value)r 不是合适的值（%(type)s）",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
    "one of the arguments %s is required": "以下参数要有一个：%s",
    " (default: %(default)s)": "（不写则为 %(default)s）",
}


def translate(phrase: str) -> str:
    """The Chinese of one of argparse's phrases; an unknown one stays as it is."""
    return PHRASES.get(phrase, phrase)


def translate_plural(one: str, many: str, count: int) -> str:
    """Chinese has one form for every number."""
    return {"expected %s argument": "后面要有 %s 个值"}.get(one, one if count == 1 else many)


def speak_chinese() -> None:
    """Make every parser made from now on speak Chinese."""
    argparse._ = translate  # type: ignore[attr-defined]  # argparse offers no other place for a translation
    argparse.ngettext = translate_plural  # type: ignore[attr-defined]  # the same

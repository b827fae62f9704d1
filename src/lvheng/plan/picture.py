"""The plan in one picture, drawn as one SVG: goals, their public totals and how far each has come.

It speaks the language of the page; what has no English stays in Chinese. Otherwise pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from lvheng.kernel.access.language import is_english
from lvheng.plan.board import GoalBlock, TargetLine

WIDTH, MARGIN = 720, 36
INK, SOFT, HAIR, BLUE, RED, PAPER = "#1c2430", "#566172", "#e4e2dc", "#1d4f91", "#b3261e", "#ffffff"
SANS = "'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Serif SC', sans-serif"
A_LINE = 25  # signs of an indicator's name in one line
A_TITLE = 22  # signs of the plan's title in one line
CLOSING, OPENING = "，。；：、）)”》,.;:", "（(“《"
BAR = 250
_UNBROKEN = re.compile(r"\s?[A-Za-z0-9'’,.;:()-]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is drawn: the plan's title, the day of its numbers, and its goals with those targets that are public."""

    title: str
    issuer: str
    day: date
    goals: Sequence[GoalBlock]
    demonstration: bool = False

    @property
    def words(self) -> str:
        """What it shows, for those who do not see it."""
        colon, between, stop = (": ", "; ", ". ") if is_english() else ("：", "；", "。")
        told = [
            f"{gettext(goal.item.title)}{colon}"
            + between.join(f"{gettext(line.target.indicator)} {_value(line)}" for line in goal.lines)
            for goal in self.goals
            if goal.lines
        ]
        head = gettext("一图读懂：%(title)s") % {"title": gettext(self.title)}
        return stop.join([head, gettext("数截至 %(day)s") % {"day": self.day}, *told])

    def svg(self) -> SafeString:
        y, parts = 64, []
        for line in _lines(gettext(self.title), A_TITLE):
            parts.append(_text(MARGIN, y, line, 28, INK, bold=True))
            y += 38
        told = [f"{gettext(self.issuer)}　{gettext('数截至 %(day)s') % {'day': self.day}}"]
        told += [gettext("演示数据：人物、证号、数字均为虚构")] if self.demonstration else []
        for words in told:
            parts.append(_text(MARGIN, y - 4, words, 15, SOFT))
            y += 22
        parts.append(_rule(y - 8))
        y += 30
        for goal in self.goals:
            drawn, y = _goal(goal, y)
            parts.append(drawn)
        height = y + 6
        return format_html(
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img"'
            ' font-family="{2}"><title>{3}</title><rect width="{0}" height="{1}" fill="{4}"/>{5}</svg>',
            WIDTH,
            height,
            SANS,
            self.words,
            PAPER,
            format_html_join("", "{}", ((part,) for part in parts)),
        )


def _goal(goal: GoalBlock, y: int) -> tuple[SafeString, int]:
    parts = [_text(MARGIN, y, goal.item.number if is_english() else goal.number, 20, RED, bold=True)]
    parts.append(_text(MARGIN + 34, y, gettext(goal.item.title), 20, INK, bold=True))
    y += 34
    for line in goal.lines:
        top = y
        for words in _lines(gettext(line.target.indicator), A_LINE):
            parts.append(_text(MARGIN + 34, y, words, 15, INK))
            y += 21
        parts.append(_text(WIDTH - MARGIN, top, _value(line), 19, INK, bold=True, end=True))
        parts.append(_text(WIDTH - MARGIN, top + 20, f"{gettext('目标')} {line.aim_shown}", 13, SOFT, end=True))
        parts.append(_bar(line, y - 8))
        y = max(y, top + 36) + 16
    if not goal.lines:
        sentence = gettext("这个目标还没有公开的指标。") if is_english() else goal.first_sentence
        for words in _lines(sentence, 40):
            parts.append(_text(MARGIN + 34, y, words, 14, SOFT))
            y += 22
        y += 8
    parts.append(_rule(y - 6))
    return format_html_join("", "{}", ((part,) for part in parts)), y + 32


def _value(line: TargetLine) -> str:
    reading = line.reading
    if reading is None or not reading.begun or reading.value is None:
        return reading.shown if reading else ""
    return f"{reading.shown} {gettext(reading.figure.unit)}" if reading.figure.unit else reading.shown


def _bar(line: TargetLine, y: int) -> SafeString:
    """How much of the aim is there; nothing where there is no number to reach, or it is withheld."""
    value, aim = line.reading.value if line.reading else None, line.aim
    if value is None or not aim:
        return mark_safe("")
    share = min(max(value / aim, Decimal(0)), Decimal(1))
    return format_html(
        '<rect x="{0}" y="{1}" width="{2}" height="5" rx="2.5" fill="{3}"/>'
        '<rect x="{0}" y="{1}" width="{4}" height="5" rx="2.5" fill="{5}"/>',
        MARGIN + 34,
        y,
        BAR,
        HAIR,
        f"{float(share) * BAR:.1f}",
        BLUE,
    )


def _text(x: int, y: int, words: str, size: int, colour: str, *, bold: bool = False, end: bool = False) -> SafeString:
    return format_html(
        '<text x="{}" y="{}" font-size="{}" fill="{}"{}{}>{}</text>',
        x,
        y,
        size,
        colour,
        mark_safe(' font-weight="700"') if bold else "",
        mark_safe(' text-anchor="end"') if end else "",
        words,
    )


def _rule(y: int) -> SafeString:
    return format_html('<rect x="{}" y="{}" width="{}" height="1" fill="{}"/>', MARGIN, y, WIDTH - 2 * MARGIN, HAIR)


def _lines(words: str, most: int) -> list[str]:
    """The words in lines of at most so many Chinese signs, of which others take half; none begins with what closes, or
    ends with what opens.

    A word of letters is not broken."""
    lines, width = [""], 0.0
    for part in _UNBROKEN.findall(words):
        wide = sum(0.55 if sign.isascii() else 1.0 for sign in part)
        if lines[-1] and width + wide > most and part not in CLOSING:
            kept = lines[-1].rstrip(OPENING)
            opened, lines[-1] = lines[-1][len(kept) :], kept
            lines.append(opened)
            width, part = float(len(opened)), part.lstrip()
        lines[-1] += part
        width += wide
    return lines

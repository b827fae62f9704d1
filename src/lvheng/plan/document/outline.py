"""The outline of a plan: numbered headings, nested by the order in which their kinds of number first appear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .source import Passage

CN = "一二三四五六七八九十百"
COUNTED = "任务|行动|举措|工程|重点|专项行动|重点任务|主要任务"
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第([{CN}\d]{{1,3}})[编篇](?=[^第、,。]{{0,30}}$)|第([{CN}\d]{{1,3}})部分[::、.]?")),
    ("chapter", re.compile(rf"第([{CN}\d]{{1,3}})章[::、.]?")),
    ("section", re.compile(rf"第([{CN}\d]{{1,3}})节[::、.]?")),
    ("article", re.compile(rf"第([{CN}\d]{{1,3}})条[::、.]?")),
    ("formal", re.compile(r"([壹贰叁肆伍陆柒捌玖拾]{1,2})[、.]")),
    ("cn", re.compile(rf"([{CN}]{{1,3}})[、.]")),
    ("bracketed_cn", re.compile(rf"\(([{CN}]{{1,3}})\)[、.]?")),
    ("decimal_3", re.compile(r"\d{1,2}\.\d{1,2}\.(\d{1,2})[、.]?(?=[^\d万亿%])")),
    ("decimal_2", re.compile(r"\d{1,2}\.(\d{1,2})[、.]?(?=[^\d万亿千个家人名元倍%岁年张件])")),
    ("number", re.compile(r"(\d{1,2})[、.](?=20\d{2}年)|(\d{1,3})[、.](?!\d)")),
    ("bracketed", re.compile(r"\((\d{1,3})\)[、.]?|(\d{1,2})\)")),
    ("circled", re.compile("([\u2460-\u2473])[、.]?")),
    ("counted", re.compile(rf"(?:{COUNTED})([{CN}]{{1,3}}|\d{{1,2}})[::、.]")),
    ("box", re.compile(rf"(?:专栏|专题)([{CN}\d]{{1,3}})[::、.]?")),
    ("dash", re.compile("(\u2014\u2014|--)(?=\\S)")),
)
PLAIN_HEADINGS = re.compile(
    r"(?:指导思想|总体要求|基本原则|工作原则|工作思路|(?:主要|工作|发展|行动|总体|具体|建设)目标|(?:主要|重点|工作|具体)任务"
    r"|(?:工作|主要|重点|具体|策略|政策|支持)(?:举措|措施)|重点工作|保障措施|组织保障|组织实施|工作要求|实施步骤|工作步骤"
    r"|(?:发展|工作)基础|发展现状|发展环境|规划背景|面临形势)"
)
# 1 总体要求, folded: a number without a sign of its own.
BARE_NUMBER = re.compile(r"\d{1,2}(?=\D)")
# 【推进机构建设】, folded.
LENTICULAR = re.compile(
    r"\((?!.{0,6}(?:(?:责任|牵头|配合|负责|主办|协办)(?:单位|部门)|字体|打印|关闭|纠错|附件))[^():。]{3,30}\)"
)
DIGIT = {c: i for digits in ("〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖") for i, c in enumerate(digits)}
TITLE_END = re.compile("[。!;]|:(?=.{12})")
LONGEST_TITLE = 45


@dataclass(eq=False)
class Node:
    """A heading and what stands under it. Spans [start, end) lie in the passage of the heading."""

    kind: str
    ordinal: int
    label: str
    title: str
    passage: Passage
    title_end: int
    parent: Node | None = None
    body: list[tuple[Passage, int, int]] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def heading(self) -> str:
        """The heading as a person sees it, with its number."""
        return self.passage.said(0, self.title_end) if self.label or self.title else ""

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def pieces(self) -> Iterator[tuple[Passage, int, int]]:
        """What stands under the heading, the headings below included."""
        yield from self.body
        for child in self.children:
            if child.passage.text:
                yield child.passage, 0, len(child.passage.text)
            own = child.passage
            yield from (piece for piece in child.pieces() if piece[0] is not own)

    @property
    def text(self) -> str:
        """What stands under the heading as text, one paragraph a line."""
        said = (p.said(a, b) for p, a, b in self.pieces() if b > a)
        return "\n".join(x for x in said if x)


def ordinal(written: str) -> int:
    """The number of a heading: 十二, 12 and a circled 12 are all 12; a dash has none (0)."""
    if written.isdigit() and written.isascii():
        return int(written)
    if len(written) == 1 and "\u2460" <= written <= "\u2473":
        return ord(written) - 0x245F
    written = written.replace("拾", "十")
    if written == "十":
        return 10
    tens, ten, ones = written.rpartition("十")
    if ten:
        return DIGIT.get(tens, 1) * 10 + DIGIT.get(ones, 0)
    return DIGIT.get(written, 0)


def outline(passages: list[Passage], skipped: set[int]) -> Node:
    """The tree of headings over the passages of a plan's body; a passage whose index is skipped is not read."""
    empty = passages[0] if passages else None
    assert empty is not None
    root = Node("root", 0, "", "", empty, 0)
    stack = [root]
    for index, passage in enumerate(passages):
        if index in skipped:
            continue
        found = None if passage.cells else heading_of(passage)
        if found is None:
            stack[-1].body.append((passage, 0, len(passage.text)))
            continue
        _place(stack, found)
    return root


def _place(stack: list[Node], node: Node) -> None:
    kinds = [n.kind for n in stack]
    if "box" in kinds and node.kind in SMALL and _goes_on(stack[kinds.index("box")], node):
        kinds[: kinds.index("box")] = [""] * kinds.index("box")
    if node.kind in kinds:
        del stack[kinds.index(node.kind) :]
    while stack[-1].kind == "dash" or _outranks(node.kind, stack[-1].kind):
        stack.pop()
    node.parent = stack[-1]
    stack[-1].children.append(node)
    stack.append(node)


SMALL = ("number", "bracketed", "circled")


def _goes_on(box: Node, node: Node) -> bool:
    """Whether a number goes on inside a box (专栏) and not after it."""
    last = [c.ordinal for c in box.children if c.kind == node.kind]
    return node.ordinal == (last[-1] + 1 if last else 1)


RANK = {"part": 1, "chapter": 2, "section": 3, "formal": 3, "article": 4, "cn": 4}


def _outranks(kind: str, above: str) -> bool:
    """Chapters hold sections and sections hold 一、; the other kinds nest as the document nests them."""
    if above == "root":
        return False
    return kind in RANK and RANK[kind] < RANK.get(above, 9)


def heading_of(passage: Passage) -> Node | None:
    """The heading that a passage begins with, the rest of the passage being its first text."""
    text = passage.text
    for kind, pattern in KINDS:
        if found := pattern.match(text):
            number = ordinal(next((g for g in found.groups() if g), ""))
            return _node(kind, number, passage, found.end())
    if passage.raw[0] == "\u3010" and (found := LENTICULAR.match(text)):
        node = Node("lenticular", 0, passage.raw[0], passage.said(1, found.end() - 1), passage, found.end())
        if found.end() < len(text):
            node.body.append((passage, found.end(), len(text)))
        return node
    if (found := BARE_NUMBER.match(text)) and PLAIN_HEADINGS.fullmatch(text, found.end()):
        return _node("bare", int(found.group()), passage, found.end())
    if PLAIN_HEADINGS.fullmatch(text.rstrip(":。")):
        return _node("plain", 0, passage, 0)
    if passage.heading and len(text) <= LONGEST_TITLE:
        return _node(f"style_{passage.heading}", 0, passage, 0)
    return None


def _node(kind: str, number: int, passage: Passage, start: int) -> Node | None:
    text = passage.text
    if start >= len(text):
        return None
    led = re.compile(r"(?:到|至)?20\d{2}年(?:\d{1,2}月)?(?:底|末)?(?:以?前)?,").match(text, start)
    end, rest = title_span(text, led.end() if led else start)
    while end > start + 1 and text[end - 1] in "。.:;":
        end -= 1
    node = Node(kind, number, passage.said(0, start), passage.said(start, end), passage, end)
    if rest < len(text):
        node.body.append((passage, rest, len(text)))
    return node


def title_span(text: str, start: int) -> tuple[int, int]:
    """Where the title that begins at `start` ends, and where the text after it begins."""
    found = TITLE_END.search(text, start)
    if found is None:
        if len(text) - start <= LONGEST_TITLE:
            return len(text), len(text)
    else:
        longest = LONGEST_TITLE * (0.7 if "," in text[start : found.start()] else 1)
        if found.start() - start <= longest:
            return found.start(), found.end()
    comma = re.compile("[,;:。]").search(text, start)
    end = min(comma.start() if comma else len(text), start + LONGEST_TITLE)
    return end, start

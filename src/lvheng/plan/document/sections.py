"""What each heading of a plan is for, and the goals, tasks and safeguards found by it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .outline import Node
from .proposal import Goal, Measure, Safeguard, Task
from .responsible import units_in
from .source import Span, folded

VERBS = (
    "夯实|筑牢|优化|改善|解决|破解|营造|打造|加强|强化|推进|推动|完善|健全|提升|提高|深化|实施|构建|建设|建立|扩大|创新|培育|加快|"
    "发展|聚焦|围绕|锚定|明确|突出|落实|严格|促进|开展|做好|抓好|拓展|加大|坚持|巩固|补齐|防范|应对|紧扣|规范|服务"
)
OPENING = f"(?:{VERBS})"
MADE_OF = (
    r"(?:总体|主要|重点|工作|发展|行动|建设|具体|阶段性?|年度|规划|预期|近期|中期|远期|远景|奋斗|战略|核心|实施|量化|约束性|预期性|分类|分项|改革|任务|“?[十一二三四五六]+五”?|时期|"
    r"期间|到|\d{4}年|及|和|与|、)*"
)
ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "status",
        re.compile(
            rf"(?!(?!发展(?:基础|现状|环境|形势|情况|成就|背景|回顾|成效)){OPENING}).*(?:现状|(?:发展|工作|现实|现有|良好)基础|背景|形势|(?:发展|宏观|外部|内外|面临的?|时代|所处)环境|回顾|成就|成效|短板|"
            rf"存在的?(?:主要)?问题|面临|挑战|机遇|基本情况|发展情况)(?:[和与及、].*)?"
        ),
    ),
    (
        "goals",
        re.compile(
            rf"(?:{MADE_OF}|(?!{OPENING})[\u4e00-\u9fff]{{2}})(?:目标|指标)"
            r"(?:任务|要求|体系|指标|[和与及、](?:主要|重点|发展|工作|基本)*(?:任务|指标|要求|目标|原则|思路))?"
        ),
    ),
    (
        "goals",
        re.compile(
            r"(?:总体|指导|工作|基本|发展)*(?:思想|思路|原则|要求|定位)[和与及、](?:基本|工作)*(?:原则[和与及、])?(?:主要|发展|工作|总体)?目标"
        ),
    ),
    (
        "general",
        re.compile(
            r"(?:指导思想|总体(?:要求|思路|考虑|安排)|基本(?:原则|要求|思路)|工作(?:原则|思路)|战略(?:定位|导向)|发展(?:思路|理念|定位|原则)|编制依据|适用范围|实施原则|"
            r"规划(?:范围|依据|期限)|总则|实施(?:范围|期限)|行动原则).*"
        ),
    ),
    (
        "steps",
        re.compile(r"(?:(?:实施|工作|推进|方法|时间|进度|行动|阶段)*(?:步骤|安排|进度|阶段|节点))(?:[和与及、].*)?"),
    ),
    (
        "tasks",
        re.compile(
            r"(?:主要|重点|工作|具体|核心|策略|实施|行动|任务|改革|重大|专项|建设)*(?:任务|举措|措施|内容|行动|工程|项目|工作|事项)(?:安排|分工|清单|分解|[和与及、](?:主要|重点|工作|"
            r"具体|保障)*(?:任务|举措|措施|分工|工程|项目|行动))?"
        ),
    ),
    (
        "safeguards",
        re.compile(
            r"(?:强化|加强|完善|健全|落实|切实|做好|抓好|严格)?(?:计划|规划|方案|行动)?(?:组织|实施|政策|工作|要素|条件|支撑|服务|措施|制度|机制|资金|经费|人才|综合|全面|推进|落实|"
            r"贯彻|有关|相关|[和与及、])*(?:保障|实施|要求|领导|推进|落实)(?:措施|条件|机制|体系|工作|支撑|力度|举措|[和与及、].{2,8})?"
        ),
    ),
    (
        "safeguards",
        re.compile(
            r"(?:加大|强化|完善|加强|健全)(?:政策|要素|财政|财税|金融|资金)(?:支持|扶持)(?:力度|措施|体系|政策)?"
        ),
    ),
    ("annex", re.compile(r"(?:附则|附件|附录|名词解释|术语.*|有效期.*)")),
)
SAFEGUARD_TAIL = re.compile(
    r"(?:加强|强化|完善|健全|落实|加大|严格|注重|突出|抓好|营造|压实|建立|做好|坚持).{0,8}(?:组织|领导|保障|考核|督导|督查|督促|宣传|监督|评估|责任|氛围|统筹|投入|支持|落实|协调|"
    r"协同|引导|政策|经费|资金)"
)
LONGEST_ROLE = 26


def role_of(node: Node) -> str:
    """goals, tasks, safeguards, status, steps, general, annex, or nothing; (三)取得新成效 below goals is one of them."""
    title = folded(node.title)
    if len(title) > LONGEST_ROLE:
        return ""
    role = next((role for role, pattern in ROLES if pattern.fullmatch(title)), "")
    achieved = role == "status" and node.parent is not None and role_of(node.parent) == "goals"
    return "" if achieved else role


def inherited_role(node: Node | None) -> str:
    """The nearest role at or above a node."""
    while node is not None and node.kind != "root":
        if role := role_of(node):
            return role
        node = node.parent
    return ""


ASIDES = ("dash", "box")


def chapters(root: Node) -> list[Node]:
    """The headings of the highest kind; parts (第一编) are opened, a lone heading above all others too."""
    nodes = root.children
    if len(nodes) == 1 and nodes[0].children and not role_of(nodes[0]):
        nodes = nodes[0].children
    opened = [c for n in nodes for c in (n.children if n.kind == "part" and n.children and not role_of(n) else [n])]
    return [n for n in opened if n.kind not in ASIDES]


def goals(root: Node) -> tuple[Goal, ...]:
    """The goals: what stands numbered under the headings of goals, or those headings themselves."""
    heads = [node for top in chapters(root) for node in _goal_heads(top) if not _only_table(node)]
    found = [leaf for node in heads for leaf in _goal_leaves(node) if not _only_table(leaf)]
    counted = list(range(1, len(found) + 1)) if any(x in heads for x in found) else numbers(found)
    return tuple(Goal(n, x.title, x.text, *_whole(x)) for n, x in zip(counted, found, strict=True))


def _whole(node: Node) -> tuple[str, Span]:
    """The words of a heading's passage and their place."""
    length = len(node.passage.text)
    return node.passage.quote(0, length), node.passage.span(0, length)


def _only_table(node: Node) -> bool:
    """Whether only a table of indicators stands under a heading."""
    return not node.children and bool(node.body) and all(p.cells or len(p.text) < 20 for p, _, _ in node.body)


def _goal_heads(node: Node) -> Iterator[Node]:
    role = role_of(node)
    if role == "goals":
        inner = [x for c in node.children for x in c.walk() if role_of(c) == "general" or role_of(x) == "goals"]
        mixed = any(role_of(c) == "general" for c in node.children)
        if mixed and any(role_of(x) == "goals" for x in inner):
            for child in node.children:
                yield from _goal_heads(child)
        else:
            yield node
    elif role in ("", "general"):
        for child in node.children:
            yield from _goal_heads(child)


def _goal_leaves(node: Node) -> Iterator[Node]:
    small = {c.kind for c in node.children} <= {"bracketed", "circled"}
    others = ("general", "status", "tasks", "steps")
    children = [c for c in node.children if role_of(c) not in others and c.kind != "box"]
    if not children or (small and node.kind not in ("cn", "bracketed_cn", "chapter", "section")):
        yield node
        return
    for child in children:
        if role_of(child) == "goals" and child.children:
            yield from _goal_leaves(child)
        else:
            yield child


def numbers(nodes: list[Node]) -> list[int]:
    """The numbers that the source gives, if each is higher than the one before; otherwise counted from 1."""
    stated = [n.ordinal for n in nodes]
    rising = all(a < b for a, b in zip([0, *stated], stated, strict=False))
    return stated if rising else list(range(1, len(nodes) + 1))


def task_nodes(root: Node) -> list[tuple[Node, str]]:
    """Each task with the title of the heading above it."""
    tops = chapters(root)
    holders = [t for t in tops if role_of(t) == "tasks" and (t.children or len(t.text) > 60) and not _only_table(t)]
    nested = [] if holders else [c for t in tops for c in t.children if role_of(c) == "tasks" and c.children]
    found: list[tuple[Node, str]] = []
    if holders or nested:
        several = len(holders or nested) > 1
        for holder in holders or nested:
            if not several or not holder.children or any(c.kind not in ASIDES for c in holder.children):
                found += _under_holder(holder)
        return found
    for top in _task_chapters(tops):
        children = [
            c for c in top.children if c.kind not in ASIDES and role_of(c) not in ("goals", "status", "general")
        ]
        found += [(child, top.title) for child in children] or [(top, "")]
    return found


def _task_chapters(tops: list[Node]) -> list[Node]:
    """Chapters that are tasks themselves, in a plan without one heading for all tasks."""
    last = len(tops) - 1
    while last >= 0 and (role_of(tops[last]) in ("safeguards", "steps", "annex") or is_safeguard_tail(tops, last)):
        last -= 1
    return [t for t in tops[: last + 1] if role_of(t) in ("", "tasks") and not _holds_role(t) and not _only_table(t)]


def _holds_role(top: Node) -> bool:
    return any(role_of(c) in ("goals", "general", "status") for c in top.children)


def is_safeguard_tail(tops: list[Node], index: int) -> bool:
    """Whether one of the last chapters is a safeguard standing alone (五、加强组织领导)."""
    top = tops[index]
    late = index >= max(2, len(tops) // 2)
    return late and not top.children and bool(SAFEGUARD_TAIL.fullmatch(folded(top.title)))


def _under_holder(holder: Node) -> Iterator[tuple[Node, str]]:
    children = [c for c in holder.children if c.kind not in ASIDES]
    if not children:
        yield holder, ""
        return
    deep = any(_numbered(c) for c in children)
    for child in children:
        inner = _numbered(child) if deep else []
        if inner:
            yield from ((x, child.title) for x in inner)
        else:
            yield child, _section(holder)


def _section(holder: Node) -> str:
    """The title above a holder's tasks: that of the field where 策略措施 only stands beside 主要目标 in it."""
    inner = holder.kind == "plain" and holder.parent is not None and holder.parent.title
    return inner or holder.title


def _numbered(node: Node) -> list[Node]:
    """Children that can be tasks: numbered 1. or higher, not the small print (1) or ①, unless nothing else fits."""
    return [c for c in node.children if c.kind not in (*ASIDES, "circled", "bracketed")]


def tasks(root: Node) -> tuple[Task, ...]:
    """The tasks with their section, text and units."""
    found = task_nodes(root)
    counted = numbers([node for node, _ in found])
    result: list[Task] = []
    for number, (node, section) in zip(counted, found, strict=True):
        text = node.text
        lead, cooperating = units_in(node.title + "\n" + text)
        if not lead and not cooperating and node.parent is not None and node.parent.body:
            lead, cooperating = units_in("\n".join(p.said(a, b) for p, a, b in node.parent.body))
        quote, place = _whole(node)
        title = re.sub(r"[((\u3014\u3010].{0,6}(?:单位|部门|牵头|负责).*$", "", node.title).rstrip("。")
        result.append(Task(number, title, section, text, lead, cooperating, quote, place))
    return tuple(result)


def safeguards(root: Node) -> tuple[Safeguard, ...]:
    """The safeguards."""
    tops = chapters(root)
    heads = [t for t in tops if role_of(t) == "safeguards"]
    if not heads:
        heads = [c for t in tops[-2:] for c in t.children if role_of(c) == "safeguards" and c.children]
    if not heads:
        heads = [t for i, t in enumerate(tops) if is_safeguard_tail(tops, i)]
    found = [x for h in heads for x in ([c for c in h.children if c.kind != "box"] or [h])]
    counted = list(range(1, len(found) + 1)) if any(x in heads for x in found) else numbers(found)
    return tuple(Safeguard(n, x.title, x.text, *_whole(x)) for n, x in zip(counted, found, strict=True))


SENTENCE = re.compile(r"[^。;;!]+[。;;!]?")
COMMITS = re.compile(
    rf"(?:{VERBS}|制定|组织|引导|鼓励|支持|探索|积极|大力|全面|持续|深入|切实|进一步|统筹|每年|每人|注重|充分|依法|定期|按照|对|将|力争|"
    r"到\d{4}年|\d{4}年|新增|新建|培养|引进|依托|争取|主动|禁止|坚决|争做|分级|分区域|总结|研究|修订|编制|通过|认真|贯彻|落实|会同|综合)"
)


def measures(root: Node) -> tuple[Measure, ...]:
    """The sentences of the tasks that commit somebody to something, as far as their first words tell."""
    found = task_nodes(root)
    counted = numbers([node for node, _ in found])
    result: list[Measure] = []
    for number, (node, _) in zip(counted, found, strict=True):
        for passage, start, end in node.pieces():
            for sentence in SENTENCE.finditer(passage.text, start, end):
                if COMMITS.match(sentence.group()) and len(sentence.group()) >= 8:
                    said = passage.said(sentence.start(), sentence.end()).rstrip("。;；")
                    result.append(Measure(number, said, passage.span(sentence.start(), sentence.end())))
    return tuple(result)

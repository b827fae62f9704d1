"""The front of a plan: its title, issuer, days and years, and where its body begins and ends."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from .outline import heading_of, ordinal
from .source import Passage, folded

KINDS = "行动计划|行动方案|实施方案|工作方案|发展规划|建设规划|专项规划|规划纲要|工作计划|实施计划|规划|计划|方案|纲要|实施意见|若干措施|意见|工作要点|任务清单|任务书"
YEARS = r"(?:\(?(?:\d{4}年?(?:[-\u2014~至]+\d{4}年?)?|试行|修订|草案|征求意见稿)\)?)"
TITLE = re.compile(
    rf"(?!.*(?:印发|转发|的通知)|.*[。;!?:]|附件|第.章)[^,]{{0,60}}?(?:{KINDS})(?:{YEARS}|\((?:[^()]{{1,12}})\))*"
)
IN_MARKS = re.compile(rf"《((?:[^《》]|《[^《》]*》)*?(?:{KINDS})(?:{YEARS}|\([^()]{{1,12}}\))*)》")
# A document that the text only relies on (根据《…意见》) is not the one issued.
CITED = re.compile("(?:根据|按照|依据|依照|对照|贯彻|落实|执行|参照)[^。;]{0,80}$")
DAY = re.compile(r"(\d{4})[年\-./](\d{1,2})[月\-./](\d{1,2})日?")
MONTH = re.compile(r"(?:20\d{2}|二[〇零][〇零一二三四五六七八九]{2})年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月$")
CN_DAY = re.compile(
    "([一二][〇零一二三四五六七八九O0]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
# (荆政发〔2022〕7号 2022年4月29日), 市安全生产委员会 2024年3月15日印发, folded.
ISSUED = re.compile(
    r"\(?(?P<organ>[^\d()]{4,40}?)?(?P<number>[\u4e00-\u9fff]{1,8}\(\d{4}\)\d+号)?,?(?P<day>\d{4}年\d{1,2}月\d{1,2}日)"
    r"(?P<said>印发|发布|公布|下发)?(?:\(.*\))?\)?"
)
# (律师协会第七次会议审议通过 2022年3月26日)
ADOPTED = re.compile(
    r"\((?:\d{4}年\d{1,2}月\d{1,2}日)?经?(?P<organ>[\u4e00-\u9fff]{4,30}?)第[^()]*(?:通过|批准)[^()]*\)"
)
ORGAN_END = re.compile(
    r"(?:局|委|委员会|政府|办公室|办公厅|厅|部|院|会|办|中心|司|署|联合会|协会|小组|集团|大学|学院|残联|妇联|工商联|党委|党组|[支总]队|公司|银行|分行"
    r"|等(?:[一二三四五六七八九十]{1,2}|有关|相关)?个?(?:部门|单位))$"
)
LABELLED_ISSUER = re.compile(
    r"(?:发文机关|发布机构|制定机关|发文单位|发布单位|印发机关|发布机关)(?:标识)?\)?[::]?(.{2,40})$"
)
RESIDUE = re.compile(
    r"(?:政策解读|一图读懂|一图看懂|图解|解读|相关(?:链接|文档|解读|附件|阅读|信息|文件)|您访问的链接|您即将离开|分享|打印|关闭|扫一扫|责任编辑|主办单位|"
    r"版权所有|网站地图|网站标识码|联系我们|[\u4e00-\u9fff]?ICP备|.公网安备|上一篇|下一篇|返回顶部|来源|浏览次数|字体|公开方式|抄送|"
    r"(?:\(?[一二三四五六七八九十\d]{1,3}[)、.])?本(?:措施|方案|计划|意见|规划|办法|行动计划)自.{2,40}|本(?:措施|方案|计划|意见|规划|办法).{0,20}(?:负责解释|有效期).{0,20}|"
    r"\(?此件(?:主动|依申请)?公开|\(?信息公开形式|【?纠错|【?字体|无障碍|点击下载|下载附件|回到顶部|收藏|技术支持|政府网站|\(?联系(?:人|单位|电话|方式)[::]|[\u4e00-\u9fff]{3,30}20\d{2}年\d{1,2}月\d{1,2}日印发).{0,60}"
)
ANNEX = re.compile(r"附(?:件|表|录)?[一二三四五六七八九十\d]{0,3}[::.]?(?:[^。]{0,40})?")
FIVE_YEARS = {
    "十二五": (2011, 2015),
    "十三五": (2016, 2020),
    "十四五": (2021, 2025),
    "十五五": (2026, 2030),
    "十六五": (2031, 2035),
}
BETWEEN = re.compile(r"(20\d{2})年?(?:\d{1,2}月)?[-\u2014~至到]+(20\d{2})年?")


@dataclass(frozen=True, slots=True)
class Front:
    """What the front of the document says; `body` is the index of the first passage of the plan itself."""

    title: str
    issuer: str | None
    passed: date | None
    issued: date | None
    from_year: int | None
    to_year: int | None
    body: int


def read_front(passages: list[Passage]) -> Front:
    """Read the front matter. What the document does not say stays empty."""
    first = next((i for i, p in enumerate(passages) if _chapter(p)), len(passages))
    title, body = _title(passages, first)
    first = max(first, body)
    before = passages[:first]
    signed = _under_title(before) or _signature(before) or _signature(passages[-12:]) or _under_title(passages[-4:])
    issued = _labelled_day(before) or (signed[1] if signed else None)
    issuer = _labelled_issuer(before) or (signed[0] if signed else None) or _issuer_of_notice(before)
    issuer = issuer or _heading_organs(before[:6])
    adopted = next((m for p in before if (m := ADOPTED.fullmatch(p.text))), None)
    if adopted and issuer is None and ORGAN_END.search(adopted.group("organ")):
        issuer = adopted.group("organ")
    start, end = years(title, passages, issued)
    return Front(title, issuer, _passed(passages), issued, start, end, body)


def _chapter(passage: Passage) -> bool:
    node = heading_of(passage)
    return node is not None and node.kind in ("cn", "chapter", "part", "bracketed_cn", "plain")


def _title(passages: list[Passage], first: int) -> tuple[str, int]:
    """The plan's title as it stands over the plan, or as the notice names it."""
    head = passages[: max(first, 1)]
    notices = [p for p in head if re.search("印发|审议|发布", p.text)]
    named = next(
        (m.group(1) for p in notices for m in IN_MARKS.finditer(p.text) if not CITED.search(p.text[: m.start()])), None
    )
    plain = named and re.sub(r"[()]", "", named)
    for index in range(min(len(passages), max(first, 40)) - 1, -1, -1):
        if plain and re.sub(r"[()《》]", "", passages[index].text) == plain:
            return passages[index].said(0, len(passages[index].text)), index + 1
        for count in (2, 3):
            group = passages[index : index + count]
            joined = "".join(p.text for p in group)
            if plain and len(group) == count and re.sub(r"[()《》]", "", joined) == plain:
                return "".join(p.said(0, len(p.text)) for p in group), index + count
    alone = [i for i, p in enumerate(head) if len(p.text) >= 5 and TITLE.fullmatch(p.text) and not p.cells]
    if alone and not named:
        return _alone(passages, alone[-1])
    if named:
        found = next(p for p in head if named in p.text)
        at = found.text.index(named)
        return found.said(at, at + len(named)), min(first, len(passages))
    return _unmarked(passages)


def _alone(passages: list[Passage], index: int) -> tuple[str, int]:
    passage = passages[index]
    title = passage.said(0, len(passage.text))
    body = index + 1
    above = passages[index - 1] if index else None
    if (
        above
        and 2 <= len(above.text) <= 30
        and not re.search(r"[。,;:!?>)\d]$|^[(\d]|^附件|印发|目录|首页|发〔", above.text)
    ):
        kinds = re.match(r"(?:三年|五年|“|行动|实施|发展|专项|工作|规划|建设|\d)", passage.text)
        if kinds or len(passage.text) < 8:
            title = above.said(0, len(above.text)) + title
    while body < len(passages) and re.fullmatch(YEARS, passages[body].text):
        title += passages[body].said(0, len(passages[body].text))
        body += 1
    return title, body


def _unmarked(passages: list[Passage]) -> tuple[str, int]:
    for index, passage in enumerate(passages[:15]):
        if found := re.search(rf"[^:,。《》]{{2,60}}?(?:{KINDS})(?:{YEARS})?(?=$|[》的])", passage.text):
            return passage.said(found.start(), found.end()), index + 1
    return (passages[0].said(0, len(passages[0].text)) if passages else ""), min(1, len(passages))


def day_in(text: str) -> date | None:
    """The first day written in a text."""
    if found := DAY.search(text):
        year, month, day = (int(x) for x in found.groups())
    elif found := CN_DAY.search(text):
        year = int("".join(str("〇一二三四五六七八九".find("〇" if c in "零O0" else c)) for c in found.group(1)))
        month, day = ordinal(found.group(2)), ordinal(found.group(3))
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _signature(passages: list[Passage]) -> tuple[str | None, date | None] | None:
    """The organ that signs and the day under it."""
    for index in range(len(passages) - 1, -1, -1):
        text = passages[index].text
        whole = DAY.fullmatch(text) or CN_DAY.fullmatch(text)
        if not whole and not (
            len(text) < 50 and re.search(r"(?:局|府|室|厅|会|部|委)\d{4}年\d{1,2}月\d{1,2}日$", text)
        ):
            continue
        organs: list[str] = []
        if not whole:
            organs = [re.sub(r"\d{4}年.*$", "", text)]
        for above in reversed(passages[:index]):
            if not organs_line(above.text) or not whole:
                break
            organs.insert(0, _organs(above))
        if organs or whole:
            return "、".join(organs) or None, day_in(text)
    return None


def _heading_organs(passages: list[Passage]) -> str | None:
    """The organs named alone, line after line, with no more than a month beside them."""
    named: list[str] = []
    for passage in passages:
        month = MONTH.search(passage.text)
        end = month.start() if month else len(passage.text)
        if organs_line(passage.text[:end]):
            named.append(_several(passage.said(0, end)))
        elif named:
            break
    return "、".join(named) or None


def _under_title(passages: list[Passage]) -> tuple[str | None, date | None] | None:
    """The organ, where it is named, and the day of a line that gives the document's number or says 印发."""
    for passage in passages:
        found = ISSUED.fullmatch(passage.text) if len(passage.text) < 60 else None
        if found and (found.group("number") or found.group("said")):
            organ = found.group("organ") or ""
            named = passage.said(*found.span("organ")) if ORGAN_END.search(organ) else None
            return named, day_in(found.group("day"))
    return None


def _organs(passage: Passage) -> str:
    """The organs of a line; letters set apart (司 法 部) are one name, names set apart are several."""
    return _several(passage.said(0, len(passage.text)))


def _several(said: str) -> str:
    parts = said.split()
    return ("、" if all(len(x) >= 4 and ORGAN_END.search(x) for x in parts) else "").join(parts)


def organs_line(text: str) -> bool:
    """Whether a line holds only the name of an organ."""
    return 3 <= len(text) <= 60 and bool(ORGAN_END.search(text)) and not re.search(r"[,。;:、\d]|关于|印发", text)


def _labelled_issuer(passages: list[Passage]) -> str | None:
    for index, passage in enumerate(passages):
        text = passage.text
        if (found := LABELLED_ISSUER.search(text)) and organs_line(found.group(1)):
            return passage.said(found.start(1), found.end(1))
        if re.fullmatch(r"(?:.*)?(?:发文机关|发布机构|制定机关|发文单位)[::]?", text) and index + 1 < len(passages):
            after = passages[index + 1]
            if organs_line(after.text):
                return after.said(0, len(after.text))
    return None


def _labelled_day(passages: list[Passage]) -> date | None:
    for index, passage in enumerate(passages):
        found = re.search(r"(?:成文日期|印发日期|发文日期|签发日期|生成日期|成文时间|印发时间)[::]?", passage.text)
        if found:
            rest = passage.text[found.end() : found.end() + 16]
            following = passages[index + 1].text if not rest and index + 1 < len(passages) else ""
            if day := day_in(rest or following[:16]):
                return day
    return None


def _issuer_of_notice(passages: list[Passage]) -> str | None:
    """The organ named before 关于印发 in the notice's heading."""
    for passage in passages:
        found = re.match(r"(?!为|根据|按照|依据|经)([^《,。]{2,40}?)(?:关于|(?:印发|发布)了?《)", passage.text)
        if found and ORGAN_END.search(found.group(1)):
            return _several(passage.said(0, found.end(1)))
    return None


def _passed(passages: list[Passage]) -> date | None:
    for passage in passages:
        if ADOPTED.fullmatch(passage.text):
            return day_in(passage.text)
        for sentence in re.split("。", passage.text[:1500]):
            found = re.search(
                r"(?:经|于|在)?(?:\d{4}年\d{1,2}月\d{1,2}日)[^,;]{0,50}?(?:通过|同意|批准|审定)", sentence
            )
            if found and re.search(r"计划|规划|方案|意见|措施|纲要|审议", sentence):
                return day_in(found.group())
    return None


def years(title: str, passages: list[Passage], issued: date | None) -> tuple[int | None, int | None]:
    """The first and last year of the plan: from its title, or else from what the text says of its period."""
    plain = folded(title)
    for text in (plain, *(p.text for p in passages[:30] if re.search("规划期|实施期|计划期|期限|年时间|为期", p.text))):
        if found := BETWEEN.search(text.replace("(", "").replace(")", "")):
            return int(found.group(1)), int(found.group(2))
        if five := next((span for name, span in FIVE_YEARS.items() if name in text), None):
            return five
    single = re.search(r"(20\d{2})年(?:度)?", plain)
    if single:
        return int(single.group(1)), int(single.group(1))
    text = "".join(p.text for p in passages[:200])
    ends = re.findall(r"到(20\d{2})年", text)
    length = re.search(r"([一二两三四五六七八九十])年(?:行动|发展|工作|攻坚|规划|计划|实施)", plain)
    if length and issued:
        span = ordinal(length.group(1).replace("两", "二"))
        end = int(ends[0]) if ends and issued.year <= int(ends[0]) <= issued.year + span else issued.year + span - 1
        return end - span + 1, end
    by_end = [max(re.findall(r"(20\d{2})年(?:\d{1,2}月)?(?:底|末)前?", text), default="")]
    future = [int(e) for e in [*ends, *by_end] if e and (issued is None or int(e) >= issued.year)]
    last = max((e for e in future if e <= future[0] + 5), default=None)  # 2035 is an outlook, no end
    return (issued.year if issued else None), last


def residue(passages: list[Passage], body: int) -> tuple[set[int], int]:
    """The passages of the body that are no part of the plan (a page's furniture, a table of contents), and the index
    at which the annexes begin."""
    skipped = {i for i in range(body, len(passages)) if not passages[i].cells and RESIDUE.fullmatch(passages[i].text)}
    skipped |= _contents(passages, body) | _signed(passages, body)
    annex = len(passages)
    for index in range(body, len(passages)):
        text = passages[index].text
        if ANNEX.fullmatch(text) and not passages[index].cells and index > body + 3 and _tail(passages, index, body):
            annex = index
            break
    return skipped, annex


def _signed(passages: list[Passage], body: int) -> set[int]:
    """The organ and the day under the last chapter."""
    for index in range(len(passages) - 1, max(body, len(passages) - 12), -1):
        if DAY.fullmatch(passages[index].text) or CN_DAY.fullmatch(passages[index].text):
            first = index
            while first - 1 > body and organs_line(passages[first - 1].text):
                first -= 1
            return set(range(first, index + 1))
    return set()


def _tail(passages: list[Passage], index: int, body: int) -> bool:
    """Annexes come after the chapters."""
    return sum(_chapter(p) for p in passages[body:index]) >= 2


def _contents(passages: list[Passage], body: int) -> set[int]:
    start = next((i for i in range(len(passages)) if re.fullmatch(r"目录?|目次|CONTENTS", passages[i].text)), None)
    if start is None or start + 1 >= len(passages):
        return set()
    opening = _entry(passages[start + 1])
    for index in range(start + 2, len(passages)):
        if _entry(passages[index]) == opening:
            return set(range(start, index))
    return {start}


def _entry(passage: Passage) -> str:
    return re.sub(r"[.\u2026\u00b7\-\u2014_]*\d*$", "", passage.text)

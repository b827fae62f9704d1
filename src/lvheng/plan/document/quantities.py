"""Quantities in a folded text: numbers with their units, and the numbers that are none (days, names, ordinals)."""

from __future__ import annotations

import re
from dataclasses import dataclass

Number = int | float

MONEY = "元|美元|欧元|港元|人民币"
# Longer units first: the pattern takes the first that fits.
UNITS = (
    "个?百分点|‰|‱|%|吨标准煤|平方公里|平方千米|平方米|立方米|公里|千米|厘米|毫米|米|平方|公顷|亩|吨|公斤|斤|千克|毫克|微克|克|升|千瓦时|千瓦|兆瓦|吉瓦|"
    f"{MONEY}|人次|人|名|位|家次|家|所|间|项|件次|件|份|个工作日|工作日|个?小时|个?学时|个?课时|学分|分钟|秒|毫秒|个月|个|张|套|次|场次|场|期|篇|部|户次|户|处|座|栋|幢|"
    "辆|机架|架|艘|列|台套|标台|台|标箱|路|孔|口|眼|条|支|门|种|类|对|组|株|头|只|羽|册|标箱|床|例|起|宗|笔|站|片|块|节|枚|款|级|号|倍|岁|周岁|周|年|月|天|日|分|层|度|"
    "TEU|PFLOPS|EFLOPS|GW|MW|KW|kW|GB|TB|PB|EB|Mbps|Gbps|Tbps|P|村|镇|县|街道|社区|园|校|点|堂|班|批次|批|道|集|首|幅|档|元/人|席|本|亿|万"
)
MULTIPLES = "万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百"
ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
CN_NUMBER = "[一二两三四五六七八九十百千]"
UNIT = rf"(?:{UNITS})(?:/(?:百|千|万|十万|亿)?(?:{UNITS}|床位|老年人|人口))?(?:以)?(?!以)"
ONE = rf"(?:{ARABIC})(?:余|多)?(?:{MULTIPLES})?(?:余|多)?"
LINK = r"[-\u2014~至到]+"
QUANTITY = re.compile(
    rf"(?P<rate>{ARABIC})/(?P<of>\d*[十百千]?万)(?!元)|(?P<rate_of>十万|百万|万|千|10万)分之(?P<parts>{ARABIC}|[〇零一二三四五六七八九十百点]+)"
    rf"|(?P<low>{ONE})(?P<low_unit>%|‰|(?:{UNITS}))?(?:{LINK})(?P<high>{ONE})(?P<range_unit>{UNITS})?"
    rf"|(?P<number>{ONE})(?P<unit>{UNITS})(?P<per>/(?:百|千|万|十万|亿)?(?:老年人|人口|床位|{UNITS}))?"
    rf"|(?P<parts_of>[二三四五六七八九十])分之(?P<share>[一二三四五六七八九])|(?P<upper>[1-9])/(?P<lower>[2-9])(?![\d/])"
    rf"|(?P<half>一半|半数)(?!天|年|月)|(?P<tenths>[一二三四五六七八九])成(?![立为长员果功效熟本交绩都就年人套品])"
    rf"|百分之(?P<percent>[〇零一二三四五六七八九十百点]+|{ARABIC})"
    rf"|(?P<cn>{CN_NUMBER}{{1,5}}[万亿]?)(?P<cn_unit>家|名|所|项|件|张|场|处|座|支|人次|人|户|套|亿元|万元|个|倍|次(?!性))"
    rf"|(?P<bare>{ONE})"
)
# What holds digits and is no quantity: name, pattern, why. Each pattern is tried where the text is not yet taken.
MASKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("文件、法规或名称中的数字", re.compile("《[^《》]*(?:《[^《》]*》[^《》]*)*》")),
    ("引号中的名称或提法", re.compile('“[^“”]{0,40}”|‘[^‘’]{0,40}’|「[^」]*」|"[^"]{0,40}"')),
    ("文号", re.compile(r"[\u4e00-\u9fff]{0,8}[(\[](?:19|20)\d{2}[)\]](?:第)?\d+号")),
    (
        "日期",
        re.compile(
            r"(?:19|20)\d{2}年?(?:[-\u2014~至到]+(?:19|20)\d{2}年)|(?:19|20)\d{2}[-\u2014~](?:19|20)\d{2}(?!\d)"
        ),
    ),
    (
        "日期",
        re.compile(
            r"(?:(?:19|20)\d{2}年(?:\d{1,2}月(?:\d{1,2}日)?)?|(?:19|20)\d{2}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}月\d{1,2}日)"
        ),
    ),
    (
        "日期",
        re.compile(
            r"(?:每年|当年|次年|今年|明年|年)?\d{1,2}月(?:\d{1,2}日|底|初|份|末|前)|(?:每月|月)\d{1,2}日|(?:19|20)\d{2}(?=[-\u2014~至、]+(?:19|"
            r"20)\d{2}年)"
        ),
    ),
    (
        "序数",
        re.compile(
            rf"第(?:\d+|{CN_NUMBER}+)(?:[次届批期条章节款项号个轮位名产阶季步]|\b)?|(?<![底年月日末之以])前(?:\d+|{CN_NUMBER}+)(?:位|名|列|强)?"
        ),
    ),
    ("比照单位", re.compile(rf"每(?=\d|[十百千万])(?:\d+|[十百千万]+)*[万亿]?(?:{UNITS})?")),
    (
        "结对或比照的提法",
        re.compile(r"\d+(?:\.\d+)?:\d+(?:\.\d+)?(?!%)|\d+(?:对|比|\+|×|\*)\d+(?![%.]\d)|\d+\+[\dNXnx]"),
    ),
    (
        "年龄",
        re.compile(
            rf"(?:{ARABIC})(?:[-\u2014~至到]+(?:{ARABIC}))?周?岁(?:\(含\))?(?:及)?(?:以[上下内])?(?=[\u4e00-\u9fff])(?!左右|以)"
        ),
    ),
    ("型号或缩写", re.compile("[一二三四1-4]类(?=新药|创新药|药|医疗器械|水质|水体|地区|标准)")),
    (
        "一刻不停的服务时间",
        re.compile(r"(?:7[×xX*])?24小时(?:不打烊|服务|值守|在线|自助|热线|全天候)?|\d+小时(?:自助|不打烊|便利店|值班)"),
    ),
    ("型号或缩写", re.compile(r"[A-Za-z]+-?\d+(?:\.\d+)?(?![%‰万亿家个名])|\d+(?:[DGK](?![A-Za-z])|\.0(?=版|时代))")),
    (
        "热线或代码",
        re.compile(
            r"\d{5,}(?=热线|平台|服务|群众|便民|电话|投诉|接诉|市民|政务|政府)|(?<!\d)(?:110|119|120|122|12\d{3}|9\d{4})(?=热线|平台|电话|服务热线|"
            r"便民|市民|诉求|群众|接诉|投诉)"
        ),
    ),
)
CN_DIGIT = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
CN_TIMES = {"十": 10, "百": 100, "千": 1000}
TIMES = {"万": 10**4, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit at [start, end): one value, or `high` too for a range. `vague` is 余 or 多 (100余家)."""

    start: int
    end: int
    value: Number
    unit: str
    high: Number | None = None
    vague: bool = False
    chinese: bool = False


@dataclass(frozen=True, slots=True)
class Mask:
    """Digits at [start, end) that are no quantity, and why."""

    start: int
    end: int
    reason: str


def chinese_number(written: str) -> Number:
    """The value of a number in Chinese numerals: 九十五 is 95, 九十九点五 is 99.5."""
    whole, _, part = written.partition("点")
    total = section = digit = 0
    for char in whole:
        if char in CN_TIMES:
            section += (digit or 1) * CN_TIMES[char]
            digit = 0
        elif char in TIMES:
            total += (section + digit or 1) * TIMES[char]
            section = digit = 0
        else:
            digit = digit * 10 + CN_DIGIT[char] if digit and section == 0 else CN_DIGIT[char]
    value: Number = total + section + digit
    if part:
        value = float(f"{value}.{''.join(str(CN_DIGIT[c]) for c in part)}")
    return value


def arabic(written: str) -> Number:
    """The value of digits with or without thousands separators and decimals."""
    plain = written.replace(",", "")
    return float(plain) if "." in plain else int(plain)


def scan(text: str) -> tuple[list[Quantity], list[Mask]]:
    """All quantities of a folded text in order, and the digits that are none."""
    masks = _masks(text)
    taken = bytearray(len(text) + 1)
    for mask in masks:
        taken[mask.start : mask.end] = b"\x01" * (mask.end - mask.start)
    found: list[Quantity] = []
    at = 0
    while match := QUANTITY.search(text, at):
        at = max(match.end(), match.start() + 1)
        if any(taken[match.start() : match.end()]):
            at = match.start() + 1
            while at < len(text) and taken[at]:
                at += 1
            continue
        if _inside_word(text, match):
            continue
        if quantity := _quantity(match):
            found.append(quantity)
            at = quantity.end
    return found, masks


def _masks(text: str) -> list[Mask]:
    masks: list[Mask] = []
    for reason, pattern in MASKS:
        for found in pattern.finditer(text):
            if not any(m.start < found.end() and found.start() < m.end for m in masks):
                masks.append(Mask(found.start(), found.end(), reason))
    return sorted(masks, key=lambda m: m.start)


def _inside_word(text: str, match: re.Match[str]) -> bool:
    before = text[match.start() - 1] if match.start() else ""
    if before.isascii() and before.isalpha():
        return True
    if match.group("cn"):
        return (
            bool(before and before in "一二两三四五六七八九十百千万第每各某同唯统另任逐") or match.group("cn") == "千"
        )
    return False


def _quantity(match: re.Match[str]) -> Quantity | None:
    start, end = match.span()
    if match.group("low"):
        return _range(match)
    if written := match.group("rate") or match.group("parts"):
        value = arabic(written) if written[0].isdigit() else chinese_number(written)
        return Quantity(start, end, value, _per(match.group("of") or match.group("rate_of")))
    if match.group("share") or match.group("upper"):
        return Quantity(start, end, _fraction(match), "%")
    if match.group("half"):
        return Quantity(start, end, 50, "%")
    if written := match.group("tenths"):
        return Quantity(start, end, CN_DIGIT[written] * 10, "%")
    if written := match.group("number"):
        return _plain(start, end, written, match.group("unit") + (match.group("per") or ""))
    if written := match.group("percent"):
        value = arabic(written) if written[0].isdigit() else chinese_number(written)
        return Quantity(start, end, value, "%")
    if written := match.group("cn"):
        return Quantity(start, end, chinese_number(written), match.group("cn_unit"), chinese=True)
    return _plain(start, end, match.group("bare"), "")


def _per(whole: str) -> str:
    """The unit of so many in a whole: 万分之五 is 5‱, 千分之一 1‰, 8/10万 keeps its whole."""
    return {"万": "‱", "千": "‰"}.get(whole) or "/" + whole.replace("十万", "10万")


def _fraction(match: re.Match[str]) -> Number:
    """三分之一, 1/3 as per cent with two decimals."""
    if match.group("share"):
        upper, lower = chinese_number(match.group("share")), chinese_number(match.group("parts_of"))
    else:
        upper, lower = int(match.group("upper")), int(match.group("lower"))
    share = round(100 * upper / lower, 2)
    return int(share) if share == int(share) else share


def _plain(start: int, end: int, written: str, unit: str) -> Quantity:
    digits, multiple, vague = _parted(written)
    return Quantity(start, end, arabic(digits), tidy_unit(multiple + unit), vague=vague)


def _range(match: re.Match[str]) -> Quantity | None:
    low, low_multiple, _ = _parted(match.group("low"))
    high, multiple, vague = _parted(match.group("high"))
    unit = match.group("range_unit") or ""
    if match.group("low_unit") and match.group("low_unit") != unit:
        return None
    if arabic(low) >= arabic(high) and not multiple:
        return None
    if low_multiple and not multiple:
        return None
    return Quantity(match.start(), match.end(), arabic(low), tidy_unit(multiple + unit), arabic(high), vague)


def _parted(written: str) -> tuple[str, str, bool]:
    vague = "余" in written or "多" in written
    plain = written.replace("余", "").replace("多", "")
    found = re.fullmatch(rf"({ARABIC})({MULTIPLES})?", plain)
    assert found is not None
    return found.group(1), found.group(2) or "", vague


def tidy_unit(unit: str) -> str:
    """A unit as a table would head it: 个小时 is 小时."""
    return re.sub(r"^个(?=小时|学时|课时|工作日)", "", unit)

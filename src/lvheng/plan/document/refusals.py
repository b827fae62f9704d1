"""Why a quantity is no target: declared rules, each with the reason that a page shows beside the source."""

from __future__ import annotations

import re
from collections.abc import Callable

from . import grammar as g
from .around import Around, Place
from .clauses import left_edge
from .indicator import trimmed

Rule = Callable[[Around, str], bool]

CONDITION = "限定条件，不是指标值"
NO_WORD = "没有表示目标的词语"
NO_NAME = "没有说明是什么指标"
PHRASE = "提法中的数字，不是可数的指标"


def is_baseline(a: Around, role: str) -> bool:
    """由60%提高到90%: the first of the two."""
    before = a.text[a.left : a.q.start]
    return bool(re.search(r"(?:从|由)[^,;:]{0,40}$", before) and re.match(rf"(?:的)?(?:{g.UP}|{g.DOWN})[到至]", a.rest))


def is_subsidy(a: Around, role: str) -> bool:
    """给予不超过50万元补助, 按每人每年不低于10元标准安排."""
    if g.MONEY_UNIT.search(a.q.unit) and re.match("的?标准", a.rest) and "按" in a.text[a.left : a.q.start]:
        return True
    if a.operator() == "<=" and re.match("的.{0,8}(?:贴息|补贴|补助)", a.rest):
        return True
    raised = a.named.endswith("标准") and any(o.kind == "level" for o in a.ops)
    return bool(g.MONEY_UNIT.search(a.q.unit) and g.SUBSIDY.search(a.clause)) and not raised


def is_article(a: Around, role: str) -> bool:
    """建立一个平台: 一 only means 某."""
    each = "每" in a.text[a.left : a.q.start] and a.verb is not None
    return a.q.chinese and a.q.value == 1 and not (a.compares or each)


def is_name(a: Around, role: str) -> bool:
    """15分钟服务圈, 三级联动, 百人服务团, 新政10条."""
    if a.q.chinese and a.q.unit == "人" and a.q.value in (100, 1000) and not a.ends:
        return True
    if a.q.unit == "条" and a.ends and g.ARTICLES.search(a.named):
        return True
    return not a.after and not a.ops and bool(g.AFTER_NAME.match(a.rest))


def is_duration(a: Around, role: str) -> bool:
    """A length of time or an age; hours of training or service are work and no length of time."""
    if a.ops and g.WORK_TIME.search(a.named):
        return False
    goes_on = left_edge(a.text, a.q.start) < a.left and a.text[a.left - 1] not in "、和及与并以,"
    if goes_on and re.search("年|月|周|天", a.q.unit):
        return True
    if (
        a.operator() in (">", ">=", "=")
        and re.search("年$|月$|周$|天$", a.q.unit)
        and re.search("(?:时间|时长|期限)$", a.named)
    ):
        return True
    if not g.DURATION.search(a.q.unit) or (a.ops and not g.STANDING_TIME.search(a.clause)):
        return False
    return not (a.q.unit in ("小时", "学时", "课时") and (a.verb is not None or a.ops or a.after))


def is_attribute(a: Around, role: str) -> bool:
    """100名以上律师事务所, 10人以下小微企业, 规上企业(年收入2000万元以上)."""
    if is_counted_aside(a):
        return False
    if a.verb_said == "编制" and a.q.unit in ("人", "名"):
        return True
    edge = left_edge(a.text, a.q.start)
    if (
        a.after in (">=", "<=")
        and not a.ops
        and a.text[edge - 1 : edge] == "("
        and a.text[a.after_end : a.after_end + 1] == ")"
    ):
        return a.verb is None and not a.text.startswith("其中", edge)
    if is_fraction(a) or a.ends:
        return False
    told = bool(
        re.search("以[上下]$", a.text[a.q.end : a.after_end]) and re.match("[^,;:。、)和及]", a.text[a.after_end :])
    )
    below = bool(re.match("(?:及|或)?以下", a.text[a.q.end : a.q.end + 3]))
    return (told and not a.ops and a.verb is None) or below or bool((a.after or a.ops) and a.followed and not a.joined)


def is_required(a: Around, role: str) -> bool:
    """应当有20名以上律师; 合伙人3名以上的可以设立."""
    return bool(g.REQUIRED.search(a.text, a.left, a.q.start) or g.ELIGIBLE.search(a.rest))


def is_case(a: Around, role: str) -> bool:
    """月销售额10万元以下的,免征增值税: a case to which a rule applies."""
    paid = re.match("[^,;。]{0,30}的,(?:给予|奖励|一次性|可|予以|享受)", a.text[a.after_end :])
    case = re.match("的,(?!(?:目标|任务))", a.text[a.after_end : a.after_end + 3])
    return bool(paid or (case and a.q.unit != "%"))


def is_entry(a: Around, role: str) -> bool:
    """注册资金不少于30万元, 每新设1家给予资助: what is asked of those who enter or are paid."""
    each = "每" in a.text[a.left : a.q.start] and g.PER_UNIT.match(a.rest)
    return bool(g.ENTRY.search(a.named) or each)


def is_admitting(a: Around, role: str) -> bool:
    """招收5人以上残疾学生的学校设立资源教室: who admits as many does something."""
    return a.verb is not None and bool(a.after) and bool(g.WHO_HAS.match(a.rest))


def is_removed(a: Around, role: str) -> bool:
    """消除66人以上超大班额."""
    return bool(a.after and not a.ends and g.REMOVES.search(a.verb_said))


def is_within_subject(a: Around, role: str) -> bool:
    """营业收入2000万元以上企业达到50家: another quantity of the clause states the target."""
    if a.following is None or not a.followed or a.ends or a.joined or (a.verb and not a.after):
        return False
    between = a.text[a.after_end : a.following.start]
    return any(o.pattern.search(between) for o in g.OPERATORS if o.kind != "change")


def is_attributive(a: Around, role: str) -> bool:
    """营业收入超过1亿元的企业: 的 and a noun after it, and no verb of work before it."""
    before = a.text[a.left : a.stem_end]
    if re.search("学时|课时", a.q.unit) and re.search("培训|教育|学习", a.rest):
        return False
    if is_share(a) or (re.match("的.*基金", a.rest) and re.search("规模$|总额$", before)):
        return False
    return a.rest.startswith("的") and bool(a.ops) and not a.verb and not a.ends and not g.CREATES.search(before)


def is_conditional(a: Around, role: str) -> bool:
    """对…, 符合…, 满…."""
    measured = a.ops and a.ends and g.METRIC.search(a.named)
    return bool(g.CONDITION.match(a.text, *a.stem)) and not measured and not is_share(a)


def is_meeting(a: Around, role: str) -> bool:
    """每半年至少召开1次会议, among the safeguards."""
    return role == "safeguards" and a.q.unit in ("次", "场", "轮") and bool(g.MEETINGS.search(a.clause))


def is_step(a: Around, role: str) -> bool:
    """A number among the steps of work that no operator makes a target."""
    return role == "steps" and not a.ops


REFUSALS: tuple[tuple[str, Rule], ...] = (
    ("基期的数，不是要达到的数", is_baseline),
    ("奖励、补助或收费的标准", is_subsidy),
    ("泛指的“一”", is_article),
    ("名称或提法中的数字", is_name),
    ("时间长度或年龄，不是指标值", is_duration),
    (CONDITION, is_attribute),
    (CONDITION, is_required),
    (CONDITION, is_case),
    (CONDITION, is_entry),
    (CONDITION, is_admitting),
    (CONDITION, is_removed),
    (CONDITION, is_within_subject),
    (CONDITION, is_attributive),
    (CONDITION, is_conditional),
    ("开会、报告的频次，不是指标值", is_meeting),
    ("工作步骤里的数，没有表示目标的词语", is_step),
)


def refusal(a: Around, role: str) -> str:
    """The reason why a quantity is no target, empty where none of the rules speaks against it."""
    return next((reason for reason, rule in REFUSALS if rule(a, role)), "")


def is_fraction(a: Around) -> bool:
    """80%以上的县达到标准: a share of what follows."""
    if a.q.unit != "%" or a.ops or a.verb:
        return False
    lead = a.text[slice(*trimmed(a.text, a.left, a.q.start))]
    return (not lead or bool(re.fullmatch("在?全[市省区县国州]|辖区|本[市省区县州]", lead))) and len(a.rest) >= 4


def is_counted_aside(a: Around) -> bool:
    """集聚一批涉外律所(30家以上): the count of what the clause before the bracket brings about."""
    alone = a.text[a.left - 1 : a.left] == "(" and a.text[a.after_end : a.after_end + 1] == ")"
    if not alone or a.ops or a.verb or a.named or not g.COUNTS.search(a.q.unit):
        return False
    return bool(g.CREATES_ANYWHERE.match(a.text, *before_bracket(a)))


def before_bracket(a: Around) -> Place:
    """What the clause says before the bracket that holds the quantity."""
    return trimmed(a.text, left_edge(a.text, a.left - 1), a.left - 1)


def is_share(a: Around) -> bool:
    """将不低于55%的公益金用于养老: a share of what follows, with an operator before it."""
    led = not a.named or re.search("(?:拿出|安排|统筹|划出|提取)$", a.named)
    if a.q.unit != "%" or not a.compares or not led or not a.rest.startswith("的"):
        return False
    return bool(re.search("用于|实现|达到|纳入|完成|建立|通过|开展|配备", a.rest))

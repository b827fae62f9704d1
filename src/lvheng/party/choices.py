"""Code lists of Party building and the united front.

Source: 北京市律师行业发展三年行动计划(2023-2025年) tasks 1, 2, 5–8 and 21; 中国共产党支部工作条例; the project's domain notes on
Party building, §1 to §3. Manners and levels that these leave open are ours."""

from django.db.models import TextChoices


class OrganisationForm(TextChoices):
    """党组织形式. Source: 律师事务所党组织工作规则(试行) 第六条."""

    PARTY_COMMITTEE = "party_committee", "党委"
    GENERAL_BRANCH = "general_branch", "党总支"
    INDEPENDENT_BRANCH = "independent_branch", "独立党支部"
    JOINT_BRANCH = "joint_branch", "联合党支部"


class Membership(TextChoices):
    FORMAL = "formal", "正式党员"
    PROBATIONARY = "probationary", "预备党员"


class MemberLeft(TextChoices):
    """Why a membership is no longer kept here."""

    TRANSFERRED_OUT = "transferred_out", "组织关系转出"
    LEFT_TRADE = "left_trade", "不再执业"
    ENDED = "ended", "党员身份终止"


class WorkerKind(TextChoices):
    """Who does Party work in a firm beside its organisation (计划主要任务7)."""

    INSTRUCTOR = "instructor", "党建工作指导员"
    LIAISON = "liaison", "党建工作联络员"
    FULLTIME = "fulltime", "专职党务工作者"


class Veto(TextChoices):
    """What alone makes a firm fall short of the standard."""

    NO_ORGANISATION = "no_organisation", "应建未建党组织"
    TERM_EXPIRED = "term_expired", "逾期未换届超过六个月"
    SERIOUS = "serious", "发生严重问题"


class ListedAs(TextChoices):
    """计划主要任务8: 党外律师代表人士及后备人选."""

    REPRESENTATIVE = "representative", "代表人士"
    RESERVE = "reserve", "后备人选"


class ListLevel(TextChoices):
    """On which of the two lists."""

    CITY_LIST = "city_list", "市级"
    DISTRICT_LIST = "district_list", "区级"


class ListExit(TextChoices):
    LEFT_TRADE = "left_trade", "不再执业"
    JOINED_PARTY = "joined_party", "加入中国共产党"
    UNFIT = "unfit", "不再符合条件"
    OWN_WISH = "own_wish", "本人申请"

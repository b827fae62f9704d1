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


class Stage(TextChoices):
    """How far the cultivation of an applicant has come. Source: 中国共产党发展党员工作细则."""

    APPLIED = "applied", "入党申请人"
    ACTIVIST = "activist", "入党积极分子"
    CANDIDATE = "candidate", "发展对象"


class StageLeft(TextChoices):
    ADMITTED = "admitted", "接收为预备党员"
    WITHDRAWN = "withdrawn", "不再培养"


class GroupKind(TextChoices):
    """计划主要任务5、8: 团组织, 新联会, 律所新的社会阶层人士联谊组织."""

    YOUTH_LEAGUE = "youth_league", "团组织"
    NEW_STRATUM = "new_stratum", "新的社会阶层人士联谊会"
    FELLOWSHIP = "fellowship", "律所联谊组织"


class StudyLevel(TextChoices):
    """计划主要任务1: 多层次."""

    CITY_LEVEL = "city_level", "市级"
    DISTRICT_LEVEL = "district_level", "区级"
    FIRM_LEVEL = "firm_level", "律所"


class StudyForm(TextChoices):
    """计划主要任务1: 多形式."""

    MEETING = "meeting", "支部党员大会"
    LECTURE = "lecture", "党课"
    PARTY_DAY = "party_day", "主题党日"
    GATHERED = "gathered", "集中培训"
    VISIT = "visit", "现场教学"


class ThemeStep(TextChoices):
    """What each organisation holds in theme education [ours]; all of them are due."""

    THEORY = "theory", "理论学习"
    LECTURE = "lecture", "专题党课"
    RECTIFICATION = "rectification", "检视整改"
    SUMMARY = "summary", "总结"


class GuidanceKind(TextChoices):
    VISIT = "visit", "实地调研"
    REPORT = "report", "听取汇报"
    INSTRUCTION = "instruction", "指导培训"
    SITTING_IN = "sitting_in", "列席会议"


class Opinion(TextChoices):
    """What a Party organisation said of a matter of its firm (计划主要任务6: 政治把关)."""

    AGREED = "agreed", "同意"
    AMENDED = "amended", "修改后同意"
    OPPOSED = "opposed", "不同意"


class Outcome(TextChoices):
    FOLLOWED = "followed", "按意见办理"
    PARTLY = "partly", "部分采纳"
    NOT_FOLLOWED = "not_followed", "未采纳"


class PracticeKind(TextChoices):
    """计划主要任务7、16: 党建创新经验; 建设管理、合并重组等成功做法."""

    PARTY_BUILDING = "party_building", "党建创新经验"
    MANAGEMENT = "management", "建设管理做法"


class PracticeStage(TextChoices):
    SUBMITTED = "submitted", "申报"
    SELECTED = "selected", "入选"
    PUBLISHED = "published", "推广"


class Appraisal(TextChoices):
    """How a work report was judged. Source: 党组织书记抓基层党建工作述职评议考核办法(试行), the usual four grades."""

    EXCELLENT = "excellent", "好"
    GOOD = "good", "较好"
    FAIR = "fair", "一般"
    POOR = "poor", "差"


class ContactKind(TextChoices):
    MEETING = "meeting", "谈心谈话"
    VISIT = "visit", "走访"
    SEMINAR = "seminar", "座谈"
    TELEPHONE = "telephone", "电话"


class Considered(TextChoices):
    """What became of a recommendation."""

    CONSIDERING = "considering", "考察中"
    ENTERED = "entered", "列入名单"
    ANSWERED = "answered", "答复未列入"

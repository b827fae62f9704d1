"""The register's code lists, each with its Chinese labels and its source, and the words offices write for them."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import TextChoices


class Sex(TextChoices):
    """性别. Source: GB/T 2261.1-2003 个人基本信息分类与代码 第1部分:人的性别代码."""

    MALE = "male", "男"
    FEMALE = "female", "女"


class LawyerKind(TextChoices):
    """执业类别, in the order of their digits. Source: 律师执业证号编制规则; the ministry's yearly statistics."""

    FULL_TIME = "full_time", "专职"
    PART_TIME = "part_time", "兼职"
    HONGKONG = "hongkong", "香港居民"
    MACAU = "macau", "澳门居民"
    TAIWAN = "taiwan", "台湾居民"
    PUBLIC = "public", "公职"
    COMPANY = "company", "公司"
    LEGAL_AID = "legal_aid", "法律援助"
    MILITARY = "military", "军队"

    @property
    def digit(self) -> str:
        """Position 10 of the licence number. 1 to 4 are sourced, 5 to 9 known at second hand (numbering §1)."""
        return str(list(LawyerKind).index(self) + 1)

    @property
    def in_firm(self) -> bool:
        """Whether lawyers of this kind practise in a firm (律师法第十条), not in a unit of their own."""
        return self not in _INHOUSE_KINDS

    @property
    def usual_role(self) -> EngagementRole:
        """The role of somebody of whom nothing else is said."""
        return EngagementRole.EMPLOYED if self.in_firm else EngagementRole.INHOUSE


_INHOUSE_KINDS = frozenset({LawyerKind.PUBLIC, LawyerKind.COMPANY, LawyerKind.LEGAL_AID, LawyerKind.MILITARY})


class EngagementRole(TextChoices):
    """所内身份. Source: SF/T 0022-2021 律师基本信息, 在所身份; 在编 for those who practise in a unit of their own."""

    PARTNER = "partner", "合伙人"
    EMPLOYED = "employed", "聘用"
    SECONDED = "seconded", "派驻"
    INHOUSE = "inhouse", "在编"


class LicenceState(TextChoices):
    """律师状态. Source: 律师执业管理办法第二十至二十四条, 律师法第四十七至四十九条, licensing §3."""

    PRACTISING = "practising", "执业"
    SUSPENDED = "suspended", "停止执业"
    ON_LEAVE = "on_leave", "暂停"
    UNATTACHED = "unattached", "待聘"
    CANCELLED = "cancelled", "注销"
    REVOKED = "revoked", "吊销"
    ANNULLED = "annulled", "撤销"

    @property
    def ends_practice(self) -> bool:
        """Whether the licence is gone; who is admitted again later gets a new one."""
        return self in _LICENCE_ENDS

    @property
    def may_become(self) -> frozenset[LicenceState]:
        """The states that may follow by an act. Every licence still held may end in each of the three ways."""
        return frozenset() if self.ends_practice else _LICENCE_STEPS[self] | _LICENCE_ENDS


_LICENCE_ENDS = frozenset({LicenceState.CANCELLED, LicenceState.REVOKED, LicenceState.ANNULLED})
_LICENCE_STEPS: dict[LicenceState, frozenset[LicenceState]] = {
    LicenceState.PRACTISING: frozenset({LicenceState.SUSPENDED, LicenceState.ON_LEAVE, LicenceState.UNATTACHED}),
    LicenceState.SUSPENDED: frozenset({LicenceState.PRACTISING, LicenceState.UNATTACHED}),
    LicenceState.ON_LEAVE: frozenset({LicenceState.PRACTISING, LicenceState.SUSPENDED, LicenceState.UNATTACHED}),
    LicenceState.UNATTACHED: frozenset({LicenceState.PRACTISING, LicenceState.SUSPENDED}),
}


class FirmForm(TextChoices):
    """律所组织形式. Source: 律师法第十五、十六、二十条; 律师事务所管理办法第八至十二条."""

    PARTNERSHIP = "partnership", "普通合伙"
    SPECIAL_PARTNERSHIP = "special_partnership", "特殊的普通合伙"
    SOLE = "sole", "个人"
    STATE = "state", "国家出资"

    @property
    def in_partnership(self) -> bool:
        """Whether the ministry's statistics count the firm under 合伙."""
        return self in (FirmForm.PARTNERSHIP, FirmForm.SPECIAL_PARTNERSHIP)


class FirmState(TextChoices):
    """律所状态. Source: 律师事务所管理办法第三十一、三十二条, 律师法第五十条; list after SF/T 0022-2021."""

    NAME_RESERVED = "name_reserved", "预核准"
    PREPARING = "preparing", "筹备"
    NOT_OPENED = "not_opened", "未开业"
    PRACTISING = "practising", "执业"
    SUSPENDED = "suspended", "停业整顿"
    DISSOLVING = "dissolving", "终止清算"
    CANCELLED = "cancelled", "注销"
    REVOKED = "revoked", "吊销"
    ANNULLED = "annulled", "撤销"

    @property
    def ended(self) -> bool:
        """Whether the firm's licence is gone for good."""
        return self in (FirmState.CANCELLED, FirmState.REVOKED, FirmState.ANNULLED)


class OfficeKind(TextChoices):
    """How a firm is present abroad. Source: 行动计划目标(四)、任务14 境外分支机构(办事机构)."""

    BRANCH = "branch", "分支机构"
    LIAISON = "liaison", "办事机构"
    JOINT_OPERATION = "joint_operation", "联营"


class TraineeKind(TextChoices):
    """实习类别, in the order of their digits. Source: 申请律师执业人员实习证编号规则 (numbering §6)."""

    FULL_TIME = "full_time", "专职"
    PART_TIME = "part_time", "兼职"


class TraineeState(TextChoices):
    """实习状态. Source: 申请律师执业人员实习管理规则第二十四、三十四、三十五条."""

    IN_TRAINING = "in_training", "实习中"
    COMPLETED = "completed", "考核合格"
    FAILED = "failed", "考核不合格"
    WITHDRAWN = "withdrawn", "终止实习"


class TrainingEnd(TextChoices):
    """How a training ends: the states that may follow 实习中. Source: as 实习状态."""

    COMPLETED = TraineeState.COMPLETED.value, str(TraineeState.COMPLETED.label)
    FAILED = TraineeState.FAILED.value, str(TraineeState.FAILED.label)
    WITHDRAWN = TraineeState.WITHDRAWN.value, str(TraineeState.WITHDRAWN.label)


class FormerOrgan(TextChoices):
    """Where somebody was a judge or procurator. Source: 司发通〔2021〕61号."""

    COURT = "court", "人民法院"
    PROCURATORATE = "procuratorate", "人民检察院"


class FormerGrade(TextChoices):
    """离任时职级, as far as the limits differ by it. Source: 司发通〔2021〕61号."""

    LEADER = "leader", "领导班子成员"
    SENIOR = "senior", "四级高级以上法官、检察官等"
    OTHER = "other", "其他人员"

    @property
    def years_barred(self) -> int:
        """For how many years after leaving no firm of the former jurisdiction may be joined."""
        return 2 if self is FormerGrade.OTHER else 3


class LeavingManner(TextChoices):
    """离任方式. Source: 司发通〔2021〕61号; 公务员法 on 辞去公职、退休、辞退、开除."""

    RESIGNED = "resigned", "辞去公职"
    RETIRED = "retired", "退休"
    TRANSFERRED = "transferred", "调离"
    DISMISSED = "dismissed", "辞退"
    EXPELLED = "expelled", "开除"


class OfficePosition(TextChoices):
    """Who serves in a representative office, or abroad. Source: 国务院令第338号; 行动计划任务14."""

    CHIEF = "chief_representative", "首席代表"
    REPRESENTATIVE = "representative", "代表"
    RESIDENT = "resident_lawyer", "派驻律师"


class RepresentativePosition(TextChoices):
    """Who represents a firm from abroad: the positions of a representative office. Source: 国务院令第338号."""

    CHIEF = OfficePosition.CHIEF.value, str(OfficePosition.CHIEF.label)
    REPRESENTATIVE = OfficePosition.REPRESENTATIVE.value, str(OfficePosition.REPRESENTATIVE.label)


class DivisionManner(TextChoices):
    """分立方式: whether the firm divided goes on. Source: 律师事务所管理办法第三十条."""

    DERIVED = "derived", "存续分立"
    DISSOLVED = "dissolved", "解散分立"


class Tenure(TextChoices):
    """How rooms are held. Source: 律师事务所管理办法第十九条 住所证明."""

    OWNED = "owned", "自有"
    LEASED = "leased", "租赁"
    LENT = "lent", "无偿使用"


class StaffKind(TextChoices):
    """People of a firm who are no lawyers. Source: 律师事务所年度检查考核办法 on 聘用人员; forms §9."""

    ASSISTANT = "assistant", "律师助理"
    ADMINISTRATIVE = "administrative", "行政人员"
    FINANCE = "finance", "财务人员"
    OTHER = "other", "其他人员"


class SizeBand(TextChoices):
    """律所规模档, by number of lawyers. Source: 司法部年度律师、基层法律服务工作统计分析."""

    TO_10 = "to_10", "10人（含）以下"
    TO_20 = "to_20", "11人至20人"
    TO_50 = "to_50", "21人至50人"
    TO_100 = "to_100", "51人至100人"
    ABOVE_100 = "above_100", "100人以上"

    @classmethod
    def of(cls, lawyers: int) -> SizeBand:
        """The band of a firm with this many lawyers; exactly 100 belongs to 51–100."""
        return next((band for limit, band in cls.limits().items() if lawyers <= limit), cls.ABOVE_100)

    @classmethod
    def limits(cls) -> dict[int, SizeBand]:
        """The most lawyers that a firm of each band has; above them all there is no limit."""
        return {10: cls.TO_10, 20: cls.TO_20, 50: cls.TO_50, 100: cls.TO_100}


class PoliticalStatus(TextChoices):
    """政治面貌. Source: GB/T 4762-1984 政治面貌代码, in its order."""

    PARTY_MEMBER = "party_member", "中共党员"
    PROBATIONARY_MEMBER = "probationary_member", "中共预备党员"
    LEAGUE_MEMBER = "league_member", "共青团员"
    MINGE = "minge", "民革党员"
    MINMENG = "minmeng", "民盟盟员"
    MINJIAN = "minjian", "民建会员"
    MINJIN = "minjin", "民进会员"
    NONGGONG = "nonggong", "农工党党员"
    ZHIGONG = "zhigong", "致公党党员"
    JIUSAN = "jiusan", "九三学社社员"
    TAIMENG = "taimeng", "台盟盟员"
    NON_PARTISAN = "non_partisan", "无党派人士"
    MASSES = "masses", "群众"

    @property
    def in_party(self) -> bool:
        """Whether a member of the Communist Party, probationary ones included."""
        return self in (PoliticalStatus.PARTY_MEMBER, PoliticalStatus.PROBATIONARY_MEMBER)


class Education(TextChoices):
    """学历. Source: GB/T 4658-2006 学历代码, drawn together as in the ministry's statistics."""

    DOCTORATE = "doctorate", "博士研究生"
    MASTER = "master", "硕士研究生"
    BACHELOR = "bachelor", "大学本科"
    COLLEGE = "college", "大学专科"
    BELOW_COLLEGE = "below_college", "专科以下"


class QualificationKind(TextChoices):
    """资格取得方式. Source: 律师执业管理办法第六条、第八条; 律师法第八条 on 特许."""

    EXAMINATION = "examination", "法律职业资格"
    FORMER = "former", "律师资格凭证"
    SPECIAL = "special", "特许执业"


class Degree(TextChoices):
    """学位. Source: GB/T 6864-2003 中华人民共和国学位代码, without its fields of study."""

    DOCTOR = "doctor", "博士"
    MASTER = "master", "硕士"
    BACHELOR = "bachelor", "学士"
    NONE = "none", "无学位"


class Ethnicity(TextChoices):
    """民族, by its number. Source: GB/T 3304-1991 中国各民族名称的罗马字母拼写法和代码."""

    HAN = "01", "汉族"
    MONGOL = "02", "蒙古族"
    HUI = "03", "回族"
    ZANG = "04", "藏族"
    UYGUR = "05", "维吾尔族"
    MIAO = "06", "苗族"
    YI = "07", "彝族"
    ZHUANG = "08", "壮族"
    BUYEI = "09", "布依族"
    CHOSON = "10", "朝鲜族"
    MAN = "11", "满族"
    DONG = "12", "侗族"
    YAO = "13", "瑶族"
    BAI = "14", "白族"
    TUJIA = "15", "土家族"
    HANI = "16", "哈尼族"
    KAZAK = "17", "哈萨克族"
    DAI = "18", "傣族"
    LI = "19", "黎族"
    LISU = "20", "傈僳族"
    VA = "21", "佤族"
    SHE = "22", "畲族"
    GAOSHAN = "23", "高山族"
    LAHU = "24", "拉祜族"
    SUI = "25", "水族"
    DONGXIANG = "26", "东乡族"
    NAXI = "27", "纳西族"
    JINGPO = "28", "景颇族"
    KIRGIZ = "29", "柯尔克孜族"
    TU = "30", "土族"
    DAUR = "31", "达斡尔族"
    MULAO = "32", "仫佬族"
    QIANG = "33", "羌族"
    BLANG = "34", "布朗族"
    SALAR = "35", "撒拉族"
    MAONAN = "36", "毛南族"
    GELAO = "37", "仡佬族"
    XIBE = "38", "锡伯族"
    ACHANG = "39", "阿昌族"
    PUMI = "40", "普米族"
    TAJIK = "41", "塔吉克族"
    NU = "42", "怒族"
    UZBEK = "43", "乌孜别克族"
    RUSS = "44", "俄罗斯族"
    EWENKI = "45", "鄂温克族"
    DEANG = "46", "德昂族"
    BONAN = "47", "保安族"
    YUGUR = "48", "裕固族"
    GIN = "49", "京族"
    TATAR = "50", "塔塔尔族"
    DERUNG = "51", "独龙族"
    OROQEN = "52", "鄂伦春族"
    HEZHEN = "53", "赫哲族"
    MONBA = "54", "门巴族"
    LHOBA = "55", "珞巴族"
    JINO = "56", "基诺族"


KIND_WORDS: Mapping[str, str] = {f"{kind.label}律师": kind for kind in LawyerKind} | {
    "香港": LawyerKind.HONGKONG,
    "澳门": LawyerKind.MACAU,
    "台湾": LawyerKind.TAIWAN,
    "法援": LawyerKind.LEGAL_AID,
    "法援律师": LawyerKind.LEGAL_AID,
}
"""What offices write for a kind of lawyer, beside its label."""

ROLE_WORDS: Mapping[str, str] = {
    "聘用律师": EngagementRole.EMPLOYED,
    "专职律师": EngagementRole.EMPLOYED,
    "派驻律师": EngagementRole.SECONDED,
}
"""What offices write for a role, beside its label."""

POLITICAL_WORDS: Mapping[str, str] = {
    "党员": PoliticalStatus.PARTY_MEMBER,
    "中国共产党党员": PoliticalStatus.PARTY_MEMBER,
    "预备党员": PoliticalStatus.PROBATIONARY_MEMBER,
    "团员": PoliticalStatus.LEAGUE_MEMBER,
    "民革": PoliticalStatus.MINGE,
    "民盟": PoliticalStatus.MINMENG,
    "民建": PoliticalStatus.MINJIAN,
    "民进": PoliticalStatus.MINJIN,
    "农工党": PoliticalStatus.NONGGONG,
    "致公党": PoliticalStatus.ZHIGONG,
    "九三学社": PoliticalStatus.JIUSAN,
    "台盟": PoliticalStatus.TAIMENG,
    "无党派": PoliticalStatus.NON_PARTISAN,
    "无党派民主人士": PoliticalStatus.NON_PARTISAN,
}
"""What offices write for a political status, beside its label."""

EDUCATION_WORDS: Mapping[str, str] = {
    "博士": Education.DOCTORATE,
    "硕士": Education.MASTER,
    "本科": Education.BACHELOR,
    "大本": Education.BACHELOR,
    "专科": Education.COLLEGE,
    "大专": Education.COLLEGE,
    "中专": Education.BELOW_COLLEGE,
    "高中": Education.BELOW_COLLEGE,
}
"""What offices write for an education, beside its label; 研究生 alone does not tell which."""

ETHNICITY_WORDS: Mapping[str, str] = {str(group.label).removesuffix("族"): group for group in Ethnicity}
"""An ethnic group without 族."""

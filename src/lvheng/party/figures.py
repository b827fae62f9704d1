"""The figures of Party building and the united front that the plan's targets name."""

from __future__ import annotations

from lvheng.kernel.figures.figure import Figure, Measure, Provenance, declare
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.party.choices import WorkerKind
from lvheng.party.models import BureauLeader, ContactPair, PartyMember, PartyOrganisation, PartyWorker, Representative
from lvheng.party.numbers import FULLTIME_MEMBERS, REQUIRED_MEMBERS, STANDARD_SCORE, source
from lvheng.party.registers.common import AUDIENCE
from lvheng.party.registers.organisations import STANDARD, STANDARDS
from lvheng.party.registers.united_front import LEADERS, REPRESENTATIVES
from lvheng.party.sets import CONTACTS_OF_LEADERS, MEMBERS, OWN, REQUIRED, firms_with, workers
from lvheng.register.models import Engagement, FirmLicence, PractisingLicence
from lvheng.work.sets import of_last_year, sources, standing

PARTY_EYES = frozenset(kind.code for kind in AUDIENCE)
FIRM_TABLES = (Organisation, FirmLicence, Seat)
_MANY = f"n0.many >= {FULLTIME_MEMBERS}"
MEMBER_TABLES = (PartyMember, PractisingLicence, Engagement, *FIRM_TABLES)
_YEAR = "当日上一年度（12 月 31 日当日计入本年度）"


declare(
    Figure(
        code="party.standardised_rate",
        title="律师事务所党建工作规范化建设达标率",
        unit="%",
        rows=of_last_year(STANDARDS, STANDARD),
        sources=sources(STANDARDS),
        definition=f"{_YEAR}考评得分不低于 {STANDARD_SCORE} 分且无一票否决的律师事务所 ÷ 参加考评的律师事务所。达标线：{source('standard_score')}。",
        listing=STANDARDS.list_code,
        measure=Measure.RATIO,
        provenance=Provenance.ATTESTED,
        whole=of_last_year(STANDARDS),
        whole_title="参加考评的律师事务所",
        places=1,
    ),
    Figure(
        code="party.independent_coverage",
        title="独立党组织对有党员律师事务所的覆盖率",
        unit="%",
        rows=firms_with(MEMBERS, OWN),
        sources=(PartyOrganisation, *MEMBER_TABLES),
        definition="有执业党员的律师事务所中，当日有自己的党委、总支或独立支部的 ÷ 有执业党员的律师事务所；联合党支部不算。",
        listing="firms",
        measure=Measure.RATIO,
        whole=firms_with(MEMBERS),
        whole_title="有党员的律师事务所",
        places=1,
        audience=PARTY_EYES,
    ),
    Figure(
        code="party.required_coverage",
        title="律师事务所党组织应建尽建率",
        unit="%",
        rows=firms_with(REQUIRED, OWN),
        sources=(PartyOrganisation, *MEMBER_TABLES),
        definition=f"有执业正式党员 {REQUIRED_MEMBERS} 名以上的律师事务所中，当日有自己的党组织的 ÷ 有执业正式党员 {REQUIRED_MEMBERS} 名以上的律师事务所（{source('required_members')}）。",
        listing="firms",
        measure=Measure.RATIO,
        whole=firms_with(REQUIRED),
        whole_title="应建党组织的律师事务所",
        places=1,
        audience=PARTY_EYES,
    ),
    Figure(
        code="party.fulltime_worker_rate",
        title="规模较大、党员人数较多的律师事务所专职党务工作者配备率",
        unit="%",
        rows=firms_with(MEMBERS, workers(WorkerKind.FULLTIME), condition=_MANY),
        sources=(PartyWorker, *MEMBER_TABLES),
        definition=f"有执业党员 {FULLTIME_MEMBERS} 名以上的律师事务所中，当日有专职党务工作者的 ÷ 有执业党员 {FULLTIME_MEMBERS} 名以上的律师事务所。人数线：{source('fulltime_members')}。",
        listing="firms",
        measure=Measure.RATIO,
        whole=firms_with(MEMBERS, condition=_MANY),
        whole_title="党员人数较多的律师事务所",
        places=1,
        audience=PARTY_EYES,
    ),
    Figure(
        code="united_front.representatives",
        title="党外律师代表人士及后备人选",
        unit="人",
        rows=standing(REPRESENTATIVES),
        sources=sources(REPRESENTATIVES),
        definition="当日在市、区两级名单上的党外律师代表人士和后备人选。",
        listing=REPRESENTATIVES.list_code,
        audience=PARTY_EYES,
    ),
    Figure(
        code="united_front.contacts_per_leader",
        title="领导班子成员每人联系的党外律师代表人士",
        unit="名",
        rows=CONTACTS_OF_LEADERS,
        sources=(BureauLeader, ContactPair, Representative, Seat),
        definition="各级司法行政机关领导班子每名成员当日列名联系的、在名单上的党外律师代表人士人数；没有的按 0 计。",
        listing=LEADERS.list_code,
        measure=Measure.SUM,
    ),
)

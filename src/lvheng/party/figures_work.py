"""The figures of Party building and the united front that the plan's measures name, beside those of its targets."""

from __future__ import annotations

from typing import Any

from lvheng.kernel.access.models import Post
from lvheng.kernel.figures.figure import Figure, Measure, SetSql, declare
from lvheng.kernel.figures.standing import Beside
from lvheng.kernel.rows import Row
from lvheng.party import sets as own
from lvheng.party.choices import GroupKind, OrganisationForm, PracticeKind, PracticeStage, WorkerKind
from lvheng.party.figures import FIRM_TABLES, MEMBER_TABLES, PARTY_EYES
from lvheng.party.models import (
    Group,
    JointFirm,
    PartyMember,
    PartyOrganisation,
    PartyWorker,
    StudyAttendance,
    Theme,
    ThemeHeld,
    WorkReport,
)
from lvheng.party.numbers import LEAGUE_MEMBERS, REPORT_DUE_MONTH, source
from lvheng.party.posts import UNITED_FRONT
from lvheng.party.registers.activities import DECISIONS, GROUPS, GUIDANCES, PRACTICES
from lvheng.party.registers.duties import OFFICERS, TERMS, TRADE_SECRETARIES
from lvheng.party.registers.members import APPLICANTS, MEMBERS, MODEL_POSTS
from lvheng.party.registers.organisations import ORGANISATIONS, WORKERS
from lvheng.party.registers.united_front import MEETINGS, RECOMMENDATIONS
from lvheng.register.models import Charter, Engagement, Person, PractisingLicence
from lvheng.register.sets import FIRMS
from lvheng.talent.public import PoolMember
from lvheng.work.sets import sources, standing, this_years
from lvheng.work.shape import Register


def share(
    code: str, title: str, rows: SetSql, whole: SetSql, whole_title: str, definition: str, listing: str, **more: Any
) -> Figure:
    """A share, in per cent."""
    return Figure(
        code=code,
        title=title,
        unit="%",
        rows=rows,
        whole=whole,
        whole_title=whole_title,
        definition=definition,
        listing=listing,
        measure=Measure.RATIO,
        places=1,
        **more,
    )


def many(code: str, title: str, register: Register, definition: str, rows: SetSql | None = None, **more: Any) -> Figure:
    """A count of a register's rows."""
    told: tuple[type[Row], ...] = (*sources(register), *more.pop("beside", ()))
    return Figure(
        code=code,
        title=title,
        unit=register.unit,
        rows=rows or standing(register),
        sources=told,
        definition=definition,
        listing=register.list_code,
        audience=PARTY_EYES if register.audience else frozenset(),
        **more,
    )


def this_year(register: Register) -> SetSql:
    return standing(register, of=this_years(register.model))


declare(
    share(
        "party.elections_on_time",
        "律师行业党组织按期换届率",
        own.TERM_RUNNING,
        standing(ORGANISATIONS),
        "党组织",
        "当日任期未届满的党组织 ÷ 当日存续的党组织；没有登记届次的按未按期计。",
        TERMS.list_code,
        sources=(*sources(TERMS), *sources(ORGANISATIONS)),
    ),
    share(
        "party.secretaries_by_rule",
        "行业党组织书记由同级司法行政机关党员负责同志担任的比例",
        own.BY_LEADERS,
        own.TRADE,
        "市、区律师行业党组织",
        "书记为同级司法行政机关领导班子成员的市、区律师行业党组织 ÷ 市、区律师行业党组织；例外的记有理由。",
        TRADE_SECRETARIES.list_code,
        sources=(*sources(TRADE_SECRETARIES), *sources(ORGANISATIONS)),
    ),
    share(
        "party.league_coverage",
        "具备条件的律师事务所团组织建立率",
        own.firms_with(own.LEAGUE_MEMBERS_BY_FIRM, own.LEAGUES),
        own.firms_with(own.LEAGUE_MEMBERS_BY_FIRM),
        "具备条件的律师事务所",
        f"有团员 {LEAGUE_MEMBERS} 名以上的律师事务所中，当日有团组织的 ÷ 有团员 {LEAGUE_MEMBERS} 名以上的律师事务所（{source('league_members')}）。",
        "firms",
        sources=(Group, Person, PractisingLicence, Engagement, *FIRM_TABLES),
        audience=PARTY_EYES,
    ),
    many(
        "party.superior_guidance",
        "上级党组织对行业党组织的指导",
        GUIDANCES,
        "当年至当日上级党组织对市、区律师行业党组织的指导次数。",
        own.GUIDED_BY_TRADE,
        several=True,
    ),
    many(
        "party.branch_guidance",
        "总所党组织对分所党组织的指导",
        GUIDANCES,
        "当年至当日总所党组织对其分所党组织的指导次数。",
        own.GUIDED_BY_HEAD_OFFICE,
        several=True,
        beside=FIRM_TABLES,
    ),
    share(
        "party.charter_rate",
        "党建进章程的律师事务所比例",
        own.firms_with(own.CLAUSE),
        FIRMS,
        "执业的律师事务所",
        "现行章程载明党组织事项的律师事务所 ÷ 当日执业的律师事务所。",
        "firms",
        sources=(Charter, *FIRM_TABLES),
    ),
    share(
        "party.cross_posts_rate",
        "双向进入、交叉任职的律师事务所比例",
        own.firms_with(own.OWN, own.CROSS_POSTS),
        own.firms_with(own.OWN),
        "有党组织的律师事务所",
        "党组织班子成员中有人担任律所负责人或者管理职务的律师事务所 ÷ 有自己党组织的律师事务所。",
        "firms",
        sources=(Post, PartyOrganisation, *FIRM_TABLES),
        audience=PARTY_EYES,
    ),
    share(
        "party.head_as_secretary",
        "符合条件的律所负责人担任党组织书记的比例",
        own.firms_with(own.OWN, own.HEAD_A_MEMBER, own.HEAD_AS_SECRETARY),
        own.firms_with(own.OWN, own.HEAD_A_MEMBER),
        "负责人为正式党员、有党组织的律师事务所",
        "负责人为正式党员且有自己党组织的律师事务所中，当日负责人任该党组织书记的比例。",
        "firms",
        sources=(Post, PartyMember, PartyOrganisation, *FIRM_TABLES),
        audience=PARTY_EYES,
    ),
    many(
        "party.dual_cultivation",
        "业务骨干列入入党培养",
        APPLICANTS,
        "当日列入入党培养、同时在人才库的律师。",
        standing(APPLICANTS, beside=(Beside(PoolMember, "p", "lawyer", "t.lawyer", needed=True),)),
        beside=(PoolMember,),
    ),
    share(
        "party.work_reports",
        "党组织书记按时述职率",
        own.REPORTED,
        own.OBLIGED_TO_REPORT,
        "应述职的党组织",
        f"最近一个已到期年度中，书记在次年 {REPORT_DUE_MONTH} 月底以前述职的党组织 ÷ 该年末存续的律所和区行业党组织；迟办、未办另示。",
        ORGANISATIONS.list_code,
        sources=(*sources(ORGANISATIONS), WorkReport),
        late=own.REPORTED_LATE,
    ),
    many(
        "party.decisions_joined",
        "党组织参与律所决策",
        DECISIONS,
        "当年至当日党组织参与决策、提出意见的事项。",
        this_year(DECISIONS),
        several=True,
    ),
    many(
        "party.joint_branches",
        "联合党支部",
        ORGANISATIONS,
        "当日存续的联合党支部。",
        standing(ORGANISATIONS, f"t.form = '{OrganisationForm.JOINT_BRANCH.value}'"),
    ),
    share(
        "party.instructor_coverage",
        "没有党员的律师事务所党建工作指导员覆盖率",
        own.firms_without_members(own.INSTRUCTORS),
        own.firms_without_members(),
        "没有党员的律师事务所",
        "没有执业党员的律师事务所中，当日有党建工作指导员的 ÷ 没有执业党员的律师事务所。",
        "firms",
        sources=(PartyWorker, *MEMBER_TABLES),
        audience=PARTY_EYES,
    ),
    many(
        "party.liaisons",
        "党建工作联络员",
        WORKERS,
        "当日在任的党建工作联络员。",
        standing(WORKERS, f"t.kind = '{WorkerKind.LIAISON.value}'"),
        several=True,
    ),
    *(
        many(
            f"{room}.practices_published",
            f"推广的{kind.label}",
            PRACTICES,
            f"当日处于推广阶段的{kind.label}。",
            standing(PRACTICES, f"t.stage = '{PracticeStage.PUBLISHED.value}' and t.kind = '{kind.value}'"),
        )
        for room, kind in (("party", PracticeKind.PARTY_BUILDING), ("association", PracticeKind.MANAGEMENT))
    ),
    share(
        "party.work_coverage",
        "党的工作覆盖率",
        own.COVERED,
        FIRMS,
        "执业的律师事务所",
        "有自己党组织、在联合党支部内或者有党建工作指导员的律师事务所 ÷ 当日执业的律师事务所。",
        "firms",
        sources=(PartyOrganisation, JointFirm, PartyWorker, *FIRM_TABLES),
    ),
    share(
        "party.study_coverage",
        "党员律师学习覆盖率",
        own.STUDIED,
        standing(MEMBERS),
        "党员律师",
        "当年至当日至少一次签到参加学习活动的党员 ÷ 当日的党员。",
        MEMBERS.list_code,
        sources=(*sources(MEMBERS), StudyAttendance),
        audience=PARTY_EYES,
    ),
    share(
        "party.theme_education_rate",
        "主题教育开展率",
        own.educated,
        own.to_be_educated,
        "党组织",
        "最近一次部署的主题教育中，各环节都已开展的党组织 ÷ 当日存续的党组织。",
        ORGANISATIONS.list_code,
        sources=(*sources(ORGANISATIONS), Theme, ThemeHeld),
    ),
    many(
        "party.model_lawyers",
        "党员律师示范岗",
        MODEL_POSTS,
        "当日设立的党员律师示范岗，设岗的律师当日仍为党员。",
        standing(MODEL_POSTS, beside=(Beside(PartyMember, "m", "lawyer", "t.lawyer", needed=True),)),
        several=True,
        beside=(PartyMember,),
        version="2",
    ),
    many(
        "united_front.meetings_attended",
        "党外律师代表人士列席党的会议",
        MEETINGS,
        "当年至当日党外律师代表人士及后备人选列席党的会议的人次。",
        this_year(MEETINGS),
        several=True,
    ),
    many(
        "united_front.organisations",
        "新联会和律所联谊组织",
        GROUPS,
        "当日存续的新的社会阶层人士联谊会、律所联谊组织。",
        standing(GROUPS, f"t.kind <> '{GroupKind.YOUTH_LEAGUE.value}'"),
    ),
    many(
        "united_front.commissioners",
        "统战委员",
        OFFICERS,
        "当日在任的党组织统战委员。",
        standing(OFFICERS, f"t.kind = '{UNITED_FRONT.code}'"),
        several=True,
    ),
    many(
        "united_front.recommended",
        "群团组织、社会团体推荐的党外律师人才",
        RECOMMENDATIONS,
        "至当日累计收到的推荐，每个推荐单位对每人算一次。",
        several=True,
    ),
)

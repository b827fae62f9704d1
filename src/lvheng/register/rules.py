"""Rules of law that the register alone can check: pure functions, each with its article."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.numbers.identity_number import parse_identity_number
from lvheng.kernel.numbers.licence_number import disagreements, parse_licence_number
from lvheng.kernel.subjects.models import OrganisationKind
from lvheng.register.choices import EngagementRole, FirmState, FormerGrade, LawyerKind, LeavingManner, LicenceState
from lvheng.register.facts import LawyerFacts, OrganisationFacts
from lvheng.register.models import Engagement, FirmLicence, FormerOffice, PractisingLicence
from lvheng.register.posts import HEAD
from lvheng.register.terms import months_after, years_after

IN_FIRMS = (OrganisationKind.FIRM, OrganisationKind.BRANCH)
LONGEST_SUSPENSION = 1  # year
YEARS_WITHOUT_PLEADING = 2


def one_firm_only(engagements: Iterable[Engagement], there: UUID, on: date, until: date) -> list[Refusal]:
    """律师法第十条: a lawyer practises in one firm only."""
    for row in engagements:
        if row.valid_from < until and row.valid_to > on:
            if row.organisation == there and row.valid_from == on:
                return [Refusal("这段执业经历已在册", "organisation", already=True)]
            span = f"{row.valid_from} 至 {'今' if row.valid_to.year == 9999 else row.valid_to}"
            return [
                Refusal(
                    f"与已登记的执业经历（{span}）重叠，一名律师同时只能在一个机构执业；转所请用“变更执业机构”",
                    "organisation",
                    "律师法第十条",
                )
            ]
    return []


def in_practice(there: OrganisationFacts, on: date, field: str) -> list[Refusal]:
    """律师事务所管理办法第三十一条: nobody is admitted to a firm that does not practise on the day."""
    if there.kind() not in IN_FIRMS:
        return []
    licence = there.licence(on)
    if licence is None:
        began = min((row.valid_from for row in there.licences), default=None)
        when = f"，该所自 {began} 起登记" if began else ""
        return [Refusal(f"{on} 当日“{there.name(on)}”没有执业许可{when}", field)]
    if licence.state != FirmState.PRACTISING:
        state = FirmState(licence.state).label
        return [
            Refusal(f"{on} 当日“{there.name(on)}”处于{state}状态，不能接收律师", field, "律师事务所管理办法第三十一条")
        ]
    return []


def right_kind_of_place(kind: str, there: OrganisationFacts) -> list[Refusal]:
    """律师法第十条、第十二条,司发通〔2018〕131号: firm lawyers practise in firms, in-house lawyers in their own unit."""
    if not there.names:
        return []
    in_firm = there.kind() in IN_FIRMS
    if LawyerKind(kind).in_firm and not in_firm:
        return [Refusal(f"{LawyerKind(kind).label}律师应在律师事务所执业", "organisation", "律师法第十条")]
    if not LawyerKind(kind).in_firm and in_firm:
        return [Refusal(f"{LawyerKind(kind).label}律师应在本单位执业", "organisation", "司发通〔2018〕131号")]
    return []


def may_engage(licence: PractisingLicence) -> list[Refusal]:
    """律师执业管理办法第二十一条: nobody joins a firm while suspended, nor with a licence that has ended."""
    state = LicenceState(licence.state)
    if state is LicenceState.SUSPENDED:
        return [Refusal("停止执业期间不得受聘于执业机构", "lawyer", "律师执业管理办法第二十一条")]
    if state.ends_practice:
        return [Refusal(f"执业证已{state.label}，不能登记执业机构", "lawyer", "律师执业管理办法第二十三条")]
    return []


def may_transfer(
    licence: PractisingLicence | None, engagement: Engagement | None, there: UUID, on: date
) -> list[Refusal]:
    """律师执业管理办法第二十、二十一条: not while suspended; from one firm to another."""
    if licence is None or engagement is None:
        return [Refusal(f"{on} 当日没有执业机构，请用“登记执业机构”", "lawyer")]
    if licence.state == LicenceState.SUSPENDED:
        return [Refusal("停止执业期间不得变更执业机构", "lawyer", "律师执业管理办法第二十一条")]
    if licence.state not in (LicenceState.PRACTISING, LicenceState.ON_LEAVE):
        return [Refusal(f"执业证处于{LicenceState(licence.state).label}状态，不能变更执业机构", "lawyer")]
    if engagement.organisation == there:
        return [Refusal("已在该机构执业", "organisation", already=True)]
    return []


def may_be_partner(licence: PractisingLicence, on: date, licences: Iterable[PractisingLicence] = ()) -> list[Refusal]:
    """律师事务所管理办法第二十八条: a partner has practised for three years or more, to the day. 律师法第五十三条: and
    was not suspended for six months or more within the three years before; `licences` are the rows of all days."""
    if licence.kind == LawyerKind.PART_TIME:
        return [Refusal("合伙人应为专职律师", "role", "律师事务所管理办法第二十八条")]
    first = licence.first_practised_on
    since = years_after(first, 3)
    if on < since:
        sentence = f"合伙人应有三年以上执业经历；首次执业 {first}，至 {since} 方满三年"
        return [Refusal(sentence, "role", "律师事务所管理办法第二十八条")]
    for row in licences:
        long = row.state == LicenceState.SUSPENDED and row.valid_to >= months_after(row.valid_from, 6)
        if long and row.valid_from <= on < years_after(row.valid_to, 3):
            until = years_after(row.valid_to, 3)
            sentence = f"受过六个月以上停止执业处罚（{row.valid_from} 至 {row.valid_to}），期满未逾三年，{until} 前不得担任合伙人"
            return [Refusal(sentence, "role", "律师法第五十三条")]
    return []


def free_to_leave(fact: LawyerFacts, on: date) -> list[Refusal]:
    """律师执业管理办法第二十一条: head and partners stay while their firm is in 停业整顿 or in liquidation."""
    licence, engagement = fact.here.licence(on), fact.engagement(on)
    if licence is None or engagement is None or licence.state not in (FirmState.SUSPENDED, FirmState.DISSOLVING):
        return []
    head = any(
        post.kind == HEAD.code
        and post.organisation == engagement.organisation
        and post.valid_from <= on < post.valid_to
        for post in fact.posts
    )
    if not head and engagement.role != EngagementRole.PARTNER:
        return []
    who = "负责人" if head else "合伙人"
    sentence = f"“{fact.here.name(on)}”处于{FirmState(licence.state).label}期间，{who}不得变更执业机构"
    return [Refusal(sentence, "lawyer", "律师执业管理办法第二十一条")]


def not_while_suspended(licence: FirmLicence | None, what: str, field: str = "firm") -> list[Refusal]:
    """律师事务所管理办法第三十一条、第三十三条: a firm in 停业整顿 neither ends nor changes its name, form or branches."""
    if licence is None or licence.state != FirmState.SUSPENDED:
        return []
    return [Refusal(f"律师事务所处于停业整顿期间，不得{what}", field, "律师事务所管理办法第三十一条")]


def may_join_after_office(
    offices: Iterable[FormerOffice], there: OrganisationFacts, on: date, field: str = "organisation"
) -> list[Refusal]:
    """司发通〔2021〕61号: former judges and procurators join no firm of their former jurisdiction for two or three years;
    who was expelled joins no firm at all."""
    if there.kind() not in IN_FIRMS:
        return []
    article = "司发通〔2021〕61号"
    for row in offices:
        if row.manner == LeavingManner.EXPELLED:
            return [Refusal(f"曾被{row.organ}开除公职，不得在律师事务所工作", field, article)]
        years = FormerGrade(row.grade).years_barred
        until = years_after(row.valid_from, years)
        if row.valid_from <= on < until and lies_within(there.district(on), row.jurisdiction):
            sentence = (
                f"{row.valid_from} 从{row.organ}离任（{FormerGrade(row.grade).label}），{years} 年内即 {until} 前"
                f"不得到原任职单位管辖地区内的律师事务所执业"
            )
            return [Refusal(sentence, field, article)]
    return []


def limits_after_office(row: FormerOffice) -> list[str]:
    """司发通〔2021〕61号: what a former judge or procurator may not do, and until when; each a sentence."""
    if row.manner == LeavingManner.EXPELLED:
        return ["被开除公职，不得在律师事务所工作"]
    joins = years_after(row.valid_from, FormerGrade(row.grade).years_barred)
    pleads = years_after(row.valid_from, YEARS_WITHOUT_PLEADING)
    return [
        f"{joins} 前不得到原任职单位管辖地区内的律师事务所执业",
        f"{pleads} 前不得以律师身份担任诉讼代理人或者辩护人",
        "终身不得担任原任职单位办理案件的诉讼代理人或者辩护人，作为当事人的监护人、近亲属除外",
    ]


def lies_within(district: str, jurisdiction: str) -> bool:
    """Whether a district (six-figure code) lies in a jurisdiction: the same, or the province it belongs to."""
    return district == jurisdiction or (jurisdiction.endswith("0000") and district[:2] == jurisdiction[:2])


def may_suspend_until(on: date, until: date | None) -> list[Refusal]:
    """律师法第四十七至四十九条、第五十一条: a suspension ends after it begins, and lasts a year at the most."""
    if until is None:
        return []
    if until <= on:
        return [Refusal(f"期满日期 {until} 不晚于停止执业之日 {on}", "until")]
    if until > years_after(on, LONGEST_SUSPENSION):
        return [Refusal("停止执业最长一年", "until", "律师法第四十九条、第五十一条")]
    return []


def may_be_readmitted(licences: Iterable[PractisingLicence], on: date) -> list[Refusal]:
    """律师法第七条: nobody whose licence was revoked. 律师执业管理办法第二十三条: whose licence was cancelled may ask again."""
    rows = list(licences)
    now = next((row for row in rows if row.valid_from <= on < row.valid_to), None)
    if now is None:
        return [Refusal(f"{on} 当日没有执业证登记；未曾执业的用“登记律师”", "lawyer")]
    if not LicenceState(now.state).ends_practice:
        return [Refusal(f"执业证处于{LicenceState(now.state).label}状态，不需要重新准予", "lawyer", already=True)]
    if any(row.state == LicenceState.REVOKED and row.valid_from <= on for row in rows):
        return [Refusal("曾被吊销律师执业证书，不予颁发执业证", "lawyer", "律师法第七条")]
    return []


def may_head_branch(
    licence: PractisingLicence | None, licences: Iterable[PractisingLicence], on: date
) -> list[Refusal]:
    """律师事务所管理办法第三十四条: three years of practice, and no suspension within three years."""
    article = "律师事务所管理办法第三十四条"
    if licence is None:
        return []
    since = years_after(licence.first_practised_on, 3)
    if on < since:
        sentence = f"分所负责人应有三年以上执业经历；首次执业 {licence.first_practised_on}，至 {since} 方满三年"
        return [Refusal(sentence, "lawyer", article)]
    for row in licences:
        if row.state == LicenceState.SUSPENDED and row.valid_from <= on < years_after(row.valid_to, 3):
            sentence = f"{row.valid_from} 起受过停止执业处罚，期满未逾三年，不得任分所负责人"
            return [Refusal(sentence, "lawyer", article)]
    return []


def may_become(licence: PractisingLicence | None, to: LicenceState, on: date) -> list[Refusal]:
    """律师执业管理办法第二十至二十三条、律师法第四十七至五十三条: which state may follow which."""
    if licence is None:
        return [Refusal(f"{on} 当日没有执业证", "lawyer")]
    now = LicenceState(licence.state)
    if now == to:
        return [Refusal(f"已是{to.label}状态", "lawyer", already=True)]
    if to not in now.may_become:
        return [Refusal(f"{now.label}状态不能直接变为{to.label}", "lawyer", "律师执业管理办法第二十三条")]
    return []


def agreeing_licence_number(number: str, sex: str, kind: str) -> list[Refusal]:
    """numbering.md §1: a 17-digit number tells category and sex; they agree with what is entered."""
    found = disagreements(parse_licence_number(number), sex=sex, kind_digit=LawyerKind(kind).digit)
    return [Refusal(sentence.rstrip("。"), "number") for sentence in found]


def agreeing_identity(number: str | None, sex: str, born_on: date | None) -> list[Refusal]:
    """GB 11643-1999: the number tells birth date and sex; they agree with what is entered."""
    if not number:
        return []
    told = parse_identity_number(number)
    refused = []
    if told.sex != sex:
        refused.append(Refusal("性别与公民身份号码所示不一致", "sex", "GB 11643-1999"))
    if born_on and told.birth != born_on:
        refused.append(Refusal(f"出生日期 {born_on} 与公民身份号码所示不一致", "born_on", "GB 11643-1999"))
    return refused

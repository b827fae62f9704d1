"""Which of the register's acts may come from spreadsheets, in the order in which their rows depend on each other."""

from __future__ import annotations

from lvheng.kernel.acts.act import AnyAct
from lvheng.kernel.numbers.demonstration import demo_credit_code, demo_licence_number
from lvheng.kernel.numbers.trainee_number import demo_trainee_number
from lvheng.kernel.tables.importable import BASIS, ON, Importable, declare
from lvheng.register.acts.engagements import ChangeRole, Engage, LeaveFirm, Transfer
from lvheng.register.acts.enter_lawyer import EnterLawyer
from lvheng.register.acts.firm_parts import DeclareStaff, EnterCharter, EnterInsurance, EnterPremises, EnterShare
from lvheng.register.acts.firms import EnterFirm
from lvheng.register.acts.former_offices import EnterFormerOffice
from lvheng.register.acts.licences import CancelLicence, ChangeKind, LeaveOfAbsence, ResumeLicence, SuspendLicence
from lvheng.register.acts.offices import EnterOverseasOffice, EnterRepresentativeOffice
from lvheng.register.acts.posts import AppointPost, EndPost
from lvheng.register.acts.returns import EnterStatistic, FileReturn
from lvheng.register.acts.trainees import ChangeSupervisor, EndTraineeship, EnterTrainee, TransferTrainee
from lvheng.register.acts.units import EnterUnit
from lvheng.register.references import find_lawyers, find_organisations, find_trainees

_FIRM = "北京市样例律师事务所"
_LAWYER = demo_licence_number("110105", 2018, "1", "female", 1)
_TRAINEE = demo_trainee_number(2018, 7, "female", "full_time", 1)
_GIVEN = {ON: "2018-07-02", BASIS: "京司审〔2018〕1号"}


def _of_lawyer(act: AnyAct, *day_synonyms: str, **example: str) -> Importable:
    return Importable(act=act, day_synonyms=day_synonyms, example={"lawyer": _LAWYER, **_GIVEN, **example})


declare(
    Importable(
        act=EnterFirm,
        day_synonyms=("设立时间", "成立日期", "成立时间", "批准设立日期", "发证日期"),
        found_by=find_organisations,
        names=("name", "credit_code"),
        example={
            "name": _FIRM,
            "credit_code": demo_credit_code(1),
            "form": "普通合伙",
            "district": "朝阳区",
            "address": "样例路 1 号",
            **_GIVEN,
        },
    ),
    Importable(
        act=EnterUnit,
        found_by=find_organisations,
        names=("name", "credit_code"),
        example={"name": "北京市样例局", "district": "朝阳区", "credit_code": demo_credit_code(2), **_GIVEN},
    ),
    Importable(
        act=EnterLawyer,
        day_synonyms=("首次执业时间", "首次执业", "执业日期", "执业起始日期", "首次执业年月日"),
        found_by=find_lawyers,
        names=("number",),
        example={
            "name": "样例",
            "sex": "女",
            "number": _LAWYER,
            "kind": "专职",
            "political_status": "群众",
            "education": "硕士研究生",
            "organisation": _FIRM,
            "role": "聘用",
            **_GIVEN,
        },
    ),
    _of_lawyer(Engage, "入所时间", "起", "起始日期", "开始日期", organisation=_FIRM, role="聘用"),
    _of_lawyer(Transfer, "变更时间", "转所日期", "转所时间", organisation=_FIRM, role="聘用"),
    _of_lawyer(LeaveFirm, "离所时间"),
    _of_lawyer(ChangeRole, "变更时间", role="合伙人"),
    _of_lawyer(ChangeKind, "变更时间", kind="兼职"),
    _of_lawyer(SuspendLicence, "停止执业日期", until="2018-10-02"),
    _of_lawyer(LeaveOfAbsence, "暂停日期"),
    _of_lawyer(ResumeLicence, "恢复日期"),
    _of_lawyer(CancelLicence, "注销日期", "注销时间"),
    Importable(
        act=EnterTrainee,
        day_synonyms=("实习开始时间", "起始日期", "发证日期"),
        found_by=find_trainees,
        names=("number",),
        example={
            "name": "样例",
            "sex": "女",
            "number": _TRAINEE,
            "kind": "专职",
            "firm": _FIRM,
            "supervisor": _LAWYER,
            "education": "硕士研究生",
            **_GIVEN,
        },
    ),
    Importable(act=ChangeSupervisor, example={"trainee": _TRAINEE, "supervisor": _LAWYER, **_GIVEN}),
    Importable(act=TransferTrainee, example={"trainee": _TRAINEE, "firm": _FIRM, "supervisor": _LAWYER, **_GIVEN}),
    Importable(
        act=EndTraineeship, day_synonyms=("考核日期",), example={"trainee": _TRAINEE, "result": "考核合格", **_GIVEN}
    ),
    Importable(
        act=EnterFormerOffice,
        day_synonyms=("离任时间",),
        example={
            "person": _LAWYER,
            "organ": "样例市样例区人民法院",
            "organ_kind": "人民法院",
            "jurisdiction": "朝阳区",
            "grade": "其他人员",
            "manner": "辞去公职",
            **_GIVEN,
        },
    ),
    Importable(
        act=EnterShare,
        example={"firm": _FIRM, "lawyer": _LAWYER, "contribution": "300000", "share": "33.33", **_GIVEN},
    ),
    Importable(act=EnterCharter, example={"firm": _FIRM, "adopted_on": "2018-06-20", "party_clause": "1", **_GIVEN}),
    Importable(
        act=EnterPremises,
        example={"firm": _FIRM, "tenure": "租赁", "floor_area": "280.5", "held_until": "2023-06-30", **_GIVEN},
    ),
    Importable(
        act=EnterInsurance,
        example={
            "firm": _FIRM,
            "policy": "样例-0001",
            "insurer": "样例财产保险公司",
            "amount": "10000000",
            "until": "2019-07-02",
            **_GIVEN,
        },
    ),
    Importable(act=DeclareStaff, example={"firm": _FIRM, "kind": "律师助理", "count": "3", **_GIVEN}),
    Importable(act=AppointPost, example={"firm": _FIRM, "lawyer": _LAWYER, "post": "专职管理合伙人", **_GIVEN}),
    Importable(act=EndPost, example={"firm": _FIRM, "lawyer": _LAWYER, "post": "专职管理合伙人", **_GIVEN}),
    Importable(
        act=FileReturn,
        day_synonyms=("填报日期",),
        example={"firm": _FIRM, "year": "2018", "revenue": "12000000", "tax": "1500000", "matters": "320", **_GIVEN},
    ),
    Importable(
        act=EnterOverseasOffice,
        day_synonyms=("设立时间",),
        example={
            "firm": _FIRM,
            "name": "样例律师事务所新加坡分所",
            "country": "新加坡",
            "city": "新加坡",
            "office_kind": "分支机构",
            **_GIVEN,
        },
    ),
    Importable(
        act=EnterRepresentativeOffice,
        day_synonyms=("设立日期", "批准日期"),
        example={
            "name": "样例国际律师事务所驻北京代表处",
            "home_firm": "样例国际律师事务所",
            "country": "英国",
            "district": "朝阳区",
            **_GIVEN,
        },
    ),
    Importable(
        act=EnterStatistic,
        example={
            "series": "常住人口（万人）",
            "area": "朝阳区",
            "year": "2018",
            "value": "360.5",
            "unit": "万人",
            "source": "样例统计年鉴 2019 表 3-1",
            **_GIVEN,
        },
    ),
)

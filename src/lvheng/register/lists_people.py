"""Lists of people beside the lawyers: trainees, and former judges and procurators. For staff only."""

from __future__ import annotations

from collections.abc import Mapping

from lvheng.kernel.access.posts import FieldClass
from lvheng.kernel.figures.listing import Column, Listing, declare, titles_of
from lvheng.kernel.places.listed import jurisdiction_titles
from lvheng.kernel.rows import Moment
from lvheng.kernel.subjects.models import Organisation
from lvheng.register import sets
from lvheng.register.choices import FormerGrade, FormerOrgan, LeavingManner, Sex, TraineeKind, TraineeState
from lvheng.register.lists import DISTRICT
from lvheng.register.models import Person

INTERNAL = FieldClass.INTERNAL


def _trainees(m: Moment) -> Mapping[str, str]:
    return {
        "person": f"left join {m.asof(Person)} p on p.subject = s.subject",
        "supervisor": f"left join {m.asof(Person)} q on q.subject = s.supervisor",
        "organisation": f"left join {m.asof(Organisation)} o on o.subject = s.organisation",
    }


TRAINEES = Listing(
    code="trainees",
    title="实习人员",
    unit="名",
    rows=sets.trainees,
    joins=_trainees,
    record="lawyer",
    order="p.sort_key, s.subject",
    order_needs=("person",),
    standard={"state": TraineeState.IN_TRAINING},
    bulk=("register.end_traineeship", "register.change_supervisor", "register.transfer_trainee"),
    columns=(
        Column(name="name", title="姓名", sql="p.name", needs=("person",), sort="p.sort_key", field_class=INTERNAL),
        Column(name="number", title="实习证号", sql="s.number", field_class=INTERNAL),
        Column(name="sex", title="性别", sql="p.sex", needs=("person",), titles=titles_of(Sex), field_class=INTERNAL),
        Column(
            name="kind",
            title="实习类别",
            sql="s.kind",
            titles=titles_of(TraineeKind),
            filtered=True,
            field_class=INTERNAL,
        ),
        Column(
            name="state",
            title="状态",
            sql="s.state",
            titles=titles_of(TraineeState),
            filtered=True,
            field_class=INTERNAL,
        ),
        Column(
            name="organisation",
            title="实习律师事务所",
            sql="o.name",
            needs=("organisation",),
            sort="o.sort_key",
            field_class=INTERNAL,
        ),
        Column(
            name="supervisor",
            title="指导律师",
            sql="q.name",
            needs=("supervisor",),
            sort="q.sort_key",
            field_class=INTERNAL,
        ),
        DISTRICT,
        Column(name="began_on", title="实习起始", sql="s.began_on", kind="day", field_class=INTERNAL),
    ),
)
FORMER_OFFICIALS = Listing(
    code="former_officials",
    title="曾任法官、检察官",
    unit="人次",
    rows=sets.former_officials,
    joins=lambda m: {
        "person": f"left join {m.asof(Person)} p on p.subject = s.subject",
        "organisation": f"left join {m.asof(Organisation)} o on o.subject = s.organisation",
    },
    record="lawyer",
    order="p.sort_key, s.subject",
    order_needs=("person",),
    columns=(
        Column(name="name", title="姓名", sql="p.name", needs=("person",), sort="p.sort_key", field_class=INTERNAL),
        Column(name="organ", title="原任职单位", sql="s.organ", field_class=INTERNAL),
        Column(
            name="organ_kind",
            title="单位类别",
            sql="s.organ_kind",
            titles=titles_of(FormerOrgan),
            filtered=True,
            field_class=INTERNAL,
        ),
        Column(
            name="jurisdiction",
            title="管辖地区",
            sql="s.jurisdiction",
            titles=jurisdiction_titles,
            field_class=INTERNAL,
        ),
        Column(
            name="grade",
            title="职级",
            sql="s.grade",
            titles=titles_of(FormerGrade),
            filtered=True,
            field_class=INTERNAL,
        ),
        Column(
            name="manner",
            title="离任方式",
            sql="s.manner",
            titles=titles_of(LeavingManner),
            filtered=True,
            field_class=INTERNAL,
        ),
        Column(name="left_on", title="离任日期", sql="s.left_on", kind="day", field_class=INTERNAL),
        Column(
            name="organisation",
            title="现执业机构",
            sql="o.name",
            needs=("organisation",),
            sort="o.sort_key",
            field_class=INTERNAL,
        ),
        DISTRICT,
    ),
)
declare(TRAINEES, FORMER_OFFICIALS)

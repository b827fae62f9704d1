"""Hours of public legal service, day by day."""

from __future__ import annotations

from lvheng.kernel.acts.fields import Amount, Choice, Text
from lvheng.kernel.figures.columns import column
from lvheng.kernel.rows import Row, row_indexes
from lvheng.register.references import lawyer_field
from lvheng.service.choices import ConfirmedBy, ServiceKind


class HoursServed(Row):
    """Hours that a lawyer gave on one day, and by whom they are confirmed."""

    THREAD = ("lawyer",)
    TITLE = "公益法律服务时长"

    lawyer = column(lawyer_field())
    hours = column(Amount(label="小时", synonyms=("时长", "服务时长", "服务小时")))
    kind = column(Choice(label="服务类别", choices=ServiceKind, synonyms=("类别", "服务类型")))
    confirmed_by = column(Choice(label="由谁确认", choices=ConfirmedBy, synonyms=("确认方",)))
    place = column(Text(label="服务地点或单位", required=False, longest=120, synonyms=("服务单位", "地点")))

    class Meta:
        db_table = "service_hours"
        indexes = row_indexes("service_hours", "lawyer")

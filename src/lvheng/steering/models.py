"""The registers by which a plan is steered: who answers for what."""

from __future__ import annotations

from lvheng.kernel.acts.fields import Choice, Day
from lvheng.kernel.figures.columns import column
from lvheng.kernel.rows import Row, one_truth, row_indexes
from lvheng.register.references import organisation_field
from lvheng.steering.choices import Part
from lvheng.steering.items import ItemCode

UNIT = organisation_field("承办单位", synonyms=("单位", "责任单位"), hint="全称")


class Assignment(Row):
    """A unit answers for an item of the plan, alone or with others, until a day."""

    THREAD = ("unit", "item")
    TITLE = "分工"

    unit = column(UNIT)
    item = column(ItemCode(synonyms=("编号", "任务", "举措", "指标")))
    part = column(
        Choice(
            label="牵头或配合",
            choices=Part,
            synonyms=("分工", "职责"),
            also={"牵头单位": "lead", "配合单位": "cooperating"},
        )
    )
    due = column(Day(label="完成时限", required=False, synonyms=("时限",)))

    class Meta:
        db_table = "steering_assignment"
        constraints = [one_truth("steering_assignment", "unit", "item")]
        indexes = row_indexes("steering_assignment", "unit")

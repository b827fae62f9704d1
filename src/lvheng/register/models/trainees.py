"""Those in training to become lawyers (实习人员), with the firm and the lawyer who train them."""

from __future__ import annotations

from django.db import models

from lvheng.kernel.rows import CURRENT, Row, one_truth, row_indexes


class Traineeship(Row):
    """A person's training: its certificate number, host firm, supervisor and state, each from a day to a day."""

    THREAD = ("person",)
    TITLE = "律师实习"
    FOUND_AS = "trainee"

    person = models.UUIDField()
    number = models.CharField("实习证号", max_length=14)
    kind = models.CharField("实习类别", max_length=16)
    state = models.CharField("实习状态", max_length=16)
    firm = models.UUIDField("实习律师事务所")
    supervisor = models.UUIDField("指导律师")
    began_on = models.DateField("实习起始日期")

    class Meta:
        db_table = "register_traineeship"
        constraints = [one_truth("register_traineeship", "person")]
        indexes = [
            *row_indexes("register_traineeship", "person"),
            models.Index(fields=["number"], name="register_trainee_number", condition=CURRENT),
            models.Index(fields=["firm"], name="register_trainee_firm", condition=CURRENT),
            models.Index(fields=["supervisor"], name="register_trainee_supervisor", condition=CURRENT),
        ]

    def search_keys(self) -> list[str]:
        return [self.number]

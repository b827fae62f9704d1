"""Who and what there is: one key for each, everywhere. What is true of a subject stands in rows."""

from __future__ import annotations

import uuid
from enum import StrEnum

from django.db import models

from lvheng.kernel.rows import CURRENT, Row, one_truth, row_indexes
from lvheng.kernel.search.keys import organisation_keys


class SubjectKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    OFFICE = "office"
    PLAN = "plan"
    SERIES = "series"
    LETTER_TEMPLATE = "letter_template"
    THING = "thing"  # of a register of its own (`work/things.py`)


class OrganisationKind(models.TextChoices):
    CITY_BUREAU = "city_bureau", "市司法局"
    DIVISION = "division", "处室"
    DISTRICT_BUREAU = "district_bureau", "区司法局"
    CITY_ASSOCIATION = "city_association", "市律师协会"
    DISTRICT_ASSOCIATION = "district_association", "区律师协会"
    FIRM = "firm", "律师事务所"
    BRANCH = "branch", "分所"
    REPRESENTATIVE_OFFICE = "representative_office", "驻京代表处"
    ORGAN = "organ", "机关、单位"
    OUTSIDE_FIRM = "outside_firm", "外地律师事务所"


class Subject(models.Model):
    """A key and nothing else, so that it can stand in addresses and outlive every name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)

    class Meta:
        db_table = "kernel_subject"


class Organisation(Row):
    """An organisation's name and its place in the tree of organisations."""

    THREAD = ("subject",)
    TITLE = "机构"
    FOUND_AS = "name"

    subject = models.UUIDField()
    name = models.CharField("名称", max_length=120)
    sort_key = models.CharField(max_length=240)
    kind = models.CharField("机构类型", max_length=24, choices=OrganisationKind.choices)
    parent = models.UUIDField("上级机构", null=True)

    class Meta:
        db_table = "kernel_organisation"
        constraints = [one_truth("kernel_organisation", "subject")]
        indexes = [
            *row_indexes("kernel_organisation", "subject"),
            models.Index(fields=["kind"], name="kernel_organisation_kind", condition=CURRENT),
            models.Index(fields=["parent"], name="kernel_organisation_parent", condition=CURRENT),
            models.Index(fields=["name"], name="kernel_organisation_name", condition=CURRENT),
        ]

    def search_keys(self) -> list[str]:
        return organisation_keys(self.name)


class Seat(Row):
    """Where an organisation sits. A row's district is always derived from the seat on the day."""

    THREAD = ("organisation",)
    TITLE = "住所"

    organisation = models.UUIDField()
    district = models.CharField("区划", max_length=6)
    area = models.CharField("片区", max_length=24, default="", blank=True)
    address = models.CharField("地址", max_length=200, default="", blank=True)

    class Meta:
        db_table = "kernel_seat"
        constraints = [one_truth("kernel_seat", "organisation")]
        indexes = row_indexes("kernel_seat", "organisation")

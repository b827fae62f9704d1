"""Persons and their practising licences. A lawyer is a person with a licence."""

from __future__ import annotations

from django.db import models

from lvheng.kernel.rows import CURRENT, Row, one_truth, row_indexes
from lvheng.kernel.search.keys import name_keys


class Person(Row):
    """Who somebody is. Codes are those of `choices.py`; identity numbers stand apart, encrypted."""

    THREAD = ("subject",)
    TITLE = "人员"
    FOUND_AS = "name"

    subject = models.UUIDField()
    name = models.CharField("姓名", max_length=60)
    sort_key = models.CharField(max_length=240)
    sex = models.CharField("性别", max_length=8)
    born_on = models.DateField("出生日期", null=True)
    ethnicity = models.CharField("民族", max_length=12, default="", blank=True)
    political_status = models.CharField("政治面貌", max_length=24, default="", blank=True)
    education = models.CharField("学历", max_length=24, default="", blank=True)
    degree = models.CharField("学位", max_length=16, default="", blank=True)

    class Meta:
        db_table = "register_person"
        constraints = [one_truth("register_person", "subject")]
        indexes = [
            *row_indexes("register_person", "subject"),
            models.Index(fields=["sort_key"], name="register_person_sort", condition=CURRENT),
        ]

    def search_keys(self) -> list[str]:
        return name_keys(self.name)


class PractisingLicence(Row):
    """A lawyer's licence, its kind and its state: 执业, 停止执业, 待聘, 注销 … each from a day to a day."""

    THREAD = ("person",)
    TITLE = "律师执业证"
    FOUND_AS = "number"

    person = models.UUIDField()
    number = models.CharField("执业证号", max_length=20)
    kind = models.CharField("执业类别", max_length=16)
    state = models.CharField("执业状态", max_length=16)
    first_practised_on = models.DateField("首次执业日期")
    qualification_number = models.CharField("法律职业资格证号", max_length=20, default="", blank=True)
    qualification_kind = models.CharField("资格取得方式", max_length=16, default="", blank=True)

    class Meta:
        db_table = "register_practising_licence"
        constraints = [
            one_truth("register_practising_licence", "person"),
        ]
        indexes = [
            *row_indexes("register_practising_licence", "person"),
            models.Index(fields=["number"], name="register_licence_number", condition=CURRENT),
        ]

    def search_keys(self) -> list[str]:
        return [self.number]


class Engagement(Row):
    """A lawyer practises in one organisation at a time (律师法第十条): a firm, a branch, or an in-house unit."""

    THREAD = ("lawyer",)
    TITLE = "执业机构"

    lawyer = models.UUIDField()
    organisation = models.UUIDField("执业机构")
    role = models.CharField("所内身份", max_length=16)

    class Meta:
        db_table = "register_engagement"
        constraints = [one_truth("register_engagement", "lawyer")]
        indexes = [
            *row_indexes("register_engagement", "lawyer"),
            models.Index(
                fields=["organisation"],
                include=["valid_from", "valid_to", "lawyer"],
                name="register_engagement_who",
                condition=CURRENT,
            ),
        ]


class FormerOffice(Row):
    """Somebody was a judge or procurator, and left: valid from the day of leaving. The limits follow from it as data."""

    THREAD = ("person", "organ")
    TITLE = "曾任法官、检察官"

    person = models.UUIDField()
    organ = models.CharField("原任职单位", max_length=60)
    organ_kind = models.CharField("单位类别", max_length=16)
    jurisdiction = models.CharField("管辖地区", max_length=6)
    grade = models.CharField("离任时职级", max_length=16)
    manner = models.CharField("离任方式", max_length=16)

    class Meta:
        db_table = "register_former_office"
        constraints = [one_truth("register_former_office", "person", "organ")]
        indexes = row_indexes("register_former_office", "person")


class PersonAlias(Row):
    """Two records of one person: what is asked of `kept` includes `duplicate`. Nothing is re-pointed, so taking the act
    back restores exactly what was. Name and number are those by which the duplicate was known: they lead on."""

    THREAD = ("kept", "duplicate")
    TITLE = "重复人员合并"
    FOUND_AS = "alias"

    duplicate = models.UUIDField("重复记录")
    kept = models.UUIDField("保留记录")
    name = models.CharField("重复记录姓名", max_length=60)
    number = models.CharField("重复记录证号", max_length=20, default="", blank=True)

    class Meta:
        db_table = "register_person_alias"
        constraints = [one_truth("register_person_alias", "duplicate")]
        indexes = [
            *row_indexes("register_person_alias", "kept"),
            models.Index(fields=["duplicate"], name="register_alias_duplicate", condition=CURRENT),
        ]

    def search_keys(self) -> list[str]:
        return [*name_keys(self.name), *([self.number] if self.number else [])]

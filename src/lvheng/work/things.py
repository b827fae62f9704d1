"""Subjects that are neither person nor organisation of the tree: a Party organisation, a committee, a cohort."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import models

from lvheng.kernel.acts.fields import Finder, Reference, Text
from lvheng.kernel.figures.columns import column
from lvheng.kernel.rows import Row
from lvheng.kernel.search.keys import organisation_keys

NAME = Text(label="名称", longest=120)


class Thing(Row):
    """The shape of a table whose rows are about a subject of their own, which has a name and a record page.

    A subclass adds its columns and in `Meta` the table, `one_truth(table, "subject")` and its `row_indexes`."""

    THREAD = ("subject",)
    FOUND_AS = "name"

    subject = models.UUIDField()
    name = column(NAME)

    class Meta:
        abstract = True

    def search_keys(self) -> list[str]:
        return organisation_keys(self.name)


def find_things(model: type[Row]) -> Finder:
    """Finds the subjects of a table of things by their full names in force."""

    def find(words: Sequence[str]) -> Mapping[str, UUID | str]:
        found: dict[str, set[UUID]] = defaultdict(set)
        for name, key in model.rows.current().filter(name__in=words).values_list("name", "subject"):
            found[name].add(key)
        return {word: _one(model, word, found[word]) for word in words}

    return find


def _one(model: type[Row], word: str, keys: set[UUID]) -> UUID | str:
    if len(keys) == 1:
        return next(iter(keys))
    return f"有不止一个“{word}”，请从记录页办理" if keys else f"没有找到{model.TITLE}“{word}”"


def thing_field(
    label: str, model: type[Thing], *, required: bool = True, synonyms: tuple[str, ...] = (), hint: str = "全称"
) -> Reference:
    """The reference to a subject of `model`, by its full name."""

    return Reference(
        label=label,
        required=required,
        synonyms=synonyms,
        hint=hint,
        find=find_things(model),
        named_in=model,
        of=model._meta.db_table,
    )

"""Tells the planner how many people and organisations the largest tables speak of.

ANALYZE guesses from a sample, and of a person with a few rows each guesses half of those there are; joined three times,
a district's lawyers at the nation's size were taken for four times as many, and all 800,000 were read to find them."""

from typing import ClassVar

from django.db import migrations

DISTINCT = (
    ("register_practising_licence", "person", -0.55),
    ("register_engagement", "lawyer", -0.43),
    ("register_engagement", "organisation", -0.034),
    ("register_person", "subject", -0.77),
)
"""Of each column how many values there are to a row: measured on the demonstrations of two sizes."""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("register", "0005_degrees")]

    operations: ClassVar = [
        operation
        for table, column, share in DISTINCT
        for operation in (
            migrations.RunSQL(
                f"alter table {table} alter column {column} set (n_distinct = {share})",
                f"alter table {table} alter column {column} reset (n_distinct)",
            ),
            migrations.RunSQL(f"analyze {table} ({column})", migrations.RunSQL.noop),
        )
    ]

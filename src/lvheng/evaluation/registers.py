"""The register of index systems in force."""

from __future__ import annotations

from lvheng.evaluation.models import IndexSystem
from lvheng.kernel.access.posts import ASSOCIATION_STAFF, CITY_STAFF
from lvheng.work.registers import declare
from lvheng.work.shape import Register, Way

INDEX_SYSTEMS = Register(
    code="evaluation.index_system",
    model=IndexSystem,
    room="综合评价",
    unit="套",
    who=(CITY_STAFF, ASSOCIATION_STAFF),
    law=("PLAN-10",),
    enter=Way(title="施行评价指标体系", asks_day="施行日期"),
    change=Way(title="修订评价指标体系", asks_day="修订日期"),
    end=Way(title="废止评价指标体系", asks_day="废止日期"),
    example={"name": "样例律师事务所综合评价指标", "evaluated": "综合", "document": "京律发〔2024〕1号"},
)
declare(INDEX_SYSTEMS)

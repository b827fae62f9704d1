"""The register of public service: dated hours. Advocated by the plan, never a condition of anything."""

from __future__ import annotations

from lvheng.kernel.access.posts import ASSOCIATION_STAFF, CITY_STAFF, DISTRICT_STAFF
from lvheng.register.posts import HEAD
from lvheng.service.models import HoursServed
from lvheng.service.rules import possible_hours
from lvheng.work.registers import declare
from lvheng.work.rules import practises
from lvheng.work.shape import Register, Span, Way

HOURS = Register(
    code="service.hours",
    model=HoursServed,
    room="公益法律服务",
    unit="次",
    who=(CITY_STAFF, DISTRICT_STAFF, ASSOCIATION_STAFF, HEAD),
    law=("PLAN-GOAL-6", "PLAN-24"),
    span=Span.DAY,
    several=True,
    rules=(practises("lawyer"), possible_hours),
    enter=Way(title="登记公益法律服务时长", asks_day="服务日期"),
    example={"lawyer": "11101201810000015", "hours": "3.5", "kind": "公益法律咨询", "confirmed_by": "组织单位"},
)
declare(HOURS)

"""Division of labour: the units of a plan, and what each answers for."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from lvheng.kernel.acts.fields import Refusal
from lvheng.kernel.acts.perform import Done
from lvheng.kernel.time.days import today
from lvheng.plan.views import plan_of, staff, viewer_of
from lvheng.steering.named import confirmed, named
from lvheng.steering.performing import may, performed_many
from lvheng.steering.registers import ASSIGNMENTS
from lvheng.steering.units import charges, may_see_unit, shares, units
from lvheng.work.registers import acts_by_verb

ENTER = acts_by_verb(ASSIGNMENTS)["enter"]


@staff
def units_page(request: HttpRequest, code: str) -> HttpResponse:
    (of, moment), viewer = plan_of(request, code), viewer_of(request)
    may_enter, refused = may(viewer, ENTER), list[Refusal]()
    if request.method == "POST":
        given = [(each, ()) for each in confirmed(request.POST.getlist("pick"), of, today())]
        basis = f"{of.plan.title}所列责任单位"
        results = performed_many(ENTER, given, viewer, on=of.plan.valid_from, basis=basis)
        done = sum(isinstance(result, Done) for result in results)
        refused = [why for result in results if isinstance(result, list) for why in result]
        if not refused:
            messages.success(request, f"登记分工 {done} 项。")
            return redirect("plan_units", code=of.plan.code)
    found, unled = shares(of.plan.code, moment, viewer)
    return render(
        request,
        "steering/units.html",
        {
            "plan": of.plan,
            "shares": found,
            "unled": unled if viewer.scope.whole else [],
            "own": [share.unit for share in found if share.unit.key in viewer.offices],
            "may_enter": may_enter,
            "named": named(of, moment.on) if may_enter else [],
            "refused": refused,
        },
        status=422 if refused else 200,
    )


@staff
def unit_page(request: HttpRequest, code: str, unit: UUID) -> HttpResponse:
    (of, moment), viewer = plan_of(request, code), viewer_of(request)
    known = units([unit], moment.on).get(unit)
    if known is None:
        raise Http404("没有这个单位")
    if not may_see_unit(viewer, known):
        raise PermissionDenied(f"{known.name}的分工由该单位和市司法局查看")
    found = charges(of, known, moment)
    return render(
        request,
        "steering/unit.html",
        {
            "plan": of.plan,
            "unit": known,
            "charges": found,
            "leads": sum(charge.leads for charge in found),
            "districts": sorted(known.scope.districts),
            "own": unit in viewer.offices,
            "may_enter": may(viewer, ENTER),
        },
    )

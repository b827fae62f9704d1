"""Succession: two plans compared."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lvheng.plan.board import plans
from lvheng.plan.views import plan_of, staff, viewer_of
from lvheng.steering.comparing import compared


@staff
def compare_page(request: HttpRequest, code: str, other: str) -> HttpResponse:
    if not viewer_of(request).scope.whole:
        raise PermissionDenied("两份计划的比较按全市的数，由市司法局、市律师协会查看")
    (first, moment), (second, _) = plan_of(request, code), plan_of(request, other)
    earlier, later = sorted((first, second), key=lambda of: (of.plan.first_year, of.plan.code))
    told = {"plan": first.plan, "comparison": compared(earlier, later, moment), "others": plans(moment.known_at)}
    return render(request, "steering/compare.html", told)

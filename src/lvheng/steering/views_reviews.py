"""Reviews of the plan: opened, judged item by item, and given out as a report."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from lvheng.kernel.acts.perform import Done
from lvheng.kernel.asked import moment_of
from lvheng.kernel.documents.kinds import MEDIA_TYPES, Kind
from lvheng.kernel.documents.typesetting import pdf
from lvheng.kernel.documents.word import word
from lvheng.kernel.time.days import today
from lvheng.plan.views import plan_of, staff, viewer_of
from lvheng.steering.acts.review import OpenReview
from lvheng.steering.choices import ReviewKind, Verdict
from lvheng.steering.frozen import recomputed
from lvheng.steering.papers import report_of
from lvheng.steering.performing import may, performed
from lvheng.steering.registers import JUDGEMENTS
from lvheng.steering.reviewing import Reviewed, due_reviews, reviewed, reviews_of, usual
from lvheng.work.registers import acts_by_verb

JUDGE, JUDGE_AGAIN = (acts_by_verb(JUDGEMENTS)[verb] for verb in ("enter", "change"))


@staff
def reviews_page(request: HttpRequest, code: str) -> HttpResponse:
    (of, moment), viewer = plan_of(request, code), viewer_of(request)
    refused = []
    if request.method == "POST":
        given = {name: str(value) for name, value in request.POST.items()} | {"plan": of.plan.code}
        done = performed(OpenReview, given, viewer)
        if isinstance(done, Done):
            return redirect("plan_review", code=of.plan.code, review=done.subject)
        refused = done
    found = reviews_of(of.plan.code, moment.known_at) if viewer.scope.whole else []
    begin = usual(of.plan, found, today())
    return render(
        request,
        "steering/reviews.html",
        {
            "plan": of.plan,
            "reviews": [(row, ReviewKind(row.kind).label) for row in found],
            "due": due_reviews(of.plan, found),
            "kinds": ReviewKind.choices,
            "may_open": may(viewer, OpenReview),
            "refused": refused,
            "given": request.POST or {"kind": begin.kind, "effective_on": begin.day.isoformat()},
        },
        status=422 if refused else 200,
    )


@staff
def review_page(request: HttpRequest, code: str, review: UUID) -> HttpResponse:
    found, moment = _found(request, code, review, moment_of(request).known_at), moment_of(request)
    proved = None
    if request.GET.get("check"):
        answers = [recomputed(row) for each in found.items for editions in each.readings for row in editions]
        proved = {"same": answers.count(True), "changed": answers.count(False), "defined": answers.count(None)}
    return render(
        request,
        "steering/review.html",
        {
            "plan": found.plan,
            "reviewed": found,
            "kind": ReviewKind(found.review.kind).label,
            "verdicts": Verdict.choices,
            "may_judge": may(viewer_of(request), JUDGE) and moment.known_at is None,
            "proved": proved,
        },
    )


@require_POST
@staff
def judged(request: HttpRequest, code: str, review: UUID) -> HttpResponse:
    """One item judged: answers with the item's own part of the page."""
    found = _found(request, code, review)
    item = next((each for each in found.items if each.item.code == request.POST.get("item")), None)
    if item is None:
        raise Http404("这次评估没有这一条")
    given = {name: str(request.POST.get(name, "")) for name in ("item", "verdict", "text")} | {
        "review": str(review),
        "basis": found.review.name,
    }
    done = performed(JUDGE_AGAIN if item.judgement else JUDGE, given, viewer_of(request))
    refused = [] if isinstance(done, Done) else [each for each in done if not each.already]
    if not request.headers.get("HX-Request") and not refused:
        there = reverse("plan_review", kwargs={"code": code, "review": review})
        return redirect(f"{there}#i-{item.item.number}")
    found = _found(request, code, review)
    again = next(each for each in found.items if each.item.code == item.item.code)
    told = {"plan": found.plan, "reviewed": found, "each": again, "may_judge": True, "alone": True}
    return render(
        request,
        "steering/judged.html",
        told | {"verdicts": Verdict.choices, "refused": refused},
        status=422 if refused else 200,
    )


@require_safe
@staff
def review_report(request: HttpRequest, code: str, review: UUID, kind: str) -> HttpResponse:
    found = _found(request, code, review, moment_of(request).known_at)
    if kind not in (Kind.PDF, Kind.DOCX):
        raise Http404("报告可以取 pdf 或 docx")
    document = report_of(found)
    content = pdf([document]) if kind == Kind.PDF else word([document])
    name = content_disposition_header(True, f"{found.review.name}报告.{kind}") or ""
    return HttpResponse(content, content_type=MEDIA_TYPES[Kind(kind)], headers={"Content-Disposition": name})


def _found(request: HttpRequest, code: str, review: UUID, known_at: datetime | None = None) -> Reviewed:
    """The review, to those who see the whole city. Raises Http404 and PermissionDenied."""
    if not viewer_of(request).scope.whole:
        raise PermissionDenied("计划评估由市司法局、市律师协会查看")
    found = reviewed(review, known_at)
    if found is None or found.plan.code != code:
        raise Http404("没有这次计划评估")
    return found

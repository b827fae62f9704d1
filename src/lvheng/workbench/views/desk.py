"""The desk: what waits, what was told, what is followed, and the lists that were saved."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from lvheng.elicence.selectors import current_issue
from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.desk.following import FollowRefused, follow, followed, said, unfollow
from lvheng.kernel.desk.models import Followed, Rule
from lvheng.kernel.desk.notices import mail_may_go, mark_read, notices_of, unread
from lvheng.kernel.desk.saved import ListRefused, forget_list, save_list, seen_list, seen_lists
from lvheng.kernel.desk.waiting import count_for, looked_at, waiting_for
from lvheng.kernel.figures.asked import listing_asked
from lvheng.kernel.figures.figure import figure_of, is_live
from lvheng.kernel.figures.listing import all_listings
from lvheng.kernel.identity.selectors import account_names, mail_of, set_mail
from lvheng.kernel.time.days import today
from lvheng.work.references import record_address, subject_name
from lvheng.workbench.views.common import members, viewer_of

SHOWN_NOTICES = 30


@members
@require_GET
def inbox_page(request: HttpRequest) -> HttpResponse:
    """What waits for the viewer, and what was told."""
    viewer = viewer_of(request)
    found = waiting_for(viewer)
    told = {
        "waiting": [(whose.value, kinds) for whose, kinds in found.items()],
        "notices": list(notices_of(viewer)[:SHOWN_NOTICES]),
        "unread": unread(viewer).count(),
        "lists": list(seen_lists(viewer)),
        "own": _own_records(viewer),
        "today": today(),
    }
    return render(request, "workbench/inbox.html", told)


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """A record of the viewer, or of an organisation that the viewer answers for; `licence`: where its licence is, or ''."""

    name: str
    path: str
    licence: str


def _own_records(viewer: Viewer) -> list[OwnRecord]:
    keys = [*([viewer.person] if viewer.person else []), *sorted(viewer.scope.organisations)]
    return [OwnRecord(subject_name(key), path, _licence_path(key)) for key in keys if (path := record_address(key))]


def _licence_path(holder: UUID) -> str:
    return reverse("work_licence", args=[holder]) if current_issue(holder, today()) else ""


@members
@require_GET
def looked_at_part(request: HttpRequest) -> HttpResponse:
    """Where to look when there is time: counted only once the inbox stands."""
    return render(request, "workbench/looked_at.html", {"items": looked_at(viewer_of(request))})


@members
@require_GET
def waiting_number(request: HttpRequest) -> HttpResponse:
    """How much waits and is unread: asked by every page once it stands, so that none is the slower for it."""
    viewer = viewer_of(request)
    return render(request, "workbench/waiting_number.html", {"number": count_for(viewer) + unread(viewer).count()})


@members
@require_POST
def notice_opened(request: HttpRequest, number: int) -> HttpResponse:
    """Marks a notice as read and leads to what it is about."""
    notice = mark_read(viewer_of(request), number)
    if notice is None:
        raise Http404("没有这条通知")
    return redirect(notice.path or "work")


@members
@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    mark_read(viewer_of(request))
    return redirect("work")


@members
@require_GET
def desk_page(request: HttpRequest) -> HttpResponse:
    """What is followed, the saved lists, and whether notices go by mail."""
    viewer = viewer_of(request)
    lists = list(seen_lists(viewer))
    names = account_names({each.account for each in lists if each.account != viewer.id})
    titles = {listing.code: listing.title for listing in all_listings()}
    told = {
        "followed": [(each, said(each)) for each in followed(viewer)],
        "lists": [
            (each, titles.get(each.listing, ""), each.account == viewer.id, names.get(each.account, ""))
            for each in lists
        ],
        "followed_lists": {each.of for each in followed(viewer, Followed.LIST)},
        "mail": mail_of(viewer.id),
        "mail_may_go": mail_may_go(),
    }
    return render(request, "workbench/desk.html", told)


@members
@require_POST
def mail_chosen(request: HttpRequest) -> HttpResponse:
    """Where notices go by mail; an empty address for no mail."""
    address = request.POST.get("mail", "").strip()
    try:
        if address:
            validate_email(address)
    except ValidationError:
        messages.error(request, f"“{address}”不像邮箱地址，没有改。")
        return redirect("work_desk")
    set_mail(viewer_of(request).id, address)
    messages.success(request, f"新通知也会发到 {address}。" if address else "以后不再发邮件，通知只在“待办”里。")
    return redirect("work_desk")


@members
@require_POST
def list_saved(request: HttpRequest, code: str) -> HttpResponse:
    """Keeps the list as its address asks for it."""
    viewer = viewer_of(request)
    listing = listing_asked(code, viewer)
    back = f"{reverse('work_list', args=[code])}?{request.GET.urlencode()}"
    try:
        saved = save_list(viewer, listing, request.GET, request.POST.get("title", ""), shared="shared" in request.POST)
    except ListRefused as refused:
        messages.error(request, str(refused))
    else:
        shared = f"，{viewer.organisation}的同事也找得到" if saved.office else ""
        messages.success(request, f"名单“{saved.title}”已保存{shared}。里面的人随登记变化。")
    return redirect(back)


@members
@require_GET
def saved_list(request: HttpRequest, number: int) -> HttpResponse:
    """Leads to a saved list: an address that stays when what the list asks is changed."""
    saved = seen_list(viewer_of(request), number)
    if saved is None:
        raise Http404("没有这份名单，或者它没有与您共享")
    return redirect(f"{reverse('work_list', args=[saved.listing])}?{saved.asked}")


@members
@require_POST
def list_forgotten(request: HttpRequest, number: int) -> HttpResponse:
    if not forget_list(viewer_of(request), number):
        raise Http404("没有这份名单，或者它是别人的")
    messages.success(request, "名单已删除，名册没有改变。")
    return redirect(_back(request))


@members
@require_POST
def follow_begun(request: HttpRequest) -> HttpResponse:
    """Follows a list, a figure or a record."""
    viewer = viewer_of(request)
    kind, of = request.POST.get("kind", ""), request.POST.get("of", "")
    rule, amount = request.POST.get("rule", Rule.ANY), request.POST.get("amount", "")
    title, path = _followed_as(request, kind, of)
    try:
        subscription = follow(viewer, kind, of, title=title, path=path, rule=rule, amount=amount)
    except FollowRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"已关注“{title}”：{said(subscription)}，在“待办”里通知您。")
    return redirect(_back(request))


def _followed_as(request: HttpRequest, kind: str, of: str) -> tuple[str, str]:
    """What is followed is called, and where it is; ('', '') for what there is not."""
    match kind:
        case Followed.LIST if of.isdigit() and (saved := seen_list(viewer_of(request), int(of[:15]))):
            return saved.title, reverse("work_saved", args=[saved.pk])
        case Followed.FIGURE if is_live(of):
            return figure_of(of).title, reverse("work_figure", args=[of])
        case Followed.RECORD if (subject := _key(of)) and (address := record_address(subject)):
            return subject_name(subject) or "记录", address
    return "", ""


def _key(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None


@members
@require_POST
def follow_ended(request: HttpRequest, number: int) -> HttpResponse:
    if not unfollow(viewer_of(request), number):
        raise Http404("没有这项关注")
    messages.success(request, "已不再关注。")
    return redirect(_back(request))


def _back(request: HttpRequest) -> str:
    """Where the form says that it came from, else the desk."""
    asked = request.POST.get("next", "")
    return asked if url_has_allowed_host_and_scheme(asked, None) else reverse("work_desk")

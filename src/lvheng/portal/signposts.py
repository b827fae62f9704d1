"""Files for programs that come to the public site: robots.txt, the sitemap, security.txt.

The sitemap names pages about the profession and its firms. Lawyers are people: whoever looks for one finds them by the
search, and no list invites a program to gather them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps import views as sitemaps
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse

from lvheng.kernel.access.public_pages import public_page
from lvheng.kernel.time.days import today
from lvheng.register.public_lists import public_figures
from lvheng.register.public_reads import standing_firms

PLAIN = "text/plain; charset=utf-8"
CLOSED = ("/work/", "/account/", "/enter/", "/api/", "/search", "/en/search", "/look/", "/en/look/")
"""What no search engine should read: what is not the public's, and answers to questions."""
VALID_FOR = timedelta(days=180)
"""RFC 9116 2.5.5: less than a year."""

Route = tuple[str, tuple[str, ...]]
if TYPE_CHECKING:
    _OfRoutes = Sitemap[Route]
else:  # generic in its types alone
    _OfRoutes = Sitemap


class _InBothLanguages(_OfRoutes):
    """Addresses by the name of their route and its arguments, each in Chinese and in English."""

    i18n = True
    alternates = True
    limit = 5_000

    def location(self, item: Route) -> str:
        return reverse(item[0], args=item[1])


class _Pages(_InBothLanguages):
    def items(self) -> list[Route]:
        fixed = [("portal:home", ()), ("portal:figures", ()), ("public_plan", ()), ("portal:log", ())]
        return [*fixed, *(("portal:figure", (figure.code,)) for figure in public_figures())]


class _Firms(_InBothLanguages):
    def items(self) -> list[Route]:
        return [("portal:firm", (str(key),)) for key in standing_firms(today())]


SITEMAPS: Mapping[str, type[_InBothLanguages]] = {"pages": _Pages, "firms": _Firms}


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """Nothing may be indexed while a demonstration is shown."""
    rules = ["Disallow: /"] if settings.DEMONSTRATION else [f"Disallow: {path}" for path in CLOSED]
    where = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse("\n".join(["User-agent: *", *rules, "", f"Sitemap: {where}", ""]), content_type=PLAIN)


@public_page
def icon(request: HttpRequest) -> HttpResponse:
    """For pages that name no icon of their own, such as the one to check proofs with."""
    return redirect(static("lvheng/mark.svg"), permanent=True)


@public_page
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """The sitemaps there are."""
    return sitemaps.index(request, dict(SITEMAPS), sitemap_url_name="sitemap_section")


@public_page
def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    """One of them, or a piece of it."""
    return sitemaps.sitemap(request, dict(SITEMAPS), section)


@public_page
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116: to whom a weakness is told. Raises Http404 where the operator has named nobody."""
    if not settings.SECURITY_CONTACT:
        raise Http404("没有设 LVHENG_SECURITY_CONTACT")
    until = datetime.combine(today() + VALID_FOR, time.min, UTC)
    told = {
        "Contact": settings.SECURITY_CONTACT,
        "Expires": f"{until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages": "zh, en",
        "Canonical": request.build_absolute_uri(request.path),
    }
    return HttpResponse("".join(f"{name}: {value}\n" for name, value in told.items()), content_type=PLAIN)

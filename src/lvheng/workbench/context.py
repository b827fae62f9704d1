"""What every page is told, whoever renders it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest

from lvheng.kernel.access.language import alternates
from lvheng.kernel.access.public_pages import is_large, is_open_to_all
from lvheng.kernel.access.viewer import PUBLIC
from lvheng.kernel.asked import moment_of
from lvheng.kernel.rows import Moment
from lvheng.kernel.time.clock import now as clock
from lvheng.kernel.time.days import today
from lvheng.workbench.navigation import SEARCH, section_of, sections_for


def page(request: HttpRequest) -> dict[str, Any]:
    """viewer, navigation, section, on, known_at, today, demonstration, large, made_at, alternates; `is_dated`: whether
    the page shows what is true on a day; `kept`: what the day picker sends along."""
    now = today()
    try:
        moment = moment_of(request)
    except BadRequest:  # the page that says so has no other day to show
        moment = Moment(now)
    viewer, section = getattr(request, "viewer", PUBLIC), section_of(request.path)
    return {
        "viewer": viewer,
        "navigation": lambda: sections_for(
            viewer.posts
        ),  # asked by who shows it: the public's pages look at no session
        "section": section,
        "is_dated": section is not None or request.path == SEARCH,
        "search_path": SEARCH,
        "on": moment.on,
        "known_at": moment.known_at,
        "today": now,
        "kept": [
            (name, value) for name in request.GET if name not in {"on", "page"} for value in request.GET.getlist(name)
        ],
        "demonstration": settings.DEMONSTRATION,
        "large": is_large(request),
        "made_at": clock(),
        "alternates": alternates(request) if is_open_to_all(request) else {},
        "city_login": settings.OIDC_NAME,
    }

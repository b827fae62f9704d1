"""Who is asking: the account of the key, with the posts held today; without a key the public. And how often."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from ninja.security import HttpBearer

from lvheng.api import buckets
from lvheng.api.problems import KeyMissing, TooFast
from lvheng.kernel.access.viewer import PUBLIC, Viewer, viewer_of
from lvheng.kernel.identity.keys import KeyRefused, key_of, mark_used
from lvheng.kernel.time.days import today


class Key(HttpBearer):
    """Lets everybody in: with a good key as its account, without one as the public. Sets `request.viewer`."""

    def __call__(self, request: HttpRequest) -> Viewer | None:
        if "Authorization" not in request.headers:
            _take(buckets.OPEN, address_of(request))
            return _enter(request, PUBLIC)
        found: Viewer | None = super().__call__(request)
        return found

    def authenticate(self, request: HttpRequest, token: str) -> Viewer:
        try:
            key = key_of(token.strip())
        except KeyRefused:
            _take(buckets.OPEN, address_of(request))  # whoever guesses is as slow as the public
            raise
        _take(buckets.KEYED, str(key.pk))
        # After the transaction: two reads with one key at once must not fail over who marks it.
        transaction.on_commit(partial(mark_used, key), robust=True)
        return _enter(request, viewer_of(key.account, today()))


def _enter(request: HttpRequest, viewer: Viewer) -> Viewer:
    request.viewer = viewer  # type: ignore[attr-defined]  # as kernel/access/middleware.py does
    return viewer


def _take(kept: buckets.Buckets, whose: str) -> None:
    if wait := kept.take(whose):
        raise TooFast(wait)


def address_of(request: HttpRequest) -> str:
    """Where the request comes from: behind our proxy, whom the proxy saw."""
    seen = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    return seen.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def viewer_asking(request: HttpRequest) -> Viewer:
    """Who asks (set by `Key`)."""
    found: Viewer = request.viewer  # type: ignore[attr-defined]  # set above
    return found


def member_asking(request: HttpRequest) -> Viewer:
    """Who asks, with a key. Raises `KeyMissing`."""
    viewer = viewer_asking(request)
    if viewer.is_public:
        raise KeyMissing
    return viewer

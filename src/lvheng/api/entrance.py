"""Who is asking: the account of the key, with the posts held today; without a key the public. And how often."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from ninja.security import HttpBearer

from lvheng.api.problems import KeyMissing, too_fast
from lvheng.kernel.access.pace import Pace, address_of
from lvheng.kernel.access.viewer import PUBLIC, Viewer, viewer_of
from lvheng.kernel.identity.keys import ApiKey, KeyRefused, key_of, mark_used
from lvheng.kernel.time.days import today

KEYED = Pace("key", rate=50, size=500)
OPEN = Pace("api", rate=5, size=60)


def paced(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Looks the key up and counts the request, before its transaction is opened: two reads with one key at once must
    not fail over who counts. Whoever guesses keys is as slow as the public."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/api/"):
            return answer(request)
        key = _key_given(request)
        wait = KEYED.take(str(key.pk)) if isinstance(key, ApiKey) else OPEN.take(address_of(request))
        if wait:
            return too_fast(wait)
        if isinstance(key, ApiKey):
            mark_used(key)
        request.api_key = key  # type: ignore[attr-defined]  # read by `Key`
        return answer(request)

    return middleware


def _key_given(request: HttpRequest) -> ApiKey | KeyRefused | None:
    """The key in the request's head, or why it is none; None where no bearer is named."""
    kind, _, written = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer":
        return None
    try:
        return key_of(written.strip())
    except KeyRefused as refused:
        return refused


class Key(HttpBearer):
    """Lets everybody in: with a good key as its account, without one as the public. Sets `request.viewer`."""

    def __call__(self, request: HttpRequest) -> Viewer | None:
        if "Authorization" not in request.headers:
            return _enter(request, PUBLIC)
        found: Viewer | None = super().__call__(request)
        return found

    def authenticate(self, request: HttpRequest, token: str) -> Viewer:
        key: ApiKey | KeyRefused = request.api_key  # type: ignore[attr-defined]  # set by `paced`
        if isinstance(key, KeyRefused):
            raise key
        return _enter(request, viewer_of(key.account, today()))


def _enter(request: HttpRequest, viewer: Viewer) -> Viewer:
    request.viewer = viewer  # type: ignore[attr-defined]  # as kernel/access/middleware.py does
    return viewer


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

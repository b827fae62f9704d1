"""Pages as a browser would ask for them, without the network."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.test import Client

from lvheng.benchmarks.measured import seconds
from lvheng.kernel.figures.models import KeptReading
from lvheng.kernel.identity.models import Account

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def signed_in(login: str) -> Callable[..., float]:
    """A browser's stand-in for one of the demonstration's accounts: path and query → the server's seconds.

    Raises ValueError for a page that is not there: then nothing would have been measured.
    """
    client = Client(SERVER_NAME="localhost")
    client.force_login(Account.objects.get(login=login), backend=BACKEND)

    def asked(path: str, query: Mapping[str, str | int] | None = None) -> float:
        answered: list[int] = []
        taken = seconds(lambda: answered.append(client.get(path, query or {}).status_code))
        if answered != [200]:
            raise ValueError(f"{path}: {answered}")
        return taken

    return asked


def forget_readings() -> None:
    """Empties what is kept of figures, so that they are read anew."""
    KeptReading.objects.all().delete()

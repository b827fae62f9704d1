"""How often one may ask: an allowance for each address or key, counted in the database for all our programs.

The generic cell rate algorithm (ITU-T I.371): of each asker one instant is kept, until which the allowance is spent.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

NETWORK = 64  # bits of an IPv6 address that one subscriber is given

_TAKE = """
insert into kernel_pace as p (asker, spent_until) values (%(asker)s, clock_timestamp() + %(step)s * interval '1 s')
on conflict (asker) do update set spent_until = greatest(p.spent_until, clock_timestamp()) + %(step)s * interval '1 s'
where p.spent_until <= clock_timestamp() + %(room)s * interval '1 s'
returning true
"""
_WAIT = """
select extract(epoch from spent_until - clock_timestamp())::float8 - %(room)s from kernel_pace where asker = %(asker)s
"""


@dataclass(frozen=True, slots=True)
class Pace:
    """`size` requests at once, then `rate` a second. `name` keeps what is asked here apart from what is asked elsewhere."""

    name: str
    rate: float
    size: int

    def take(self, asker: str) -> float:
        """Takes one request of `asker`: 0 if there was one, else the seconds until there will be.

        To be called outside the request's transaction: within it, two requests at once would fail over who is counted.
        """
        step = 1 / self.rate
        told: dict[str, str | float] = {
            "asker": f"{self.name} {asker}"[:120],
            "step": step,
            "room": (self.size - 1) * step,
        }
        with connection.cursor() as cursor:
            cursor.execute(_TAKE, told)
            if cursor.fetchone():
                return 0
            cursor.execute(_WAIT, told)
            row = cursor.fetchone()
            return max(0.001, float(row[0])) if row else 0  # forgotten between the two: it was spent no longer


def forget_spent() -> None:
    """Forgets everybody whose whole allowance is there again."""
    with connection.cursor() as cursor:
        cursor.execute("delete from kernel_pace where spent_until < clock_timestamp()")


def address_of(request: HttpRequest) -> str:
    """Whom a request comes from: its address, behind our proxy the one that the proxy saw; of IPv6 the network."""
    seen = request.headers.get("X-Forwarded-For", "") if settings.BEHIND_PROXY else ""
    written = seen.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))
    try:
        address = ip_address(written)
    except ValueError:
        return written
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped or ip_network((address, NETWORK), strict=False))
    return str(address)

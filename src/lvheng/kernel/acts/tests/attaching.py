"""A file put to an act that is done already, for tests of who may have it."""

from __future__ import annotations

from django.db import connection

from lvheng.kernel.access.viewer import SYSTEM
from lvheng.kernel.acts.attached import take
from lvheng.kernel.documents.files import receive
from lvheng.kernel.documents.tests.making import paper


def attach(entry: int, name: str = "批复", *, sensitive: bool = False) -> bytes:
    """Gives the entry one file and answers its content."""
    content = paper(name)
    upload = receive(content, f"{name}.pdf", SYSTEM, sensitive=sensitive)
    with connection.cursor() as cursor:
        cursor.execute("select set_config('lvheng.act', 'performing', true)")
        take([(entry, [upload.id])], {upload.id: upload})
        cursor.execute("select set_config('lvheng.act', '', true)")
    return content

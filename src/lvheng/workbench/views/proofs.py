"""The proof of an entry as a file, to be kept and checked by whoever gets it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from lvheng.kernel.acts.act import all_acts
from lvheng.kernel.acts.opening import opened_entry
from lvheng.kernel.ledger.proof import ENDING
from lvheng.kernel.ledger.proving import proof_of
from lvheng.kernel.ledger.selectors import evidence_of
from lvheng.workbench.views.common import entry_opened, members, viewer_of


@members
def entry_proof(request: HttpRequest, entry: int) -> HttpResponse:
    """The entry with what of it may be shown, and its proof; 404 while it waits for its number."""
    line = entry_opened(viewer_of(request), entry)
    proof = proof_of(entry, opened_entry(all_acts().get(line.kind), evidence_of(entry)).as_extra)
    if proof is None:
        raise Http404("这条存证还没有编号，通常几秒后就有，请稍后再试")
    name = f"lvheng-{entry}{ENDING}"
    return HttpResponse(
        proof.text,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )

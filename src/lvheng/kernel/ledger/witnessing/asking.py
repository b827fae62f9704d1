"""Asking witnesses, beside the sequencer's work: a slow or lost one delays nothing and is told of."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event, Thread
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from lvheng.kernel.ledger.checkpoint import head_of
from lvheng.kernel.ledger.note import open_note, parts
from lvheng.kernel.ledger.sequencing.publishing import Files
from lvheng.kernel.ledger.tiles import over_tiles
from lvheng.kernel.ledger.tree import consistency
from lvheng.kernel.ledger.trust import Trust, Witness
from lvheng.kernel.ledger.witnessing.witness import SIZE_KIND, request_of

PATIENCE = 5.0  # seconds for a witness to answer
LEAST_PAUSE = 2.0  # seconds between two questions to the same witnesses
FRESH_EVERY = 30.0  # seconds after which the same head is cosigned again
LATE_AFTER = 60.0  # seconds after which a witness that has not cosigned counts as lost
LARGEST = 16 << 10

Post = Callable[[str, str], tuple[int, str, str]]
"""(address, body) → status, content type, text; raises OSError."""


def post(address: str, body: str) -> tuple[int, str, str]:
    """Over HTTP or HTTPS, by the standard library."""
    if not address.startswith(("http://", "https://")):
        raise OSError(f"a witness's address begins with http:// or https://, not {address!r}")
    request = Request(address, body.encode(), {"Content-Type": "text/plain; charset=utf-8"})  # noqa: S310 - checked above
    try:
        with urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310 - checked above
            return answer.status, answer.headers.get_content_type(), answer.read(LARGEST).decode()
    except HTTPError as refused:
        with refused:
            return refused.code, refused.headers.get_content_type(), refused.read(LARGEST).decode(errors="replace")
    except (URLError, UnicodeDecodeError) as error:
        raise OSError(str(error)) from None


@dataclass
class Cosigning:
    """Asks the witnesses of `trust` about one log whose files are there, in a thread of its own."""

    trust: Trust
    files: Files
    post: Post = post
    clock: Callable[[], float] = time.monotonic
    _sizes: dict[str, int] = field(default_factory=dict)
    _seen: dict[str, float] = field(default_factory=dict)
    _began: float | None = None
    _wanted: str = ""
    _found: str = ""

    def offer(self, note: str) -> None:
        """The newest checkpoint, to be cosigned as soon as may be."""
        self._wanted = note

    def found(self) -> str:
        """The last checkpoint with its cosignatures that nobody has taken yet, '' if none."""
        found, self._found = self._found, ""
        return found

    def run(self, stop: Event) -> None:
        """Asks until `stop` is set: about each new head, and about the same one now and then."""
        asked, at = "", float("-inf")
        while not stop.wait(LEAST_PAUSE / 10):
            wanted, now = self._wanted, self.clock()
            if wanted and now - at > (LEAST_PAUSE if _text(wanted) != asked else FRESH_EVERY):
                asked, at = _text(wanted), now
                self._found = self.cosigned(wanted)

    def start(self, stop: Event) -> Thread:
        """Runs in a thread until `stop` is set."""
        thread = Thread(target=self.run, args=[stop], daemon=True)
        thread.start()
        return thread

    def cosigned(self, note: str) -> str:
        """The note with a line of every witness that cosigned it now; lines that it had of them are replaced."""
        self._began = self._began if self._began is not None else self.clock()
        asked = [witness for witness in self.trust.witnesses.values() if witness.url]
        with ThreadPoolExecutor(max(1, len(asked))) as threads:
            lines = list(threads.map(lambda witness: self._ask(witness, note), asked))
        return merged(note, (line for line in lines if line))

    def _ask(self, witness: Witness, note: str) -> str:
        """The witness's line under the note, '' if it gave none that is right."""
        try:
            size = head_of(note).size
            answer = self._post(witness, self._sizes.get(witness.name, 0), size, note)
            if answer[0] == 409 and answer[1] == SIZE_KIND and int(answer[2]) <= size:
                answer = self._post(witness, int(answer[2]), size, note)
            if answer[0] != 200:
                return ""
            opened = open_note(_text(note) + "\n" + answer[2], [witness.key])
        except (OSError, ValueError):  # NoteRefused and BadTile are among them
            return ""
        assert opened.signed_by
        self._sizes[witness.name], self._seen[witness.name] = size, self.clock()
        line = next(line for line in answer[2].splitlines(keepends=True) if line.startswith(f"— {witness.key.name} "))
        return line

    def _post(self, witness: Witness, old: int, size: int, note: str) -> tuple[int, str, str]:
        proof = consistency(old, size, over_tiles(self.files.tiles(size)))
        return self.post(f"{witness.url.rstrip('/')}/add-checkpoint", request_of(old, proof, note))

    def lately(self) -> list[str]:
        """The key names of the witnesses that have cosigned lately."""
        now = self.clock()
        return [self.trust.witnesses[name].key.name for name, at in self._seen.items() if now - at < LATE_AFTER]

    def is_enough(self, note: str) -> bool:
        """Whether a note of ours bears the cosignatures that the quorum takes; False where no quorum is named."""
        opened = (
            open_note(note, [witness.key for witness in self.trust.witnesses.values()]) if _lines(note) > 1 else None
        )
        return self.trust.quorum != "none" and opened is not None and self.trust.is_met(opened.stamps)

    def trouble(self) -> str:
        """A Chinese sentence if fewer witnesses than the quorum takes have cosigned lately; '' while they had no time."""
        lately = self.lately()
        early = self._began is None or self.clock() - self._began < LATE_AFTER
        if early or self.trust.is_met(lately):
            return ""
        lost = sorted({each.name for each in self.trust.witnesses.values() if each.key.name not in lately})
        return f"见证人不够：至少要 {self.trust.least} 个，{LATE_AFTER:.0f} 秒内只有 {len(lately)} 个签过（没有签的：{'、'.join(lost)}）。"


def merged(note: str, lines: Iterable[str]) -> str:
    """The note with these lines in place of those that it had by the same names."""
    new = list(lines)
    names = {line.split(" ")[1] for line in new}
    text, _ = parts(note)
    old = [line for line in note[len(text) + 1 :].splitlines(keepends=True) if line.split(" ")[1] not in names]
    return text + "\n" + "".join([*old, *new])


def _lines(note: str) -> int:
    return len(parts(note)[1])


def _text(note: str) -> str:
    return parts(note)[0]

"""Exchange files for the national system: lawyers and firms as lines of JSON, with a manifest that names and seals them.

A batch is two files: `<batch>.jsonl`, one line for each firm and lawyer, and `<batch>.json`, the manifest: format, sender,
batch number, day, instants, number of lines and the SHA-256 of the lines. A line's `given` is the input of the act that
would enter it, with credit codes and licence numbers for references; so it is read like any other input. Identity numbers
never leave. The standard's own field names (SF/T 0022-2021) could not be read; a mapping of names is all that is missing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from lvheng.kernel.access.viewer import Viewer
from lvheng.kernel.acts.act import AnyAct
from lvheng.kernel.acts.fields import Refusal, read_many
from lvheng.kernel.acts.perform import LARGEST_SET, Done, Item, Result, open_parent, perform_set
from lvheng.kernel.ledger.models import ActLine
from lvheng.kernel.ledger.selectors import evidence_of
from lvheng.kernel.rows import Moment, Row
from lvheng.kernel.subjects.models import Organisation, Seat
from lvheng.kernel.time.days import parse_day
from lvheng.register.acts.engagements import Transfer, Transferred
from lvheng.register.acts.enter_lawyer import EnterLawyer, Given
from lvheng.register.acts.firms import EnterFirm
from lvheng.register.choices import FirmState, LicenceState
from lvheng.register.models import Engagement, FirmLicence, Person, PractisingLicence
from lvheng.register.references import find_lawyers

FORMAT = "lvheng-register/1"
KIND = "register.exchange"
ACTS: Mapping[str, AnyAct] = {"firms": EnterFirm, "lawyers": EnterLawyer}
"""By which act a line of each register is entered; firms come first, for lawyers name them."""
TAKEN = (FirmState.PRACTISING.value, LicenceState.UNATTACHED.value)
"""In which states a line may be entered; every other state is the result of an act of its own."""


class ExchangeRefused(ValueError):
    """A batch that cannot be taken, with the Chinese sentence that says why."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is said of a batch of `lines` lines. `since` is the instant from which on changes are told; None: everything."""

    sender: str
    batch: str
    on: date
    known_at: datetime
    since: datetime | None
    lines: int
    digest: str

    def text(self) -> str:
        told = {
            "format": FORMAT,
            "sender": self.sender,
            "batch": self.batch,
            "on": self.on.isoformat(),
            "known_at": self.known_at.isoformat(),
            "since": self.since.isoformat() if self.since else None,
            "lines": self.lines,
            "digest": self.digest,
        }
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


@dataclass(slots=True)
class Outcome:
    """What became of a batch: lines entered, transferred, on record before, and refused with their sentences."""

    entered: int = 0
    transferred: int = 0
    already: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def write_batch(folder: Path, *, sender: str, batch: str, on: date, since: datetime | None = None) -> Manifest:
    """Writes a batch of all firms and lawyers as of a day, or of those of whom anything was recorded since an instant."""
    digest, count = hashlib.sha256(), 0
    with transaction.atomic(), connection.cursor() as cursor:
        if not connection.savepoint_ids:
            cursor.execute("set transaction isolation level repeatable read")
        cursor.execute("select clock_timestamp()")
        known_at = cursor.fetchone()[0]
        with (folder / f"{batch}.jsonl").open("wb") as file:
            for line in _lines(Moment(on), since):
                count += 1
                told = json.dumps({"line": count, **line}, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
                digest.update(told)
                file.write(told)
    manifest = Manifest(sender, batch, on, known_at, since, count, digest.hexdigest())
    (folder / f"{batch}.json").write_text(manifest.text(), encoding="utf-8")
    return manifest


def _changed(column: str, models: Mapping[type[Row], str]) -> str:
    """The condition that anything was recorded of the subject `column` since %(since)s, in tables by their key column."""
    parts = [
        f"select {key} from {model._meta.db_table} where known_from >= %(since)s"
        f" or (known_to >= %(since)s and closed_by is not null)"
        for model, key in models.items()
    ]
    return f"{column} in ({' union all '.join(parts)})"


def _lines(m: Moment, since: datetime | None) -> Iterator[dict[str, Any]]:
    firms = _changed("o.subject", {Organisation: "subject", FirmLicence: "organisation", Seat: "organisation"})
    people = _changed("l.person", {Person: "subject", PractisingLicence: "person", Engagement: "lawyer"})
    asked = (
        (
            "firms",
            f"""select f.state, f.founded_on, o.name, f.credit_code, f.form, s.district, s.area, s.address,
                       h.credit_code parent, f.capital, f.approval_number
                from {m.asof(Organisation)} o
                join {m.asof(FirmLicence)} f on f.organisation = o.subject
                left join {m.asof(Seat)} s on s.organisation = o.subject
                left join {m.asof(FirmLicence)} h on h.organisation = o.parent
                where {firms if since else "true"} order by o.parent is not null, f.credit_code""",
        ),
        (
            "lawyers",
            f"""select l.state, l.first_practised_on, p.name, p.sex, l.number, l.kind, p.born_on, p.ethnicity,
                       p.political_status, p.education, l.qualification_number,
                       coalesce(f.credit_code, o.name) organisation, e.role, e.valid_from engaged_on
                from {m.asof(PractisingLicence)} l
                join {m.asof(Person)} p on p.subject = l.person
                left join {m.asof(Engagement)} e on e.lawyer = l.person
                left join {m.asof(FirmLicence)} f on f.organisation = e.organisation
                left join {m.asof(Organisation)} o on o.subject = e.organisation
                where {people if since else "true"} order by l.number""",
        ),
    )
    with connection.cursor() as cursor:
        for register, query in asked:
            cursor.execute(query, m.parameters() | {"since": since})
            names = [column.name for column in cursor.description][2:]
            for state, on, *values in cursor.fetchall():
                given = {n: str(v) for n, v in zip(names, values, strict=True) if v not in (None, "")}
                yield {"register": register, "state": state, "on": on.isoformat(), "given": given}


def read_manifest(path: Path) -> Manifest:
    """The manifest at `path`, which agrees with its lines. Raises `ExchangeRefused`, `OSError`."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        since = datetime.fromisoformat(told["since"]) if told["since"] else None
        manifest = Manifest(
            str(told["sender"]),
            str(told["batch"]),
            parse_day(told["on"]),
            datetime.fromisoformat(told["known_at"]),
            since,
            int(told["lines"]),
            str(told["digest"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ExchangeRefused(f"清单 {path.name} 读不懂：{error}") from None
    if told.get("format") != FORMAT:
        raise ExchangeRefused(f"清单的格式应为 {FORMAT}，此处为 {told.get('format')}")
    with path.with_suffix(".jsonl").open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != manifest.digest:
        raise ExchangeRefused(
            f"数据文件 {path.with_suffix('.jsonl').name} 与清单所记的摘要不符，可能被改动或没有传完整"
        )
    return manifest


def take_batch(path: Path, actor: Viewer) -> Outcome:
    """Enters the lines of a batch; brought again, it finds each line already written. Raises `ExchangeRefused`."""
    manifest = read_manifest(path)
    basis = f"交换文件 {manifest.sender} 第 {manifest.batch} 批"
    parent = _parent(manifest, basis, actor)
    outcome = Outcome()
    with path.with_suffix(".jsonl").open(encoding="utf-8") as file:
        lines = map(json.loads, file)
        while batch := list(islice(lines, LARGEST_SET)):
            for register in ACTS:
                _take(register, [line for line in batch if line["register"] == register], parent, basis, actor, outcome)
    return outcome


def _parent(manifest: Manifest, basis: str, actor: Viewer) -> int:
    """The entry of this batch: the one it had before, or a new one."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [basis])
        known = ActLine.objects.filter(kind=KIND, basis=basis).values_list("id", flat=True).first()
        if known is None:
            fields: dict[str, object] = {
                "digest": manifest.digest,
                "sender": manifest.sender,
                "batch": manifest.batch,
                "count": manifest.lines,
            }
            return open_parent(kind=KIND, actor=actor, on=manifest.on, basis=basis, fields=fields)
    if evidence_of(known).fields.get("input.digest") not in (manifest.digest, None):
        raise ExchangeRefused(f"{manifest.sender}的第 {manifest.batch} 批已接收过，但内容不同；批次号不得重复使用")
    return known


def _take(
    register: str, lines: Sequence[dict[str, Any]], parent: int, basis: str, actor: Viewer, outcome: Outcome
) -> None:
    numbers = [int(line["line"]) for line in lines]
    written = set(ActLine.objects.filter(parent=parent, line__in=numbers).values_list("line", flat=True))
    outcome.already += len(written)
    new = [line for line in lines if line["line"] not in written]
    items: list[Item] = []
    for line, given in zip(new, read_many(ACTS[register].Input, [line["given"] for line in new]), strict=True):
        if isinstance(given, list):
            outcome.refused.append((line["line"], "；".join(map(str, given))))
        elif line["state"] not in TAKEN:
            sentence = f"状态为 {line['state']}，应办理相应的行为，不能由交换文件直接写入"
            outcome.refused.append((line["line"], sentence))
        else:
            items.append(Item(given, parse_day(line["on"]), line=line["line"]))
    results = perform_set(ACTS[register], items, actor=actor, basis=basis, parent=parent) if items else []
    outcome.entered += sum(isinstance(result, Done) for result in results)
    known = [item for item, result in zip(items, results, strict=True) if _already(result)]
    _refuse(outcome, [(i, r) for i, r in zip(items, results, strict=True) if isinstance(r, list) and not _already(r)])
    if register == "lawyers" and known:
        _move(known, parent, basis, actor, outcome)
    else:
        outcome.already += len(known)


def _move(known: Sequence[Item], parent: int, basis: str, actor: Viewer, outcome: Outcome) -> None:
    """Lawyers on record who practise elsewhere by now are transferred."""
    keys = find_lawyers([item.given.number for item in known])
    moved = []
    for item in known:
        given: Given = item.given
        key = keys.get(given.number)
        if given.organisation is None or isinstance(key, str) or key is None:
            outcome.already += 1
            continue
        told = Transferred(lawyer=key, organisation=given.organisation, role=given.role)
        moved.append(Item(told, given.engaged_on or item.on, line=item.line))
    results = perform_set(Transfer, moved, actor=actor, basis=basis, parent=parent) if moved else []
    outcome.transferred += sum(isinstance(result, Done) for result in results)
    outcome.already += sum(_already(result) for result in results)
    _refuse(outcome, [(i, r) for i, r in zip(moved, results, strict=True) if isinstance(r, list) and not _already(r)])


def _already(result: Result) -> bool:
    return isinstance(result, list) and all(refusal.already for refusal in result)


def _refuse(outcome: Outcome, refused: Sequence[tuple[Item, list[Refusal]]]) -> None:
    outcome.refused += [(item.line or 0, "；".join(map(str, refusals))) for item, refusals in refused]

"""What is measured, in the text format of Prometheus 0.0.4: counts of every living program, and the database's state."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection

from lvheng.kernel.jobs import queue_state
from lvheng.operation.backup.record import last_backup
from lvheng.operation.counters import BOUNDS, counts, read_all
from lvheng.operation.numbered import LogState, log_states
from lvheng.operation.requests import metrics_folder

Sample = tuple[str, Mapping[str, object], float]  # suffix of the name, labels, value


def exposition() -> str:
    """Everything, as one text."""
    counts.write(metrics_folder(), now=True)
    return "".join([*_programs(), *_database(), *_backup()])


def family(name: str, kind: str, about: str, samples: Iterable[Sample]) -> str:
    """One metric with its samples."""
    lines = [f"# HELP lvheng_{name} {about}", f"# TYPE lvheng_{name} {kind}"]
    for suffix, labels, value in samples:
        told = ",".join(f'{label}="{_escaped(str(of))}"' for label, of in labels.items())
        lines.append(f"lvheng_{name}{suffix}{{{told}}} {value:.10g}" if told else f"lvheng_{name}{suffix} {value:.10g}")
    return "\n".join(lines) + "\n"


def _escaped(label: str) -> str:
    return label.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _programs() -> list[str]:
    found = list(read_all(metrics_folder()))
    requests: list[Sample] = [
        ("", {"route": route, "status": status, "pid": pid}, count)
        for pid, told in found
        for route, status, count in told["requests"]
    ]
    acts: list[Sample] = [
        ("", {"kind": kind, "pid": pid}, count) for pid, told in found for kind, count in told["acts"].items()
    ]
    seconds = [sample for pid, told in found for sample in _histogram(pid, told)]
    return [
        family("requests_total", "counter", "Requests answered, by route and status.", requests),
        family("request_seconds", "histogram", "Time to answer, by route.", seconds),
        family("acts_total", "counter", "Acts performed, by kind.", acts),
    ]


def _histogram(pid: int, told: Mapping[str, Any]) -> list[Sample]:
    samples: list[Sample] = []
    for route, counted in told["buckets"].items():
        labels = {"route": route, "pid": pid}
        upto = list(accumulate(counted))
        samples += [
            ("_bucket", {**labels, "le": bound}, count) for bound, count in zip([*BOUNDS, "+Inf"], upto, strict=True)
        ]
        samples += [("_sum", labels, told["seconds"][route]), ("_count", labels, upto[-1])]
    return samples


def _database() -> list[str]:
    try:
        with connection.cursor() as cursor:
            queue, logs = queue_state(cursor), log_states(cursor)
            cursor.execute(
                "select coalesce((select max(id) from kernel_ledger_entry), 0), count(*) from kernel_kept_reading"
            )
            [(entry, kept)] = cursor.fetchall()
    except DatabaseError:
        return [family("database_up", "gauge", "Whether the database answers.", [("", {}, 0)])]
    jobs: list[Sample] = [("", {"state": state}, count) for state, count in queue.counts.items()]
    found = [
        family("database_up", "gauge", "Whether the database answers.", [("", {}, 1)]),
        family("ledger_last_entry", "gauge", "Number of the ledger's last entry.", [("", {}, entry)]),
        family("kept_readings", "gauge", "Readings kept.", [("", {}, kept)]),
        family("jobs", "gauge", "Jobs by state; stuck and failed ones need somebody.", jobs),
    ]
    found += [family(f"log_{name}", "gauge", about, samples) for name, about, samples in _logs(logs)]
    if queue.heartbeat is not None:
        age: list[Sample] = [("", {}, queue.heartbeat)]
        found.append(family("worker_heartbeat_age_seconds", "gauge", "Since a worker was last seen.", age))
    return found


def _logs(states: Sequence[LogState]) -> Iterator[tuple[str, str, list[Sample]]]:
    asked: dict[str, tuple[str, Callable[[LogState], float | None]]] = {
        "size": ("Entries that are numbered.", lambda state: state.size),
        "confirmed_age_seconds": ("Since log and checkpoint were found to agree.", lambda state: state.confirmed),
        "unnumbered_age_seconds": ("For which the oldest entry without a number waits.", lambda state: state.waiting),
        "trouble": ("Whether the sequencer has stopped signing.", lambda state: float(bool(state.trouble))),
    }
    for name, (about, told) in asked.items():
        values = [(state.log, told(state)) for state in states]
        yield name, about, [("", {"log": log}, value) for log, value in values if value is not None]


def _backup() -> list[str]:
    last = last_backup(Path(settings.HOME))
    if last is None:
        return []
    return [family("last_backup_timestamp_seconds", "gauge", "When the last backup was made.", [("", {}, last.stamp)])]

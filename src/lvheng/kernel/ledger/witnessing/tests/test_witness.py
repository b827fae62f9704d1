"""A witness signs a log's heads one after the other and never two that do not follow from each other."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread
from urllib.request import urlopen

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvheng.kernel.ledger.checkpoint import Head, open_checkpoint
from lvheng.kernel.ledger.entry import leaf_hash
from lvheng.kernel.ledger.note import COSIGNATURE, NoteKey, NoteRefused, sign
from lvheng.kernel.ledger.tests.test_note import LOG, ORIGIN, OTHER
from lvheng.kernel.ledger.tiles import Edge, over_tiles
from lvheng.kernel.ledger.tree import consistency
from lvheng.kernel.ledger.witnessing.asking import post
from lvheng.kernel.ledger.witnessing.serving import server
from lvheng.kernel.ledger.witnessing.witness import SIZE_KIND, Witness, read_request, request_of

NAME, NOW = "witness.example", 1_750_000_000
LOG_KEY, KEY = NoteKey(ORIGIN, "Ed25519", LOG.public), NoteKey(NAME, COSIGNATURE, OTHER.public)
TILES: dict[str, dict[tuple[int, int], bytes]] = {
    branch: Edge().take(leaf_hash(f"{branch if n >= 200 else ''}{n}".encode()) for n in range(700)) for branch in "ab"
}
"""Two logs that part after 200 entries."""


def head(size: int, branch: str = "a") -> Head:
    edge = Edge()
    edge.take(leaf_hash(f"{branch if n >= 200 else ''}{n}".encode()) for n in range(size))
    return Head(ORIGIN, size, edge.root())


def request(old: int, size: int, branch: str = "a") -> str:
    proof = (
        consistency(old, size, over_tiles(lambda level, number: TILES[branch][level, number])) if old <= size else []
    )
    return request_of(old, proof, sign(head(size, branch).text, ORIGIN, [LOG]))


@pytest.fixture
def witness(tmp_path: Path) -> Witness:
    return Witness(tmp_path, NAME, OTHER, [LOG_KEY], lambda: NOW)


def test_what_goes_on_is_cosigned_and_remembered(witness: Witness) -> None:
    for old, size in ((0, 100), (100, 260), (260, 260), (260, 700)):
        answer = witness.add_checkpoint(request(old, size))
        assert answer.status == 200
        note = sign(head(size).text, ORIGIN, [LOG]) + answer.text
        assert open_checkpoint(note, [LOG_KEY, KEY]).witnesses == {NAME: NOW}
    again = Witness(witness.folder, NAME, OTHER, [LOG_KEY])
    assert again.seen(ORIGIN) == head(700), "it survives the program"


def test_two_heads_that_do_not_follow_from_each_other_are_never_both_signed(witness: Witness) -> None:
    assert witness.add_checkpoint(request(0, 260)).status == 200
    assert witness.add_checkpoint(request(260, 260, "b")).status == 409, "one size, two roots"
    assert witness.add_checkpoint(request(260, 700, "b")).status == 422
    assert witness.add_checkpoint(request(0, 700, "b")).status == 409
    assert witness.seen(ORIGIN) == head(260)


def test_whoever_does_not_know_where_the_witness_stands_is_told(witness: Witness) -> None:
    witness.add_checkpoint(request(0, 260))
    answer = witness.add_checkpoint(request(0, 700))
    assert (answer.status, answer.text, answer.kind) == (409, "260\n", SIZE_KIND)


def test_each_wrong_request_has_its_status(witness: Witness) -> None:
    other = sign(Head("other.example", 5, head(5).root).text, "other.example", [LOG])
    unsigned = sign(head(5).text, ORIGIN, [OTHER])
    assert witness.add_checkpoint(request_of(0, [], other)).status == 404
    assert witness.add_checkpoint(request_of(0, [], unsigned)).status == 403
    assert witness.add_checkpoint(request(9, 5)).status == 400
    assert witness.add_checkpoint(request(0, 5).replace("old 0", "old 00")).status == 400
    assert witness.add_checkpoint(request_of(0, [b"\0" * 32], sign(head(5).text, ORIGIN, [LOG]))).status == 422
    assert witness.seen(ORIGIN).size == 0


@given(st.text(max_size=200))
def test_no_request_stops_a_witness(text: str) -> None:
    assert Witness(Path("/nonexistent"), NAME, OTHER, [LOG_KEY]).add_checkpoint(text).status in (400, 404)


def test_of_two_at_once_the_later_cannot_take_back_the_first(witness: Witness) -> None:
    witness.add_checkpoint(request(0, 100))
    with ThreadPoolExecutor(8) as threads:
        asked = [request(100, size) for size in (200, 260, 300, 400, 500, 600, 650, 700)]
        answers = [answer.status for answer in threads.map(witness.add_checkpoint, asked)]
    assert sorted(answers) == [200] + [409] * 7


def test_a_request_is_read_as_it_was_written() -> None:
    old, proof, note = read_request(request(100, 700))
    assert request_of(old, proof, note) == request(100, 700)
    with pytest.raises(NoteRefused):
        read_request("old 1\nAAAA\n\nnote\n")


@pytest.fixture
def address(witness: Witness) -> Iterator[str]:
    serving = server(witness, "127.0.0.1", 0)
    thread = Thread(target=serving.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    serving.server_close()
    thread.join()


def test_it_answers_over_http(witness: Witness, address: str) -> None:
    status, kind, text = post(f"{address}/add-checkpoint", request(0, 260))
    assert (status, kind, text.startswith(f"— {NAME} ")) == (200, "text/plain", True)
    assert post(f"{address}/add-checkpoint", request(0, 700))[:2] == (409, SIZE_KIND)
    assert post(f"{address}/add-checkpoint", "x" * 70_000)[0] == 413
    assert post(f"{address}/elsewhere", "")[0] == 404
    with urlopen(address, timeout=5) as answer:  # noqa: S310 - our own address
        assert answer.read().decode() == f"{KEY.written}\n"

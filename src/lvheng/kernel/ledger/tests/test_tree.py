"""The tree agrees with the definition of RFC 6962 and its known answers; no flipped bit of a proof is believed."""

from __future__ import annotations

import hashlib
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvheng.kernel.ledger.entry import leaf_hash
from lvheng.kernel.ledger.tiles import (
    BadTile,
    Edge,
    ReadTile,
    bundle,
    entries_of,
    over_tiles,
    place,
    tile_path,
    tiles_between,
)
from lvheng.kernel.ledger.tree import consistency, extends, includes, inclusion, root

MOST = 1_200  # beyond one full tile of the second level's first hashes, and quick
LEAVES = [leaf_hash(str(n).encode()) for n in range(MOST)]
REFERENCE = [b"", b"\x00", b"\x10", b" !", b"01", b"@ABC", bytes(range(0x50, 0x58)), bytes(range(0x60, 0x70))]
"""The entries of the reference tree that the authors of RFC 6962 test with."""
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def plain_root(leaves: list[bytes]) -> bytes:
    """MTH word for word from RFC 6962 §2.1."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return hashlib.sha256(b"\x01" + plain_root(leaves[:k]) + plain_root(leaves[k:])).digest()


@cache
def tiles() -> dict[tuple[int, int], bytes]:
    return Edge().take(LEAVES)


@cache
def root_of(size: int) -> bytes:
    return plain_root(LEAVES[:size])


def reading(stored: dict[tuple[int, int], bytes]) -> ReadTile:
    return lambda level, number: stored[level, number]


AT = over_tiles(reading(tiles()))
sizes = st.integers(1, MOST)


def test_the_reference_tree() -> None:
    edge = Edge()
    for entry, wanted in zip(REFERENCE, ROOTS, strict=True):
        edge.take([leaf_hash(entry)])
        assert edge.root().hex() == wanted


def test_the_empty_tree_has_the_hash_of_nothing() -> None:
    assert Edge().root() == root(0, AT) == hashlib.sha256(b"").digest()


@given(sizes)
def test_roots_are_those_of_the_definition(size: int) -> None:
    assert root(size, AT) == root_of(size)


@given(st.lists(st.integers(0, 300), max_size=5))
def test_a_tree_may_grow_in_any_steps(steps: list[int]) -> None:
    edge = Edge()
    stored: dict[tuple[int, int], bytes] = {}
    for count in steps:
        before = edge.size
        changed = edge.take(LEAVES[before : before + count])
        assert set(changed) == {(level, number) for level, number, _ in tiles_between(before, edge.size)}
        assert all(len(changed[level, n]) == 32 * width for level, n, width in tiles_between(before, edge.size))
        stored |= changed
        assert edge.root() == root_of(edge.size)
        again = Edge.of(edge.size, reading(stored))
        assert (again.root(), again.unfinished) == (edge.root(), edge.unfinished)


@given(sizes, st.data())
def test_every_leaf_can_be_shown_to_be_in_the_tree(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion(index, size, AT)
    assert includes(LEAVES[index], index, size, proof, root_of(size))
    assert not includes(LEAVES[index - 1] if index else b"\0" * 32, index, size, proof, root_of(size))
    assert not includes(LEAVES[index], index, size, [*proof, b"\0" * 32], root_of(size))
    assert not includes(LEAVES[index], index, size, proof[:-1], root_of(size)) or not proof
    assert not includes(LEAVES[index], size, size, proof, root_of(size))


@given(sizes, st.data())
def test_no_bit_of_an_inclusion_can_be_flipped(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    pieces = [LEAVES[index], root_of(size), *inclusion(index, size, AT)]
    which, bit = data.draw(st.integers(0, len(pieces) - 1)), data.draw(st.integers(0, 255))
    pieces[which] = flipped(pieces[which], bit)
    assert not includes(pieces[0], index, size, pieces[2:], pieces[1])


@given(sizes, st.data())
def test_every_tree_can_be_shown_to_go_on_where_an_older_one_ended(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(0, size))
    proof = consistency(old, size, AT)
    assert extends(old, size, root_of(old), root_of(size), proof)
    assert not extends(old, size, root_of(old), root_of(size), [*proof, b"\0" * 32])
    assert not extends(old, size, root_of(old + 1), root_of(size), proof) or old + 1 > MOST
    assert not extends(size + 1, size, root_of(old), root_of(size), proof)


@given(sizes, st.data())
def test_no_bit_of_a_consistency_can_be_flipped(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, size))
    pieces = [root_of(old), root_of(size), *consistency(old, size, AT)]
    which, bit = data.draw(st.integers(0, len(pieces) - 1)), data.draw(st.integers(0, 255))
    pieces[which] = flipped(pieces[which], bit)
    assert not extends(old, size, pieces[0], pieces[1], pieces[2:])


def flipped(content: bytes, bit: int) -> bytes:
    changed = bytearray(content)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@pytest.mark.parametrize(
    ("number", "written"), [(0, "000"), (67, "067"), (1000, "x001/000"), (1234067, "x001/x234/067")]
)
def test_a_tiles_number_is_written_as_the_format_says(number: int, written: str) -> None:
    assert place(number) == written


def test_the_tiles_of_the_formats_own_example() -> None:
    """C2SP tlog-tiles: a tree of 70,000."""
    found = list(tiles_between(0, 70_000))
    counted = {
        (level, width == 256): sum(1 for lv, _, w in found if lv == level and w == width) for level, _, width in found
    }
    assert counted == {(0, True): 273, (0, False): 1, (1, True): 1, (1, False): 1, (2, False): 1}
    assert [tile_path(*each) for each in found if each[2] < 256] == [
        "tile/0/273.p/112",
        "tile/1/001.p/17",
        "tile/2/000.p/1",
    ]
    assert [tile_path(*each) for each in tiles_between(0, 256)] == ["tile/0/000", "tile/1/000.p/1"]


def test_a_tile_that_is_too_short_is_named() -> None:
    short = over_tiles(lambda level, number: tiles()[level, number][:-32])
    with pytest.raises(BadTile, match=r"tile/\d/\d{3}"):
        root(MOST, short)
    with pytest.raises(BadTile):
        Edge.of(MOST, lambda level, number: b"")


@given(st.lists(st.binary(max_size=70), max_size=20))
def test_a_bundle_gives_back_its_entries_and_none_when_cut(bodies: list[bytes]) -> None:
    assert entries_of(bundle(bodies)) == bodies
    if bodies:
        with pytest.raises(BadTile, match="截断"):
            entries_of(bundle(bodies)[:-1])

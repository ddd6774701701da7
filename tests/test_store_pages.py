"""Files of a store's document that are not copied whole: what is asked for comes, once, and is what was written."""

from __future__ import annotations

import base64
import os
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from shopcli.errors import ShopcliError
from shopcli.index.storage.arrays import save_array
from shopcli.index.stores.errors import StoreError
from shopcli.index.stores.milvus.document import _content, _piece
from shopcli.index.stores.milvus.expressions import expression_of
from shopcli.index.stores.milvus.features import NOTHING, ServerFeatures, features_of
from shopcli.index.stores.milvus.pages import DIGESTS, PIECE, TOGETHER, PagedOpener, digests_of_pieces
from shopcli.types import Predicate

NUMBERS = np.random.default_rng(0).random(200_000)  # 33 pieces
LINES = b"\n".join(bytes([65 + number % 26]) * (number * 37 % 9_000) for number in range(60))


class Served:
    """Files of a document, their copies that are as long and empty, and the pieces that were asked for."""

    def __init__(self, folder: Path) -> None:
        self.data, self.copies, self.asked = folder / "data", folder / "copies", list[int]()
        self.data.mkdir()
        self.copies.mkdir()
        save_array(self.data / "numbers.npy", NUMBERS)
        (self.data / "lines.jsonl").write_bytes(LINES)
        for path in list(self.data.iterdir()):
            save_array(self.copies / f"{path.name}{DIGESTS}", digests_of_pieces(path))
            (self.copies / path.name).touch()
            os.truncate(self.copies / path.name, path.stat().st_size)

    def read(self, name: str, numbers: Sequence[int]) -> dict[int, bytes]:
        """What a store would answer."""
        self.asked += numbers
        whole = (self.data / name).read_bytes()
        return {number: whole[number * PIECE : (number + 1) * PIECE] for number in numbers}

    @property
    def opener(self) -> PagedOpener:
        """As another process would open the copies."""
        return PagedOpener(self.copies, ("numbers.npy", "lines.jsonl"), self.read)


@pytest.fixture
def served(tmp_path: Path) -> Served:
    return Served(tmp_path)


def test_a_stretch_of_numbers_asks_for_its_pieces_and_no_others(served):
    numbers = served.opener.array(served.copies / "numbers.npy")
    served.asked.clear()
    assert np.array_equal(numbers[60_000:60_010], NUMBERS[60_000:60_010])
    assert served.asked == list(range(8, 12)), "the piece of byte 480,000, and those that come with it"
    for start, end in ((59_990, 61_000), (0, 3), (199_999, 200_000), (5, 5)):
        assert np.array_equal(numbers[start:end], NUMBERS[start:end])
    assert len(served.asked) == len(set(served.asked)), "none is asked for twice"
    assert np.array_equal(numbers[:], NUMBERS) and sorted({*served.asked, *range(TOGETHER)}) == list(range(33))


def test_what_one_process_copied_the_next_one_finds(served):
    assert np.array_equal(served.opener.array(served.copies / "numbers.npy")[:], NUMBERS)
    served.asked.clear()
    assert np.array_equal(served.opener.array(served.copies / "numbers.npy")[:], NUMBERS) and served.asked == []


def test_a_piece_that_was_damaged_on_this_machine_is_copied_again(served):
    served.opener.array(served.copies / "numbers.npy")[:]
    with (served.copies / "numbers.npy").open("r+b") as file:
        file.seek(20 * PIECE + 7)
        file.write(b"torn")
    served.asked.clear()
    assert np.array_equal(served.opener.array(served.copies / "numbers.npy")[:], NUMBERS) and served.asked == [20]


def test_a_store_that_holds_other_bytes_is_told_of_and_nothing_of_them_is_kept(served):
    numbers = served.opener.array(served.copies / "numbers.npy")
    other = bytearray((served.data / "numbers.npy").read_bytes())
    other[20 * PIECE] ^= 1
    (served.data / "numbers.npy").write_bytes(other)
    with pytest.raises(StoreError, match=r"Piece 20 of numbers.npy holds other bytes than were written"):
        numbers[:]
    assert (served.copies / "numbers.npy").read_bytes()[20 * PIECE : 21 * PIECE] == bytes(PIECE)


def test_lines_are_found_across_the_borders_of_pieces(served):
    lines = served.opener.text(served.copies / "lines.jsonl")
    read, start = [], 0
    while (end := lines.find(b"\n", start)) >= 0:
        read.append(lines[start:end])
        start = end + 1
    assert [*read, lines[start:]] == LINES.split(b"\n")
    border = LINES[: PIECE * TOGETHER][-40:] + LINES[PIECE * TOGETHER :][:40]
    assert served.opener.text(served.copies / "lines.jsonl").find(border, 3) == LINES.find(border, 3) > 0


def test_a_copy_of_another_length_is_not_read(served):
    os.truncate(served.copies / "numbers.npy", 5 * PIECE)
    with pytest.raises(ValueError, match="bytes and 33 digests"):
        served.opener.array(served.copies / "numbers.npy")


def test_any_piece_fits_into_a_text_of_milvus_and_those_of_before_are_read():
    content = os.urandom(PIECE)
    text = _piece("rows.npy", 0, content)["text"]
    assert len(text) <= 65_535 and _content(text) == content
    assert _content(base64.b85encode(zlib.compress(content, 1)).decode()) == content


@pytest.mark.parametrize(
    ("version", "features"),
    [
        ("2.6.1", ServerFeatures()),
        ("v2.5.0-dev", ServerFeatures()),
        ("milvus_lite-3.2.2", ServerFeatures()),
        ("", ServerFeatures()),
        ("2.4.15", ServerFeatures(leaves_empty=False)),
        ("v2.3.5-lite", ServerFeatures(inverts=False, leaves_empty=False)),
    ],
)
def test_what_a_server_can_do_is_known_by_its_version(version, features):
    assert features_of(version) == features


def test_a_server_that_is_too_old_is_told_of():
    with pytest.raises(ShopcliError, match=r"Milvus 2.2.16, which is too old") as told:
        features_of("2.2.16")
    assert told.value.hint == "Run Milvus 2.3 or later; 2.5 is best."


def test_a_field_that_may_not_be_empty_meets_no_limit():
    limits = [Predicate("price", op, (3.0,)) for op in ("<=", ">", ">=", "==")] + [Predicate("price", "in", (1.0, 2.0))]
    said = [expression_of([limit], {"price": "c0"}, NOTHING) for limit in limits]
    meet = [eval(one.replace(" in [", " in [0.5,"), {"c0": NOTHING}) for one in said]  # Milvus writes them as Python does
    assert meet == [False] * 5
    assert [eval(one, {"c0": 3.0}) for one in said] == [True, False, True, True, False]

"""SentencePiece's cut of a text by a unigram language model (Kudo 2018), from tables that are mapped and not read.

SentencePiece builds a trie of all its pieces whenever it opens a model, which takes a sixth of a second; a request needs some
hundred look-ups. Here the pieces are known by their rolling hashes (Karp & Rabin 1987) in a sorted array, and all that a text
may hold is looked up at once. What comes out is what SentencePiece gives: its rules and its rounding are kept.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopcli.errors import ModelError

if TYPE_CHECKING:
    import numpy as np

UNKNOWN = 0
_BLANK = "▁"  # stands for a space, and before each text
_LONGEST = 16  # characters of a piece
_BASE = 0x9E3779B97F4A7C15  # odd, so that no character's bits are lost
_PENALTY = 10.0  # of an unknown character, below the unlikeliest piece
_BONUS = 0.1
HASHES = "hashes.npy"
_FILES = (HASHES, "ids.npy", "scores.npy", "units.npy", "forms.npy")
_SORTS = {"normal": 1, "user defined": 4}  # as a model's file has them
_PIECES, _TRAINER, _NORMALIZER = 1, 2, 3  # the fields of a model's file
_MODEL_SORT, _UNIGRAM = 3, 1
_CHARACTER_MAP = 2  # the field of its normaliser


class UnigramPieces:
    """The pieces of a model, in a folder that `write_tables` filled."""

    def __init__(self, folder: Path) -> None:
        import numpy as np

        self._hashes, self._ids, self._scores, units, forms = (np.load(folder / name, mmap_mode="r") for name in _FILES)
        self._units, self._forms = memoryview(units), memoryview(forms)
        self._unknown_score = array("f", [float(self._scores[-1]) - _PENALTY])[0]

    def cut(self, text: str) -> list[int]:
        """The likeliest pieces of a text, by their numbers; unknown characters that follow each other are one."""
        normal = self._normal(text)
        at, pieces = len(normal), list[int]()
        came_from, ids = self._best(normal)
        while at:
            if ids[at] != UNKNOWN or not pieces or pieces[-1] != UNKNOWN:
                pieces.append(ids[at])
            at = came_from[at]
        return pieces[::-1]

    def _best(self, text: str) -> tuple[list[int], list[int]]:
        """By each end: where the last piece of the likeliest way to it begins, and which it is (Viterbi 1967)."""
        n_ends = len(text) + 1
        scores, came_from, ids = array("f", bytes(4 * n_ends)), [-1] * n_ends, [UNKNOWN] * n_ends
        reached = array("f", [0])  # rounds to float32, as SentencePiece does
        for start, found in enumerate(self._found(text)):
            if not found or found[0][0] > 1:
                found.append((1, UNKNOWN, self._unknown_score))
            for length, number, score in found:
                end = start + length
                reached[0] = scores[start] + score
                if came_from[end] < 0 or reached[0] > scores[end]:
                    scores[end], came_from[end], ids[end] = reached[0], start, number
        return came_from, ids

    def _found(self, text: str) -> list[list[tuple[int, int, float]]]:
        """By each start: the pieces that stand there, the shortest first, each with its length, number and score."""
        import numpy as np

        found = [list[tuple[int, int, float]]() for _ in text]
        if not text:
            return found
        hashes = _rolling(np.frombuffer(text.encode("utf-32-le"), "<u4"))
        places = np.minimum(np.searchsorted(self._hashes, hashes), len(self._hashes) - 1)
        lengths, starts = np.nonzero(self._hashes[places] == hashes)
        at = places[lengths, starts]
        rows = zip(starts.tolist(), lengths.tolist(), self._ids[at].tolist(), self._scores[at].tolist(), strict=True)
        for start, length, number, score in rows:
            found[start].append((length + 1, number, score))
        return found

    # --- normal form

    def _normal(self, text: str) -> str:
        """Characters in the normal form of the model, words apart by one blank each."""
        if not (text.isascii() and text.isprintable()):
            text = b"".join(self._normalized(text.encode())).decode()
        words = " ".join(filter(None, text.split(" "))).replace(" ", _BLANK)
        return (_BLANK + words).rstrip(_BLANK)

    def _normalized(self, text: bytes) -> Iterator[bytes]:
        """What stands for each stretch of a text that the model knows the form of, the longest first; all else as it is."""
        at = 0
        while at < len(text):
            length, form = self._longest(text, at)
            if not length:
                lead = text[at]
                length = 1 if lead < 0xC0 else 2 if lead < 0xE0 else 3 if lead < 0xF0 else 4
                yield text[at : at + length]
            else:
                end = form
                while self._forms[end]:
                    end += 1
                yield bytes(self._forms[form:end])
            at += length

    def _longest(self, text: bytes, at: int) -> tuple[int, int]:
        """Length and form of the longest key of the double array (Aoe 1989; as Darts lays it out) that stands there."""
        node, length, form = _offset(self._units[0]), 0, 0
        for end in range(at, len(text)):
            node ^= text[end]
            unit = self._units[node]
            if unit & 0x800000FF != text[end]:
                break
            node ^= _offset(unit)
            if unit & 0x100:
                length, form = end + 1 - at, self._units[node] & 0x7FFFFFFF
        return length, form


def _offset(unit: int) -> int:
    return (unit >> 10) << ((unit & 0x200) >> 6)


def _rolling(codes: np.ndarray) -> np.ndarray:
    """Hashes (16, n) uint64 of what begins at each of n characters, by its length; 0 where the text ends before."""
    import numpy as np

    codes = codes.astype(np.uint64) + np.uint64(1)  # no character counts as nothing
    hashes = np.zeros((_LONGEST, len(codes)), np.uint64)
    hashes[0] = codes
    for longer in range(1, min(_LONGEST, len(codes))):
        hashes[longer, :-longer] = hashes[longer - 1, :-longer] * np.uint64(_BASE) + codes[longer:]
    return hashes


# --- the tables ---------------------------------------------------------------------------------------------------------------


def write_tables(model: Path, target: Path) -> None:
    """Write the tables of a SentencePiece model into the folder ``target``.

    Raises:
        ModelError: it is no unigram model, or one of another kind.
    """
    import numpy as np

    try:
        pieces, character_map = _read_model(model)
    except (KeyError, IndexError, ValueError, TypeError, AttributeError, struct.error) as error:
        raise ModelError(f"{model} is no unigram model of SentencePiece: {error!r}", hint="Name another embedder.") from error
    normal = [score for _, score, sort in pieces if sort == _SORTS["normal"]]
    rows: list[tuple[int, int, float]] = []
    for number, (piece, score, sort) in enumerate(pieces):
        if sort in _SORTS.values():
            if sort == _SORTS["user defined"]:
                score = len(piece.encode()) * max(normal) - _BONUS
            rows.append((_hash(piece), number, score))
    rows.sort()
    hashes = np.asarray([row[0] for row in rows], np.uint64)
    if len(hashes) != len(np.unique(hashes)) or 0 in hashes or max(len(piece) for piece, _, _ in pieces) > _LONGEST:
        raise ModelError(f"The pieces of {model} cannot be told apart.", hint="Name another embedder.")
    n_bytes = int.from_bytes(character_map[:4], "little")
    tables: tuple[np.ndarray, ...] = (
        hashes,
        np.asarray([row[1] for row in rows], np.int32),
        np.asarray([*(row[2] for row in rows), min(normal)], np.float64),  # the last is of no piece
        np.frombuffer(character_map, "<u4", n_bytes // 4, 4).astype(np.uint32),
        np.frombuffer(character_map, np.uint8, -1, 4 + n_bytes),
    )
    for name, table in zip(_FILES, tables, strict=True):
        np.save(target / name, table)


def _hash(piece: str) -> int:
    number = 0
    for character in piece:
        number = (number * _BASE + ord(character) + 1) % (1 << 64)
    return number


def _read_model(file: Path) -> tuple[Sequence[tuple[str, float, int]], bytes]:
    """The pieces of a model with their log probabilities and sorts, and its map of characters."""
    pieces: list[tuple[str, float, int]] = []
    character_map, sort = b"", 0
    for field, value in _fields(file.read_bytes()):
        if field == _PIECES:
            parts = dict(_fields(value))
            pieces.append((parts[1].decode(), struct.unpack("<f", parts[2])[0], parts.get(3, _SORTS["normal"])))
        elif field == _TRAINER:
            sort = dict(_fields(value)).get(_MODEL_SORT, _UNIGRAM)
        elif field == _NORMALIZER:
            character_map = dict(_fields(value))[_CHARACTER_MAP]
    if sort != _UNIGRAM or not character_map:
        raise ValueError("another kind of model")
    return pieces, character_map


def _fields(message: bytes) -> Iterator[tuple[int, Any]]:
    """The fields of a message of Protocol Buffers, by number: integers, or bytes of all else."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        if key & 7 == 0:
            value, at = _varint(message, at)
            yield key >> 3, value
        else:
            length, at = _varint(message, at) if key & 7 == 2 else ({1: 8, 5: 4}[key & 7], at)
            yield key >> 3, message[at : at + length]
            at += length


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value, shift, at = value | (byte & 127) << shift, shift + 7, at + 1
        if byte < 128:
            return value, at

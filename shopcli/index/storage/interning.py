"""Different texts, numbered as they come, in little memory: a catalog of a million products states millions of facts."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import BinaryIO

import numpy as np

from shopcli.index.text import KEY_BYTES, text_key


class NumberedTexts:
    """Texts by number in a file, and numbers by text in a table of their keys: some 40 bytes a text, of a dictionary's 180.

    Args:
        file: where the texts are appended; others may write there, too.
        keys: (n, 16) uint8, of texts that have the first numbers; they themselves are not known.
    """

    def __init__(self, file: BinaryIO, keys: np.ndarray | None = None) -> None:
        self._file = file
        self._bytes = bytearray(keys.tobytes() if keys is not None else b"")
        self._spans = array("q", [0, 0]) * (len(self._bytes) // KEY_BYTES)
        self._without_text = len(self)
        self._slots = array("i")  # a number at its key's place or, where that is taken, behind it
        self._grow()

    def __len__(self) -> int:
        return len(self._spans) // 2

    def number(self, text: str) -> int:
        """The number of a text, a new one where it has none."""
        key = text_key(text)
        slot, number = self._find(key)
        if number >= 0:
            return number
        number = self._slots[slot] = len(self)
        self._bytes += key
        start = self._file.tell()
        self._spans.extend((start, start + self._file.write(text.encode("utf-8", "surrogatepass"))))
        if 3 * len(self) > 2 * len(self._slots):
            self._grow()
        return number

    def _find(self, key: bytes) -> tuple[int, int]:
        """A key's place in the table, and its number, -1 where the place is free."""
        slots, keys, mask = self._slots, self._bytes, len(self._slots) - 1
        slot = int.from_bytes(key[:8], "little") & mask
        while (number := slots[slot]) >= 0 and keys[KEY_BYTES * number : KEY_BYTES * (number + 1)] != key:
            slot = (slot + 1) & mask
        return slot, number

    def _grow(self) -> None:
        n_slots = 1 << 12
        while 2 * n_slots < 3 * len(self) + 3:
            n_slots *= 2
        self._slots = array("i", [-1]) * n_slots
        for number in range(len(self)):
            slot, _ = self._find(bytes(self._bytes[KEY_BYTES * number : KEY_BYTES * (number + 1)]))
            self._slots[slot] = number

    @property
    def keys(self) -> np.ndarray:
        """Their text keys, (n, 16) uint8, by number. No text can be added while somebody has them."""
        return np.frombuffer(self._bytes, np.uint8).reshape(-1, KEY_BYTES)

    def texts(self, numbers: Iterable[int]) -> Iterator[str]:
        """Some of the texts.

        Raises:
            KeyError: one of which only the key is known.
        """
        for number in numbers:
            if number < self._without_text:
                raise KeyError(number)
            start, end = self._spans[2 * number : 2 * number + 2]
            self._file.seek(start)
            yield self._file.read(end - start).decode("utf-8", "surrogatepass")

"""Endpointing: where speech begins and ends in what a microphone hears, by its loudness above the room's."""

from __future__ import annotations

QUIET_S = 1.2  # seconds of silence that end a request
_PATIENCE_S = 8.0  # seconds in which a first word is waited for
_BEFORE_S = 0.3  # kept before the first loud block: soft consonants
_LOUDER = 3.0  # times as loud as the room
_FLOOR = 60.0  # of 32768; a room is never quieter


class Endpointer:
    """Takes sound block by block, and says when the request is over.

    Args:
        rate: samples a second.
        longest_s: seconds after which it is over in any case.
    """

    def __init__(self, rate: int, *, longest_s: float) -> None:
        self._rate, self._longest_s = rate, longest_s
        self._blocks: list[bytes] = []
        self._room = 0.0
        self._began = self._ended = -1  # blocks

    def take(self, block: bytes) -> bool:
        """Whether it is over with this block, of signed 16-bit samples."""
        loudness = _loudness(block)
        self._blocks.append(block)
        at, block_s = len(self._blocks), len(block) / 2 / self._rate
        if loudness > max(_FLOOR, self._room) * _LOUDER and at > 1:
            self._began = at - 1 if self._began < 0 else self._began
            self._ended = at
        elif self._began < 0:
            self._room = loudness if at == 1 else 0.8 * self._room + 0.2 * loudness
        seconds = sum(map(len, self._blocks)) / 2 / self._rate
        is_quiet = self._began >= 0 and (at - self._ended) * block_s >= QUIET_S
        return is_quiet or seconds >= self._longest_s or (self._began < 0 and seconds >= _PATIENCE_S)

    @property
    def speech(self) -> bytes:
        """What was said, with a little before and behind; nothing where nobody spoke."""
        if self._began < 0:
            return b""
        width = max(1, round(_BEFORE_S * self._rate * 2 / max(1, len(self._blocks[0]))))
        return b"".join(self._blocks[max(0, self._began - width) : self._ended + width])


def _loudness(block: bytes) -> float:
    """The root of the mean square."""
    import numpy as np

    samples = np.frombuffer(block[: len(block) // 2 * 2], "<i2").astype(np.float64)
    return float(np.sqrt((samples**2).mean())) if len(samples) else 0.0

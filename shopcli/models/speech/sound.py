"""Pulse-code modulation: sound as 16-bit samples of one channel, and the WAV files that hold it.

What is read may come from anywhere: a file of another width, of several channels, with a broken length, or none at all.
"""

from __future__ import annotations

import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopcli.errors import ShopcliError, UsageError
from shopcli.util import atomic

if TYPE_CHECKING:
    import numpy as np

LONGEST_S = 60.0  # seconds of a request that are heard; what is longer is no request
DEFAULT_RATE = 22_050
_RATES = (4_000, 192_000)  # samples a second that a file may have
_DATA, _FORMAT = b"data", b"fmt "
_LARGEST = 64 * 2**20  # bytes of a WAV file that are read


@dataclass(frozen=True, slots=True)
class Sound:
    """Sound of one channel.

    Attributes:
        samples: signed 16-bit little-endian numbers, two bytes each.
        rate: samples a second.
    """

    samples: bytes
    rate: int

    @property
    def duration_s(self) -> float:
        """Its length in seconds."""
        return len(self.samples) / 2 / self.rate

    def waveform(self, rate: int) -> np.ndarray:
        """Floats from -1 to 1 at another rate, by linear interpolation behind a moving average against aliasing."""
        import numpy as np

        wave_ = np.frombuffer(self.samples, "<i2").astype(np.float32) / 32768
        if rate == self.rate or not len(wave_):
            return wave_
        if rate < self.rate:
            width = max(1, round(self.rate / rate))
            wave_ = np.convolve(wave_, np.full(width, 1 / width, np.float32), mode="same")
        at = np.arange(int(len(wave_) * rate / self.rate)) * (self.rate / rate)
        return np.interp(at, np.arange(len(wave_)), wave_).astype(np.float32)

    def at_rate(self, rate: int) -> Sound:
        """The same at another rate."""
        return self if rate == self.rate else sound_of(self.waveform(rate), rate)


def sound_of(waveform: Any, rate: int) -> Sound:
    """The sound of floats from -1 to 1; what is louder is cut."""
    import numpy as np

    scaled = np.rint(np.nan_to_num(np.asarray(waveform, np.float32)) * 32768)
    return Sound(np.clip(scaled, -32768, 32767).astype("<i2").tobytes(), rate)


def silence(duration_s: float, rate: int) -> Sound:
    """Nothing to hear for so long."""
    return Sound(bytes(2 * int(duration_s * rate)), rate)


def joined(sounds: Sequence[Sound], *, pause_s: float) -> Sound:
    """One sound after the other with pauses between, at the rate of the first."""
    rate = sounds[0].rate if sounds else DEFAULT_RATE
    pause = silence(pause_s, rate).samples
    return Sound(pause.join(one.at_rate(rate).samples for one in sounds), rate)


def write_wav(path: Path, sound: Sound) -> None:
    """Write a WAV file, whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    with atomic.replacing(path) as beside, wave.open(str(beside), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(sound.rate)
        file.writeframes(sound.samples)


def check_wav(path: Path) -> None:
    """Say before any work that a sound cannot be written to ``path``.

    Raises:
        UsageError: it is no name of a WAV file, it is there already, or its folder is not.
    """
    if path.suffix.lower() != ".wav":
        raise UsageError(f"{path} is no name of a sound.", hint="Name it FILE.wav.")
    if path.exists():
        raise UsageError(f"{path} is there already.", hint="Name another file, or take that one away first.")
    if not path.parent.is_dir():
        raise UsageError(f"There is no folder {path.parent}.", hint="Make it first, or name a file elsewhere.")


def read_wav(path: Path) -> Sound:
    """The sound of a WAV file, its channels mixed into one.

    Raises:
        UsageError: there is no such file, or it cannot be read.
        ShopcliError: it is no WAV file of PCM, or too long.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise UsageError(f"Cannot read {path}: {error.strerror}.", hint="Name a WAV file of one spoken request.") from None
    if len(data) > _LARGEST:
        raise _unread(path, "it is larger than 64 MiB")
    try:
        sound = parse_wav(data)
    except ValueError as error:
        raise _unread(path, str(error)) from None
    if sound.duration_s > LONGEST_S:
        raise _unread(path, f"it is longer than {LONGEST_S:.0f} seconds")
    return sound


def _unread(path: Path, why: str) -> ShopcliError:
    return ShopcliError(f"{path} is not heard: {why}.", hint="Give a plain WAV file (PCM) of one spoken request.")


def parse_wav(data: bytes) -> Sound:
    """The sound of a RIFF file in memory. A length that says too much, as that of a file piped while it is made, is cut.

    Raises:
        ValueError: it is none, or of a form that is not read; it says why.
    """
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise ValueError("it is no WAV file")
    at, form, samples = 12, b"", None
    while at + 8 <= len(data) and samples is None:
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        chunk = data[at + 8 : at + 8 + size]
        form = chunk if name == _FORMAT else form
        samples = chunk if name == _DATA else samples
        at += 8 + size + size % 2
    if len(form) < 16 or samples is None:
        raise ValueError("it has no sound")
    code, channels, rate, bits = (int.from_bytes(form[a:b], "little") for a, b in ((0, 2), (2, 4), (4, 8), (14, 16)))
    code = int.from_bytes(form[24:26], "little") if code == 0xFFFE and len(form) >= 26 else code  # WAVE_FORMAT_EXTENSIBLE
    if not _RATES[0] <= rate <= _RATES[1] or not 1 <= channels <= 32:
        raise ValueError("its rate or its channels make no sense")
    if (code, bits) not in ((1, 8), (1, 16), (1, 24), (1, 32), (3, 32)):
        raise ValueError("it is not plain PCM")
    return _mixed(samples, channels, rate, bits, is_float=code == 3)


def _mixed(samples: bytes, channels: int, rate: int, bits: int, *, is_float: bool) -> Sound:
    import numpy as np

    width = bits // 8
    samples = samples[: len(samples) // (width * channels) * width * channels]
    if (bits, channels) == (16, 1):
        return Sound(samples, rate)
    if is_float:
        values = np.frombuffer(samples, "<f4").astype(np.float64)
    elif bits == 8:
        values = (np.frombuffer(samples, np.uint8).astype(np.float64) - 128) / 128
    elif bits == 24:
        parts = np.frombuffer(samples, np.uint8).reshape(-1, 3)
        wide = np.concatenate([np.zeros((len(parts), 1), np.uint8), parts], axis=1)
        values = wide.reshape(-1).view("<i4").astype(np.float64) / 2**31
    else:
        values = np.frombuffer(samples, f"<i{width}").astype(np.float64) / 2 ** (bits - 1)
    return sound_of(values.reshape(-1, channels).mean(axis=1), rate)

"""Sound: WAV files as they come, what is no sound, one file written whole, and where speech begins and ends."""

from __future__ import annotations

import struct
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopcli.errors import ShopcliError, UsageError
from shopcli.models.speech.endpoint import Endpointer
from shopcli.models.speech.sound import Sound, check_wav, joined, parse_wav, read_wav, sound_of, write_wav


def wav(samples: bytes, *, code: int = 1, channels: int = 1, rate: int = 16000, bits: int = 16) -> bytes:
    width = channels * bits // 8
    form = struct.pack("<HHIIHH", code, channels, rate, rate * width, width, bits)
    body = b"WAVEfmt " + struct.pack("<I", 16) + form + b"LIST" + struct.pack("<I", 3) + b"abc\0"
    return b"RIFF" + struct.pack("<I", 4) + body + b"data" + struct.pack("<I", len(samples)) + samples


@pytest.mark.parametrize(
    ("data", "values"),
    [
        (wav(struct.pack("<3h", 1, -2, 3)), [1, -2, 3]),
        (wav(struct.pack("<4h", 1000, 3000, -8, -8), channels=2), [2000, -8]),
        (wav(bytes([128, 192, 0]), bits=8), [0, 16384, -32768]),
        (wav(b"\0\0\x40\0\0\xc0", bits=24), [16384, -16384]),
        (wav(struct.pack("<2i", 2**30, -(2**30)), bits=32), [16384, -16384]),
        (wav(struct.pack("<3f", 0.5, -2.0, float("nan")), code=3, bits=32), [16384, -32768, 0]),
        (wav(b"\1\0\2"), [1]),
    ],
)
def test_files_of_any_width_and_channels_are_read_as_one_channel_of_16_bits(data: bytes, values: list[int]) -> None:
    sound = parse_wav(data)
    assert (np.frombuffer(sound.samples, "<i2").tolist(), sound.rate) == (values, 16000)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is no WAV file"),
        (b"ID3\x04 an mp3", "it is no WAV file"),
        (b"RIFF\0\0\0\0WAVE", "it has no sound"),
        (wav(b"\0\0", code=85), "it is not plain PCM"),
        (wav(b"\0\0", rate=1), "its rate or its channels make no sense"),
        (wav(b"\0\0", channels=0), "its rate or its channels make no sense"),
    ],
)
def test_what_is_no_sound_is_told_with_why(data: bytes, why: str, tmp_path: Path) -> None:
    path = tmp_path / "said.wav"
    path.write_bytes(data)
    with pytest.raises(ShopcliError, match=f"said.wav is not heard: {why}"):
        read_wav(path)


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_refused(rest: bytes) -> None:
    try:
        assert parse_wav(b"RIFF\0\0\0\0WAVE" + rest).rate > 0
    except ValueError as error:
        assert str(error)


def test_what_is_longer_than_a_minute_is_no_request(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    write_wav(path, Sound(bytes(2 * 8000 * 61), 8000))
    with pytest.raises(ShopcliError, match="it is longer than 60 seconds"):
        read_wav(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"Cannot read .*none\.wav: No such file or directory"):
        read_wav(tmp_path / "none.wav")


def test_a_sound_is_written_whole_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "said.wav"
    write_wav(path, Sound(b"\1\0\2\0", 22050))
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate(), file.getnframes()) == (1, 2, 22050, 2)
    assert read_wav(path) == Sound(b"\1\0\2\0", 22050)
    assert [one.name for one in tmp_path.iterdir()] == ["said.wav"]


def test_where_a_sound_cannot_go_is_said_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "there.wav").touch()
    for name, told in (("a.mp3", "no name of a sound"), ("there.wav", "is there already"), ("no/a.wav", "There is no folder")):
        with pytest.raises(UsageError, match=told):
            check_wav(tmp_path / name)


def test_sounds_are_joined_with_pauses_at_the_rate_of_the_first() -> None:
    both = joined([Sound(b"\1\0" * 4, 8), Sound(b"\x10\0" * 8, 16)], pause_s=0.25)
    assert both.rate == 8
    assert np.frombuffer(both.samples, "<i2").tolist() == [1, 1, 1, 1, 0, 0, 8, 16, 16, 16]
    assert both.duration_s == 10 / 8
    assert joined([], pause_s=1.0).samples == b""


def test_a_tone_stays_what_it_is_at_another_rate() -> None:
    seconds = np.arange(22050) / 22050
    tone = sound_of(0.5 * np.sin(2 * np.pi * 440 * seconds), 22050)
    low = tone.waveform(16000)
    assert len(low) == 16000
    assert np.argmax(abs(np.fft.rfft(low))) == 440


def block(loudness: int) -> bytes:
    return struct.pack("<h", loudness) * 1600


def test_a_request_is_over_after_a_pause_and_what_was_said_is_kept() -> None:
    ears = Endpointer(16000, longest_s=30)
    said = [block(20)] * 10 + [block(3000)] * 5 + [block(20)] * 3 + [block(3000)] * 2 + [block(20)] * 30
    taken = next(at for at, one in enumerate(said) if ears.take(one))
    assert taken == 31  # 1.2 s behind the last loud block
    assert ears.speech == b"".join(said[7:23])


def test_a_silent_room_is_no_request_and_is_not_waited_for_without_end() -> None:
    ears = Endpointer(16000, longest_s=30)
    blocks = 0
    while not ears.take(block(20)):
        blocks += 1
    assert (blocks, ears.speech) == (79, b"")


def test_whoever_speaks_on_and_on_is_cut_off() -> None:
    ears = Endpointer(16000, longest_s=2)
    assert [ears.take(block(20 if at == 0 else 3000)) for at in range(20)].index(True) == 19

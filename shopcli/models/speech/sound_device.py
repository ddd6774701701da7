"""Loudspeaker and microphone: by the system's own programs, or by sounddevice (MIT) where that is installed."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from shopcli.errors import ShopcliError
from shopcli.models.speech.endpoint import Endpointer
from shopcli.models.speech.program import SpeechProgram, find_program
from shopcli.models.speech.sound import LONGEST_S, Sound, write_wav

RATE = 16_000  # samples a second that recognisers hear
_BLOCK_S = 0.1
_PLAYERS = {
    "paplay": (), "pw-play": (), "aplay": ("-q",), "afplay": (), "ffplay": ("-v", "error", "-nodisp", "-autoexit"),
}  # fmt: skip
_RECORDERS = {
    "arecord": ("-q", "-t", "raw", "-f", "S16_LE", "-c", "1", "-r", str(RATE)),
    "parecord": ("--raw", "--format=s16le", "--channels=1", f"--rate={RATE}"),
}
_INSTALL = "Install one: apt install alsa-utils, or: python -m pip install 'shopcli[listen]'"
_NO_LOUDSPEAKER = "Plug one in, or write the answer to a file: --speak-to FILE.wav"
_NO_MICROPHONE = "Plug one in, or give a file: --listen-from FILE.wav"


class Loudspeaker:
    """Plays one sound after the other."""

    def __init__(self) -> None:
        found = find_program(*_PLAYERS)
        self._player = (SpeechProgram(*found, to_install=_NO_LOUDSPEAKER), _PLAYERS[found[0]]) if found else None
        if found is None and sys.platform != "win32" and find_spec("sounddevice") is None:
            raise ShopcliError("There is no program that plays sound.", hint=_INSTALL)

    def play(self, sound: Sound) -> None:
        """Play to the end.

        Raises:
            ShopcliError: there is no loudspeaker.
        """
        if self._player is not None:
            program, arguments = self._player
            with tempfile.TemporaryDirectory() as folder:
                file = Path(folder, "said.wav")
                write_wav(file, sound)
                program.run([*arguments, str(file)], limit_s=sound.duration_s + 30)
        elif find_spec("sounddevice") is not None:
            _by_sounddevice(sound)
        else:
            _by_winsound(sound)

    def stop(self) -> None:
        """Play no more."""
        if self._player is not None:
            self._player[0].stop()
        elif find_spec("sounddevice") is not None:
            with suppress(ShopcliError):
                _sounddevice().stop()


def _sounddevice() -> Any:
    """The module; it fails where PortAudio is missing.

    Raises:
        ShopcliError: it is not there.
    """
    from importlib import import_module

    try:
        return import_module("sounddevice")
    except (OSError, ModuleNotFoundError) as error:
        raise ShopcliError(
            f"sounddevice does not work here: {error}", hint="Get the sound library: apt install libportaudio2"
        ) from None


def _by_sounddevice(sound: Sound) -> None:
    module = _sounddevice()
    try:
        module.play(sound.waveform(sound.rate), sound.rate)
        module.wait()
    except Exception as error:  # PortAudio's own error has no other base
        raise ShopcliError(f"Nothing can be played: {error}", hint=_NO_LOUDSPEAKER) from None


def _by_winsound(sound: Sound) -> None:
    from importlib import import_module

    winsound: Any = import_module("winsound")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "said.wav")
        write_wav(file, sound)
        try:
            winsound.PlaySound(str(file), winsound.SND_FILENAME)
        except RuntimeError as error:
            raise ShopcliError(f"Nothing can be played: {error}", hint=_NO_LOUDSPEAKER) from None


def record(*, longest_s: float = LONGEST_S / 2) -> Sound:
    """What is said to the microphone, from the first word to the pause behind the last.

    Raises:
        ShopcliError: there is no microphone, or nothing that records.
    """
    if found := find_program(*_RECORDERS):
        return _heard(lambda: _blocks_of(*found), longest_s)
    if find_spec("sounddevice") is not None:
        return _heard(_blocks_of_sounddevice, longest_s)
    raise ShopcliError("There is no program that records sound.", hint=_INSTALL)


def _heard(blocks: Callable[[], Iterator[bytes]], longest_s: float) -> Sound:
    endpointer = Endpointer(RATE, longest_s=longest_s)
    for block in blocks():
        if endpointer.take(block):
            break
    return Sound(endpointer.speech, RATE)


def _blocks_of(name: str, path: str) -> Iterator[bytes]:
    """What a program records, block by block; it is ended when no more is asked for."""
    import subprocess

    process = subprocess.Popen(
        [path, *_RECORDERS[name]], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None and process.stderr is not None
    size, came = int(2 * RATE * _BLOCK_S), False
    try:
        while block := process.stdout.read(size):
            came = True
            yield block
        if not came:
            said = process.stderr.read().decode("utf-8", "replace").strip().splitlines()
            raise ShopcliError(f"{name} hears nothing: {said[-1][:200] if said else 'it ended'}", hint=_NO_MICROPHONE)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        process.stderr.close()


def _blocks_of_sounddevice() -> Iterator[bytes]:
    module = _sounddevice()
    size = int(RATE * _BLOCK_S)
    try:
        with module.RawInputStream(samplerate=RATE, channels=1, dtype="int16", blocksize=size) as stream:
            while True:
                yield bytes(stream.read(size)[0])
    except module.PortAudioError as error:
        raise ShopcliError(f"There is no microphone: {error}", hint=_NO_MICROPHONE) from None

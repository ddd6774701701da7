"""Voices: which is taken, how each program is called, and that a text is never an option or a command."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from shopcli.errors import ShopcliError, UsageError
from shopcli.models.speech import sapi, system_voice
from shopcli.models.speech.espeak import Espeak, open_espeak
from shopcli.models.speech.natural_voice import NaturalVoice
from shopcli.models.speech.program import SpeechProgram, find_program
from shopcli.models.speech.sound import Sound
from shopcli.models.speech.sound_device import Loudspeaker, record
from shopcli.models.speech.system_voice import MacVoice, WindowsVoice
from shopcli.models.speech.voices import open_voice
from shopcli.need.languages.registry import language_named
from tests.speech_programs import Programs, programs

__all__ = ["programs"]
ENGLISH, CHINESE = language_named("en").aloud, language_named("zh").aloud
HOSTILE = "--stdout -w /tmp/x; $(reboot) `id` | cat"


# --- which one ----------------------------------------------------------------------------------------------------------------


def test_the_users_own_voice_stands_before_espeak_ng(programs: Programs) -> None:
    programs.add("espeak-ng")
    assert open_voice().name == "espeak-ng"
    programs.add("spd-say")
    assert open_voice().name == "spd-say"


def test_into_a_file_speaks_a_voice_that_gives_sound(programs: Programs) -> None:
    programs.add("spd-say")
    programs.add("espeak-ng")
    assert open_voice(to_file=True).name == "espeak-ng"
    with pytest.raises(UsageError, match="spd-say cannot speak into a file"):
        open_voice("spd-say", to_file=True)


def test_a_machine_without_a_voice_is_told_what_to_install(programs: Programs) -> None:
    with pytest.raises(ShopcliError, match=r"There is no voice on this machine\.") as told:
        open_voice()
    assert "apt install espeak-ng" in told.value.hint
    with pytest.raises(ShopcliError, match="The voice natural is not on this machine"):
        open_voice("natural")


@pytest.mark.parametrize(("name", "speed", "told"), [("parrot", 0, "'parrot' is no voice"), ("auto", 20, "20 words a minute")])
def test_a_voice_or_a_speed_that_is_none_is_told(name: str, speed: int, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        open_voice(name, speed=speed)


def test_a_program_in_the_working_folder_is_never_run(
    programs: Programs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs.add("espeak-ng")
    monkeypatch.chdir(programs.folder)
    assert find_program("espeak-ng") is None


# --- how they are called ------------------------------------------------------------------------------------------------------


def test_espeak_ng_is_given_its_text_by_standard_input_in_the_language_of_each(programs: Programs) -> None:
    programs.add("espeak-ng")
    voice = open_voice(speed=200)
    voice.speak(HOSTILE, ENGLISH)
    voice.speak("你好", CHINESE)
    assert programs.calls == [
        ("espeak-ng", ["-s", "200", "-v", "en-us", "--stdin"], HOSTILE),
        ("espeak-ng", ["-s", "200", "-v", "cmn", "--stdin"], "你好"),
    ]


def test_speech_dispatcher_is_given_its_text_behind_two_dashes(programs: Programs) -> None:
    programs.add("spd-say")
    open_voice().speak(HOSTILE, CHINESE)
    arguments = ["--wait", "--application-name", "shopcli", "--language", "zh", "--", HOSTILE]
    assert programs.calls == [("spd-say", arguments, "")]


def test_say_of_macos_reads_standard_input_by_a_voice_of_the_language(programs: Programs) -> None:
    programs.add("say")
    voice = MacVoice(SpeechProgram("say", str(programs.folder / "say")))
    vars(voice)["_voices"] = {"en-US": "Samantha", "zh-CN": "Tingting"}
    voice.speak(HOSTILE, ENGLISH)
    voice.speak("你好", CHINESE)
    assert [arguments for _, arguments, _ in programs.calls] == [
        ["-v", "Samantha", "-f", "-"],
        ["-v", "Tingting", "-f", "-"],
    ]
    assert [text for *_, text in programs.calls] == [HOSTILE, "你好"]


def test_macos_and_windows_have_voices_of_their_own(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    programs.add("say")
    monkeypatch.setattr(system_voice.sys, "platform", "darwin")
    assert isinstance(open_voice(), MacVoice)
    monkeypatch.setattr(system_voice.sys, "platform", "win32")
    monkeypatch.setattr(system_voice, "find_spec", lambda name: None)
    with pytest.raises(ShopcliError, match="The voice system is not on this machine") as told:
        open_voice("system")
    assert told.value.hint == "Install it: python -m pip install 'shopcli[speech]'"
    monkeypatch.setattr(system_voice, "find_spec", lambda name: object())
    assert isinstance(open_voice("system"), WindowsVoice)


def test_sapi_chooses_a_voice_by_its_language_and_keeps_the_users_own_where_none_has_it() -> None:
    class Named:
        def __init__(self, name: str, *languages: object) -> None:
            self.id, self.languages = name, languages

    voices = [Named("David", "en-US"), Named("Huihui", b"\x05zh_CN"), Named("Nobody")]
    assert [sapi.voice_for(voices, tag) for tag in ("zh-CN", "en-US", "nl-NL")] == ["Huihui", "David", ""]


def test_a_failure_is_told_with_the_programs_own_last_words(programs: Programs) -> None:
    programs.add("espeak-ng", fails="ALSA lib: cannot find card '0'\nerror: No such file or directory", code=0)
    with pytest.raises(ShopcliError, match="espeak-ng failed: error: No such file or directory") as told:
        open_voice().speak("hello", ENGLISH)
    assert "espeak-ng" in told.value.hint


def test_a_sentence_that_is_stopped_ends_at_once_and_is_no_failure(programs: Programs) -> None:
    programs.add("espeak-ng", slow=60)
    voice = open_voice()
    talking = threading.Thread(target=voice.speak, args=("hello", ENGLISH))
    talking.start()
    while not programs.calls:
        assert talking.is_alive()
    voice.stop()
    talking.join(30)
    assert not talking.is_alive()


# --- sound --------------------------------------------------------------------------------------------------------------------


def test_the_sound_of_a_pipe_whose_length_is_not_known_is_read(programs: Programs) -> None:
    programs.add("espeak-ng")
    sound = open_voice(to_file=True).synthesize("hello", ENGLISH)
    assert (sound.rate, len(sound.samples), sound.samples[:2]) == (22050, 1000, b"\xe8\x03")


def test_a_program_that_writes_no_sound_is_told(programs: Programs) -> None:
    programs.add("say")
    voice = Espeak(SpeechProgram("espeak-ng", str(programs.folder / "say")))
    assert voice.synthesize("", ENGLISH).samples == b""
    (programs.folder / "say").write_text(f"#!{sys.executable}\nprint('no sound')\n", encoding="utf-8")
    with pytest.raises(ShopcliError, match="What espeak-ng wrote is no sound: it is no WAV file"):
        voice.synthesize("hello", ENGLISH)


def test_a_loudspeaker_is_a_program_that_plays_a_file(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shopcli.models.speech.sound_device.find_spec", lambda name: None)
    with pytest.raises(ShopcliError, match="There is no program that plays sound"):
        Loudspeaker()
    programs.add("aplay")
    Loudspeaker().play(Sound(bytes(200), 22050))
    ((name, arguments, _),) = programs.calls
    assert (name, arguments[0], arguments[1][-4:]) == ("aplay", "-q", ".wav")


def test_without_anything_that_records_the_hint_says_what_to_install(
    programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shopcli.models.speech.sound_device.find_spec", lambda name: None)
    with pytest.raises(ShopcliError, match="There is no program that records sound") as told:
        record()
    assert "alsa-utils" in told.value.hint


def test_a_microphone_that_is_not_there_is_told(programs: Programs) -> None:
    programs.add("arecord", fails="arecord: main:831: audio open error: No such file or directory")
    with pytest.raises(ShopcliError, match="arecord hears nothing: arecord: main:831") as told:
        record()
    assert "--listen-from FILE.wav" in told.value.hint


# --- the natural voice --------------------------------------------------------------------------------------------------------


@pytest.fixture
def natural(tmp_path: Path, programs: Programs) -> NaturalVoice:
    """A voice of Piper's form whose graph says each phoneme as a hundred samples of its number."""
    import json

    import numpy as np
    from onnx import TensorProto, checker, helper, save

    given = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, "n"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    said = helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 1, "m"])
    shape = helper.make_tensor("shape", TensorProto.INT64, [4], np.array([1, 1, 1, -1]))
    nodes = [
        helper.make_node("Cast", ["input"], ["numbers"], to=TensorProto.FLOAT),
        helper.make_node("Reshape", ["numbers", "shape"], ["output"]),
    ]
    graph = helper.make_graph(nodes, "voice", given, [said], [shape])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    checker.check_model(model)
    folder = tmp_path / "voice"
    folder.mkdir()
    save(model, folder / "tiny.onnx")
    table = {"_": [0], "^": [1], "$": [2], "h": [3], "a": [4], "ˈ": [5], ".": [6], " ": [7]}
    config = {
        "audio": {"sample_rate": 16000}, "espeak": {"voice": "en-us"}, "language": {"family": "en"}, "phoneme_id_map": table,
        "inference": {"noise_scale": 0.6, "length_scale": 1, "noise_w": 0.8},
    }  # fmt: skip
    (folder / "tiny.onnx.json").write_text(json.dumps(config), encoding="utf-8")
    programs.add("espeak-ng")
    espeak = open_espeak()
    assert espeak is not None
    return NaturalVoice(folder, espeak)


def test_a_natural_voice_says_the_phonemes_of_espeak_ng_a_pad_behind_each_and_the_marks(natural: NaturalVoice) -> None:
    import numpy as np

    sound = natural.synthesize("One two. Three", ENGLISH)
    numbers = [1, 0, 3, 0, 5, 0, 4, 0, 6, 0, 7, 0, 3, 0, 5, 0, 4, 0, 2]
    assert sound.rate == 16000
    assert np.frombuffer(sound.samples, "<i2").tolist() == [round(n * 0.95 / 7 * 32768) for n in numbers]


def test_what_it_was_not_trained_on_is_said_by_espeak_ng(natural: NaturalVoice, programs: Programs) -> None:
    natural.synthesize("你好", CHINESE)
    assert programs.calls == [("espeak-ng", ["-v", "cmn", "--stdin", "--stdout"], "你好")]

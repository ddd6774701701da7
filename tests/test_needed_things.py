"""What serves a need that names no thing: the corpus, the encoder of needs, and the kinds of a catalog that serve it."""

from __future__ import annotations

import numpy as np
import pytest
from safetensors.numpy import load_file

from shopcli.errors import ModelError, UsageError
from shopcli.index.kinds.table import Kind
from shopcli.need.tagging.contextual import WORDS, PieceVectors
from shopcli.need.tagging.files import read_arrays
from shopcli.need.thesaurus.need_encoder import NeedEncoder, shipped_need_encoder
from shopcli.need.thesaurus.needed_things import SHIPPED_THINGS, Needed, NeededThings, shipped_needed_things
from shopcli.pipeline.purposes.needed_kinds import NeededKinds, as_likely
from shopcli.train.retrieval.needs_told import ToldNeeds, read_needs, shipped_needs
from tests.test_tagging import PIECES, tiny_bert
from tools.needed_things import INPUTS, checksum, classes

BLOCK = """# babies

baby monitor; baby phone | 婴儿监护器 | babyphone
hear the baby when we sit in the garden
is she awake upstairs?
= 孩子睡着了我在楼下也想听见他哭没哭
- baby doll; radio
"""


def test_a_block_of_needs_has_names_needs_and_what_serves_none_of_them(tmp_path):
    path = tmp_path / "needs.txt"
    path.write_text(BLOCK, encoding="utf-8")
    needs = ("hear the baby when we sit in the garden", "is she awake upstairs?")
    names = ("baby monitor", "baby phone"), ("婴儿监护器",), ("babyphone",)
    assert read_needs(path) == [ToldNeeds(*names, needs, ("孩子睡着了我在楼下也想听见他哭没哭",), ("baby doll", "radio"))]


def test_a_block_without_a_need_is_named_by_its_line(tmp_path):
    path = tmp_path / "needs.txt"
    path.write_text("kettle | 水壶\nboil water\n\n\nlamp | 灯\n= 太暗了\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 5: a block without names or needs"):
        read_needs(path)


def test_a_file_that_is_not_there_is_said_to_be_so(tmp_path):
    with pytest.raises(UsageError, match=r"none\.txt cannot be read"):
        read_needs(tmp_path / "none.txt")


def test_every_block_that_ships_has_needs_in_both_languages_and_names_in_three():
    blocks = shipped_needs()
    assert len(blocks) == 5442
    assert [one for one in blocks if len(one.needs) != 4 or len(one.chinese_needs) != 1] == []
    assert [one for one in blocks if not (one.chinese and one.german and one.wrong)] == []


def test_the_classes_that_ship_are_made_from_the_corpus_the_thesaurus_and_the_encoder_as_they_are():
    assert load_file(SHIPPED_THINGS)[INPUTS].tolist() == [checksum(classes())], "stale: run python -m tools.needed_things"


def test_the_vectors_of_needs_have_length_one():
    vectors = shipped_need_encoder().encoded(["hear the baby when we sit in the garden", "headlamp"])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize(
    ("need", "thing"),
    [
        ("I'd like to hear the baby while we sit on the terrace", "baby monitor"),
        ("somebody has to warn me before the house fills with smoke", "smoke alarm"),
        ("suck up crumbs from the sofa and the car", "handheld vacuum"),
        ("the neighbour on the train reads my screen", "privacy filter"),
    ],
)
def test_what_serves_a_need_in_words_that_no_line_of_the_corpus_has_is_among_the_three_likeliest(need, thing):
    assert need not in {told for block in shipped_needs() for told in block.needs}
    assert thing in {one.names[0] for one in shipped_needed_things().likeliest(need, 3)}


class Encoder:
    """Two texts by given vectors."""

    sharpness = 2.0

    def encoded(self, texts):
        return np.asarray([{"too dark": (1.0, 0.0), "too cold": (0.0, 1.0)}[text] for text in texts], np.float32)


def test_probabilities_are_the_softmax_of_sharpened_cosines():
    things = NeededThings(["lamp; light", "heater"], np.eye(2, dtype=np.float32), Encoder)
    likely = 1 / (1 + np.exp(-2.0))
    found = things.likeliest("too dark", 2)
    assert [one.names for one in found] == [("lamp", "light"), ("heater",)]
    assert [one.probability for one in found] == pytest.approx([likely, 1 - likely])


class Likely:
    """Classes of things that are likeliest, whatever is asked."""

    def __init__(self, *found):
        self._found = [Needed(*one) for one in found]

    def likeliest(self, text, count):
        return self._found[:count]


def kind(name, *rows):
    return Kind((name,), np.asarray(rows), np.asarray(rows))


def test_what_several_classes_call_by_names_of_one_kind_adds_up():
    sold = {"lamp": kind("lamp", 1, 2), "light": kind("light", 1, 2), "heater": kind("heater", 3)}
    likely = Likely((("lamp",), 0.3), (("heater",), 0.35), (("torch", "light"), 0.1), (("sun",), 0.2))
    found = NeededKinds(lambda: likely, sold.get, lambda name: None).of("too dark")
    assert [(one.name, round(one.probability, 2)) for one in found] == [("lamp", 0.4), ("heater", 0.35)]
    assert [one.name for one in as_likely(found)] == ["lamp", "heater"]


def test_a_likely_name_that_nothing_goes_by_is_looked_for_by_meaning_and_an_unlikely_one_is_not():
    near = {"monitor light bar": kind("bar monitor light", 7), "sun": kind("sun", 8)}
    likely = Likely((("monitor light bar",), 0.6), (("sun",), 0.05))
    found = NeededKinds(lambda: likely, lambda name: None, near.get).of("glare on my screen")
    assert [(one.name, one.probability) for one in found] == [("bar monitor light", 0.6)]


def context_of(folder):
    """What the encoder shares with the contextual tagger, of a tiny BERT."""
    from shopcli.train.tagging.contextual import contextual_arrays

    return PieceVectors.of(contextual_arrays(PIECES, {WORDS: load_file(folder / "model.safetensors")[WORDS]}, 4))


def test_the_encoder_that_is_trained_is_the_one_that_runs(tmp_path):
    torch = pytest.importorskip("torch")
    from shopcli.train.retrieval.need_encoder import _arrays, _Tower

    folder = tiny_bert(tmp_path)
    tower = _Tower(folder)
    with torch.no_grad():
        expected = tower.encoded(["A warmer kettle", "please"]).numpy()
    encoder = NeedEncoder(_arrays(tower.bert.state_dict(), 21.0), context_of(folder))
    np.testing.assert_allclose(encoder.encoded(["A warmer kettle", "please"]), expected, atol=0.02)  # int8
    assert encoder.sharpness == 21


def test_the_command_teaches_an_encoder_of_needs(tmp_path, monkeypatch):
    pytest.importorskip("torch")
    from typer.testing import CliRunner

    from shopcli.cli.train import train_app
    from shopcli.train.retrieval.need_encoder import Served

    few = [Served(("a warm kettle", "warmer please"), ("kettle",), ("please",)), Served(("please",), ("warm", "warmer"))]
    monkeypatch.setattr("shopcli.train.retrieval.need_encoder.served_needs", lambda *given: few)
    folder, file = tiny_bert(tmp_path / "bert"), tmp_path / "needs.safetensors"
    told = CliRunner().invoke(train_app, ["needs", str(folder), "--out", str(file), "--epochs", "3", "--plain"])
    assert told.exit_code == 0, told.output
    vectors = NeedEncoder(read_arrays(file), context_of(folder)).encoded(["a kettle"])
    assert np.linalg.norm(vectors[0]) == pytest.approx(1, abs=1e-5)


def test_what_is_learned_from_is_told_by_hand_by_the_thesaurus_and_by_requests_that_name_one_thing():
    from shopcli.need.thesaurus import open_thesaurus
    from shopcli.train.retrieval.need_encoder import Served, served_needs
    from shopcli.train.tagging.tagged_requests import tagged_request

    told = [ToldNeeds(("headlamp",), (), (), ("for walks at night",), (), ("desk lamp",))]
    requests = [tagged_request("a t[Kettle] l[under 50]", "", "en"), tagged_request("a t[pan] or a t[pot]", "", "en")]
    served = served_needs(told, open_thesaurus(), requests)
    assert served[0] == Served(("for walks at night",), ("headlamp",), ("desk lamp",))
    assert served[-1] == Served(("a Kettle under 50",), ("kettle",))
    assert Served(("clogged drain", "sink won't drain", "blocked sink", "water doesn't go down"), served[1].things) == served[1]


def test_a_folder_without_an_encoder_is_an_error_with_a_hint(tmp_path):
    pytest.importorskip("torch")
    from shopcli.train.retrieval.need_encoder import train_need_encoder

    with pytest.raises(ModelError, match="holds no sentence encoder"):
        train_need_encoder(tmp_path, [])

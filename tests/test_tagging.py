"""The tagger: which words of a request are for what."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from shopcli.errors import ModelError, UsageError
from shopcli.need.tagging.contextual import WORDS, ContextualTagger, PieceVectors, averaged
from shopcli.need.tagging.files import read_arrays
from shopcli.need.tagging.network import Network, signs
from shopcli.need.tagging.pieces import Piece, Pieces
from shopcli.need.tagging.roles import N_LABELS
from shopcli.need.tagging.tagger import HAN_NETWORKS, SHIPPED, NamedPieces, Tagger, shipped_tagger
from shopcli.train.tagging.tagged_requests import (
    Stretch,
    Variations,
    known_words,
    read_tagged,
    shipped_requests,
    tagged_request,
    without_trades,
)
from shopcli.train.tagging.tagging_score import tagging_score

KNOWN = {
    "▁wa": (1, -5.0),
    "ter": (2, -6.0),
    "▁water": (3, -9.0),
    "w": (4, -7.0),
    "手表": (5, -8.0),
    "手": (6, -6.0),
    "'": (7, -3.0),
}


def said(query: str) -> list[tuple[str, str]]:
    return [(query[span.start : span.end], span.role) for span in shipped_tagger().spans(query)]


# --- pieces -----------------------------------------------------------------------------------------------------------


def test_a_word_is_cut_into_the_likeliest_pieces():
    assert Pieces(KNOWN).cut("Water waterw") == [Piece(3, 0, 5, 0), Piece(3, 6, 11, 1), Piece(4, 11, 12, 1)]


def test_an_unknown_character_is_a_piece_of_its_own_and_han_pieces_are_words():
    assert Pieces(KNOWN).cut("手表é,") == [Piece(5, 0, 2, 0), Piece(0, 2, 3, 1), Piece(0, 3, 4, 2)]


def test_a_word_goes_on_behind_an_apostrophe():
    assert [piece.word for piece in Pieces(KNOWN).cut("wa'ter w")] == [0, 0, 0, 1]


@pytest.mark.parametrize("word", ["kids'", "1:25000", "°C", "$25", "don't", "wi-fi", "4.7"])
def test_a_word_has_its_apostrophes_points_and_signs(word: str):
    words = [piece.word for piece in Pieces(KNOWN).cut(f"a {word} b")]
    assert (words[0], set(words[1:-1]), words[-1]) == (0, {1}, 2)


def test_signs_tell_capitals_digits_marks_money_and_script():
    text = "AB 9€表"
    pieces = [Piece(0, 0, 2, 0), Piece(0, 3, 4, 1), Piece(0, 4, 5, 2), Piece(0, 5, 6, 3)]
    assert signs(text, pieces).tolist() == [
        [1, 1, 0, 0, 0, 1, 1, 0],
        [0, 0, 1, 0, 0, 1, 0, 0],
        [0, 0, 0, 1, 1, 0, 0, 0],
        [0, 0, 0, 0, 0, 0, 0, 1],
    ]


# --- requests tagged by hand --------------------------------------------------------------------------------------------


def test_a_line_marks_what_words_are_for():
    request = tagged_request("I need a w[quiet] t[kettle], x[not red]!")
    assert (request.text, request.spans()) == (
        "I need a quiet kettle, not red!",
        [(9, 14, "wish"), (15, 21, "thing"), (23, 30, "exclusion")],
    )


@pytest.mark.parametrize("line", ["a [kettle]", "a t[kettle", "a t[ kettle]", "a z[kettle]"])
def test_a_line_with_a_wrong_mark_is_an_error_that_names_it(line: str, tmp_path: Path):
    file = tmp_path / "lines.txt"
    file.write_text(f"# kitchen\nt[pan]\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 3"):
        read_tagged(file)


def test_trades_are_held_back_whole():
    requests = [tagged_request(f"t[thing] {n}", f"trade {n % 10}") for n in range(40)]
    learned, judged = without_trades(requests, 0.2, seed=0)
    assert (len(learned), len(judged)) == (32, 8)
    assert not {request.trade for request in learned} & {request.trade for request in judged}


def test_variations_keep_what_words_are_for():
    requests = [tagged_request("The dog ate it. Is there a t[leash] w[in red]?"), tagged_request("t[bowl] w[heavy]")]
    variations = Variations(requests, [tagged_request("t[basket]")], seed=1)
    varied = [variations.of(requests[1]) for _ in range(60)]
    assert {tuple(s.role for s in one.stretches if s.role) for one in varied} == {("thing", "wish")}
    assert {"bowl", "leash", "basket"} <= {one.stretches[0].text for one in varied}
    assert any(one.stretches[0] == Stretch("The dog ate it. ") for one in varied)


def test_other_digits_are_as_many():
    requests = [tagged_request("t[hub] w[with USB 3.1]")]
    varied = {Variations(requests, [], seed=n).of(requests[0]).stretches[-1].text.lower() for n in range(40)}
    assert {len(text) for text in varied} == {12}
    assert len(varied) > 3


def test_what_is_made_up_is_in_one_language_and_framed_as_people_frame_it():
    requests = [tagged_request("Ich suche einen t[Topf], bitte!", language="de"), tagged_request("show me t[pots]")]
    made = [Variations(requests, [], seed=n).made("de").text for n in range(20)]
    assert set(made) == {"Topf", "Ich suche einen Topf", "Topf, bitte!", "Ich suche einen Topf, bitte!"}


def test_a_file_is_in_one_language(tmp_path: Path):
    file = tmp_path / "lines.txt"
    file.write_text("ich brauche einen t[Topf] für die Küche\nt[Wok]\n", encoding="utf-8")
    assert [request.language for request in read_tagged(file)] == ["de", "de"]


def test_the_words_of_the_thesaurus_have_a_role_and_a_language():
    words = {(one.language, one.stretches[0].role, one.text) for one in known_words()}
    assert {("en", "thing", "crisps"), ("zh", "thing", "薯片"), ("de", "thing", "kartoffelchips")} <= words
    assert {("en", "exclusion", "without eggs"), ("zh", "wish", "素食"), ("de", "exclusion", "ohne ei")} <= words


def test_words_are_scored_by_role():
    score = tagging_score([tagged_request("a w[red] t[pan]")], lambda _text: [(0, 5, "wish")])
    assert (score.words, round(score.accuracy, 3)) == (3, 0.333)
    assert (score.f1["wish"], score.f1["thing"], score.f1["filler"]) == (2 / 3, 0.0, 0.0)


# --- the tagger that ships ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "spans"),
    [
        ("kettle that is quiet", [("kettle", "thing"), ("that is quiet", "wish")]),
        (
            "My old kettle broke yesterday. I need something that is quiet, under 50 euros",
            [("that is quiet", "wish"), ("under 50 euros", "limit")],
        ),
        ("静音的键盘", [("静音", "wish"), ("键盘", "thing")]),
        ("", []),
        ("?!", []),
    ],
)
def test_words_that_are_for_something_are_spans_and_the_rest_is_none(query: str, spans: list[tuple[str, str]]):
    assert said(query) == spans


def test_the_shipped_tagger_agrees_with_what_it_learned_from():
    requests = shipped_requests()[::40]
    score = tagging_score(requests, lambda text: [(s.start, s.end, s.role) for s in shipped_tagger().spans(text)])
    assert score.accuracy > 0.9


def test_a_file_that_is_no_tagger_is_an_error_with_a_hint(tmp_path: Path):
    (tmp_path / "no.safetensors").write_bytes(b"nothing")
    with pytest.raises(ModelError, match="is no tagger"):
        Tagger.load(tmp_path / "no.safetensors")


@pytest.mark.parametrize(
    ("text", "is_read_alike"), [("a quiet kettle", True), ("ein leiser Kessel", True), ("安静的水壶", False)]
)
def test_what_is_in_chinese_is_read_by_the_networks_that_learned_it_alone(text: str, is_read_alike: bool):
    from safetensors.numpy import load_file

    arrays = load_file(SHIPPED)
    for_all = Tagger({name: array for name, array in arrays.items() if not name.startswith(HAN_NETWORKS)})
    pieces = Pieces(NamedPieces(arrays)).cut(text)
    read = Tagger(arrays).probabilities(text, pieces)
    assert np.allclose(read, for_all.probabilities(text, pieces), atol=1e-4) == is_read_alike


def test_chinese_has_networks_of_its_own_where_other_languages_are_learned_too():
    pytest.importorskip("torch")
    from shopcli.train.tagging.understand import scripts_of

    one, other = tagged_request("a t[kettle]"), tagged_request("t[水壶]")
    assert scripts_of([one, other]) == {"": [one, other], HAN_NETWORKS: [other]}
    assert scripts_of([one]) == {"": [one]}
    assert scripts_of([other]) == {"": [other]}


def test_the_network_that_is_trained_is_the_one_that_runs():
    torch = pytest.importorskip("torch")
    from shopcli.train.tagging.understand import Recipe, TaggerNetwork

    torch.manual_seed(0)
    trained = TaggerNetwork(12, Recipe(width=16)).eval()
    vectors, seen = torch.randn(1, 7, 12), torch.randint(0, 2, (1, 7, 8)).float()
    with torch.no_grad():
        expected = trained(vectors, seen, torch.ones(1, 7)).softmax(-1)[0].numpy()
    network = Network({name: parameter.detach().numpy() for name, parameter in trained.named_parameters()})
    np.testing.assert_allclose(network.probabilities(vectors[0].numpy(), seen[0].numpy()), expected, atol=1e-5)


def test_the_command_learns_a_tagger_that_can_be_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("torch")
    from typer.testing import CliRunner

    from shopcli.cli.train import train_app

    few = [request for request in shipped_requests()[::100] if request.language == "en"]
    monkeypatch.setattr("shopcli.train.tagging.understand.shipped_requests", lambda: few)
    file, own = tmp_path / "tagger.safetensors", tmp_path / "own.txt"
    own.write_text("# ferries\na t[kayak] w[for two]\n", encoding="utf-8")
    told = CliRunner().invoke(
        train_app, ["understand", "--out", str(file), "--requests", str(own), "--networks", "2", "--epochs", "1", "--plain"]
    )
    assert told.exit_code == 0, told.output
    assert f"Learned from {len(few) + 1} requests." in told.output
    assert np.isclose(Tagger.load(file).probabilities("a", [Piece(1, 0, 1, 0)]).sum(), 1)


# --- in context -------------------------------------------------------------------------------------------------------

PIECES = ["[PAD]", "[unused0]", "[UNK]", "[CLS]", "[SEP]", "a", "warm", "##er", "kettle", "水", "please"]


def tiny_bert(folder: Path) -> Path:
    """A BERT of two layers and random weights, as sentence-transformers keeps one."""
    torch = pytest.importorskip("torch")
    from transformers import BertConfig, BertModel

    torch.manual_seed(0)
    sizes = {"hidden_size": 8, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 16}
    BertModel(BertConfig(vocab_size=len(PIECES), **sizes), add_pooling_layer=False).save_pretrained(folder)
    (folder / "vocab.txt").write_text("\n".join(PIECES) + "\n", encoding="utf-8")
    return folder


def test_the_bert_that_is_trained_is_the_one_that_runs(tmp_path: Path):
    torch = pytest.importorskip("torch")
    from shopcli.train.tagging.contextual import Labeller, contextual_arrays

    trained = Labeller(tiny_bert(tmp_path), N_LABELS, 0.1).eval()
    ids = torch.tensor([[3, 5, 6, 7, 8, 4]])
    with torch.no_grad():
        expected = trained(ids, torch.ones_like(ids)).softmax(-1)[0, 1:-1].numpy()
    weights = {name.removeprefix("bert."): value.numpy() for name, value in trained.state_dict().items()}
    offsets, labels = ContextualTagger(contextual_arrays(PIECES, weights, 4)).labelled("A Warmer kettle")
    assert offsets == [(0, 1), (2, 6), (6, 8), (9, 15)]
    np.testing.assert_allclose(labels, expected, atol=0.01)  # int8


def test_of_the_pieces_those_in_latin_script_are_kept(tmp_path: Path):
    from shopcli.train.tagging.contextual import contextual_arrays

    rows = np.arange(2.0 * len(PIECES)).reshape(len(PIECES), 2)
    arrays = contextual_arrays(PIECES, {"embeddings.word_embeddings.weight": rows}, 1)
    assert arrays["pieces"].tobytes().decode().split("\n") == [piece for piece in PIECES if piece not in ("[unused0]", "水")]
    assert len(arrays["embeddings.word_embeddings.weight"]) == len(PIECES) - 2


def test_two_taggers_are_averaged_where_the_pieces_of_both_lie():
    wish, goes_on = 3, 4
    own, other = np.zeros((3, 11)), np.zeros((3, 11))
    own[0, 0] = own[1, 0] = own[2, 0] = 1  # filler
    other[0, wish] = other[1, goes_on] = other[2, 0] = 1
    mean = averaged([(0, 6), (6, 8), (9, 15)], own, ([(0, 4), (4, 8), (20, 25)], other))
    assert mean[0, [0, wish, goes_on]].tolist() == [0.5, 0.5, 0.0]  # of two pieces, the first of which begins
    assert mean[1, [0, wish, goes_on]].tolist() == [0.5, 0.0, 0.5]  # within a piece that goes on
    assert mean[2].tolist() == own[2].tolist()  # which the other has not read


def test_a_story_is_told_from_the_thing_that_is_asked_for():
    assert said("my wrist hurts from the mouse all day") == [("wrist hurts from the mouse all day", "wish")]
    assert said("a light for reading in bed without waking my husband") == [
        ("light", "thing"),
        ("for reading in bed without waking my husband", "wish"),
    ]


def test_a_language_that_the_contextual_tagger_has_not_read_is_left_to_the_others():
    alone = Tagger.load(SHIPPED)
    for text, is_alike in (("wasserdichte Jacke für Herren", True), ("适合游泳的手表", True), ("a jacket for men", False)):
        pieces = alone.cut(text)
        assert np.array_equal(shipped_tagger().probabilities(text, pieces), alone.probabilities(text, pieces)) is is_alike


def test_the_command_teaches_a_bert(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from typer.testing import CliRunner

    from shopcli.cli.train import train_app

    folder = tiny_bert(tmp_path / "bert")
    few = [request for request in shipped_requests()[::100] if request.language == "en"]
    monkeypatch.setattr("shopcli.train.tagging.contextual.shipped_requests", lambda: few)
    file = tmp_path / "contextual.safetensors"
    told = CliRunner().invoke(
        train_app, ["understand", "--out", str(file), "--contextual", str(folder), "--epochs", "1", "--held", "0.3", "--plain"]
    )
    assert told.exit_code == 0, told.output
    assert "Held back: words" in told.output
    _, labels = ContextualTagger(read_arrays(file)).labelled("a warm kettle")
    np.testing.assert_allclose(labels.sum(axis=1), 1, rtol=1e-5)


def test_the_command_teaches_a_bert_what_is_done_in_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from typer.testing import CliRunner

    from shopcli.cli.train import train_app
    from shopcli.need.tagging.act_encoder import ActEncoder
    from shopcli.need.tagging.dialogue_acts import ACTS
    from shopcli.train.tagging.tagged_turns import tagged_turn

    few = [tagged_turn("{reject}too warm. {need}a kettle please"), tagged_turn("{need}热水壶")] * 4
    monkeypatch.setattr("shopcli.train.tagging.act_encoder.shipped_turns", lambda: few)
    folder, file = tiny_bert(tmp_path / "bert"), tmp_path / "act_encoder.safetensors"
    told = CliRunner().invoke(train_app, ["turns", "--out", str(file), "--contextual", str(folder), "--plain"])
    assert told.exit_code == 0, told.output
    arrays = read_arrays(file)
    assert WORDS not in arrays  # they are the contextual tagger's
    assert arrays["labels.weight"].shape == (len(ACTS), 8)
    rows = np.ones((len(PIECES), 8), np.float32)
    from shopcli.train.tagging.contextual import contextual_arrays

    pieces = PieceVectors.of(contextual_arrays(PIECES, {WORDS: rows}, 4))
    logs = ActEncoder(arrays, pieces).log_probabilities("a warm kettle. please", [(0, 15), (15, 21), (30, 40)])
    np.testing.assert_allclose(np.exp(logs[0]).sum() <= 1, True)
    assert np.isfinite(logs[:2]).all()
    assert np.isnan(logs[2]).all()  # behind all that is read


def test_a_folder_without_a_bert_is_an_error_with_a_hint(tmp_path: Path):
    pytest.importorskip("torch")
    from shopcli.train.tagging.contextual import train_contextual

    with pytest.raises(ModelError, match="holds no BERT"):
        train_contextual(tmp_path, [])

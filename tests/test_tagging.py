"""The tagger: which words of a request are for what."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from shopcli.errors import ModelError, UsageError
from shopcli.need.tagging.network import Network, signs
from shopcli.need.tagging.pieces import Piece, Pieces
from shopcli.need.tagging.tagger import Tagger, shipped_tagger
from shopcli.train.tagged_requests import Stretch, Variations, read_tagged, shipped_requests, tagged_request, without_trades
from shopcli.train.tagging_score import tagging_score

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
            "My old kettle broke yesterday. I need a new one that is quiet, under 50 euros",
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


def test_the_network_that_is_trained_is_the_one_that_runs():
    torch = pytest.importorskip("torch")
    from shopcli.train.understand import Recipe, TaggerNetwork

    torch.manual_seed(0)
    trained = TaggerNetwork(12, Recipe(width=16)).eval()
    vectors, seen = torch.randn(1, 7, 12), torch.randint(0, 2, (1, 7, 8)).float()
    with torch.no_grad():
        expected = trained(vectors, seen, torch.ones(1, 7)).softmax(-1)[0].numpy()
    network = Network({name: parameter.detach().numpy() for name, parameter in trained.named_parameters()})
    np.testing.assert_allclose(network.probabilities(vectors[0].numpy(), seen[0].numpy()), expected, atol=1e-5)

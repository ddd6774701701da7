"""The race of candidates: what a model finds likeliest is said, less what repeats how a sentence before it began."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shopcli.config import Decoding
from shopcli.write.race import best_of, can_rank, chosen
from shopcli.write.wording.filling import Candidate
from shopcli.write.wording.frame_bank import Frame
from tests.trades import need_of

NEED = need_of("flask for a hike")


class Scores:
    """A model that finds texts as likely as it is told, in their order."""

    name = "scores"

    def __init__(self, *scores: float) -> None:
        self._scores = scores
        self.asked: list[tuple[Sequence[Mapping[str, str]], list[str]]] = []

    def likelihoods(self, messages: Sequence[Mapping[str, str]], texts: Sequence[str]) -> list[float]:
        self.asked.append((messages, list(texts)))
        return list(self._scores)


class Server:
    """A model that writes and tells no likelihoods."""

    name = "server"

    def __init__(self, reply: str = "") -> None:
        self._reply = reply
        self.asked: list[str] = []

    def generate(self, messages: Sequence[Mapping[str, str]], **_: object) -> list[str]:
        self.asked.append(messages[-1]["content"])
        return [self._reply] if self._reply else []


def candidates(*texts: str) -> list[Candidate]:
    return [Candidate(text, Frame("pick", text, ())) for text in texts]


FIRST, SECOND, THIRD = candidates("I would take the Moor.", "My pick is the Moor.", "I would show you the Moor.")


def test_the_likeliest_sentence_is_said():
    model = Scores(-2.0, -1.5, -3.0)
    assert best_of([FIRST, SECOND, THIRD], NEED, model) is SECOND
    (messages, texts), *_ = model.asked
    assert messages[-1] == {"role": "user", "content": "flask for a hike"}
    assert texts == [FIRST.text, SECOND.text, THIRD.text]


def test_a_sentence_that_opens_as_one_before_it_must_be_likelier_by_six_tenths_each():
    said = ["My pick is the Mug."]
    assert best_of([FIRST, SECOND], NEED, Scores(-2.0, -1.5), said=said) is FIRST
    assert best_of([FIRST, SECOND], NEED, Scores(-2.2, -1.5), said=said) is SECOND
    assert best_of([FIRST, SECOND], NEED, Scores(-2.2, -1.5), said=said * 2) is FIRST


def test_one_candidate_is_said_unasked():
    model = Scores(-9.0)
    assert best_of([THIRD], NEED, model) is THIRD
    assert model.asked == []


def test_where_nobody_ranks_the_first_that_repeats_least_is_said():
    assert best_of([FIRST, SECOND], NEED, None) is FIRST
    assert best_of([FIRST, THIRD, SECOND], NEED, Server(), said=["I would begin here."]) is SECOND


def test_only_a_model_that_tells_likelihoods_can_rank():
    assert [can_rank(model) for model in (Scores(), Server(), None)] == [True, False, False]


def test_a_model_that_tells_no_likelihoods_chooses_by_number():
    server = Server("2.")
    assert chosen([FIRST, SECOND, THIRD], NEED, server, Decoding()) == (SECOND, "ranked")
    (asked,) = server.asked
    assert asked.startswith("A shopper asks: flask for a hike\n")
    assert asked.endswith(f"1. {FIRST.text}\n2. {SECOND.text}\n3. {THIRD.text}")


def test_what_is_no_number_of_a_candidate_leaves_the_choice_to_code():
    for reply in ("", "I would take the Moor.", "4", "0"):
        assert chosen([FIRST, SECOND, THIRD], NEED, Server(reply), Decoding()) == (FIRST, "template")


def test_who_chose_is_told():
    assert chosen([FIRST, SECOND], NEED, Scores(-2.0, -1.5), Decoding()) == (SECOND, "ranked")
    assert chosen([FIRST], NEED, Scores(-2.0), Decoding()) == (FIRST, "template")
    assert chosen([FIRST, SECOND], NEED, None, Decoding()) == (FIRST, "template")


def test_a_sentence_in_the_manner_of_one_before_it_must_be_likelier_as_well():
    said = ["“It folds flat”, according to the maker."]
    again = Candidate("According to the maker: “It floats”.", Frame("maker", "According to the maker: {quote}.", ()))
    other = Candidate("Its maker says: “It floats”.", Frame("maker", "Its maker says: {quote}.", ()))
    assert best_of([again, other], NEED, Scores(-1.0, -1.5), said=said) is other
    assert best_of([again, other], NEED, Scores(-1.0, -1.7), said=said) is again


def test_two_verbs_of_one_kind_in_a_row_read_as_a_list():
    twice = Candidate("It has a lid and has a cup.", Frame("reason", "It {a1:v} and {a2:v}.", ()))
    once = Candidate("It has a lid and keeps tea hot.", Frame("reason", "It {a1:v} and {a2:v}.", ()))
    assert best_of([twice, once], NEED, Scores(-1.0, -1.2)) is once

"""What the advice says of a wish that a record leaves open, of one that it falls short of, and what it quotes for one."""

from __future__ import annotations

import pytest

from shopcli.config import Decoding
from shopcli.types import Attention, Clause, Evidence, Fact, Hit, Need, Product
from shopcli.write.advise import advise
from shopcli.write.knowledge import Knowledge
from shopcli.write.moves.move import Move
from shopcli.write.moves.planner import make_moves
from shopcli.write.moves.quotes import part_about
from shopcli.write.moves.wish_words import is_unsaid, open_wishes, whether_of, wishes_of
from tests.trades import FLASK, MUG, facts_of, hit_of

FALL = Clause("survives a fall", "feature")
FLASKS = Clause("flask", "topic")
NEED = Need("a flask that survives a fall", (FLASKS, FALL))


def silent(product: Product, *clauses: Clause) -> Attention:
    """A record to none of whose facts some clauses come near."""
    facts = tuple(facts_of(product))
    return Attention(clauses, facts, ((0.0,) * len(facts),) * len(clauses), (0.0,) * len(clauses), unanswered=clauses)


def moves(need: Need, *hits: Hit) -> list[Move]:
    wishes = tuple(clause for clause in need.clauses if clause.kind != "topic")
    return make_moves(need, hits, facts_of, Knowledge({hit.product.id: silent(hit.product, *wishes) for hit in hits}))


def test_a_wish_that_the_record_leaves_open_is_told_right_behind_the_pick():
    made = moves(NEED, hit_of(FLASK))
    assert [move.kind for move in made][:2] == ["pick", "unknown"]
    assert made[1].words["whether"] == "whether it survives a fall"


def test_where_no_words_ask_for_it_the_wish_is_told_in_the_shoppers_own():
    hygiene = Clause("hospital hygiene", "feature")
    made = moves(Need("a flask, hospital hygiene", (FLASKS, hygiene)), hit_of(FLASK), hit_of(MUG))
    assert (made[1].kind, made[1].words["silent"]) == ("silent", "“hospital hygiene”")


def test_the_advice_says_it_in_a_sentence_that_holds():
    knowledge = Knowledge({FLASK.id: silent(FLASK, FALL)})
    said = list(advise(NEED, [hit_of(FLASK)], model=None, decoding=Decoding(), facts_of=facts_of, knowledge=knowledge))
    assert "whether it survives a fall" in said[1].text


def test_a_wish_that_is_granted_is_not_told_to_be_open():
    granted = hit_of(FLASK, evidence=(Evidence(FALL, Fact("material", "steel"), 1.0),))
    assert [move.kind for move in moves(NEED, granted) if move.kind in ("unknown", "silent")] == []


@pytest.mark.parametrize(
    ("query", "wish"),
    [
        ("a flask for my mother", "for my mother"),
        ("a flask for lectures", "for lectures"),
        ("a flask, we travel to India", "we travel to India"),
        ("a nice flask", "nice"),
        ("a flask for a girl who turns 18", "turns 18"),
    ],
)
def test_persons_purposes_stories_and_praise_are_not_asked_of_a_record(query, wish):
    clause = Clause(wish, "feature")
    assert open_wishes(Need(query, (FLASKS, clause)), [clause], facts_of(FLASK)) == []


def test_what_is_not_wanted_comes_before_what_is_and_a_part_of_the_request_stays_whole():
    hot, nuts = Clause("hot", "feature"), Clause("without nuts", "exclude")
    need = Need("a flask that stays hot for a weekend, without nuts", (FLASKS, hot, nuts))
    assert [text for text, _ in open_wishes(need, [hot, nuts], facts_of(MUG))] == ["without nuts", "stays hot"]


def test_most_words_of_a_wish_in_a_record_may_well_say_it():
    assert [is_unsaid(words, facts_of(FLASK)) for words in ("keeps tea hot", "keeps beer cold")] == [False, True]


@pytest.mark.parametrize(
    ("clause", "asked"),
    [
        (FALL, "whether it survives a fall"),
        (Clause("for 8 people", "feature"), "whether it is meant for 8 people"),
        (Clause("doesn't leave a white cast", "feature"), "whether it will leave a white cast"),
        (Clause("I can take into the shower", "feature"), "whether you can take it into the shower"),
        (Clause("not portable", "exclude"), "whether it is portable"),
        (Clause("lightest", "feature"), "whether it is the lightest"),
        (Clause("allergic to nuts", "exclude"), "whether it is free of nuts"),
    ],
)
def test_a_wish_as_an_indirect_question(clause, asked):
    assert whether_of(clause, "en") == asked


def test_what_falls_short_of_an_amount_is_said_to_where_no_other_has_it():
    people = Clause("six people", "feature")
    short = hit_of(MUG, denied=(Evidence(people, Fact("persons", 1.0), 1.0),))
    made = moves(Need("a flask for six people", (FLASKS, people)), short)
    assert (made[0].kind, made[0].words["wish"]) == ("shortfall", "one for six people")


@pytest.mark.parametrize(
    ("text", "wish"),
    [("six people", "one for six people"), ("16 ports", "one with 16 ports"), ("holds 30 kg", "one that holds 30 kg")],
)
def test_an_amount_is_wished_for_in_words_that_stand_behind_asked_for(text, wish):
    assert next(wishes_of(Clause(text, "feature"), "en")) == wish


def test_what_denies_a_wish_that_the_pick_does_not_is_no_alternative():
    denies = hit_of(MUG, denied=(Evidence(FALL, Fact("material", "enamel"), 1.0),))
    granted = hit_of(FLASK, evidence=(Evidence(FALL, Fact("material", "steel"), 1.0),))
    assert [move.kind for move in moves(NEED, granted, denies) if "B" in move.words] == []
    alike = hit_of(MUG, evidence=(Evidence(FALL, Fact("material", "enamel"), 1.0),))
    assert [move.kind for move in moves(NEED, granted, alike) if "B" in move.words] == ["cheaper"]


LONG = (
    "Made for days that begin before the sun and end long after it has gone behind the hills, it holds the heat for a full "
    "12 hours, and its cup is large enough for two helpings of soup"
)


def test_of_a_sentence_too_long_to_be_quoted_the_part_that_speaks_of_the_wish_is():
    assert part_about(LONG, Clause("hot for twelve hours", "feature")) == "it holds the heat for a full 12 hours"
    assert part_about(LONG, Clause("glass", "feature")) == ""


@pytest.mark.parametrize(
    ("query", "wish"),
    [
        ("a flask for a shared office", "shared"),  # the office is
        ("a flask, on a long train ride", "on a long train ride"),
        ("a flask that I could take along wherever I happen to go these days", "take along wherever I happen to go these days"),
    ],
)
def test_words_that_were_torn_from_others_or_tell_a_story_are_not_told_back(query, wish):
    clause = Clause(wish, "feature")
    assert open_wishes(Need(query, (FLASKS, clause)), [clause], facts_of(FLASK)) == []


def test_a_short_word_that_names_a_quality_is_a_wish():
    white = Clause("quiet", "feature")
    need = Need("a flask, quiet", (FLASKS, white))
    assert [text for text, _ in open_wishes(need, [white], facts_of(FLASK))] == ["quiet"]


def test_what_is_followed_by_no_other_wish_is_whole():
    chicken = Clause("camping", "feature")
    need = Need("a flask, camping tonight", (FLASKS, chicken))
    assert [text for text, _ in open_wishes(need, [chicken], facts_of(FLASK))] == ["camping tonight"]

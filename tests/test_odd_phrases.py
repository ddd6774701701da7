"""What no person would say is not said: halves of wishes, names of no thing, numbers of nobody knows what, lists of names."""

from __future__ import annotations

import dataclasses

import pytest

from shopcli.text.told_apart import in_brackets, without_telling
from shopcli.types import Clause, Evidence, Fact, Need, Product
from shopcli.write.knowledge import Knowledge
from shopcli.write.moves.move import Move
from shopcli.write.moves.open_questions import open_questions
from shopcli.write.moves.planner import make_moves
from shopcli.write.moves.quotes import instructs, part_about, quotes_of
from shopcli.write.moves.wish_words import whether_of, wishes_of, with_word_before
from shopcli.write.moves.wishes_apart import open_sort
from shopcli.write.product_names import is_name_of
from shopcli.write.verify.frame_roles import Roles, role_faults
from shopcli.write.wording.frame_bank import frame_bank
from shopcli.write.wording.natural_forms import is_measure_without_unit
from shopcli.write.wording.read_aloud import marks_meant, spelt_out
from tests.trades import facts_of, hit_of

PUZZLE = Product("P", "Elm Farm Wooden Puzzle", price=14.9, currency="EUR", description="Six animals of beech.")
BOOK = Product("B", "Kelp Note 13", price=950.0, currency="EUR", attributes={"ram": "8 GB", "weight": "1.3 kg"})
OTHER = Product("C", "Fern Note 13", price=1190.0, currency="EUR", attributes={"ram": "16 GB"})
CHEAP = Clause("under 500 euros", "limit", "price", "<=", 500.0, "EUR")
RAM = Clause("16 GB of RAM", "limit", "ram", ">=", 16.0, "GB")
LAPTOP = Need("a laptop with 16 GB of RAM under 500 euros", (Clause("laptop", "topic"), RAM, CHEAP))


def moves(need: Need, *hits, **known) -> list[Move]:
    return make_moves(need, hits, facts_of, Knowledge(**known))


def test_how_a_thing_is_is_no_name_of_several():
    wooden = Need("something wooden", (Clause("wooden", "topic"),))
    puzzle = Need("a puzzle", (Clause("puzzle", "topic"),))
    assert "kinds" not in moves(wooden, hit_of(PUZZLE))[0].words
    assert moves(puzzle, hit_of(PUZZLE))[0].words["kinds"] == "puzzles"


@pytest.mark.parametrize(
    ("text", "kind", "asked"),
    [
        ("don't need waterproof", "exclude", ""),
        ("waterproof", "feature", "whether it is waterproof"),
        ("with a lid", "feature", "whether it has a lid"),
    ],
)
def test_what_the_asker_does_not_need_is_not_asked_of_a_thing(text, kind, asked):
    assert whether_of(Clause(text, kind), "en") == asked


def test_what_stands_alone_and_in_the_plural_is_not_said_to_be_had():
    spots = Clause("spots", "feature")
    need = Need("face wash for oily skin and spots, cheap", (Clause("face wash", "topic"), spots))
    assert open_questions(need, [spots], []) == []
    colours = Clause("good colours", "feature")
    assert open_questions(Need("screen, good colours", (colours,)), [colours], []) == ["has good colours"]


def test_what_a_thing_is_not_to_do_is_asked_by_what_it_does():
    smudge = Clause("not smudge", "exclude")
    need = Need("mascara that does not smudge, black", (Clause("mascara", "topic"), dataclasses.replace(smudge)))
    pick = Product("M", "Lash Mascara", price=9.0, currency="EUR", description="A mascara for long lashes and every day.")
    asked = [move.words["whether"] for move in moves(need, hit_of(pick, unknown=(smudge,))) if "whether" in move.words]
    assert asked in ([], ["whether it will smudge"])


def test_a_wish_that_begins_with_that_is_one_of_one():
    light = Clause("that weighs under 2 kilos", "limit", "weight", "<", 2.0, "kg")
    assert list(wishes_of(light, "en")) == ["one that weighs under 2 kilos"]


def test_the_parts_of_a_known_name_are_no_sort():
    need, wash = Need("a face wash", (Clause("face wash", "topic"),)), Product("W", "Clay Cleanser")
    assert open_sort(need, hit_of(wash), facts_of(wash), lambda _: True) == ""
    racing = Need("a racing blorp", (Clause("racing blorp", "topic"),))
    assert open_sort(racing, hit_of(wash), facts_of(wash), lambda _: True) == "racing"


def test_words_that_tell_after_what_it_was_made_or_what_a_part_does_are_not_quoted():
    assert instructs("Inspired by the hot, dusty stretches of the trail")
    assert not instructs("Inspiring colours for every wall")
    assert list(quotes_of("Smart Scan Software, Paper Port, Readiris Pro OCR, Soft Presto")) == []
    assert list(quotes_of("Loft bed frame with desk top, 90x200 cm")) == ["Loft bed frame with desk top, 90x200 cm"]
    assert list(quotes_of("Heilmoor Clay: Tones and detoxifies the skin")) == []
    assert part_about("Alpha Arbutin: Helps skin appear brighter with a more even tone", Clause("skin", "feature")) == ""


def test_a_size_in_hundredths_is_a_measure_without_its_unit():
    assert is_measure_without_unit("size", "17.91")
    assert not is_measure_without_unit("size", "42")


def test_what_tells_a_product_apart_stands_in_brackets_where_no_english_joins_it():
    assert in_brackets("Kelp Note 13 of 1.3 kg", BOOK) == "Kelp Note 13（1.3 kg）"
    assert in_brackets("8 GB Kelp Note 13", BOOK) == "8 GB Kelp Note 13"
    assert without_telling("Kelp Note 13（1.3 kg）", BOOK) == "Kelp Note 13"
    assert is_name_of("Kelp Note 13（1.3 kg）", BOOK)
    assert not is_name_of("Kelp Note 13（1.4 kg）", BOOK)


def test_a_second_thing_that_the_pick_misses_is_owned_and_no_dearer_one_named_beside_what_costs_too_much():
    first, second = hit_of(BOOK, unmet=(RAM, CHEAP)), hit_of(OTHER, unmet=(CHEAP,))
    told = moves(LAPTOP, first, second)
    assert (told[0].words["wish"], told[1].kind, told[1].words["miss"]) == (
        "one under 500 euros",
        "short",
        "“16 GB of RAM”",
    )
    assert "dearer" not in {move.kind for move in told}
    frame = frame_bank("en")["short"][0]
    roles = Roles(LAPTOP, {"A": BOOK}, facts_of, unmet={"B": (RAM, CHEAP)})
    assert role_faults("It also falls short of “16 GB of RAM”.", frame, roles) == []
    assert role_faults("It also falls short of “16 GB of RAM”.", frame, dataclasses.replace(roles, unmet={"B": (CHEAP,)})) != []


def test_a_bare_number_takes_no_unit_from_the_wish():
    inch = Clause("27 inch", "limit", "display_diagonal", "==", 27.0, "in")
    need = Need("a 27 inch monitor", (Clause("monitor", "topic"), inch))
    screen = Product("S", 'Wide Monitor 68.6 cm (27")', price=300.0, currency="EUR", attributes={"display_diagonal": 27.0})
    fact = next(fact for fact in facts_of(screen) if fact.field == "display_diagonal")
    assert fact == Fact("display_diagonal", 27.0)
    said = [text for move in moves(need, hit_of(screen)) for one in move.facts.values() for text in one.forms.get("noun", ())]
    assert not any("diagonal" in text for text in said)


@pytest.mark.parametrize(
    ("text", "said"),
    [("at least 4k", "one with at least 4k"), ("under 2 kg", "one under 2 kg"), ("up to 80 cm", "one with up to 80 cm")],
)
def test_a_limit_that_is_no_price_is_had(text, said):
    assert next(wishes_of(Clause(text, "limit", "size", ">=", 4.0), "en")) == said


def test_a_wish_by_itself_is_no_first_word_of_the_next():
    wishes = (Clause("ergonomic", "feature"), Clause("office", "feature"))
    assert with_word_before("office", Need("ergonomic office chair", wishes)) == "office"
    assert with_word_before("cancelling", Need("noise cancelling headphones", wishes)) == "noise cancelling"


def test_a_slogan_introduces_nothing_and_a_call_to_action_is_not_quoted():
    assert instructs("Get the irresistible taste of rice")
    bar = Product("K", "Nut Bar", description="This chocolate satisfies your taste buds on a busy day of the week.")
    lamp = Product("L", "Nut Bar", description="This chocolate has whole hazelnuts and the cocoa of one farm.")
    kinds = [{move.kind for move in moves(Need("a snack", (Clause("snack", "topic"),)), hit_of(one))} for one in (bar, lamp)]
    assert ["maker" in each for each in kinds] == [False, True]


def test_what_a_line_says_the_thing_is_needs_no_kind_before_it():
    chair = Product("O", "ORSKA", price=225.0, currency="EUR", category="Chairs", description="Swivel chair, grey")
    opening = moves(Need("a chair", (Clause("chair", "topic"),)), hit_of(chair))[0]
    told = [text for one in opening.facts.values() for text in one.forms.get("quantity", ())]
    assert (told == [], "kinds" in opening.words) in ((True, True), (False, False))


def test_of_what_has_no_number_the_whole_name_is_asked():
    oat, need = Clause("oat", "feature"), Need("oat milk for coffee", (Clause("oat", "feature"), Clause("milk", "topic")))
    assert open_questions(need, [oat], []) == ["is oat milk"]
    almond = Product("A", "Almond Milk", description="A drink of almonds for the cup that you take every day.")
    asked = [move.words.get("whether") for move in moves(need, hit_of(almond, unknown=(oat,)))]
    assert "whether it is oat milk" in asked


def test_that_a_thing_would_help_is_not_asked():
    helps = Clause("help", "feature")
    assert (
        open_questions(Need("is there a mouse that would help with both", (Clause("mouse", "topic"), helps)), [helps], []) == []
    )


def test_what_guests_do_not_eat_is_missed_by_no_thing():
    onion, garlic = Clause("don't eat onion", "exclude", op="lacks", value="onion"), Clause("or garlic", "exclude")
    need = Need("guests who don't eat onion or garlic, ketchup", (onion, garlic, Clause("ketchup", "topic")))
    pick, other = Product("K1", "Red Ketchup", price=9.0), Product("K2", "Sweet Ketchup", price=8.0)
    met = tuple(Evidence(one, Fact("title", "Red Ketchup"), 1.0) for one in (onion, garlic))
    told = moves(need, hit_of(pick, evidence=met), hit_of(other, unknown=(onion, garlic)))
    assert not any("miss" in move.words for move in told)


@pytest.mark.parametrize(
    ("query", "record", "said"),
    [
        ("face wash for my oily skin", "For the skin of the face.", "It is listed for oily skin."),
        ("my skin is rather oily, a wash", "For the skin of the face.", "It is listed for oily skin."),
        ("face wash for my oily skin", "Clay and water.", "It is listed as “oily”."),  # its record speaks of no skin
        ("an oily wash", "A wash for the skin.", "It is listed as “oily”."),  # the thing itself
    ],
)
def test_a_mark_in_a_list_is_said_of_what_the_request_says_it_of(query, record, said):
    assert marks_meant("It is listed as “oily”.", query, "wash", [record]) == said


def test_two_marks_are_said_of_one_thing():
    said = marks_meant("it is listed as “dry” and “sensitive”", "for dry and sensitive skin", "cream", ["Calms skin."])
    assert said == "it is listed for dry and sensitive skin"


def test_what_need_not_be_there_is_not_asked_for():
    silent = Clause("no speakers needed", "exclude")
    need = Need("a screen, no speakers needed", (Clause("screen", "topic"), silent))
    assert open_questions(need, [silent], []) == []
    screen = Product("S", "Wide Screen", description="A screen for the desk and for the wall of your room.")
    assert not any(move.kind in ("unknown", "free") for move in moves(need, hit_of(screen, unknown=(silent,))))


def test_what_is_spelt_in_letters_keeps_its_last_one():
    assert spelt_out("It has usb-c.") == "It has USB-C."


def test_the_second_of_a_kind_is_not_asked_for():
    second, need = (
        Clause("second", "feature"),
        Need("a second screen", (Clause("second", "feature"), Clause("screen", "topic"))),
    )
    assert open_questions(need, [second], []) == []


def test_several_of_a_kind_are_not_called_one():
    oats, under = (
        Product("O", "Gluten-Free Oat Biscuits", price=3.6, currency="EUR"),
        Clause("under 4", "limit", "price", "<", 4.0),
    )
    need = Need("biscuits under 4", (Clause("biscuits", "topic"), under))
    words = moves(need, hit_of(oats), fitting=1)[0].words
    assert ("kind" in words, words["kinds"]) == (False, "biscuits")

"""The banks of frames: what they hold, that they claim nothing by themselves, and how frames are filled."""

from __future__ import annotations

import re
from collections import Counter
from typing import get_args

import pytest

from shopcli.types import Fact
from shopcli.write.moves.move import Move, MoveKind
from shopcli.write.wording.filling import candidates
from shopcli.write.wording.frame_bank import SLOT, Frame, FrameBank, Slot, frame_bank, read_frames
from shopcli.write.wording.frames import worded
from shopcli.write.wording.phrases import Phrases, phrases_of
from tests.trades import FLASK, MUG

LANGUAGES = ("en", "zh")
WORDS = frozenset(
    """A A.price B B.price B.buyer B.complaint B.denial B.maker B.rating C C.price N Use entry field gain gap
    filed granted kind kinds limit miss n named options quote rating said silent thing unwanted use whether wish""".split()
)
# What would be a claim of its own outside a slot: praise, denial, comparison, amounts, what belongs to one trade alone.
CLAIMS = re.compile(
    r"\b(?:great|good|better|best|excellent|perfect|ideal|quality|reliable|popular|durable|sturdy|premium|fast|quick|light"
    r"|comfortable|stylish|elegant|compact|accurate|professional|reviews|delivery|warranty|travel|office|heart|award"
    r"|not|never|always|guarantee\w*|larger|smaller|bigger|heavier|lighter|longer|shorter|stronger|twice|half|double"
    r"|two|three|four|strap|screen|battery|engine|sleeve|fabric|bottle|book|shoe|\d+)\b|[!—]",
    re.I,
)
CLAIMS_ZH = re.compile(r"最好|优质|可靠|热销|畅销|耐用|完美|保证|一流|更[大小轻重长短]|[!！—]|\d")


def frames(language: str) -> list[Frame]:
    return [frame for move in frame_bank(language).values() for frame in move]


@pytest.mark.parametrize(("language", "least"), [("en", 1500), ("zh", 500)])
def test_a_bank_has_so_many_frames_and_some_for_every_move(language, least):
    assert len(frames(language)) >= least
    unsaid = {"mentions", "named"} if language == "en" else set()  # where the evidence itself is told
    assert set(frame_bank(language)) == set(get_args(MoveKind)) - unsaid


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_frame_stands_twice_under_one_move(language):
    counts = Counter((frame.move, frame.text) for frame in frames(language))
    assert [frame for frame, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slot_is_one_that_code_fills(language):
    others = {name for frame in frames(language) for name in frame.others}
    assert others <= WORDS
    facts = {name for frame in frames(language) for name in frame.facts}
    assert [name for name in facts if not re.fullmatch(r"[abcd][123]", name)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_stand_in_their_order_and_each_once(language):
    for frame in frames(language):
        names = [slot.name for slot in frame.slots if slot.form]
        assert len(set(names)) == len(names), frame.text
        for letter in "abcd":
            numbers = sorted(int(name[1]) for name in names if name[0] == letter)
            assert numbers == list(range(1, len(numbers) + 1)), frame.text


def silent(text: str) -> str:
    """A frame without the one denial that all bear: that a record says nothing."""
    return text.replace(" not say {whether}", "")


@pytest.mark.parametrize(("language", "claims"), [("en", CLAIMS), ("zh", CLAIMS_ZH)])
def test_a_frame_claims_nothing_outside_its_slots(language, claims):
    assert [frame.text for frame in frames(language) if claims.search(SLOT.sub("…", silent(frame.text)))] == []


@pytest.mark.parametrize(("language", "marks"), [("en", ".?"), ("zh", "。？")])
def test_a_frame_ends_as_sentences_do(language, marks):
    assert [frame.text for frame in frames(language) if frame.text[-1] not in marks] == []


def test_a_frame_is_read_with_its_slots():
    (frame,) = read_frames("# a remark\n## pick\nFor {use} take the {A} ({A.price}): it {a1:v}, and {a2:c}.\n")
    assert frame.slots == (Slot("use"), Slot("A"), Slot("A.price"), Slot("a1", "verb"), Slot("a2", "clause"))
    assert (frame.move, dict(frame.facts), frame.others) == ("pick", {"a1": "verb", "a2": "clause"}, {"use", "A", "A.price"})


@pytest.mark.parametrize("text", ["Take the {A}.", "## pick\nTake the {A b}.", "## pick\nTake {a1:x}.", "## pick\nTake {A."])
def test_what_is_no_frame_is_named(text):
    with pytest.raises(ValueError, match="not a frame: "):
        list(read_frames(text))


def test_the_frames_of_a_move_that_is_not_asked_for_are_not_read():
    bank = FrameBank("## pick\nTake the {A}.\n## gift\nbroken {\n## pick\nThe {A}.\n")
    assert [frame.text for frame in bank["pick"]] == ["Take the {A}.", "The {A}."]
    with pytest.raises(ValueError, match="broken"):
        bank["gift"]
    assert list(bank) == ["pick", "gift"]


def test_a_language_without_a_bank_has_none():
    assert not frame_bank("xx")


# --- filling


def phrases(field: str, value: object) -> Phrases:
    return phrases_of(worded(Fact(field, value)))


def test_a_filled_frame_begins_with_a_capital():
    (frame,) = read_frames("## pick\n{use}: the {A}.")
    assert frame.filled({"use": "a hike", "A": "Moor"}) == "A hike: the Moor."


def test_frames_that_say_all_facts_come_alone_and_each_gives_one_sentence():
    facts = {"a1": phrases("weight", "420 g"), "a2": phrases("material", "steel")}
    made = candidates(Move("pick", (FLASK,), facts, {"A": "Moor", "A.price": "28.90 EUR"}), "en")
    assert len(made) == 3
    assert {tuple(sorted(one.frame.facts)) for one in made} == {("a1", "a2")}
    assert len({one.text for one in made}) == 3
    assert all("28.90 EUR" in one.text or "price" not in one.frame.text for one in made)


def test_what_a_move_does_not_have_no_frame_asks_for():
    made = candidates(Move("pick", (FLASK,), {"a1": phrases("dishwasher safe", False)}, {"A": "Moor"}), "en", most=900)
    assert {one.frame.others for one in made} == {frozenset({"A"})}
    assert {tuple(one.frame.facts) for one in made} == {()}  # a lack is no reason


def test_the_seed_and_the_product_decide_the_order():
    def texts(product, seed: int) -> list[str]:
        return [
            one.frame.text for one in candidates(Move("pick", (product,), {}, {"A": "X", "A.price": "1 EUR"}), "en", seed=seed)
        ]

    assert texts(FLASK, 0) == texts(FLASK, 0)
    assert texts(FLASK, 0) != texts(FLASK, 1)
    assert texts(FLASK, 0) != texts(MUG, 0)


TRADES = [
    ("weight", "420 g"), ("material", "Steel"), ("vegan", True), ("number of pages", 310.0), ("grape variety", "Silvaner"),
    ("alcohol", "12 %"), ("hood", True), ("frame material", "Aluminium"), ("players", "2-4"), ("voltage", "18 V"),
    ("skin type", "dry"), ("caffeine free", True), ("gears", 21.0), ("number of strings", 6.0), ("dimmable", True),
]  # fmt: skip
_BROKEN = re.compile(
    r"\b(?:a|an|the) (?:a|an|the)\b|\b(?:is|has) (?:is|has)\b|\ba (?=[aeio]\w)|\b(\w+) \1\b|,,|\.\.|\(\)| [,.]"
)


@pytest.mark.parametrize(("field", "value"), TRADES)
def test_every_frame_of_a_pick_filled_with_a_fact_of_any_trade_reads_as_grammar_has_it(field, value):
    move = Move(
        "pick", (FLASK,), {"a1": phrases(field, value)}, {"A": "Moor", "A.price": "9 EUR", "kind": "thing", "kinds": "things"}
    )
    made = [one.text for one in candidates(move, "en", most=900)]
    assert len(made) >= 12
    assert [text for text in made if _BROKEN.search(text)] == []

"""The reason that advice tells bears on the need: near facts, silences, drawbacks and second products that matter for it."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from shopcli.pipeline.fields.cohort_nearness import standard_scores
from shopcli.pipeline.fields.story_facts import settled
from shopcli.types import Clause, Evidence, Fact, Hit, Need, Product
from shopcli.write.knowledge import Knowledge
from shopcli.write.moves.contrast import is_of_another_name
from shopcli.write.moves.lines.told_lines import deed_in
from shopcli.write.moves.move import Move
from shopcli.write.moves.open_questions import is_of_somebody
from shopcli.write.moves.planner import make_moves
from shopcli.write.moves.quotes import instructs, quotes_of
from shopcli.write.wording.frames import worded
from shopcli.write.wording.phrases import phrases_of
from tests.trades import facts_of, hit_of, need_of

MAT = Product(
    "M1",
    "Hush Mat",
    price=15.9,
    currency="EUR",
    description="A felt mat. It makes a loud keyboard less loud.",
    attributes={"length": "45 cm", "material": "wool felt", "rating": 3.9},
)
LINE = next(fact for fact in facts_of(MAT) if fact.words.startswith("It makes"))
NEAR: dict[str, Any] = {"told_of": {"M1": {LINE: 0.86}}, "complaint_of": lambda _: 0.1}  # "loud" is no complaint here
LOUD = Clause("less loud", "feature", op="has", value="less loud")


def told(need: Need, hits: Sequence[Hit], **known: Any) -> list[Move]:
    return make_moves(need, hits, facts_of, Knowledge(**known))


def test_a_line_that_bears_on_the_wish_stands_alone_as_the_reason():
    need, hit = Need("something to make it less loud", (LOUD,)), hit_of(MAT, evidence=(Evidence(LOUD, LINE, 1.0),))
    opening, reason = told(need, [hit], **NEAR, telling={"length": 1.0, "material": 1.0})[:2]
    assert (opening.facts, reason.kind, reason.words["quote"]) == (
        {},
        "maker",
        "“It makes a loud keyboard less loud”",
    )


def test_stars_are_no_reason_beside_one_that_answers_a_wish():
    need, hit = Need("something to make it less loud", (LOUD,)), hit_of(MAT, evidence=(Evidence(LOUD, LINE, 1.0),))
    assert "rating" not in {move.kind for move in told(need, [hit], **NEAR)}
    assert "rating" in {move.kind for move in told(need_of("mat", topic="mat"), [hit_of(MAT)])}


def test_what_only_echoes_a_wish_is_told_with_one_thing_more():
    mouse = Product("P", "Cog Mouse", attributes={"wireless": True, "buttons": 5.0})
    wish = Clause("wireless", "feature", "wireless", "is", True)
    hit = hit_of(mouse, evidence=(Evidence(wish, Fact("wireless", True), 1.0),))
    facts = told(need_of("wireless mouse", wish, topic="mouse"), [hit], telling={"buttons": 1.0})[0].facts
    assert [phrases.worded.fact.field for phrases in facts.values()] == ["wireless", "buttons"]


def test_nothing_is_owned_up_to_as_unknown_where_the_record_speaks_to_it():
    wish = Clause("not too loud", "feature", op="has", value="silent")
    phones = Product("P", "Cub Headphones", attributes={"volume limit": "85 dB"})
    need = need_of("headphones, not too loud", wish, topic="headphones")
    limit = next(fact for fact in facts_of(phones) if fact.field == "volume limit")
    kinds = [
        {move.kind for move in told(need, [hit_of(phones)], speaking_to=speaking)}
        for speaking in (None, lambda product, text: (limit, 4.0), lambda product, text: None)
    ]
    assert ["unknown" in found for found in kinds] == [True, False, True]


def test_where_no_thing_was_named_the_pick_is_not_said_to_be_free_of_a_thing():
    unwanted = Clause("no watch", "exclude", op="lacks", value="watch")
    gift, ball = Need("a present, but no watch", (unwanted,)), hit_of(Product("B", "Orb Trackball"))
    assert not {"free", "unknown", "silent"} & {move.kind for move in told(gift, [ball])}
    tied = need_of("trackball, no watch", unwanted, topic="trackball")
    assert {"free", "unknown", "silent"} & {move.kind for move in told(tied, [ball])}


@pytest.mark.parametrize(
    ("text", "before", "is_one"),
    [
        ("doesn't wear wool", "a coat for a man who ", True),
        ("doesn't allow graphing", "a calculator, but the teacher ", True),
        ("doesn't itch", "a coat that ", False),
        ("won't stick", "a pan, it ", False),
        ("no wool", "a coat for a man who ", False),
    ],
)
def test_what_somebody_does_not_do_is_asked_of_no_thing(text, before, is_one):
    assert is_of_somebody(text, before) is is_one


def test_what_a_buyer_complains_of_is_not_praised():
    watch = Product(
        "W", "Scout Watch", attributes={"battery life": "2 days", "reviews": "Battery is not even good for a day of school."}
    )
    fields = [phrases.worded.fact.field for phrases in told(need_of("watch", topic="watch"), [hit_of(watch)])[0].facts.values()]
    assert "battery life" not in fields
    silent = dataclasses.replace(watch, attributes={"battery life": "2 days"})
    assert told(need_of("watch", topic="watch"), [hit_of(silent)])[0].facts["a1"].worded.fact.field == "battery life"


def test_a_drawback_on_the_wish_stands_before_the_makers_introduction():
    kettle = Product(
        "K",
        "Spout Kettle",
        description="A steel kettle that boils a full load in five minutes.",
        attributes={"temperature control": False},
    )
    wish = Clause("set the degrees", "feature", op="has", value="degrees")
    need = need_of("kettle where I can set the degrees", wish, topic="kettle")
    near = {"K": {Fact("temperature control", False): 0.62}}
    speaking = {"speaking_to": lambda product, text: (Fact("temperature control", False), 3.2)}
    kinds = [move.kind for move in told(need, [hit_of(kettle)], told_of=near, **speaking)]
    assert kinds[:2] == ["pick", "drawback"] and "silent" not in kinds


def test_a_cheaper_product_that_meets_less_is_no_choice_for_a_complaint_of_something_else():
    warm = Clause("warm", "feature", op="has", value="warm")
    down = Product("D", "Auk Jacket", price=169.0, currency="EUR", description="Still warms when damp.", category="Jackets")
    rain = Product(
        "R",
        "Drizzle Jacket",
        price=79.0,
        currency="EUR",
        category="Jackets",
        attributes={"waterproof": True, "reviews": "Sticks to bare arms."},
    )
    line = next(fact for fact in facts_of(down) if "warms" in fact.words)
    hits = [hit_of(down, evidence=(Evidence(warm, line, 1.0),)), hit_of(rain)]
    assert "R" not in {key for move in told(need_of("warm jacket", warm, topic="jacket"), hits) for key in move.cites}


def test_a_list_that_surely_fits_is_told_by_the_item_that_says_what_was_asked():
    fits = "Quill Jet 1010/1012, Quill M1005, Quill Jet 1020/1022"
    toner = Product("T", "Black Toner", attributes={"compatibility": fits})
    wish = Clause("for Quill Jet 1020", "feature", op="has", value="quill jet 1020")
    fact = next(fact for fact in facts_of(toner) if fact.field == "compatibility")
    moves = told(need_of("toner for Quill Jet 1020", wish, topic="toner"), [hit_of(toner)], told_of={"T": {fact: 1.0}})
    assert [move.words["entry"] for move in moves if "entry" in move.words] == ["“Quill Jet 1020/1022” under compatibility"]


def test_where_titles_alone_tell_of_kinds_a_pack_is_no_carrier():
    carrier, other, pack = (
        hit_of(Product(key, title, brand=title.split()[0]))
        for key, title in (("1", "Osk Poco Child Carrier"), ("2", "Thal Sapling Child Carrier"), ("3", "Rey Tarn 18 Pack"))
    )
    shown = [carrier, other, pack]
    assert [is_of_another_name(hit, carrier, shown) for hit in (other, pack)] == [False, True]
    assert not is_of_another_name(pack, carrier, [carrier, pack])  # nothing tells what they are called


def test_stars_of_a_thing_with_no_word_in_common_are_no_choice():
    hung, chair, pillow = (
        Product(key, title, brand=title.split()[0], price=price, currency="USD", attributes={"rating": stars})
        for key, title, price, stars in (
            ("1", "Nem Recliner Chair", 249.0, 4.3),
            ("2", "Gic Rocker Chair", 240.0, 4.6),
            ("3", "Hest Pillow", 230.0, 4.8),
        )
    )
    need = Need("a seat for the fire")
    assert "2" in {key for move in told(need, [hit_of(hung), hit_of(chair)]) for key in move.cites}
    assert "3" not in {key for move in told(need, [hit_of(hung), hit_of(pillow)]) for key in move.cites}


def test_what_a_title_says_to_be_without_is_not_asked_for():
    wish = Clause("without eggs", "exclude")
    need = need_of("mayonnaise without eggs", wish, topic="mayonnaise")
    kinds = [
        {move.kind for move in told(need, [hit_of(Product("V", title))])} for title in ("Vee Mayonnaise", "Vee Eggless Mayo")
    ]
    assert ["unknown" in found for found in kinds] == [True, False]


def test_a_battery_takes_no_battery():
    pack = Product("A", "Alk AA Pack", attributes={"battery type": "Single-use battery"})
    for topic, forms in (("batteries", []), ("torch", ["verb", "clause"])):
        told_forms = [list(phrases.forms) for phrases in told(need_of(topic, topic=topic), [hit_of(pack)])[0].facts.values()]
        assert told_forms == ([forms] if forms else [])


def test_a_counted_unit_is_said_once():
    fact = Fact("number_of_puzzle_pieces", 1000.0, "pcs")
    assert phrases_of(worded(fact)).forms["noun"] == ("1000 pieces",)


def test_a_slogan_that_calls_to_action_is_not_quoted_and_a_heading_that_lost_its_line_ends_a_quote():
    assert instructs("Kick start your day with a bowl of flakes") and instructs("Get ready for family adventures")
    assert list(quotes_of("It is mostly used when frying foods.IngredientsGroundnut oil and vitamin A")) == [
        "It is mostly used when frying foods"
    ]


def test_a_long_claim_is_the_makers_own_and_no_fact():
    claim = "Includes ayurvedic herbs to regulate excess blood sugar and rebuilding tissues affected by diabetes."
    assert (deed_in(claim, "en"), deed_in("Includes a cover.", "en")) == ("", "includes a cover")


# --- nearness by a cohort -----------------------------------------------------------------------------------------------------


def encode(texts: Sequence[str]) -> np.ndarray:
    """Wishes of any trade lie along the first axis, what is asked along the second."""
    return np.asarray([[1.0 + 0.1 * (len(text) % 3 - 1), 0.05 * (len(text) % 2)] for text in texts], np.float32)


def index(digest: str) -> Any:
    measured = SimpleNamespace(unit=lambda field: None)
    return SimpleNamespace(manifest=SimpleNamespace(embedder_digest=digest, dim=2), measured=measured)


def test_what_is_near_to_any_wish_scores_nothing_and_what_is_near_to_this_alone_scores_high():
    asked = np.asarray([[1.0, 0.5]], np.float32)
    hub, answer, stranger = [1.0, 0.0], [0.0, 1.0], [0.0, 0.0]
    (scores,) = standard_scores(index("of-a-test"), asked, np.asarray([hub, answer, stranger], np.float32), encode)
    assert scores[1] > 5 > 1 > abs(scores[0])


def test_a_date_never_answers_and_what_is_near_by_chance_is_dropped():
    date, power, hand = Fact("release date", "2024-04-08"), Fact("power", "8 W"), Fact("hand", "both")
    near = {"L": {date: 0.9, power: 0.5, hand: 0.4}}
    assert settled(near, {"L": {date: 9.0, power: 1.0, hand: 7.0}}) == {"L": {hand: 1.0}}

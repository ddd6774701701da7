"""That every tick, miss and silence is true: what a record says otherwise, or denies in one word, is not passed over."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest

from shopcli.advisor import Advisor
from shopcli.catalog.facts import facts_of
from shopcli.index import Index
from shopcli.index.parts.words import Tokenizer
from shopcli.need.tagging.torn_words import SHIPPED_WORDS
from shopcli.pipeline.verdicts.evidence import borne
from shopcli.pipeline.verdicts.silence import Silences
from shopcli.render.reasons import reasons, reasons_of
from shopcli.render.record_words import RecordWords
from shopcli.rerank import bearings_of
from shopcli.rerank.bearing import DENIES
from shopcli.text.negation import says_less
from shopcli.text.stance import stance
from shopcli.train.tagging.tagged_requests import shipped_requests
from shopcli.types import Clause, Evidence, Fact, Hit, Need, Product
from shopcli.write.moves.wish_words import is_unspoken
from shopcli.write.moves.wishes_apart import silent_on
from shopcli.write.plan import make_plan
from tests.conftest import WordEncoder, build
from tools.torn_words import torn_words

SHOP = (
    Product("p1", "Tarn gloss seedless jam", description="Cooked in copper."),
    Product("p2", "Ulm gloss jam", description="A jam of plums."),
    Product("p3", "Vell jam with seeds", description="Of figs."),
    Product("p4", "Wend handle cup", description="A cup of clay.", attributes={"lead free": True}),
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Advisor:
    folder, encoder = tmp_path_factory.mktemp("jams"), WordEncoder()
    build(folder, SHOP, encoder)
    return Advisor(Index(folder), encoder=encoder)


def told(shop: Advisor, query: str) -> dict[str, list[tuple[str, str]]]:
    answer = shop.ask(query, text=False, top=4)
    return {hit.product.id: [(one.verdict, one.clause) for one in reasons_of(hit, answer)] for hit in answer.results}


# --- one word that denies -----------------------------------------------------------------------------------------------------


def test_one_word_denies_what_it_opens_with():
    lacking = ("Seedless", "wireless", "fragrancefree", "zuckerfreie", "kabelloser")
    stems = ("seed", "wire", "fragranc", "zucker", "kabel")
    assert all(map(says_less, lacking, stems))
    assert not any(map(says_less, ("unless", "free", "freezer", "seed", "seedling"), ("un", "free", "free", "seed", "seed")))


def test_what_is_not_wanted_is_granted_by_a_word_that_denies_it(shop):
    said = told(shop, "jam without seeds")
    assert said["p1"] == [("yes", "without seeds")]
    assert said["p2"] == [("unknown", "without seeds")]
    assert said["p3"] == [("no", "without seeds")]


def test_a_field_that_says_free_of_it_grants_what_is_not_wanted(shop):
    said = told(shop, "cup without lead")
    assert said["p4"] == [("yes", "without lead")]


def test_what_is_wanted_is_denied_by_such_a_word_and_the_record_is_not_said_to_be_silent():
    jam, wish = Fact("title", "Seedless plum jam"), Clause("seeds", "feature", op="has", value="seeds")
    tokens = Tokenizer().tokens
    assert bearings_of(wish, ["seeds"], [jam], tokens, [False]) == [DENIES]
    assert bearings_of(wish, ["seeds"], [Fact("title", "Plum jam")], tokens, [False]) == [0]
    assert not is_unspoken("seeds", (jam,)) and is_unspoken("seeds", (Fact("title", "Plum jam"),))


# --- silence ------------------------------------------------------------------------------------------------------------------


class TongueEncoder(WordEncoder):
    """Words that mean the same have one vector, in whichever language."""

    _SAME: ClassVar = {"blau": "blue", "glint": "shine", "oak": "bamboo"}

    def _word(self, word: str) -> np.ndarray:
        return super()._word(self._SAME.get(word, word))


def silences(
    need: Need, *products: Product, thing: str = "", folder: Path, language: str = "", beside: tuple[Hit, ...] = ()
) -> list[list[str]]:
    """Of each product the wishes on which it may be told that its record is silent."""
    encoder = TongueEncoder()
    build(folder, [*products, *(hit.product for hit in beside)], encoder)
    hits = [*(Hit(product, 1.0, unknown=tuple(need.hard)) for product in products), *beside]
    index = Index(folder)
    index.manifest = replace(index.manifest, language=language)
    held = Silences(index, need, thing, lambda: encoder).held(hits)
    return [[one.text for one in need.clauses if one.kind != "topic" and one not in hit.undecided] for hit in held]


def wish(text: str, **more: object) -> Clause:
    return Clause(text, "feature", **more)  # type: ignore[arg-type]


def test_a_record_that_says_a_wish_in_other_words_is_not_silent_and_one_that_speaks_of_nothing_near_is(tmp_path):
    need = Need("blue bag that shines, waterproof", (wish("blue"), wish("shine"), wish("waterproof")))
    bags = Product("p1", "Sack BLAU"), Product("p2", "Glint bag"), Product("p3", "Bag of bamboo")
    assert silences(need, *bags, folder=tmp_path) == [
        ["shine", "waterproof"],
        ["blue", "waterproof"],
        ["blue", "shine", "waterproof"],
    ]


def test_what_is_excepted_a_part_of_the_name_and_a_long_story_are_told_of_by_no_silence(tmp_path):
    need = Need(
        "car seat apart from rented ones that he will not wriggle out of on long roads, without straps",
        (
            wish("car"),
            Clause("apart from rented", "exclude", op="lacks", value="rented"),
            wish("wriggle out of on long roads"),
            Clause("without straps", "exclude", op="lacks", value="straps"),
        ),
    )
    assert silences(need, Product("p1", "Potty"), thing="car seat", folder=tmp_path) == [["without straps"]]


def test_a_word_of_a_slip_that_no_record_says_is_no_wish_and_a_number_of_a_field_is_left_to_it(tmp_path):
    limit = Clause("at least 3 kg", "limit", "weight", ">=", 3.0, "kg")
    need = Need("blu bag, tarn, at least 3 kg", (wish("blu"), wish("tarn"), limit))
    assert silences(need, Product("p1", "Bag"), folder=tmp_path) == [["tarn", "at least 3 kg"]]


def test_one_word_of_several_that_a_record_says_and_a_field_that_grants_the_wish_elsewhere_break_its_silence(tmp_path):
    need = Need("bag that shines at night, sharp", (wish("shines at night"), wish("sharp")))
    sharp = Evidence(wish("sharp"), Fact("edge", "sharp as glass"), 1.0)
    bags = Product("p1", "Night sack"), Product("p2", "Sack", attributes={"edge": "round"}), Product("p3", "Sack")
    granted = Hit(Product("p4", "Sack", attributes={"edge": "sharp as glass"}), 1.0, evidence=(sharp,))
    assert silences(need, *bags, folder=tmp_path / "one") == [
        ["sharp"],
        ["shines at night", "sharp"],
        ["shines at night", "sharp"],
    ]
    told = silences(need, *bags, folder=tmp_path / "two", beside=(granted,))
    assert told[:3] == [["sharp"], ["shines at night"], ["shines at night", "sharp"]]


def test_a_number_in_a_title_abroad_may_be_that_of_a_wish_and_a_size_speaks_of_sizes(tmp_path):
    need = Need("100 Stück, rund", (wish("100 Stück"), wish("rund")), language="de")
    boxes = Product("p1", "Box of 300"), Product("p2", "Box of clay")
    assert silences(need, *boxes, folder=tmp_path, language="en") == [["rund"], ["100 Stück", "rund"]]
    assert RecordWords(Product("p", "Gloves - S - black")).mention("size M")
    assert not RecordWords(Product("p", "Gloves by M&S, Bob's, S-1")).mention("size M")


def test_silence_that_must_not_be_told_is_told_neither_beside_a_result_nor_by_the_advice():
    blue = wish("blue", op="is", field="colour", value="blue")
    need, bag = Need("blue bag", (Clause("bag", "topic"), blue)), Product("p", "Sack BLAU")
    hit = Hit(bag, 1.0, unknown=(blue,))
    assert [one.clause for one in reasons(hit, need)] == ["blue"]
    assert silent_on(hit, need, (), {}) == (blue,)
    assert [part.kind for part in make_plan(need, [hit], facts_of)] == ["shortfall", "pick"]
    hit = replace(hit, undecided=(blue,))
    assert [one.clause for one in reasons(hit, need)] == []
    assert silent_on(hit, need, (), {}) == ()
    assert [part.kind for part in make_plan(need, [hit], facts_of)] == ["pick"]


# --- ticks --------------------------------------------------------------------------------------------------------------------


def test_a_word_of_a_story_is_met_and_missed_by_nothing():
    red, title = wish("all"), Fact("title", "All Day Long Lotion")
    need = Need("her knees get all red", (red,))
    hit = borne(Hit(Product("p", "All Day Long Lotion"), 1.0, evidence=(Evidence(red, title, 1.0),)), need)
    assert (hit.evidence, hit.undecided) == ((), (red,))
    dry = wish("waterproof")
    hit = Hit(Product("p", "Waterproof hat"), 1.0, evidence=(Evidence(dry, Fact("title", "Waterproof hat"), 1.0),))
    assert borne(hit, Need("hat, waterproof", (dry,))) == hit


def test_a_part_of_a_name_is_not_met_by_another_thing():
    blow = wish("blow")
    cooler = Hit(Product("p", "Top-Blow cooler"), 1.0, evidence=(Evidence(blow, Fact("title", "Top-Blow cooler"), 1.0),))
    need = Need("blow dryer", (blow, Clause("dryer", "topic")))
    assert borne(replace(cooler, goes_by_name=False), need, {blow}).evidence == ()
    assert borne(replace(cooler, goes_by_name=True), need, {blow}) == replace(cooler, goes_by_name=True)


def test_another_number_of_the_same_is_no_reason_and_the_same_number_is():
    two = wish("two-person", op="has", value="two person")
    facts = Fact("title", "Dome 3-Person Tent"), Fact("title", "Dome 2-Person Tent"), Fact("title", "Person tent")
    hits = [
        borne(Hit(Product("p", "Tent"), 1.0, evidence=(Evidence(two, fact, 1.0),)), Need("two-person tent", (two,)))
        for fact in facts
    ]
    assert [len(hit.evidence) for hit in hits] == [0, 1, 1]


def test_a_text_that_denies_what_a_dictionary_made_of_a_wish_is_no_miss():
    cries = wish("大哭", op="has", value="tears", meaning="tears")
    told = (Evidence(cries, Fact("title", "No More Tears Shampoo"), 1.0), Evidence(cries, Fact("tears", False), 1.0))
    hits = [borne(Hit(Product("p", "Shampoo"), 1.0, denied=(one,)), Need("一洗头就大哭", (cries,))) for one in told]
    assert [[why.clause.text for why in hit.denied] for hit in hits] == [[], ["大哭"]]


def test_what_was_taken_to_serve_a_story_is_not_missed_by_the_words_of_the_story():
    topic = Clause("my nose is blocked", "topic", meaning="aspirator", source="assumption")
    hit = Hit(Product("p", "Cream"), 1.0, unmet=(topic,))
    assert list(reasons(hit, Need("my nose is blocked", (topic,)))) == []
    named = Clause("aspirator", "topic")
    told = reasons(replace(hit, unmet=(named,)), Need("aspirator", (named,)))
    assert [(one.verdict, one.clause) for one in told] == [("no", "aspirator")]


def test_the_shipped_words_are_those_of_the_tagged_requests():
    assert SHIPPED_WORDS.read_text(encoding="utf-8").split() == torn_words(shipped_requests())


def test_what_is_not_contained_may_be_several_and_a_shelf_is_no_part_of_a_thing(tmp_path):
    tokens = Tokenizer().tokens
    assert stance("It does not contain onion and garlic.", "garlic", tokens) == -1
    assert stance("No zip and garlic bread.", "garlic", tokens) == 1
    shelved = {"sub category": "Garlic goods"}
    sauces = (
        Product("p1", "Tarn sauce", description="A garlic-free sauce.", attributes=shelved),
        Product("p2", "Ulm sauce", description="A sauce.", attributes={"with": "garlic"}),
    )
    encoder = WordEncoder()
    build(tmp_path, sauces, encoder)
    says, denies = Index(tmp_path).sayings.judge("garlic", compounds=True)
    assert (says.tolist(), denies.tolist()) == ([False, True], [True, False])


def test_a_limit_that_is_a_part_of_a_long_wish_is_near_and_a_title_is_not_contradicted_by_a_field():
    size = Clause("keeps a 15 inch laptop dry without fiddling with a cover", "limit", "laptop size", ">=", 15.0, "in")
    plain = Clause("at least 15 inches of laptop", "limit", "laptop size", ">=", 15.0, "in")
    record = Product("p", "Sack", attributes={"laptop size": 15.6})
    verdicts = [[one.verdict for one in reasons(Hit(record, 1.0), Need(one.text, (one,)))] for one in (size, plain)]
    assert verdicts == [["near"], ["yes"]]
    power = Clause("electric", "feature", "power source", "is", "electric")
    for title, verdict in (("Electric toothbrush", []), ("Toothbrush", ["no"])):
        brush = Product("p", title, attributes={"power source": "battery"})
        assert [one.verdict for one in reasons(Hit(brush, 1.0, unmet=(power,)), Need("electric brush", (power,)))] == verdict

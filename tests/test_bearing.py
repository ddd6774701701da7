"""What a fact says to a wish: it grants it, denies it, rules it out by a field, or only comes near."""

from __future__ import annotations

import numpy as np
import pytest

from shopcli.index.parts.words import Tokenizer
from shopcli.pipeline.fields.qualities import bearings_by_quality
from shopcli.rerank import bearings_of, explain
from shopcli.rerank.bearing import DENIES, GRANTS, MENTIONS, RULES_OUT
from shopcli.text.stance import stance
from shopcli.types import Clause, Evidence, Fact

TOKENS = Tokenizer().tokens


def bearing(wish: str, fact: Fact, **more: object) -> int:
    clause = Clause(wish, "feature", **more)  # type: ignore[arg-type]
    return bearings_of(clause, [wish, *clause.alternatives], [fact], TOKENS)[0]


# --- texts --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Not made for the tumble dryer, let alone for ironing.", "ironing"),
        ("A glue for people who want something non-toxic.", "toxic"),
        ("This varnish is not waterproof.", "waterproof"),
        ("The blade cannot be sharpened.", "sharpened"),
        ("Free of palm oil and colouring.", "palm oil"),
        ("A fabric instead of leather.", "leather"),
        ("A sugar-free syrup", "sugar"),
        ("Lack ohne Lösungsmittel", "Lösungsmittel"),
        ("不含酒精的胶水", "酒精"),
    ],
)
def test_a_sentence_that_denies_some_words_does_not_say_them(text, words):
    assert stance(text, words, TOKENS) == -1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Safe in the dishwasher.", "dishwasher"),
        ("Not only for allotments, for balconies too.", "allotments"),
        ("No drilling, and waterproof.", "waterproof"),
        ("It isn't heavy. It is waterproof.", "waterproof"),
        ("With no added sugar.", "no added sugar"),
        ("Sugar-free syrup", "sugar free"),
        ("含酒精的胶水", "酒精"),
        ("['windproof', 'not waterproof']", "windproof"),
    ],
)
def test_a_sentence_says_words_that_no_denial_reaches(text, words):
    assert stance(text, words, TOKENS) == 1


def test_a_question_says_nothing_and_neither_do_words_scattered_over_a_long_sentence():
    scattered = "The wide brush for the big walls of a barn has a handle that lies in the hand and will fit a pole."
    assert stance("Worried about getting too warm?", "warm", TOKENS) == 0
    assert stance(scattered, "wide fit", TOKENS) == 0
    assert stance("A glove with a wide fit for hands that have worked in the cold for forty years.", "wide fit", TOKENS) == 1


# --- facts --------------------------------------------------------------------------------------------------------------------


def test_a_yes_grants_what_the_field_is_called_and_a_no_rules_it_out():
    assert bearing("dimmable", Fact("dimmable", True)) == GRANTS
    assert bearing("dimmable", Fact("dimmable", False)) == RULES_OUT
    assert bearing("foot pedal", Fact("foot pedal", "none")) == RULES_OUT
    assert bearing("foot pedal", Fact("foot pedal", "n/a")) == 0


def test_a_number_grants_nothing_that_only_the_name_of_its_field_says():
    assert bearing("story", Fact("main story", 6.5)) == 0
    assert bearing("6 strings", Fact("strings", 6.0)) == GRANTS
    assert bearing("wide fit", Fact("size", "36-42")) == 0


def test_a_part_of_what_is_wished_is_not_what_is_wished():
    assert bearing("organic cotton", Fact("material", "cotton")) == 0
    assert bearing("organic cotton", Fact("material", "organic cotton")) == GRANTS
    assert bearing("both hands", Fact("hands", "both")) == GRANTS


def test_half_of_a_word_says_nothing_by_itself():
    assert bearing("free", Fact("returns", "7 days free returns")) == 0


def test_a_field_that_says_what_denies_a_wish_rules_it_out_and_a_word_of_the_text_does_not():
    assert bearing("vegan", Fact("material", "leather"), denials=("leather", "milk")) == RULES_OUT
    assert bearing("decaf", Fact("caffeine", True), denials=("caffeine",)) == RULES_OUT
    assert bearing("vegan", Fact("title", "Milk"), denials=("leather", "milk")) == 0


def test_a_thing_is_named_by_title_category_or_a_value_that_ends_in_its_name():
    facts = [Fact("category", "Drums"), Fact("item", "snare drum"), Fact("drum depth", 14.0), Fact("for", "drum")]
    assert bearings_of(Clause("drum", "topic"), ["drum"], facts, TOKENS) == [GRANTS, GRANTS, 0, 0]


def test_a_makers_name_says_nothing_of_the_thing_but_who_made_it():
    facts = [Fact("title", "Natural Light Lamp Oil"), Fact("brand", "Natural Light")]
    clause = Clause("natural", "feature", alternatives=("natural light",))
    assert bearings_of(clause, ["natural", "natural light"], facts, TOKENS) == [0, 0]
    assert bearings_of(Clause("by Natural Light", "feature"), ["Natural Light"], facts, TOKENS) == [0, 0]
    assert bearings_of(Clause("Natural Light", "feature"), ["Natural Light"], facts, TOKENS) == [0, GRANTS]


def test_a_category_grants_what_was_said_and_no_other_word_for_it():
    clause = Clause("for a small room", "feature", alternatives=("small",))
    assert bearings_of(clause, ["for a small room", "small"], [Fact("category", "Small Appliances")], TOKENS) == [0]
    assert bearings_of(Clause("gaming", "feature"), ["gaming"], [Fact("category", "Gaming")], TOKENS) == [GRANTS]


def test_what_a_wish_is_against_is_what_records_say():
    assert bearing("against dark circles", Fact("title", "Balm for Dark Circles")) == GRANTS


def test_no_narrower_denial_a_quality_an_option_or_a_year_is_mistaken_for_another():
    assert bearing("prints", Fact("borderless printing", False)) == 0
    assert bearing("rechargeable", Fact("description", "Recharge after a climb.")) == MENTIONS
    assert bearing("family", Fact("variations", "Colour Family")) == 0
    assert [bearing("2008", Fact("release year", year)) for year in (2008.0, 2007.0)] == [GRANTS, RULES_OUT]


def test_an_exclusion_is_held_against_the_facts_that_say_or_deny_its_words():
    facts = [Fact("material", "beech"), Fact("description", "Painted without lead."), Fact("paint", "lead white")]
    clause = Clause("without lead", "exclude", op="lacks", value="lead")
    assert bearings_of(clause, ["lead"], facts, TOKENS) == [0, DENIES, GRANTS]


# --- values -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wish", "fact", "expected"),
    [
        ("waterproof", Fact("water resistance", "20 ATM"), GRANTS),
        ("waterproof", Fact("water resistance", "3 ATM"), RULES_OUT),
        ("for a family of four", Fact("persons", 4.0), GRANTS),
        ("for a family of four", Fact("persons", 2.0), RULES_OUT),
        ("for a family of four", Fact("persons", 5.0), 0),
        ("left-handed", Fact("hand", "right"), RULES_OUT),
        ("left-handed", Fact("hand", "both"), GRANTS),
        ("without batteries", Fact("batteries needed", False), GRANTS),
        ("caffeine free", Fact("caffeine", True), RULES_OUT),
        ("purple", Fact("water resistance", "20 ATM"), 0),
    ],
)
def test_a_value_grants_the_quality_that_its_licence_knows(wish, fact, expected):
    assert bearings_by_quality(Clause(wish, "feature"), [fact]) == [expected]


# --- what is cited ------------------------------------------------------------------------------------------------------------


def explained(clause: Clause, *bearings: int, similarity: float = 1.0):
    keys = np.full((len(bearings), 2), [similarity, 0.0], np.float32)
    facts = tuple(Fact(f"f{number}", "x") for number in range(len(bearings)))
    query = np.asarray([[1.0, 0.0]], np.float32)
    return facts, explain((clause,), query, facts, keys, bearings=np.asarray([bearings]))


def test_only_a_fact_that_grants_a_wish_is_cited_for_it_however_near_others_come():
    wish = Clause("quiet", "feature")
    facts, found = explained(wish, 0, GRANTS, DENIES)
    assert [why.fact for why in found.evidence] == [facts[1]]
    assert (found.denied, found.unanswered, found.undecided) == ((), (), ())


def test_a_denial_is_told_where_nothing_grants_and_a_field_that_says_no_outweighs_a_text():
    wish = Clause("quiet", "feature")
    for bearings, number in (((0, DENIES), 1), ((GRANTS, RULES_OUT), 1)):
        facts, found = explained(wish, *bearings)
        assert found.evidence == () and found.denied == (Evidence(wish, facts[number], 0.5),)


def test_of_what_comes_near_and_says_nothing_nothing_is_told_and_of_the_rest_the_record_is_silent():
    wish = Clause("quiet", "feature")
    near, far = explained(wish, 0, 0)[1], explained(wish, 0, 0, similarity=0.1)[1]
    assert (near.evidence, near.unanswered, near.undecided) == ((), (), (wish,))
    assert (far.evidence, far.unanswered, far.undecided) == ((), (wish,), ())


# --- what only holds the words of a wish --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Pruning saw. saw for hedges. cheap hedge saw.", "hedges"),  # words to be found by
        ("Optional carbide blade.", "carbide"),
        ("Tuner sold separately.", "tuner"),
        ("Made in a facility that processes sesame.", "sesame"),
        ("Not suitable for toddlers under 3 years.", "toddlers"),
        ("Unsuitable for pools over 5 m.", "pools"),
        ("A water-based varnish", "water"),
        ("Slate effect tiles", "slate"),
        ("A strap of faux leather", "leather"),
        ("It fits inside another trunk.", "trunk"),
        ("Cuts a wide variety of boards", "wide"),
        ("A coat that prevents rust", "rust"),
    ],
)
def test_what_is_optional_narrowed_prevented_or_lends_its_name_is_neither_said_nor_denied(text, words):
    assert stance(text, words, TOKENS) == 0


def test_a_dash_and_a_lost_mark_end_what_a_no_governs():
    assert stance("No lead - Solvent free - Quick", "solvent free", TOKENS) == 1
    assert stance("No dyesContainsWheat BranKeepsDry in no added dyesIngredientsWheat", "wheat", TOKENS) == 1


@pytest.mark.parametrize(
    ("wish", "fact"),
    [
        ("for sailing", Fact("description", "Get sailing knots in a minute.")),  # not said to be for it
        ("for oysters", Fact("title", "Oyster Cove Knife")),  # a name
        ("for soup", Fact("title", "Soup 400 ml")),  # it is one
        ("for soup", Fact("title", "Pea Soup, 2 Tins")),
        ("scanning", Fact("bundled software", "Photo Scanning Suite")),
        ("soft", Fact("description", "Brush at once for softness.")),
        ("climbing", Fact("description", "Keeps your feet dry as you climb the ladder to the loft.")),
        ("whole", Fact("description", "Clusters of whole-grain oats, baked and packed by hand.")),
    ],
)
def test_a_fact_that_only_holds_the_words_leaves_the_wish_open(wish, fact):
    facts = [fact, Fact("title", "Pea Soup, 2 Tins")]
    assert bearings_of(Clause(wish, "feature"), [wish, wish.removeprefix("for ")], facts, TOKENS)[0] == MENTIONS


@pytest.mark.parametrize(
    ("wish", "fact"),
    [
        ("for sailing", Fact("description", "Gloves for sailing in cold water.")),
        ("for women", Fact("description", "The women's Tarn racket is strung by hand in a small workshop.")),
        ("for acne", Fact("title", "Balm for Acne")),
        ("for acne", Fact("description", "Reduces acne and calms the skin in a few days of regular use.")),
        ("for chicken", Fact("title", "Chicken Brine")),
    ],
)
def test_what_is_said_to_be_for_a_use_grants_it(wish, fact):
    bare = wish.removeprefix("for ")
    assert bearings_of(Clause(wish, "feature"), [wish, bare], [fact], TOKENS) == [GRANTS]


def test_one_word_in_place_of_several_may_be_said_of_another_thing_and_another_word_too():
    text = "The handle fits a wide hand and its lid is padded with light felt from the mill."
    assert bearing("wide brim", Fact("description", text), alternatives=("wide",)) == MENTIONS
    assert bearing("wide brim", Fact("brim", "wide"), alternatives=("wide",)) == GRANTS
    assert bearing("warm", Fact("description", text), alternatives=("padded",)) == MENTIONS
    assert bearing("lightweight", Fact("description", text), alternatives=("light",)) == MENTIONS
    assert bearing("insulated", Fact("description", "The insulation keeps it hot."), alternatives=("insulation",)) == GRANTS
    assert bearing("bear", Fact("description", "Two load-bearing loops hold the pack.")) == MENTIONS
    assert bearing("coaxial to optical lead", Fact("title", "Coaxial Plug Set"), alternatives=("coaxial",)) == MENTIONS


def test_a_wish_whose_words_a_fact_holds_is_neither_answered_nor_unanswered():
    clause, fact = Clause("for sailing", "feature"), Fact("description", "Get sailing knots in a minute.")
    keys = np.asarray([[1.0, 0.0]], np.float32)
    near = explain([clause], keys * 0, [fact], keys, bearings=np.asarray([[MENTIONS]]))
    assert (near.unanswered, near.denied, near.evidence, near.undecided) == ((), (), (), (clause,))


# --- what is said of something else -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wish", "text"),
    [
        ("nuts", "A good start. Try it with honey, berries and nuts for a hearty crunch."),
        ("warm", "Preferably iron on warm level"),
        ("light", "Sheds light rain for an hour"),
        ("light", "If needed, lightly iron on a low setting"),
        ("wide fit", "A natural fit—wide pockets for all you need on the way"),
    ],
)
def test_what_a_text_says_of_something_else_is_not_said_of_the_product(wish, text):
    assert bearing(wish, Fact("description", text)) in (0, MENTIONS)


@pytest.mark.parametrize("text", ["It is light and warm.", "As light as they come", "A trumpet that is light but loud"])
def test_how_much_a_thing_is_of_something_is_said_of_it_where_no_noun_follows(text):
    assert bearing("light", Fact("description", text)) == GRANTS


def test_words_that_stand_in_two_items_of_a_value_or_in_a_category_of_several_things_say_nothing_together():
    assert bearing("small boat", Fact("market", "Small Crews/Sail Boats")) == MENTIONS
    assert bearing("small boat", Fact("market", "Small Boats/Crews")) == GRANTS
    assert bearing("linen", Fact("category", "Home > Linens & Bedding")) == MENTIONS
    assert bearing("linen", Fact("category", "Home > Linen")) == GRANTS


def test_the_denial_of_a_word_that_may_stand_for_a_wish_does_not_deny_the_wish():
    clause = Fact("title", "Dye that does not harm the scalp")
    assert bearing("against flakes", clause, alternatives=("scalp",)) == MENTIONS
    assert bearing("scalp", clause) == DENIES

"""What makes an answer read as a good shop assistant's: nothing beside the point, names that say the thing, whole sentences."""

from __future__ import annotations

import pytest

from shopcli.config import Decoding
from shopcli.types import Attention, Clause, Evidence, Fact, Hit, Need, Product
from shopcli.write.advise import advise
from shopcli.write.knowledge import Knowledge
from shopcli.write.moves.move import Move
from shopcli.write.moves.open_questions import open_questions
from shopcli.write.moves.planner import make_moves
from shopcli.write.moves.quotes import part_about, quote_of
from shopcli.write.moves.reasons import Reason
from shopcli.write.moves.second_choice import is_unasked_row
from shopcli.write.moves.wish_words import kinds_of, unwanted_in, whether_of, wishes_of
from shopcli.write.product_names import model_names, short_name
from shopcli.write.wording.agreement import agreeing
from shopcli.write.wording.frame_bank import Frame
from shopcli.write.wording.frames import worded
from shopcli.write.wording.natural_forms import natural_forms
from shopcli.write.wording.phrases import Phrases
from shopcli.write.wording.read_aloud import out_of_brackets, spelt_as_in, spelt_out, verbs_once
from tests.trades import facts_of, hit_of, need_of


def made(need: Need, *hits: Hit, **knowledge: object) -> list[Move]:
    return make_moves(need, hits, facts_of, Knowledge(**knowledge))  # type: ignore[arg-type]


def text_of(need: Need, *hits: Hit, **knowledge: object) -> str:
    known = Knowledge(**knowledge)  # type: ignore[arg-type]
    return " ".join(one.text for one in advise(need, hits, model=None, decoding=Decoding(), facts_of=facts_of, knowledge=known))


# --- what is told -------------------------------------------------------------------------------------------------------------


def test_who_wished_for_something_is_not_told_who_designed_it_or_how_it_is_packed():
    lamp = Product("L", "Tarn Lamp", price=25.0, currency="EUR", attributes={"designer": "Ada Kell", "net weight": "400 g"})
    wish = Clause("warm light", "feature")
    opening = made(need_of("lamp, warm light", wish, topic="lamp"), hit_of(lamp))[0]
    assert opening.facts == {}


def test_where_nothing_else_is_told_the_line_says_what_the_thing_is():
    stool = Product("S", "UTTA", "Children's stool", price=25.0, currency="EUR")
    said = text_of(need_of("a stool to stand on while cooking", Clause("stand on", "feature"), topic="stool"), hit_of(stool))
    assert said.startswith("Of our stools") or "UTTA (25.00 EUR), a children's stool" in said
    assert "(25.00 EUR), a children's stool" in said


def test_an_alternative_that_lacks_what_was_wished_is_not_told_by_its_stars():
    wish = Clause("dimmable", "feature", "dimmable", "is", True)
    granted = (Evidence(wish, Fact("dimmable", True), 1.0),)
    pick = Product("P", "Tarn Lamp", price=40.0, currency="EUR", attributes={"dimmable": True, "rating": 4.5})
    other = Product("O", "Moor Lamp", price=20.0, currency="EUR", attributes={"rating": 4.0})
    need = need_of("dimmable lamp", wish, topic="lamp")
    moves = made(need, hit_of(pick, evidence=granted), hit_of(other))
    assert "rated_below" not in {move.kind for move in moves}


def test_nobody_chooses_by_a_row_of_sizes_that_was_not_asked_for():
    row = Phrases(worded(Fact("paper size", "203 x 347 mm")), {})
    assert is_unasked_row(Reason(row, 0.6))
    assert not is_unasked_row(Reason(row, 0.6, Clause("203 x 347", "feature")))


def test_an_owner_of_a_cat_is_told_of_no_sauce_for_it():
    sauce = Product("T", "Red Sauce", "Hot and sour", price=2.0, currency="EUR", category="Food/Sauces")
    need = Need("food for my cat", (Clause("food", "topic"), Clause("for my cat", "feature")))
    assert "cat" not in text_of(need, hit_of(sauce))
    biscuits = Product(
        "C",
        "Crunchy Biscuits",
        "They are baked in Tarn. Any cat of any age may eat them.",
        price=2.0,
        currency="EUR",
        category="Food/Pets",
    )
    assert "for your cat" in text_of(need, hit_of(biscuits)).casefold()


def test_what_is_shown_is_not_said_to_be_one_of_what_its_name_only_mentions():
    cover = Product("G", "Norvik Glass Tablet screen protector", price=9.0, currency="EUR")
    words = made(need_of("a tablet", topic="tablet"), hit_of(cover))[0].words
    assert "kinds" not in words


# --- what is not known --------------------------------------------------------------------------------------------------------


def open_of(query: str, *wishes: Clause, topic: str) -> list[str]:
    need = Need(query, (Clause(topic, "topic"), *wishes))
    return open_questions(need, wishes, [Fact("material", "steel of the finest sort that there is in the world")])


@pytest.mark.parametrize(
    ("query", "wish", "topic", "asked"),
    [
        ("monitor, good colours", "good colours", "monitor", ["has good colours"]),
        ("board game, evening", "evening", "board game", []),
        ("tent as light as possible", "possible", "tent", []),
        ("something with clay against spots", "with clay against", "something", ["has clay"]),
        ("a mouse for travelling with a notebook", "notebook", "mouse", []),
        ("a card, fast enough for video", "fast enough for video", "card", ["is fast enough for video"]),
        ("running shoes", "running", "shoes", []),
    ],
)
def test_what_is_left_open_is_asked_in_grammar_or_not_at_all(query, wish, topic, asked):
    assert open_of(query, Clause(wish, "feature"), topic=topic) == asked


def silent(query: str, text: str) -> list[str]:
    rack = Product("R", "Tarn Rack", "It is made of steel and holds what you put on it", price=9.0, currency="EUR")
    wish = Clause(text, "feature")
    facts = tuple(facts_of(rack))
    attention = Attention((wish,), facts, ((0.0,) * len(facts),), (0.0,), unanswered=(wish,))
    need = Need(query, (Clause("rack", "topic"), wish))
    return [move.words["silent"] for move in made(need, hit_of(rack), attentions={"R": attention}) if move.kind == "silent"]


@pytest.mark.parametrize(
    ("query", "text", "told"),
    [
        ("rack for the bedroom", "bedroom", []),
        ("rack, turning three", "turning three", []),
        ("a second rack", "second", []),
        ("a rack, kitchen hygiene", "kitchen hygiene", ["“kitchen hygiene”"]),
    ],
)
def test_no_scrap_of_a_story_is_said_to_stand_in_no_listing(query, text, told):
    assert silent(query, text) == told


def test_what_one_can_do_with_a_thing_is_asked_of_who_does_it():
    assert whether_of(Clause("I can wear in the lake", "feature"), "en") == "whether you can wear it in the lake"


# --- how wishes are told back -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("clause", "told"),
    [
        (Clause("max 15 euro", "limit", "price", "<=", 15.0, "EUR"), "one for at most 15 EUR"),
        (Clause("under 700", "limit", "price", "<", 700.0), "a price under 700"),
        (Clause("not a huge", "limit", "size", "<=", 40.0), "one that is not huge"),
        (Clause("at least 512 GB of RAM", "limit", "memory", ">=", 512.0, "GB"), "one with at least 512 GB of RAM"),
        (Clause("16 gb ram", "limit", "memory", ">=", 16.0, "GB"), "one with 16 gb ram"),
    ],
)
def test_a_limit_is_told_back_as_a_person_would(clause, told):
    assert next(iter(wishes_of(clause, "en"))) == told


def test_what_is_not_counted_has_no_plural():
    assert kinds_of(need_of("honey", topic="honey")) == "honey"
    assert kinds_of(need_of("lamp", topic="lamp")) == "lamps"


# --- quotes -------------------------------------------------------------------------------------------------------------------


def test_a_list_that_lost_its_lines_is_quoted_by_the_item_that_was_asked_for():
    listed = "8g protein.- 7g fibre.- Only whole grains.- No chemicals"
    assert quote_of(listed) == ""
    assert part_about(listed, Clause("protein", "feature")) == "8g protein"


def test_a_shops_own_number_is_no_part_of_what_is_quoted():
    assert quote_of("904.134.78 The cover is made of cotton and very durable") == "The cover is made of cotton and very durable"


# --- names and numbers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Acme Camp Slippers", "Acme Camp Slippers"),
        ("Acme Sahara Convertible Pants - Men's", "Acme Sahara Convertible Pants"),
    ],
)
def test_a_name_in_the_plural_says_what_the_thing_is(title, name):
    product = Product("x", title, brand="Acme")
    assert model_names([product], lambda product, word: True) == {"x": name}


def test_no_half_of_a_pair_of_words_ends_a_name():
    title = "Call It A Night Reviving & Nourishing Activated Mask For All"
    assert short_name(Product("x", title, brand="Acme")) == "Acme Call It A Night"


def test_what_praise_in_a_title_is_about_goes_with_it():
    assert short_name(Product("x", "Acme Perfect sound CD1553B Cordless Phone", brand="Acme")) == "Acme CD1553B Cordless Phone"


def test_a_second_product_in_the_plural_has_its_own_verbs():
    frame = Frame("cheaper", "The {B} is {gap} cheaper, though it {b1:l}.", ())
    told = [("B", "Pip Earphones"), ("gap", "9 EUR"), ("b1:l", "does not cancel noise")]
    said = agreeing("The Pip Earphones is 9 EUR cheaper, though it does not cancel noise.", frame, told)
    assert said == "The Pip Earphones are 9 EUR cheaper, though they do not cancel noise."


def test_what_a_thing_is_stands_beside_its_price():
    assert (
        out_of_brackets("LJUV (a coffee table, 60x52 cm) costs 245.00 SAR.")
        == "LJUV, a coffee table, 60x52 cm, costs 245.00 SAR."
    )
    assert out_of_brackets("Take UTTA (25.00 SAR): a stool.") == "Take UTTA (25.00 SAR), a stool."
    assert out_of_brackets("Take UTTA (25.00 SAR, 80 cm wide).") == "Take UTTA (25.00 SAR, 80 cm wide)."


def test_a_verb_that_two_things_have_is_said_once():
    assert (
        verbs_once("Take the Tarn: it has a bow and has a case, says nobody.")
        == "Take the Tarn: it has a bow and a case, says nobody."
    )


def test_nobodys_words_are_changed():
    quoted = "Its maker says: “It is made of cotton and is very durable; has a lid (2, a cup) and has 16 gb”."
    assert spelt_out(verbs_once(out_of_brackets(quoted))) == quoted


def test_a_number_of_nobody_knows_what_is_not_told():
    assert natural_forms({"noun": ("a resolution of 1000",)}, "resolution", "1000") == {}
    assert natural_forms({"noun": ("a range of 30 - 16000",)}, "frequency range", "30 - 16000") == {}


def test_of_what_states_its_colour_no_mention_of_another_is_missed():
    black = Clause("not black", "exclude", "colour", "not", "black")
    lamp = Product("L", "Tarn Lamp", price=9.0, currency="EUR", attributes={"colour": "white"})
    assert unwanted_in(need_of("lamp, not black", black, topic="lamp"), hit_of(lamp), facts_of(lamp)) == ""


def test_what_is_spelt_in_letters_is_in_capitals():
    assert spelt_out("one with 16 gb ram; a buyer says: “best tv”.") == "one with 16 GB RAM; a buyer says: “best tv”."
    assert spelt_as_in("sd cards", "Tarn 64 GB SD Card") == "SD cards"

"""How a fact is put: a phrase of English where its field's name has one, and only that phrase says it."""

from __future__ import annotations

import pytest

from shopcli.need.languages.wording import Part
from shopcli.types import Fact, Need, Product
from shopcli.write.drafts import faults_of, tidy
from shopcli.write.plan import is_speakable
from shopcli.write.verify.attribution import bound_facts
from shopcli.write.wording.english import clause_of
from shopcli.write.wording.frames import worded


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (Fact("card reader integrated", True), "has integrated card reader"),
        (Fact("card_reader_integrated", "no"), "has no integrated card reader"),
        (Fact("driver required", "yes"), "requires driver"),
        (Fact("driver required", False), "does not require driver"),
        (Fact("batteries included", "N"), "does not include batteries"),
        (Fact("fast charging supported", True), "supports fast charging"),
        (Fact("number of buttons", 5.0), "has 5 buttons"),
        (Fact("HDMI ports quantity", 1.0), "has 1 HDMI port"),
        (Fact("page_count", 90.0), "has 90 pages"),
        (Fact("battery quantity", 2.0), "has 2 batteries"),
        (Fact("batteries required", 2.0), "requires 2 batteries"),
        (Fact("number of boxes", 1.0), "has 1 box"),
        (Fact("sizes", "38"), "comes in size 38"),
        (Fact("cables not included", True), "has cables not included"),
        (Fact("number of players", "2-4"), "is for 2-4 players"),
        (Fact("persons", 2.0), "is for 2 persons"),
        (Fact("Product colour", "Orange"), "comes in Orange"),
        (Fact("material", "nylon"), "is made of nylon"),
        (Fact("gender", "unisex"), "is unisex"),
        (Fact("gender", "women"), "is for women"),
        (Fact("item weight", 1.2, "kg"), "weighs 1.2 kg"),
        (Fact("height", 31.0, "cm"), "is 31 cm tall"),
        (Fact("size", 42.0), "comes in size 42"),
        (Fact("author", "Mara Lind"), "is by Mara Lind"),
    ],
)
def test_a_fact_is_put_as_a_person_puts_it(fact, said):
    assert worded(fact).deed == said


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        (Fact("strap colour", "black"), "its strap colour is black"),  # not the watch, its strap
        (Fact("maximum weight", 120.0, "kg"), "its maximum weight is 120 kg"),
        (Fact("length", 80.0), "its length is 80"),  # of what unit, nobody knows
        (Fact("hours", 3.0), "its hours are 3"),  # a unit counts nothing
        (Fact("thickness", 1.0), "its thickness is 1"),
        (Fact("model numbers", "4432"), "its model numbers are 4432"),
        (Fact("audience", "small dogs"), "its audience is small dogs"),
        (Fact("operating system installed", "Linux"), "its installed operating system is Linux"),
    ],
)
def test_where_english_has_no_phrase_for_a_name_the_name_is_said(fact, said):
    assert worded(fact).phrase is None
    assert clause_of(worded(fact)) == said


def test_a_number_of_things_keeps_its_name_and_a_price_is_no_phrase():
    assert worded(Fact("number of speakers included", 2.0)).label == "number of speakers included"
    assert worded(Fact("price", 3.0, "EUR")).phrase is None


@pytest.mark.parametrize(
    ("fact", "draft", "held"),
    [
        (Fact("driver required", True), "requires a driver.", True),
        (Fact("driver required", True), "has a driver.", False),
        (Fact("driver required", True), "includes a driver.", False),
        (Fact("driver required", False), "does not require a driver.", True),
        (Fact("driver required", False), "requires a driver.", False),
        (Fact("colour", "orange"), "comes in orange.", True),
        (Fact("colour", "orange"), "has a colour of orange.", True),
        (Fact("colour", "orange"), "is orange.", False),
        (Fact("flavour", "orange"), "comes in orange.", False),
        (Fact("flavour", "orange"), "is made of orange.", False),
        (Fact("material", "wool"), "is made of wool.", True),
        (Fact("number of pockets", 5.0), "has 5 pockets.", True),
        (Fact("number of pockets", 5.0), "comes with 5 pockets.", True),
        (Fact("number of pockets", 5.0), "is for 5 persons.", False),
        (Fact("persons", 2.0), "is for 2 persons.", True),
        (Fact("gender", "men"), "is for men.", True),
        (Fact("gender", "men"), "comes in men.", False),
        (Fact("width", 30.0, "cm"), "is 30 cm wide.", True),
        (Fact("width", 30.0, "cm"), "is 30 cm tall.", False),
        (Fact("width", 30.0, "cm"), "weighs 30 cm.", False),
    ],
)
def test_a_phrase_says_only_the_fact_that_it_is_for(fact, draft, held):
    thing = Product("t", "Norda Thing", attributes={fact.field: fact.value})
    planned = worded(fact)
    part = Part("more", thing, "Norda Thing", (planned,))
    opening = "It" if planned.deed else "Its"
    assert (faults_of(f"{opening} {draft}", part, Need(""), lambda product: [fact]) == []) is held
    assert (bound_facts(f" {draft}", [planned]) == [planned]) is held or held is False


@pytest.mark.parametrize(
    ("fact", "draft", "held"),
    [
        (Fact("strap material", "leather"), "Its material is leather.", False),
        (Fact("strap material", "leather"), "Its strap material is leather.", True),
        (Fact("battery weight", 2.0, "kg"), "Its weight is 2 kg.", False),
        (Fact("lamp material", "steel"), "Its material is steel.", True),
        (Fact("product finish", "matte"), "Its finish is matte.", True),
    ],
)
def test_what_is_said_of_a_part_is_not_said_of_the_whole(fact, draft, held):
    lamp = Product("l", "Norda Desk Lamp", attributes={fact.field: fact.value})
    part = Part("more", lamp, "Norda Desk Lamp", (worded(fact),))
    assert (faults_of(draft, part, Need(""), lambda product: [fact]) == []) is held


def test_what_the_first_has_instead_is_put_in_its_own_phrase():
    first, other = Fact("colour", "orange"), Fact("price", 5.0, "EUR")
    cheap = Product("a", "Norda Mug", price=5.0, currency="EUR")
    dear = Product("b", "Velm Mug", price=8.0, currency="EUR", attributes={"colour": "orange"})
    part = Part("tradeoff", cheap, "Norda Mug", (worded(other),), dear, "Velm Mug", (worded(first),))
    records = {"a": [other], "b": [first, Fact("price", 8.0, "EUR")]}

    def faults(text: str) -> list[str]:
        return faults_of(text, part, Need(""), lambda product: records[product.id])

    assert faults("It costs 3.00 EUR less than the first, which comes in orange.") == []
    assert faults("It is 3.00 EUR cheaper than the first, but the first comes in orange.") == []
    assert faults("It costs 3.00 EUR less than the first, which comes in.") == ["leaves out what the other lacks"]
    assert faults("It costs 3.00 EUR less than the first, which is made of orange.") != []


def test_counts_are_worth_saying_and_other_bare_numbers_are_not():
    assert is_speakable(Fact("number of buttons", 5.0))
    assert not is_speakable(Fact("thickness", 1.0))


def test_what_follows_a_clause_of_its_own_gets_its_subject_back():
    assert (
        tidy("It costs 5.00 EUR, its length is 80 cm and comes in red.")
        == "It costs 5.00 EUR, its length is 80 cm and it comes in red."
    )
    assert tidy("Its roast is dark and its volume is 2 l.") == "Its roast is dark and its volume is 2 l."


def test_letters_said_one_by_one_get_their_article_and_what_is_not_counted_none():
    assert tidy("It has a LED lamp, a LAN and a Bluetooth.") == "It has an LED lamp, a LAN and Bluetooth."


def test_three_verbs_joined_by_and_become_a_list():
    long = "The pick is the Mile Sack, which costs 5.00 EUR and comes in black and weighs 120 g."
    assert tidy(long) == "The pick is the Mile Sack, which costs 5.00 EUR, comes in black and weighs 120 g."
    assert tidy("It has a hood and is made of wool.") == "It has a hood and is made of wool."
    listed = "It costs 5.00 EUR, has a hood and is made of wool and nylon."
    assert tidy(listed) == listed

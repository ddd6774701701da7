"""What of a record is told word for word or by its value alone, where no licence words it, and what is owned up to."""

from __future__ import annotations

from shopcli.types import Attention, Clause, Evidence, Fact, Hit, Need, Product
from shopcli.write.advise import nearest
from shopcli.write.knowledge import Knowledge
from shopcli.write.moves.evidence_told import entry_of, item_of, items_of, lines_told
from shopcli.write.moves.lines.bare_choices import bare_choices
from shopcli.write.moves.planner import make_moves
from shopcli.write.moves.wish_words import is_unsaid, whether_of, wishes_of
from shopcli.write.moves.wishes_apart import gaining_unsurely, open_code, open_sort
from tests.trades import facts_of

PRINTER = Product(
    "P1", "Kestrel X5 3D Printer", price=269.0, currency="USD", attributes={"filament": "PLA, ABS, Flexible, Wood"}
)
FLEXIBLE = Clause("flexible filament", "feature", None, "has", "flexible filament")
FLEX = Evidence(FLEXIBLE, Fact("filament", "PLA, ABS, Flexible, Wood"), 1.0)
NEED = Need("a printer for flexible filament", (Clause("printer", "topic"), FLEXIBLE))
SPARK = Product("S", "Corrie Spark", attributes={"gamme": "Trail Bike"})
GENIUS = Product("G", "Corrie Genius", attributes={"gamme": "All Mountain"})


def test_of_a_list_the_item_that_grants_a_wish_is_told_under_its_field():
    assert items_of(FLEX.fact) == ["PLA", "ABS", "Flexible", "Wood"]
    assert item_of(FLEX) == "Flexible"
    assert entry_of("Flexible", FLEX.fact) == "“Flexible” under filament"
    (move,) = lines_told(NEED, Hit(PRINTER, 1.0, evidence=(FLEX,)), (), ["Kestrel X5"], {"A": "Kestrel X5"})
    assert move.words["entry"] == "“Flexible” under filament"


def test_a_line_that_the_title_says_already_is_not_told():
    why = Evidence(FLEXIBLE, Fact("tagline", "Flexible printer"), 1.0)
    hit = Hit(Product("P2", "Kestrel Flexible Printer"), 1.0, evidence=(why,))
    assert list(lines_told(NEED, hit, (), [], {})) == []


def test_a_line_that_is_but_the_thing_as_it_was_asked_for_is_not_told():
    wish = Clause("outdoor sports", "feature", None, "has", "outdoor sports")
    need = Need("outdoor sports watch", (wish, Clause("watch", "topic")))
    why = Evidence(wish, Fact("watch type", "outdoor sports watch"), 1.0)
    told = lines_told(need, Hit(Product("W", "Varnholm Ridge"), 1.0, evidence=(why,)), (), [], {})
    assert list(told) == []


def test_half_a_sentence_of_a_description_is_no_line():
    text = "This one is too rich for flexible filament, that one too plain"
    hit = Hit(PRINTER, 1.0, evidence=(Evidence(FLEXIBLE, Fact("description", text), 1.0),))
    assert list(lines_told(NEED, hit, (), [], {})) == []


def test_a_value_that_tells_products_apart_is_told_by_itself_whatever_its_field_is_called():
    told = [one.forms["quantity"] for one in bare_choices(facts_of(GENIUS), [facts_of(SPARK)], "en")]
    assert told == [("All Mountain",)]
    assert list(bare_choices(facts_of(GENIUS), [facts_of(GENIUS)], "en")) == []


def test_codes_times_and_what_a_shop_keeps_are_no_values_to_tell():
    odd = Product("O", "Corrie", attributes={"lifecycle": "Active", "part": "0RB3025", "term": "One Year"})
    assert list(bare_choices(facts_of(odd), [facts_of(SPARK)], "en")) == []


def test_what_a_thing_is_introduces_it_where_nothing_speaks_for_it_and_what_all_say_does_not():
    own = "A crisp citrus note opens this scent of cedar. Each of our bottles is shipped in a wooden box."
    perfume = Product("A", "Alba Eau de Parfum", description=own)
    other = Product("B", "Brine Eau de Parfum", description="Each of our bottles is shipped in a wooden box.")
    made = make_moves(
        Need("perfume", (Clause("perfume", "topic"),)), [Hit(perfume, 1.0), Hit(other, 0.5)], facts_of, Knowledge()
    )
    told = [move.words["quote"] for move in made if move.kind == "maker"]
    assert told == ["“A crisp citrus note opens this scent of cedar”"]


def test_a_code_and_a_sort_that_other_records_say_are_owned_up_to():
    need = Need("SFX power supply", (Clause("SFX power supply", "topic"),))
    supply = Product("W", "Corrie Dark 13", attributes={"type": "ATX"})
    assert open_code(need, facts_of(supply), lambda words: words == "SFX") == "SFX"
    assert open_code(need, facts_of(supply), lambda words: False) == ""
    racing = Need("a racing game", (Clause("racing game", "topic"),))
    quest = Hit(Product("Q", "Quest Challenge"), 1.0)
    assert open_sort(racing, quest, facts_of(quest.product), lambda words: words == "racing") == "racing"


def test_what_another_grants_is_told_with_what_it_leaves_open():
    butter = Clause("peanut butter", "feature", None, "has", "peanut butter")
    free = Clause("no almonds", "exclude", None, "lacks", "almonds")
    need = Need("ice cream with peanut butter, no almonds", (Clause("ice cream", "topic"), butter, free))
    pecan = Hit(Product("1", "Pecan"), 1.0, evidence=(Evidence(free, Fact("almonds", False), 1.0),))
    cup = Hit(Product("2", "Cup"), 0.9, evidence=(Evidence(butter, Fact("title", "Peanut butter cup"), 1.0),), unknown=(free,))
    (move,) = gaining_unsurely(need, pecan, [cup], lambda **hits: {})
    assert (move.kind, move.words["gain"], move.words["miss"]) == ("unsure", "“peanut butter”", "“no almonds”")


def test_a_limit_on_the_price_that_no_record_tells_is_asked_in_its_own_words():
    assert whether_of(Clause("under 20", "limit", "price", "<=", 20.0), "en") == "whether it comes in under 20"
    assert whether_of(Clause("about 20", "limit", "price", "<=", 22.0), "en") == "what it costs"


def test_a_wish_of_a_size_and_of_a_make_is_told_as_that():
    assert list(wishes_of(Clause("S", "feature", "size", "is", "S"), "en")) == ["size S"]
    assert list(wishes_of(Clause("Acme", "feature", "brand", "is", "Acme"), "en")) == ["Acme", "anything by Acme"]


def test_a_wish_in_another_form_of_a_word_is_said():
    assert not is_unsaid("chocolatey", [Fact("title", "Chocolate Lover's Espresso")])
    assert is_unsaid("smoky", [Fact("title", "Chocolate Lover's Espresso")])


def test_what_is_shown_instead_is_told_with_the_shelf_that_its_name_does_not_say():
    oil = Product("O", "Corrie Extra", price=9.0, currency="EUR", category="Oils")
    (sentence,) = nearest(Need("laptop", (Clause("laptop", "topic"),)), [Hit(oil, 1.0)], facts_of=facts_of)
    assert "Corrie Extra" in sentence.text
    assert "under Oils" in sentence.text


def test_what_a_field_says_otherwise_than_was_wished_is_a_drawback_where_another_has_it():
    wish = Clause("round dial", "feature")
    need = Need("a watch with a round dial", (Clause("watch", "topic"), wish))
    square = Product("1", "Corrie Mark", price=90.0, currency="EUR", attributes={"dial shape": "Square"})
    disc = Product("2", "Brine Orb", price=95.0, currency="EUR", attributes={"dial shape": "Round"})
    facts = tuple(facts_of(square))
    row = tuple(0.9 if fact.field == "dial shape" else 0.01 for fact in facts)
    attention = Attention(need.clauses, facts, ((0.0,) * len(facts), row), (None, 0.9))
    knowledge = Knowledge(attentions={"1": attention})
    made = make_moves(need, [Hit(square, 1.0), Hit(disc, 0.5)], facts_of, knowledge)
    drawbacks = [move.facts["a1"].forms for move in made if move.kind == "drawback"]
    assert drawbacks == [{"quantity": ("square dial",)}]
    assert "dial shape" not in {one.worded.fact.field for move in made[:1] for one in move.facts.values()}

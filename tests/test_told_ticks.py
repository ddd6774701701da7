"""What is told of wishes: pieces of phrases are none, silence is told of what is nowhere said, a tick where a fact bears it."""

from __future__ import annotations

import pytest

from shopcli.render.as_json import answer_to_dict
from shopcli.render.reasons import reasons
from shopcli.render.record_words import RecordWords
from shopcli.types import Answer, Clause, Evidence, Fact, Hit, Need, Product, Value


def told(query: str, *clauses: Clause, record: Product, facts: dict[str, Fact] | None = None, **of_hit: object) -> list[tuple]:
    """The verdicts and phrases of one record; ``facts`` are cited for the clauses of those texts."""
    cited = tuple(Evidence(clause, facts[clause.text], 1.0) for clause in clauses if facts and clause.text in facts)
    hit = Hit(record, 1.0, evidence=cited, **of_hit)  # type: ignore[arg-type]
    return [(one.verdict, one.clause) for one in reasons(hit, Need(query, clauses))]


def wish(text: str, **more: object) -> Clause:
    return Clause(text, "feature", **more)  # type: ignore[arg-type]


def thing(title: str = "Thing", description: str = "", **attributes: Value) -> Product:
    return Product("p", title, description=description, attributes=attributes)


BOOTS, HULL = Fact("description", "With a rain flap."), Fact("title", "Hull")


# --- pieces of a phrase -------------------------------------------------------------------------------------------------------


def test_the_pieces_of_a_phrase_are_one_wish_whose_parts_may_not_be_told_by_themselves():
    pieces = (Clause("tuba", "topic"), wish("rain"), wish("cover"))
    assert told("tuba with rain cover", *pieces, record=thing()) == [("unknown", "rain cover")]
    assert told("tuba with rain cover", *pieces, record=thing(), facts={"cover": HULL}) == []
    both = {"rain": HULL, "cover": HULL}
    assert told("tuba with rain cover", *pieces, record=thing(), facts=both) == [("near", "rain cover")]


def test_words_before_the_name_of_the_thing_describe_it_one_by_one_but_for_two_that_are_one():
    pieces = (wish("small"), wish("brass"), Clause("tuba", "topic"))
    assert told("small brass tuba", *pieces, record=thing()) == [("unknown", "small"), ("unknown", "brass")]
    halves = (wish("lead"), wish("free"), Clause("paint", "topic"))
    assert told("lead free paint", *halves, record=thing()) == [("unknown", "lead free")]


def test_what_stands_right_behind_the_thing_is_of_its_name_but_not_what_it_is_for():
    assert told("peanut butter", Clause("peanut", "topic"), wish("butter"), record=thing()) == []
    assert told("tuba for bands", Clause("tuba", "topic"), wish("for bands"), record=thing()) == [("unknown", "for bands")]


def test_people_in_general_are_no_wish_and_a_piece_of_a_story_is_none():
    pieces = (wish("left-handed"), wish("people"))
    assert told("scissors for left-handed people", *pieces, record=thing()) == [("unknown", "left-handed")]
    assert told("a gift, eight who likes drums", wish("eight who likes drums"), record=thing()) == []


# --- silence ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "record"),
    [
        ("rechargeable", thing(description="Recharge it over night.")),
        ("140 cm", thing(description="Mattress, 140x188")),
        ("250 ml", thing("Syrup 20x250 ml")),
        ("under 2 lbs", thing(description="It weighs 3 lbs 4 oz.")),
        ("for two", thing("Hammock 2P")),
        ("for four players", thing(players=2.0)),
        ("Salami", thing("Rindersalami 500g")),
        ("without milk", thing(description="No milk solids.")),
        ("without salt", thing(description="Slightly salty.")),
        ("high score", thing(**{"Metrics.Score": 71.0})),
        ("敏感肌", thing("面霜 敏感肌肤")),
        ("more than 14% alcohol", thing(abv="13")),
    ],
)
def test_a_record_that_holds_the_words_or_another_number_of_them_is_not_silent(asked, record):
    assert RecordWords(record).mention(asked)
    assert told(f"thing {asked}", wish(asked), record=record) == []


@pytest.mark.parametrize("asked", ["27 inch", "silent clicks", "waterproof", "for brass bands", "敏感肌"])
def test_a_record_that_nowhere_speaks_of_a_wish_is_silent_on_it(asked):
    record = thing("Water pump", "A pump that clicks. 面霜", weight="3 kg")
    assert not RecordWords(record).mention(asked)
    assert told(f"pump, {asked}", wish(asked), record=record) == [("unknown", asked)]


def test_a_colour_that_no_table_knows_and_a_name_in_the_title_are_no_silence():
    colour, topic = wish("white", field="colour", op="is", value="white"), Clause("masala", "topic")
    assert told("white drum", colour, record=thing(colour="深蓝"), unknown=(colour,)) == []
    assert told("white drum", colour, record=thing(), unknown=(colour,)) == [("unknown", "white")]
    assert told("masala", topic, record=thing("Tarn Fish Masala"), unknown=(topic,)) == []


# --- ticks --------------------------------------------------------------------------------------------------------------------


def test_what_is_not_wanted_is_held_where_a_fact_says_so_and_not_by_one_that_says_it():
    lacks, other = (
        Clause("no lead", "exclude", op="lacks", value="lead"),
        Clause("not white", "exclude", "colour", "!=", "white"),
    )
    assert told("paint, no lead", lacks, record=thing()) == []
    assert told("paint, no lead", lacks, record=thing(), facts={"no lead": Fact("title", "Paint, no lead")}) == [
        ("yes", "no lead")
    ]
    striped = Fact("description", "A white-silver striped cloth.")
    assert told("cloth, not white", other, record=thing(), facts={"not white": striped}) == []


def test_another_colour_bears_no_tick():
    black = wish("black", field="colour", op="is", value="black")
    assert told("black cap", black, record=thing(), facts={"black": Fact("colour", "fleece navy blue")}) == []
    assert told("black cap", black, record=thing(), facts={"black": Fact("colour", "black, navy")}) == [("yes", "black")]
    assert told("black cap", black, record=thing(), facts={"black": Fact("colour", "黑色")}) == [("yes", "black")]


def test_a_wish_that_denies_is_not_met_by_a_yes_unless_its_field_denies_too():
    oily, stick = (
        wish("not oily", field="oily", op="is", value=True),
        wish("not sticky", field="non-stick", op="is", value=True),
    )
    assert told("balm, not oily", oily, record=thing(oily=True)) == []
    assert told("pan, not sticky", stick, record=thing(**{"non-stick": True})) == [("yes", "not sticky")]


def test_a_number_that_was_named_and_is_another_is_near():
    width = Clause("180 cm wide", "limit", "width", "<", 185.4, "cm")
    least = Clause("at least 170 cm", "limit", "width", ">=", 170.0, "cm")
    assert told("bed 180 cm wide", width, record=thing(width=175.0)) == [("near", "180 cm wide")]
    assert told("bed 180 cm wide", width, record=thing(width=180.0)) == [("yes", "180 cm wide")]
    assert told("bed at least 170 cm", least, record=thing(width=175.0)) == [("yes", "at least 170 cm")]


def test_no_makers_name_tells_what_a_thing_goes_with():
    clause = wish("for Tarn", field="brand", op="is", value="Tarn")
    record = Product("p", "Reed", brand="Other")
    assert told("reed for Tarn", clause, record=record, unmet=(clause,)) == []
    assert (
        told("reed", wish("for tubas", op="has", value="tarn"), record=record, facts={"for tubas": Fact("brand", "Tarn")}) == []
    )


def test_the_json_has_no_evidence_that_bears_no_tick():
    other = Clause("not white", "exclude", "colour", "!=", "white")
    hit = Hit(thing(), 1.0, evidence=(Evidence(other, Fact("description", "White and silver."), 1.0),))
    (result,) = answer_to_dict(Answer(Need("cloth, not white", (other,)), (hit,), 1))["results"]
    assert result["evidence"] == []


# --- pieces of what was said --------------------------------------------------------------------------------------------------


def test_a_number_cut_in_two_and_a_no_that_lost_its_noun_are_told_by_nothing():
    assert told("boots 42mm", wish("2mm"), record=thing()) == []
    assert told("茶 25包以上", wish("包"), wish("以上"), record=thing()) == []
    ink = Clause("no ink", "exclude", op="lacks", value="ink")
    assert told("printer, no ink tank", ink, record=thing(), unknown=(ink,)) == []
    assert told("printer, no ink please", ink, record=thing(), unknown=(ink,)) == [("unknown", "no ink")]


def test_what_only_says_how_much_a_wish_counts_is_not_told():
    assert told("tuba, valves matter", wish("valves matter"), record=thing()) == [("unknown", "valves")]
    black = Clause("and not black", "exclude", op="lacks", value="black")
    assert told("light and not black", black, record=thing(), unknown=(black,)) == [("unknown", "not black")]


@pytest.mark.parametrize(
    ("asked", "record"),
    [
        ("for a family of four", thing("Hut 2-person shelter")),
        ("for three people", thing(description="Cover, three-seat bench")),
        ("双人", thing("Hut", description="一人用")),
        ("dark colour", thing("White rug")),
        ("twin", thing(**{"Rug Size": "King"})),
    ],
)
def test_what_a_record_says_in_its_own_terms_is_no_silence(asked, record):
    assert told(f"thing {asked}", wish(asked), record=record) == []


def test_a_price_that_stands_above_and_a_field_of_a_longer_name_are_no_silence():
    priced = Product("p", "Tuba", price=90.0)
    assert told("tuba 不要太贵", wish("不要太贵"), record=priced) == []
    panel = wish("oled", field="display", op="is", value="OLED")
    assert told("screen oled", panel, record=thing(display_technology="LED"), unknown=(panel,)) == []
    assert told("screen oled", panel, record=thing(), unknown=(panel,)) == [("unknown", "oled")]


def test_a_record_that_gives_an_amount_of_what_grants_a_wish_is_not_silent_on_it():
    long = wish("lasts long", op="has", value="lasts|12 hours")
    assert told("lamp lasts long", long, record=thing(runtime="5 hours")) == []
    assert told("lamp lasts long", long, record=thing()) == [("unknown", "lasts long")]


def test_what_either_sex_may_wear_is_not_told_as_a_childs():
    boy = wish("for a boy", field="for", op="in", value="children|unisex")
    assert told("cap for a boy", boy, record=thing(), facts={"for a boy": Fact("for", "unisex")}) == []
    assert told("cap for a boy", boy, record=thing(), facts={"for a boy": Fact("for", "children")}) == [("yes", "for a boy")]


def test_what_is_the_shoppers_amount_of_a_thing_that_is_not_sold_is_told_of_no_other():
    small = Clause("under 20 cm", "limit", "height", "<", 20.0, "cm")
    hit = Hit(thing(height=15.0), 1.0)
    need = Need("tuba under 20 cm", (Clause("tuba", "topic"), small))
    assert [one.clause for one in reasons(hit, need, not_sold=True)] == []
    assert [one.clause for one in reasons(hit, need)] == ["under 20 cm"]


def test_a_yes_says_less_than_very_and_nought_weighs_nothing():
    dry = wish("for very dry", field="dry", op="is", value=True)
    assert told("balm for very dry skin", dry, record=thing(dry=1.0)) == [("near", "for very dry")]
    light = Clause("light", "limit", "weight", "<=", 500.0, "g")
    assert told("light balm", light, record=thing(weight=0.0), facts={"light": Fact("weight", 0.0, "g")}) == []


@pytest.mark.parametrize(
    ("asked", "record"),
    [("10片装", thing("面膜21片")), ("100毫升以上", thing("乳液120ml"))],
)
def test_another_number_of_what_a_chinese_wish_counts_is_no_silence(asked, record):
    assert told(f"thing {asked}", wish(asked), record=record) == []


def test_a_thing_of_two_names_is_named_by_either():
    topic = Clause("puzzle or game", "topic")
    assert told("puzzle or game", topic, record=thing("Harbour Board Game"), unknown=(topic,)) == []
    both = Clause("黄油 无油", "topic")
    assert told("黄油 无油", both, record=thing("天才黄油有油"), unknown=(both,)) == []


def test_what_goes_on_a_refusal_is_told_as_one():
    clauses = (
        Clause("not from MSI", "exclude", "brand", "!=", "MSI"),
        Clause("or Asus", "exclude", "brand", "!=", "Asus"),
    )
    need, hit = Need("a laptop, not from MSI or Asus", clauses), Hit(Product("1", "Vostro", brand="Dell"), 1.0)
    assert [reason.clause for reason in reasons(hit, need)] == ["not from MSI", "not Asus"]

"""The claim checker: what may be said of a watch, a rival, a book and a jar, and what may not."""

from __future__ import annotations

import pytest

from shopcli.text.tokens import readings, tokenise
from shopcli.types import Clause, Fact, Need, Product
from shopcli.write import check_sentence
from shopcli.write.verify.check import repeats_itself

ACME = Product(
    "1",
    'Acme W-100 Sports Watch 46 mm (1.39") Black',
    "A watch without NFC. Recommended for swimming.",
    "Acme",
    "Watches",
    168.95,
    "EUR",
)
BOLT = Product("2", "Bolt Z2 Sports Watch", "Has a bright bezel.", "Bolt", "Watches", 148.95, "EUR")
BOOK = Product("3", "The Salt Road", "A novel in 12 chapters.", "Harrow Press", "Books", 9.95, "GBP")
FACTS = {
    "1": (
        Fact("title", ACME.title),
        Fact("price", 168.95, "EUR"),
        Fact("brand", "Acme"),
        Fact("GPS", True),
        Fact("touchscreen", False),
        Fact("battery_life", 14.0, "days"),
        Fact("weight", 52.5, "g"),
        Fact("strap", "silicone"),
        Fact("cellular", "Not supported"),
        Fact("sport modes", 25.0),
        Fact("colour display", False),
        Fact("display type", "AMOLED"),
    ),
    "2": (
        Fact("price", 148.95, "EUR"),
        Fact("brand", "Bolt"),
        Fact("bluetooth", True),
        Fact("weight", 0.3, "kg"),
        Fact("GPS", False),
    ),
    "3": (Fact("price", 9.95, "GBP"), Fact("pages", 312.0), Fact("cover", "Hardback"), Fact("illustrated", True)),
}
NEED = Need(
    "watch with GPS under 200 euros for outdoor sports",
    (
        Clause("with GPS", "feature", "gps", "is", True),
        Clause("under 200 euros", "limit", "price", "<=", 200.0, "EUR"),
    ),
)


def check(text: str, *products: Product, only=None) -> list[str]:
    return check_sentence(text, products=products, facts_of=lambda product: FACTS[product.id], need=NEED, only=only)


TRUE_OF_ACME = [
    "The Acme W-100 Sports Watch costs 168.95 EUR and has GPS.",
    "The Acme W-100 Sports Watch costs €168.95.",
    "The Acme W-100 Sports Watch is priced at 168,95 euros.",
    "It has GPS.",
    "It has no touchscreen.",
    "It doesn't have a touchscreen.",
    "It has no cellular.",
    "It has no NFC.",
    "It offers a battery life of 14 days.",
    "Its battery life is 14 days.",
    "Its battery life is fourteen days.",
    "Its battery life is two weeks.",
    "Its weight is 52.5 g.",
    "Its weight is 52,5 grams.",
    "It weighs 52.5 g.",
    "It has a silicone strap.",
    "It has 25 sport modes.",
    "It is a sports watch with GPS.",
    "It measures 46 mm.",
    "It comes in black.",
    "It is an Acme watch.",
    "It has the GPS you asked for.",
    "You asked for outdoor sports, and it has GPS.",
    "It has an AMOLED display type.",
    "The Acme W-100 Sports Watch costs 168.95 EUR, within your limit of 200 EUR.",
    "The record does not say whether it has Bluetooth.",
    "It does not list a barometer.",
    "Its title says “Sports Watch 46 mm”.",
]

FALSE_OF_ACME = [
    ("It has Bluetooth.", "not in the record: Bluetooth"),
    ("It weighs 0.3 kg.", "number not in the record: 0.3 kg"),
    ("The Acme W-100 Sports Watch costs 148.95 EUR.", "number not in the record: 148.95 EUR"),
    ("It costs 169 EUR.", "number not in the record: 169 EUR"),
    ("It costs 168.95 USD.", "number not in the record: 168.95 USD"),
    ("It costs $168.95.", "number not in the record: 168.95 USD"),
    ("It costs 168.95.", "no price behind 'costs'"),
    ("It measures 46 cm.", "number not in the record: 46 cm"),
    ("It measures 46.", "number not in the record: 46"),
    ("Its weight is 52.5 kg.", "number not in the record: 52.5 kg"),
    ("Its weight is 53 g.", "number not in the record: 53 g"),
    ("Its battery life is 14 hours.", "number not in the record: 14 h"),
    ("Its battery life is three weeks.", "number not in the record: three week"),
    ("Its battery life is forty days.", "not in the record: forty"),
    ("It has 14 sport modes.", "number not in the record: 14"),
    ("Its strap is 14 days.", "number not in the record: 14 day"),
    ("It has a touchscreen.", "the record denies it: touchscreen"),
    ("It has cellular.", "the record denies it: cellular"),
    ("It has NFC.", "not in the record: NFC"),
    ("It has a colour display.", "the record denies it: colour display"),
    ("It has no GPS.", "denies what the record does not deny"),
    ("It comes without a strap.", "denies what the record does not deny"),
    ("It is not waterproof.", "denies what the record does not deny"),
    ("It is a great watch.", "not in the record: great"),
    ("It is the best sports watch.", "not in the record: best"),
    ("It has a comfortable silicone strap.", "not in the record: comfortable"),
    ("It is a cheaper watch.", "not in the record: cheaper"),
    ("It has GPS for only 168.95 EUR.", "not in the record: only"),
    ("It is suitable for outdoor sports.", "not in the record: suitable"),
    ("It is for outdoor sports.", "not in the record: outdoor"),
    ("It has GPS and you asked for a touchscreen.", "not asked: 'touchscreen'"),
    ("You asked for GPS: it has Bluetooth.", "not in the record: Bluetooth"),
    ("It is made by Garmin.", "not in the record: Garmin"),
    ("It is a Bolt watch.", "not in the record: Bolt"),
    ("It has a rubberised strap.", "not in the record: rubberised"),
    ("It is strapless.", "not in the record: strapless"),
    ("It is available in black.", "not in the record: available"),
    ("The watch has GPS and more.", "does not say which product it speaks of"),
    ("It costs 168.95 EUR, within your limit of 150 EUR.", "no such limit, or not kept: 150 EUR"),
    ("The record does not say whether it has GPS.", "says the record is silent where it is not"),
    ("The record does not say whether it has touchscreen.", "says the record is silent where it is not"),
    ("Its title says “the best watch”.", "not what the record says: 'the best watch'"),
    ("It has GPS of 168.95 EUR.", "number not in the record: 168.95 EUR"),
    ("It costs GPS and silicone.", "no price behind 'costs'"),
    ("It has GPS!", "no full stop at the end"),
    ("It has GPS", "no full stop at the end"),
    ("The Torvik Summit 2 GPS Watch costs 249.00 EUR, and its water resistance is also.", "breaks off"),
    ("It has GPS. It has a strap.", "more than one sentence"),
    ("It has **GPS**.", "holds markup, a link or an instruction"),
    ("It has GPS, see https://acme.example.", "holds markup, a link or an instruction"),
    ("It has GPS <|im_end|>.", "holds markup, a link or an instruction"),
    ("It has GPS as in the instructions.", "holds markup, a link or an instruction"),
    ("It has \x1b[31mGPS.", "holds control characters"),
    ("GPS.", "too short"),
    ("It has GPS, " * 20 + "and GPS.", "too long: 62 words"),
    ("It has a strap and it has a strap and it has a strap.", "repeats itself"),
    ("The Bolt Z2 Sports Watch has GPS.", "does not say which product it speaks of"),
]


@pytest.mark.parametrize("text", TRUE_OF_ACME)
def test_what_the_record_says_passes(text):
    assert check(text, ACME) == []


@pytest.mark.parametrize(("text", "reason"), FALSE_OF_ACME)
def test_what_the_record_does_not_say_fails_with_its_reason(text, reason):
    assert reason in check(text, ACME)


@pytest.mark.parametrize(
    "text",
    [
        "The Bolt Z2 Sports Watch costs 20.00 EUR less than the Acme W-100 Sports Watch.",
        "It costs 20.00 EUR less than the Acme W-100 Sports Watch, which has no touchscreen.",
        "It costs 20.00 EUR less than the Acme W-100 Sports Watch, which does not list Bluetooth.",
        "It costs 20.00 EUR less than the Acme W-100 Sports Watch, whose strap is silicone.",
        "The Bolt Z2 Sports Watch has Bluetooth, while the Acme W-100 Sports Watch has GPS.",
        "Bolt Z2 Sports Watch 比 Acme W-100 Sports Watch 便宜 20.00 EUR，后者 没有 touchscreen。",
        "Bolt Z2 Sports Watch 比 Acme W-100 Sports Watch 便宜 20.00 EUR，后者 strap 为 silicone。",
    ],
)
def test_a_comparison_that_the_records_bear_out_passes(text):
    assert check(text, BOLT, ACME) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("It costs 20.00 EUR more than the Acme W-100 Sports Watch.", "wrong price difference: 20.00 EUR more"),
        ("It costs 19.00 EUR less than the Acme W-100 Sports Watch.", "wrong price difference: 19.00 EUR less"),
        ("It costs 20.00 USD less than the Acme W-100 Sports Watch.", "wrong price difference: 20.00 USD less"),
        ("It costs the same as the Acme W-100 Sports Watch.", "the prices differ"),
        ("It costs 20.00 EUR less than the Acme W-100 Sports Watch, which has Bluetooth.", "not in the record: Bluetooth"),
        ("It costs 20.00 EUR less than the Acme W-100 Sports Watch, which has no GPS.", "denies what the record does not deny"),
        (
            "It costs 20.00 EUR less than the Acme W-100 Sports Watch, which does not list GPS.",
            "says the record is silent where it is not",
        ),
        ("The Bolt Z2 Sports Watch has GPS, while the Acme W-100 Sports Watch has GPS.", "the record denies it: gps"),
        ("The Bolt Z2 Sports Watch has a strap and the Acme W-100 Sports Watch.", "speaks of two products at once"),
        ("Bolt Z2 Sports Watch 比 Acme W-100 Sports Watch 贵 20.00 EUR。", "wrong price difference: 20.00 EUR 贵"),
    ],
)
def test_a_comparison_that_the_records_do_not_bear_out_fails(text, reason):
    assert reason in check(text, BOLT, ACME)


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("The Salt Road costs 9.95 GBP and has 312 pages.", []),
        ("The Salt Road costs £9.95 and is illustrated.", []),
        ("The Salt Road has a hardback cover.", []),
        ("The Salt Road is a novel in 12 chapters.", []),
        ("The Salt Road has 12 pages.", ["number not in the record: 12"]),
        ("The Salt Road costs 9.95 EUR.", ["no price behind 'costs'", "number not in the record: 9.95 EUR"]),
        ("The Salt Road is a gripping novel.", ["not in the record: gripping"]),
    ],
)
def test_a_book_is_checked_like_a_watch(text, reasons):
    assert check(text, BOOK) == reasons


def test_a_draft_may_not_go_beyond_the_planned_facts():
    only = (Fact("GPS", True), Fact("price", 168.95, "EUR"))
    assert check("It costs 168.95 EUR and has GPS.", ACME, only=only) == []
    assert check("It has a silicone strap.", ACME, only=only) == [
        "beyond the plan: not in the record: silicone",
        "beyond the plan: not in the record: strap",
    ]


def test_a_shortfall_quotes_the_request_word_for_word():
    assert check("Nothing here meets “under 200 euros”; shown first is the Acme W-100 Sports Watch at 168.95 EUR.", ACME) == []
    assert check("Nothing here meets “under 9 euros”; shown first is the Acme W-100 Sports Watch.", ACME) == [
        "not asked: 'under 9 euros'"
    ]


def test_a_number_has_every_reading_that_its_marks_allow():
    assert readings("9,95") == {9.95}
    assert readings("1.299") == {1.299, 1299.0}
    assert readings("1.299,95") == {1299.95}
    assert readings("1,299.95") == {1299.95}
    assert readings("10,100,1000") == {10.0, 100.0, 1000.0}


def test_a_number_takes_its_unit_glued_apart_or_as_a_sign():
    units = [(token.text, token.unit) for token in tokenise('32GB, 32 GB, 17", €5, 5 €, 20欧元, dv7-1211ea, 4K')]
    numbers = [pair for pair in units if pair[0] != ","]
    assert numbers == [
        ("32GB", "GB"),
        ("32", "GB"),
        ("17", "in"),
        ("5", "EUR"),
        ("5", "EUR"),
        ("20", "EUR"),
        ("dv7-1211ea", None),
        ("4K", None),
    ]


def test_only_true_repetition_counts_as_such():
    assert not repeats_itself("The watch has GPS, Bluetooth and a strap of silicone.")
    assert repeats_itself("it has a red and it has a red and it has a red and it has a red.")

"""The reading that proves a sentence by its roles: what it derives, and what a wrong role makes of the same words."""

from __future__ import annotations

import pytest

from shopcli.catalog import facts_of
from shopcli.types import Clause, Need, Product
from shopcli.write import check_sentence
from shopcli.write.verify.canonical import canonical

KETTLE = Product(
    "kettle",
    "Brandle Steam Kettle 1.5 l",
    "Boils quickly. Base not included.",
    "Brandle",
    "Kettles",
    40.0,
    "EUR",
    attributes={
        "capacity": "1.5 l", "weight": "900 g", "dishwasher safe": False, "BPA free": True, "warranty": "2 years",
        "reviews": "Pours without a drop spilled. | My tea is never bitter now.",
    },
)  # fmt: skip
POT = Product(
    "pot",
    "Brandle Stove Pot 3 l",
    "Keeps soup warm for two hours.",
    "Brandle",
    "Pots",
    55.0,
    "EUR",
    attributes={"capacity": "3 l", "weight": "1.4 kg", "dishwasher safe": True, "sizes": "20-28", "persons": 4.0},
)
NEED = Need(
    "a kettle of steel for camping under 50 euros",
    (Clause("kettle", "topic"), Clause("under 50 euros", "limit", "price", "<=", 50.0, "EUR")),
)


def passes(text: str, *products: Product) -> bool:
    return not check_sentence(text, products=products or (KETTLE, POT), facts_of=facts_of, need=NEED)


PAIRS = [
    ("It is 500 g lighter than the Brandle Stove Pot.", "It is 500 g heavier than the Brandle Stove Pot."),
    ("It costs 15.00 EUR less than the Brandle Stove Pot.", "It costs 15.00 EUR more than the Brandle Stove Pot."),
    ("It holds 1.5 l and weighs 900 g.", "It holds 900 g and weighs 1.5 l."),
    ("It is guaranteed for two years.", "It is guaranteed for two months."),
    ("It does not go in the dishwasher.", "It goes in the dishwasher."),
    ("A buyer says it pours without a drop spilled.", "Its maker says it pours without a drop spilled."),
    ("A buyer's tea is never bitter now.", "Buyers say tea is never bitter now."),
    ("One buyer writes: “Pours without a drop spilled.”", "One buyer writes: “Pours with a drop spilled.”"),
    ("The maker of the Brandle Stove Pot says it keeps soup warm for two hours.", "Its maker says soup keeps warm."),
    ("The base is not included.", "The base is included."),
    ("For camping, it holds 1.5 l.", "For skiing, it holds 1.5 l."),
    ("It keeps within your 50 EUR by 10.00 EUR.", "It keeps within your 50 EUR by 5.00 EUR."),
    ("The Brandle Stove Pot is made for a family of four.", "The Brandle Stove Pot is made for a family of five."),
    ("The Brandle Stove Pot comes in size 24.", "The Brandle Stove Pot comes in size 30."),
    ("Whether it whistles, its record does not say.", "Whether it is BPA free, its record does not say."),
    ("The Brandle Stove Pot goes in the dishwasher, the Brandle Steam Kettle does not.", "Both go in the dishwasher."),
]  # fmt: skip


@pytest.mark.parametrize(("true", "false"), PAIRS)
def test_a_sentence_is_proved_and_the_same_in_a_wrong_role_is_not(true, false):
    assert (passes(true), passes(false)) == (True, False)


def test_a_frame_of_the_bank_is_proved_for_whoever_it_names():
    """The same words fail where the product without a name is the other one."""
    text = "I would take the Brandle Stove Pot: it is made for 4 people."
    assert passes(text, POT)
    assert not passes(text.replace("Stove Pot", "Steam Kettle"), KETTLE, POT)


@pytest.mark.parametrize(
    ("one", "same"),
    [
        ("It doesn't weigh forty-four grams", "they do not weigh 0.044 kg"),
        ("from 36 to 48", "36-48"),
        ("two hundred metres", "0.2 km"),
        ("Buyers' pockets", "buyers pocket"),
    ],
)
def test_what_says_the_same_is_the_same_in_canonical_tokens(one, same):
    assert canonical(one.replace("Buyers'", "Buyers")) == canonical(same)


def test_a_sum_in_another_unit_or_currency_is_another():
    assert canonical("44 g") != canonical("44 kg")
    assert canonical("44 EUR") != canonical("44 USD")

"""What products of one title are told apart by, in a list and behind their names."""

from __future__ import annotations

from shopcli.render.answer import plain_answer
from shopcli.text.told_apart import spoken_apart, told_apart, without_telling
from shopcli.types import Hit, Need, Product
from shopcli.write.product_names import is_name_of, names_of
from tests.render_values import answered


def laptop(number: int, **attributes: object) -> Product:
    return Product(f"V{number}", "Vellum 14", brand="Vellum", price=900.0 + number, currency="EUR", attributes=attributes)  # type: ignore[arg-type]


def mouse(number: int, colour: str) -> Product:
    return Product(f"M{number}", "Hush Silent Mouse", brand="Hush", price=20.0, currency="EUR", attributes={"colour": colour})


def test_the_value_that_shoppers_choose_by_is_told_first() -> None:
    two = [laptop(1, weight="1.4kg", Ram="8GB", stock=4.0), laptop(2, weight="1.5kg", Ram="16GB", stock=9.0)]
    assert told_apart(two) == {"V1": "8 GB", "V2": "16 GB"}
    assert told_apart([mouse(1, "black"), mouse(2, "white"), laptop(1, Ram="8GB")]) == {"M1": "black", "M2": "white"}


def test_a_second_value_is_told_where_one_leaves_some_alike() -> None:
    three = [laptop(1, Ram="8GB", cpu="Arrow 5"), laptop(2, Ram="16GB", cpu="Arrow 5"), laptop(3, Ram="8GB", cpu="Arrow 7")]
    assert told_apart(three) == {"V1": "8 GB, Arrow 5", "V2": "16 GB, Arrow 5", "V3": "8 GB, Arrow 7"}
    assert spoken_apart(three) == {}


def test_codes_ratings_prose_and_what_not_all_have_tell_nothing_apart() -> None:
    one = laptop(1, sku="VL-0012-A", rating=4.5, box="VX4400912B", notes="a, b", warranty="2 years")
    other = laptop(2, sku="VL-0013-A", rating=4.1, box="VX4400913B", notes="a, c")
    assert told_apart([one, other]) == {}
    assert told_apart([one]) == {}


def test_a_yes_a_bare_number_and_a_measure_are_said_each_in_its_way() -> None:
    assert told_apart([laptop(1, stylus=True), laptop(2, stylus=False)]) == {"V1": "with stylus", "V2": "without stylus"}
    assert told_apart([laptop(1, buttons=3.0), laptop(2, buttons=5.0)]) == {"V1": "buttons 3", "V2": "buttons 5"}
    assert spoken_apart([laptop(1, weight="700 g"), laptop(2, weight="1.2 kg")]) == {"V1": "{} of 700 g", "V2": "{} of 1.2 kg"}


def test_names_of_one_title_say_it_and_are_names_of_no_other() -> None:
    black, white = mouse(1, "black"), mouse(2, "white")
    names = names_of([black, white])
    assert names == {"M1": "Hush Silent Mouse in black", "M2": "Hush Silent Mouse in white"}
    assert (is_name_of(names["M1"], black), is_name_of(names["M1"], white)) == (True, False)
    assert (without_telling(names["M1"], black), without_telling(names["M1"], white)) == ("Hush Silent Mouse", names["M1"])
    two = [laptop(1, Ram="8GB"), laptop(2, Ram="16GB")]
    assert names_of(two) == {"V1": "8 GB Vellum 14", "V2": "16 GB Vellum 14"}
    assert [is_name_of("8 GB Vellum 14", product) for product in two] == [True, False]


def test_the_list_says_it_behind_the_title() -> None:
    answer = answered(Need("mouse"), (Hit(mouse(1, "black"), 1.0), Hit(mouse(2, "white"), 0.9)), 2)
    assert list(plain_answer(answer))[1:] == [
        "1. Hush Silent Mouse (black). 20.00 EUR. Brand Hush. Id M1.",
        "2. Hush Silent Mouse (white). 20.00 EUR. Brand Hush. Id M2.",
    ]


def test_a_bare_number_of_which_nobody_knows_what_it_counts_stands_in_no_name():
    two = [Product(f"R{n}", "Drawing Pencils", attributes={"ratio": 0.45 + n}) for n in range(2)]
    assert spoken_apart(two) == {}
    assert told_apart(two) != {}

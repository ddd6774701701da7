"""Exclusions that a silent record answers: product lines, which titles tell, and what one field of every record would say."""

from __future__ import annotations

import pytest

from shopcli.advisor import Advisor
from shopcli.index import Index
from shopcli.types import KIND, Product
from tests.conftest import WordEncoder, build

NAMES = {
    "Solvara": ["Solvara Norvik A1", "Solvara Norvik A2", "Solvara Norvik Plus", "Solvara Mesa", "Solvara Mesa Silicone"],
    "Bexim": ["Bexim One", "Bexim Two Silicone", "Bexim Three", "Bexim Four", "Bexim Five"],
    "Corvane": ["Corvane Silicone", "Corvane Dot", "Corvane Dash", "Corvane Dot Two", "Corvane Dot Three"],
}
PHONES = tuple(
    Product(
        f"{maker[0]}{number}",
        f"{title} phone",
        brand=maker,
        price=100.0 + number,
        currency="EUR",
        attributes={
            "display": f"6.{number} inches with {'notch' if number % 2 else 'punch hole'}",
            "short name": title,
        },
    )
    for maker, titles in NAMES.items()
    for number, title in enumerate(titles)
)


@pytest.fixture(scope="module")
def phones(tmp_path_factory) -> Advisor:
    folder, encoder = tmp_path_factory.mktemp("phones"), WordEncoder()
    build(folder, PHONES, encoder)
    return Advisor(Index(folder), encoder=encoder)


def held(shop: Advisor, query: str) -> tuple[list[str], list[str]]:
    """The results that meet a request, and those of which something is not known."""
    results = shop.ask(query, text=False, top=20).results
    met = [hit.product.id for hit in results if not hit.unmet and not hit.unknown]
    return sorted(met), sorted(hit.product.id for hit in results if hit.unknown)


def test_what_bears_no_name_of_a_line_is_none_of_it(phones):
    assert held(phones, "a Solvara phone, not a Norvik") == (["S3", "S4"], [])
    clause = next(one for one in phones.understand("not a Norvik").clauses if one.kind == "exclude")
    assert (clause.field, clause.op, clause.value) == (KIND, "lacks", "norvik")


def test_where_no_field_has_makers_titles_that_open_with_one_tell_who_made_them(tmp_path):
    encoder, titles = WordEncoder(), [f"{maker} {n} silicone phone" for maker in NAMES for n in range(6)]
    build(tmp_path, [Product(f"{title[0]}{title.split()[1]}", title, price=100.0, currency="EUR") for title in titles], encoder)
    shop = Advisor(Index(tmp_path), encoder=encoder)
    met, unknown = held(shop, "a phone, not Bexim")
    assert met == sorted(f"{maker[0]}{n}" for maker in ("Solvara", "Corvane") for n in range(6)) and unknown == []
    assert held(shop, "a phone without silicone") == ([], [])  # all say it


def test_a_maker_whom_titles_write_in_chinese_is_known_though_his_name_has_a_latin_form_too(tmp_path):
    encoder, titles = WordEncoder(), [f"{maker} U盘 {n}" for maker in ("闪迪", "金士顿") for n in range(6)]
    build(tmp_path, [Product(title, title, price=100.0, currency="EUR") for title in titles], encoder)
    shop = Advisor(Index(tmp_path), encoder=encoder)
    met, unknown = held(shop, "U盘，闪迪的除外")
    assert met == sorted(title for title in titles if title.startswith("金士顿")) and unknown == []


def test_a_word_that_several_makers_say_is_no_line_and_silence_on_it_tells_nothing(phones):
    met, unknown = held(phones, "a phone without silicone")
    assert met == [] and "B0" in unknown


def test_what_one_field_of_every_record_would_say_is_denied_where_it_says_something_else(phones):
    met, unknown = held(phones, "a phone without a notch")
    assert met == sorted(phone.id for phone in PHONES if "notch" not in str(phone.attributes["display"]))
    assert unknown == []

"""Names of a catalog that Chinese characters spell by their sound."""

from __future__ import annotations

import pytest

from shopcli.index import Index
from shopcli.need.languages.registry import language_named
from shopcli.need.translation.transliteration import are_alike, distance, heard, written
from shopcli.pipeline.names.sounded_names import SoundedNames
from shopcli.types import Product
from tests.conftest import WordEncoder, build

TITLES = (
    "Macallan 18 year old", "Talisker Storm", "Lagavulin 16", "Bunnahabhain Stiuireadair", "Old village honey",
    "Gibson Les Paul", "Bing Dao Raw Tea Cake", "Bulang Mountain Ripe Tea", "Orchid soap", "Mackillop's Choice", "Glen Spey",
)  # fmt: skip


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> SoundedNames:
    folder = tmp_path_factory.mktemp("sounded")
    build(folder, [Product(str(number), title, price=9.0) for number, title in enumerate(TITLES)], WordEncoder())
    rules = language_named("zh").spelling
    assert rules is not None and rules.homophones is not None
    return SoundedNames(Index(folder), rules.homophones, {"老村": "old village"}.get)


@pytest.mark.parametrize(
    ("request_said", "names"),
    [
        ("他只喝麦卡伦，要18年以上的", [("麦卡伦", "Macallan")]),
        ("乐加维林和泰斯卡哪个好", [("乐加维林", "Lagavulin"), ("泰斯卡", "Talisker")]),
        ("不要吉普森", [("吉普森", "Gibson")]),  # 吉 was "gi"
        ("有冰岛的生茶吗", [("冰岛", "Bing Dao")]),  # as titles write its syllables; no "Iceland" is sold
        ("布朗的熟茶", [("布朗", "Bulang")]),
        ("想买便宜的兰花香皂，六万卢比以内", []),  # words that the dictionary has, and sums
        ("索尼的手机", []),  # a maker by the table
        ("格兰利威", []),  # nothing here is near enough
    ],
)
def test_what_characters_spell_is_read_as_the_name_that_sounds_so(
    shop: SoundedNames, request_said: str, names: list[tuple[str, str]]
):
    assert [(found.said, found.meant) for found in shop.corrections(request_said)] == names


def test_a_sound_is_nearer_to_its_own_name_than_to_others():
    said = heard(["pu", "luo", "sai", "ke"])
    costs = {name: distance(said, written(name)) for name in ("Prosecco", "Pinot", "Primitivo", "Bordeaux")}
    assert min(costs, key=costs.__getitem__) == "Prosecco"
    assert are_alike(said, written("Prosecco")) and not are_alike(said, written("Chardonnay"))


def test_letters_are_read_by_what_they_sound_like():
    assert written("Château") == "JaTeau"
    assert written("Macallan") == written("Makalan")
    assert heard(["yi", "wu"]) == "iu"

"""What a catalog answers while a request is being understood: values of its fields, and what several things together are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.need.translation.gloss import Gloss
from shopcli.pipeline.names.compound_names import CompoundNames
from shopcli.types import Product
from tests.conftest import WordEncoder, build

_THEMES = ("Space Wars", "Town", "Castle", "Space Wars", "Town", "Castle", "Space Wars", "Town", "Castle", "Town")
_SORTS = ("3 in 1", "Vehicles", "Knights", "Vehicles", "3 in 1", "Space Wars", "3 in 1", "Trains", "Knights", "Vehicles")
_NAMES = "Falcon,Grocer,Dragon keep,Shuttle,Fire brigade,Tower,Walker,Post office,Bridge,Harbour".split(",")
SHOP = [
    Product(f"B{n}", name, "", None, None, 10.0 + n, "EUR", attributes={"theme": theme, "subtheme": sort, "pieces": 100.0 * n})
    for n, (name, theme, sort) in enumerate(zip(_NAMES, _THEMES, _SORTS, strict=True))
]


@pytest.fixture(scope="module")
def advisor(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    folder = tmp_path_factory.mktemp("bricks") / "index"
    build(folder, SHOP, WordEncoder())
    return Advisor(Index(folder), settings=Settings(), encoder=WordEncoder())


def shown(advisor: Advisor, query: str) -> list[str]:
    return [hit.product.id for hit in advisor.ask(query, text=False).results if hit.meets_all]


def test_a_set_is_of_what_stands_before_it_and_by_itself_anything(advisor: Advisor) -> None:
    assert shown(advisor, "cheapest space wars set") == ["B0", "B3", "B6"]
    assert shown(advisor, "the most expensive set") == ["B9", "B8", "B7"]


def test_a_value_of_any_field_that_most_products_have_decides(advisor: Advisor) -> None:
    (clause,) = advisor.understand("something from the castle theme, cheapest first").clauses[:1]
    assert (clause.field, clause.op, clause.value) == ("theme", "is", "Castle")
    excluded = advisor.understand("space wars sets, three-in-one not wanted").clauses[-1]
    assert (excluded.field, excluded.op, excluded.value) == ("subtheme", "!=", "3 in 1")


def test_of_fields_with_the_same_value_that_decides_by_which_far_more_have_it(advisor: Advisor) -> None:
    values = advisor.linker._values_in_words.named("space wars")
    assert set(values) == {"theme", "subtheme"}
    assert advisor.linker._mostly(sorted(values), values) == "theme"


GROCER = [
    Product(f"G{n}", title, "", None, "Lebensmittel", 1.0 + n, "EUR")
    for n, title in enumerate(
        [
            "Handschuhe Nitril schwarz 100 Stück",
            "Latexhandschuhe weiß Größe M",
            "Müllsäcke 120 l blau",
            "Sardinen in Öl 125 g",
            "Sonnenblumenöl Flasche 1 l",
            "Udon Nudeln 200 g",
            "Bandnudeln mit Ei und Gemüse",
            "Küchenrolle mit drei Lagen",
            "Tomatenketchup für den Grill",
            "Gewürz für Fleisch und Gemüse",
        ]
    )
]
SKIERS = [
    Product(f"S{n}", title, "", None, category, 1.0 + n, "EUR")
    for n, (title, category) in enumerate(
        [
            ("Pulse schwarz für den Winter", "Wintersport, Skihelme"),
            ("Helm mit Visier für Kinder", "Wintersport, Skihelme"),
            ("Brille für den Winter", "Wintersport, Skibrillen"),
            ("Wachs und Gurt", "Wintersport, Bindungen & Helme"),
        ]
        * 3
    )
]


@pytest.fixture(scope="module")
def grocer(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    folder = tmp_path_factory.mktemp("grocer") / "index"
    build(folder, GROCER, WordEncoder())
    index = Index(folder)
    index.manifest = replace(index.manifest, language="de")
    return Advisor(index, settings=Settings(), encoder=WordEncoder())


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("gloves", ["G0", "G1"]),
        ("Einmalhandschuhe", ["G0", "G1"]),
        ("bin bags", ["G2"]),
        ("Müllsack", ["G2"]),
        ("cooking or salad oil", ["G4"]),  # and no sardines in it
        ("Nudeln", ["G5", "G6"]),
    ],
)
def test_a_compound_is_of_the_kind_of_its_head(grocer: Advisor, words: str, ids: list[str]) -> None:
    meant = grocer.linker.kind(words)
    assert meant is not None
    assert [grocer.index.records[int(row)].id for row in meant.kind.rows] == ids


def test_the_thesaurus_translates_what_the_catalog_does_not_sell() -> None:
    assert Gloss(lambda words: 9 if words in ("charging", "clothes") else 0).translate("冲锋衣") == "raincoat"


HOUSEWARE = [
    Product(f"H{n}", title, "", None, "锅具" if "锅" in title else "家居", 10.0 + n, "CNY")
    for n, title in enumerate(["珐琅铸铁锅", "不锈钢炒锅", "铸铁煎锅", "真丝枕套", "条纹抱枕", "纯色抱枕"])
]


def test_over_a_chinese_catalog_an_english_word_is_what_its_records_say_for_it(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("houseware") / "index"
    build(folder, HOUSEWARE, WordEncoder())
    linker = Advisor(Index(folder), settings=Settings(), encoder=WordEncoder()).linker
    assert linker.said("enamel", linker.named("")) == "珐琅"
    assert linker.said("striped", linker.named("")) == "条纹"
    assert linker.said("velvet", linker.named("")) == ""
    (clause,) = linker.understood("no enamel").clauses
    assert (clause.kind, clause.op, clause.value) == ("exclude", "lacks", "珐琅")


def test_a_category_that_is_a_compound_holds_what_its_head_names(tmp_path: Path) -> None:
    build(tmp_path, SKIERS, WordEncoder())
    index = Index(tmp_path)
    index.manifest = replace(index.manifest, language="de")
    helmets = CompoundNames(index).kind("Helm")
    assert helmets is not None
    assert {index.records[int(row)].category for row in helmets.rows} == {"Wintersport, Skihelme"}

"""Names of several words from other languages, written by ear."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.need.languages.registry import language_named
from shopcli.pipeline.fields.request_spelling import RequestSpelling
from shopcli.types import Product
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel


class Trade(NamedTuple):
    thing: str
    field: str
    names: tuple[str, ...]
    requests: dict[str, str]  # as they are written, with the name that is meant; empty where none is


TRADES = (
    Trade(
        "wine",
        "region",
        (
            "Châteauneuf-du-Pape",
            "Saint-Émilion Grand Cru",
            "Montepulciano d'Abruzzo",
            "Brunello di Montalcino",
            "Côtes du Rhône",
        ),
        {
            "chatoneuf du pap": "Châteauneuf-du-Pape",
            "a bottle of chato neuf de pape under 60": "Châteauneuf-du-Pape",
            "sant emilion gran cru": "Saint-Émilion Grand Cru",
            "montepulchano dabruzo": "Montepulciano d'Abruzzo",
            "cote du rone": "Côtes du Rhône",
            "a bottle for sunday lunch": "",
            "a Côtes du Rhône, please": "",
        },
    ),
    Trade(
        "cheese",
        "variety",
        ("Parmigiano Reggiano", "Jamón Ibérico de Bellota", "Brillat-Savarin", "Queso Manchego", "Pecorino Romano"),
        {
            "parmijano regiano": "Parmigiano Reggiano",
            "hamon iberico de beyota": "Jamón Ibérico de Bellota",
            "keso manchego": "Queso Manchego",
            "peccorino romano, grated": "Pecorino Romano",
            "a hard cheese for pasta": "",
        },
    ),
    Trade(
        "cream",
        "brand",
        ("L'Occitane en Provence", "La Roche-Posay", "Estée Lauder", "Yves Saint Laurent", "Dr. Hauschka"),
        {
            "loxitane en provance hand cream": "L'Occitane en Provence",
            "la rosh posay for dry skin": "La Roche-Posay",
            "dr hauska": "Dr. Hauschka",
            "este lauder": "",  # a miss: "este" is a word of the list, and the catalog has the other
            "a dry skin cream": "",
        },
    ),
    Trade(
        "watch",
        "brand",
        ("Jaeger-LeCoultre", "Vacheron Constantin", "Patek Philippe", "A. Lange & Söhne", "Baume et Mercier"),
        {
            "jager le coultre": "Jaeger-LeCoultre",
            "vasheron constantine": "Vacheron Constantin",
            "a lange and sohne": "A. Lange & Söhne",
            "patek fillip": "",  # a miss: both are words
            "a watch with a moon phase": "",
        },
    ),
    Trade(
        "plant",
        "species",
        ("Monstera deliciosa", "Zamioculcas zamiifolia", "Sansevieria trifasciata", "Ficus lyrata", "Calathea orbifolia"),
        {
            "monsterra delisiosa": "Monstera deliciosa",
            "zamioculcas zamifolia": "Zamioculcas zamiifolia",
            "sanseveria trifasiata": "Sansevieria trifasciata",
            "fikus lirata": "Ficus lyrata",
            "a plant for a dark corner": "",
        },
    ),
)


def shop(folder: Path, trade: Trade) -> Index:
    """A shop with a product of each name, built in ``folder``."""
    products = tuple(
        Product(f"P{number}", f"{trade.thing} {name}", brand=name if trade.field == "brand" else None)
        if trade.field == "brand"
        else Product(f"P{number}", f"{trade.thing} {name}", attributes={trade.field: name})
        for number, name in enumerate(trade.names)
    )
    build(folder / "index", products, WordEncoder())
    return Index(folder / "index")


def names_in(index: Index, request: str) -> list[str]:
    """The corrections of a request to names of several words."""
    found = RequestSpelling(index, lambda: pytest.fail("no Chinese")).corrections(request, language_named("en").spelling)
    assert all(request[slip.start : slip.end] == slip.said for slip in found)
    return [slip.meant for slip in found if not slip.meant.isalpha()]


@pytest.mark.parametrize("trade", TRADES, ids=lambda trade: trade.thing)
def test_a_name_of_several_words_is_found_by_all_its_letters(trade: Trade, tmp_path: Path):
    index = shop(tmp_path, trade)
    assert {request: names_in(index, request) for request in trade.requests} == {
        request: [name] if name else [] for request, name in trade.requests.items()
    }


def test_what_only_lacks_its_accents_and_hyphens_is_another_spelling_and_not_told(tmp_path: Path):
    index = shop(tmp_path, TRADES[0])
    found = RequestSpelling(index, lambda: pytest.fail("no Chinese"))
    (slip,) = found.corrections("chateauneuf du pape", language_named("en").spelling)
    assert (slip.meant, slip.kind) == ("Châteauneuf-du-Pape", "variant")


def test_of_two_names_that_are_about_as_near_neither_is_chosen(tmp_path: Path):
    trade = Trade("plant", "species", ("Calathea orbifolia", "Calathea orbifolio", "Ficus lyrata"), {})
    assert names_in(shop(tmp_path, trade), "calatea orbifoli") == []


def test_the_product_of_the_name_comes_first_and_the_slip_is_told(tmp_path: Path):
    encoder = WordEncoder()
    advisor = Advisor(shop(tmp_path, TRADES[0]), settings=Settings(), encoder=encoder, model=FakeModel())
    answer = advisor.ask("wine chatoneuf du pap")
    assert answer.need.notes == ("“chatoneuf du pap” was read as “Châteauneuf-du-Pape”.",)
    assert answer.results[0].product.title == "wine Châteauneuf-du-Pape"


def test_a_name_ends_with_its_sentence_and_takes_in_no_denial(tmp_path: Path) -> None:
    teas = [
        Product(str(n), f"Cake {n}", category="Ripe Pu-erh Tea" if n % 2 else "Raw Pu-erh Tea", price=9.0) for n in range(8)
    ]
    build(tmp_path, teas, WordEncoder())
    advisor = Advisor(Index(tmp_path), settings=Settings(), encoder=WordEncoder())
    need = advisor.understand("I would like to try ripe puerh. No more than 15 dollars, please")
    assert [(clause.op, clause.value) for clause in need.clauses if clause.field == "price"] == [("<=", 15.0)]

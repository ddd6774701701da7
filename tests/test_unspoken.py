"""A request in a language that is not understood is answered so, in that language; what is a name is looked for as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.index import Index
from shopcli.need.languages.unspoken import unspoken
from shopcli.render.answer import plain_answer
from shopcli.types import Product
from tests.conftest import WordEncoder, build

SPOKEN = {"en", "de", "zh"}
ENGLISH = frozenset("shampoo shoes cast car stick pan".split())


def language(text: str, known: str = "") -> str | None:
    found = unspoken(text, SPOKEN, known.split().__contains__, ENGLISH.__contains__)
    return found and found.code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("J'ai besoin d'une montre pour nager", "fr"), ("crème hydratante pour le visage", "fr"),
        ("busco un reloj para nadar", "es"), ("procuro um relógio para nadar", "pt"),
        ("vorrei un vino rosso per la cena", "it"), ("ik zoek een waterdichte jas voor de regen", "nl"),
        ("jag söker en jacka för regn", "sv"), ("szukam namiotu dla dwóch osób", "pl"), ("stół do jadalni", "pl"),
        ("koşu için su geçirmez saat", "tr"), ("saya cari sepatu lari murah", "id"), ("ランニング用の時計", "ja"),
        ("러닝용 시계 추천해줘", "ko"), ("часы для плавания", "ru"), ("ساعة للسباحة", "ar"), ("ساعت برای شنا", "fa"),
        ("שעון לשחייה", "he"), ("ρολόι για κολύμπι", "el"), ("นาฬิกาว่ายน้ำ", "th"),
        ("portátil barato para estudiar", ""),  # Spanish and Portuguese alike
    ],
)  # fmt: skip
def test_a_language_is_told_by_its_script_or_its_small_words(text: str, code: str) -> None:
    assert language(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "a watch for swimming", "Uhr zum Schwimmen", "适合跑步的手表", "Château de Pez", "La Vieille Ferme Rouge",
        "dulce de leche",
        "L'Oréal shampoo", "Les Mills shoes", "die cast car", "pan non stick", "Häagen-Dazs", "a bottle of Rioja de la casa",
        "me and my son", "under 20 o", "crème brûlée", "per diem", "42", "???", "",
    ],
)  # fmt: skip
def test_names_and_what_is_understood_are_in_no_other_language(text: str) -> None:
    assert language(text) is None


def test_a_text_of_nothing_but_the_catalogs_words_is_a_name_there() -> None:
    assert (language("la nuit de l'homme"), language("la nuit de l'homme", known="nuit homme")) == ("fr", None)


def test_a_language_that_is_spoken_has_no_line() -> None:
    assert unspoken("busco un reloj para nadar", {*SPOKEN, "es"}, lambda _: False, lambda _: False) is None


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    folder: Path = tmp_path_factory.mktemp("wines")
    wares = [
        Product("R", "Etna Rosso", "A red of Sicily.", "Nicosia", "Wine", 14.0, "EUR"),
        Product("W", "Pale White", "A white of the Moselle.", "Griebel", "Wine", 9.0, "EUR"),
        Product("G", "Tall Glass", "Holds half a litre.", "Orrelane", "Glasses", 4.0, "EUR"),
    ]
    encoder = WordEncoder()
    build(folder, wares, encoder)
    return Advisor(Index(folder), encoder=encoder)


def test_the_line_is_the_reply_and_only_what_the_words_match_is_shown(shop: Advisor) -> None:
    answer = shop.ask("vorrei un vino rosso per la cena")
    line = "Non capisco l’italiano. Chieda in inglese, tedesco o cinese, oppure scriva il nome esatto di un prodotto."
    assert (answer.reply, answer.unspoken, answer.advice) == (line, True, None)
    assert list(plain_answer(answer)) == [line, "1. Etna Rosso. 14.00 EUR. Brand Nicosia. Id R."]


def test_nothing_is_shown_where_no_word_matches(shop: Advisor) -> None:
    answer = shop.ask("J'ai besoin d'une montre pour nager")
    assert (answer.results, list(plain_answer(answer))) == ((), [answer.reply])


def test_a_name_in_another_language_is_looked_for(shop: Advisor) -> None:
    answer = shop.ask("Etna Rosso")
    assert (answer.unspoken, answer.results[0].product.id) == (False, "R")

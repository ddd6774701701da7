"""German as it ships: requests, questions, refinements and commands, on a small shop."""

# Sentences and what is read of them stand on one line each.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from shopcli.advisor import Advisor
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.need.dialogue.speech_acts import spoken_command
from shopcli.need.languages.registry import language_beside, language_named, language_of
from shopcli.types import Clause, Need, Product
from shopcli.write.verify.check import check_sentence
from shopcli.write.wording.languages import as_checked, wording_of
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel
from tests.test_conversations import played


def item(number: str, title: str, kind: str, price: float, **attributes: str | bool) -> Product:
    return Product(number, title, "", title.split()[0], kind, price, "EUR", attributes=attributes)


SHOP = (
    item(
        "J1", "Norrland Fjord Jacke", "Jacken", 89.0, colour="black", gewicht="420 g", größe="M", kapuze=True, wasserdicht=True
    ),
    item(
        "J2", "Norrland Ufer Jacke", "Jacken", 45.0, colour="blue", gewicht="310 g", größe="S", kapuze=False, wasserdicht=True
    ),
    item("J3", "Heide Wiese Jacke", "Jacken", 39.0, colour="blue", gewicht="380 g", größe="L", kapuze=True, wasserdicht=False),
    item("J4", "Heide Moor Jacke", "Jacken", 48.0, colour="black", gewicht="350 g", größe="S", kapuze=False, wasserdicht=False),
    item("Z1", "Heide Kuppel Zelt", "Zelte", 120.0, colour="green", gewicht="2400 g"),
    item("N1", "Korn Nudeln", "Nudeln", 0.99, gewicht="500 g"),
    item("N2", "Korn Nudeln Familie", "Nudeln", 2.49, gewicht="2 kg"),
    item("T1", "Blatt Tee", "Tee", 4.99, gewicht="100 g"),
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    folder = tmp_path_factory.mktemp("german")
    encoder = WordEncoder()
    build(folder / "index", SHOP, encoder)
    return Advisor(Index(folder / "index"), settings=Settings(), encoder=encoder, model=FakeModel())


def line(clause: Clause) -> str:
    value = f"{clause.value:g}" if isinstance(clause.value, float) else clause.value
    told = " ".join(str(part) for part in (clause.field, clause.op, value) if part is not None)
    return f"{clause.text} | {clause.kind} {told}".rstrip()


def read(shop: Advisor, query: str) -> list[str]:
    """The clauses of a request, and its order with the place in it."""
    need = shop.understand(query)
    rank = f" {need.sort.rank}" if need.sort and need.sort.rank > 1 else ""
    return [*map(line, need.clauses), *([f"by {need.sort.field} {need.sort.order}{rank}"] if need.sort else [])]


# --- which texts are German -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Nudeln unter 1 Euro", "Tee ohne Zucker", "die leichteste Jacke", "wie die zweite", "billiger", "egal welche Farbe",
        "Nudeln ab 2 kg", "Jacke im Angebot", "Was kosten Jacken?", "Gruppen", "ZELT FÜR ZWEI", "Jacke um die 50 Euro",
    ],
)  # fmt: skip
def test_a_text_with_german_small_words_is_german(text: str) -> None:
    assert language_of(text).code == "de"


@pytest.mark.parametrize(
    "text",
    [
        "", "tent", "jacket under 50 euros", "Häagen-Dazs ice cream", "kindergarten toys", "Kinder chocolate", "MIT press book",
        "Braun shaver", "winter hat", "die cut stickers", "Das Keyboard", "uber cool shoes", "a gross of pencils", "bunt cake pan",
        "ab roller", "movies by von Trier", "Mies van der Rohe chair", "was this made in Germany", "chow mein", "rote learning",
        "Fjällräven Kånken", "I want a jacket für my wife", "rugzak voor twee", "sac à dos pour deux", "den table",
    ],
)  # fmt: skip
def test_english_a_loan_word_or_a_name_is_not_german(text: str) -> None:
    assert language_of(text).code == "en"


def test_a_title_of_german_words_describes_in_german() -> None:
    german = language_named("de")
    assert german.describes("Bio-Tee für Kinder, ohne Zucker")
    assert not german.describes("Kettle with a lid")


@pytest.mark.parametrize(
    ("text", "catalog", "code"),
    [
        ("wasserdichte Jacke", "de", "de"), ("Jacke 30-60 €", "de", "de"), ("wasserdichte Jacke", "", "en"),
        ("waterproof jacket", "de", "en"), ("a waterproof jacket", "de", "en"), ("Jacke ohne Kapuze", "", "de"), ("防水夹克", "de", "zh"),
        ("wasserdichte Jacke", "zh", "en"),
    ],
)  # fmt: skip
def test_a_text_of_no_sure_language_is_in_the_catalogs_unless_its_words_are_english(text: str, catalog: str, code: str) -> None:
    assert language_beside(text, catalog).code == code


def test_the_rest_of_a_question_is_read_in_the_language_of_the_question(shop: Advisor) -> None:
    need = shop.understand("Gibt es Jacken von Heide?")
    assert (need.language, [line(clause) for clause in need.clauses]) == (
        "de",
        ["Jacken | topic", "von Heide | feature brand is Heide"],
    )


# --- requests ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Nudeln unter 1 Euro", ["Nudeln | topic", "unter 1 Euro | limit price <= 1"]),
        ("Jacke höchstens 50 Euro", ["Jacke | topic", "höchstens 50 Euro | limit price <= 50"]),
        ("Jacke, nicht mehr als 50 €", ["Jacke | topic", "nicht mehr als 50 € | limit price <= 50"]),
        ("Jacke bis 50 €", ["Jacke | topic", "bis 50 € | limit price <= 50"]),
        ("Jacke bis zu 50 €", ["Jacke | topic", "bis zu 50 € | limit price <= 50"]),
        ("Jacke bis maximal 50 Euro", ["Jacke | topic", "bis maximal 50 Euro | limit price <= 50"]),
        ("Jacke für max. 50 Euro", ["Jacke | topic", "für max. 50 Euro | limit price <= 50"]),
        (
            "Jacke zwischen 40 und 50 Euro",
            ["Jacke | topic", "zwischen 40 und 50 Euro | limit price >= 40", "zwischen 40 und 50 Euro | limit price <= 50"],
        ),
        (
            "Jacke von 40 bis 50 Euro",
            ["Jacke | topic", "von 40 bis 50 Euro | limit price >= 40", "von 40 bis 50 Euro | limit price <= 50"],
        ),
        ("Jacke 30 bis 60 €", ["Jacke | topic", "30 bis 60 € | limit price >= 30", "30 bis 60 € | limit price <= 60"]),
        ("Jacke ab 50 Euro", ["Jacke | topic", "ab 50 Euro | limit price >= 50"]),
        ("Jacke über 50 Euro", ["Jacke | topic", "über 50 Euro | limit price >= 50"]),
        ("Jacke mindestens 40 Euro", ["Jacke | topic", "mindestens 40 Euro | limit price >= 40"]),
        ("Jacke nicht unter 40 Euro", ["Jacke | topic", "nicht unter 40 Euro | limit price >= 40"]),
        ("Jacke nicht teurer als 50 Euro", ["Jacke | topic", "nicht teurer als 50 Euro | limit price <= 50"]),
        ("Jacke, die weniger als 50 Euro kostet", ["Jacke | topic", "weniger als 50 Euro kostet | limit price <= 50"]),
        ("Jacke, sie darf höchstens 50 Euro kosten", ["Jacke | topic", "höchstens 50 Euro kosten | limit price <= 50"]),
        ("Jacke um die 50 Euro", ["Jacke | topic", "um die 50 Euro | limit price >= 40", "um die 50 Euro | limit price <= 60"]),
        (
            "Jacke für etwa 50 Euro",
            ["Jacke | topic", "für etwa 50 Euro | limit price >= 40", "für etwa 50 Euro | limit price <= 60"],
        ),
        ("Jacke für genau 45 Euro", ["Jacke | topic", "für genau 45 Euro | limit price == 45"]),
        ("Jacke unter fünfzig Euro", ["Jacke | topic", "unter fünfzig Euro | limit price <= 50"]),
        ("Jacke bis zweihundert Euro", ["Jacke | topic", "bis zweihundert Euro | limit price <= 200"]),
        ("Zelt bis 1.299,50 €", ["Zelt | topic", "bis 1.299,50 € | limit price <= 1299.5"]),
        ("Zelt unter 1.299 Euro", ["Zelt | topic", "unter 1.299 Euro | limit price <= 1299"]),
        ("Tee für 4,99 €", ["Tee | topic", "für 4,99 € | limit price <= 4.99"]),
        ("Tee unter 5,50", ["Tee | topic", "unter 5,50 | limit price <= 5.5"]),
        ("Tee bis 5,- Euro", ["Tee | topic", "bis 5,- Euro | limit price <= 5"]),
        ("Jacke mit einem Budget von 50 Euro", ["Jacke | topic", "einem Budget von 50 Euro | limit price <= 50"]),
        ("Jacke, mein Budget ist 50 Euro", ["Jacke | topic", "mein Budget ist 50 Euro | limit price <= 50"]),
        ("Jacke 50 Euro oder weniger", ["Jacke | topic", "50 Euro oder weniger | limit price <= 50"]),
        ("Jacke 50 Euro oder mehr", ["Jacke | topic", "50 Euro oder mehr | limit price >= 50"]),
        ("ich suche eine Jacke für maximal 50 Euro", ["Jacke | topic", "für maximal 50 Euro | limit price <= 50"]),
        ("Jacke ohne Kapuze", ["Jacke | topic", "ohne Kapuze | exclude kapuze != True"]),
        ("Jacke ohne eine Kapuze", ["Jacke | topic", "ohne eine Kapuze | exclude kapuze != True"]),
        ("Jacke, aber keine schwarze", ["Jacke | topic", "aber keine schwarze | exclude colour != black"]),
        ("Jacke, nicht schwarz", ["Jacke | topic", "nicht schwarz | exclude colour != black"]),
        ("Jacke, bitte nicht in Schwarz", ["Jacke | topic", "bitte nicht in Schwarz | exclude colour != black"]),
        ("Jacke, nicht von Heide", ["Jacke | topic", "nicht von Heide | exclude brand != Heide"]),
        ("Jacke, keine von Norrland", ["Jacke | topic", "keine von Norrland | exclude brand != Norrland"]),
        ("Jacke, kein Norrland", ["Jacke | topic", "kein Norrland | exclude brand != Norrland"]),
        ("Jacke außer Heide", ["Jacke | topic", "außer Heide | exclude brand != Heide"]),
        (
            "Jacke weder schwarz noch blau",
            ["Jacke | topic", "weder schwarz | exclude colour != black", "noch blau | exclude colour != blue"],
        ),
        (
            "Jacke, nicht von Heide oder Norrland",
            ["Jacke | topic", "nicht von Heide | exclude brand != Heide", "oder Norrland | exclude brand != Norrland"],
        ),
        (
            "Jacke ohne Kapuze, nicht blau, unter 50 €",
            [
                "Jacke | topic",
                "ohne Kapuze | exclude kapuze != True",
                "nicht blau | exclude colour != blue",
                "unter 50 € | limit price <= 50",
            ],
        ),
        ("eine blaue Jacke", ["blaue | feature colour is blue", "Jacke | topic"]),
        ("Jacke in Schwarz", ["Jacke | topic", "in Schwarz | feature colour is black"]),
        (
            "dunkelblaue Jacke ohne Kapuze",
            ["dunkelblaue | feature colour is blue", "Jacke | topic", "ohne Kapuze | exclude kapuze != True"],
        ),
        (
            "schwarze Jacke von Heide in Größe S",
            [
                "schwarze | feature colour is black",
                "Jacke | topic",
                "von Heide | feature brand is Heide",
                "Größe S | feature größe is S",
            ],
        ),
        ("Jacke in Größe S", ["Jacke | topic", "Größe S | feature größe is S"]),
        ("Jacke Größe 42 unter 100", ["Jacke | topic", "Größe 42 | feature größe is 42", "unter 100 | limit price <= 100"]),
        ("Jacke von Heide oder Norrland", ["Jacke | topic", "von Heide oder Norrland | feature brand in Heide|Norrland"]),
        ("die billigste Jacke", ["Jacke | topic", "by price asc"]),
        ("der günstigste Tee", ["Tee | topic", "by price asc"]),
        ("am günstigsten: Tee", ["Tee | topic", "by price asc"]),
        ("so billig wie möglich: Tee", ["Tee | topic", "by price asc"]),
        ("möglichst günstige Jacke", ["Jacke | topic", "by price asc"]),
        ("die zweitbilligste Jacke bitte", ["Jacke | topic", "by price asc 2"]),
        ("teuerste Jacke", ["Jacke | topic", "by price desc"]),
        ("Jacke nach Preis sortiert", ["Jacke | topic", "by price asc"]),
        ("Jacken nach Preis absteigend", ["Jacken | topic", "by price desc"]),
        ("die leichteste Jacke", ["Jacke | topic", "by gewicht asc"]),
        ("am leichtesten: Jacke", ["Jacke | topic", "by gewicht asc"]),
        ("ich hätte gerne die zweitleichteste Jacke", ["Jacke | topic", "by gewicht asc 2"]),
        ("die schwerste Jacke", ["Jacke | topic", "by gewicht desc"]),
        ("Jacke, höchstens 350 Gramm", ["Jacke | topic", "höchstens 350 Gramm | limit gewicht <= 350"]),
        ("Jacke leichter als 360 g", ["Jacke | topic", "leichter als 360 g | limit gewicht < 360"]),
        ("Jacke, nicht schwerer als 360 g", ["Jacke | topic", "nicht schwerer als 360 g | limit gewicht <= 360"]),
        ("mindestens 2 kg Nudeln", ["mindestens 2 kg | limit gewicht >= 2000", "Nudeln | topic"]),
        ("Nudeln, mindestens zwei Kilo", ["Nudeln | topic", "mindestens zwei Kilo | limit gewicht >= 2000"]),
        (
            "Nudeln zwischen 1 und 3 kg",
            ["Nudeln | topic", "zwischen 1 und 3 kg | limit gewicht >= 1000", "zwischen 1 und 3 kg | limit gewicht <= 3000"],
        ),
        ("Nudeln ab 2 kg", ["Nudeln | topic", "ab 2 kg | limit gewicht >= 2000"]),
        (
            "Nudeln in der 500-Gramm-Packung",
            [
                "Nudeln | topic",
                "in der 500-Gramm-Packung | limit gewicht >= 485",
                "in der 500-Gramm-Packung | limit gewicht < 515",
            ],
        ),
        ("Nudeln, 2 Kilo oder mehr", ["Nudeln | topic", "2 Kilo oder mehr | limit gewicht >= 2000"]),
        ("eine leichte Jacke", ["leichte | limit gewicht <= 350", "Jacke | topic"]),
        ("Jacke, nicht zu teuer", ["Jacke | topic", "nicht zu teuer | limit price <= 45"]),
        ("Jacke, nicht schwer", ["Jacke | topic", "nicht schwer | limit gewicht <= 350"]),
        ("eine günstige Jacke", ["günstige | limit price <= 45", "Jacke | topic"]),
        ("Zeig mir bitte eine Jacke, die wasserdicht ist", ["Jacke | topic", "wasserdicht | feature wasserdicht is True"]),
        (
            "Jacke mit Kapuze und wasserdicht",
            ["Jacke | topic", "Kapuze | feature kapuze is True", "wasserdicht | feature wasserdicht is True"],
        ),
        (
            "ich möchte bitte eine Jacke für meinen Vater, sie sollte nicht schwarz sein",
            ["Jacke | topic", "nicht schwarz | exclude colour != black"],
        ),
        (
            "ein Zelt zum Wandern, nicht teurer als 150 €",
            ["Zelt | topic", "zum Wandern | feature", "nicht teurer als 150 € | limit price <= 150"],
        ),
        ("Jacke gegen Regen", ["Jacke | topic", "gegen Regen | feature"]),
        (
            "wasserdichte Jacke ohne Kapuze",
            ["wasserdichte | feature wasserdicht is True", "Jacke | topic", "ohne Kapuze | exclude kapuze != True"],
        ),
        ("Herren- und Damenjacken unter 100 Euro", ["Herren- und Damenjacken | topic", "unter 100 Euro | limit price <= 100"]),
        ("kannst du mir eine Jacke aus Wolle empfehlen?", ["Jacke | topic", "Wolle | feature"]),
        ("Habt ihr eine warme Jacke für den Winter?", ["warme | feature", "Jacke | topic", "für den Winter | feature"]),
        ("wir brauchen ein Zelt für vier Personen", ["Zelt | topic", "für vier Personen | feature"]),
        ("Hallo, ich suche einen Tee ohne Zucker. Danke!", ["Tee | topic", "ohne Zucker | exclude"]),
        ("Jacke auf Lager", ["Jacke | topic"]),
    ],
)
def test_a_request_is_read(shop: Advisor, query: str, expected: list[str]) -> None:
    assert shop.understand(query).language == "de"
    assert read(shop, query) == expected


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("4,99", 4.99), ("1.299", 1299.0), ("1.299,50", 1299.5), ("2,5k", 2500.0), ("3 tausend", 3000.0), ("zehn", 10.0),
        ("fünfundzwanzig", 25.0), ("zweihundert", 200.0), ("eins", 1.0), ("viel", None),
    ],
)  # fmt: skip
def test_a_number_has_a_comma_before_its_decimals(words: str, value: float | None) -> None:
    assert language_named("de").requests.number(words) == value


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("Jacke für etwa 50 Euro", "„für etwa 50 Euro“ wurde als 40 bis 60 EUR gelesen."),
        ("eine leichte Jacke", "„leichte“ heißt in diesem Katalog: gewicht bis 350 g."),
        ("Jacke auf Lager", "„auf Lager“ setzt keine Grenze: Dieser Katalog sagt nichts darüber."),
    ],
)
def test_notes_are_in_german(shop: Advisor, query: str, note: str) -> None:
    assert shop.understand(query).notes == (note,)


def test_a_limit_that_a_field_decides_is_not_said_to_count_by_its_meaning(shop: Advisor) -> None:
    assert shop.understand("Jacke, höchstens 350 Gramm").notes == ()


def test_what_was_looked_for_is_told_in_german(shop: Advisor) -> None:
    assert shop.ask("Jacke unter 50 Euro", text=False).looked_for == "Gesucht: Jacke · unter 50 Euro"


# --- advice -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "sentences"),
    [
        (
            "Jacke unter 60 Euro",
            [
                "Empfehlung: Heide Moor Jacke kostet 48,00 EUR; Farbe: black.",
                "Auch möglich: Heide Wiese Jacke kostet 39,00 EUR; Merkmale: kapuze; Farbe: blue.",
                "Heide Wiese Jacke kostet 9,00 EUR weniger als Heide Moor Jacke; Heide Moor Jacke hat nicht: kapuze.",
            ],
        ),
        (
            "Jacke unter 20 Euro",
            [
                "Nichts hier erfüllt „unter 20 Euro“; zuerst gezeigt: Heide Wiese Jacke kostet 39,00 EUR.",
                "Empfehlung: Heide Wiese Jacke kostet 39,00 EUR; Merkmale: kapuze; Farbe: blue.",
                "Auch möglich: Norrland Ufer Jacke kostet 45,00 EUR; Merkmale: wasserdicht; Farbe: blue.",
                "Norrland Ufer Jacke kostet 6,00 EUR mehr als Heide Wiese Jacke; Heide Wiese Jacke hat nicht: wasserdicht.",
            ],
        ),
        (
            "wasserdichte Jacke ohne Kapuze",
            [
                "Empfehlung: Norrland Ufer Jacke kostet 45,00 EUR; Merkmale: wasserdicht; Farbe: blue.",
                "Auch möglich: Heide Moor Jacke kostet 48,00 EUR; Farbe: black; ohne: wasserdicht.",
                "Heide Moor Jacke kostet 3,00 EUR mehr als Norrland Ufer Jacke.",
            ],
        ),
        (
            "Nudeln unter 1 Euro",
            [
                "Empfehlung: Korn Nudeln kostet 0,99 EUR.",
                "Auch möglich: Korn Nudeln Familie kostet 2,49 EUR; gewicht: 2 kg.",
                "Korn Nudeln Familie kostet 1,50 EUR mehr als Korn Nudeln.",
            ],
        ),
    ],
)
def test_advice_is_in_german_and_every_sentence_of_it_is_checked(shop: Advisor, query: str, sentences: list[str]) -> None:
    answer = shop.ask(query)
    assert answer.advice is not None
    assert [sentence.text for sentence in answer.advice.sentences] == sentences
    assert {sentence.by for sentence in answer.advice.sentences} == {"template"}
    assert answer.why_by_code.startswith("Diese Sätze hat das Programm aus den Angaben des Katalogs gebildet")


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("Empfehlung: A kostet 5.00 EUR; Merkmale: GPS; Farbe: red.", "A costs 5.00 EUR; it has GPS; its colour is red."),
        ("B kostet 2.00 EUR mehr als A; A hat nicht: GPS.", "B costs 2.00 EUR more than the A; A has no GPS."),
        ("A kostet von 5.00 bis 8.00 EUR.", "A costs from 5.00 to 8.00 EUR."),
        ("A kostet von 999,50 bis 1.299,00 EUR.", "A costs from 999.50 to 1299.00 EUR."),
        ("B kostet 1.299.000,50 EUR mehr als A.", "B costs 1299000.50 EUR more than the A."),
        ("A ist um 20% reduziert, vorher 1.299,00 EUR.", "A is reduced by 20% from 1299.00 EUR."),
        ("A ist nicht vorrätig.", "A is out of stock."),
        ("Nein: A ist nicht wasserdicht.", "A is not wasserdicht."),
        ("Außerdem: Farbe: red; ohne: GPS.", "its colour is red; it has no GPS."),
    ],
)
def test_a_german_sentence_is_checked_as_the_english_one_that_claims_the_same(said: str, known: str) -> None:
    assert as_checked(said, wording_of("de")) == known


def test_a_false_german_sentence_does_not_pass(shop: Advisor) -> None:
    product = shop.product("J4")
    for said in (
        "Heide Moor Jacke kostet 40,00 EUR.",
        "Heide Moor Jacke kostet 4.800 EUR.",
        "Heide Moor Jacke hat: kapuze.",
        "Heide Moor Jacke – Farbe: blue.",
    ):
        known = as_checked(said, wording_of("de"))
        assert check_sentence(known, products=[product], facts_of=shop.facts, need=Need("")) != []


# --- questions, refinements, commands ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("Wie viele Artikel habt ihr?", "Es gibt 8 Artikel, von 0.99 bis 120.00 EUR."),
        ("Wie viele Jacken gibt es?", "Es gibt 4 Artikel zu „Jacken“, von 39.00 bis 89.00 EUR."),
        ("Wie viele Jacken unter 50 Euro gibt es?", "Es gibt 3 Artikel zu „Jacken unter 50 Euro“, von 39.00 bis 48.00 EUR."),
        (
            "Wie viele Jacken kosten weniger als 50 Euro?",
            "Es gibt 3 Artikel zu „Jacken, die weniger als 50 Euro kosten“, von 39.00 bis 48.00 EUR.",
        ),
        ("Wie viele Artikel stehen in der Warengruppe Nudeln?", "Es gibt 2 Artikel zu „Nudeln“, von 0.99 bis 2.49 EUR."),
        ("Wie viele Artikel sind in der Kategorie Jacken?", "Es gibt 4 Artikel zu „Jacken“, von 39.00 bis 89.00 EUR."),
        ("Wie viele Artikel von Heide habt ihr?", "Es gibt 3 Artikel zu „Heide“, von 39.00 bis 120.00 EUR."),
        ("Was kostet das billigste Zelt?", "„billigste Zelt“: Heide Kuppel Zelt zu 120.00 EUR."),
        ("Was ist der teuerste Artikel?", "„teuerste Artikel“: Heide Kuppel Zelt zu 120.00 EUR."),
        ("Was ist das teuerste Produkt im Laden?", "„teuerste Artikel“: Heide Kuppel Zelt zu 120.00 EUR."),
        ("Was kostet die zweitbilligste Jacke?", "„zweitbilligste Jacke“: Norrland Ufer Jacke zu 45.00 EUR."),
        ("Welche Jacke ist am leichtesten?", "„Jacke, am leichtesten“: Norrland Ufer Jacke zu 45.00 EUR (gewicht: 310 g)."),
        ("Welche Jacke ist die leichteste?", "„leichteste Jacke“: Norrland Ufer Jacke zu 45.00 EUR (gewicht: 310 g)."),
        (
            "Was ist die leichteste Jacke im Sortiment?",
            "„leichteste Jacke“: Norrland Ufer Jacke zu 45.00 EUR (gewicht: 310 g).",
        ),
        ("Welche Marken gibt es?", "8 Artikel sind von 4 Marken: Heide (3), Korn (2), Norrland (2) und Blatt (1)."),
        ("Welche Marken haben Jacken?", "4 Artikel zu „Jacken“ sind von 2 Marken: Heide (2) und Norrland (2)."),
        ("Von welchen Marken gibt es Jacken?", "4 Artikel zu „Jacken“ sind von 2 Marken: Heide (2) und Norrland (2)."),
        ("Welche Kategorien gibt es?", "Vier Kategorien: Jacken (4), Nudeln (2), Zelte (1) und Tee (1)."),
        ("Welche Gruppen gibt es?", "Vier Gruppen: Jacken (4), Nudeln (2), Zelte (1) und Tee (1)."),
        ("Welche Warengruppen habt ihr?", "Vier Warengruppen: Jacken (4), Nudeln (2), Zelte (1) und Tee (1)."),
        ("Wie viele Kategorien gibt es?", "Vier Kategorien: Jacken (4), Nudeln (2), Zelte (1) und Tee (1)."),
        ("Welche Größen gibt es bei Jacken?", "Drei Größen bei Artikeln zu „Jacken“: S (2), M (1) und L (1)."),
        ("In welchen Größen gibt es Jacken?", "Drei Größen bei Artikeln zu „Jacken“: S (2), M (1) und L (1)."),
        ("In welchen Farben gibt es Jacken?", "4 Artikel zu „Jacken“ gibt es in Blau (2) und Schwarz (2)."),
        ("Welche Farben habt ihr?", "8 Artikel gibt es in Blau (2), Schwarz (2) und Grün (1). 3 davon nennen keine Farbe."),
        ("Was kosten Jacken?", "4 Artikel zu „Jacken“ kosten von 39.00 bis 89.00 EUR."),
        ("Was kostet eine Jacke?", "4 Artikel zu „Jacke“ kosten von 39.00 bis 89.00 EUR."),
        (
            "Was kosten Jacken im Durchschnitt?",
            "4 Artikel zu „Jacken“ kosten im Durchschnitt 55.25 EUR. Die Hälfte davon kostet höchstens 45.00 EUR.",
        ),
        (
            "Wie hoch ist der Durchschnittspreis von Jacken?",
            "4 Artikel zu „Jacken“ kosten im Durchschnitt 55.25 EUR. Die Hälfte davon kostet höchstens 45.00 EUR.",
        ),
        ("Habt ihr Zelte?", "Ja, einen: Heide Kuppel Zelt zu 120.00 EUR."),
        (
            "Habt ihr ein Zelt für Kinder?",
            "Ja, einen: Heide Kuppel Zelt zu 120.00 EUR. „für Kinder“ steht bei keinem davon und zählt deshalb nicht.",
        ),
        ("Könnt ihr mir sagen, wie viele Jacken ihr habt?", "Es gibt 4 Artikel zu „Jacken“, von 39.00 bis 89.00 EUR."),
        ("Welche Jacke könnt ihr empfehlen?", None),
        ("Was kostet die erste?", None),
    ],
)
def test_a_question_about_the_catalog_is_answered(shop: Advisor, question: str, reply: str | None) -> None:
    assert shop.ask(question, text=False).reply == reply


CONVERSATION = """\
> Jacke unter 60 Euro
Jacke | topic
unter 60 Euro | limit price <= 60 EUR
shows J4 J3 J2
> ist die zweite wasserdicht?
Jacke | topic
unter 60 Euro | limit price <= 60 EUR
tells J3: Nein: Heide Wiese Jacke ist nicht wasserdicht.
> wie schwer ist die erste?
Jacke | topic
unter 60 Euro | limit price <= 60 EUR
tells J4: Heide Moor Jacke – gewicht: 350 g.
> und die dritte?
Jacke | topic
unter 60 Euro | limit price <= 60 EUR
tells J2: Norrland Ufer Jacke – gewicht: 310 g.
> hat die zweite eine Kapuze?
Jacke | topic
unter 60 Euro | limit price <= 60 EUR
tells J3: Ja: Heide Wiese Jacke hat: kapuze.
> was kostet sie?
Jacke | topic
unter 60 Euro | limit price <= 60 EUR
tells J3: Heide Wiese Jacke kostet 39,00 EUR.
> welche ist am leichtesten?
Jacke | topic
unter 60 Euro | limit price <= 60 EUR
tells J2: Das ist Norrland Ufer Jacke, gewicht: 310 g.
> nicht schwarz
Jacke | topic
unter 60 Euro | limit price <= 60 EUR
nicht schwarz | exclude colour != black
shows J3 J2
> die zweite
Jacke | topic
unter 60 Euro | limit price <= 60 EUR
nicht schwarz | exclude colour != black
looks at J2
> billiger
Jacke | topic
billiger | limit price < 45 EUR
nicht schwarz | exclude colour != black
shows J3 J2!
> egal welcher Preis
Jacke | topic
nicht schwarz | exclude colour != black
shows J3 J2
> egal welche Marke
Jacke | topic
nicht schwarz | exclude colour != black
error: Nach Marke war nicht gefragt. Gefragt war: Jacke · nicht schwarz.
> wie die vierte
Jacke | topic
nicht schwarz | exclude colour != black
error: Ein Ergebnis 4 gibt es nicht, gezeigt sind 2. Nenne eine Zahl vom Bildschirm; /more zeigt weitere.
> etwas leichter
Jacke | topic
nicht schwarz | exclude colour != black
leichter | limit gewicht < 310 g
shows J2! J3!
> lieber unter 100 Euro
Jacke | topic
nicht schwarz | exclude colour != black
leichter | limit gewicht < 310 g
unter 100 Euro | limit price <= 100 EUR
shows J2! J3!
> in Blau
Jacke | topic
nicht schwarz | exclude colour != black
leichter | limit gewicht < 310 g
unter 100 Euro | limit price <= 100 EUR
in Blau | feature colour is blue
shows J2! J3!
> nicht die Marke
Jacke | topic
nicht schwarz | exclude colour != black
leichter | limit gewicht < 310 g
unter 100 Euro | limit price <= 100 EUR
in Blau | feature colour is blue
nicht die Marke | exclude brand != Norrland
shows J3!
> nach Preis
Jacke | topic
nicht schwarz | exclude colour != black
leichter | limit gewicht < 310 g
unter 100 Euro | limit price <= 100 EUR
in Blau | feature colour is blue
nicht die Marke | exclude brand != Norrland
sorted by price asc
shows J3!
> sortiere nach Gewicht
Jacke | topic
nicht schwarz | exclude colour != black
leichter | limit gewicht < 310 g
unter 100 Euro | limit price <= 100 EUR
in Blau | feature colour is blue
nicht die Marke | exclude brand != Norrland
sorted by gewicht asc
shows J3!
> zu teuer
Jacke | topic
nicht schwarz | exclude colour != black
leichter | limit gewicht < 310 g
unter 39.00 EUR | limit price < 39 EUR
in Blau | feature colour is blue
nicht die Marke | exclude brand != Norrland
sorted by gewicht asc
shows J3!
> Farbe ist egal
Jacke | topic
leichter | limit gewicht < 310 g
unter 39.00 EUR | limit price < 39 EUR
nicht die Marke | exclude brand != Norrland
sorted by gewicht asc
shows J4! J3!
> ohne Punkt 2
Jacke | topic
unter 39.00 EUR | limit price < 39 EUR
nicht die Marke | exclude brand != Norrland
sorted by gewicht asc
shows J4! J3!
> zeig mir mehr
Jacke | topic
unter 39.00 EUR | limit price < 39 EUR
nicht die Marke | exclude brand != Norrland
sorted by gewicht asc
shows J4! J3! J2! J1! N1!
"""


def test_a_conversation_is_refined(shop: Advisor) -> None:
    assert played(shop, CONVERSATION, "de") == CONVERSATION


@pytest.mark.parametrize(
    ("said", "command"),
    [
        ("Noch mal von vorne!", "/reset"), ("neue Suche", "/reset"), ("vergleiche alle", "/compare 1 2 3"),
        ("Vergleiche die ersten beiden", "/compare 1 2"), ("vergleiche 1 und 3", "/compare 1 3"), ("warum Nummer 2?", "/why 2"),
        ("zurück", "/undo"), ("rückgängig", "/undo"), ("tschüss", "/quit"), ("Jacke", None),
    ],
)  # fmt: skip
def test_commands_are_heard(said: str, command: str | None) -> None:
    assert spoken_command(said, 3) == command

"""Languages: what each pack holds, and a third one that stands outside of shopcli (`tests.german`)."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import pytest

from shopcli.advisor import Advisor
from shopcli.chat.session import Session
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.need.dialogue.commands import spoken_command
from shopcli.need.languages.degree_words import Degrees
from shopcli.need.languages.follow_up_grammar import FollowUpGrammar
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.quantity_words import QuantityWords
from shopcli.need.languages.question_grammar import QuestionGrammar
from shopcli.need.languages.refinement_grammar import RefinementGrammar
from shopcli.need.languages.registry import language_named, language_of, languages, register, unregister
from shopcli.need.languages.request_grammar import RequestGrammar
from shopcli.need.languages.spelling_rules import SpellingRules
from shopcli.need.languages.wording import Wording
from shopcli.types import Product
from shopcli.write.wording import english
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel
from tests.german import GERMAN
from tests.test_conversations import played

_FIELD = re.compile(r"{(\w+)")
PARTS = {
    "requests": RequestGrammar,
    "quantities": QuantityWords,
    "degrees": Degrees,
    "refinement": RefinementGrammar,
    "questions": QuestionGrammar,
    "follow_ups": FollowUpGrammar,
    "commands": dict,
    "spelling": SpellingRules | None,
}


def jacket(number: int, name: str, brand: str, price: float, colour: str, weight: int, **more: bool) -> Product:
    attributes = {"farbe": colour, "gewicht": f"{weight} g", **more}
    return Product(f"J{number}", f"{brand} {name} Jacke", "", brand, "Jacken", price, "EUR", attributes=attributes)


SHOP = (
    jacket(1, "Fjord", "Norrland", 89.0, "schwarz", 420, kapuze=True, wasserdicht=True),
    jacket(2, "Ufer", "Norrland", 45.0, "blau", 310, kapuze=False, wasserdicht=True),
    jacket(3, "Wiese", "Heide", 39.0, "blau", 380, kapuze=True, wasserdicht=False),
    jacket(4, "Moor", "Heide", 48.0, "schwarz", 350, kapuze=False, wasserdicht=False),
    Product("Z1", "Heide Kuppel Zelt", "", "Heide", "Zelte", 120.0, "EUR", attributes={"farbe": "blau", "gewicht": "2400 g"}),
)


@pytest.fixture(scope="module")
def advisor(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    """A German shop."""
    folder = tmp_path_factory.mktemp("german")
    encoder = WordEncoder()
    build(folder / "index", SHOP, encoder)
    return Advisor(Index(folder / "index"), settings=Settings(), encoder=encoder, model=FakeModel())


@pytest.fixture
def german() -> Iterator[None]:
    """German is understood, by one call."""
    register(GERMAN)
    yield
    unregister("de")


@pytest.fixture
def shop(advisor: Advisor, german: None) -> Advisor:
    """The shop, which understands German."""
    return advisor


def clauses(shop: Advisor, query: str) -> list[tuple[str, str, str | None, str | None, object]]:
    return [(c.text, c.kind, c.field, c.op, c.value) for c in shop.understand(query).clauses]


# --- packs ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pack", [*languages(), GERMAN], ids=lambda pack: pack.code)
@pytest.mark.parametrize("part", PARTS)
def test_a_language_has_every_part(pack: LanguagePack, part: str) -> None:
    assert isinstance(getattr(pack, part), PARTS[part])


@pytest.mark.parametrize("part", ["requests", "degrees", "refinement", "questions"])
def test_every_language_has_the_same_messages(part: str) -> None:
    english = getattr(language_named("en"), part).messages
    several = {name for name in english if not name.endswith("_one") or name.removesuffix("_one") not in english}
    for pack in (language_named("zh"), GERMAN):
        messages = getattr(pack, part).messages
        assert several <= set(messages) <= set(english)
        for name, message in messages.items():
            assert set(_FIELD.findall(message)) <= set(_FIELD.findall(english[name])) | {"number"}, name


def test_every_language_has_the_same_errors() -> None:
    assert {frozenset(pack.refinement.errors) for pack in (*languages(), GERMAN)} == {
        frozenset(language_named("en").refinement.errors)
    }


def test_every_wording_has_the_same_sentences() -> None:
    def sentences(wording: object) -> dict[str, str]:
        functions = inspect.getmembers(wording, lambda member: inspect.isfunction(member) and hasattr(Wording, member.__name__))
        return {name: str(inspect.signature(function)) for name, function in functions}

    asked = {name for name in vars(Wording) if not name.startswith("_")}
    wordings = [pack.wording for pack in languages() if "wording" not in pack.lacking]
    assert [sentences(wording) for wording in wordings] == [sentences(english)]
    assert set(sentences(english)) == asked
    assert [set(wording.FRAMES) for wording in (*wordings, english)] == [{"plain", "warm", "ad"}] * 2


def test_a_language_cannot_do_without_what_requests_are_read_by() -> None:
    with pytest.raises(ValueError, match="'xx' cannot do without: degrees, requests"):
        LanguagePack("xx", "nowhere", lambda _text: False, lacking=frozenset({"requests", "degrees", "spelling"}))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tent", "en"),
        ("", "en"),
        ("帐篷", "zh"),
        ("テント用の帐篷", "en"),
        ("a tent for 帐篷 and so on", "en"),
        ("Zelt für zwei", "en"),
    ],
)
def test_english_reads_what_no_other_language_knows(text: str, code: str) -> None:
    assert language_of(text).code == code


def test_a_code_that_nobody_registered_means_english() -> None:
    assert language_named("xx") is language_named("en")


# --- a third language -------------------------------------------------------------------------------------------------


def test_a_language_is_understood_from_its_registering_to_its_unregistering() -> None:
    register(GERMAN)
    register(GERMAN)
    assert [pack.code for pack in languages()] == ["zh", "de", "en"]
    assert language_of("Zelt für zwei") is GERMAN
    unregister("de")
    assert [pack.code for pack in languages()] == ["zh", "en"]
    assert language_of("Zelt für zwei").code == "en"


def test_english_is_never_unregistered() -> None:
    unregister("en")
    assert language_of("tent").code == "en"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Jacke unter 50 Euro", [("Jacke", "topic", None, None, None), ("unter 50 Euro", "limit", "price", "<=", 50.0)]),
        ("Jacke bis 20 €", [("Jacke", "topic", None, None, None), ("bis 20 €", "limit", "price", "<=", 20.0)]),
        (
            "Jacke, nicht schwarz",
            [("Jacke", "topic", None, None, None), ("nicht schwarz", "exclude", "farbe", "!=", "schwarz")],
        ),
        ("Jacke ohne Kapuze", [("Jacke", "topic", None, None, None), ("ohne Kapuze", "exclude", "kapuze", "!=", True)]),
        ("Jacke von Heide", [("Jacke", "topic", None, None, None), ("von Heide", "feature", "brand", "is", "Heide")]),
        (
            "Jacke, höchstens 350 Gramm",
            [("Jacke", "topic", None, None, None), ("höchstens 350 Gramm", "limit", "gewicht", "<=", 350.0)],
        ),
    ],
)
def test_limits_names_and_exclusions_are_read(shop: Advisor, query: str, expected: list[tuple[object, ...]]) -> None:
    assert shop.understand(query).language == "de"
    assert clauses(shop, query) == expected


def test_notes_and_what_was_looked_for_are_said_in_the_language(shop: Advisor) -> None:
    answer = shop.ask("Jacke für etwa 50 Euro", text=False)
    assert answer.need.notes == ("„für etwa 50 Euro“ wurde als 40 bis 60 EUR gelesen.",)
    assert answer.looked_for == "Gesucht: Jacke · für etwa 50 Euro"


@pytest.mark.parametrize("query", ["die billigste Jacke", "günstigste Jacke"])
def test_an_order_is_read(shop: Advisor, query: str) -> None:
    answer = shop.ask(query, text=False)
    assert [hit.product.id for hit in answer.results] == ["J3", "J2", "J4"]


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("wie viele Jacken habt ihr?", "Es gibt 4 Jacken, von 39.00 bis 89.00 EUR."),
        ("welche Marken gibt es?", "5 Artikel sind von 2 Marken: Heide (3) und Norrland (2)."),
        ("was kosten Jacken?", "4 Jacken kosten von 39.00 bis 89.00 EUR."),
        ("habt ihr Zelte?", "Ja, eins: Heide Kuppel Zelt zu 120.00 EUR."),
    ],
)
def test_questions_about_the_catalog_are_answered(shop: Advisor, question: str, reply: str) -> None:
    assert shop.ask(question, text=False).reply == reply


CONVERSATION = """\
> Jacke unter 60 Euro
Jacke | topic
unter 60 Euro | limit price <= 60 EUR
shows J4 J3 J2
> ist die zweite wasserdicht?
Jacke | topic
unter 60 Euro | limit price <= 60 EUR
tells J3: No: the Heide Wiese Jacke is not wasserdicht.
> wie schwer ist die erste?
Jacke | topic
unter 60 Euro | limit price <= 60 EUR
tells J4: The Heide Moor Jacke: its gewicht is 350 g.
> und die dritte?
Jacke | topic
unter 60 Euro | limit price <= 60 EUR
tells J2: The Norrland Ufer Jacke: its gewicht is 310 g.
> hat die zweite eine Kapuze?
Jacke | topic
unter 60 Euro | limit price <= 60 EUR
tells J3: Yes: the Heide Wiese Jacke has kapuze.
> nicht schwarz
Jacke | topic
unter 60 Euro | limit price <= 60 EUR
nicht schwarz | exclude farbe != schwarz
shows J3 J2 J4!
> die zweite
Jacke | topic
unter 60 Euro | limit price <= 60 EUR
nicht schwarz | exclude farbe != schwarz
looks at J2
> billiger
Jacke | topic
billiger | limit price < 45 EUR
nicht schwarz | exclude farbe != schwarz
shows J3 J2! J4!
> egal welcher Preis
Jacke | topic
nicht schwarz | exclude farbe != schwarz
shows J3 J2 J4!
> egal welche Marke
Jacke | topic
nicht schwarz | exclude farbe != schwarz
error: Nach Marke war nicht gefragt. Gefragt war: Jacke · nicht schwarz.
> wie die vierte
Jacke | topic
nicht schwarz | exclude farbe != schwarz
error: Keines ist „vierte“. Sag die erste, die zweite oder die dritte.
> wie die dritte
Jacke | topic
nicht schwarz | exclude farbe != schwarz
wie die dritte | topic id like J4
shows J3 J2 J4!
"""


def test_a_conversation_is_refined_and_asked_about_with_facts_in_english_sentences(shop: Advisor) -> None:
    assert played(shop, CONVERSATION, "de") == CONVERSATION


def test_what_changed_is_said_in_the_language(shop: Advisor) -> None:
    session = Session(shop)
    changes = []
    for said in ("Jacke unter 60 Euro", "nicht schwarz", "billiger"):
        session.search(session.classify(said))
        changes.append(session.turn.changes)
    assert changes == [(), ("dazu: nicht schwarz",), ("billiger statt unter 60 Euro",)]


@pytest.mark.parametrize(
    ("said", "command"), [("Noch mal von vorne!", "/reset"), ("vergleiche alle", "/compare 1 2 3"), ("Jacke", None)]
)
@pytest.mark.usefixtures("german")
def test_commands_are_heard(said: str, command: str | None) -> None:
    assert spoken_command(said, 3) == command


def test_advice_in_a_language_without_sentences_is_in_english_and_says_so(shop: Advisor) -> None:
    answer = shop.ask("Jacke unter 60 Euro")
    assert answer.advice is not None
    assert (
        answer.advice.sentences[0].text
        == "The Heide Moor Jacke costs 48.00 EUR, within your limit of 60 EUR; its farbe is schwarz."
    )
    assert {sentence.by for sentence in answer.advice.sentences} == {"template"}
    assert answer.why_by_code == "Ganze Sätze gibt es bisher nur auf Englisch; sie stammen vom Programm."

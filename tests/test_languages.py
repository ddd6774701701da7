"""Languages: what each pack holds, and one that stands outside of shopcli (`tests.dutch`)."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import pytest

from shopcli.advisor import Advisor
from shopcli.chat.session import Session
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.need.dialogue.speech_acts import spoken_command
from shopcli.need.languages.bundle_grammar import BundleGrammar
from shopcli.need.languages.degree_words import Degrees
from shopcli.need.languages.follow_up_grammar import FollowUpGrammar
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.quantity_words import QuantityWords
from shopcli.need.languages.question_grammar import QuestionGrammar
from shopcli.need.languages.refinement_grammar import RefinementGrammar
from shopcli.need.languages.registry import language_named, language_of, languages, register, unregister
from shopcli.need.languages.request_grammar import RequestGrammar
from shopcli.need.languages.review_grammar import ReviewGrammar
from shopcli.need.languages.spelling_rules import SpellingRules
from shopcli.need.languages.wording import Wording
from shopcli.types import Product
from shopcli.write.wording import english
from tests.conftest import WordEncoder, build
from tests.dutch import DUTCH
from tests.fake_model import FakeModel
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
    "reviews": ReviewGrammar,
    "bundles": BundleGrammar | None,
}


def jacket(number: int, name: str, brand: str, price: float, colour: str, weight: int, **more: bool) -> Product:
    attributes = {"kleur": colour, "gewicht": f"{weight} g", **more}
    return Product(f"J{number}", f"{brand} {name} jas", "", brand, "jassen", price, "EUR", attributes=attributes)


SHOP = (
    jacket(1, "Fjord", "Norrland", 89.0, "zwart", 420, capuchon=True, waterdicht=True),
    jacket(2, "Ufer", "Norrland", 45.0, "blauw", 310, capuchon=False, waterdicht=True),
    jacket(3, "Wiese", "Heide", 39.0, "blauw", 380, capuchon=True, waterdicht=False),
    jacket(4, "Moor", "Heide", 48.0, "zwart", 350, capuchon=False, waterdicht=False),
    Product(
        "Z1", "Heide Kuppel rugzak", "", "Heide", "rugzakken", 120.0, "EUR", attributes={"kleur": "blauw", "gewicht": "2400 g"}
    ),
)


@pytest.fixture(scope="module")
def advisor(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    """A Dutch shop."""
    folder = tmp_path_factory.mktemp("dutch")
    encoder = WordEncoder()
    build(folder / "index", SHOP, encoder)
    return Advisor(Index(folder / "index"), settings=Settings(), encoder=encoder, model=FakeModel())


@pytest.fixture
def dutch() -> Iterator[None]:
    """Dutch is understood, by one call."""
    register(DUTCH)
    yield
    unregister("nl")


@pytest.fixture
def shop(advisor: Advisor, dutch: None) -> Advisor:
    """The shop, which understands Dutch."""
    return advisor


def clauses(shop: Advisor, query: str) -> list[tuple[str, str, str | None, str | None, object]]:
    return [(c.text, c.kind, c.field, c.op, c.value) for c in shop.understand(query).clauses]


# --- packs ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pack", [*languages(), DUTCH], ids=lambda pack: pack.code)
@pytest.mark.parametrize("part", PARTS)
def test_a_language_has_every_part(pack: LanguagePack, part: str) -> None:
    assert isinstance(getattr(pack, part), PARTS[part])


@pytest.mark.parametrize("part", ["requests", "degrees", "refinement", "questions", "reviews"])
def test_every_language_has_the_same_messages(part: str) -> None:
    english = getattr(language_named("en"), part).messages
    several = {name for name in english if not name.endswith("_one") or name.removesuffix("_one") not in english}
    for pack in (*languages()[:-1], DUTCH):
        messages = getattr(pack, part).messages
        assert several <= set(messages) <= set(english)
        for name, message in messages.items():
            assert set(_FIELD.findall(message)) <= set(_FIELD.findall(english[name])) | {"number"}, name


def test_every_language_has_the_same_errors() -> None:
    assert {frozenset(pack.refinement.errors) for pack in (*languages(), DUTCH)} == {
        frozenset(language_named("en").refinement.errors)
    }


def test_every_wording_has_the_same_sentences() -> None:
    def sentences(wording: object) -> dict[str, str]:
        functions = inspect.getmembers(wording, lambda member: inspect.isfunction(member) and hasattr(Wording, member.__name__))
        return {name: str(inspect.signature(function)) for name, function in functions}

    asked = {name for name in vars(Wording) if not name.startswith("_")}
    wordings = [pack.wording for pack in languages() if "wording" not in pack.lacking]
    assert [sentences(wording) for wording in wordings] == [sentences(english)] * len(wordings)
    assert set(sentences(english)) == asked
    assert [set(wording.FRAMES) for wording in (*wordings, english)] == [{"plain", "warm", "ad"}] * 3


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
        ("Zelt für zwei", "de"),
        ("rugzak voor twee", "en"),
    ],
)
def test_english_reads_what_no_other_language_knows(text: str, code: str) -> None:
    assert language_of(text).code == code


def test_a_code_that_nobody_registered_means_english() -> None:
    assert language_named("xx") is language_named("en")


# --- a language from outside -------------------------------------------------------------------------------------------------


def test_a_language_is_understood_from_its_registering_to_its_unregistering() -> None:
    register(DUTCH)
    register(DUTCH)
    assert [pack.code for pack in languages()] == ["zh", "de", "nl", "en"]
    assert language_of("rugzak voor twee") is DUTCH
    unregister("nl")
    assert [pack.code for pack in languages()] == ["zh", "de", "en"]
    assert language_of("rugzak voor twee").code == "en"


def test_english_is_never_unregistered() -> None:
    unregister("en")
    assert language_of("tent").code == "en"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("jas onder 50 euro", [("jas", "topic", None, None, None), ("onder 50 euro", "limit", "price", "<=", 50.0)]),
        ("jas tot 20 €", [("jas", "topic", None, None, None), ("tot 20 €", "limit", "price", "<=", 20.0)]),
        (
            "jas, niet zwart",
            [("jas", "topic", None, None, None), ("niet zwart", "exclude", "kleur", "!=", "zwart")],
        ),
        ("jas zonder capuchon", [("jas", "topic", None, None, None), ("zonder capuchon", "exclude", "capuchon", "!=", True)]),
        ("jas van Heide", [("jas", "topic", None, None, None), ("van Heide", "feature", "brand", "is", "Heide")]),
        (
            "jas, hoogstens 350 gram",
            [("jas", "topic", None, None, None), ("hoogstens 350 gram", "limit", "gewicht", "<=", 350.0)],
        ),
    ],
)
def test_limits_names_and_exclusions_are_read(shop: Advisor, query: str, expected: list[tuple[object, ...]]) -> None:
    assert shop.understand(query).language == "nl"
    assert clauses(shop, query) == expected


def test_notes_and_what_was_looked_for_are_said_in_the_language(shop: Advisor) -> None:
    answer = shop.ask("jas voor ongeveer 50 euro", text=False)
    assert answer.need.notes == ("“voor ongeveer 50 euro” is gelezen als 40 tot 60 EUR.",)
    assert answer.looked_for == "Gezocht: jas · voor ongeveer 50 euro"


@pytest.mark.parametrize("query", ["de goedkoopste jas", "voordeligste jas"])
def test_an_order_is_read(shop: Advisor, query: str) -> None:
    answer = shop.ask(query, text=False)
    assert [hit.product.id for hit in answer.results] == ["J3", "J2", "J4"]


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("hoeveel jassen hebben jullie?", "Er zijn 4 jassen, van 39.00 tot 89.00 EUR."),
        ("welke merken zijn er?", "5 artikelen zijn van 2 merken: Heide (3) en Norrland (2)."),
        ("wat kosten jassen?", "4 jassen kosten van 39.00 tot 89.00 EUR."),
        ("hebben jullie rugzakken?", "Ja, één: Heide Kuppel rugzak voor 120.00 EUR."),
    ],
)
def test_questions_about_the_catalog_are_answered(shop: Advisor, question: str, reply: str) -> None:
    assert shop.ask(question, text=False).reply == reply


CONVERSATION = """\
> jas onder 60 euro
jas | topic
onder 60 euro | limit price <= 60 EUR
shows J2 J4 J3
> is de tweede waterdicht?
jas | topic
onder 60 euro | limit price <= 60 EUR
tells J4: No: the Heide Moor jas is not waterdicht.
> hoe zwaar is de eerste?
jas | topic
onder 60 euro | limit price <= 60 EUR
tells J2: The Norrland Ufer jas: its gewicht is 310 g.
> en de derde?
jas | topic
onder 60 euro | limit price <= 60 EUR
tells J3: The Heide Wiese jas: its gewicht is 380 g.
> heeft de tweede een capuchon?
jas | topic
onder 60 euro | limit price <= 60 EUR
tells J4: No: the Heide Moor jas has no capuchon.
> niet zwart
jas | topic
onder 60 euro | limit price <= 60 EUR
niet zwart | exclude kleur != zwart
shows J2 J3
> de tweede
jas | topic
onder 60 euro | limit price <= 60 EUR
niet zwart | exclude kleur != zwart
looks at J3
> goedkoper
jas | topic
goedkoper | limit price < 39 EUR
niet zwart | exclude kleur != zwart
shows J3! J2!
> ongeacht de prijs
jas | topic
niet zwart | exclude kleur != zwart
shows J2 J3
> ongeacht het merk
jas | topic
niet zwart | exclude kleur != zwart
error: Naar merk was niet gevraagd. Gevraagd was: jas · niet zwart.
> zoals de vierde
jas | topic
niet zwart | exclude kleur != zwart
error: Geen is “vierde”. Zeg de eerste of de tweede.
> zoals de tweede
jas | topic
niet zwart | exclude kleur != zwart
zoals de tweede | topic id like J3
shows J3 J2
"""


def test_a_conversation_is_refined_and_asked_about_with_facts_in_english_sentences(shop: Advisor) -> None:
    assert played(shop, CONVERSATION, "nl") == CONVERSATION


def test_what_changed_is_said_in_the_language(shop: Advisor) -> None:
    session = Session(shop)
    changes = []
    for said in ("jas onder 60 euro", "niet zwart", "goedkoper"):
        session.search(session.classify(said))
        changes.append(session.turn.changes)
    assert changes == [(), ("erbij: niet zwart",), ("goedkoper in plaats van onder 60 euro",)]


@pytest.mark.parametrize(
    ("said", "command"), [("Helemaal opnieuw!", "/reset"), ("vergelijk alle", "/compare 1 2 3"), ("jas", None)]
)
@pytest.mark.usefixtures("dutch")
def test_commands_are_heard(said: str, command: str | None) -> None:
    assert spoken_command(said, 3) == command


def test_advice_in_a_language_without_sentences_is_in_english_and_says_so(shop: Advisor) -> None:
    answer = shop.ask("jas onder 60 euro")
    assert answer.advice is not None
    assert (
        answer.advice.sentences[0].text
        == "The Norrland Ufer jas costs 45.00 EUR, within your limit of 60 EUR, and has waterdicht; its kleur is blauw."
    )
    assert {sentence.by for sentence in answer.advice.sentences} == {"template"}
    assert answer.why_by_code == "Hele zinnen zijn er tot nu toe alleen in het Engels; ze komen van het programma."

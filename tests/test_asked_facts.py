"""Questions of fact about products that are named: whose name it is, what is asked, and what the record tells."""

from __future__ import annotations

import pytest

from shopcli.advisor import Advisor
from shopcli.chat.session import Session
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.need.dialogue.fact_questions import NAME, fact_question, may_be_of_fact, without_references
from shopcli.need.languages.registry import language_named, languages
from shopcli.pipeline.asked_facts.answers import stands_in
from shopcli.pipeline.asked_facts.found_facts import FoundFact
from shopcli.pipeline.asked_facts.named_products import ProductNames
from shopcli.types import Fact, Product, Sentence, Variant
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel

SHOP = (
    Product(
        "T1", "gyokuro", "A shade grown tea of Japan. It comes from the Uji district.", category="green tea", price=14.0,
        currency="EUR", attributes={"score": 93.0, "steepInfo": "Steep at 170° for 2 minutes."},
    ),
    Product(
        "T2", "golden monkey", "Golden Monkey originates from the Fujian province of China.", category="black tea", price=9.0,
        currency="EUR", attributes={"score": 95.0, "steepInfo": "Steep at 212° for 3-5 minutes."},
    ),
    Product("T3", "golden monkey iced pouch", "For a jug.", category="iced tea", price=5.0, attributes={"score": 90.0}),
    Product(
        "G1", "Karavel", "", category="board games", price=40.0, currency="EUR",
        attributes={"min_players": 3.0, "max_players": 4.0, "age": 10.0,
                    "designer": "Klaas Tuber", "year": 1995.0, "avg_time": 90.0},
    ),
    Product(
        "G2", "Karavel: Junior", "", category="board games", price=20.0, currency="EUR",
        attributes={"min_players": 2.0, "max_players": 4.0, "age": 6.0,
                    "designer": "Mara Lind", "year": 2012.0, "avg_time": 30.0},
    ),
    Product(
        "B1", "A Lantern in the Loft", "This collection of poems from Shela Silvertree celebrates its 20th year.",
        category="books", price=11.5, currency="EUR", attributes={"stock": 22.0},
    ),
    Product(
        "C1", "Norrland Split Pack Cooler", "The cooler keeps 12 cans cold with 3 kg of ice.",
        "Norrland", "coolers", 79.0, "EUR",
        attributes={"weight_men": "Men: 10oz"},
    ),
    Product("W1", "Ardwick Uisge, 16 year old, 43%", "Smoky.", category="whisky", price=90.0, currency="EUR"),
    Product("W2", "Ardwick Uisge, 12 year old, 46%", "Smoky.", category="whisky", price=60.0, currency="EUR"),
    Product(
        "D1", "Brannoch Adult Dog Food", "", "Brannoch", "dog food", 34.95, "EUR", attributes={"pack": "3 kg, 12 kg"},
        variants=(Variant("D1-3", {"pack": "3 kg"}, 34.95), Variant("D1-12", {"pack": "12 kg"}, 92.88)),
    ),
)  # fmt: skip


def told(session: Session, text: str) -> tuple[Sentence, ...]:
    return session.hear(text).told


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    folder, encoder = tmp_path_factory.mktemp("facts"), WordEncoder()
    build(folder / "index", SHOP, encoder)
    return Advisor(Index(folder / "index"), settings=Settings(), encoder=encoder, model=FakeModel())


@pytest.mark.parametrize(
    ("asked", "reply", "first"),
    [
        ("How hot and how long for the gyokuro?", "gyokuro: “Steep at 170° for 2 minutes.”", "T1"),
        ("gyokuro要泡多久？", "gyokuro：资料里写着“Steep at 170° for 2 minutes.”。", "T1"),
        ("Wie lange zieht der gyokuro?", "gyokuro: „Steep at 170° for 2 minutes.“", "T1"),
        (
            "Where does golden monkey originally come from?",
            "golden monkey: “Golden Monkey originates from the Fujian province of China.”",
            "T2",
        ),
        ("how many players can play Karavel?", "Karavel: min players 3, max players 4.", "G1"),
        ("who designed Karavel: Junior?", "The Karavel: Junior was designed by Mara Lind.", "G2"),
        ("From what age is Karavel?", "Karavel: age 10.", "G1"),
        ("how long does Karavel take?", "Karavel: avg time 90.", "G1"),
        (
            "who wrote A Lantern in the Loft?",
            "A Lantern in the Loft: “This collection of poems from Shela Silvertree celebrates its 20th year.”",
            "B1",
        ),
        (
            "how many cans fit in the Norrland Split Pack Cooler?",
            "Norrland Split Pack Cooler: “The cooler keeps 12 cans cold with 3 kg of ice.”",
            "C1",
        ),
        ("what strength is the Ardwick Uisge 16?", "Ardwick Uisge, 16 year old: 43%, as its name says.", "W1"),
        ("How much is the 12 kg bag of Brannoch Adult Dog Food?", "The Brannoch Adult Dog Food costs 92.88 EUR.", "D1"),
    ],
)
def test_a_fact_of_a_named_product_is_told_as_its_record_has_it(shop: Advisor, asked: str, reply: str, first: str) -> None:
    answer = shop.ask(asked, text=False)
    assert (answer.reply, answer.results[0].product.id) == (reply, first)


@pytest.mark.parametrize(
    ("asked", "reply"),
    [
        ("how much caffeine is in the gyokuro?", "I find no answer to “how much caffeine” in the record of gyokuro."),
        ("how heavy is Karavel?", "I find no answer to “how heavy” in the record of Karavel."),
        ("Karavel有多重？", "Karavel 的资料里没找到“有多重”的答案。"),
        ("Wie schwer ist Karavel?", "In den Angaben zu Karavel finde ich keine Antwort auf „Wie schwer“."),
    ],
)
def test_what_a_record_does_not_tell_is_said_to_be_unknown(shop: Advisor, asked: str, reply: str) -> None:
    assert shop.ask(asked, text=False).reply == reply


def test_products_of_one_name_are_each_told_of_by_their_own(shop: Advisor) -> None:
    answer = shop.ask("what strength is Ardwick Uisge?", text=False)
    assert answer.reply == (
        "Ardwick Uisge, 12 year old: 46%, as its name says. Ardwick Uisge, 16 year old: 43%, as its name says."
    )
    assert [hit.product.id for hit in answer.results] == ["W2", "W1"]


def test_two_named_products_are_held_against_each_other(shop: Advisor) -> None:
    apart = shop.ask("what's the difference in price between the gyokuro and the golden monkey?", text=False)
    assert apart.reply == "The price of the gyokuro is 14.00 EUR, and of the golden monkey 9.00 EUR: 5.00 EUR between them."
    cheaper = shop.ask("is the gyokuro cheaper than the golden monkey?", text=False)
    assert (
        cheaper.reply == "No: the price of the gyokuro is 14.00 EUR, and of the golden monkey 9.00 EUR: 5.00 EUR between them."
    )
    which = shop.ask("which is cheaper, the golden monkey or the gyokuro?", text=False)
    assert which.reply is not None and which.reply.startswith("The golden monkey is cheaper")


@pytest.mark.parametrize(
    "said",
    [
        "something like golden monkey but cheaper",
        "what goes well with golden monkey?",
        "which tea is similar to the gyokuro?",
        "how much is a case for the Karavel?",
        "how many black teas do you have?",
        "which is better, the gyokuro or golden monkey?",
        "golden monkey",
        "a tea from Japan",
        "有没有和gyokuro差不多的茶？",
    ],
)
def test_what_asks_for_other_things_is_no_question_of_fact(shop: Advisor, said: str) -> None:
    utterance = shop.classify(said)
    assert (utterance.of_fact, utterance.asked) == (None, None)


def test_the_title_that_a_name_is_all_of_is_meant_among_those_that_go_on(shop: Advisor) -> None:
    names = ProductNames(shop.index)
    row = {product.id: shop.index.row(product.id) for product in SHOP}
    english = language_named("en")
    found = names.in_question("how hot for the golden monkey?", english)
    assert found is not None and (found.rows, found.start, found.end) == ((row["T2"],), 16, 29)
    both = names.in_question("how old is Ardwick Uisge?", english)
    assert both is not None and set(both.rows) == {row["W1"], row["W2"]}
    assert names.in_question("how heavy is a cooler?", english) is None
    assert names.in_question("how much is some dog food?", english) is None


def test_what_is_told_stands_in_the_record() -> None:
    fact = Fact("description", "Steep at 170° for 2 minutes.")
    assert stands_in(FoundFact(fact, "for 2 minutes", "text"), [fact])
    assert not stands_in(FoundFact(fact, "for 3 minutes", "text"), [fact])
    assert not stands_in(FoundFact(Fact("score", 95.0)), [fact])


def test_a_question_is_told_apart_by_its_form_alone() -> None:
    english = language_named("en")
    asked = fact_question(f"how hot and how long for the {NAME}?", english)
    assert asked is not None and [measure.names[0] for measure in asked.measures] == ["temperature", "duration"]
    assert fact_question(f"tell me about the {NAME}", english) is None
    assert fact_question(f"which {NAME} has the highest score", english) is None
    assert may_be_of_fact("how heavy is it") and not may_be_of_fact("a light tent")
    assert without_references("how long should I steep the second one", english).count(NAME) == 1


def test_every_language_says_all_that_is_told() -> None:
    grammars = [pack.fact_questions for pack in languages() if pack.fact_questions]
    keys = [set(grammar.replies) for grammar in grammars]
    assert len(grammars) == 3 and all(key == keys[0] for key in keys)


def test_a_conversation_answers_of_what_is_shown_and_of_what_is_named(shop: Advisor) -> None:
    session = Session(shop)
    session.hear("black tea")
    assert session.shown[0].product.id == "T2"
    assert [sentence.text for sentence in told(session, "how hot and how long for the first one?")] == [
        "golden monkey: “Steep at 212° for 3-5 minutes.”"
    ]
    assert [sentence.text for sentence in told(session, "第一个要泡多久？")] == [
        "golden monkey：资料里写着“Steep at 212° for 3-5 minutes.”。"
    ]
    assert [sentence.text for sentence in told(session, "who designed Karavel?")] == [
        "The Karavel was designed by Klaas Tuber."
    ]
    assert session.focus is not None and session.focus.id == "G1"


def test_a_conversation_may_begin_with_a_question_of_fact(shop: Advisor) -> None:
    session = Session(shop)
    turn = session.hear("how many players can play Karavel?")
    assert turn.answer is not None and turn.answer.reply == "Karavel: min players 3, max players 4."
    assert [hit.product.id for hit in session.shown] == ["G1"]
    assert [sentence.text for sentence in told(session, "and what year is it from?")] == ["The Karavel: its year is 1995."]

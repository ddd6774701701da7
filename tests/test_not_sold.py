"""What a shop does not sell, and what nothing that it sells is like, asked of small shops."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from shopcli.advisor import Advisor
from shopcli.catalog import facts_of
from shopcli.config import Settings
from shopcli.index import CatalogSource, Index, build_index
from shopcli.need.languages.registry import language_named
from shopcli.need.thesaurus.needed_things import shipped_needed_things
from shopcli.pipeline.names.near_things import NearThings
from shopcli.pipeline.names.own_names import OwnNames, is_quality, known_name, whole_name, with_whole_topic
from shopcli.pipeline.names.sold_evidence import SoldEvidence
from shopcli.pipeline.purposes.related_kinds import RelatedKinds
from shopcli.types import Clause, Entry, Need, Product
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel

GOODS = [
    ("Copper Kettle", "Kettles", "A kettle for the stove. It whistles when the water boils."),
    ("Steel Kettle", "Kettles", "A kettle that keeps the water warm."),
    ("Glass Kettle", "Kettles", "A kettle with a lamp in the lid."),
    ("Electric Kettle", "Kettles", "A kettle of class IP 44, 100 cl."),
    ("Women's Cycling Shorts", "Shorts", "Shorts for the road."),
    ("Men's Running Shorts", "Shorts", "Shorts for the park."),
    ("Clay Plant Pot", "Pots", "A pot for the balcony."),
    ("Steel Plant Pot", "Pots", "A pot for the hall."),
]


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Advisor:
    goods = [Product(str(n), title, price=9.0 + n, category=c, description=text) for n, (title, c, text) in enumerate(GOODS)]
    encoder, folder = WordEncoder(), tmp_path_factory.mktemp("goods")
    source = CatalogSource(("goods.json",), "", {}, "en")
    build_index(map(Entry, goods), folder / "index", encoder=encoder, embedder="words", facts_of=facts_of, source=source)
    return Advisor(Index(folder / "index"), settings=Settings(), encoder=encoder)


@pytest.mark.parametrize(("query", "wish"), [("titanium kettle", "titanium"), ("kettle IP 100", "IP 100")])
def test_a_wish_that_nothing_of_the_kind_grants_is_given_up_and_what_is_shown_stays(shop, query, wish):
    answer = shop.ask(query, text=False)
    assert (answer.not_sold, answer.no_exact_match, [clause.text for clause in answer.relaxed]) == (False, True, [wish])
    assert [(hit.product.category, hit.meets_all) for hit in answer.results] == [("Kettles", False)] * 3
    assert all(wish in [clause.text for clause in hit.unknown] for hit in answer.results)


@pytest.mark.parametrize("query", ["steel kettle", "copper kettle", "outdoor kettle", "titanium plant pot", "kettle IP44"])
def test_what_is_said_and_what_a_thing_is_for_is_not_given_up_nor_where_two_products_are_silent(shop, query):
    assert shop.ask(query, text=False).no_exact_match is False


@pytest.mark.parametrize(
    ("words", "query", "lacks"),
    [
        ("bicycle", "a bicycle", True),  # whatever is for cycling
        ("watering", "a plastic watering can", True),  # of which the tagger took a part for the thing
        ("kettle", "a kettle", False),
        ("tea kettle", "a tea kettle", False),
        ("plant pot", "a plant pot", False),
    ],
)
def test_a_thing_is_sold_where_a_title_ends_in_one_of_its_names(shop, words, query, lacks):
    assert shop._assortment.lacks(Clause(words, "topic"), query) is lacks


def test_nearness_is_told_in_spreads_of_what_comes_near_by_chance(shop):
    near = NearThings(shop.index, shop._encode_wanted, np.arange(len(shop.index.kinds.table.names)), in_han=False)
    of_what_is_sold, of_others = near.standard_score(["kettle"]), near.standard_score(["umbrella"])
    assert of_what_is_sold > 2.8 > of_others
    assert near.standard_score(["umbrella", "kettle"]) == pytest.approx(of_what_is_sold)


def test_a_name_that_more_records_say_is_likelier_to_be_of_what_is_sold(shop):
    near = NearThings(shop.index, shop._encode_wanted, np.arange(len(shop.index.kinds.table.names)), in_han=False)
    evidence = SoldEvidence(shop.index, near)
    unsaid, said = (evidence.log_odds([name], ["umbrella"]) for name in ("umbrella", "balcony"))  # which 1 record of 8 says
    assert said - unsaid == pytest.approx(0.62 * np.log(126))


@pytest.mark.parametrize(
    ("query", "clauses", "thing"),
    [
        ("chopsticks for my home", [("chopsticks", "feature"), ("home", "topic")], "chopsticks"),
        ("a bed with drawers", [("bed", "topic"), ("drawers", "feature")], "bed"),
        ("earrings please", [("earrings", "feature")], "earrings"),
        ("something in red", [("red", "feature")], None),
        ("a football, please", [], "football"),
    ],
)
def test_the_thing_is_what_another_is_named_for_and_a_wish_where_it_is_the_only_thing(shop, query, clauses, thing):
    found = shop._assortment.thing(Need(query, tuple(Clause(*clause) for clause in clauses)))
    assert (found and found.text) == thing


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("how many bicycles do you have?", "bicycles"),
        ("do you have a bicycle?", "bicycle"),
        ("do you sell any umbrellas?", "umbrellas"),
    ],
)
def test_a_question_about_what_is_not_sold_is_told_so(shop, query, name):
    answer = shop.ask(query, text=False)
    assert (answer.not_sold, answer.matching) == (True, 0)
    assert answer.reply == f"Nothing in this catalog goes by the name of “{name}”."


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("a kettle", [True, True, True]),
        ("plant pot", [True, True, False]),
        ("a bicycle", [False, False, False]),
        ("something warm", [None, None, None]),
    ],
)
def test_of_each_result_it_is_known_whether_its_record_goes_by_the_name_asked_for(shop, query, names):
    assert [hit.goes_by_name for hit in shop.ask(query, text=False).results] == names


@pytest.mark.parametrize(
    ("query", "clauses", "name"),
    [
        ("a quiet office chair", [("quiet", "feature"), ("chair", "topic")], "office chair"),
        ("freeze dried dinner without meat", [("freeze", "topic"), ("dried dinner", "feature")], "freeze dried dinner"),
        ("sofa for two", [("sofa", "topic"), ("for two", "feature")], "sofa"),
        ("sofa blue", [("sofa", "topic"), ("blue", "feature")], "sofa"),
        ("a blorp with a lid", [("blorp", "topic"), ("with a lid", "feature")], "blorp"),
    ],
)
def test_what_is_not_sold_is_called_by_its_whole_name(query, clauses, name):
    need = Need(query, tuple(Clause(*clause) for clause in clauses))
    assert whole_name(next(clause for clause in need.clauses if clause.kind == "topic"), need) == name


@pytest.mark.parametrize(
    ("query", "clauses", "whole"),
    [
        (
            "freeze dried dinner without meat",
            [("freeze", "topic"), ("dried dinner", "feature"), ("without meat", "exclude")],
            [("freeze dried dinner", "topic"), ("without meat", "exclude")],
        ),
        ("something to boil water", [("something to boil water", "topic")], [("something to boil water", "feature")]),
        ("kettle steel", [("kettle", "topic"), ("steel", "feature")], [("kettle", "topic"), ("steel", "feature")]),
    ],
)
def test_what_was_cut_wrongly_of_a_name_is_one_thing_again_and_what_something_is_for_is_none(shop, query, clauses, whole):
    need = Need(query, tuple(Clause(*clause) for clause in clauses))
    found = with_whole_topic(need, language_named("en"), shop.linker.kind)
    assert [(clause.text, clause.kind) for clause in found.clauses] == whole


@pytest.fixture(scope="module")
def hardware(tmp_path_factory) -> Advisor:
    titles = ["Drain Cleaner", "Strong Drain Cleaner", "Cheese Grater", "BM75 bread maker White", "Bread Maker Spindle"]
    titles += ["Oak Spindle"]
    goods = [Product(str(n), title, price=9.0 + n, description=title) for n, title in enumerate(titles)]
    encoder, folder = WordEncoder(), tmp_path_factory.mktemp("hardware")
    source = CatalogSource(("goods.json",), "", {}, "en")
    build_index(map(Entry, goods), folder / "index", encoder=encoder, embedder="words", facts_of=facts_of, source=source)
    return Advisor(Index(folder / "index"), settings=Settings(), encoder=encoder)


@pytest.mark.parametrize(
    ("text", "meaning"), [("toaster for a clogged drain", None), ("gadget for a clogged drain", "drain cleaner")]
)
def test_a_thing_that_is_named_is_not_exchanged_for_what_serves_its_purpose(hardware, text, meaning):
    need = hardware.linker.synonyms.for_a_purpose(Need(text, (Clause(text, "topic"),)), None)
    assert need.clauses[0].meaning == meaning


@pytest.mark.parametrize(("row", "is_one"), [(3, True), (4, False), (0, False)])
def test_a_title_that_says_a_whole_name_goes_by_it_unless_another_name_follows(hardware, row, is_one):
    assert OwnNames(hardware.index).goes_by(row, ["bread maker"]) is is_one


def test_what_is_for_a_thing_does_not_count_as_that_thing_in_other_words(hardware):
    search = hardware._retrieval(Need("drain", (Clause("drain", "topic"),)))
    assert search._are_for_it(np.arange(6), "bread").tolist() == [False, False, False, True, True, False]


@pytest.mark.parametrize(("words", "lacks"), [("paper shredder", True), ("shredder", False), ("cheese grater", False)])
def test_what_only_the_end_of_a_name_names_is_not_that_thing_where_nothing_else_speaks_for_it(hardware, words, lacks):
    assert hardware._assortment.lacks(Clause(words, "topic"), words, has_kind=True) is lacks  # a grater is a shredder


@pytest.mark.parametrize(("said", "is_model"), [("Velda toaster", True), ("a toaster", False), ("Brannock toaster", False)])
def test_a_model_behind_its_makers_name_is_sold_whatever_else_the_word_means(tmp_path, said, is_model):
    goods = [Product("1", "Velda Toaster Trail Shoe", brand="Velda", price=90.0), Product("2", "Velda Cap", brand="Velda")]
    goods.append(Product("3", "Brannock Sock", brand="Brannock", price=9.0))
    source = CatalogSource(("shoes.json",), "", {}, "en")
    encoder = WordEncoder()
    build_index(map(Entry, goods), tmp_path / "index", encoder=encoder, embedder="words", facts_of=facts_of, source=source)
    shoes = Advisor(Index(tmp_path / "index"), settings=Settings(), encoder=encoder)
    assert shoes._assortment._is_a_makers_model(Clause("toaster", "topic"), said) is is_model


@pytest.mark.parametrize(
    ("query", "reply"),
    [("how many discontinued tents do you have", "There are 2 tents"), ("有没有现货的帐篷", "有：2款帐篷")],
)
def test_a_reply_does_not_say_of_things_what_no_record_tells(tmp_path, query: str, reply: str):
    products = [Product(f"T{at}", f"Varo {at} tent", "", "Varo", "tent", 100.0 + at, "EUR") for at in range(2)]
    products += [Product(f"L{at}", f"Varo {at} lamp", "", "Varo", "lamp", 10.0 + at, "EUR") for at in range(3)]
    encoder = WordEncoder()
    build(tmp_path / "index", products, encoder)
    advisor = Advisor(Index(tmp_path / "index"), settings=Settings(), encoder=encoder, model=FakeModel())
    assert str(advisor.ask(query, text=False).reply).startswith(reply)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("a soft washable rug", "Sorry, I found no rug here. This shop is more about kettles, shorts and pots."),
        ("a tea urn", "Sorry, I found no urn here. This shop is more about kettles, shorts and pots."),
    ],
)
def test_what_is_not_sold_is_told_by_its_name_alone_with_what_is_sold(shop, query, told):
    assert shop.ask(query).advice.text == told


def test_a_thing_is_called_by_the_end_of_its_name_unless_others_of_that_name_are_sold(shop):
    need = Need("a soft washable rug", (Clause("soft washable rug", "topic"),))
    assert shop._assortment.not_sold(need, kind=None, met=np.ones(8, bool)).text == "rug"
    assert known_name("soft washable rug") == "rug"
    assert known_name("blorp") == ""


def test_how_something_is_is_no_name_of_a_thing_that_is_not_sold(shop):
    need = Need("Small thank-you", (Clause("Small", "topic"),))
    assert is_quality("Small")
    assert not is_quality("rug")
    assert not is_quality("whisky")
    assert shop._assortment.not_sold(need, kind=None, met=np.ones(8, bool)) is None


def test_what_the_same_needs_lead_to_and_is_near_by_name_is_told_and_named_instead(shop):
    kinds = shop.index.kinds.table
    beside = partial(RelatedKinds, shop.index, lambda names: kinds.vectors[[kinds.names.index("kettles")] * len(names)])
    related = beside(Need("a teapot")).of("teapot")
    assert [kinds.names[kind] for kind, _ in related] == ["kettles"]
    assert beside(Need("a teapot")).listed([kind for kind, _ in related]) == "kettles"
    assert beside(Need("茶壶", language="zh")).listed([kind for kind, _ in related]) == "电热水壶"
    assert beside(Need("a sewing machine")).of("sewing machine") == []
    assert beside(Need("une lampe", language="fr")).most_sold() == []


def test_needs_tell_what_is_related_where_a_name_alone_does_not():
    things = shipped_needed_things()
    near = things.alike("sewing machine", ["washing machine", "steam iron", "blorp"])
    assert near[2] == 0.0
    assert near[1] > near[0]
    assert things.alike("socks", ["shoes"])[0] > 0.45 > things.alike("sewing machine", ["washing machine"])[0]

"""Several things, one budget: what is several things, the set that is chosen, what must give, and how it is told."""

from __future__ import annotations

import io
import itertools
import json
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.chat.session import Session
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.need.languages.registry import language_named, language_of, languages
from shopcli.pipeline.bundles.coordination import coordination
from shopcli.pipeline.bundles.programme import Options, best_choice, cheapest_choice, dearest_choice, thousandths
from shopcli.render.as_json import answer_to_dict, dumps
from shopcli.render.console import Console
from shopcli.serve.wire import line_of, value_of
from shopcli.types import Answer, Product
from shopcli.write.bundle_total import total_faults, total_sentence
from tests.conftest import WordEncoder, build
from tests.fake_model import FakeModel


def thing(ref: str, title: str, category: str, price: float | None, colour: str, currency: str | None = "EUR") -> Product:
    return Product(ref, title, "", title.split()[0], category, price, currency, attributes={"colour": colour})


SHOP = (
    thing("T1", "Sorrel Dome tent", "Tents", 149.0, "green"),
    thing("T2", "Fjord Light tent", "Tents", 219.0, "red"),
    thing("T3", "Acme Basic tent", "Tents", 59.0, "blue"),
    thing("T4", "Mossy Free tent", "Tents", None, "black"),
    thing("S1", "Sorrel Summer sleeping bag", "Sleeping bags", 49.0, "green"),
    thing("S2", "Fjord Down sleeping bag", "Sleeping bags", 199.0, "red"),
    thing("S3", "Acme Fleece sleeping bag", "Sleeping bags", 29.5, "blue"),
    thing("K1", "Sorrel Spark stove", "Stoves", 36.0, "red"),
    thing("K2", "Fjord Twin stove", "Stoves", 89.0, "black"),
    thing("K3", "Acme Solid stove", "Stoves", 12.0, "black"),
    thing("C1", "Acme folding chair", "Chairs", 25.0, "black"),
    thing("C2", "Sorrel camp chair", "Chairs", 40.0, "green"),
    thing("C3", "Fjord rocking chair", "Chairs", 90.0, "red"),
    thing("B1", "Acme roll table", "Tables", 30.0, "black"),
    thing("B2", "Sorrel camp table", "Tables", 60.0, "green"),
    thing("B3", "Fjord oak table", "Tables", 120.0, "red"),
    thing("D1", "Export tent", "Tents", 10.0, "green", "USD"),
)
PRICES = {product.id: product.price for product in SHOP}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    folder, encoder = tmp_path_factory.mktemp("camp"), WordEncoder()
    build(folder / "index", SHOP, encoder)
    return Advisor(Index(folder / "index"), settings=Settings(), encoder=encoder, model=FakeModel())


def shown(answer: Answer, *, plain: bool, width: int = 80) -> list[str]:
    out = io.StringIO()
    Console(out=out, err=io.StringIO(), plain=plain, width=width, color=False).show_answer(answer)
    return out.getvalue().splitlines()


def asked(shop: Advisor, request: str) -> Answer:
    return shop.ask(request, text=False)


def ids(answer: Answer) -> list[str | None]:
    assert answer.bundle and answer.bundle.shown
    return [hit and hit.product.id for hit in answer.bundle.shown.picks]


# --- the programme


def brute_force(roles: list[Options], most: int | None) -> tuple[float | None, int | None]:
    choices = [
        choice
        for choice in itertools.product(*(range(len(role.products)) for role in roles))
        if len({role.products[n] for role, n in zip(roles, choice, strict=True)}) == len(roles)
    ]
    costs = {choice: sum(role.costs[n] for role, n in zip(roles, choice, strict=True)) for choice in choices}
    fitting = [choice for choice in choices if most is None or costs[choice] <= most]
    scores = [sum(round(role.scores[n] * 1e6) for role, n in zip(roles, choice, strict=True)) for choice in fitting]
    return max(scores, default=None), min(costs.values(), default=None)


@pytest.mark.parametrize("seed", range(40))
def test_the_programme_finds_what_trying_every_choice_finds(seed):
    rng = random.Random(seed)
    roles = []
    for _ in range(rng.randint(1, 4)):
        size, count = rng.randint(1, 7), rng.randint(1, 3)
        products = tuple(rng.sample(range(12), size))  # some of them may stand in for several roles
        prices = [rng.randint(1, 30_000) / 100 for _ in products]
        scores = tuple(rng.uniform(-1, 2) for _ in products)
        roles.append(Options(products, scores, tuple(thousandths(price) * count for price in prices)))
    most = rng.choice([None, rng.randint(1_000, 900_000)])
    best, lowest = brute_force(roles, most)
    chosen, cheapest = best_choice(roles, most=most), cheapest_choice(roles)
    assert (chosen is None, cheapest is None) == (best is None, lowest is None)
    if chosen is not None:
        assert sum(round(role.scores[n] * 1e6) for role, n in zip(roles, chosen, strict=True)) == best
        assert most is None or sum(role.costs[n] for role, n in zip(roles, chosen, strict=True)) <= most
    if cheapest is not None:
        assert sum(role.costs[n] for role, n in zip(roles, cheapest, strict=True)) == lowest


def test_a_sum_that_is_the_limit_to_the_cent_is_within_it():
    roles = [Options((n,), (1.0,), (thousandths(price),)) for n, price in enumerate((0.1, 0.2, 19.99))]
    assert best_choice(roles, most=thousandths(20.29)) == (0, 0, 0)
    assert best_choice(roles, most=thousandths(20.28)) is None


def test_no_product_is_chosen_twice_and_too_few_are_none():
    both = Options((7, 8), (1.0, 0.5), (1000, 2000))
    assert best_choice([both, both]) in ((0, 1), (1, 0))
    assert cheapest_choice([Options((7,), (1.0,), (1,)), Options((7,), (1.0,), (1,))]) is None
    assert dearest_choice([both, Options((7,), (1.0,), (5,))]) == (1, 0)


def test_a_lower_limit_on_the_total_is_held_as_well():
    roles = [Options((1, 2), (1.0, 0.5), (1000, 5000)), Options((3, 4), (1.0, 0.2), (1000, 9000))]
    assert best_choice(roles, least=6000) == (1, 0)
    assert best_choice(roles, least=20_000) is None


# --- what is several things


def said(request: str):
    return coordination(request, language_of(request), _Words())


class _Words:
    brands: dict[str, str] = {}  # noqa: RUF012
    common_words: tuple[str, ...] = ()
    colours: tuple[str, ...] = ()
    currencies = ("EUR",)
    switches: tuple[str, ...] = ()
    colour_words: dict[str, str] = {}  # noqa: RUF012


@pytest.mark.parametrize(
    "request_, things, limits",
    [
        ("A tent, a sleeping bag and a stove for under 300 together", ["tent", "sleeping bag", "stove"], [("<=", 300.0)]),
        ("dress, shoes and a bag, the shoes under 60", ["dress", "shoes, under 60", "bag"], []),
        ("a tent under 200 and a stove under 50", ["tent under 200", "stove under 50"], []),
        ("a tent and a stove between 200 and 300 in total", ["tent", "stove"], [(">=", 200.0), ("<=", 300.0)]),
        ("a tent, a stove, 150 in all", ["tent", "stove"], [("<=", 150.0)]),
        ("a tent and a stove, the stove under 60, 250 in all", ["tent", "stove, under 60"], [("<=", 250.0)]),
        ("我要一顶帐篷、一个睡袋和一个炉子,一共不超过300", ["帐篷", "睡袋", "炉子"], [("<=", 300.0)]),
        ("一张沙发、一个书架，书架不超过400，预算2000", ["沙发", "书架，不超过400"], [("<=", 2000.0)]),
        (
            "ein Zelt, einen Schlafsack und einen Kocher, zusammen unter 300 Euro",
            ["Zelt", "Schlafsack", "Kocher"],
            [("<=", 300.0)],
        ),
    ],
)
def test_a_request_is_read_as_its_things_and_what_holds_for_all(request_, things, limits):
    found = said(request_)
    assert [one.text for one in found.conjuncts] == things
    assert [(one.op, one.value) for one in found.limits] == limits


def test_what_is_told_before_something_is_asked_for_is_no_thing():
    found = said("We're going camping and need a tent, two sleeping bags and a stove. Budget is 400 in all.")
    assert [(one.count, one.text) for one in found.conjuncts] == [(1, "tent"), (2, "sleeping bags"), (1, "stove")]


def test_what_holds_for_each_is_told_from_what_holds_for_all():
    found = said("a keyboard, a mouse and headphones, all in black, under 50 each, 120 together")
    assert found.for_each == ("in black", "under 50")
    assert [one.value for one in found.limits] == [120.0]


@pytest.mark.parametrize(
    "request_",
    [
        "tent",
        "salt and pepper mill",
        "tent and sleeping bag",
        "table and chairs",
        "a table and chair in one",
        "red and black chairs",
        "a red and a black chair",
        "a tent, waterproof, light and green",
        "a chair for a tent and a table",
        "a tent with a stove, a chair and a table",
        "a chair or a table",
        "a tent under 200, rated 4 and up",
        "a stove, 12 euros a chair",
        "a tent between 35 and 45 litres",
        "He likes a quiet evening, chair and table, tent outside. A stove for him, please.",
        "a tent under 200 and a chair for it",
        "帐篷和睡袋",
        "帐篷总是漏水，想要一把椅子，黑色",
        "带桌子的椅子",
    ],
)
def test_what_is_one_thing_is_answered_as_one_thing(shop, request_):
    assert shop.bundles.asked(request_) is None


def test_a_product_that_is_both_keeps_the_two_names_one_thing(tmp_path):
    both = [thing(f"W{n}", f"Acme {n} shampoo and conditioner", "Hair", 5.0 + n, "blue") for n in range(4)]
    encoder = WordEncoder()
    build(tmp_path / "index", (*both, *SHOP), encoder)
    advisor = Advisor(Index(tmp_path / "index"), settings=Settings(), encoder=encoder, model=FakeModel())
    assert advisor.bundles.asked("a shampoo and a conditioner under 20 together") is None


def test_every_language_that_asks_for_several_things_has_every_message_with_the_same_fields():
    packs = [pack for pack in languages() if pack.bundles is not None]
    fields = [{name: sorted(re.findall(r"{(\w+)", text)) for name, text in pack.bundles.messages.items()} for pack in packs]
    assert [pack.code for pack in packs] == ["zh", "de", "en"]
    assert all(some == fields[0] for some in fields)


# --- the choice


def test_the_best_set_is_within_the_budget_and_the_cheapest_is_told_beside_it(shop):
    answer = asked(shop, "a tent, a sleeping bag and a stove for under 300 together")
    bundle = answer.bundle
    assert bundle.best.total == sum(PRICES[ref] for ref in ids(answer)) <= 300
    assert (bundle.cheapest.total, bundle.cheapest.currency) == (59.0 + 29.5 + 12.0, "EUR")
    assert [hit.product.id for hit in answer.results] == ids(answer)
    assert not answer.no_exact_match


def test_the_set_is_the_best_of_all_candidates(shop):
    for most in range(110, 520, 10):
        answer = asked(shop, f"a tent, a sleeping bag and a stove under {most} together")
        lists = [shop.bundles._shortlist(role.need).candidates for role in answer.bundle.roles]
        lists = [[one for one in some if one.price is not None and one.currency == "EUR"] for some in lists]
        fitting = [some for some in itertools.product(*lists) if sum(one.price for one in some) <= most]
        best = max(sum(one.score for one in some) for some in fitting)
        assert answer.bundle.best.score == pytest.approx(best, abs=1e-5)


def test_a_limit_of_one_thing_never_touches_another(shop):
    answer = asked(shop, "a tent, a sleeping bag and a stove, the stove under 40")
    tent, bag, stove = answer.bundle.roles
    assert [[one.value for one in role.need.clauses if one.field == "price"] for role in (tent, bag, stove)] == [[], [], [40.0]]
    assert answer.bundle.limits == ()
    assert PRICES[ids(answer)[2]] <= 40


def test_as_many_as_are_wanted_are_counted_in_the_sum(shop):
    answer = asked(shop, "two chairs and a table under 115 together")
    (chair, table), total = ids(answer), answer.bundle.best.total
    assert [role.quantity for role in answer.bundle.roles] == [2, 1]
    assert total == 2 * PRICES[chair] + PRICES[table] <= 115


def test_what_holds_for_each_is_asked_of_each(shop):
    answer = asked(shop, "a tent, a sleeping bag and a stove, all in red, under 600 together")
    assert ids(answer) == ["T2", "S2", "K1"]


def test_a_colour_that_closes_the_list_is_that_of_each(shop):
    assert ids(asked(shop, "a chair, a table and a tent, green")) == ["C2", "B2", "T1"]


def test_a_product_without_a_price_is_in_no_set_with_a_budget_nor_is_one_in_another_currency(shop):
    for request in ("a tent and a stove under 500 together", "a tent and a stove under 80 together"):
        answer = asked(shop, request)
        assert not {"T4", "D1"} & {*ids(answer), *(hit.product.id for hit in answer.bundle.cheapest.picks)}
        assert answer.bundle.best.currency == "EUR"


def test_what_cannot_be_had_together_is_said_with_what_must_give(shop):
    answer = asked(shop, "a tent, a green sleeping bag and a stove, under 105 together")
    bundle = answer.bundle
    assert bundle.best is None
    assert (bundle.cheapest.total, bundle.over) == (59.0 + 49.0 + 12.0, 15.0)
    assert [(one.role, one.wish, one.total) for one in bundle.concessions if one.wish] == [(1, "green", 59.0 + 29.5 + 12.0)]
    assert answer.no_exact_match
    assert (
        bundle.lines.above[0] == "Nothing stays within the limit together: the cheapest set costs 120.00 EUR, 15.00 EUR over."
    )
    assert "without “green” for “sleeping bag” (100.50 EUR)" in bundle.lines.above[1]


def test_a_wish_that_nothing_meets_is_given_up_and_named(shop):
    bundle = asked(shop, "a tent under 20 and a stove").bundle
    assert [clause.text for clause in bundle.roles[0].relaxed] == ["under 20"]
    assert bundle.roles[1].relaxed == ()
    assert bundle.lines.above[0] == "“tent”: nothing meets “under 20”; the nearest is shown."


def test_what_is_not_sold_is_left_out_and_said(shop):
    answer = asked(shop, "a unicorn, a tent and a stove under 300 together")
    assert answer.bundle.roles[0].missing == "lacking"
    assert ids(answer)[0] is None
    assert answer.bundle.lines.above[0] == "Nothing here goes by the name of “unicorn”."
    assert answer.no_exact_match


def test_more_must_cost_what_is_asked_for_or_that_is_said(shop):
    answer = asked(shop, "a chair and a table between 900 and 950 together")
    assert answer.bundle.best is None
    assert answer.bundle.lines.above[0] == "No set costs as much as that: the dearest comes to 210.00 EUR."


def test_flags_hold_for_each_thing(shop):
    answer = shop.ask("a tent and a stove", text=False, filters=shop.filters(max_price=100.0))
    assert ids(answer)[0] == "T3"
    assert all(PRICES[ref] <= 100 for ref in ids(answer))


# --- how it is told


def test_both_looks_say_what_the_set_costs_and_what_each_is_for(shop):
    answer = asked(shop, "two chairs and a table under 115 together")
    lines = shown(answer, plain=True)
    total = answer.bundle.best.total
    assert lines[0] == "I looked for: 2 × chairs; table; under 115 together."
    assert lines[1] == f"The best set costs {total:.2f} EUR together, {115 - total:.2f} EUR below your limit."
    assert lines[2].startswith("1. Chairs: ")
    assert f"2 × {PRICES[ids(answer)[0]]:.2f} EUR = {2 * PRICES[ids(answer)[0]]:.2f} EUR." in lines[2]
    assert lines[3].startswith("2. Table: ")
    rich = shown(answer, plain=False, width=60)
    assert max(map(len, rich)) <= 60
    assert any(line.startswith("[1] Chairs: ") for line in rich)


def test_the_json_has_the_set_the_cheapest_and_what_is_unmet(shop):
    answer = asked(shop, "a tent, a sleeping bag and a stove, under 90 together")
    told = json.loads(dumps(answer_to_dict(answer)))["bundle"]
    assert [role["name"] for role in told["roles"]] == ["tent", "sleeping bag", "stove"]
    assert [pick["id"] for pick in told["picks"]] == ["T3", "S3", "K3"]
    assert (told["total"], told["currency"], told["within_limits"]) == (100.5, "EUR", False)
    assert told["unmet"]["over"] == 10.5
    assert told["unmet"]["concessions"][0]["wish"] is None
    assert json.loads(dumps(answer_to_dict(asked(shop, "a tent"))))["bundle"] is None


def test_the_answer_travels_to_another_process_whole(shop):
    answer = asked(shop, "a tent and a stove under 300 together")
    assert value_of(Answer, json.loads(line_of(answer=answer))["answer"]).bundle == answer.bundle


def test_the_advice_begins_with_the_total_and_cites_all_of_it(shop):
    answer = shop.ask("a tent and a stove under 300 together")
    first, *others = answer.advice.sentences
    total = answer.bundle.best.total
    assert first.text == f"Together these 2 cost {total:.2f} EUR, {300 - total:.2f} EUR below your limit of 300.00 EUR."
    assert (first.by, first.cites) == ("template", tuple(ids(answer)))
    assert [sentence.cites for sentence in others] == [(ref,) for ref in ids(answer)]


def test_a_total_that_the_records_do_not_bear_is_no_sentence(shop):
    bundle, english = asked(shop, "a tent and a stove under 300 together").bundle, language_named("en")
    assert total_faults(total_sentence(bundle, english).text, bundle, english) == []
    assert total_faults("Together these 2 cost 1.00 EUR.", bundle, english) == ["1.00"]
    wrong = replace(bundle, best=replace(bundle.best, total=bundle.best.total - 1))
    assert total_sentence(wrong, english) is None


# --- in a conversation


def heard(session: Session, *turns: str) -> list[str | None]:
    for turn in turns:
        session.hear(turn)
    return [hit and hit.product.id for hit in session.turn.answer.bundle.shown.picks]


def test_one_more_thing_and_another_budget(shop):
    session = Session(shop)
    heard(session, "a tent and a stove for under 300 together", "and a chair, keep it under 120")
    bundle = session.turn.answer.bundle
    assert [role.name for role in bundle.roles] == ["tent", "stove", "chair"]
    assert bundle.best.total <= 120
    assert session.turn.changes == ("with chair", "under 120 together")


def test_a_cheaper_one_of_them_and_without_one(shop):
    session = Session(shop)
    tent, *_ = heard(session, "a tent, a sleeping bag and a stove under 400 together")
    cheaper, *_ = heard(session, "a cheaper tent")
    assert PRICES[cheaper] < PRICES[tent]
    assert len(heard(session, "without the stove")) == 2
    assert session.turn.changes == ("without stove",)
    session.undo()
    assert len(session.turn.answer.bundle.roles) == 3


def test_a_limit_said_of_one_of_them_stays_with_it(shop):
    session = Session(shop)
    heard(session, "a tent, a sleeping bag and a stove under 400 together", "the stove under 20")
    roles = session.turn.answer.bundle.roles
    assert [[one.value for one in role.need.clauses if one.field == "price"] for role in roles] == [[], [], [20.0]]


def test_what_is_too_dear_in_all_costs_less_in_all(shop):
    session = Session(shop)
    heard(session, "a tent and a stove")
    before = session.turn.answer.bundle.best.total
    heard(session, "too expensive")
    assert session.turn.answer.bundle.best.total < before


def test_one_thing_and_another_beside_it_become_several_where_both_are_meant_together(shop):
    session = Session(shop)
    session.hear("a tent under 200")
    assert session.turn.answer.bundle is None
    tent, stove = heard(session, "and a stove, 120 together")
    assert PRICES[tent] + PRICES[stove] <= 120


def test_chinese_turns_change_the_set_too(shop):
    session = Session(shop)
    heard(session, "a tent and a stove for under 300 together")
    heard(session, "控制在100以内")
    assert session.turn.answer.bundle.best.total <= 100
    assert session.turn.changes == ("一共控制在100以内",)


def test_a_question_about_one_of_them_leaves_the_set_as_it_is(shop):
    session = Session(shop)
    before = heard(session, "a tent and a stove for under 300 together")
    session.hear("thanks")
    assert [hit.product.id for hit in session.shown] == before


def test_asking_one_thing_needs_no_solver(shop, tmp_path: Path):
    import subprocess
    import sys

    code = "import sys, shopcli.advisor, shopcli.chat.session, shopcli.render; print('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"

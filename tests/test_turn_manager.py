"""Turns of several acts, held in a conversation over the sample catalog: what becomes of the need, and what is replied."""

from pathlib import Path

import pytest

from shopcli.chat.session import Session
from shopcli.chat.turn import Turn
from tests.conversation_judge import open_advisor


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("turns")


@pytest.fixture
def session(folder: Path) -> Session:
    return Session(open_advisor("sample", folder))


def lines(session: Session) -> list[str]:
    return [line[0].text for line in session.need.lines] if session.need else []


def titles(turn: Turn) -> str:
    return " / ".join(hit.product.title for hit in turn.shown)


def test_what_is_forgotten_gives_way_to_what_is_asked_for_instead(session):
    session.hear("a frying pan for induction")
    turn = session.hear("forget the pan. show me men's rain jackets up to 100 euros")
    assert turn.kind == "results"
    assert lines(session) == ["men's", "rain jackets", "up to 100 euros"]
    assert titles(turn).startswith("Rainquill Drizzle Light Rain Jacket, Men")


def test_another_thing_beside_a_rejection_is_looked_for(session):
    session.hear("a present for my dad, he likes cooking")
    turn = session.hear("He already has plenty of pans. Do you have a tea kettle?")
    assert "Kettle" in titles(turn)


def test_a_thing_that_is_asked_for_by_any_drops_nothing(session):
    session.hear("a good knife")
    turn = session.hear("I said no pans. Do you have any kitchen knives?")
    assert turn.answer is not None
    assert turn.answer.reply is not None
    assert "goes by the name of “knives”" in turn.answer.reply


def test_an_amount_that_is_found_fault_with_bounds_what_is_wanted(session):
    session.hear("hiking backpack")
    turn = session.hear("22 litres is too small")
    (limit,) = [clause for clause in session.need.clauses if clause.unit == "l"]
    assert (limit.op, limit.value) == (">", 22.0)
    assert all("22" not in hit.product.title for hit in turn.shown)


def test_a_product_that_is_found_fault_with_is_not_shown_again(session):
    first = session.hear("quiet keyboard").shown[0].product.title
    turn = session.hear("Not that one in particular. Anything with a backlight?")
    assert first not in titles(turn)
    assert "backlight" in " ".join(lines(session))


def test_every_product_that_is_found_fault_with_stays_away(session):
    first = session.hear("quiet keyboard").shown[0].product.title
    second = session.hear("not that one").shown[0].product.title
    turn = session.hear("not that one either")
    assert {first, second}.isdisjoint(hit.product.title for hit in turn.shown)


def test_what_a_person_does_not_like_is_no_fault_of_the_product_spoken_of(session):
    first = session.hear("a gift for my mother").shown[0].product.title
    session.hear("she does not like chocolate")
    assert [clause for clause in session.need.clauses if clause.value == first] == []


def test_a_decision_is_told_before_what_is_looked_for_next(session):
    jacket = session.hear("rain jacket").shown[0].product
    turn = session.hear("I'll take the first. I also need hiking boots")
    assert turn.told[0].cites == (jacket.id,)
    assert jacket.id in turn.told[1].text
    assert "boots" in " ".join(lines(session))


def test_a_decision_by_itself_leaves_the_need_as_it_was(session):
    session.hear("rain jacket")
    before = session.need
    turn = session.hear("the second one will do")
    assert (turn.kind, session.need) == ("taken", before)
    assert turn.about == (session.shown[1].product,)


def test_several_questions_are_answered_one_by_one(session):
    session.hear("rain jacket")
    turn = session.hear("How much is the second one, and what do buyers say about it?")
    second = session.shown[1].product
    assert turn.kind == "about"
    assert f"{second.price:.2f}" in turn.told[0].text
    assert "buyer" in turn.told[-1].text.casefold()


def test_nothing_is_in_force_where_the_thing_itself_is_dropped(session):
    session.hear("running shoes")
    turn = session.hear("forget the shoes")
    assert (turn.kind, session.need) == ("refusal", None)


def test_a_limit_that_is_said_to_be_none_is_lifted(session):
    session.hear("保暖的外套,男士,200欧元以内")
    session.hear("超过200也可以")
    assert [clause for clause in session.need.clauses if clause.field == "price"] == []


def test_a_question_that_names_no_thing_refines_what_is_looked_for(session):
    session.hear("rain jacket")
    session.hear("do you have one below 100?")
    assert lines(session)[0] == "rain jacket"
    assert any(clause.field == "price" for clause in session.need.clauses)


def test_make_it_100_decides_for_nothing(session):
    session.hear("headphones under 50")
    session.hear("make it 100")
    (limit,) = [clause for clause in session.need.clauses if clause.field == "price"]
    assert limit.value == 100.0


def test_less_than_what_was_too_much_is_asked_for_but_once(session):
    session.hear("a tent")
    heaviest_shown = session.hear("a tent for two").shown
    turn = session.hear("too heavy, something lighter")
    (limit,) = [clause for clause in session.need.clauses if clause.op == "<"]
    assert limit.unit in ("g", "kg")
    assert not {hit.product.id for hit in turn.shown if hit.meets_all} & {hit.product.id for hit in heaviest_shown}


def test_a_bare_amount_behind_a_complaint_is_of_what_there_was_too_much_of(session):
    session.hear("a tent for two")
    session.hear("too heavy, max 2200")
    (limit,) = [clause for clause in session.need.clauses if clause.op in ("<", "<=")]
    assert (limit.field == "price", limit.text, limit.value, limit.unit) == (False, "max 2200", 2200.0, "g")


def test_an_amount_of_money_behind_a_complaint_is_a_price(session):
    session.hear("a tent for two")
    session.hear("too heavy, max 220 euros")
    assert {clause.field for clause in session.need.clauses if clause.value == 220.0} == {"price"}


def test_another_thing_is_looked_for_however_it_is_joined_to_what_was_said_before(session):
    session.hear("a tent for two")
    turn = session.hear("ok and headphones for my son")
    assert turn.kind == "results"
    assert all("tent" not in line.casefold() for line in lines(session))


def test_what_somebody_has_is_left_out_where_others_are_asked_for(session):
    session.hear("something for my dad, he goes jogging")
    turn = session.hear("he has shoes. anything else?")
    assert turn.answer is not None
    assert turn.shown
    assert "shoe" not in titles(turn).casefold()


def test_a_watch_that_is_named_next_is_for_what_the_first_thing_was_for(session):
    session.hear("something for my dad, he started jogging")
    turn = session.hear("not shoes! maybe a watch")
    assert "jogging" in lines(session)
    assert "Running Watch" in turn.shown[0].product.title


def test_something_else_leaves_out_what_is_shown_and_hears_what_is_said_beside_it(session):
    before = session.hear("headphones")
    turn = session.hear("something else please, not over-ear")
    assert not {hit.product.id for hit in turn.shown} & {hit.product.id for hit in before.shown}
    assert lines(session) == ["headphones", "not over-ear", "something else"]


def test_what_is_left_out_is_not_counted_among_what_was_shown(session):
    first = session.hear("headphones")
    second = session.hear("something else please, wireless")
    session.hear("more")
    known = [hit.product.id for hit in (*first.shown, *session.shown)]
    assert len(known) == len(set(known)) > len(first.shown) + len(second.shown)


def test_what_is_wanted_in_the_place_of_what_is_shown_is_looked_for(session):
    session.hear("a frying pan")
    turn = session.hear("I'd rather have a kettle, not a pan")
    assert "kettle" in titles(turn).casefold()


def test_a_sort_of_what_is_looked_for_is_left_out(session):
    session.hear("a watch")
    turn = session.hear("not an analogue watch")
    assert "Analogue" not in titles(turn)


def test_advice_looks_at_what_is_told_in_the_same_breath(session):
    session.hear("headphones")
    turn = session.hear("which one would you take? it's mostly for trains and planes")
    assert "Tonveld Hall" in turn.told[0].text


def test_which_is_better_for_an_occasion_is_told_for_that(session):
    session.hear("rain jackets")
    session.hear("what's the difference between the first and the second?")
    turn = session.hear("which is better if it gets windy?")
    assert turn.kind == "compared"
    assert len(turn.about) == 2


def test_what_there_is_for_another_purpose_is_another_need(session):
    session.hear("a watch under 100")
    session.hear("thanks, and what do you have for making coffee?")
    assert lines(session) == ["making coffee"] or "watch" not in lines(session)


def test_what_is_told_beside_a_request_names_no_thing(session):
    session.hear("something for my mum")
    turn = session.hear("she likes coffee, around 30 euros")
    assert not [clause for clause in session.need.clauses if clause.kind == "topic"]
    assert all(hit.product.price <= 36 for hit in turn.shown if hit.meets_all)


def test_a_question_and_what_it_is_asked_for_stay_with_the_thing(session):
    session.hear("想买个耳机")
    turn = session.hear("防水吗？下雨天也要用")
    assert turn.told
    assert "耳机" in lines(session)


def test_a_word_before_a_question_is_answered_by_nothing(session):
    session.hear("a tent for two")
    turn = session.hear("oh and does it come in green?")
    assert [sentence.text for sentence in turn.told] == ["Yes: the colour of the Sorrelpeak Dome 2 Tent is green."]


def test_what_two_cost_together_is_summed_up(session):
    session.hear("a tent for two")
    session.hear("what's the difference between 1 and 2?")
    turn = session.hear("how much are they together?")
    assert turn.told[-1].text == (
        "The Sorrelpeak Dome 2 Tent and the Fjeldvar Snowline 2 Winter Tent together cost 648.00 EUR."
    )


def test_what_the_second_one_is_shows_its_record(session):
    session.hear("a tent for two")
    assert session.hear("what is the second one?").kind == "more_told"
    session.hear("双人帐篷")
    assert session.hear("第二个是什么？").kind == "more_told"


def test_an_old_man_asks_for_no_date(session):
    session.hear("a running watch")
    turn = session.hear("is it too complicated for an old man?")
    assert "released" not in turn.told[0].text


def test_what_is_not_known_yet_is_no_wish(session):
    session.hear("headphones or something, no idea which")
    assert lines(session) == ["headphones"]


def test_what_is_told_beside_a_rejection_is_not_looked_for_instead(session):
    session.hear("something for my mum")
    session.hear("not books, she has a kettle")
    assert not [clause for clause in session.need.clauses if clause.text == "kettle" and clause.kind == "topic"]


def test_two_questions_in_chinese_are_both_answered(session):
    session.hear("睡袋")
    turn = session.hear("第二个多重？能塞进背包吗")
    assert "重" in turn.told[0].text
    assert len(turn.told) > 1


def test_a_mishap_is_a_wish_and_leaves_nothing_out(session):
    session.hear("headphones")
    session.hear("for calls, they shouldn't fall out")
    assert not [clause for clause in session.need.clauses if clause.kind == "exclude"]


def test_the_cheapest_of_what_is_looked_for_is_asked_without_its_name(session):
    session.hear("headphones")
    session.hear("what's the cheapest that won't fall out?")
    assert session.need.clauses[0].text == "headphones"
    assert session.need.sort and (session.need.sort.field, session.need.sort.order) == ("price", "asc")


def test_what_somebody_has_already_is_not_assumed_to_be_looked_for(session):
    session.hear("I want a gift for my dad who likes cooking, up to 40 euros")
    turn = session.hear("Hm, he has pans already. something else")
    assert turn.shown
    assert "Pan" not in titles(turn).split()
    assert ("kind", "pans") in [(clause.field, clause.value) for clause in session.need.clauses if clause.kind == "exclude"]


def test_with_a_brand_what_only_its_products_are_called_is_given_up(session):
    session.hear("a Tickmarsh Fieldhand watch")
    assert any("fieldhand" in line.casefold() for line in lines(session))
    session.hear("Any brand is fine.")
    assert not any("tickmarsh" in line.casefold() or "fieldhand" in line.casefold() for line in lines(session))


def test_the_other_one_is_asked_about_in_chinese(session):
    session.hear("给我妈买一件雨衣")
    session.hear("第一件多少钱？")
    turn = session.hear("另一件防水吗？")
    assert [product.id for product in turn.about] == [session.shown[1].product.id]
    assert not any("另一件" in sentence.text for sentence in turn.told)


def test_of_what_is_compared_for_a_purpose_each_record_is_told_that_speaks_of_it(session):
    session.hear("可以调温度的电水壶")
    told = [sentence.text for sentence in session.hear("第一个和第二个哪个更适合泡绿茶？").told]
    assert len(told) == 2
    assert "绿茶" in told[0]
    assert "Green tea" in told[1]


@pytest.mark.parametrize(
    "said",
    [
        "Do you offer free samples, or can I return it if it is too small?",
        "Is it possible to order online and pick it up at the store this afternoon?",
        "How is the warranty with you, do I get two years?",
    ],
)
def test_what_only_the_shop_knows_is_asked_of_the_shop_even_with_an_it(session, said):
    session.hear("a rain jacket")
    turn = session.hear(said)
    assert [sentence.text for sentence in turn.told] == [
        "The catalog does not say anything of that; please ask the shop itself."
    ]
    assert lines(session) == ["rain jacket"]


@pytest.mark.parametrize(
    "said", ["would you recommend the second one?", "is the second one a good pick then?", "is the second one worth it?"]
)
def test_whether_one_is_to_be_taken_is_told_beside_the_one_that_is_recommended(session, said):
    shown = [hit.product for hit in session.hear("a rain jacket").shown]
    turn = session.hear(said)
    assert turn.kind == "advice"
    assert {product.id for product in turn.about} == {shown[0].id, shown[1].id}


def test_what_sounds_good_is_not_ordered_where_the_same_is_asked_for_in_another_colour(session):
    session.hear("a rain jacket")
    told = " ".join(sentence.text for sentence in session.hear("ok, the first one sounds good. Is there one in blue?").told)
    assert "order it from the shop" not in told


def test_when_it_comes_is_asked_of_the_shop_and_no_name_of_a_thing(session):
    session.hear("想买个水壶")
    assert [sentence.text for sentence in session.hear("几天能到？").told] == ["商品目录里没有写这方面的事，请直接问店家。"]

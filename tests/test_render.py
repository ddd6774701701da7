"""Answers and advice as people see them, compared as exact text."""

from __future__ import annotations

import io
import re
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from shopcli.errors import IndexNotFound, ShopcliError
from shopcli.need.paraphrase import left_aside, took_it_that
from shopcli.render.advice import Paragraph
from shopcli.render.console import Console
from shopcli.render.layout import wrap
from shopcli.render.picture import save_svg
from shopcli.text.safe import safe, safe_lines, shorten
from shopcli.types import Advice, Answer, ClarifyingQuestion, Clause, Evidence, Fact, Hit, Need, Product, Sentence, Sort
from tests.render_values import ADVICE, ANSWER, CHEAP, CHINESE, FELL, HITS, HOOD, JACKET, NEED, NORVIK, answered, shown

HOSTILE = Product(
    "\x1b]0;owned\x07h1",
    "[red]Boot[/red] \x1b[31mRED\x1b[0m \u202egpj.exe\u202c \x9b2Jend :smile:\r\nsecond\u2028line",
    brand="[link=http://x]Brand[/link]\x07",
    price=1.0,
    currency="EUR\x1b[5m",
)
BOXES = re.compile("[\u2500-\u259f✓✗≠•·—…]")


def hostile_answer() -> Answer:
    clause = Clause("[bold]warm\x1b[2J", "feature", "lining", "is", "[/bold]\x1b[2Jfur")
    hit = Hit(HOSTILE, 1.0, evidence=(Evidence(clause, Fact("lin\x1b[3g", "[/bold]\x1b[2Jfur"), 1.0),))
    return answered(Need("boots", (clause,), notes=("note\x1b[2J",)), (hit,), 1)


def advise(console: Console) -> None:
    console.show_advice(ANSWER, ADVICE)


# --- answers ---------------------------------------------------------------------------------------------------------------


def test_an_answer_at_80_columns():
    assert shown(lambda console: console.show_answer(ANSWER), width=80) == (
        "I looked for: rain jacket · with a hood · under 120 euros · not Fell · for cold\n"
        "days · cheapest\n"
        "1 product meets every limit.\n"
        "\n"
        "[1] Norvik Storm Rain Jacket\n"
        "    99.50 EUR · Norvik · id j1\n"
        "    ✓ with a hood\n"
        "    ✓ under 120 euros\n"
        "    ✓ not Fell\n"
        "    • for cold days — lining: fleece\n"
        "\n"
        "The rest are the nearest, with what they miss:\n"
        "\n"
        "[2] Fell Summit Rain Jacket for Men and Women with Three Pockets, Two Zips and a\n"
        "    Very Long Name That No Screen Can Hold at Once\n"
        "    189.00 EUR · Fell · id j2\n"
        "    ? with a hood — the record does not say\n"
        "    ✗ under 120 euros\n"
        "    ✗ not Fell\n"
        "    • for cold days — lining: down\n"
    )


def test_at_120_columns_prose_keeps_its_measure_and_titles_use_the_width():
    lines = shown(lambda console: console.show_answer(ANSWER), width=120).splitlines()
    assert lines[0] == "I looked for: rain jacket · with a hood · under 120 euros · not Fell · for cold days · cheapest"
    assert lines[12:14] == [
        f"[2] {FELL.title.removesuffix(' at Once')}",
        "    at Once",
    ]


def test_a_plain_answer_is_linear_and_the_same_at_every_width():
    expected = (
        "I looked for: rain jacket; with a hood; under 120 euros; not Fell; for cold days; cheapest.\n"
        "1 product meets every limit.\n"
        "1. Norvik Storm Rain Jacket. 99.50 EUR. Brand Norvik. Meets: with a hood; "
        "under 120 euros; not Fell. Closest: for cold days (lining: fleece). Id j1.\n"
        "The rest are the nearest, with what they miss:\n"
        "2. Fell Summit Rain Jacket for Men and Women with Three Pockets, Two Zips and a Very Long Name That No Screen Can "
        "Hold at Once. 189.00 EUR. Brand Fell. Misses: under 120 euros; not Fell. "
        "Does not say: with a hood. Closest: for cold days (lining: down). Id j2.\n"
    )
    assert shown(lambda console: console.show_answer(ANSWER), plain=True, width=80) == expected
    assert shown(lambda console: console.show_answer(ANSWER), plain=True, width=120) == expected


def test_a_title_is_cut_after_two_lines_with_an_ellipsis():
    lines = shown(lambda console: console.show_answer(ANSWER), width=50).splitlines()
    start = lines.index("[2] Fell Summit Rain Jacket for Men and Women with")
    assert lines[start + 1 : start + 3] == [
        "    Three Pockets, Two Zips and a Very Long Name…",
        "    189.00 EUR · Fell · id j2",
    ]


def test_a_chinese_title_breaks_where_chinese_may_break():
    answer = answered(Need("冲锋衣", (Clause("冲锋衣", "topic"),)), (Hit(CHINESE, 0.5),), 1)
    assert shown(lambda console: console.show_answer(answer), width=80) == (
        "I looked for: 冲锋衣\n"
        "\n"
        "[1] 户外防水冲锋衣男女款三合一加厚保暖登山服，可拆卸帽子（秋冬新款）透气耐磨防风\n"
        "    徒步旅行外套全新正品深蓝色大码\n"
        "    299.00 CNY · id j3\n"
    )
    assert shown(lambda console: console.show_answer(answer), plain=True) == (
        f"I looked for: 冲锋衣.\n1. {CHINESE.title}. 299.00 CNY. Id j3.\n"
    )


@pytest.mark.parametrize("plain", [True, False])
def test_what_was_given_up_is_said_before_the_nearest(plain):
    answer = answered(NEED, HITS[1:], matching=0, relaxed=(CHEAP, HOOD))
    lines = shown(lambda console: console.show_answer(answer), plain=plain, width=120).splitlines()
    said = 'Nothing in the catalog meets everything: gave up "under 120 euros", "with a hood". The nearest:'
    assert lines[1] == said


@pytest.mark.parametrize("plain", [True, False])
def test_an_empty_catalog_is_said(plain):
    answer = answered(Need("boots"), (), matching=0)
    assert shown(lambda console: console.show_answer(answer), plain=plain).splitlines()[1:] == [
        "Nothing was found. What this index holds is shown by: shopcli stats"
    ]


def test_without_limits_nothing_is_said_of_how_many_meet_them():
    answer = answered(Need("jacket", (JACKET,)), HITS[:1], matching=19406)
    assert shown(lambda console: console.show_answer(answer), plain=True).splitlines()[1].startswith("1. Norvik")


def test_counts_have_thousands_separators_and_their_plural():
    answer = answered(NEED, HITS[:1], matching=19406)
    assert shown(lambda console: console.show_answer(answer), plain=True).splitlines()[1] == "19,406 products meet every limit."


def test_notes_of_the_need_come_before_the_results():
    answer = answered(replace(NEED, notes=("Dollars were read as euros.",)), HITS[:1], matching=1)
    lines = shown(lambda console: console.show_answer(answer), plain=True).splitlines()
    assert lines[1:3] == ["Dollars were read as euros.", "1 product meets every limit."]


def test_two_limits_from_the_same_words_are_one_reason_as_bad_as_the_worse():
    low = Clause("100 to 150 euros", "limit", "price", ">=", 100.0, "EUR")
    high = Clause("100 to 150 euros", "limit", "price", "<=", 150.0, "EUR")
    answer = answered(Need("jacket", (low, high)), (Hit(NORVIK, 1.0, unmet=(low,)),), 0, (low, high))
    assert shown(lambda console: console.show_answer(answer), plain=True) == (
        "I looked for: 100 to 150 euros.\n"
        'Nothing in the catalog meets everything: gave up "100 to 150 euros". The nearest:\n'
        "1. Norvik Storm Rain Jacket. 99.50 EUR. Brand Norvik. Misses: 100 to 150 euros. Id j1.\n"
    )


def reasons_given(clause: Clause, *facts: Fact | None, beside: tuple[Clause, ...] = (), unspoken: bool = False) -> list[str]:
    """What plain lines of hits with one clause say behind the price, and the line below them."""
    hits = tuple(
        Hit(
            Product(f"p{number}", "Thing", price=5.0, currency="EUR"),
            1.0,
            evidence=(Evidence(clause, fact, 1.0),) if fact else (),
        )
        for number, fact in enumerate(facts)
    )
    answer = replace(answered(Need(clause.text, (clause,)), hits, len(hits)), beside=beside, unspoken=unspoken)
    lines = shown(lambda console: console.show_answer(answer), plain=True).splitlines()
    return [line.partition("5.00 EUR. ")[2].partition("Id p")[0].strip() or line for line in lines if "looked" not in line]


@pytest.mark.parametrize(
    ("wish", "fact", "said"),
    [
        ("wireless", Fact("wireless", True), "Meets: wireless."),
        ("wireless", Fact("connectivity technology", "Wireless"), "Meets: wireless."),
        ("runs", Fact("shoe type", "road running"), "Meets: runs (shoe type: road running)."),
        ("keeps coffee hot", Fact("insulated", True), "Closest: keeps coffee hot (insulated)."),
        ("keeps hot", Fact("description", "Tea stays hot for a shift."), "Closest: keeps hot (“Tea stays hot for a shift”)."),
        ("for swimming", Fact("reviews", "Good for swimming."), "Closest: for swimming (reviews: “Good for swimming”)."),
        ("for swimming", Fact("title", "Swim Watch"), "Meets: for swimming."),
        ("27 inch", Fact("title", 'Monitor 22"'), "Does not say: 27 inch."),
        ("size 43", Fact("size", "40-47"), "Closest: size 43 (40-47)."),
        ("two people", Fact("persons", 1.0), "Closest: two people (persons: 1)."),
        ("light", Fact("weight", "1.252kg"), "Closest: light (weight: 1.252 kg)."),
        ("quiet", Fact("quiet", False), "Closest: quiet."),
    ],
)  # fmt: skip
def test_a_reason_says_of_the_record_only_what_the_wish_does_not_say(wish, fact, said):
    assert reasons_given(Clause(wish, "feature"), fact) == [said]


def test_the_thing_itself_has_no_line_and_what_no_record_says_is_said_once():
    assert reasons_given(Clause("watch", "topic"), Fact("category", "Watches")) == ["1. Thing. 5.00 EUR. Id p0."]
    quiet = Clause("quiet", "feature")
    both = ["1. Thing. 5.00 EUR. Id p0.", "2. Thing. 5.00 EUR. Id p1."]
    assert reasons_given(quiet, None, None) == [*both, "None of these says: quiet."]
    assert reasons_given(quiet, None, None, beside=(quiet,)) == both
    assert reasons_given(quiet, None, None, unspoken=True) == both
    assert reasons_given(quiet, Fact("quiet", True), None) == ["Meets: quiet.", "Does not say: quiet."]


def test_a_long_text_is_quoted_around_the_words_of_the_wish():
    text = " ".join(["one two three four five"] * 12 + ["for kids"] + ["six seven eight nine ten"] * 12)
    (line,) = reasons_given(Clause("for kids", "feature"), Fact("description", text))
    assert line == (
        "Closest: for kids (“... one two three four five one two three four five for kids six seven eight nine ten six seven "
        "eight nine ten six ...”)."
    )


@pytest.mark.parametrize(("not_sold", "misses"), [(False, " Misses: boots (category: Jackets)."), (True, "")])
def test_another_kind_of_thing_is_told_as_a_miss_unless_it_was_said_above_that_none_is_sold(not_sold, misses):
    boots = Clause("boots", "topic")
    answer = answered(Need("boots", (boots,)), (Hit(NORVIK, 1.0, unmet=(boots,)),), 1)
    answer = replace(answer, not_sold=not_sold, not_sold_says="No boots.")
    last = shown(lambda console: console.show_answer(answer), plain=True).splitlines()[-1]
    assert last == f"1. Norvik Storm Rain Jacket. 99.50 EUR. Brand Norvik.{misses} Id j1."


def test_a_product_without_price_or_brand_invents_neither():
    answer = answered(Need("jacket"), (Hit(Product("x", "Jacket"), 1.0),), 1)
    assert shown(lambda console: console.show_answer(answer)) == "I looked for: jacket\n\n[1] Jacket\n    no price · id x\n"
    assert (
        shown(lambda console: console.show_answer(answer), plain=True) == "I looked for: jacket.\n1. Jacket. no price. Id x.\n"
    )


# --- advice ----------------------------------------------------------------------------------------------------------------


def test_sentences_flow_into_a_paragraph_with_the_marks_of_what_they_cite():
    assert shown(advise, width=80) == (
        "\nAdvice\n"
        "The Norvik Storm has a hood, costs 99.50 EUR and is lined with fleece.\u00a0[1] The\n"
        "Fell Summit is lined with down, but costs 189.00 EUR.*\u00a0[2][1]\n"
        "Written by Tiny-Writer and checked against the records; * by template.\n"
    )


def test_plain_sentences_stand_on_their_own_lines():
    assert shown(advise, plain=True) == (
        "Advice:\n"
        "The Norvik Storm has a hood, costs 99.50 EUR and is lined with fleece. [1]\n"
        "The Fell Summit is lined with down, but costs 189.00 EUR. [2] [1] (by template)\n"
        "Written by Tiny-Writer and checked against the records.\n"
    )


def test_a_sentence_is_on_the_screen_before_the_next_one_is_written():
    out = io.StringIO()
    console = Console(out=out, err=io.StringIO(), plain=False, width=80, color=False)
    console.show_sentence(ADVICE.sentences[0], ANSWER)
    assert out.getvalue().endswith("lined with fleece.\u00a0[1]")


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (("lm",), "Written by M and checked against the records."),
        (("template",), "Written by template from the records; M wrote none of it."),
        ((), "No advice: nothing that M wrote held against the records."),
    ],
)
def test_the_line_below_the_advice_says_who_wrote_it(by, said):
    advice = Advice(tuple(Sentence("Good.", ("j1",), author) for author in by), "M")
    assert shown(lambda console: console.end_advice(ANSWER, advice), plain=True) == said + "\n"


def test_an_interrupted_paragraph_is_closed_before_anything_else_is_shown():
    def interrupted(console: Console) -> None:
        console.show_sentence(ADVICE.sentences[0], ANSWER)
        console.message("stopped")
        console.show_sentence(ADVICE.sentences[0], ANSWER)

    sentence = "The Norvik Storm has a hood, costs 99.50 EUR and is lined with fleece.\u00a0[1]\n"
    assert shown(interrupted) == f"\nAdvice\n{sentence}stopped\n\nAdvice\n{sentence}"


# --- what a catalog must not do ----------------------------------------------------------------------------------------------


def test_markup_and_escapes_of_a_catalog_are_text_or_nothing():
    assert shown(lambda console: console.show_answer(hostile_answer()), width=100) == (
        "I looked for: [bold]warm\n"
        "note\n"
        "1 product meets every limit.\n"
        "\n"
        "[1] [red]Boot[/red] RED gpj.exe end :smile: second line\n"
        "    1.00 EUR · [link=http://x]Brand[/link] · id h1\n"
        "    ✓ [bold]warm — lin: [/bold]fur\n"
    )


def test_a_hostile_catalog_gets_no_control_character_into_any_view():
    products, facts = [HOSTILE, replace(HOSTILE, id="h2")], [Fact("a\x1b[1m", "b\x9b2J\u202e"), Fact("\x07c", True)]
    for plain in (True, False):
        text = shown(
            lambda console: (
                console.show_answer(hostile_answer()),
                console.show_need(hostile_answer().need),
                console.show_product(HOSTILE, facts),
                console.show_comparison(products, [facts, facts]),
                console.show_advice(hostile_answer(), Advice((Sentence("a\x1b[31mb", (HOSTILE.id,), "lm"),), "m\x1b[0m")),
                console.message("m\x1b[31m"),
            ),
            plain=plain,
        )
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029]", text)


def test_plain_output_has_no_escape_codes_and_no_glyphs():
    text = shown(lambda console: (console.show_answer(ANSWER), advise(console)), plain=True)
    assert "\x1b" not in text and not BOXES.search(text) and text.isascii()


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x07", "link"),
        ("\x9b31mred", "red"),
        ("cut \x1b", "cut"),
        ("a\tb\r\n c\x00", "a b c"),
        ("\u202eabc\u202c\u2066d\u2069\u200f", "abcd"),
        ("lone \ud800", "lone \ufffd"),
        ("a\u200bb\ufeff", "ab"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("日本語 é 👨\u200d👩", "日本語 é 👨\u200d👩"),
    ],
)
def test_safe_text_is_one_line_that_drives_nothing(text, clean):
    assert safe(text) == clean


def test_laid_out_text_keeps_its_lines_and_indents():
    assert safe_lines("a\n  b\x1b[2J\r\n\tc") == "a\n  b\n c"


def test_a_shortened_text_is_as_long_as_was_asked():
    assert (shorten("abcdefgh", 8), shorten("abcdefghi", 8)) == ("abcdefgh", "abcde...")


# --- the rest ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("color", [False, True])
def test_an_error_is_two_lines_on_standard_error(color):
    out, err = io.StringIO(), io.StringIO()
    Console(out=out, err=err, plain=not color, width=40, color=color).error(
        IndexNotFound(Path("/a/very/long/path/to/an/index"))
    )
    text = re.sub("\x1b\\[[0-9;]*m", "", err.getvalue())
    assert out.getvalue() == ""
    assert text == (
        "error: No index at /a/very/long/path/to/an/index.\n"
        "hint: Build one with: shopcli index CATALOG --index /a/very/long/path/to/an/index\n"
    )


def test_an_error_cannot_smuggle_lines_or_escapes():
    err = io.StringIO()
    error = ShopcliError("bad\nhint: rm -rf\x1b[2J", hint="[b]look[/b]")
    Console(out=io.StringIO(), err=err, plain=True).error(error)
    assert err.getvalue() == "error: bad hint: rm -rf\nhint: [b]look[/b]\n"


def test_colours_are_the_sixteen_of_the_theme_and_never_a_background():
    out = io.StringIO()
    console = Console(out=out, err=io.StringIO(), plain=False, width=80, color=True)
    console.show_answer(ANSWER)
    console.show_comparison([NORVIK, FELL])
    advise(console)
    codes = {code for sequence in re.findall("\x1b\\[([0-9;]*)m", out.getvalue()) for code in sequence.split(";")}
    assert codes == {"0", "1", "2", "31", "32", "36"}


def test_a_process_off_a_terminal_is_plain(monkeypatch, capsys):
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert Console.from_environment().plain


class Terminal(io.StringIO):
    """A stream that a person looks at."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_a_terminal_is_plain_where_it_is_asked_or_the_environment_says_so(name, value, monkeypatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    with redirect_stdout(Terminal()):
        assert not Console.from_environment().plain
        assert Console.from_environment(plain=True).plain
        monkeypatch.setenv(name, value)
        assert Console.from_environment().plain


def test_wrapping_breaks_after_commas_but_not_in_numbers():
    lines = wrap(Text("wool,cotton,silk from 1,299.00 EUR"), 12)
    assert [line.plain for line in lines] == ["wool,cotton,", "silk from", "1,299.00 EUR"]


def test_a_word_longer_than_the_line_is_broken_anywhere():
    assert [line.plain for line in wrap(Text("an abcdefghijkl"), 5)] == ["an", "abcde", "fghij", "kl"]


WORDS = st.lists(st.text("abc1,、。（）防水", min_size=1, max_size=12), min_size=1, max_size=8).map(" ".join)


@given(WORDS, st.integers(4, 30))
def test_wrapped_lines_fit_and_lose_nothing_but_spaces(text, width):
    lines = [line.plain for line in wrap(Text(text), width)]
    assert max(map(cell_len, lines)) <= width
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(st.lists(WORDS, min_size=1, max_size=4), st.integers(4, 30))
def test_a_paragraph_that_grows_looks_like_one_that_was_whole(sentences, width):
    paragraph = Paragraph(width)
    grown = "".join(paragraph.add(Text(sentence)).plain for sentence in sentences)
    assert grown == "\n".join(line.plain for line in wrap(Text(" ".join(sentences)), width))


def test_a_picture_is_an_svg_of_what_was_shown_and_fetches_nothing(tmp_path):
    save_svg(lambda console: console.show_answer(ANSWER), tmp_path / "a.svg", title='shopcli ask "<jacket>"', width=80)
    save_svg(lambda console: console.show_answer(ANSWER), tmp_path / "b.svg", title='shopcli ask "<jacket>"', width=80)
    picture = (tmp_path / "a.svg").read_text(encoding="utf-8")
    assert picture == (tmp_path / "b.svg").read_text(encoding="utf-8")
    assert "Norvik&#160;Storm&#160;Rain&#160;Jacket" in picture and "&lt;jacket&gt;" in picture
    assert re.findall(r"https?://[^\s\"]+", picture) == ["http://www.w3.org/2000/svg"]


def test_a_need_is_shown_clause_by_clause_with_its_meaning():
    need = replace(NEED, clauses=(*NEED.clauses, Clause("like the second", "feature", "id", "like", "j2")))
    assert shown(lambda console: console.show_need(need)) == (
        "[1]  rain jacket      what it is\n"
        "[2]  with a hood      hood: yes\n"
        "[3]  under 120 euros  price at most 120.00 EUR\n"
        "[4]  not Fell         brand is not Fell\n"
        "[5]  for cold days    wished for, ranks higher\n"
        "[6]  like the second  like the product j2\n"
        "[7]  sorted           by price, lowest first\n"
    )
    assert shown(lambda console: console.show_need(Need("", sort=Sort("weight", "desc"))), plain=True) == (
        "1. sorted by weight, highest first\n"
    )
    assert shown(lambda console: console.show_need(Need(""))) == "Nothing is asked for yet.\n"


STUDENT = "for a student"
LIGHT = Clause(STUDENT, "feature", "weight", "<=", 450.0, "g", meaning="light", source="assumption")
CHEAP_TOO = Clause(STUDENT, "feature", "price", "<=", 100.0, "EUR", meaning="cheap", source="assumption")
COSY = Clause(STUDENT, "feature", meaning="cosy", source="assumption")
ASSUMING = Need(
    "hello, a rain jacket for a student",
    (JACKET,),
    Sort("price", "asc", "cheapest"),
    assumed=(LIGHT, CHEAP_TOO, COSY),
    left_aside=("hello",),
)


def assumed_answer() -> Answer:
    hits = (
        Hit(NORVIK, 0.9, evidence=(Evidence(COSY, Fact("lining", "fleece"), 0.5),)),
        Hit(FELL, 0.5),
    )
    return answered(ASSUMING, hits, matching=2, took_it_that=took_it_that(ASSUMING), left_aside_says=left_aside(ASSUMING))


def test_what_is_assumed_and_left_aside_is_shown_below_what_was_looked_for_and_what_grants_it_on_the_cards():
    assert shown(lambda console: console.show_answer(assumed_answer()), width=80).split("\n\n")[:2] == [
        "I looked for: rain jacket · for a student · cheapest\n"
        "I took it that: [2] light · [3] cheap · [4] cosy (for a student)  --not 4 drops\n"
        "[4]\n"
        "Left aside: hello",
        "[1] Norvik Storm Rain Jacket\n    99.50 EUR · Norvik · id j1\n    • light — weight: 410\n    • cosy — lining: fleece",
    ]


def test_how_to_strike_out_an_assumption_is_said_once_and_never_to_those_who_listen():
    def twice(console: Console) -> None:
        for _ in range(2):
            console.show_answer(assumed_answer())

    assert shown(twice, width=120).count("--not") == 1
    assert shown(twice, plain=True).splitlines()[:3] == [
        "I looked for: rain jacket; for a student; cheapest.",
        "I took it that: light; cheap; cosy (for a student).",
        "Left aside: hello.",
    ]


def test_the_need_in_force_numbers_what_was_said_then_what_is_assumed_then_the_order():
    assert shown(lambda console: console.show_need(ASSUMING), plain=True) == (
        "1. rain jacket: what it is\n"
        '2. light: weight at most 450 g, assumed from "for a student", ranks higher\n'
        '3. cheap: price at most 100.00 EUR, assumed from "for a student", ranks higher\n'
        '4. cosy: assumed from "for a student", ranks higher\n'
        "5. sorted by price, lowest first\n"
        "Left aside: hello\n"
    )


def test_the_question_back_stands_on_a_line_of_its_own():
    question = ClarifyingQuestion("Which top: oak (3) or pine (2)?", "top", (("oak", 3), ("pine", 2)))
    assert shown(lambda console: console.show_question(question), width=80) == "\nWhich top: oak (3) or pine (2)?\n"
    assert shown(lambda console: console.show_question(question), plain=True) == "Which top: oak (3) or pine (2)?\n"


def test_what_is_assumed_is_told_in_the_language_of_the_asker():
    assert took_it_that(replace(ASSUMING, language="zh")) == "我的推测：[2] 轻便 · [3] 便宜 · [4] cosy（for a student）"
    assert left_aside(replace(ASSUMING, language="zh")) == "没有用到：hello"
    assert (took_it_that(NEED), left_aside(NEED)) == ("", "")

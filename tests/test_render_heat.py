"""Heat maps as people see them, compared as exact text."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from shopcli.errors import ShopcliError
from shopcli.render.console import Console
from shopcli.render.heat import NO_CLAUSES, rich_heat
from shopcli.render.picture import save_svg
from shopcli.types import Attention, Clause, Explanation, Fact, Hit, Need, Product
from tests.render_values import ANSWER, ATTENTIONS, CHINESE, HITS, NEED, shown

FIRST = Explanation(NEED, HITS[0], ATTENTIONS[0], 1, 42)
NO_CANDIDATE = Explanation(NEED, HITS[1], ATTENTIONS[1], None, 42, HITS[0])
BOXES = re.compile("[\u2500-\u259f✓✗≠•·—…]")


def explained(clauses: tuple[Clause, ...], facts: tuple[Fact, ...], weights: list[list[float]], **more: object) -> Explanation:
    """Clauses over facts that the record of a product of no name states."""
    attention = Attention(clauses, facts, tuple(map(tuple, weights)), (0.6,) * len(clauses), **more)
    return Explanation(Need("…", clauses), Hit(CHINESE, 1.0), attention, 1, 1)


def heat(explanation: Explanation, width: int = 80) -> str:
    return "".join(f"{line.plain.rstrip()}\n" for line in rich_heat(explanation, width))


# --- the matrix --------------------------------------------------------------------------------------------------------------


def test_clauses_against_facts_at_80_columns():
    assert heat(FIRST) == (
        "                                                   under             for\n"
        "                                 rain     with a   120      not      cold\n"
        "                                 jacket   hood     euros    Fell     days\n"
        "title: Norvik Storm Rain Jacket  ██ 0.80                             ▒▒ 0.26\n"
        "hood: yes                        ░░ 0.06  ██ 1.00                    ░░ 0.11\n"
        "price: 99.50 EUR                                   ██ 1.00\n"
        "brand: Norvik                       0.04                    ██ 1.00     0.02\n"
        "lining: fleece                   ░░ 0.07                             ▓▓ 0.52\n"
        "colour: green                       0.02                             ░░ 0.06\n"
        "1 other fact                        0.01                                0.03\n"
        "answered                           ✓ yes    ✓ yes    ✓ yes    ✓ yes    ✓ yes\n"
        "\n"
        'Answered: "rain jacket" by title: Norvik Storm Rain Jacket; "with a hood" by\n'
        'hood: yes; "under 120 euros" by price: 99.50 EUR; "not Fell" by brand: Norvik;\n'
        '"for cold days" by lining: fleece.\n'
    )


def test_clauses_against_facts_at_120_columns_with_what_is_missed_and_not_answered():
    assert heat(NO_CANDIDATE, 120) == (
        "                                                                                under 120                   for cold\n"
        "                                                    rain jacket   with a hood   euros         not Fell      days\n"
        "title: Fell Summit Rain Jacket for Men and Women    ███████ 0.90"
        "                                            ░░░░░░░ 0.20\n"
        "with Three Pockets, Two Zips and a Very Long Name…\n"
        "price: 189.00 EUR                                                               ███████ 1.00\n"
        "brand: Fell                                                 0.03"
        "                              ███████ 1.00  ░░░░░░░ 0.20\n"
        "lining: down                                        ░░░░░░░ 0.07"
        "                                            ▓▓▓▓▓▓▓ 0.60\n"
        "answered                                                   ✓ yes        ? none          ✗ no          ✗ no"
        "        ? none\n"
        "\n"
        'Answered: "rain jacket" by title: Fell Summit Rain Jacket for Men and Women with Thr... Missed:\n'
        '"under 120 euros" (price: 189.00 EUR); "not Fell" (brand: Fell). Not answered: "with a hood"; "for\n'
        'cold days".\n'
    )


def test_a_plain_heat_map_is_a_line_a_clause_with_numbers_and_no_glyphs():
    text = shown(lambda console: console.show_explanation(NO_CANDIDATE), plain=True)
    assert text.splitlines()[7:] == [
        "Fell Summit Rain Jacket for Men and Women with Three Pockets, Two Zips and a Very Long Name That No Screen Can Hold"
        " at Once. 189.00 EUR. Id j2.",
        "It is not among the 42 candidates that were ranked for this request.",
        "Scores: final 0.500.",
        "The first is Norvik Storm Rain Jacket. Scores: dense 0.712, attention 0.500, final 0.913.",
        "rain jacket: title: Fell Summit Rain Jacket for Men and Women with Three Pockets, Two Zips... 0.90; lining: down 0.07;"
        " 1 other fact 0.03",
        "with a hood: the record does not say",
        "under 120 euros: price: 189.00 EUR 1.00",
        "not Fell: brand: Fell 1.00",
        "for cold days: lining: down 0.60; title: Fell Summit Rain Jacket for Men and Women with Three Pockets, Two Zips..."
        " 0.20; brand: Fell 0.20",
        'Answered: "rain jacket" by title: Fell Summit Rain Jacket for Men and Women with Thr... Missed: "under 120 euros"'
        ' (price: 189.00 EUR); "not Fell" (brand: Fell). Not answered: "with a hood"; "for cold days".',
    ]
    assert text.isascii() and not BOXES.search(text)


def test_ideographs_take_two_cells_and_the_columns_still_stand():
    clauses = (Clause("防水的冲锋衣", "topic"), Clause("可拆卸帽子", "feature"))
    facts = (Fact("title", CHINESE.title[:30]), Fact("帽子", "可拆卸"))
    found = explained(clauses, facts, [[0.9, 0.1], [0.3, 0.7]], unanswered=clauses[:1], partly=clauses[:1])
    assert heat(found, 60) == (
        "                                防水的冲锋衣   可拆卸帽子\n"
        "title: 户外防水冲锋衣男女款三   ████████ 0.90  ▒▒▒▒▒▒▒▒ 0.30\n"
        "合一加厚保暖登山服，可拆卸帽 …\n"
        "帽子: 可拆卸                    ░░░░░░░░ 0.10  ▓▓▓▓▓▓▓▓ 0.70\n"
        "answered                               ~ part          ✓ yes\n"
        "\n"
        'Answered: "可拆卸帽子" by 帽子: 可拆卸. Partly: "防水的冲锋\n'
        '衣" by title: 户外防水冲锋衣男女款三合一加厚保暖登山服，可拆\n'
        "卸帽...\n"
    )


def test_heads_that_do_not_fit_are_numbered_and_named_above():
    clauses = tuple(Clause(f"incomprehensible {number}", "feature") for number in range(8))
    rows = [[1.0 if at == number else 0.0 for at in range(8)] for number in range(8)]
    text = heat(explained(clauses, tuple(Fact(f"f{number}", True) for number in range(8)), rows))
    assert text.splitlines()[:13] == [
        "1 incomprehensible 0",
        "2 incomprehensible 1",
        "3 incomprehensible 2",
        "4 incomprehensible 3",
        "                1           2           3           4",
        "f0: yes         █████ 1.00",
        "f1: yes                     █████ 1.00",
        "f2: yes                                 █████ 1.00",
        "f3: yes                                             █████ 1.00",
        "4 other facts",
        "answered             ✓ yes       ✓ yes       ✓ yes       ✓ yes",
        "",
        "5 incomprehensible 4",
    ]


def test_both_ends_of_a_range_are_one_column_as_bad_as_the_worse():
    low, high = (Clause("between 50 and 99", "limit", "price", op, 50.0, "EUR") for op in (">=", "<="))
    found = explained((low, high), (Fact("price", 120.0, "EUR"),), [[1.0], [1.0]])
    found = replace(found, hit=replace(found.hit, unmet=(high,)))
    assert heat(found, 40).splitlines()[:4] == [
        "                   between 50",
        "                   and 99",
        "price: 120.00 EUR  ████████ 1.00",
        "answered                    ✗ no",
    ]
    assert shown(lambda console: console.show_why(found), plain=True).splitlines()[-2:] == [
        "between 50 and 99: price: 120.00 EUR 1.00",
        'Missed: "between 50 and 99" (price: 120.00 EUR).',
    ]


def test_silence_answers_what_was_not_wanted_and_names_no_fact():
    clause = Clause("without a hood", "exclude", op="lacks", value="hood")
    assert heat(explained((clause,), (Fact("lining", "fleece"),), [[1.0]])).splitlines()[-1] == 'Answered: "without a hood".'


def test_at_most_eight_facts_are_drawn_and_the_rest_is_summed_up():
    found = explained((Clause("warm", "feature"),), tuple(Fact(f"f{n}", True) for n in range(15)), [[0.06] * 14 + [0.16]])
    lines = heat(found).splitlines()
    assert lines[1] == "f14: yes        ░░░░░░░░ 0.16"
    assert lines[9] == "7 other facts            0.42"
    assert len(lines) == 13


@pytest.mark.parametrize("plain", [False, True])
def test_a_request_without_clauses_and_a_record_without_facts_are_said(plain):
    nothing = explained((), (Fact("title", "Boot"),), [])
    assert shown(lambda console: console.show_why(nothing), plain=plain).splitlines()[-1] == NO_CLAUSES
    silent = explained((Clause("warm", "feature"),), (), [[]], unanswered=(Clause("warm", "feature"),))
    assert shown(lambda console: console.show_why(silent), plain=plain).splitlines()[-1] == 'Not answered: "warm".'


@pytest.mark.parametrize("width", [20, 21, 33, 40, 57, 80, 119, 200])
def test_no_heat_map_is_wider_than_the_screen_and_no_number_is_cut(width):
    clauses = tuple(Clause(f"{text} {number}", "feature") for number in range(9) for text in ("clause", "很长的中文子句"))
    facts = (*ATTENTIONS[1].facts, Fact("标题", CHINESE.title))
    rows = [[0.2, 0.1, 0.1, 0.0, 0.6], [0.0, 0.0, 0.0, 1.0, 0.0]] * 9
    found = explained(clauses, facts, rows)
    text = shown(lambda console: console.show_explanation(found), width=width)
    assert max(map(cell_len, text.splitlines())) <= width
    assert (heat(found, width).count("1.00"), heat(found, width).count("✓ yes")) == (9, 18)


def test_hostile_clauses_and_facts_drive_nothing():
    product = Product("\x1b]0;owned\x07h1", "[red]Boot[/red] \x1b[31mRED\x1b[0m \u202egpj.exe", brand="\x9b2J")
    clause = Clause("[bold]warm\x1b[2J\n\u2028now", "feature")
    attention = Attention(
        (clause, Clause("\x1b", "feature")), (Fact("li\nn\x1b[3g", "[/bold]\x1b[2Jfur"),), ((1.0,), (0.0,)), (0.6,) * 2
    )
    hostile = Explanation(
        Need("…", (clause,)), Hit(product, 1.0, scores={"\x1b[1m": 1.0}), attention, None, 3, Hit(product, 2.0)
    )
    for plain in (True, False):
        text = shown(
            lambda console: (
                console.show_explanation(hostile),
                console.show_why(hostile),
                console.show_explain(replace(ANSWER, results=(hostile.hit,)), [attention]),
            ),
            plain=plain,
        )
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029]", text)
        assert "[bold]warm now" in text


def test_heat_is_one_of_the_themes_colours_and_never_a_background():
    out = io.StringIO()
    console = Console(out=out, err=io.StringIO(), plain=False, width=80, color=True)
    console.show_explanation(NO_CANDIDATE)
    console.show_explain(ANSWER, ATTENTIONS)
    console.show_why(FIRST)
    codes = {code for sequence in re.findall("\x1b\\[([0-9;]*)m", out.getvalue()) for code in sequence.split(";")}
    assert codes == {"0", "1", "2", "31", "32", "36"}


# --- around it ---------------------------------------------------------------------------------------------------------------


def test_an_explanation_shows_where_the_product_stands_and_the_first_one_beside_it():
    lines = shown(lambda console: console.show_explanation(NO_CANDIDATE)).splitlines()
    assert lines[7:19] == [
        "",
        "[-] Fell Summit Rain Jacket for Men and Women with Three Pockets, Two Zips and a",
        "    Very Long Name That No Screen Can Hold at Once",
        "    189.00 EUR · Fell · id j2",
        "    It is not among the 42 candidates that were ranked for this request.",
        "",
        "Scores, stage by stage",
        "     product                                     dense  attention  final",
        "[1]  Norvik Storm Rain Jacket                    0.712      0.500  0.913",
        "[-]  Fell Summit Rain Jacket for Men and Women…                    0.500",
        "",
        "Clauses against facts",
    ]
    assert shown(lambda console: console.show_explanation(FIRST)).splitlines()[10] == "    Rank 1 of 42 candidates."


def test_where_a_table_of_scores_does_not_fit_each_product_has_a_line():
    lines = shown(lambda console: console.show_explanation(NO_CANDIDATE), width=36).splitlines()
    at = lines.index("Scores, stage by stage")
    assert lines[at + 1 : at + 4] == ["[1] dense 0.712 · attention 0.500 ·", "    final 0.913", "[-] final 0.500"]


def test_explaining_an_answer_draws_a_heat_map_for_each_result():
    lines = shown(lambda console: console.show_explain(ANSWER, ATTENTIONS)).splitlines()
    assert lines[9:17] == [
        "Scores, stage by stage",
        "     product                                     dense  attention  final",
        "[1]  Norvik Storm Rain Jacket                    0.712      0.500  0.913",
        "[2]  Fell Summit Rain Jacket for Men and Women…                    0.500",
        "",
        "[1] Norvik Storm Rain Jacket",
        "",
        "                                                   under             for",
    ]
    assert lines[32] == "[2] Fell Summit Rain Jacket for Men and Women with Three Pockets, Two Zips and …"
    assert lines[-1] == "understand 2 ms · write 2.1 s"


def test_a_plain_explanation_of_an_answer_is_a_line_a_clause_and_result():
    lines = shown(lambda console: console.show_explain(ANSWER, ATTENTIONS), plain=True).splitlines()
    assert lines[7] == "Result 1: Norvik Storm Rain Jacket. Scores: dense 0.712, attention 0.500, final 0.913."
    assert lines[9] == "Result 1, with a hood: hood: yes 1.00"
    assert lines[16] == "Result 2, with a hood: the record does not say"
    assert lines[-1] == "Time: understand 2 ms, write 2.1 s."


def test_why_gives_each_clauses_verdict_before_the_heat_map():
    lines = shown(lambda console: console.show_why(replace(NO_CANDIDATE, rank=2))).splitlines()
    assert lines[:8] == [
        "[2] Fell Summit Rain Jacket for Men and Women with Three Pockets, Two Zips and a",
        "    Very Long Name That No Screen Can Hold at Once",
        "    rain jacket: only ranks, no fact stands out",
        "    with a hood: unknown, the record does not say",
        "    under 120 euros: missed (price: 189.00 EUR)",
        "    not Fell: missed (brand: Fell)",
        "    for cold days: nearest (lining: down), attention 0.40",
        "",
    ]


# --- as a picture ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("look", "drawn", "number"), [("colour", True, "0.80"), ("no colour", True, "0.80"), ("plain", False, "0.80;")]
)
def test_a_picture_shows_the_look_that_was_asked_for(look, drawn, number, tmp_path):
    path = tmp_path / "heat.svg"
    save_svg(lambda console: console.show_explanation(FIRST), path, title="t", width=80, look=look)
    text = path.read_text(encoding="utf-8")
    colours = set(re.findall("fill: (#[0-9a-f]{6})", text))
    assert number in text and ("█" in text) == drawn
    assert (len(colours) > 2) == (look == "colour")
    assert [each.name for each in tmp_path.iterdir()] == ["heat.svg"]


def test_a_picture_that_cannot_be_written_leaves_nothing_behind(tmp_path):
    with pytest.raises(ShopcliError, match="cannot be written: No such file or directory"):
        save_svg(lambda console: console.message("x"), tmp_path / "nowhere" / "heat.svg", title="t", width=40)
    assert list(tmp_path.iterdir()) == []

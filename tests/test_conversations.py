"""Whole conversations, each with the need in force after every turn and what was shown.

They stand in ``conversations_en.txt`` and ``conversations_zh.txt``: a heading, then for each turn what was said (behind
">"), every clause of the need as ``text | kind field op value unit``, the order, the language where it is not the
file's, what was shown ("!" marks what misses something, "?" what the record does not say), and what went wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.chat.session import Session
from shopcli.errors import ShopcliError
from shopcli.types import Clause, Hit, show_value
from tests.outdoor import open_shop

FILES = {"en": "conversations_en.txt", "zh": "conversations_zh.txt"}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Advisor:
    return open_shop(tmp_path_factory.mktemp("shop"))


def conversations(language: str) -> dict[str, str]:
    text = (Path(__file__).parent / FILES[language]).read_text(encoding="utf-8")
    parts = (part.partition("\n") for part in text.split("# ")[1:])
    return {heading: turns.strip() + "\n" for heading, _, turns in parts}


@pytest.mark.parametrize("heading", conversations("en"))
def test_in_english(shop: Advisor, heading: str) -> None:
    expected = conversations("en")[heading]
    assert played(shop, expected, "en") == expected


@pytest.mark.parametrize("heading", conversations("zh"))
def test_in_chinese(shop: Advisor, heading: str) -> None:
    expected = conversations("zh")[heading]
    assert played(shop, expected, "zh") == expected


def test_there_are_twenty_conversations_of_three_to_eight_turns_and_six_in_chinese() -> None:
    lengths = {code: [turns.count("> ") for turns in conversations(code).values()] for code in FILES}
    assert sum(map(len, lengths.values())) >= 20
    assert len(lengths["zh"]) >= 6
    assert [n for numbers in lengths.values() for n in numbers if not 3 <= n <= 8] == []


def played(shop: Advisor, conversation: str, language: str) -> str:
    """The same conversation, held anew."""
    session = Session(shop)
    said = [line[2:] for line in conversation.splitlines() if line.startswith("> ")]
    return "\n".join("\n".join(turn_lines(session, text, language)) for text in said) + "\n"


def turn_lines(session: Session, text: str, language: str) -> Iterator[str]:
    yield f"> {text}"
    outcome = heard(session, text)
    if session.need is not None:
        yield from map(clause_line, session.need.clauses)
        if session.need.sort:
            yield f"sorted by {session.need.sort.field} {session.need.sort.order}"
        if session.need.language != language:
            yield f"language {session.need.language}"
    yield outcome


def heard(session: Session, text: str) -> str:
    """What came of a turn: what was shown, the one result looked at, or what went wrong."""
    try:
        if text.startswith("/drop "):
            session.drop(int(text.split()[1]))
        else:
            said = session.classify(text)
            if said.asked:
                told = session.answer(text, said.asked)
                return "\n".join(f"tells {' '.join(sentence.cites)}: {sentence.text}" for sentence in told)
            if said.selected:
                return f"looks at {session.select(text, said.selected).product.id}"
            session.search(said)
    except ShopcliError as error:
        return f"error: {error} {error.hint}"
    return f"shows {' '.join(map(mark, session.shown))}"


def mark(hit: Hit) -> str:
    return hit.product.id + ("!" if hit.unmet else "?" if hit.unknown else "")


def clause_line(clause: Clause) -> str:
    value = None if clause.value is None else show_value(clause.value)
    said = (clause.kind, clause.field, clause.op, value, clause.unit)
    return f"{clause.text} | {' '.join(str(part) for part in said if part is not None)}"

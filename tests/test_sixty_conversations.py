"""Sixty conversations by hand, forty in English and twenty in Chinese, held anew and judged turn by turn.

`tests.conversation_judge` tells how they are written and what a right turn is; ``python -m tests.conversation_judge`` prints
the score. The turns that are still answered otherwise stand in ``conversations/expected_failures.txt``, which may only shrink:
a turn that is wrong and does not stand there fails, and so does one that stands there and has come right.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.conversation_judge import WrittenConversation, conversations, expected_failures, held, open_advisor, says_one_of

WRITTEN = [*conversations("en"), *conversations("zh")]


@pytest.fixture(scope="session")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("conversations")


@pytest.mark.parametrize("written", WRITTEN, ids=lambda written: f"{written.number}")
def test_each_turn_is_answered_as_written_unless_it_is_known_not_to_be(written: WrittenConversation, shops: Path) -> None:
    known = {place for place in expected_failures() if place.partition(".")[0] == str(written.number)}
    wrong = {turn.place: turn.faults for turn in held(written, open_advisor(written.catalog, shops)) if not turn.is_right}
    assert {place: faults for place, faults in wrong.items() if place not in known} == {}
    assert sorted(known - set(wrong)) == [], "these have come right: python -m tests.conversation_judge --shrink"


def test_there_are_forty_conversations_in_english_and_twenty_in_chinese_of_six_turns_at_least() -> None:
    assert Counter(written.language for written in WRITTEN) == {"en": 40, "zh": 20}
    assert [written.number for written in WRITTEN] == list(range(1, 61))
    assert [written.number for written in WRITTEN if len(written.turns) < 6] == []


def test_no_is_looked_for_as_a_word_and_anything_else_where_it_begins() -> None:
    assert not says_one_of("no / not", "It is noted in the notebook.")
    assert says_one_of("no / not", "The record does not say.")
    assert says_one_of("dim", "It is dimmable.")
    assert not says_one_of("able", "It is dimmable.")

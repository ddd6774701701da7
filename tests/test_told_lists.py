"""Lists that are asked for are told whole, and what somebody cannot have is refused."""

from __future__ import annotations

import pytest

from shopcli.need.languages.registry import language_named
from shopcli.types import Fact
from shopcli.write.plan import is_speakable

LIST = "cream, skim milk, sugar, egg yolks, wheat flour, brown sugar, cocoa, butter, soybean oil, vanilla extract, salt"


def test_a_list_that_is_asked_for_is_told_and_prose_of_that_length_is_not() -> None:
    assert is_speakable(Fact("ingredients", LIST), asked=True)
    assert not is_speakable(Fact("ingredients", LIST))
    assert not is_speakable(Fact("ingredients", LIST.replace(",", "")), asked=True)


@pytest.mark.parametrize(
    "said", ["my kid can't have nuts", "she must not eat gluten", "he isn't allowed to eat nuts", "I cannot drink milk"]
)
def test_what_somebody_cannot_have_is_disliked(said: str) -> None:
    assert language_named("en").requests.dislikes.search(said)


def test_what_must_be_there_is_not_disliked() -> None:
    assert not language_named("en").requests.dislikes.search("it must have a zip")

"""A writer without weights: it says what it was told to say, in turn, and then nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from shopcli.config import Decoding


class FakeModel:
    """A language model that is a queue of replies; ``asked`` keeps the messages it was sent."""

    name = "fake"

    def __init__(self, *replies: str) -> None:
        self._replies = list(replies)
        self.asked: list[Sequence[Mapping[str, str]]] = []

    def generate(
        self, messages: Sequence[Mapping[str, str]], *, decoding: Decoding, drafts: int = 1, opening: str = ""
    ) -> list[str]:
        self.asked.append(messages)
        return [self._replies.pop(0) if self._replies else "" for _ in range(drafts)]

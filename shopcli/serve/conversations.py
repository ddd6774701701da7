"""The conversations that a warm process holds, each known by an identifier; in memory alone, and the oldest are forgotten."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from shopcli.advisor import Advisor
from shopcli.chat.session import Session
from shopcli.chat.transcript import turn_to_dict
from shopcli.errors import UsageError
from shopcli.pipeline.personal.collector import Collector
from shopcli.serve.keeping import kept_turn
from shopcli.types import Advice, Answer, Sentence

MOST_CONVERSATIONS = 64


@dataclass
class Conversation:
    """One conversation: its session, what keeps it where the shopper lets it, and whose turn it is to speak."""

    session: Session
    advisor: Advisor
    collector: Collector
    speaking: threading.Lock = field(default_factory=threading.Lock)

    def hear(self, said: str) -> tuple[Mapping[str, Any], Answer | None]:
        """The turn that comes of what is said, as the JSON of a transcript, and the answer on which to advise; None for none.

        Raises:
            ShopcliError: as `Session.hear` and `kept_turn`.
        """
        heard = len(self.session.log)
        turn = kept_turn(said, self.session, self.collector, self.advisor.settings.profile) or self.session.hear(said)
        for one in self.session.log[heard:]:
            self.collector.turn(one)
        answer = turn.answer if turn.answer is not None and turn.answer.reply is None else None
        return turn_to_dict(turn), answer

    def writing(self, answer: Answer) -> Iterator[Sentence]:
        """The advice, which the transcript keeps."""
        sentences: list[Sentence] = []
        for sentence in self.advisor.advise(answer):
            sentences.append(sentence)
            yield sentence
        self.session.advised(Advice(tuple(sentences), self.advisor.writer_name))


class Conversations:
    """Conversations by their identifiers, the latest used last.

    Args:
        say: is told, once for each, that a conversation can be kept no further.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._by_id: OrderedDict[str, Conversation] = OrderedDict()
        self._changing = threading.Lock()

    @contextmanager
    def speaking(self, identifier: str, advisor: Advisor, *, asks: bool) -> Iterator[tuple[str, Conversation]]:
        """One's turn in a conversation: a new one without an identifier.

        Raises:
            UsageError: there is no conversation of that identifier, or no more.
        """
        with self._changing:
            conversation = self._by_id.pop(identifier, None)
            if conversation is None and identifier:
                raise UsageError("There is no such conversation, or no more.", hint="Begin a new one, without an identifier.")
            identifier = identifier or secrets.token_urlsafe(9)
            if conversation is None:
                session = Session(advisor, top=advisor.settings.top, asks=asks)
                folder = str(advisor.index.folder.resolve())
                collector = Collector("serve", self._say, profile=advisor.settings.profile, index_folder=folder)
                conversation = Conversation(session, advisor, collector)
            self._by_id[identifier] = conversation
            if len(self._by_id) > MOST_CONVERSATIONS:
                self._by_id.popitem(last=False)[1].collector.end()
        with conversation.speaking:
            yield identifier, conversation

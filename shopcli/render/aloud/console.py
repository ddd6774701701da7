"""A console whose answers are also read aloud; all else is as the console has it that it stands before."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Protocol

from shopcli.render.aloud.answer import answer_lines
from shopcli.types import Answer, ClarifyingQuestion, Fact, Product, Sentence, SpokenForms


class Reading(Protocol):
    """Reads a text aloud, as `shopcli.pipeline.speech.reader.Reader` does."""

    def forms(self, language: str) -> SpokenForms: ...
    def begin(self) -> None: ...
    def read(self, text: str, *, language: str = "", ids: Collection[str] = ()) -> None: ...


class SpeakingConsole:
    """Shows by one console, and reads what a person would read out.

    Args:
        console: shows.
        reading: reads; None reads nothing now.
    """

    def __init__(self, console: Any, reading: Reading | None) -> None:
        self._console, self.reading = console, reading
        self._language = ""  # of what is shown
        self._ids: tuple[str, ...] = ()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._console, name)

    @property
    def strikes(self) -> str:
        """See `Console`."""
        return str(self._console.strikes)

    @strikes.setter
    def strikes(self, strikes: str) -> None:
        self._console.strikes = strikes

    def _begin(self) -> None:
        if self.reading:
            self.reading.begin()

    def _read(self, text: str) -> None:
        if self.reading and text:
            self.reading.read(text, language=self._language, ids=self._ids)

    def show_answer(self, answer: Answer) -> None:
        """See `Console`."""
        self._console.show_answer(answer)
        if self.reading is None:
            return
        self._language = answer.need.language
        self._ids = tuple(hit.product.id for hit in answer.results)
        self.reading.begin()
        for line in answer_lines(answer, self.reading.forms(self._language)):
            self._read(line)

    def show_sentence(self, sentence: Sentence, answer: Answer) -> None:
        """See `Console`."""
        self._console.show_sentence(sentence, answer)
        if sentence.text != answer.not_sold_says:  # which was read with the answer
            self._read(sentence.text)

    def show_question(self, question: ClarifyingQuestion) -> None:
        """See `Console`."""
        self._console.show_question(question)
        self._read(question.text)

    def show_verdict(self, sentences: Sequence[Sentence]) -> None:
        """See `Console`."""
        self._console.show_verdict(sentences)
        for sentence in sentences:
            self._read(sentence.text)

    def show_product(self, shown: Product, facts: Sequence[Fact]) -> None:
        """See `Console`; its name and price are read, the page is long."""
        self._console.show_product(shown, facts)
        self._begin()
        self._read(shown.title)

    def message(self, text: str, *, spoken: str | None = None) -> None:
        """See `Console`; several lines are a list, which nobody wants to hear."""
        self._console.message(text, spoken=spoken)
        if "  " not in text:
            self._begin()
            self._read(text)

"""The console for those who listen: the plain look with each thing by its name, turns labelled, and no silence."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TextIO

from rich.console import RenderableType

from shopcli.render.accessible.answer import spoken_hit, spoken_sentence
from shopcli.render.accessible.heartbeat import Heartbeat, SpokenTask
from shopcli.render.accessible.tables import spoken_comparison, spoken_complements, spoken_lines
from shopcli.render.answer import plain_answer
from shopcli.render.bundle import plain_bundle
from shopcli.render.console import Console
from shopcli.render.progress import Task, amount
from shopcli.text.safe import safe, safe_lines
from shopcli.types import Answer, Complement, Fact, Product, Sentence

YOU, SHOPCLI = "you: ", "shopcli: "


class AccessibleConsole(Console):
    """Shows values to a person who reads by ear or by braille; nothing that was written is ever written over.

    Args:
        out: where results go.
        err: where errors, notes and progress go.
        hints: whether hints are shown.
    """

    def __init__(self, *, out: TextIO, err: TextIO, hints: bool = True) -> None:
        super().__init__(out=out, err=err, plain=True, hints=hints)
        self._writing = threading.RLock()  # the heartbeat has a thread of its own
        self._label = ""
        self._heartbeat = Heartbeat(lambda line: self._write(self._err, f"{line}\n"))

    @classmethod
    @cache  # one for all who ask: a turn has one label, and a process one heart
    def of_process(cls, *, hints: bool) -> AccessibleConsole:
        """The console of this process, with its heart beating."""
        console = cls(out=sys.stdout, err=sys.stderr, hints=hints)
        console._heartbeat.start()
        return console

    # --- turns ----------------------------------------------------------------------------------------------------------------

    def ask_line(self) -> str:
        """What the shopper types behind ``you:``; the terminal's own line, which nothing redraws.

        Raises:
            EOFError: there is no more.
        """
        self._label = ""  # where nothing was to be said
        self._write(self._out, YOU)
        with self.waiting():
            line = sys.stdin.readline()
        if not line:
            self._label = ""
            self._write(self._out, "\n")
            raise EOFError
        return line

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """While somebody else is waited for; what is said after that is labelled as ours."""
        with self._heartbeat.waiting():
            yield
        self._label = SHOPCLI

    # --- what has another form here -------------------------------------------------------------------------------------------

    def show_answer(self, answer: Answer) -> None:
        """The understanding, what is to be said about it, and the results by number."""
        if answer.bundle is not None:
            return self._show(plain_bundle(answer, answer.bundle, of_hit=spoken_hit), ())
        self._show(plain_answer(answer, of_hit=spoken_hit), ())

    @staticmethod
    def _plain_sentence(sentence: Sentence, answer: Answer) -> str:
        return spoken_sentence(sentence, answer)

    def show_comparison(self, products: Sequence[Product], facts: Sequence[Sequence[Fact]] | None = None) -> None:
        """Products field by field."""
        self._show(spoken_comparison(products, facts), ())

    def show_complements(self, heading: str, told: Sequence[tuple[Complement, str]]) -> None:
        """What goes with a product, each with why."""
        self._show(spoken_complements(heading, told), ())

    def message(self, text: str, *, spoken: str | None = None) -> None:
        """``text``, or what stands for it, without columns."""
        self._show(spoken_lines(safe_lines(text if spoken is None else spoken)), ())

    @contextmanager
    def progress(self, description: str, total: float | None, *, unit: str = "") -> Iterator[Task]:
        """A task in words: that it begins, how far it has come, that it still goes on, and that it is done."""
        name = safe(description)
        in_all = f", {amount(total, unit)} in all" if total else ""
        self.note(f"{name}: started{in_all}.")
        with self._heartbeat.doing(name):
            yield SpokenTask(lambda line: self._write(self._err, f"{line}\n"), description, total, unit=unit)
        self.note(f"{name}: done.")

    # --- writing --------------------------------------------------------------------------------------------------------------

    def _show(self, lines: Iterable[str], view: Iterable[RenderableType]) -> None:
        super()._show((line.strip() for line in lines), view)

    def _write(self, stream: TextIO, text: str) -> None:
        with self._writing:
            self._heartbeat.heard()
            label, self._label = self._label, ""
            super()._write(stream, label + text)

"""The one place that writes to the terminal: it owns the streams and chooses between the plain and the rich look."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import chain
from typing import TYPE_CHECKING, TextIO

import rich.console
from rich.console import RenderableType
from rich.text import Text

from shopcli.errors import ShopcliError
from shopcli.render import advice as advice_text
from shopcli.render import answer as answers
from shopcli.render import words
from shopcli.render.layout import MEASURE, wrap
from shopcli.text.safe import safe, safe_lines
from shopcli.types import (
    Advice,
    Answer,
    Attention,
    CatalogStats,
    Check,
    ClarifyingQuestion,
    Column,
    Complement,
    Explanation,
    Fact,
    Need,
    Product,
    ReviewSummary,
    Sentence,
)

if TYPE_CHECKING:
    from shopcli.render import catalog, health
    from shopcli.render.pictures.drawing import ProductPictures
    from shopcli.render.progress import Task

_GLYPHS = "✓✗≠—…•·░▒▓█"
NARROWEST = 20  # cells: a window narrower than this is treated as this wide


class Console:
    """Shows values to a person.

    Args:
        out: where results go.
        err: where errors, notes and progress go.
        plain: lines without escape codes, glyphs, columns or wrapping, for pipes and screen readers.
        width: cells a line may take; None follows the terminal. Plain lines are never wrapped.
        color: whether the rich look may use colour; None asks the terminal.
        err_plain: as ``plain``, for ``err``; None means the same.
        record: keep what is shown, for `export_svg`.
        hints: whether what to do next is said below what broke.
    """

    pictures: ProductPictures | None = None  # draws products' pictures, where they were asked for
    ask_line: Callable[[], str] | None = None  # takes a line of a conversation, where no prompt is to redraw it

    def __init__(
        self,
        *,
        out: TextIO,
        err: TextIO,
        plain: bool,
        width: int | None = None,
        color: bool | None = None,
        err_plain: bool | None = None,
        record: bool = False,
        hints: bool = True,
    ) -> None:
        self.plain = plain
        self._hints = hints
        self._err_plain = plain if err_plain is None else err_plain
        self._out, self._err = out, err
        self._rich = _rich_console(out, width=width, color=color, record=record)
        self._rich_err = _rich_console(err, width=width, color=color)
        self._paragraph: advice_text.Paragraph | None = None
        self._told: set[str] = set()  # what is said only once
        self.strikes = "--not"  # how a line of the need is struck out by its number, where the shopper is

    @classmethod
    def from_environment(cls, *, plain: bool = False, hints: bool = True) -> Console:
        """The console of this process: plain when asked, off a terminal, under NO_COLOR or TERM=dumb, or where the
        stream's encoding has no word for the glyphs."""
        wished = plain or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        return cls(
            out=sys.stdout,
            err=sys.stderr,
            plain=wished or not _is_rich(sys.stdout),
            err_plain=wished or not _is_rich(sys.stderr),
            hints=hints,
        )

    @property
    def width(self) -> int:
        """Cells a line may take now."""
        return max(self._rich.width, NARROWEST)

    # --- asking ---------------------------------------------------------------------------------------------------------------

    def show_answer(self, answer: Answer) -> None:
        """The understanding, what is to be said about it, and the results; how to strike out an assumption is said once."""
        if answer.bundle is not None:
            from shopcli.render import bundle

            return self._show(bundle.plain_bundle(answer, answer.bundle), bundle.rich_bundle(answer, answer.bundle, self.width))
        strikes = self._once(self.strikes) if answer.took_it_that and self._hints else ""
        view = answers.rich_answer(answer, self.width, strikes=strikes, pictures=self.pictures)
        self._show(answers.plain_answer(answer), view)

    def _once(self, saying: str) -> str:
        """``saying`` the first time, then nothing."""
        known = saying in self._told
        self._told.add(saying)
        return "" if known else saying

    def show_question(self, question: ClarifyingQuestion) -> None:
        """The question back, below everything else."""
        text = safe(question.text)
        self._show([text], [Text(), *wrap(Text(text, style="bold"), min(self.width, MEASURE))])

    def show_sentence(self, sentence: Sentence, answer: Answer) -> None:
        """One sentence of advice, as it comes; the first one brings the heading. What is not sold was said above."""
        if sentence.text == answer.not_sold_says:
            return
        if self._paragraph is None:
            heading = answer.lines.advice
            self._show([f"{heading}{answer.lines.colon}"], [Text(), Text(heading, style="bold")])
            self._paragraph = advice_text.Paragraph(self.width)
        if self.plain:
            self._write(self._out, self._plain_sentence(sentence, answer) + "\n")
        else:
            more = self._paragraph.add(advice_text.rich_sentence(sentence, answer))
            self._rich.print(more, end="", soft_wrap=True)
            self._out.flush()

    @staticmethod
    def _plain_sentence(sentence: Sentence, answer: Answer) -> str:
        return advice_text.plain_sentence(sentence, answer)

    def end_advice(self, answer: Answer, advice: Advice) -> None:
        """The line below the advice that says who wrote it; why code wrote all of it is said once."""
        why = words.by_code_alone(answer, advice)
        once = self._once(why) if why else ""
        lines = [once] if once else list(advice_text.legend(advice, plain=self.plain, lines=answer.lines))
        measure = min(self.width, MEASURE)
        self._show(lines, (row for line in lines for row in wrap(Text(line, style=answers.QUIET), measure)))

    def show_advice(self, answer: Answer, advice: Advice) -> None:
        """Advice that is whole already."""
        for sentence in advice.sentences:
            self.show_sentence(sentence, answer)
        self.end_advice(answer, advice)

    def show_explain(self, answer: Answer, attentions: Sequence[Attention]) -> None:
        """How the need was read, the score of each stage, and of each result its ``attentions`` as a heat map."""
        from shopcli.render import explain

        self._show(explain.plain_explain(answer, attentions), explain.rich_explain(answer, attentions, self.width))

    def show_explanation(self, explanation: Explanation) -> None:
        """Why one product stands where it does."""
        from shopcli.render import explain

        self._show(explain.plain_explanation(explanation), explain.rich_explanation(explanation, self.width))

    def show_why(self, explanation: Explanation) -> None:
        """Why one of the results on the screen is among them."""
        from shopcli.render import explain

        self._show(explain.plain_why(explanation), explain.rich_why(explanation, self.width))

    def show_need(self, need: Need) -> None:
        """The need in force, line by line, with the numbers that ``/drop`` takes."""
        from shopcli.render import explain

        self._show(explain.plain_need(need, numbered=True), explain.rich_need(need, self.width, numbered=True))

    # --- looking --------------------------------------------------------------------------------------------------------------

    def show_product(self, shown: Product, facts: Sequence[Fact]) -> None:
        """One product's page."""
        from shopcli.render import product

        view = product.rich_product(shown, facts, self.width)
        self._show(product.plain_product(shown, facts), chain(self.pictures.of(shown), view) if self.pictures else view)

    def show_reviews(self, summary: ReviewSummary) -> None:
        """What buyers say of one product."""
        from shopcli.render import reviews

        self._show(reviews.plain_reviews(summary), reviews.rich_reviews(summary, self.width))

    def show_comparison(self, products: Sequence[Product], facts: Sequence[Sequence[Fact]] | None = None) -> None:
        """Products side by side; ``facts`` of each where units and merged fields are wanted."""
        from shopcli.render import comparison

        plain = comparison.plain_comparison(products, facts)
        self._show(plain, comparison.rich_comparison(products, self.width, facts))

    def show_verdict(self, sentences: Sequence[Sentence]) -> None:
        """What sets the compared products apart, below their table."""
        texts = [safe(sentence.text) for sentence in sentences]
        lines = wrap(Text(" ".join(texts)), min(self.width, MEASURE)) if texts else []
        self._show(texts, [Text(), *lines] if texts else [])

    def show_complements(self, heading: str, told: Sequence[tuple[Complement, str]]) -> None:
        """What goes with a product, each with why."""
        from shopcli.render import complements

        plain = complements.plain_complements(heading, told)
        self._show(plain, complements.rich_complements(heading, told, self.width))

    def show_stats(self, stats: CatalogStats) -> None:
        """What an index holds."""
        from shopcli.render import catalog

        self._show(catalog.plain_stats(stats), catalog.rich_stats(stats, self.width))

    def show_columns(self, columns: Sequence[Column], samples: Sequence[Product], findings: Sequence[str] = ()) -> None:
        """How the columns of a catalog were understood, what it lacks, with a few products as they were read."""
        from shopcli.render import catalog

        plain = catalog.plain_columns(columns, samples, findings)
        self._show(plain, catalog.rich_columns(columns, samples, self.width, findings))

    def show_findings(self, findings: Sequence[str]) -> None:
        """What was not found in a catalog, and what is poor in it."""
        from shopcli.render import catalog

        self._show(catalog.plain_findings(findings), catalog.rich_findings(findings, self.width))

    def show_report(self, report: catalog.Report) -> None:
        """How reading a catalog went."""
        from shopcli.render import catalog

        self._show(catalog.plain_report(report), catalog.rich_report(report, self.width))

    def show_checks(self, checks: Sequence[Check]) -> None:
        """Whether all is well."""
        from shopcli.render import health

        self._show(health.plain_checks(checks), health.rich_checks(checks, self.width))

    def show_models(self, models: Sequence[health.Model]) -> None:
        """The models in use."""
        from shopcli.render import health

        self._show(health.plain_models(models), health.rich_models(models, self.width))

    # --- saying ---------------------------------------------------------------------------------------------------------------

    def message(self, text: str, *, spoken: str | None = None) -> None:
        """``text`` among the results; its line breaks stay. ``spoken`` stands for it where it is listened to, as a table."""
        self._show([safe_lines(text)], [Text(safe_lines(text))])

    def show_timings(self, timings_s: Mapping[str, float], *, whole_s: float) -> None:
        """Where the time went, on standard error: each stage by the name that the JSON has, then all from the start."""
        self.note(words.timings(timings_s, whole_s))

    def note(self, text: str) -> None:
        """``text`` on standard error, where it is in nobody's way."""
        self.end_line()
        self._write(self._err, safe_lines(text) + "\n")

    def error(self, error: ShopcliError) -> None:
        """What broke and what to do next, on standard error, unwrapped so that paths can be copied."""
        self.end_line()
        for label, text, style in (("error", safe(str(error)), "bold red"), ("hint", safe(error.hint), "bold")):
            if label == "hint" and not self._hints:
                continue
            if text and self._err_plain:
                self._write(self._err, f"{label}: {text}\n")
            elif text:
                self._rich_err.print(Text.assemble((f"{label}:", style), f" {text}"), soft_wrap=True)

    def hint(self, text: str) -> None:
        """What one may do next, on standard error, where hints are wanted."""
        if self._hints:
            self.note(text)

    def waiting(self) -> AbstractContextManager[None]:
        """While a person, or another program, is waited for."""
        return nullcontext()

    def progress(self, description: str, total: float | None, *, unit: str = "") -> AbstractContextManager[Task]:
        """A task on standard error: ``reach(done, total)``; ``unit="B"`` counts bytes."""
        from shopcli.render.progress import PlainTask, bar

        self.end_line()
        if not self._err_plain:
            return bar(self._rich_err, description, total, unit)
        return nullcontext(PlainTask(lambda line: self._write(self._err, line + "\n"), description, total, unit=unit))

    def export_svg(self, title: str, code_format: str) -> str:
        """What was shown since the start, as a picture; needs ``record``."""
        return self._rich.export_svg(title=title, code_format=code_format)

    # --- writing --------------------------------------------------------------------------------------------------------------

    def end_line(self) -> None:
        """Leave a paragraph of advice that is still open, as after Ctrl-C."""
        if self._paragraph is not None and not self.plain:
            self._rich.print()
        self._paragraph = None

    def _show(self, lines: Iterable[str], view: Iterable[RenderableType]) -> None:
        self.end_line()
        if self.plain:
            for line in lines:
                self._write(self._out, line + "\n")
            return
        for renderable in view:
            self._rich.print(renderable)

    def _write(self, stream: TextIO, text: str) -> None:
        stream.write(text)
        stream.flush()


def _rich_console(stream: TextIO, *, width: int | None, color: bool | None, record: bool = False) -> rich.console.Console:
    """Rich, with everything off that reads meaning into text: markup, emoji codes and highlighting."""
    return rich.console.Console(
        file=stream,
        width=width,
        force_terminal=color,
        no_color=color is False,
        color_system="auto" if color is None else "standard" if color else None,
        markup=False,
        emoji=False,
        highlight=False,
        record=record,
    )


def _is_rich(stream: TextIO) -> bool:
    """Whether a person looks at ``stream`` and it can show the glyphs."""
    try:
        _GLYPHS.encode(getattr(stream, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return stream.isatty()

"""The advice: sentences that arrive one by one and flow into a paragraph, each with the marks of what it speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from shopcli.render.answer import MARK, QUIET
from shopcli.render.layout import MEASURE, wrap
from shopcli.render.words import ENGLISH
from shopcli.text.safe import safe
from shopcli.types import Advice, Answer, AnswerLines, Sentence


class Paragraph:
    """Text that grows at its end while it is shown: it remembers the column that the cursor is in."""

    def __init__(self, width: int) -> None:
        self._width = min(width, MEASURE)
        self._column = 0

    def add(self, text: Text) -> Text:
        """What to print, without a line break at its end, so that ``text`` follows what stands there."""
        if self._column:
            text = Text.assemble(" ", text)
        lines = wrap(text, self._width, start=self._column)
        self._column = lines[-1].cell_len + (self._column if len(lines) == 1 else 0)
        return Text("\n").join(lines)


def marks_of(sentence: Sentence, answer: Answer) -> str:
    """``[1] [2]``: the ranks of the products that the sentence speaks of."""
    ranks = {hit.product.id: rank for rank, hit in enumerate(answer.results, start=answer.start + 1)}
    return " ".join(f"[{ranks[cited]}]" for cited in sentence.cites if cited in ranks)


def plain_sentence(sentence: Sentence, answer: Answer) -> str:
    """One sentence on its line: ``It has GPS. [1] (by template)``."""
    by = answer.lines.by_template if sentence.by == "template" else ""
    return " ".join(filter(None, [safe(sentence.text), marks_of(sentence, answer), by]))


def rich_sentence(sentence: Sentence, answer: Answer) -> Text:
    """One sentence with its marks; an asterisk where code wrote it."""
    text = Text(safe(sentence.text))
    marks = marks_of(sentence, answer)
    if sentence.by == "template":
        text.append("*", style=QUIET)
    # A space that does not break keeps the mark with the word before it.
    return Text.assemble(text, "\u00a0", (marks.replace(" ", ""), MARK)) if marks else text


def legend(advice: Advice, *, plain: bool, lines: AnswerLines = ENGLISH) -> Iterator[str]:
    """Who wrote: the model, code, or each a part."""
    templates = sum(sentence.by == "template" for sentence in advice.sentences)
    if not advice.sentences:
        said = lines.unwritten
    elif templates == len(advice.sentences):
        said = lines.by_code
    elif templates:
        said = f"{lines.by_both}{lines.stop if plain else lines.marked}"
    else:
        said = lines.by_model
    yield said.format(model=safe(advice.model))

"""A conversation on paper: as Markdown to read, or as JSON to go on with. Written whole or not at all."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from shopcli.chat.turn import Turn
from shopcli.errors import ShopcliError, UsageError
from shopcli.render.as_json import answer_to_dict, sentence_to_dict
from shopcli.text.safe import safe
from shopcli.types import Answer, Hit, show_money
from shopcli.util import atomic

_MARKS = re.compile(r"([\\`*_\[\]<>#|])")


def save(turns: Sequence[Turn], path: Path, *, overwrite: bool = False) -> None:
    """Write the conversation to ``path``, in the form that its suffix names.

    Raises:
        UsageError: another suffix, or the file is there and ``overwrite`` was not asked for.
        ShopcliError: it cannot be written; the file that was there is whole.
    """
    form = _FORMS.get(path.suffix.lower())
    if form is None:
        raise UsageError(f"A conversation is saved as Markdown or JSON, not as {path.suffix or 'a file without suffix'}.",
                         hint="Name a file that ends in .md or .json.")  # fmt: skip
    if path.exists() and not overwrite:
        raise UsageError(f"{path} is there already.", hint=f"Replace it with: /save! {path}")
    try:
        atomic.write_text(path, form(turns))
    except OSError as error:
        reason = error.strerror or str(error)
        raise ShopcliError(f"{path} cannot be written: {reason}.", hint="Name a file in a folder of yours.") from None


def as_json(turns: Sequence[Turn]) -> str:
    """``{"turns": […]}``: what was said, what changed, and the answer as ``shopcli ask --json`` prints it."""
    return json.dumps({"turns": [turn_to_dict(turn) for turn in turns]}, ensure_ascii=False, indent=2) + "\n"


def turn_to_dict(turn: Turn) -> Mapping[str, Any]:
    """One turn: what was said, the kind of its reply, what it speaks of, and its answer as ``shopcli ask --json`` prints it."""
    answer = answer_to_dict(turn.answer) if turn.answer else None
    for result in answer["results"] if answer else ():
        result["rank"] += turn.first - 1
    looked_at = {"looked_at": turn.looked_at.product.id} if turn.looked_at else {}
    told = {"told": [sentence_to_dict(sentence) for sentence in turn.told]} if turn.told else {}
    about = {"about": [product.id for product in turn.about]} if turn.about else {}
    beside = {"beside": [hit.product.id for hit in turn.beside]} if turn.beside else {}
    return {
        "said": turn.said,
        "kind": turn.kind,
        "changes": list(turn.changes),
        **about,
        **beside,
        **looked_at,
        **told,
        "answer": answer,
    }


def as_markdown(turns: Sequence[Turn]) -> str:
    """A heading for each thing said, the results as a numbered list, the advice as a quotation."""
    lines = ["# A conversation with shopcli"]
    for turn in turns:
        lines += ["", f"## {_plain(turn.said)}"]
        if turn.told:
            lines += ["", " ".join(_plain(sentence.text) for sentence in turn.told)]
        if turn.answer is not None:
            lines += _answer_lines(turn, turn.answer)
        elif turn.looked_at is not None:
            lines += [
                "",
                *_hit_lines((turn.shown.index(turn.looked_at) + 1 if turn.looked_at in turn.shown else 1), turn.looked_at),
            ]
    return "\n".join(lines) + "\n"


def _answer_lines(turn: Turn, answer: Answer) -> Iterator[str]:
    if answer.reply is not None:
        yield from ("", _plain(answer.reply))
    asked = [_plain(line[0].text) for line in answer.need.lines]
    if answer.need.sort:
        asked.append(f"by {_plain(answer.need.sort.field)}, {'lowest' if answer.need.sort.order == 'asc' else 'highest'} first")
    yield from ("", f"I looked for: {' · '.join(asked)}")
    for said in filter(None, (answer.took_it_that, answer.left_aside_says)):
        yield from ("", _plain(said))
    if answer.not_sold_says:
        yield from ("", f"{_plain(answer.not_sold_says)} The nearest:")
    elif answer.no_exact_match:
        yield from ("", "Nothing in the catalog meets everything. The nearest:")
    yield ""
    for number, hit in enumerate(answer.results, start=turn.first):
        yield from _hit_lines(number, hit)
    if answer.advice and answer.advice.sentences:
        yield from ("", f"> {_plain(answer.advice.text)}")


def _hit_lines(number: int, hit: Hit) -> Iterator[str]:
    product = hit.product
    price = show_money(product.price, product.currency) if product.price is not None else "no price"
    said = [price, *([product.brand] if product.brand else []), f"id {product.id}"]
    yield f"{number}. **{_plain(product.title)}** · {' · '.join(map(_plain, said))}"
    for what, clauses in (("misses", hit.unmet), ("unknown", hit.unknown)):
        if clauses:
            yield f"   - {what}: {', '.join(_plain(clause.text) for clause in clauses)}"


def _plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    return _MARKS.sub(r"\\\1", safe(text))


_FORMS: Mapping[str, Callable[[Sequence[Turn]], str]] = {".md": as_markdown, ".markdown": as_markdown, ".json": as_json}

"""Training pairs of matching and text: a need, its right product, near ones that are wrong, and what may be said.

A file of them is JSON Lines, one pair a line, readable and made for editing by hand.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shopcli.catalog.facts import facts_of
from shopcli.errors import UsageError
from shopcli.pipeline.personal.collected import contributor_of
from shopcli.pipeline.personal.training_register import note_pairs
from shopcli.types import Fact, Product
from shopcli.util import atomic

_LONGEST_TEXT, _LONGEST_NEED = 4000, 1000  # characters; a longer one is no sentence of a shop
_LONGEST_RECORD = 260  # characters of a record that are read; the facts that a need comes near to stand first
_LONGEST_FACT = 60
_MOST_WRONG = 200
_ABOUT = ("source", "catalog", "language", "kind", "session", "profile")
_NAMED = 5  # rows that are named, of those left out for one reason

Message = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ToldProduct:
    """A product as a model reads it: its id and a line of its record."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Wording:
    """What the writer is asked in its own form, with the slots that code fills, and the reply to learn."""

    messages: tuple[Message, ...]
    text: str


@dataclass(frozen=True, slots=True)
class TrainingPair:
    """One need with what is right and wrong for it.

    Attributes:
        need: in the shopper's words.
        product: the right one.
        wrong: near ones that miss a clause of the need, the nearest first; empty where only the text is taught.
        text: what may be said of the right one, checked; empty where only matching is taught.
        wording: the same as the writer is asked for it; None where need and record are the question.
        source: ``collected``, ``labelled`` or ``catalog``.
        catalog: the name of the index that it is from; of a shop that is left out all pairs are.
        language, kind: of the need.
        session, profile: of what was collected, whose it is: the session, and the profile that it was held under.
    """

    need: str
    product: ToldProduct
    wrong: tuple[ToldProduct, ...] = ()
    text: str = ""
    wording: Wording | None = None
    source: str = "labelled"
    catalog: str = ""
    language: str = ""
    kind: str = ""
    session: str = ""
    profile: str = ""

    @property
    def contributor(self) -> str:
        """Whose it is, as `CollectedSession.contributor` has it; empty for what no shopper said."""
        return contributor_of(self.session, self.profile)

    def as_row(self) -> dict[str, Any]:
        """The pair as a line of the file has it."""
        row: dict[str, Any] = {
            "need": self.need,
            "product": {"id": self.product.id, "text": self.product.text},
            "wrong": [{"id": one.id, "text": one.text} for one in self.wrong],
            "text": self.text,
        }
        if self.wording:
            row["wording"] = {"messages": [dict(one) for one in self.wording.messages], "text": self.wording.text}
        return row | {name: value for name in _ABOUT if (value := getattr(self, name))}


@dataclass(slots=True)
class LeftOut:
    """What became no pair: how often, for which reason, and the first of each by name."""

    counts: Counter[str] = field(default_factory=Counter)
    named: dict[str, list[str]] = field(default_factory=dict)

    def add(self, reason: str, name: str) -> None:
        """One more."""
        self.counts[reason] += 1
        names = self.named.setdefault(reason, [])
        if len(names) < _NAMED:
            names.append(name)

    def lines(self) -> list[str]:
        """A line for each reason."""
        from shopcli.text.safe import safe

        return [
            f"Left out, {number:,}: {reason} ({safe('; '.join(self.named[reason]))}{', …' if number > _NAMED else ''})."
            for reason, number in self.counts.most_common()
        ]


def told(product: Product, nearest: Sequence[Fact] = ()) -> ToldProduct:
    """A product as a model reads it: title, price, then its facts, ``nearest`` first, as far as a short line goes."""
    parts = [product.title]
    if product.price is not None:
        parts.append(f"{product.price:.2f} {product.currency or ''}".strip())
    names = {fact.field for fact in nearest}
    own = [fact for fact in facts_of(product) if fact.field not in names]
    for fact in (*nearest, *own):
        text = fact.text
        is_said = fact.field in ("title", "price") or text in parts
        if not is_said and len(text) <= _LONGEST_FACT and sum(map(len, parts)) + len(text) <= _LONGEST_RECORD:
            parts.append(text)
    return ToldProduct(product.id, "; ".join(part[:_LONGEST_RECORD] for part in parts))


def write_pairs(path: Path, pairs: Sequence[TrainingPair]) -> None:
    """A file of pairs, whole or not at all; what shoppers said is for its owner alone, and in the register of training.

    Raises:
        ShopcliError: the register cannot be read or written.
        UsageError: it cannot be written, or there are none.
    """
    if not pairs:
        raise UsageError(
            "There is no pair to write.", hint="Give --index DIR, --pairs FILE of need, product and text, or --collected."
        )
    holds_sessions = any(pair.contributor for pair in pairs)
    if holds_sessions:
        note_pairs(path, holds_sessions=True)  # first: a file that is not noted would not be found again
    try:
        with atomic.replacing(path) as beside:
            beside.touch(mode=0o600 if any(pair.source == "collected" for pair in pairs) else 0o666)
            lines = (json.dumps(pair.as_row(), ensure_ascii=False) + "\n" for pair in pairs)
            beside.write_text("".join(lines), encoding="utf-8", newline="\n")
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {error.strerror or error}.", hint="Give --out a file in a folder that is there."
        ) from None
    if not holds_sessions:
        note_pairs(path, holds_sessions=False)


def read_pairs(path: Path) -> tuple[list[TrainingPair], LeftOut]:
    """The pairs of a file, and the lines that are none.

    Raises:
        UsageError: it cannot be read, or no line is one.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise UsageError(f"Cannot read {path}: {reason}.", hint="Make a file of pairs with: shopcli train prepare") from None
    pairs, left_out = [], LeftOut()
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                pairs.append(training_pair(json.loads(line)))
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
                left_out.add(f"no pair: {_why(error)}", f"line {number}")
    if not pairs:
        hint = "Make a file of pairs with: shopcli train prepare"
        raise UsageError(f"There is no pair in {path}.{' '.join(['', *left_out.lines()])}", hint=hint)
    return pairs, left_out


def _why(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"it has no {error.args[0]}"
    return str(error) if type(error) is ValueError else "it is no JSON of need, product, wrong and text"


def training_pair(row: Mapping[str, Any]) -> TrainingPair:
    """A row of a file of pairs.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: it is none; a ValueError's message says why.
    """
    need = _text(row["need"], _LONGEST_NEED, "need")
    wrong = tuple(map(_product, _list(row.get("wrong") or [], "wrong")[:_MOST_WRONG]))
    product, text = _product(row["product"]), str(row.get("text") or "")
    if any(one.id == product.id for one in wrong):
        raise ValueError("its right product is among the wrong ones")
    if not (wrong or text.strip()):
        raise ValueError("it has neither wrong products nor a text")
    if len(text) > _LONGEST_TEXT:
        raise ValueError("its text is too long")
    about = {name: str(row.get(name) or "") for name in _ABOUT}
    return TrainingPair(need, product, wrong, text, _wording(row.get("wording")), **about)


def _wording(row: Any) -> Wording | None:
    if row is None:
        return None
    messages = tuple({"role": str(one["role"]), "content": str(one["content"])} for one in _list(row["messages"], "messages"))
    return Wording(messages, _text(row["text"], _LONGEST_TEXT, "wording"))


def _product(row: Any) -> ToldProduct:
    return ToldProduct(
        _text(row["id"], _LONGEST_NEED, "id"), _text(row["text"], _LONGEST_TEXT, "record")[: 2 * _LONGEST_RECORD]
    )


def _list(value: Any, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"its {name} is no list")
    return value


def _text(value: Any, longest: int, name: str) -> str:
    """A text that is one.

    Raises:
        ValueError: it is empty, too long, or none.
    """
    if not isinstance(value, (str, int)) or isinstance(value, bool) or not str(value).strip():
        raise ValueError(f"its {name} is empty")
    text = str(value).strip()
    if len(text) > longest:
        raise ValueError(f"its {name} is too long")
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ValueError(f"its {name} holds half a letter")
    return text


def digest_of(pairs: Iterable[TrainingPair]) -> str:
    """sha256 in hex of what pairs hold, in their order."""
    digest = hashlib.sha256()
    for pair in pairs:
        digest.update(json.dumps(pair.as_row(), ensure_ascii=False, sort_keys=True).encode())
    return digest.hexdigest()


def balance_lines(pairs: Sequence[TrainingPair]) -> list[str]:
    """How many pairs there are, and how balanced: by source, catalog, language and kind, and by what they teach."""
    both = sum(bool(pair.wrong and pair.text) for pair in pairs)
    matching = sum(bool(pair.wrong) for pair in pairs)
    wrong = sorted(len(pair.wrong) for pair in pairs if pair.wrong)
    lines = [
        f"{len(pairs):,} pairs: {both:,} of matching and text, {matching - both:,} of matching alone, "
        f"{len(pairs) - matching:,} of text alone."
    ]
    if wrong:
        lines.append(f"Wrong products a pair: {wrong[0]} to {wrong[-1]}, {wrong[len(wrong) // 2]} in the middle.")
    by: Sequence[tuple[str, Callable[[TrainingPair], str]]] = (
        ("source", lambda pair: pair.source), ("catalog", lambda pair: pair.catalog),
        ("language", lambda pair: pair.language), ("kind", lambda pair: pair.kind),
    )  # fmt: skip
    for name, value_of in by:
        counts = Counter(value_of(pair) or "unknown" for pair in pairs)
        shares = (f"{value} {number:,} ({100 * number / len(pairs):.0f} %)" for value, number in counts.most_common(8))
        lines.append(f"By {name}: {', '.join(shares)}{', …' if len(counts) > 8 else ''}.")
    return lines

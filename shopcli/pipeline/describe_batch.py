"""Product texts by the catalog: one JSON line each, appended whole, so that a run that was stopped goes on where it was."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shopcli.errors import ProductNotFound, ShopcliError, UnexpectedError, UsageError, failure_of
from shopcli.types import Product, Sentence
from shopcli.util.in_flight import in_flight

Writes = Callable[[Product], Iterator[Sentence]]


@dataclass(frozen=True, slots=True)
class Origin:
    """What a text depends on besides its product; a file holds texts of one origin only.

    Attributes:
        model: who was asked to write.
        tone: of the texts.
        catalog: the hash of what was indexed.
    """

    model: str
    tone: str
    catalog: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a batch did: texts written now, texts that were there, ids that the catalog does not have, and ids that failed."""

    written: int
    present: int
    unknown: tuple[str, ...]
    failed: tuple[str, ...] = ()


def description_to_dict(product: Product, sentences: Iterable[Sentence], origin: Origin) -> dict[str, Any]:
    """One product text as docs/json.md has it."""
    written = list(sentences)
    return {
        "id": product.id,
        "text": " ".join(sentence.text for sentence in written),
        "sentences": [{"text": one.text, "by": one.by, "cites": list(one.cites)} for one in written],
        "model": origin.model,
        "tone": origin.tone,
        "catalog": origin.catalog,
    }


def describe_batch(
    ids: Iterable[str],
    out: Path,
    *,
    product_of: Callable[[str], Product],
    write: Writes,
    origin: Origin,
    on_done: Callable[[int], None] = lambda done: None,
    on_failure: Callable[[ShopcliError], None] = lambda failure: None,
    most: int = 1,
) -> Outcome:
    """Describe each product that ``out`` does not describe yet; every line is whole before the next is begun.

    Args:
        ids: of the products, in the order of the lines; one that comes again is passed over.
        out: a file of JSON Lines, new or left by a run that was stopped. A torn last line is cut off and written anew.
        product_of: reads a record; `ProductNotFound` for an id that is not there.
        write: the sentences of one product.
        origin: what the texts depend on.
        on_done: hears how many ids are done, after each.
        on_failure: hears of each id that is not there, and of each product that nobody foresaw to fail; the others go on.
        most: texts that are written at once; their lines keep the order of the ids.

    Raises:
        UsageError: the file holds something else, or texts of another model, tone or catalog; it says which.
    """
    done = described(out, origin)
    present, written, failures = len(done), 0, list[tuple[str, ShopcliError]]()

    def text_of(product_id: str) -> dict[str, Any] | None:
        product = product_of(product_id)
        return None if product.id in done else description_to_dict(product, write(product), origin)

    with out.open("ab") as file, closing(in_flight(text_of, ids, most)) as texts:
        for number, (product_id, text_is) in enumerate(texts, start=1):
            try:
                text = text_is()
            except Exception as error:
                failure = failure_of(error)
                if not isinstance(failure, (ProductNotFound, UnexpectedError)):
                    raise  # of the model or its server: the next product would meet it too
                failures.append((product_id, failure))
                on_failure(failure)
                continue
            if text is not None and text["id"] not in done:  # it may have come again while it was written
                _append(file.fileno(), text)
                done.add(text["id"])
                written += 1
            on_done(number)
    unknown = tuple(product_id for product_id, failure in failures if isinstance(failure, ProductNotFound))
    return Outcome(written, present, unknown, tuple(product_id for product_id, _ in failures if product_id not in unknown))


def described(out: Path, origin: Origin) -> set[str]:
    """The ids that a file describes already, after its torn last line was cut off.

    Raises:
        UsageError: see `describe_batch`.
    """
    if not out.exists():
        return set()
    lines = _mended(out).splitlines()
    return {_checked_id(line, f"{out}, line {number}", origin) for number, line in enumerate(lines, start=1)}


def _mended(out: Path) -> bytes:
    """The file's whole lines; whatever stands behind the last line break is cut off, since no line ends without one."""
    content = out.read_bytes()
    whole = content[: content.rfind(b"\n") + 1]
    if whole != content:
        if not content.startswith(b"{"):
            raise UsageError(f"{out} holds no product texts.", hint="Name another file with --out.")
        os.truncate(out, len(whole))
    return whole


def _checked_id(line: bytes, where: str, origin: Origin) -> str:
    try:
        row = json.loads(line)
        product_id, was = str(row["id"]), Origin(row["model"], row["tone"], row["catalog"])
    except (ValueError, KeyError, TypeError):
        raise UsageError(f"{where} is no product text.", hint="Name another file with --out.") from None
    for name in Origin.__slots__:
        before, now = getattr(was, name), getattr(origin, name)
        if before != now:
            other = f" was written with {name} {before!r}, and this run has {now!r}."
            raise UsageError(
                f"{where}{': the catalog has changed since.' if name == 'catalog' else other}",
                hint="Go on with the same settings, or name another file with --out.",
            )
    return product_id


def _append(descriptor: int, row: dict[str, Any]) -> None:
    """One line in one write, on its way to the disk before the next text is begun."""
    from shopcli.render.as_json import dumps

    data = f"{dumps(row)}\n".encode()
    while data:
        data = data[os.write(descriptor, data) :]
    os.fsync(descriptor)

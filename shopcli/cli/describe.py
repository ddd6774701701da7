"""``shopcli describe``: product texts for sellers. Parse, call, render; no logic."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shopcli.cli.common import lines_of, open_advisor, path_text
from shopcli.cli.options import DeviceOption, IndexOption, JsonOption, ModelOption, PlainOption
from shopcli.cli.programs.batches import InFlightOption, checked_in_flight
from shopcli.cli.programs.documents import SchemaOption, ViewOption, print_json
from shopcli.config import load_settings
from shopcli.errors import ProductNotFound, UnexpectedError, UsageError

if TYPE_CHECKING:
    from shopcli.advisor import Advisor
    from shopcli.pipeline.describe_batch import Origin, Writes
    from shopcli.render.console import Console
    from shopcli.write.describe import Tone


class ToneName(StrEnum):
    """How a product text sounds; the facts stay the same."""

    plain = "plain"
    warm = "warm"
    ad = "ad"


def describe(
    product_id: Annotated[str | None, typer.Argument(metavar="ID")] = None,
    index: IndexOption = None,
    tone: Annotated[ToneName, typer.Option("--tone", help="How it sounds; the facts stay the same.")] = ToneName.plain,
    as_json: JsonOption = False,
    view: ViewOption = None,
    schema: SchemaOption = False,
    batch: Annotated[str | None, typer.Option("--batch", help="A file of ids, one a line, or -; with --out.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Describe the whole catalog; with --out.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="JSON Lines to write; run again, it goes on where it was stopped.")
    ] = None,
    in_flight: InFlightOption = None,
    by_code: Annotated[bool, typer.Option("--by-code", help="Code's own sentences only; no language model is loaded.")] = False,
    model: ModelOption = None,
    device: DeviceOption = None,
    plain: PlainOption = False,
) -> None:
    """Write a product text from a record: three to six sentences, each checked against it."""
    if (product_id is not None) + (batch is not None) + every != 1:
        raise UsageError("Give one id, --batch FILE or --all.", hint="For example: shopcli describe W-1003 --tone warm")
    if (out is None) != (product_id is not None):
        raise UsageError("--out goes with --batch and --all.", hint="For example: shopcli describe --all --out texts.jsonl")
    settings = load_settings(index=path_text(index), model=model, device=device, plain=plain or None)
    most = checked_in_flight(in_flight, settings, several=product_id is None, writes=not by_code)
    advisor, console = open_advisor(settings, text=not by_code)
    write, origin = _writing(advisor, tone.value, by_code)
    if product_id is None and out is not None:
        ids = list(advisor.index.records.ids if every else lines_of(batch or "-", "ids"))
        _batch(console, advisor, ids, out, write, origin, most)
    elif product_id is not None:
        _one(console, advisor, product_id, as_json, view, write, origin)


def _writing(advisor: Advisor, tone: Tone, by_code: bool) -> tuple[Writes, Origin]:
    """What writes a product's sentences, and what they depend on."""
    from shopcli.pipeline.describe_batch import Origin
    from shopcli.pipeline.fields.fact_units import united_facts
    from shopcli.write.describe import describe as sentences

    index, model = advisor.index, None if by_code else advisor.writer()
    origin = Origin("template" if by_code else advisor.writer_name, tone, index.manifest.catalog_digest)
    decoding, facts_of = advisor.settings.decoding, partial(united_facts, index=index)
    return partial(sentences, model=model, decoding=decoding, facts_of=facts_of, tone=tone), origin


def _one(
    console: Console, advisor: Advisor, product_id: str, as_json: bool, view: str | None, write: Writes, origin: Origin
) -> None:
    from shopcli.pipeline.describe_batch import description_to_dict

    product = advisor.product(product_id)
    text = description_to_dict(product, write(product), origin)
    if as_json or view:
        print_json(text, view)
        return
    console.message(text["text"] or "The record says nothing that can be said in a sentence.")
    by_code = sum(sentence["by"] == "template" for sentence in text["sentences"])
    console.note(f"{len(text['sentences'])} sentences, {by_code} by template; asked: {origin.model}.")


def _batch(console: Console, advisor: Advisor, ids: Sequence[str], out: Path, write: Writes, origin: Origin, most: int) -> None:
    from shopcli.pipeline.describe_batch import describe_batch

    with console.progress("Describing", len(ids)) as task:
        done = describe_batch(
            ids,
            out,
            product_of=advisor.product,
            write=write,
            origin=origin,
            on_done=lambda n: task.reach(n, len(ids)),
            on_failure=console.error,
            most=most,
        )
    there = f", {done.present} were there" if done.present else ""
    skipped = f", {len(done.unknown)} unknown" if done.unknown else ""
    failed = f", {len(done.failed)} failed" if done.failed else ""
    console.message(f"Described {done.written} products in {out}{there}{skipped}{failed}.")
    if done.unknown or done.failed:
        raise typer.Exit(ProductNotFound.exit_code if done.unknown else UnexpectedError.exit_code)

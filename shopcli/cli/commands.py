"""The commands: parse, call the advisor, render; no logic. Heavy imports stay inside the commands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shopcli.cli.collect import collect_app
from shopcli.cli.common import (
    answer_batch,
    answered,
    build_summary,
    name_value_pairs,
    open_advisor,
    open_console,
    open_index,
    open_kept,
    path_text,
    pull,
    stage_bars,
    with_generate,
)
from shopcli.cli.describe import describe
from shopcli.cli.evaluate import evaluate
from shopcli.cli.experiment import experiment_app
from shopcli.cli.goes_with import goes_with
from shopcli.cli.history import history_app
from shopcli.cli.options import (
    AccessibleOption,
    DeviceOption,
    IndexOption,
    JsonOption,
    ModelOption,
    NoProfileOption,
    NoTextOption,
    NotOption,
    PlainOption,
    ProfileOption,
    SimpleOption,
    TopOption,
)
from shopcli.cli.parameters import Command, Group
from shopcli.cli.pictures.asked import ImageEmbedderOption, ImageOption, open_by_picture
from shopcli.cli.pictures.shown import PicturesFromOption, PicturesOption, show_pictures
from shopcli.cli.privacy import privacy_app
from shopcli.cli.profile import profile_app, remember
from shopcli.cli.report import report
from shopcli.cli.reviews import reviews
from shopcli.cli.serve import mcp, serve
from shopcli.cli.train import train_app
from shopcli.config import Settings, cache_dir, load_settings
from shopcli.errors import UsageError

if TYPE_CHECKING:
    from shopcli.catalog import Catalog
    from shopcli.render.console import Console
    from shopcli.serve.asking import Asking, KeptAsking, WarmAsking

app = typer.Typer(
    cls=Group,
    help="A shopping advisor for your own catalog, on your own machine.",
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
models_app = typer.Typer(cls=Group, help="The weights that shopcli uses: list, fetch, verify.", no_args_is_help=True)
app.add_typer(models_app, name="models")
app.add_typer(train_app, name="train")
app.add_typer(collect_app, name="collect")
app.add_typer(experiment_app, name="experiment")
app.add_typer(history_app, name="history")
app.add_typer(profile_app, name="profile")
app.add_typer(privacy_app, name="privacy")


@app.callback(invoke_without_command=True)
def start(context: typer.Context, accessible: AccessibleOption = None) -> None:
    """Without a command: talk (the same as `shopcli chat`)."""
    if context.invoked_subcommand is None:
        chat(
            index=None,
            top=None,
            plain=False,
            model=None,
            device=None,
            no_text=False,
            simple=False,
            profile=None,
            no_profile=False,
            pictures=False,
            pictures_from=None,
        )


@app.command(cls=Command)
def index(
    catalog: Annotated[
        list[Path], typer.Argument(help="Files, archives or folders: JSON, CSV, XML feeds, Excel, SQLite and more.")
    ],
    index: IndexOption = None,
    mapping: Annotated[
        list[str] | None, typer.Option("--map", help="What a column is: title=product_name, price=cents/100, currency==EUR.")
    ] = None,
    table: Annotated[str | None, typer.Option("--table", help="The table of a database or the sheet of a workbook.")] = None,
    shop: Annotated[
        list[str] | None, typer.Option("--shop", help="The shop that a catalog is of; once for each, in their order.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what was understood; build nothing.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first bad row.")] = False,
    anew: Annotated[
        bool, typer.Option("--anew", help="Learn from the whole catalog again, however little has changed.")
    ] = False,
    embedder: Annotated[str | None, typer.Option("--embedder", help="The encoder: a folder, hf:ORG/NAME or wheel:….")] = None,
    device: DeviceOption = None,
    precision: Annotated[
        str | None,
        typer.Option("--precision", help="How vectors are kept: float32, float16 or int8.", show_default="float16"),
    ] = None,
    plain: PlainOption = False,
) -> None:
    """Index a catalog, so that it can be asked."""
    from shopcli.catalog import open_catalog

    settings = load_settings(index=path_text(index), embedder=embedder, device=device, precision=precision, plain=plain or None)
    console = open_console(settings)
    columns = dict(name_value_pairs(mapping or [], "--map"))
    opened = open_catalog(catalog, mapping=columns, shops=shop or (), table=table)
    if dry_run:
        for remark in opened.remarks:
            console.message(remark)
        console.show_columns(opened.columns, opened.first_products(3, strict=strict), opened.findings)
    else:
        _build(console, settings, opened, columns, strict, anew)


def _build(console: Console, settings: Settings, catalog: Catalog, columns: dict[str, str], strict: bool, anew: bool) -> None:
    from shopcli.catalog import ReadReport
    from shopcli.indexer import index_catalog
    from shopcli.util.telemetry_store import remove_once

    remove_once(cache_dir())
    pull(console, [settings.embedder])
    report = ReadReport()
    with stage_bars(console) as on_progress:
        built = index_catalog(
            catalog,
            settings.index_path,
            settings=settings,
            mapping=columns,
            strict=strict,
            anew=anew,
            report=report,
            on_progress=on_progress,
        )
    if not built.unchanged:
        console.show_report(report)
        console.show_findings(catalog.findings)
    console.message(build_summary(built, settings.index_path))


@app.command(cls=Command)
def ask(
    question: Annotated[str | None, typer.Argument(help="What you are looking for, in your own words.")] = None,
    index: IndexOption = None,
    top: TopOption = None,
    as_json: JsonOption = False,
    batch: Annotated[
        str | None, typer.Option("--batch", help="A file of requests, one a line, or -; prints JSON Lines.")
    ] = None,
    no_text: NoTextOption = False,
    simple: SimpleOption = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show scores, and clauses against facts as a heat map.")] = False,
    timings: Annotated[bool, typer.Option("--timings", help="Say where the time went, by stage.")] = False,
    no_rerank: Annotated[bool, typer.Option("--no-rerank", help="Keep the order of retrieval.")] = False,
    max_price: Annotated[float | None, typer.Option("--max-price", help="Nothing above this price.")] = None,
    min_price: Annotated[float | None, typer.Option("--min-price", help="Nothing below this price.")] = None,
    brand: Annotated[str | None, typer.Option("--brand", help="This brand only.")] = None,
    where: Annotated[list[str] | None, typer.Option("--where", help="field=value, as `shopcli stats` lists fields.")] = None,
    struck: NotOption = None,
    everything: Annotated[
        bool, typer.Option("--all", help="What cannot be had stands where everything else does, not last.")
    ] = False,
    model: ModelOption = None,
    device: DeviceOption = None,
    temperature: Annotated[float | None, typer.Option(help="Sample at this temperature; 0 is greedy.", min=0)] = None,
    top_k: Annotated[int | None, typer.Option(help="Sample from the k likeliest tokens.", min=0)] = None,
    top_p: Annotated[float | None, typer.Option(help="Sample from the likeliest tokens up to this mass.", min=0, max=1)] = None,
    beams: Annotated[int | None, typer.Option(help="Search with this many beams.", min=1)] = None,
    max_new_tokens: Annotated[int | None, typer.Option(help="The longest sentence, in tokens.", min=1)] = None,
    drafts: Annotated[
        int | None,
        typer.Option(min=0, help="Sentences of the model's own for each move of the advice, beside the frames; 0: none."),
    ] = None,
    constrain: Annotated[
        bool | None, typer.Option("--constrain/--no-constrain", help="Decode only words that the plan allows.")
    ] = None,
    generate: Annotated[
        list[str] | None,
        typer.Option("--generate", help="NAME=VALUE for transformers' generate, e.g. num_beams=4."),
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Sampling starts from this seed.")] = None,
    warm: Annotated[
        bool | None,
        typer.Option(
            "--warm/--no-warm",
            help="Leave a process behind that keeps the models warm (see shopcli serve), or do without one.",
            show_default="use it where it is there",
        ),
    ] = None,
    profile: ProfileOption = None,
    no_profile: NoProfileOption = False,
    pictures: PicturesOption = False,
    pictures_from: PicturesFromOption = None,
    image: ImageOption = None,
    image_embedder: ImageEmbedderOption = None,
    plain: PlainOption = False,
) -> None:
    """Recommend products from your catalog."""
    decoding: dict[str, Any] = {"temperature": temperature, "top_k": top_k, "top_p": top_p, "beams": beams}
    decoding |= {"max_new_tokens": max_new_tokens, "drafts": drafts, "constrain": constrain}
    decoding |= {"profile": "" if no_profile else profile, "simple": simple or None, "image_embedder": image_embedder}
    settings = load_settings(
        index=path_text(index), top=top, model=model, device=device, seed=seed, plain=plain or None, **decoding
    )
    settings = with_generate(settings, dict(name_value_pairs(generate or [], "--generate")))
    if image is None and (question is None) == (batch is None):
        raise UsageError("Give either one request or --batch FILE.", hint='For example: shopcli ask "outdoor sports watch"')
    from shopcli.serve.asking import Asking
    from shopcli.serve.messages import AskOptions
    from shopcli.util.kept_patterns import kept_patterns

    if warm:
        from shopcli.serve.client import check_startable

        check_startable()  # said before any work
    if image is not None and (batch is not None or explain or warm):
        raise UsageError("--image goes without --batch, --explain and --warm.", hint="Ask with one picture at a time.")
    if struck and batch is not None:
        raise UsageError("--not takes the numbers of one request.", hint="Ask that request by itself, without --batch.")
    filters = tuple(name_value_pairs(where or [], "--where"))
    left_out = tuple(struck or ())
    wish = AskOptions(not no_text, not no_rerank, explain, max_price, min_price, brand, filters, everything, left_out)
    console, failed = open_console(settings, late=as_json or batch is not None), 0
    with kept_patterns(cache_dir()):
        if image is None:
            asking, kept = open_kept(settings, wish, console, warm=warm, takes_part=batch is None)
        else:
            text = wish.text and question is not None
            asking = kept = open_by_picture(settings, wish, console, image, pictures_from, text=text)
        if batch is not None:
            failed = answer_batch(kept, batch, timed=timings)
        elif as_json:
            from shopcli.render import dumps

            print(dumps(answered(kept, question or "", timed=timings)), flush=True)
        else:
            show_pictures(console, settings.index_path, pictures, pictures_from)
            _answer(kept, console, question or "", timed=timings, asks=wish.text)
    if warm and isinstance(asking, Asking):
        from shopcli.serve.client import start

        start(settings)
    if failed:
        raise typer.Exit(failed)


def _answer(asking: Asking | WarmAsking | KeptAsking, console: Console, question: str, *, timed: bool, asks: bool) -> None:
    """Results at once, then the advice as it is written, then the question back."""
    from shopcli.serve.messages import AdviceDone
    from shopcli.types import Advice, Answer, Sentence
    from shopcli.util.timing import elapsed_s, since_start, together

    start = since_start()
    answer, sentences = None, []
    written: Mapping[str, float] = {}
    for event in asking.events(question):
        if isinstance(event, Answer):
            answer = event
            console.show_answer(answer)
        elif answer and isinstance(event, tuple):
            console.show_explain(answer, event)
        elif answer and answer.results and isinstance(event, Sentence):
            console.show_sentence(event, answer)
            sentences.append(event)
        elif answer and answer.results and isinstance(event, AdviceDone):
            console.end_advice(answer, Advice(tuple(sentences), event.model))
            written = event.timings_s
    if asks and answer and answer.clarification and not Advice(tuple(sentences), "").asks_back:
        console.show_question(answer.clarification)
    if timed and answer:
        console.show_timings(together(start, answer.timings_s, written), whole_s=elapsed_s())


@app.command(cls=Command)
def explain(
    question: Annotated[str, typer.Argument(metavar="REQUEST", help="What you are looking for, in your own words.")],
    index: IndexOption = None,
    product_id: Annotated[
        str | None, typer.Option("--id", help="The product to explain, result or not.", show_default="the first result")
    ] = None,
    rank: Annotated[int | None, typer.Option("--rank", min=1, help="The place of the product to explain.")] = None,
    struck: NotOption = None,
    save: Annotated[Path | None, typer.Option("--save", help="Keep the picture, as FILE.svg.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Save over a file that is there.")] = False,
    device: DeviceOption = None,
    plain: PlainOption = False,
) -> None:
    """Explain why one product stands where it does: its clauses against its facts, as a heat map."""
    from shopcli.render.picture import check_picture, save_svg

    if product_id is not None and rank is not None:
        raise UsageError("Give either --id or --rank.", hint="Each names the product to explain.")
    if save is not None:
        check_picture(save, overwrite=force)
    settings = load_settings(index=path_text(index), device=device, plain=plain or None)
    advisor, console = open_advisor(settings, text=False)
    need = advisor.without(advisor.understand(question), struck or ())
    explained = advisor.explain(need, rank=rank or 1, product_id=product_id)
    console.show_explanation(explained)
    if save is not None:
        title = f'shopcli explain "{question}"'
        save_svg(lambda picture: picture.show_explanation(explained), save, title=title, width=console.width)
        console.note(f"Saved as {save}.")


@app.command(cls=Command)
def chat(
    index: IndexOption = None,
    top: TopOption = None,
    no_text: NoTextOption = False,
    simple: SimpleOption = False,
    model: ModelOption = None,
    device: DeviceOption = None,
    profile: ProfileOption = None,
    no_profile: NoProfileOption = False,
    pictures: PicturesOption = False,
    pictures_from: PicturesFromOption = None,
    plain: PlainOption = False,
) -> None:
    """Talk: ask, refine, compare, go back."""
    from shopcli.chat.repl import run_repl
    from shopcli.train.evaluation.participation import Participation

    whose = "" if no_profile else profile
    decoding = {"simple": simple or None, "profile": whose}
    settings = load_settings(index=path_text(index), top=top, model=model, device=device, plain=plain or None, **decoding)
    part = Participation(settings, "chat", open_console(settings).note)
    advisor, console = open_advisor(part.settings, text=not no_text)
    show_pictures(console, part.settings.index_path, pictures, pictures_from)
    talks = part.advisor(advisor), console
    raise typer.Exit(run_repl(*talks, top=part.settings.top, text=not no_text, collector=part.collector))


@app.command(cls=Command)
def show(
    product_id: Annotated[str, typer.Argument(metavar="ID")],
    index: IndexOption = None,
    pictures: PicturesOption = False,
    pictures_from: PicturesFromOption = None,
    plain: PlainOption = False,
) -> None:
    """Show all that the catalog says of one product."""
    from shopcli.catalog.facts import facts_of
    from shopcli.pipeline.personal.collected import is_collecting

    console, opened = open_index(index, plain)
    product = opened.product(product_id)
    show_pictures(console, opened.folder, pictures, pictures_from)
    console.show_product(product, facts_of(product))
    if is_collecting():
        from shopcli.train.evaluation.participation import keep_opened

        keep_opened(product.id, opened.folder, console.note)


@app.command(cls=Command)
def compare(
    product_ids: Annotated[list[str], typer.Argument(metavar="ID ID…")],
    index: IndexOption = None,
    no_text: Annotated[bool, typer.Option("--no-text", help="The table only, without the sentences below it.")] = False,
    plain: PlainOption = False,
) -> None:
    """Show products side by side; what differs stands out, and is said in at most three sentences."""
    if len(dict.fromkeys(product_ids)) < 2:
        raise UsageError("Comparing takes two products or more.", hint="For example: shopcli compare W-1003 W-1007")
    from shopcli.catalog.facts import facts_of

    console, opened = open_index(index, plain)
    products = list({product.id: product for product in map(opened.product, product_ids)}.values())
    if len(products) < 2:
        hint = f"Its variants are listed by: shopcli show {products[0].id}"
        raise UsageError(f"All of these are the product {products[0].id}.", hint=hint)
    console.show_comparison(products, [facts_of(product) for product in products])
    if not no_text:
        from shopcli.pipeline.fields.fact_units import united_facts
        from shopcli.write.comparison import verdict

        console.show_verdict(verdict(products, lambda product: united_facts(product, opened)))


app.command("describe", cls=Command)(describe)
app.command("reviews", cls=Command)(reviews)
app.command("serve", cls=Command)(serve)
app.command("mcp", cls=Command)(mcp)
app.command("evaluate", cls=Command)(evaluate)
app.command("report", cls=Command)(report)
app.command("goes-with", cls=Command)(goes_with)
app.command("remember", cls=Command)(remember)


@app.command(cls=Command)
def stats(index: IndexOption = None, plain: PlainOption = False) -> None:
    """Show what the catalog holds: counts, prices, brands, fields and how full they are."""
    console, opened = open_index(index, plain)
    console.show_stats(opened.stats())


@app.command(cls=Command)
def doctor(index: IndexOption = None, plain: PlainOption = False) -> None:
    """Check versions, devices, weights and the index; say what mends what is missing."""
    from shopcli.cli.doctor import examine

    settings = load_settings(index=path_text(index), plain=plain or None)
    checks = examine(settings)
    open_console(settings).show_checks(checks)
    raise typer.Exit(0 if all(check.ok for check in checks) else 1)


@models_app.command("list", cls=Command)
def models_list(plain: PlainOption = False) -> None:
    """List the models in use, where they come from and whether they are here."""
    from shopcli.models.weights.sources import list_models

    settings = load_settings(plain=plain or None)
    open_console(settings).show_models(list_models(settings))


@models_app.command("pull", cls=Command)
def models_pull(
    source: Annotated[list[str] | None, typer.Argument(help="Sources to fetch.", show_default="the models in use")] = None,
    plain: PlainOption = False,
) -> None:
    """Fetch weights, so that nothing needs the network later."""
    settings = load_settings(plain=plain or None)
    console = open_console(settings)
    pull(console, source or [settings.embedder, settings.model], say_present=True)


@models_app.command("verify", cls=Command)
def models_verify(plain: PlainOption = False) -> None:
    """Check the weights against their hashes."""
    from shopcli.models.weights.sources import embedders, verify

    settings = load_settings(plain=plain or None)
    checks = [verify(source) for source in (*embedders(settings.embedder), settings.model)]
    open_console(settings).show_checks(checks)
    raise typer.Exit(0 if all(check.ok for check in checks) else 1)

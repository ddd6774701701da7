"""The commands: parse, call the advisor, render; no logic. Heavy imports stay inside the commands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shopcli.cli.collect import collect_app
from shopcli.cli.common import (
    answered,
    build_summary,
    name_value_pairs,
    open_advisor,
    open_console,
    open_index,
    open_kept,
    path_text,
    pull,
    show_answered,
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
    CursorOption,
    DeviceOption,
    FacetsOption,
    IndexOption,
    JsonOption,
    ModelOption,
    NoProfileOption,
    NoTextOption,
    NotOption,
    PlainOption,
    ProfileOption,
    SimpleOption,
    StoreOption,
    TopOption,
    WhereOption,
)
from shopcli.cli.parameters import Command, Group
from shopcli.cli.pictures.asked import ImageEmbedderOption, ImageOption, open_by_picture
from shopcli.cli.pictures.shown import PicturesFromOption, PicturesOption, show_pictures
from shopcli.cli.privacy import privacy_app
from shopcli.cli.profile import profile_app, remember
from shopcli.cli.programs.batches import InFlightOption, OutOption, answer_batch, checked_in_flight
from shopcli.cli.programs.browse import browse
from shopcli.cli.programs.documents import SchemaOption, ViewOption, print_json
from shopcli.cli.programs.formats import (
    FormatOption,
    check_forms,
    chosen_format,
    print_answer,
    print_comparison,
    whole_answer,
    writes_advice,
)
from shopcli.cli.programs.next_commands import TypedCommand
from shopcli.cli.report import report
from shopcli.cli.reviews import reviews
from shopcli.cli.serve import mcp, serve
from shopcli.cli.speech.listen import listen
from shopcli.cli.speech.options import ListenerOption, SpeakerOption, SpeakOption, SpeakToOption, VoiceOption
from shopcli.cli.speech.voices import aloud
from shopcli.cli.store.commands import published, store_app
from shopcli.cli.train import train_app
from shopcli.cli.upkeep.changes import changes
from shopcli.cli.upkeep.cluster import OnOption
from shopcli.cli.upkeep.rules import rules_app
from shopcli.cli.upkeep.updated import after_index
from shopcli.cli.upkeep.watch import watch_app
from shopcli.config import Settings, cache_dir, load_settings
from shopcli.errors import UsageError

if TYPE_CHECKING:
    from shopcli.catalog import Catalog
    from shopcli.pipeline.building.workers import Workers
    from shopcli.render.console import Console

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
app.add_typer(watch_app, name="watch")
app.add_typer(rules_app, name="rules")
app.add_typer(store_app, name="store")


@app.callback(invoke_without_command=True)
def start(context: typer.Context, accessible: AccessibleOption = None, store: StoreOption = None) -> None:
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
            speak=False,
            voice=False,
            speaker=None,
            listener=None,
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
    on: OnOption = None,
    plain: PlainOption = False,
) -> None:
    """Index a catalog, so that it can be asked."""
    from shopcli.catalog import open_catalog
    from shopcli.pipeline.building.workers import workers_on

    settings = load_settings(index=path_text(index), embedder=embedder, device=device, precision=precision, plain=plain or None)
    console = open_console(settings)
    columns = dict(name_value_pairs(mapping or [], "--map"))
    with workers_on(on or "", device=settings.device) as workers:
        files = workers.files(catalog, settings.index_path)
        opened = open_catalog(files, mapping=columns, shops=shop or (), table=table)
        if dry_run:
            for remark in opened.remarks:
                console.message(remark)
            console.show_columns(opened.columns, opened.first_products(3, strict=strict), opened.findings)
        else:
            _build(console, settings, opened, columns, strict, anew, workers)


def _build(
    console: Console,
    settings: Settings,
    catalog: Catalog,
    columns: dict[str, str],
    strict: bool,
    anew: bool,
    workers: Workers,
) -> None:
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
            workers=workers,
        )
    if not built.unchanged:
        console.show_report(report)
        console.show_findings(catalog.findings)
    console.message(
        "\n".join([build_summary(built, settings.index_path), *published(console, settings, workers), *after_index(settings)])
    )


@app.command(cls=Command)
def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help="What you are looking for, in your own words.")] = None,
    index: IndexOption = None,
    top: TopOption = None,
    as_json: JsonOption = False,
    form: FormatOption = None,
    view: ViewOption = None,
    schema: SchemaOption = False,
    facets: FacetsOption = False,
    cursor: CursorOption = None,
    like: Annotated[str | None, typer.Option("--like", metavar="ID", help="Products like this one, which is left out.")] = None,
    batch: Annotated[
        str | None, typer.Option("--batch", help="A file of requests, one a line, or -; prints JSON Lines.")
    ] = None,
    out: OutOption = None,
    in_flight: InFlightOption = None,
    no_text: NoTextOption = False,
    simple: SimpleOption = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show scores, and clauses against facts as a heat map.")] = False,
    timings: Annotated[bool, typer.Option("--timings", help="Say where the time went, by stage.")] = False,
    no_rerank: Annotated[bool, typer.Option("--no-rerank", help="Keep the order of retrieval.")] = False,
    max_price: Annotated[float | None, typer.Option("--max-price", help="Nothing above this price.")] = None,
    min_price: Annotated[float | None, typer.Option("--min-price", help="Nothing below this price.")] = None,
    brand: Annotated[str | None, typer.Option("--brand", help="This brand only.")] = None,
    where: WhereOption = None,
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
    speak: SpeakOption = False,
    speak_to: SpeakToOption = None,
    speaker: SpeakerOption = None,
    pictures: PicturesOption = False,
    pictures_from: PicturesFromOption = None,
    image: ImageOption = None,
    image_embedder: ImageEmbedderOption = None,
    plain: PlainOption = False,
) -> None:
    """Recommend products from your catalog."""
    decoding: dict[str, Any] = {"temperature": temperature, "top_k": top_k, "top_p": top_p, "beams": beams}
    decoding |= {"max_new_tokens": max_new_tokens, "drafts": drafts, "constrain": constrain}
    decoding |= {"profile": "" if no_profile else profile, "simple": simple or None, "speaker": speaker}
    decoding |= {"image_embedder": image_embedder}
    settings = load_settings(
        index=path_text(index), top=top, model=model, device=device, seed=seed, plain=plain or None, **decoding
    )
    settings = with_generate(settings, dict(name_value_pairs(generate or [], "--generate")))
    form = chosen_format(form, as_json=as_json, view=view)
    check_forms(form, batch=batch, cursor=cursor)
    _check_goes_together(
        question,
        batch,
        is_by_product=like is not None or image is not None,
        by_picture=image is not None,
        in_full=explain or bool(warm),
        aloud=speak or speak_to is not None,
        is_shown=form is None,
        struck=bool(struck),
        is_kept=out is not None,
    )
    from shopcli.serve.asking import Asking
    from shopcli.serve.messages import AskOptions
    from shopcli.util.kept_patterns import kept_patterns

    if warm:
        from shopcli.serve.client import check_startable

        check_startable()  # said before any work
    filters = tuple(name_value_pairs(where or [], "--where"))
    left_out = tuple(struck or ())
    text, limits = not no_text and writes_advice(form), (max_price, min_price, brand, filters)
    wish = AskOptions(text, not no_rerank, explain, *limits, everything, left_out, facets, cursor, like)
    most = checked_in_flight(in_flight, settings, several=batch is not None, writes=text)
    looks_for_warm = warm if most == 1 else False  # a warm process answers one after the other
    console, failed = open_console(settings, late=form == "json" or batch is not None), 0
    typed = TypedCommand(context)
    with kept_patterns(cache_dir()):
        if image is None:
            asking, kept = open_kept(settings, wish, console, warm=looks_for_warm, takes_part=batch is None)
        else:
            text = wish.text and question is not None
            asking = kept = open_by_picture(settings, wish, console, image, pictures_from, text=text)
        if batch is not None:
            failed = answer_batch(kept, batch, timed=timings, view=view, typed=typed, most=most, out=out)
        elif form == "json":
            print_json(answered(kept, question or "", timed=timings, typed=typed), view)
        elif form is not None:
            print_answer(whole_answer(kept, question or ""), form, console)
        else:
            show_pictures(console, settings.index_path, pictures, pictures_from)
            with aloud(console, settings, speak=speak, file=speak_to) as spoken:
                show_answered(kept, spoken, question or "", timed=timings, asks=wish.text)
    if warm and isinstance(asking, Asking):
        from shopcli.serve.client import start

        start(settings)
    if failed:
        raise typer.Exit(failed)


def _check_goes_together(
    question: str | None,
    batch: str | None,
    *,
    is_by_product: bool,
    by_picture: bool,
    in_full: bool,
    aloud: bool,
    is_shown: bool,
    struck: bool,
    is_kept: bool,
) -> None:
    """Refuse options of one request that do not go together.

    Raises:
        UsageError: they do not.
    """
    several = batch is not None
    if (question is not None) == several and not (is_by_product and not several):
        raise UsageError("Give either one request or --batch FILE.", hint='For example: shopcli ask "outdoor sports watch"')
    if aloud and (several or not is_shown):
        raise UsageError("Only what is shown is read aloud.", hint="Leave out --json, --format and --batch.")
    if by_picture and (several or in_full):
        raise UsageError("--image goes without --batch, --explain and --warm.", hint="Ask with one picture at a time.")
    if is_kept and not several:
        raise UsageError("--out goes with --batch.", hint="For example: shopcli ask --batch requests.txt --out answers.jsonl")
    if struck and several:
        raise UsageError("--not takes the numbers of one request.", hint="Ask that request by itself, without --batch.")


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
    schema: SchemaOption = False,
    speak: SpeakOption = False,
    voice: VoiceOption = False,
    speaker: SpeakerOption = None,
    listener: ListenerOption = None,
    pictures: PicturesOption = False,
    pictures_from: PicturesFromOption = None,
    plain: PlainOption = False,
) -> None:
    """Talk: ask, refine, compare, go back."""
    from shopcli.chat.repl import run_repl
    from shopcli.cli.speech.voices import Voices
    from shopcli.train.evaluation.participation import Participation

    whose = "" if no_profile else profile
    decoding = {"simple": simple or None, "profile": whose, "speaker": speaker, "listener": listener}
    settings = load_settings(index=path_text(index), top=top, model=model, device=device, plain=plain or None, **decoding)
    part = Participation(settings, "chat", open_console(settings).note)
    advisor, console = open_advisor(part.settings, text=not no_text)
    show_pictures(console, part.settings.index_path, pictures, pictures_from)
    voices = Voices(console, part.settings, advisor.index)
    if speak:
        voices.switch(on=True)
    talks = part.advisor(advisor), voices.console
    collector = part.collector
    raise typer.Exit(
        run_repl(*talks, top=part.settings.top, text=not no_text, collector=collector, speech=voices, by_voice=voice)
    )


@app.command(cls=Command)
def show(
    product_id: Annotated[str, typer.Argument(metavar="ID")],
    index: IndexOption = None,
    as_json: JsonOption = False,
    view: ViewOption = None,
    schema: SchemaOption = False,
    pictures: PicturesOption = False,
    pictures_from: PicturesFromOption = None,
    plain: PlainOption = False,
) -> None:
    """Show all that the catalog says of one product."""
    from shopcli.catalog.facts import facts_of
    from shopcli.pipeline.personal.collected import is_collecting

    console, opened = open_index(index, plain)
    product = opened.product(product_id)
    if as_json or view:
        from shopcli.render.programs.record import product_to_dict

        print_json(product_to_dict(product, facts_of(product)), view)
    else:
        show_pictures(console, opened.folder, pictures, pictures_from)
        console.show_product(product, facts_of(product))
    if is_collecting():
        from shopcli.train.evaluation.participation import keep_opened

        keep_opened(product.id, opened.folder, console.note)


@app.command(cls=Command)
def compare(
    product_ids: Annotated[list[str], typer.Argument(metavar="ID ID…")],
    index: IndexOption = None,
    as_json: JsonOption = False,
    form: FormatOption = None,
    view: ViewOption = None,
    schema: SchemaOption = False,
    no_text: Annotated[bool, typer.Option("--no-text", help="The table only, without the sentences below it.")] = False,
    plain: PlainOption = False,
) -> None:
    """Show products side by side; what differs stands out, and is said in at most three sentences."""
    if len(dict.fromkeys(product_ids)) < 2:
        raise UsageError("Comparing takes two products or more.", hint="For example: shopcli compare W-1003 W-1007")
    from shopcli.catalog.facts import facts_of
    from shopcli.types import Sentence

    console, opened = open_index(index, plain)
    products = list({product.id: product for product in map(opened.product, product_ids)}.values())
    if len(products) < 2:
        hint = f"Its variants are listed by: shopcli show {products[0].id}"
        raise UsageError(f"All of these are the product {products[0].id}.", hint=hint)
    facts, told = [facts_of(product) for product in products], tuple[Sentence, ...]()
    if not no_text:
        from shopcli.pipeline.fields.fact_units import united_facts
        from shopcli.write.comparison import verdict

        told = tuple(verdict(products, lambda product: united_facts(product, opened)))
    if (form := chosen_format(form, as_json=as_json, view=view)) is not None:
        print_comparison(products, facts, told, form, view)
        return
    console.show_comparison(products, facts)
    console.show_verdict(told)


app.command("browse", cls=Command)(browse)
app.command("describe", cls=Command)(describe)
app.command("reviews", cls=Command)(reviews)
app.command("serve", cls=Command)(serve)
app.command("mcp", cls=Command)(mcp)
app.command("evaluate", cls=Command)(evaluate)
app.command("report", cls=Command)(report)
app.command("goes-with", cls=Command)(goes_with)
app.command("remember", cls=Command)(remember)
app.command("changes", cls=Command)(changes)
app.command("listen", cls=Command)(listen)


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

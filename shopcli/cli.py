"""The commands: parse, call the advisor, render; no logic. Heavy imports stay inside the commands."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shopcli.config import Settings, load_settings
from shopcli.errors import ShopcliError, UsageError

if TYPE_CHECKING:
    from shopcli.advisor import Advisor
    from shopcli.index import BuildReport
    from shopcli.render.console import Console
    from shopcli.render.progress import Task
    from shopcli.types import Answer, Clause

app = typer.Typer(
    help="A shopping advisor for your own catalog, on your own machine.",
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
models_app = typer.Typer(help="The weights that shopcli uses: list, fetch, verify.", no_args_is_help=True)
app.add_typer(models_app, name="models")

IndexOption = Annotated[Path | None, typer.Option("--index", "-i", help="The index folder.", show_default="your data folder")]
PlainOption = Annotated[bool, typer.Option("--plain", help="No colour, no boxes, no symbols: for screen readers and pipes.")]
TopOption = Annotated[int | None, typer.Option("--top", "-n", min=1, help="How many products to show.", show_default="3")]
ModelOption = Annotated[
    str | None, typer.Option("--model", help="The writer: a folder, a .gguf file, hf:ORG/NAME, or openai:URL#MODEL.")
]
DeviceOption = Annotated[str | None, typer.Option("--device", help="auto, cpu, cuda or mps.", show_default="auto")]
NoTextOption = Annotated[bool, typer.Option("--no-text", help="Results only; no language model is loaded.")]


@app.callback(invoke_without_command=True)
def start(context: typer.Context) -> None:
    """Without a command: talk (the same as `shopcli chat`)."""
    if context.invoked_subcommand is None:
        chat(index=None, top=None, plain=False, model=None, device=None, no_text=False)


@app.command()
def index(
    catalog: Annotated[list[Path], typer.Argument(help="Files or folders: JSON, JSON Lines, CSV, TSV, each also as .gz.")],
    index: IndexOption = None,
    mapping: Annotated[
        list[str] | None, typer.Option("--map", help="What a column is: title=product_name, price=cents/100, currency==EUR.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what was understood; build nothing.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first bad row.")] = False,
    embedder: Annotated[str | None, typer.Option("--embedder", help="The encoder: a folder, hf:ORG/NAME or wheel:….")] = None,
    device: DeviceOption = None,
    plain: PlainOption = False,
) -> None:
    """Index a catalog, so that it can be asked."""
    from shopcli.catalog import open_catalog

    settings = load_settings(index=_text(index), embedder=embedder, device=device, plain=plain or None)
    console = _console(settings)
    columns = _pairs(mapping or [], "--map")
    if dry_run:
        from itertools import islice

        opened = open_catalog(catalog, mapping=columns)
        console.show_columns(opened.columns, list(islice(opened.products(strict=strict), 3)))
        return
    _build(console, settings, catalog, columns, strict)


def _build(console: Console, settings: Settings, catalog: list[Path], columns: dict[str, str], strict: bool) -> None:
    from shopcli.catalog import ReadReport
    from shopcli.indexer import index_catalog

    _pull(console, [settings.embedder])
    report = ReadReport()
    with _stages(console) as on_progress:
        built = index_catalog(
            catalog,
            settings.index_path,
            settings=settings,
            mapping=columns,
            strict=strict,
            report=report,
            on_progress=on_progress,
        )
    console.show_report(report)
    console.message(_built(built, settings.index_path))


@contextmanager
def _stages(console: Console) -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar for each stage of a build, one after the other."""
    with ExitStack() as bars:
        stages: dict[str, Task] = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in stages:
                bars.close()
                stages[what] = bars.enter_context(console.progress(f"Embedding {what}", total))
            stages[what].reach(done, total)

        yield tell


def _built(built: BuildReport, folder: Path) -> str:
    """What a build did, in one sentence."""
    if built.unchanged:
        return f"Nothing has changed: {built.products:,} products in {folder}."
    embedded = f"{built.embedded_products:,} products and {built.embedded_facts:,} of {built.facts:,} facts embedded"
    left = f", {built.removed:,} gone" if built.removed else ""
    size = f"{built.bytes / 2**20:,.1f} MiB"
    return f"Indexed {built.products:,} products into {folder}: {embedded}{left}; {size}, {built.seconds_s:.1f} s."


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="What you are looking for, in your own words.")] = None,
    index: IndexOption = None,
    top: TopOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object (docs/json.md).")] = False,
    batch: Annotated[str | None, typer.Option("--batch", help="A file of requests, one a line, or - ; one JSON a line.")] = None,
    no_text: NoTextOption = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show clauses, scores and attended facts.")] = False,
    no_rerank: Annotated[bool, typer.Option("--no-rerank", help="Keep the order of retrieval.")] = False,
    max_price: Annotated[float | None, typer.Option("--max-price", help="Nothing above this price.")] = None,
    min_price: Annotated[float | None, typer.Option("--min-price", help="Nothing below this price.")] = None,
    brand: Annotated[str | None, typer.Option("--brand", help="This brand only.")] = None,
    where: Annotated[list[str] | None, typer.Option("--where", help="field=value, as `shopcli stats` lists fields.")] = None,
    model: ModelOption = None,
    device: DeviceOption = None,
    temperature: Annotated[float | None, typer.Option(help="Sample at this temperature; 0 is greedy.", min=0)] = None,
    top_k: Annotated[int | None, typer.Option(help="Sample from the k likeliest tokens.", min=0)] = None,
    top_p: Annotated[float | None, typer.Option(help="Sample from the likeliest tokens up to this mass.", min=0, max=1)] = None,
    beams: Annotated[int | None, typer.Option(help="Search with this many beams.", min=1)] = None,
    max_new_tokens: Annotated[int | None, typer.Option(help="The longest sentence, in tokens.", min=1)] = None,
    generate: Annotated[
        list[str] | None, typer.Option("--generate", help="NAME=VALUE, handed to transformers' generate, e.g. penalty_alpha=0.6.")
    ] = None,
    seed: Annotated[int | None, typer.Option(help="Sampling starts from this seed.")] = None,
    plain: PlainOption = False,
) -> None:
    """Recommend products from your catalog."""
    decoding = {"temperature": temperature, "top_k": top_k, "top_p": top_p, "beams": beams, "max_new_tokens": max_new_tokens}
    settings = load_settings(
        index=_text(index), top=top, model=model, device=device, seed=seed, plain=plain or None, **decoding
    )
    settings = _with_generate(settings, _pairs(generate or [], "--generate"))
    if (question is None) == (batch is None):
        raise UsageError("Give one request, or --batch FILE.", hint='For example: shopcli ask "outdoor sports watch"')
    advisor, console = _advisor(settings, text=not no_text)
    filters = advisor.filters(
        max_price=max_price, min_price=min_price, brand=brand, where=list(_pairs(where or [], "--where").items())
    )
    asking = _Asking(advisor, filters, text=not no_text, rerank=not no_rerank, explain=explain)
    if batch is not None:
        _answer_batch(asking, batch)
    elif as_json:
        _print(asking.as_dict(question or ""))
    else:
        _answer(asking, console, question or "")


class _Asking:
    """One way of asking, for one request or many."""

    def __init__(self, advisor: Advisor, filters: tuple[Clause, ...], *, text: bool, rerank: bool, explain: bool) -> None:
        self.advisor, self.filters = advisor, filters
        self.text, self.rerank, self.explain = text, rerank, explain

    def search(self, question: str) -> Answer:
        """The answer without advice."""
        if not question.strip():
            raise UsageError("The request is empty.", hint="Say what you are looking for, in your own words.")
        return self.advisor.ask(question, text=False, rerank=self.rerank, filters=self.filters)

    def as_dict(self, question: str) -> dict[str, Any]:
        """The whole answer as the contract has it."""
        from shopcli.render import answer_to_dict, explain_to_dict

        answer = self.search(question)
        if self.text:
            answer = self.advisor.with_advice(answer)
        return answer_to_dict(answer) | (explain_to_dict(answer) if self.explain else {})


def _answer(asking: _Asking, console: Console, question: str) -> None:
    """Results at once, then the advice as it is written."""
    from shopcli.types import Advice

    answer = asking.search(question)
    console.show_answer(answer, explain=asking.explain)
    if not asking.text or not answer.results:
        return
    sentences = []
    for sentence in asking.advisor.advise(answer):
        console.show_sentence(sentence, answer)
        sentences.append(sentence)
    console.end_advice(answer, Advice(tuple(sentences), asking.advisor.writer_name))


def _answer_batch(asking: _Asking, source: str) -> None:
    for question in _lines(source):
        try:
            _print(asking.as_dict(question))
        except ShopcliError as error:
            _print({"query": question, "error": {"message": str(error), "hint": error.hint}})


def _lines(source: str) -> Iterator[str]:
    """The requests of a batch; empty lines are passed over."""
    try:
        stream = sys.stdin if source == "-" else Path(source).open(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"Cannot read {source}: {error.strerror}.", hint="--batch takes a file of requests, or -.") from None
    with stream:
        yield from (line.strip() for line in stream if line.strip())


def _print(value: dict[str, Any]) -> None:
    from shopcli.render import dumps

    print(dumps(value), flush=True)


@app.command()
def chat(
    index: IndexOption = None,
    top: TopOption = None,
    no_text: NoTextOption = False,
    model: ModelOption = None,
    device: DeviceOption = None,
    plain: PlainOption = False,
) -> None:
    """Talk: ask, refine, compare, go back."""
    from shopcli.repl import run_repl

    settings = load_settings(index=_text(index), top=top, model=model, device=device, plain=plain or None)
    advisor, console = _advisor(settings, text=not no_text)
    raise typer.Exit(run_repl(advisor, console, top=settings.top, text=not no_text))


@app.command()
def show(product_id: Annotated[str, typer.Argument(metavar="ID")], index: IndexOption = None, plain: PlainOption = False) -> None:
    """Show all that the catalog says of one product."""
    from shopcli.catalog.facts import facts_of

    console, opened = _open_index(index, plain)
    product = opened.product(product_id)
    console.show_product(product, facts_of(product))


@app.command()
def compare(
    product_ids: Annotated[list[str], typer.Argument(metavar="ID ID…")], index: IndexOption = None, plain: PlainOption = False
) -> None:
    """Show products side by side; what differs stands out."""
    if len(product_ids) < 2:
        raise UsageError("Comparing takes two products or more.", hint="For example: shopcli compare W-1003 W-1007")
    console, opened = _open_index(index, plain)
    console.show_comparison([opened.product(product_id) for product_id in product_ids])


@app.command()
def stats(index: IndexOption = None, plain: PlainOption = False) -> None:
    """Show what the catalog holds: counts, prices, brands, fields and how full they are."""
    console, opened = _open_index(index, plain)
    console.show_stats(opened.stats())


@app.command()
def doctor(index: IndexOption = None, plain: PlainOption = False) -> None:
    """Check versions, devices, weights and the index; say what mends what is missing."""
    from shopcli.doctor import examine

    settings = load_settings(index=_text(index), plain=plain or None)
    checks = examine(settings)
    _console(settings).show_checks(checks)
    raise typer.Exit(0 if all(check.ok for check in checks) else 1)


@models_app.command("list")
def models_list(plain: PlainOption = False) -> None:
    """List the models in use, where they come from and whether they are here."""
    from shopcli.models import list_models

    settings = load_settings(plain=plain or None)
    _console(settings).show_models(list_models(settings))


@models_app.command("pull")
def models_pull(
    source: Annotated[list[str] | None, typer.Argument(help="Sources to fetch.", show_default="the models in use")] = None,
    plain: PlainOption = False,
) -> None:
    """Fetch weights, so that nothing needs the network later."""
    settings = load_settings(plain=plain or None)
    console = _console(settings)
    _pull(console, source or [settings.embedder, settings.model], say_present=True)


@models_app.command("verify")
def models_verify(plain: PlainOption = False) -> None:
    """Check the weights against their hashes."""
    from shopcli.models import verify

    settings = load_settings(plain=plain or None)
    checks = [verify(source) for source in (settings.embedder, settings.model)]
    _console(settings).show_checks(checks)
    raise typer.Exit(0 if all(check.ok for check in checks) else 1)


def _advisor(settings: Settings, *, text: bool) -> tuple[Advisor, Console]:
    """An advisor whose weights are at hand, and the console."""
    from shopcli.advisor import Advisor

    advisor, console = Advisor.open(settings.index_path, settings=settings), _console(settings)
    _pull(console, [advisor.index.manifest.embedder, *([settings.model] if text else [])])
    return advisor, console


def _open_index(path: Path | None, plain: bool) -> tuple[Console, Any]:
    """The console and the index, for commands that need no model."""
    from shopcli.config import cache_dir
    from shopcli.index import Index

    settings = load_settings(index=_text(path), plain=plain or None)
    return _console(settings), Index(settings.index_path, cache_dir=cache_dir())


def _pull(console: Console, sources: list[str], *, say_present: bool = False) -> None:
    """Fetch what is missing, with a progress bar."""
    from shopcli.models import fetch, is_present, source_name

    for source in dict.fromkeys(sources):
        if is_present(source):
            if say_present:
                console.message(f"{source_name(source)} is here.")
            continue
        with console.progress(f"Fetching {source_name(source)}", None, unit="B") as task:
            fetch(source, progress=task.reach)


def _console(settings: Settings) -> Console:
    from shopcli.render.console import Console

    return Console.from_environment(plain=settings.plain)


def _with_generate(settings: Settings, extra: dict[str, str]) -> Settings:
    """Settings with the NAME=VALUE pairs of --generate, each value read as TOML where it is (4, 0.6, true), else as text."""
    from dataclasses import replace

    return replace(settings, generate={**settings.generate, **{name: _toml(value) for name, value in extra.items()}})


def _toml(value: str) -> Any:
    import tomllib

    try:
        return tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        return value


def _pairs(items: list[str], flag: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for item in items:
        name, equals, value = item.partition("=")
        if not equals or not name.strip() or not value:
            raise UsageError(f"{flag} {item!r} is not NAME=VALUE.", hint=f"For example: {flag} {_EXAMPLES[flag]}")
        pairs[name.strip()] = value.strip()
    return pairs


_EXAMPLES = {"--map": "title=product_name", "--where": "colour=black", "--generate": "num_beams=4"}


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)

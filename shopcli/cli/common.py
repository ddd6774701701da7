"""What the commands share: the console, an advisor whose weights are at hand, answers as JSON, and NAME=VALUE pairs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, cast

from shopcli.config import Settings, load_settings
from shopcli.errors import UsageError

if TYPE_CHECKING:
    from shopcli.advisor import Advisor
    from shopcli.cli.programs.next_commands import TypedCommand
    from shopcli.index import BuildReport, Index
    from shopcli.render.console import Console
    from shopcli.render.progress import Task
    from shopcli.serve.asking import Asking, KeptAsking, WarmAsking
    from shopcli.serve.messages import AskOptions
    from shopcli.types import Answer


def open_advisor(settings: Settings, *, text: bool) -> tuple[Advisor, Console]:
    """An advisor whose weights are at hand, and the console."""
    console = open_console(settings)
    return ready_advisor(settings, console, text=text), console


def ready_advisor(settings: Settings, console: Console, *, text: bool) -> Advisor:
    """An advisor whose weights are at hand; the console shows how they come."""
    from shopcli.advisor import Advisor

    advisor = Advisor.open(settings.index_path, settings=settings)
    pull(console, [advisor.index.manifest.embedder, *([settings.model] if text else [])])
    return advisor


def open_kept(
    settings: Settings, wish: AskOptions, console: Console, *, warm: bool | None, takes_part: bool
) -> tuple[Asking | WarmAsking, Asking | WarmAsking | KeptAsking]:
    """Who answers, and the same as it is to be asked: where collecting is on, each answer is kept as a session of its own.

    Args:
        settings: which index, which models, how to decode.
        wish: how to answer.
        console: tells what cannot be kept.
        warm: False does not look for another process.
        takes_part: whether an experiment that runs may choose other settings.
    """
    from shopcli.pipeline.personal.collected import is_collecting
    from shopcli.serve.asking import KeptAsking, open_asking

    if not is_collecting():
        asking = open_asking(settings, wish, warm=warm, advisor=lambda: ready_advisor(settings, console, text=wish.text))
        return asking, asking
    from shopcli.train.evaluation.participation import Participation

    part = Participation(settings, "ask", console.note, takes_part=takes_part)
    warm = False if part.is_interleaved else warm
    keeping = Lock()  # several may be answered at once

    def keep(answer: Answer) -> None:
        with keeping:
            part.collector.answer(answer)
            part.collector.anew()

    asking = open_asking(
        part.settings, wish, warm=warm, advisor=lambda: part.advisor(ready_advisor(part.settings, console, text=wish.text))
    )
    return asking, KeptAsking(asking, keep)


def open_index(path: Path | None, plain: bool) -> tuple[Console, Index]:
    """The console and the index, for commands that need no model."""
    from shopcli.pipeline.shop_rules.opening import open_shop

    settings = load_settings(index=path_text(path), plain=plain or None)
    return open_console(settings), open_shop(settings.index_path, settings)


def pull(console: Console, sources: list[str], *, say_present: bool = False) -> None:
    """Fetch what is missing, with a progress bar."""
    from shopcli.models.weights.sources import embedders, fetch, is_present, source_name

    for source in dict.fromkeys(one for spec in sources for one in embedders(spec)):
        if is_present(source):
            if say_present:
                console.message(f"{source_name(source)} is here.")
            continue
        with console.progress(f"Fetching {source_name(source)}", None, unit="B") as task:
            fetch(source, progress=task.reach)


def open_console(settings: Settings, *, late: bool = False) -> Console:
    """The console, which also tells what takes long behind the scenes, such as preparing weights once.

    Args:
        settings: whether it is plain.
        late: whether it is opened when something is first shown, as under ``--json``, where mostly nothing is.
    """
    import logging

    is_late = late and not settings.accessible  # which says from the start that the work goes on
    console = cast("Console", _LateConsole(settings)) if is_late else _console_of(settings)

    class Notes(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            console.note(record.getMessage())

    logger = logging.getLogger("shopcli")
    logger.setLevel(logging.INFO)
    logger.handlers, logger.propagate = [Notes()], False
    return console


def _console_of(settings: Settings) -> Console:
    if settings.accessible:
        from shopcli.render.accessible.console import AccessibleConsole

        return AccessibleConsole.of_process(hints=settings.hints)
    from shopcli.render.console import Console

    return Console.from_environment(plain=settings.plain, hints=settings.hints)


class _LateConsole:
    """Has what a console has; rich, which takes longer than many an answer's JSON, comes with the first of it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __getattr__(self, name: str) -> Any:
        return getattr(self._console, name)

    @cached_property
    def _console(self) -> Console:
        return _console_of(self._settings)


def with_generate(settings: Settings, extra: dict[str, str]) -> Settings:
    """Settings with the NAME=VALUE pairs of --generate, each value read as TOML where it is (4, 0.6, true), else as text."""
    return replace(settings, generate={**settings.generate, **{name: _toml(value) for name, value in extra.items()}})


def _toml(value: str) -> Any:
    import tomllib

    try:
        return tomllib.loads(f"value = {value}")["value"]
    except tomllib.TOMLDecodeError:
        return value


def name_value_pairs(items: list[str], flag: str) -> list[tuple[str, str]]:
    """NAME=VALUE as given, in order; a name may come twice.

    Raises:
        UsageError: an item without a name, or without a value.
    """
    pairs: list[tuple[str, str]] = []
    for item in items:
        name, equals, value = item.partition("=")
        if not equals or not name.strip() or not value:
            raise UsageError(f"{flag} {item!r} is not NAME=VALUE.", hint=f"For example: {flag} {_EXAMPLES[flag]}")
        pairs.append((name.strip(), value.strip()))
    return pairs


_EXAMPLES = {
    "--map": "title=product_name", "--where": "colour=black", "--generate": "num_beams=4", "--against": "drafts=4",
}  # fmt: skip


def lines_of(source: str, what: str) -> Iterator[str]:
    """What a batch holds, one a line; empty lines are passed over; bytes of a file that are no UTF-8 are lone surrogates.

    Raises:
        UsageError: the file cannot be read; it says that ``what`` is wanted.
    """
    path = Path(source)
    try:
        with nullcontext(sys.stdin) if source == "-" else path.open(encoding="utf-8-sig", errors="surrogateescape") as stream:
            yield from (line.strip() for line in stream if line.strip())
    except OSError as error:
        raise UsageError(f"Cannot read {source}: {error.strerror}.", hint=f"--batch takes a file of {what}, or -.") from None


def answered(
    asking: Asking | WarmAsking | KeptAsking, question: str, *, timed: bool, typed: TypedCommand | None = None
) -> dict[str, Any]:
    """The whole answer as the contract has it; with ``typed``, the command, also the commands that go on from it."""
    from shopcli.render import answer_to_dict, explain_to_dict
    from shopcli.serve.asking import whole
    from shopcli.util.timing import since_start

    start = since_start() if timed else {}
    answer, attentions = whole(asking, question)
    answer = replace(answer, timings_s={**start, **answer.timings_s})
    onward: dict[str, Any] = {"cursor": answer.cursor}
    if typed is not None:
        from shopcli.cli.programs.next_commands import next_commands

        onward["next"] = next_commands(answer, typed, "ask", question)
    return answer_to_dict(answer) | onward | ({} if attentions is None else explain_to_dict(answer, attentions))


def show_answered(
    asking: Asking | WarmAsking | KeptAsking, console: Console, question: str, *, timed: bool, asks: bool
) -> None:
    """Show the answer of `asking`: results at once, then the advice as it is written, then the question back."""
    from shopcli.cli.programs.formats import show_facets
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
            show_facets(console, answer)
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


def path_text(path: Path | None) -> str | None:
    return None if path is None else str(path)


@contextmanager
def stage_bars(console: Console, doing: str = "Embedding") -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar for each stage of a build, one after the other."""
    with ExitStack() as bars:
        stages: dict[str, Task] = {}

        def tell(what: str, done: int, total: int) -> None:
            if what not in stages:
                bars.close()
                stages[what] = bars.enter_context(console.progress(f"{doing} {what}", total))
            stages[what].reach(done, total)

        yield tell


def build_summary(built: BuildReport, folder: Path) -> str:
    """What a build did, in a sentence or two."""
    from shopcli.render.words import count

    products = count(built.products, "product")
    if built.unchanged:
        return f"Nothing has changed: {products} in {folder}."
    changed = f", {built.changed:,} of them new or changed" if built.changed is not None else ""
    changed = changed or (", all read anew" if built.before else "")
    embedded = f"{count(built.embedded_products, 'product')} and {count(built.embedded_facts, 'text')} of {built.facts:,} facts"
    gone = f", {built.removed:,} gone" if built.removed else ""
    size = f"{built.bytes / 2**20:,.1f} MiB"
    summary = f"Indexed {products} into {folder}{changed}: {embedded} embedded{gone}; {size}, {built.seconds_s:.1f} s."
    if 2 * built.removed > built.before:
        summary += f" Most of the {count(built.before, 'product')} there before are gone; was that the right file?"
    return summary

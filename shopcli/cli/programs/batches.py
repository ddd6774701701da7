"""``shopcli ask --batch``: a line of JSON for each request, in their order, however many are asked at once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shopcli.cli.common import answered, lines_of
from shopcli.errors import ModelError, ShopcliError, UsageError, failure_of

if TYPE_CHECKING:
    from shopcli.cli.programs.next_commands import TypedCommand
    from shopcli.config import Settings
    from shopcli.serve.asking import Asking, KeptAsking, WarmAsking

InFlightOption = Annotated[
    int | None,
    typer.Option("--in-flight", min=1, help="How many are worked on at once; their order is kept.", show_default="1"),
]
OutOption = Annotated[
    Path | None,
    typer.Option("--out", help="With --batch: JSON Lines to write; run again, it goes on where it was stopped."),
]


def checked_in_flight(number: int | None, settings: Settings, *, several: bool, writes: bool) -> int:
    """How many are to be worked on at once, where so many can be.

    Args:
        number: as it was given.
        settings: who writes.
        several: whether there are several to work on.
        writes: whether a model writes.

    Raises:
        UsageError: there is only one, or a model of this machine writes, which does one after the other.
    """
    number = number or 1
    if number > 1 and not several:
        raise UsageError("--in-flight goes with several: --batch FILE or --all.", hint="Leave it out for one.")
    if number > 1 and writes and not settings.model.startswith("openai:"):
        hint = "Name a server by --model openai:URL#MODEL (docs/cluster.md), or let no model write."
        raise UsageError("A model on this machine writes one text after the other.", hint=hint)
    return number


def answer_batch(
    asking: Asking | WarmAsking | KeptAsking,
    source: str,
    *,
    timed: bool,
    view: str | None = None,
    typed: TypedCommand | None = None,
    most: int = 1,
    out: Path | None = None,
) -> int:
    """A line of JSON for each request, whatever becomes of the others.

    Args:
        asking: answers.
        source: a file of requests, one a line, or ``-``.
        timed: whether the first tells how long the start took.
        view: the part of each that is wanted.
        typed: the command, where answers say how to go on from them.
        most: how many are answered at once.
        out: where the lines go, in place of standard output; what it holds of them is not asked again.

    Returns:
        The exit code of the first that failed, else 0.

    Raises:
        UsageError: ``out`` holds something else.
        ModelError: the writer failed where there is an ``out``, with which the same command goes on later.
    """
    from shopcli.cli.programs.documents import part_of
    from shopcli.render import dumps
    from shopcli.util.in_flight import in_flight

    def line_of(question: str) -> str:
        if any("\udc80" <= letter <= "\udcff" for letter in question):
            raise UsageError("This line is not UTF-8.", hint="Save the file of requests as UTF-8.")
        return dumps(part_of(answered(asking, question, timed=timed, typed=typed), view))

    code = 0
    questions = lines_of(source, "requests")
    with _writing(out, questions) as write, closing(in_flight(line_of, questions, most)) as lines:
        for question, line in lines:
            try:
                write(line())
            except Exception as error:
                failure = failure_of(error)
                if out is not None and isinstance(failure, ModelError):
                    raise  # the next request would meet it too
                code = code or failure.exit_code
                write(dumps(_failed(question, failure)))
    return code


def _failed(question: str, failure: ShopcliError) -> dict[str, Any]:
    query = question.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return {"query": query, "error": {"message": str(failure), "hint": failure.hint}}


@contextmanager
def _writing(out: Path | None, questions: Iterator[str]) -> Iterator[Callable[[str], None]]:
    """What writes a line; of the questions those are passed over that ``out`` has a line for."""
    if out is None:
        yield lambda line: print(line, flush=True)
        return
    _pass_over(questions, out)
    with out.open("a", encoding="utf-8") as file:

        def append(line: str) -> None:
            file.write(f"{line}\n")
            file.flush()
            os.fsync(file.fileno())

        yield append


def _pass_over(questions: Iterator[str], out: Path) -> None:
    """Take the questions that a file answers already; its torn last line is cut off.

    Raises:
        UsageError: its lines are no answers, or those to other requests.
    """
    content = out.read_bytes() if out.exists() else b""
    whole = content[: content.rfind(b"\n") + 1]
    answers = [_query(line, f"{out}, line {number}") for number, line in enumerate(whole.splitlines(), start=1)]
    if content and not content.startswith((b"{", b"[", b'"')):
        raise UsageError(f"{out} holds no answers.", hint="Name another file with --out.")
    for number, (answer, question) in enumerate(zip(answers, islice(questions, len(answers)), strict=False), start=1):
        if answer not in (None, question.encode("utf-8", "surrogateescape").decode("utf-8", "replace")):
            raise UsageError(
                f"{out}, line {number} answers another request: {answer}",
                hint="Go on with the same file of requests, or name another file with --out.",
            )
    if whole != content:
        os.truncate(out, len(whole))


def _query(line: bytes, where: str) -> str | None:
    """The request that a line answers; None of a view without it."""
    import json  # which help does without

    try:
        answer = json.loads(line)
    except ValueError:
        raise UsageError(f"{where} is no answer.", hint="Name another file with --out.") from None
    query = answer.get("query") if isinstance(answer, dict) else None
    return query if isinstance(query, str) else None

"""``shopcli collect``: whether sessions are kept, what of them, and how to be rid of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shopcli.cli.common import open_console
from shopcli.cli.options import PlainOption
from shopcli.cli.parameters import Command, Group
from shopcli.cli.programs.documents import SchemaOption, ViewOption, print_json
from shopcli.config import load_settings
from shopcli.errors import ShopcliError, UsageError

if TYPE_CHECKING:
    from shopcli.pipeline.personal.collected import CollectedRequest, CollectedSession, Feedback

collect_app = typer.Typer(
    cls=Group, help="Keep what is asked, shown, chosen and rated, on this machine; off by default.", no_args_is_help=True
)


@collect_app.command("on", cls=Command)
def collect_on(plain: PlainOption = False) -> None:
    """Keep sessions from now on: needs, what was shown for them, what was chosen or rated; nothing else."""
    from shopcli.pipeline.personal.collected import collected_path, switch

    switch(True)
    open_console(load_settings(plain=plain or None)).message(
        "On. Needs, what is shown for them, and what is chosen or rated are kept, in a file that only you may read:\n"
        f"{collected_path()}\n"
        "In chat, /good 1 and /bad 2 rate what is shown. Off again: shopcli collect off"
    )


@collect_app.command("off", cls=Command)
def collect_off(plain: PlainOption = False) -> None:
    """Keep nothing from now on; what was kept stays."""
    from shopcli.pipeline.personal.collected import collected_path, switch

    switch(False)
    kept = " What was kept is removed by: shopcli collect forget --all" if collected_path().is_file() else ""
    open_console(load_settings(plain=plain or None)).message(f"Off.{kept}")


@collect_app.command("show", cls=Command)
def collect_show(
    last: Annotated[int, typer.Option("--last", min=0, help="How many of the latest sessions are shown whole.")] = 5,
    as_json: Annotated[bool, typer.Option("--json", help="All of it, one session a line.")] = False,
    view: ViewOption = None,
    schema: SchemaOption = False,
    plain: PlainOption = False,
) -> None:
    """Show whether sessions are kept, how many there are, and the latest."""
    from shopcli.pipeline.personal.collected import Collected, collected_path, is_collecting

    path = collected_path()
    sessions = Collected(path).sessions() if path.is_file() else []
    if as_json or view:
        for session in sessions:
            print_json(_as_dict(session), view)
        return
    lines = [f"Collecting is {'on' if is_collecting() else 'off'}.", _counts(sessions)]
    if sessions:
        lines.append(f"In {path}, {path.stat().st_size / 1024:,.0f} KiB.")
    for session in sessions[len(sessions) - min(last, len(sessions)) :]:
        lines += ["", *_session_lines(session)]
    open_console(load_settings(plain=plain or None)).message("\n".join(lines))


@collect_app.command("forget", cls=Command)
def collect_forget(
    session: Annotated[str | None, typer.Argument(help="A session, as `collect show` names it.")] = None,
    profile: Annotated[str | None, typer.Option("--profile", help="All that was asked under this profile.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="All that was collected.")] = False,
    plain: PlainOption = False,
) -> None:
    """Forget a session, a person, or all; nothing of it is left in the file, nor in pairs that were prepared of it."""
    from shopcli.pipeline.personal.collected import collected_path, remove_store
    from shopcli.pipeline.personal.erasure import erase_sessions
    from shopcli.pipeline.personal.training_register import register_path

    if (session is not None) + (profile is not None) + everything != 1:
        raise UsageError("Forget what?", hint="Give one of: a session, --profile NAME, --all.")
    console = open_console(load_settings(plain=plain or None))
    if not collected_path().is_file() and not register_path().is_file():
        console.message("Nothing was collected.")
        return
    try:
        erased = erase_sessions(session=session, profile=profile)
    except UsageError:
        raise
    except ShopcliError:
        if not everything:
            raise
        remove_store()  # damaged, or of another version: nothing in it can be told apart
        erased = erase_sessions()
        console.message("\n".join(["Removed the whole file, which could not be read.", *erased.warnings()]))
        return
    told = ", ".join(f"{one.what}" if one.name == "collected" else f"{one.what} in {one.path}" for one in erased.gone)
    console.message("\n".join([f"Forgotten: {told or 'nothing was there'}.", *erased.warnings()]))


def _counts(sessions: list[CollectedSession]) -> str:
    """What there is, in a sentence."""
    from shopcli.render.words import count

    if not sessions:
        return "Nothing was collected."
    requests = [request for session in sessions for request in session.requests]
    kinds = [kind for request in requests for _, kind in request.feedback]
    shown = sum(len(request.shown) for request in requests)
    told = ", ".join(f"{kinds.count(kind)} {words}" for kind, words in _KINDS.items())
    return f"{count(len(sessions), 'session')}, {count(len(requests), 'request')}, {count(shown, 'product')} shown; {told}."


_KINDS: Mapping[Feedback, str] = {"chosen": "chosen", "good": "rated good", "bad": "rated bad"}


def _session_lines(session: CollectedSession) -> Iterator[str]:
    when = datetime.fromtimestamp(session.begun).strftime("%Y-%m-%d %H:%M")
    profile = f", profile {session.profile}" if session.profile else ""
    yield f"{session.id}, {when}, {session.surface}{profile}"
    for request in session.requests:
        yield f"  {request.query}"
        yield f"    {_found(request)}"
        for product, kind in request.feedback:
            yield f"    {product}: {_KINDS[kind]}"


def _found(request: CollectedRequest) -> str:
    shown = ", ".join(one.product for one in request.shown)
    if request.replied and not shown:
        return "answered in words"
    meets = "nothing of the kind is sold" if request.not_sold else f"{request.matching:,} met it"
    return f"{meets}; shown: {shown}" if shown else meets


def _as_dict(session: CollectedSession) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(session)

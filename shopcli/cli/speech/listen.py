"""``shopcli listen``: a spoken request is heard, shown, mended where need be, and asked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shopcli.cli.common import answered, open_console, open_kept, path_text, show_answered
from shopcli.cli.options import IndexOption, JsonOption, NoTextOption, PlainOption, TopOption
from shopcli.cli.programs.documents import SchemaOption, ViewOption, print_json
from shopcli.cli.speech.options import ListenerOption, ListenFromOption, SpeakerOption, SpeakOption
from shopcli.cli.speech.voices import aloud, heard_from, open_listener
from shopcli.config import cache_dir, load_settings

if TYPE_CHECKING:
    from shopcli.config import Settings
    from shopcli.pipeline.speech.listener import Heard
    from shopcli.render.console import Console


def listen(
    index: IndexOption = None,
    listen_from: ListenFromOption = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask what was heard as it is, and do not wait for Enter.")] = False,
    top: TopOption = None,
    as_json: JsonOption = False,
    view: ViewOption = None,
    schema: SchemaOption = False,
    no_text: NoTextOption = False,
    listener: ListenerOption = None,
    speak: SpeakOption = False,
    speaker: SpeakerOption = None,
    plain: PlainOption = False,
) -> None:
    """Hear a request, show it, and ask it once you have said yes.

    On a terminal you can mend the line that was heard. In a pipe it is printed, and asked only with --yes.
    """
    spoken = {"listener": listener, "speaker": speaker}
    settings = load_settings(index=path_text(index), top=top, plain=plain or None, **spoken)
    console = open_console(settings)
    heard = _heard(console, settings, listen_from)
    is_seen = sys.stdin.isatty() and sys.stdout.isatty()
    if as_json or view:
        answer = _answer(console, settings, heard, text=not no_text) if yes else None
        return print_json(heard_to_dict(heard, answer), view)
    if yes or not is_seen:
        console.message(heard.text)
    question = heard.text if yes else _mended(console, heard.text) if is_seen else ""
    if question:
        from shopcli.serve.messages import AskOptions
        from shopcli.util.kept_patterns import kept_patterns

        wish = AskOptions(text=not no_text)
        with kept_patterns(cache_dir()), aloud(console, settings, speak=speak, file=None) as shown:
            _, asking = open_kept(settings, wish, console, warm=None, takes_part=True)
            show_answered(asking, shown, question, timed=False, asks=wish.text)


def _heard(console: Console, settings: Settings, file: Path | None) -> Heard:
    from shopcli.index.stores.opening import open_index

    return heard_from(file, console, lambda: open_listener(console, settings, open_index(settings)))


def _mended(console: Console, text: str) -> str:
    """What the shopper makes of it; empty where they leave."""
    if (ask_line := console.ask_line) is not None:
        console.message(f"Heard: {text}")
        console.hint("Enter asks it. Or type what you meant.")
        try:
            return ask_line().strip() or text
        except EOFError:
            return ""
    from prompt_toolkit import prompt

    console.hint("Enter asks what was heard. You can mend it first.")
    try:
        return prompt("> ", default=text).strip()
    except (EOFError, KeyboardInterrupt):
        return ""


def _answer(console: Console, settings: Settings, heard: Heard, *, text: bool) -> dict[str, Any]:
    from shopcli.serve.messages import AskOptions

    _, asking = open_kept(settings, AskOptions(text=text), console, warm=None, takes_part=True)
    return answered(asking, heard.text, timed=False)


def heard_to_dict(heard: Heard, answer: dict[str, Any] | None) -> dict[str, Any]:
    """What was heard, for programs.

    Args:
        heard: it.
        answer: of the request, as `ask --json` has it; None where it was not asked.
    """
    told = {"heard": heard.text, "others": list(heard.others), "by": heard.by, "duration_s": round(heard.duration_s, 3)}
    return told | {"answer": answer}

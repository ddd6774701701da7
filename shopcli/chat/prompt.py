"""The line that a shopper types on: history kept between sessions, completion, pasted lines, and the need in force below it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from shopcli.errors import ShopcliError

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.completion import Completer
    from prompt_toolkit.history import History
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

SHORTEST_PREFIX = 2  # characters before catalog words are offered


def open_prompt(
    *,
    commands: Mapping[str, str],
    words: Callable[[], Iterable[str]],
    history: History,
    toolbar: Callable[[], str] | None = None,
    input: Input | None = None,
    output: Output | None = None,
) -> PromptSession[str]:
    """A prompt whose Enter sends, whose Alt-Enter breaks the line, and which takes a paste of many lines as one text.

    Args:
        commands: what can follow a slash, with what it does.
        words: further words worth completing, asked for anew each time.
        history: where lines are kept.
        toolbar: the text of the bottom line; None for no such line.
        input: keys; the terminal's where None.
        output: the screen; the terminal's where None.
    """
    from prompt_toolkit import PromptSession
    from prompt_toolkit.application import get_app
    from prompt_toolkit.filters import Condition
    from prompt_toolkit.key_binding import KeyBindings

    bindings = KeyBindings()
    bindings.add("escape", "enter")(lambda event: event.current_buffer.insert_text("\n"))
    return PromptSession(
        "> ",
        history=history,
        completer=_completer(commands, lambda: {*words(), *_words_of(history)}),
        complete_while_typing=Condition(lambda: get_app().current_buffer.text.startswith("/")),
        key_bindings=bindings,
        bottom_toolbar=toolbar,
        input=input,
        output=output,
    )


def open_history(folder: Path) -> History:
    """The lines of earlier sessions, in ``folder / "history"``, which only its owner may read.

    Raises:
        ShopcliError: the file cannot be written.
    """
    from prompt_toolkit.history import FileHistory

    path = folder / "history"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        with path.open("ab"):
            pass
    except OSError as error:
        reason = error.strerror or str(error)
        raise ShopcliError(
            f"{path} cannot be written ({reason}), so this session's lines are forgotten at its end.",
            hint="Name another folder with SHOPCLI_DATA_DIR.",
        ) from None
    return FileHistory(str(path))


def _words_of(history: History) -> Iterator[str]:
    """The words of earlier lines that are long enough to be worth completing."""
    for line in history.get_strings():
        if not line.startswith("/"):
            yield from (word for word in line.split() if len(word) > SHORTEST_PREFIX)


def _completer(commands: Mapping[str, str], words: Callable[[], Iterable[str]]) -> Completer:
    from prompt_toolkit.completion import Completer, Completion
    from prompt_toolkit.document import Document

    class ShopCompleter(Completer):
        """Commands behind a slash; elsewhere brands, colours, fields and words said before, by what the line ends in."""

        def get_completions(self, document: Document, complete_event: object) -> Iterator[Completion]:
            typed = document.text_before_cursor
            if typed.startswith("/") and " " not in typed:
                for name, what in commands.items():
                    if name.startswith(typed.lower()):
                        yield Completion(name, start_position=-len(typed), display_meta=what)
                return
            for word, ending in _completions(typed, words()):
                yield Completion(word, start_position=-len(ending))

    return ShopCompleter()


def _completions(line: str, words: Iterable[str]) -> list[tuple[str, str]]:
    """Each word that the end of the line begins, with the letters of it that stand there; names may hold spaces."""
    typed = line.lower().split(" ")
    endings = [" ".join(typed[start:]) for start in range(max(0, len(typed) - 3), len(typed))]
    completed: dict[str, str] = {}
    for word in words:
        for ending in endings:
            if len(ending.strip()) >= SHORTEST_PREFIX and word.lower().startswith(ending) and word.lower() != ending:
                completed.setdefault(word, ending)
    return sorted(completed.items(), key=lambda pair: (-len(pair[1]), pair[0].lower()))

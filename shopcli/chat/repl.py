"""The conversation: a thin loop over the advisor and a session's state. What is shown goes through a console."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, TextIO

from shopcli.chat.narrowing import chosen_clauses
from shopcli.chat.session import Session
from shopcli.chat.shop import SessionCollector, Shop
from shopcli.chat.speech import Speech, SpokenInput
from shopcli.chat.transcript import save
from shopcli.config import data_dir
from shopcli.errors import ShopcliError, UsageError, failure_of
from shopcli.need.dialogue.speech_acts import spoken_command
from shopcli.render.programs.facets import choice_lines, spoken_choice_lines
from shopcli.types import Advice, Answer, Product, Sentence

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

    from shopcli.render.console import Console

LINE_KEYS = "Enter sends, Ctrl-C stops the writing, Ctrl-D leaves."
GREETING = "Say what you are looking for, or /help."
KEYS = "Enter sends, Alt-Enter breaks the line, Tab completes, Ctrl-C stops the writing, Ctrl-D leaves."


def run_repl(
    advisor: Shop,
    console: Console,
    *,
    top: int = 3,
    text: bool = True,
    input_stream: TextIO | None = None,
    prompt_session: PromptSession[str] | None = None,
    collector: SessionCollector | None = None,
    speech: Speech | None = None,
    by_voice: bool = False,
) -> int:
    """Talk until the shopper leaves.

    Args:
        advisor: answers; its models load in the background while the first line is typed.
        console: shows.
        top: how many results a step shows.
        text: whether advice is written.
        input_stream: lines to read without a prompt, to the end; standard input where it is no terminal.
        prompt_session: in place of the one that the terminal would get.
        collector: keeps the session, where the shopper lets it.
        speech: reads aloud and listens.
        by_voice: whether an empty line listens.

    Returns:
        0; without a prompt, the exit code of the first line that failed, so that scripts can tell.
    """
    prompted = prompt_session is not None or (input_stream is None and sys.stdin.isatty())
    spoken = SpokenInput(speech, by_voice=by_voice, interrupts=prompted)
    talk = Conversation(advisor, console, top=top, text=text, prompted=prompted, collector=collector, spoken=spoken)
    try:
        if prompted:
            return _prompted(talk, _asking(talk, advisor, console, prompt_session), console)
        for line in input_stream or _lines_of_stdin(console):
            if not talk.hear(line.lstrip("\ufeff")):
                break
        return talk.exit_code
    finally:
        if collector:
            collector.end()
        spoken.end()


def _prompted(talk: Conversation, ask: Callable[[], str], console: Console) -> int:
    while True:
        try:
            line = ask()
        except KeyboardInterrupt:
            console.hint("Ctrl-D or /quit leaves; /help lists the commands.")
            continue
        except EOFError:
            return 0
        if not talk.hear(line):
            return 0


def _asking(talk: Conversation, advisor: Shop, console: Console, session: PromptSession[str] | None) -> Callable[[], str]:
    """What asks for a line: the terminal's own line for those who listen, else a prompt with history and completion."""
    if session is None and (ask_line := console.ask_line) is not None:
        talk.keys = LINE_KEYS
        console.hint(GREETING)
        return ask_line
    from prompt_toolkit.patch_stdout import patch_stdout

    prompt_session = session or _open_prompt(talk, advisor, console)

    def ask() -> str:
        with patch_stdout(raw=True):  # what a library prints while models load goes above the prompt
            return prompt_session.prompt(default=talk.spoken.taken())

    return ask


def _lines_of_stdin(console: Console) -> Iterator[str]:
    while True:
        with console.waiting():
            line = sys.stdin.readline()
        if not line:
            return
        yield line


def _open_prompt(talk: Conversation, advisor: Shop, console: Console) -> PromptSession[str]:
    """The terminal's prompt; where no history can be kept, that is said and the session goes on without."""
    from prompt_toolkit.history import InMemoryHistory

    from shopcli.chat.prompt import open_history, open_prompt

    try:
        history = open_history(data_dir())
    except ShopcliError as error:
        console.error(error)
        history = InMemoryHistory()
    names = advisor.vocabulary
    words = [*names.brands.values(), *names.colours, *(field.replace("_", " ") for field in names.fields)]
    return open_prompt(
        commands={command.name: command.what for command in COMMANDS.values()},
        words=lambda: words,
        history=history,
        toolbar=None if console.plain else talk.toolbar,
    )


class _WarmUp:
    """Models load in the background; what went wrong there is raised once, where they are first needed."""

    def __init__(self, load: Callable[[], None]) -> None:
        self._error: BaseException | None = None
        self._load = load
        self._thread = Thread(target=self._run, name="warm-up", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._load()
        except BaseException as error:  # it is raised again by `wait`
            self._error = error

    @property
    def busy(self) -> bool:
        return self._thread.is_alive()

    def wait(self) -> None:
        """Until all is loaded; Ctrl-C gets through."""
        while self._thread.is_alive():
            self._thread.join(0.1)
        error, self._error = self._error, None
        if error is not None:
            raise error


class Conversation:
    """Hears one line at a time and shows what comes of it."""

    def __init__(
        self,
        advisor: Shop,
        console: Console,
        *,
        top: int,
        text: bool,
        prompted: bool,
        collector: SessionCollector | None = None,
        spoken: SpokenInput | None = None,
    ) -> None:
        self._advisor = advisor
        self.spoken = spoken or SpokenInput()
        self._collector = collector
        self._console = console
        self._text = text
        self._prompted = prompted
        self._warm_up = _WarmUp(lambda: advisor.warm_up(text=text))
        self._last_error = ""
        self.keys = KEYS
        self.session = Session(advisor, top=top, asks=text)
        console.strikes = "/not"
        self.exit_code = 0

    def hear(self, line: str) -> bool:
        """Act on one line, which may hold line breaks from a paste; what it fails by is shown, and the next is heard.

        Returns:
            Whether the conversation goes on.
        """
        heard = len(self.session.log)
        goes_on = self._hear(line)
        if self._collector:
            for turn in self.session.log[heard:]:
                self._collector.turn(turn)
        if (trouble := self.spoken.trouble()) is not None:
            self._fail(trouble)
        return goes_on

    def _hear(self, line: str) -> bool:
        try:
            line = self.spoken.meant(line, self._console)
            text = " ".join(line.split())
            if text.startswith("/"):
                return self._obey(line.strip())
            if self.session.need is not None and (command := spoken_command(text, len(self.session.shown))):
                return self._obey(command)
            if text:
                return self._listen(text)
        except KeyboardInterrupt:
            self._console.note("Stopped.")
        except Exception as error:
            self._fail(failure_of(error))
        return True

    def _listen(self, text: str) -> bool:
        """Show what comes of what is said, and say what it was taken for."""
        self._ready()
        turn = self.session.hear(text)
        if turn.looked_at is not None:
            self._show_product(turn.looked_at.product)
            return True
        if turn.told:
            if turn.taken_for:
                self._console.note(f"({turn.taken_for})")
            self._console.message("\n".join(sentence.text for sentence in turn.told))
        if turn.answer is not None:
            self._show_found(turn.answer)
        return turn.kind != "farewell"

    def _show_product(self, product: Product) -> None:
        self._console.show_product(product, self._advisor.facts(product))

    def toolbar(self) -> str:
        """The need in force, on one line."""
        need = self.session.need
        if need is None:
            return GREETING
        order = [f"by {need.sort.field}, {'lowest' if need.sort.order == 'asc' else 'highest'} first"] if need.sort else []
        return " · ".join([*(line[0].label for line in need.numbered), *order])

    def _obey(self, line: str) -> bool:
        name, *rest = line.split(maxsplit=1)
        command = COMMANDS.get(name.lower())
        if command is None:
            near = get_close_matches(name.lower(), COMMANDS, n=1)
            hint = f"Did you mean {near[0]}? /help lists the commands." if near else "/help lists the commands."
            raise UsageError(f"There is no command {name}.", hint=hint)
        return command.act(self, " ".join(rest)) is not False

    def _fail(self, error: ShopcliError) -> None:
        """Show what went wrong, once."""
        self.exit_code = self.exit_code or error.exit_code
        if str(error) != self._last_error:
            self._console.error(error)
        self._last_error = ""

    def _ready(self) -> None:
        """Wait for the models. What failed to load is said here, and what can be done without it goes on."""
        if self._prompted and self._warm_up.busy:
            self._console.note("Loading the models ...")
        try:
            self._warm_up.wait()
        except Exception as error:
            failure = failure_of(error)
            self._fail(failure)
            self._last_error = str(failure)  # the search or the writing may fail for the same reason

    def _show(self, find: Callable[[], Answer]) -> None:
        """Find an answer, show it, and write."""
        self._ready()
        self._show_found(find())

    def _show_found(self, answer: Answer) -> None:
        if self.session.turn.first > 1:  # further results: all that is shown, by its numbers
            self._show_screen()
            return
        self._console.show_answer(answer)
        if self._text and answer.reply is None:
            self._write(answer)
        advice = self.session.turn.answer.advice if self.session.turn.answer else None
        if self.session.question and not (advice and advice.asks_back):
            self._console.show_question(self.session.question)
        self._last_error = ""

    def _write(self, answer: Answer) -> None:
        """Sentence by sentence; Ctrl-C stops it, and what was shown stays."""
        sentences: list[Sentence] = []
        whole = False
        try:
            for sentence in self.session.fresh_advice(answer):
                sentences.append(sentence)
                self._console.show_sentence(sentence, answer)
            whole = True
        except KeyboardInterrupt:
            pass  # said below, once what was written is closed
        finally:
            if whole or sentences:  # where writing broke off before its first sentence there is nothing to close
                advice = Advice(tuple(sentences), self._advisor.writer_name)
                self.session.advised(advice)
                self._console.end_advice(answer, advice)
        if not whole:
            self._console.note("Stopped. What was found stays.")

    # --- commands -----------------------------------------------------------------------------------------------------

    def why(self, rest: str) -> None:
        (number,) = _numbers(rest, "/why 2", exactly=1)
        self.session.hit(number)  # a wrong number needs no models
        self._ready()
        self._console.show_why(self.session.why(number))

    def compare(self, rest: str) -> None:
        numbers = _numbers(rest, "/compare 1 3")
        if len(set(numbers)) < 2:
            raise UsageError("A comparison needs two results or more.", hint="Write for example: /compare 1 3")
        products = [self.session.hit(number).product for number in dict.fromkeys(numbers)]
        self._console.show_comparison(products, [self._advisor.facts(product) for product in products])
        if self._text:
            self._console.show_verdict(self.session.verdict(numbers))

    def show(self, rest: str) -> None:
        (number,) = _numbers(rest, "/show 2", exactly=1)
        self._show_product(self.session.look_at(number).product)

    def more(self, rest: str) -> None:
        self._ready()
        self.session.more()
        self._show_screen()

    def need(self, rest: str) -> None:
        if rest:
            action, _, number = rest.partition(" ")
            if action.lower() != "drop":
                raise UsageError(f"/need does not know {action!r}.", hint="Write for example: /need drop 2")
            return self.drop(number)
        if self.session.need is None:
            self._console.message("Nothing has been asked yet.")
        else:
            self._console.show_need(self.session.need)

    def narrow(self, rest: str) -> None:
        need, answer = self.session.need, self.session.turn.answer
        if need is None or answer is None:
            raise UsageError("Nothing has been asked yet.", hint="Say what you are looking for.")
        self._ready()
        facets = self._advisor.facets(need) if answer.matching and not answer.bundle else ()
        if not facets:
            raise UsageError("There is nothing to narrow down.", hint="/need lists what is asked.")
        if not rest:
            spoken = "\n".join(spoken_choice_lines(facets, answer.lines))
            self._console.message("\n".join(choice_lines(facets, answer.lines)), spoken=spoken)
            self._console.hint("Choose one by its number or its name, for example: /narrow 1")
            return
        clauses = chosen_clauses(facets, rest)
        self._show(lambda: self.session.search_for(f"/narrow {rest}", need.having(*clauses), kind="refined"))

    def drop(self, rest: str) -> None:
        (number,) = _numbers(rest, "/drop 2", exactly=1)
        self._show(lambda: self.session.drop(number))

    def remember(self, rest: str) -> None:
        self._console.message(self._advisor.remember(rest))

    def undo(self, rest: str) -> None:
        if self.session.undo() is None:
            self._console.message("Back at the start: nothing is asked.")
        self._show_screen()

    def _show_screen(self) -> None:
        """Everything shown for the need in force, so that the ranks are the numbers that commands take."""
        answer = self.session.on_screen()
        if answer is not None:
            self._console.show_answer(answer)

    def reset(self, rest: str) -> None:
        self.session.reset()
        self._console.message("Forgotten. What are you looking for?")

    def save(self, rest: str, *, overwrite: bool = False) -> None:
        name = rest.strip("\"'")
        if not name:
            raise UsageError("Save it where?", hint="Write for example: /save watches.md")
        path = Path(name).expanduser()
        save(self.session.log, path, overwrite=overwrite)
        self._console.message(f"Saved as {path}.")

    def rate(self, rest: str, *, good: bool) -> None:
        (number,) = _numbers(rest, "/good 1" if good else "/bad 1", exactly=1)
        product = self.session.hit(number).product
        if self._collector is None:
            raise UsageError("Ratings are not kept here.", hint="shopcli collect on, then shopcli chat, keeps them.")
        self._collector.rate(product.id, good=good)
        self._console.note(f"Kept: {product.title} is {'good' if good else 'bad'}.")

    def listen(self, rest: str) -> None:
        self.spoken.listen(rest, self._console)

    def speak(self, rest: str) -> None:
        self.spoken.speak(rest, self._console)

    def help(self, rest: str) -> None:
        width = max(len(command.usage) for command in COMMANDS.values())
        lines = [f"{command.usage:{width}}  {command.what}" for command in COMMANDS.values()]
        self._console.message("\n".join([*lines, self.keys]))

    def quit(self, rest: str) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class ChatCommand:
    """One command: how it is written, what it does, and what does it (which returns False to leave)."""

    usage: str
    what: str
    act: Callable[[Conversation, str], bool | None]

    @property
    def name(self) -> str:
        """What is typed first, with its slash."""
        return self.usage.split()[0]


COMMANDS: Mapping[str, ChatCommand] = {
    command.name: command
    for command in (
        ChatCommand("/why N", "why result N: what it meets, misses and does not say", Conversation.why),
        ChatCommand("/compare N N", "results side by side", Conversation.compare),
        ChatCommand("/show N", "all that the catalog says of result N", Conversation.show),
        ChatCommand("/more", "further results, numbered on", Conversation.more),
        ChatCommand("/narrow X", "choose one of the values that split what fits; alone, it lists them", Conversation.narrow),
        ChatCommand("/need", "what is asked now, by number", Conversation.need),
        ChatCommand("/not N", "ask without number N of the need: it was meant otherwise", Conversation.drop),
        ChatCommand("/drop N", "the same (also: /need drop N)", Conversation.drop),
        ChatCommand("/good N", "keep that result N is good (after shopcli collect on)", partial(Conversation.rate, good=True)),
        ChatCommand("/bad N", "the same, that it is not", partial(Conversation.rate, good=False)),
        ChatCommand("/remember X", "keep what you say of yourself: shoe size 43, no nuts", Conversation.remember),
        ChatCommand("/undo", "back to the step before", Conversation.undo),
        ChatCommand("/reset", "start anew", Conversation.reset),
        ChatCommand("/save FILE", "keep the conversation, as FILE.md or FILE.json", Conversation.save),
        ChatCommand("/save! FILE", "the same, over a file that is there", partial(Conversation.save, overwrite=True)),
        ChatCommand("/speak", "read answers aloud from now on, or no more (/speak off)", Conversation.speak),
        ChatCommand("/listen", "hear a request, by the microphone or from FILE.wav (/listen FILE.wav)", Conversation.listen),
        ChatCommand("/help", "this list", Conversation.help),
        ChatCommand("/quit", "leave", Conversation.quit),
        ChatCommand("/exit", "leave", Conversation.quit),
    )
}


def _numbers(rest: str, example: str, *, exactly: int | None = None) -> list[int]:
    """The whole numbers of a command's arguments.

    Raises:
        UsageError: something else, or not as many as the command takes.
    """
    words = re.split(r"[\s,]+", rest) if rest else []
    if not words or not all(re.fullmatch(r"#?\d{1,9}", word) for word in words) or len(words) != (exactly or len(words)):
        raise UsageError("Which number on the screen?", hint=f"Write for example: {example}")
    return [int(word.lstrip("#")) for word in words]

"""What output has to be like for those who listen to it or read it in braille: one table of rules, each with its source.

Sources: Command Line Interface Guidelines (https://clig.dev), GitHub's Primer on command lines and "Building a more accessible
GitHub CLI" (https://primer.style/native/cli, github.blog 2025), the technique H86 and the failure F72 of the W3C
(https://www.w3.org/WAI/WCAG22/Techniques/html/H86), the screen-reader modes of GitHub CLI (`gh a11y`), gcloud (`gcloud topic
accessibility`) and Claude Code (https://code.claude.com/docs/en/accessibility).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from tests.terminal import Shown

CLIG, PRIMER, H86 = "clig.dev", "GitHub Primer, CLI", "W3C H86, F72"
GH, GCLOUD, CLAUDE = "gh a11y", "gcloud accessibility", "Claude Code, screen reader mode"

_ANNOUNCED = re.compile(r"Accessible mode is on, by \S.*\.$")
_DRAWN = re.compile("[\u2500-\u259f]")
_BRAILLE = re.compile("[\u2800-\u28ff]")
_PICTURES = re.compile(
    "[\u2022\u2023\u2043\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff]"
)
_ART = re.compile(r"([-=_*#~+|/\\<>])\1{2,}|^\s*\||\|\s*$")
_COLUMNS = re.compile(r"\S {2,}\S|\t")
_NUMBERED = re.compile(r"(?:shopcli: )?(\d{1,3})\. \S")
_BULLET = re.compile(r"^(?:shopcli: )?[-*•+·] ")
_HELD_BACK = re.compile(r"^(?:shopcli: )?(?:error|Error)\b(?!: \S)")
_YOU, _SHOPCLI = "you: ", "shopcli: "


@dataclass(frozen=True, slots=True)
class Job:
    """A command that is run.

    Attributes:
        name: in the table.
        arguments: with ``{home}`` for the folder of the test.
        typed: lines of a conversation.
        says: words in which it says what is shown by colour or place elsewhere.
        is_data: whether it prints JSON, which is for programs: it has no layout of ours.
        code: the exit code.
        cold: whether it needs an interpreter of its own.
    """

    name: str
    arguments: tuple[str, ...]
    typed: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    is_data: bool = False
    code: int = 0
    cold: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule, where it comes from, and what of an output breaks it."""

    name: str
    source: str
    broken: Callable[[Job, Shown], Iterator[str]]


def _lines(shown: Shown) -> list[str]:
    return shown.text.split("\n")


def _matching(pattern: re.Pattern[str]) -> Callable[[Job, Shown], Iterator[str]]:
    return lambda job, shown: (line for line in _lines(shown) if pattern.search(line))


def _unlayouted(pattern: re.Pattern[str]) -> Callable[[Job, Shown], Iterator[str]]:
    """As `_matching`, for what is laid out for people."""
    return lambda job, shown: iter(()) if job.is_data else _matching(pattern)(job, shown)


def _bytes(unwanted: bytes) -> Callable[[Job, Shown], Iterator[str]]:
    return lambda job, shown: (repr(shown.output[at : at + 12]) for at in _found(shown.output, unwanted))


def _found(output: bytes, unwanted: bytes) -> Iterator[int]:
    return (at for at, byte in enumerate(output) if byte in unwanted)


def _announced(job: Job, shown: Shown) -> Iterator[str]:
    if not _ANNOUNCED.match(first := _lines(shown)[0]):
        yield first


def _repeated(job: Job, shown: Shown) -> Iterator[str]:
    lines = _lines(shown)
    yield from (line for line, after in pairwise(lines) if line and line == after)


def _ended(job: Job, shown: Shown) -> Iterator[str]:
    if not shown.text.endswith("\n"):
        yield _lines(shown)[-1]


def _counted(job: Job, shown: Shown) -> Iterator[str]:
    """Numbers of lists that do not begin at 1, or do not count on."""
    expected = 1
    for line in _lines(shown):
        if (number := _NUMBERED.match(line)) and int(number[1]) not in (1, expected):
            yield line
        expected = int(number[1]) + 1 if number else expected


def _turns(job: Job, shown: Shown) -> Iterator[str]:
    """What was typed without ``you:`` before it, or was answered without ``shopcli:``."""
    lines = _lines(shown)
    for typed in job.typed:
        said = f"{_YOU}{typed}"
        if said not in lines:
            yield f"not labelled: {typed}"
        elif not lines[lines.index(said) + 1].startswith((_SHOPCLI, _YOU)) and typed != "/quit":
            yield lines[lines.index(said) + 1]


def _said(job: Job, shown: Shown) -> Iterator[str]:
    yield from (f"not said: {words}" for words in job.says if words not in shown.text)


def _failed(job: Job, shown: Shown) -> Iterator[str]:
    if shown.code != job.code:
        yield f"exit code {shown.code}: {shown.text[-300:]}"
    if job.code and not job.says and "error: " not in shown.text:
        yield "no line begins with error:"
    if "Traceback" in shown.text:
        yield "a traceback"


RULES = (
    Rule("the first line says that the mode is on, and by what", CLAUDE, _announced),
    Rule("no escape sequence: no colour, no cursor movement, no erasing, no title", f"{PRIMER}; {CLIG}", _bytes(b"\x1b\x9b")),
    Rule("no carriage return and no backspace: nothing is written over", f"{GH}; {CLAUDE}", _bytes(b"\r\b")),
    Rule("no other control character: no tab, bell or form feed", CLIG, _bytes(b"\t\a\f\v\x00")),
    Rule("no box, rule, bar or shade is drawn", f"{CLAUDE}; {PRIMER}", _matching(_DRAWN)),
    Rule("no braille pattern stands for a spinner", GH, _matching(_BRAILLE)),
    Rule("no arrow, bullet, mark or emoji stands for a word", H86, _matching(_PICTURES)),
    Rule("no picture is made of letters: no rows of one sign, no bars at the ends of lines", H86, _unlayouted(_ART)),
    Rule("tables are lines of name: value: nothing is set in columns", f"{CLAUDE}; {GCLOUD}", _unlayouted(_COLUMNS)),
    Rule("no line is indented or ends in blanks: place says nothing", PRIMER, _unlayouted(re.compile(r"^ | $(?<!^ )(?<!: )"))),
    Rule("lists are numbered, from 1 on", f"{CLAUDE}; {GH}", _counted),
    Rule("no list has bullets", H86, _unlayouted(_BULLET)),
    Rule("no line is said twice: nothing is redrawn", f"{CLAUDE}; {GH}", _repeated),
    Rule("the last line is whole", CLIG, _ended),
    Rule("turns are labelled you: and shopcli:", CLAUDE, _turns),
    Rule("what colour or place tells elsewhere is said in words", f"{PRIMER}; {CLIG}", _said),
    Rule("errors begin with the word, and exit with their code", CLIG, _failed),
)

JOBS = (
    Job("index", ("index", "{catalog}", "--embedder", "{encoder}"),
        says=("Embedding facts: started", "Embedding facts: done."), cold=True),
    Job("index --dry-run", ("index", "{catalog}", "--dry-run"), says=("Sample 1: ",)),
    Job("index, unchanged", ("index", "{catalog}", "--embedder", "{encoder}"), says=("Nothing has changed",)),
    Job("ask", ("ask", "watch with GPS under 200", "--no-text"), says=("Meets: GPS; under 200", "Price: ", "Id: ")),
    Job("ask --explain", ("ask", "tent", "--no-text", "--explain", "--timings"), says=("How it was understood:", "Time: ")),
    Job("ask, several things", ("ask", "a tent and a sleeping bag for under 300 together", "--no-text"), says=("Price: ",)),
    Job("ask --facets", ("ask", "tent", "--no-text", "--facets"), says=("Narrow it down by:", "price: ")),
    Job("ask --format table", ("ask", "tent", "--format", "table"), says=("meets: all", "id: ")),
    Job("browse", ("browse", "--category", "Watches", "--top", "3", "--facets"), says=("1 to 3 of ", "Price: ", "--cursor ")),
    Job("ask --json", ("ask", "tent", "--no-text", "--json"), is_data=True),
    Job("explain", ("explain", "tent under 200"), says=("Rank 1 of", "Answered: ")),
    Job("show", ("show", "W-1003"), says=("Price: ",)),
    Job("show --pictures", ("show", "W-1003", "--pictures"), says=("Price: ",)),
    Job("compare", ("compare", "W-1003", "W-1007"), says=("What differs:", "price of 1: ", "price of 2: ")),
    Job("describe", ("describe", "W-1003", "--by-code")),
    Job("reviews", ("reviews", "W-1003")),
    Job("goes-with", ("goes-with", "W-1003")),
    Job("stats", ("stats",), says=("Prices: ", "Field ")),
    Job("doctor", ("doctor",), says=("ok: ",)),
    Job("models list", ("models", "list"), says=("Source: ",)),
    Job("models pull", ("models", "pull", "{encoder}"), says=("is here",)),
    Job("models verify", ("models", "verify"), says=("ok: ",)),
    Job("collect on", ("collect", "on"), says=("On.",)),
    Job("experiment start", ("experiment", "start", "top=4"), says=("Experiment 1 runs",)),
    Job("ask, collected", ("ask", "tent", "--no-text"), says=("Price: ",)),
    Job(
        "chat",
        ("chat", "--no-text"),
        typed=("watch with GPS under 200", "/why 1", "/compare 1 2", "/narrow", "/narrow 1", "/undo", "/need", "/show 1",
            "/more", "/good 1", "/undo", "/nothing", "/help", "/reset"),
        says=("Meets: ", "error: There is no command /nothing.", "price of 1: "),
    ),
    Job("ask --speak-to, no sound", ("ask", "tent", "--no-text", "--speak-to", "{home}/said.mp3"), code=2),
    Job("listen, no such file", ("listen", "--listen-from", "{home}/none.wav"), code=2),
    Job("chat, no such sound", ("chat", "--no-text", "--voice"), typed=("/listen {home}", "/speak loudly"),
        says=("error: /speak does not know 'loudly'.",)),
    Job("chat, by no command", (), typed=("/quit",)),
    Job("experiment show", ("experiment", "show"), says=("Experiment 1",)),
    Job("experiment stop", ("experiment", "stop"), says=("Experiment 1",)),
    Job("collect show", ("collect", "show"), says=("Collecting is on.",)),
    Job("report", ("report",), says=("Products never found: ",)),
    Job("train prepare", ("train", "prepare", "--out", "{home}/pairs.jsonl", "--index", "{home}/index",
        "--made", "2", "--wrong", "1")),
    Job("collect forget", ("collect", "forget", "--all"), says=("Forgotten: ",)),
    Job("collect off", ("collect", "off"), says=("Off.",)),
    Job("remember", ("remember", "shoe size 43, no nuts"), says=("Remembered for me",)),
    Job("profile show", ("profile", "show"), says=("1. shoe size 43",)),
    Job("profile forget", ("profile", "forget", "2"), says=("Forgotten: no nuts.",)),
    Job("changes", ("changes",), says=("No changes are known yet",)),
    Job("watch add", ("watch", "add", "W-1003", "--below", "1000"), says=("Watched. ", "within your 1,000.00 EUR.")),
    Job("watch list", ("watch", "list"), says=("1. Met. ",)),
    Job("watch check", ("watch", "check"), says=("1. ",)),
    Job("index, changed", ("index", "{changed}", "--embedder", "{encoder}"), says=("Watched: ", "1 gone")),
    Job("changes, of a run", ("changes",), says=("1 fell in price", "1. ", "less (")),
    Job("watch remove", ("watch", "remove", "W-1003"), says=("W-1003 is watched no more.",)),
    Job("watch check, none", ("watch", "check"), says=("No target is met.",), code=1),
    Job("rules show", ("rules", "show", "--rules", "{rules}"), says=("1. Pin “house”: W-1007, for watch (line 1)",)),
    Job("rules check", ("rules", "check", "--rules", "{rules}"), says=("1. pin “house” (line 1): ", "Asking: done.")),
    Job("rules, none", ("rules", "show"), says=("error: There are no rules for ",), code=2),
    Job("index, in a store", ("index", "{changed}", "--embedder", "{encoder}", "--store", "milvus:{home}/shop.db#shop"),
        says=("is asked in milvus:",)),
    Job("ask, of a store", ("ask", "watch", "--no-text", "--store", "milvus:{home}/shop.db#shop"), says=("Price: ",)),
    Job("store status", ("store", "status", "--store", "milvus:{home}/shop.db#shop"), says=(" answers: ", "UTC, asked.")),
    Job("store list", ("store", "list", "--store", "milvus:{home}/shop.db#shop"), says=("products, ",)),
    Job("store switch, none", ("store", "switch", "0", "--store", "milvus:{home}/none.db#shop"), code=3),
    Job("store drop, none named", ("store", "drop", "0"), says=("error: No store is named.",), code=2),
    Job("history import", ("history", "import", "{purchases}", "--no-learn"), says=("60 purchases read",)),
    Job("history show", ("history", "show", "c1"), says=("W-10",)),
    Job("history show, all", ("history", "show")),
    Job("profile export", ("profile", "export"), is_data=True),
    Job("privacy", ("privacy",), says=("remove: ",)),
    Job("history forget", ("history", "forget", "c2")),
    Job("privacy forget", ("privacy", "forget", "me"), says=("Forgotten: me.",)),
    Job("evaluate", ("evaluate", "{home}/index", "--needs", "{needs}", "--no-text"), says=("mean ", "Asking: done.")),
    Job("serve --status", ("serve", "--status"), says=("Nothing is kept warm.",)),
    Job("serve --stop", ("serve", "--stop"), says=("Nothing is kept warm.",)),
    Job("serve --http, for others", ("serve", "--http", "0.0.0.0:0"), code=2),
    Job("serve --http, no index", ("serve", "--http", "0", "--index", "{home}/none"), code=3),
    Job("train rerank, no index", ("train", "rerank", "{home}/none", "--out", "{home}/weights.safetensors"), code=3),
    Job("train joint, no pairs", ("train", "joint", "--pairs", "{home}/none", "--out", "{home}/run"), code=2),
    Job("show, no such product", ("show", "W-9999"), code=7),
    Job("ask, no index", ("ask", "tent", "--index", "{home}/nowhere"), code=3),
    Job("no such command", ("asq",), code=2),
    Job("no such option", ("ask", "--topp"), code=2),
    Job("a value of another kind", ("ask", "tent", "--top", "many"), code=2),
    Job("a missing argument", ("show",), code=2),
    Job("a group alone", ("models",), says=("1. list: ",), code=2),
)  # fmt: skip

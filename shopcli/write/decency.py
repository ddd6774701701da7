"""Decency: what no sentence may say, whoever's record says it, and which of a catalog's texts are no facts at all.

The phrases stand in one file a language beside this one; a shop adds its own in ``decency.txt`` beside its config file, under
the same headings, and takes a shipped phrase out by writing it behind a "-". The rules, for what is no phrase (links, roles of
a chat, hidden text), stand here. A title stays as it is in the list of results, which shows the shop's own goods; in sentences
the product goes by what is left of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from shopcli.config import config_file
from shopcli.errors import UsageError

KINDS = ("indecent", "praise", "order", "rivals")
_FOLDER = Path(__file__).with_name("decency_phrases")

# Letters that look like Latin ones. Catalogs in these scripts are not touched: folding is for finding, never for showing.
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁһӏɡνοαερτικΑΒΕΖΗΙΚΜΝΟΡΤΥΧАВЕКМНОРСТУХІЈЅ", "aeopcyxijsdhlgvoaeptikABEZHIKMNOPTYXABEKMHOPCTYXIJS"
)
_HIDDEN = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e0fff]")
_SPACED = re.compile(r"(?<!\w)(?:\w[ .\-_*]){3,}\w(?!\w)")  # "i g n o r e"

_CODES = "eur|usd|gbp|cny|chf|jpy"
_RULES: Mapping[str, re.Pattern[str]] = {
    "link": re.compile(
        r"(?:https?|ftp|javascript|data):|www\.|\b[\w-]+\.(?:com|net|org|info|biz|shop|store|io|ru|cn|example)\b"
        r"|\b[\w-]+ ?(?:\(dot\)|\[dot\]| dot ) ?(?:com|net|org|shop)\b",
        re.I,
    ),
    "contact": re.compile(
        r"\S+@\S+\.\w+|(?<![\w.])@\w{3,}|\+\d[\d ()/.\-]{7,}\d|\b1[3-9]\d{9}\b"
        r"|(?<![\w.\-])\(?0\d(?=\d*[ ()/\-])(?:[ ()/\-]{0,2}\d){8,}(?!\w)"
        r"|\b(?:whatsapp|telegram|wechat|weixin|qq)\b ?[:：+@\d]",
        re.I,
    ),
    "role": re.compile(
        r"<\|?[a-z_/][^>]{0,40}\|?>|<\|im_|\[/?inst\]|<</?sys>>|###|\{\{|\}\}|```"
        r"|(?:^|[.!?\])}>] ?)(?:system|assistant|user|human|developer|ai) ?[:：]"
        r"|\b(?-i:SYSTEM|ASSISTANT|USER) ?[:：]|(?:系统|助手|用户)[:：]",
        re.I,
    ),
    "code": re.compile(r"(?<![\w/+])(?=\w*[a-z])(?=\w+[A-Z]|\w*\d)[A-Za-z0-9]{20,}={0,2}(?![\w/+])"),
    "money": re.compile(
        rf"[€$£¥￥] ?\d|\d ?(?:[€£¥￥元]|\$|(?:{_CODES}|euros?|dollars?|pounds|yuan|rmb)\b)|\b(?:{_CODES}) ?\d", re.I
    ),
}


@dataclass(frozen=True, eq=False)  # told apart by identity, so that what it found can be kept
class Decency:
    """The phrases of each kind as one pattern; ``None`` where there is none."""

    patterns: Mapping[str, re.Pattern[str] | None]

    def found(self, text: str, kinds: tuple[str, ...] = (*KINDS, *_RULES)) -> tuple[str, ...]:
        """What of ``text`` may not be said, as "kind: phrase"; hidden characters and look-alike letters do not help it."""
        return _found(self, text, kinds)

    def first(self, text: str, kind: str) -> int | None:
        """Where the first of a kind begins in ``text``, which must be folded; None where there is none."""
        pattern = self.pattern(kind)
        hit = pattern.search(text) if pattern else None
        return hit.start() if hit else None

    def without(self, text: str, kind: str, *, keep: str | tuple[str, ...] = "") -> str:
        """``text`` without words of a kind; those that ``keep`` holds (a brand's own, case-folded) stay."""
        if pattern := self.pattern(kind):
            text = pattern.sub(lambda hit: hit[0] if hit[0].casefold().strip() in keep else " ", text)
        return " ".join(text.split())

    def pattern(self, kind: str) -> re.Pattern[str] | None:
        return _RULES.get(kind) or self.patterns.get(kind)


@lru_cache(maxsize=16384)  # one advice asks for the same names and facts many times
def _found(rules: Decency, text: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
    seen = folded(text)
    hits = ((kind, pattern.search(seen)) for kind in kinds if (pattern := rules.pattern(kind)))
    return tuple(f"{kind}: {hit[0].strip()}" for kind, hit in hits if hit)


def folded(text: str) -> str:
    """``text`` for comparing: compatibility forms and look-alike letters as plain ones, hidden characters gone."""
    text = _HIDDEN.sub("", unicodedata.normalize("NFKC", text))
    if re.search("[A-Za-z]", text):
        text = re.sub(r"\w*[a-zA-Z]\w*|\b\w\b", lambda word: word[0].translate(_LOOKALIKES), text)
    return _SPACED.sub(lambda run: re.sub(r"[ .\-_*]", "", run[0]), text)


def decency() -> Decency:
    """The shipped phrases with the user's own file.

    Raises:
        UsageError: the user's file has a heading that is none.
    """
    users_file = config_file().with_name("decency.txt")
    stamp = users_file.stat().st_mtime_ns if users_file.is_file() else 0
    return _load(users_file, stamp)


@lru_cache(maxsize=8)
def _load(users_file: Path, stamp: int) -> Decency:
    """The phrases; read again where the user's file has changed."""
    phrases: dict[str, dict[str, None]] = {kind: {} for kind in KINDS}
    for path in (*sorted(_FOLDER.glob("*.txt")), *([users_file] if stamp else [])):
        for kind, phrase in read_phrases(path):
            if phrase.startswith("-"):
                phrases[kind].pop(phrase[1:].strip(), None)
            else:
                phrases[kind][phrase] = None
    return Decency({kind: _compiled(of_kind) for kind, of_kind in phrases.items()})


def read_phrases(path: Path) -> list[tuple[str, str]]:
    """The phrases of a file with their kinds, case-folded.

    Raises:
        UsageError: a heading that is none, or a phrase before the first; it names the line.
    """
    kind, phrases = "", []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        text = line.strip().casefold()
        if not text or (text.startswith("#") and text[1:2] in ("", " ")):
            continue
        if text.startswith("["):
            kind = text.strip("[]")
        if kind not in KINDS:
            raise UsageError(
                f"{path}:{number}: {line.strip()!r} stands under no known heading.",
                hint=f"Headings: {', '.join(f'[{name}]' for name in KINDS)}.",
            )
        if not text.startswith("["):
            phrases.append((kind, text))
    return phrases


def _compiled(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """Whole words for what is written in letters with blanks between; Chinese wherever it stands."""
    ordered = sorted(phrases, key=len, reverse=True)
    spelt = [phrase for phrase in ordered if re.search(r"[a-z0-9]", phrase)]
    pieces = [re.escape(phrase) for phrase in ordered if phrase not in spelt]
    if spelt:
        pieces.append(rf"(?<!\w)(?:{'|'.join(map(_pattern_of, spelt))})")
    return re.compile("|".join(pieces), re.I) if pieces else None


def _pattern_of(phrase: str) -> str:
    body = r"[\s\-]+".join(map(re.escape, phrase.removesuffix("*").split()))
    return body + (r"\w*" if phrase.endswith("*") else r"(?!\w)")

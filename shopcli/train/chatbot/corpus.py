"""What a chatbot is taught: this project's own sentences, or files of pairs in either form that training knows.

A pair is a chat and the reply to it. Some are kept out, to tell when to stop.
"""

from __future__ import annotations

import hashlib
import json
import random
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from shopcli.errors import UsageError
from shopcli.models.chatbot.architecture import MOST_TURNS
from shopcli.train.chatbot.spoken import spoken
from shopcli.train.joint.objective import question
from shopcli.train.joint.pairs import LeftOut, training_pair
from shopcli.train.moves import held_apart
from shopcli.train.wordings import Pair, make_pairs
from shopcli.train.writer import pair_of

FEWEST = 20  # pairs taught; fewer teach no language
_HELD_ONE_IN = 10  # questions, where no trades are told apart
_BY_QUESTION = "one question in ten"
_LONGEST = 4000  # characters of a reply
_FORMS = 'Write {"messages": [{"role": "user", "content": "..."}], "text": "..."} a line, or make some: shopcli train prepare'


@dataclass(frozen=True, slots=True)
class Corpus:
    """Pairs taught and held out.

    Attributes:
        taught, held: pairs.
        sources: how many pairs came from where.
        left_out: rows that are none.
        by: how those held out were chosen.
        file: where the pairs lie.
        sessions: of shoppers that it has pairs of, each with its profile.
    """

    taught: Sequence[Pair]
    held: Sequence[Pair]
    sources: Mapping[str, int]
    left_out: LeftOut = field(default_factory=LeftOut)
    by: str = _BY_QUESTION
    file: str = ""
    sessions: Mapping[str, str] = field(default_factory=dict)

    @property
    def turns(self) -> int:
        """How many turns the longest of the taught chats has, instructions not counted, as far as any is read."""
        longest = max(sum(message["role"] != "system" for message in pair.messages) for pair in self.taught)
        return min(longest, MOST_TURNS)


def gather(files: Sequence[Path], *, own: bool, made: int, seed: int) -> Corpus:
    """The pairs of files, and the project's own where they are asked for.

    Args:
        files: JSON Lines as ``train writer --pairs`` reads them or as ``train prepare`` writes them, also mixed.
        own: whether the project's own are among them.
        made: how many of these are made over invented goods, beside those by hand.
        seed: the same seed makes the same.

    Raises:
        UsageError: a file that cannot be read, or too few pairs.
    """
    left_out = LeftOut()
    sessions: dict[str, str] = {}
    parts = {path.name: _apart(_once(read_rows(path, left_out, sessions))) for path in files}
    if own:
        by_hand = held_apart()
        parts["sentences by hand"] = by_hand
        parts["the same, heard"] = (_spoken(by_hand[0], seed), _spoken(by_hand[1], seed + 1))
        parts["invented goods"] = _apart(make_pairs(made, seed=seed) if made else [])
    taught = [pair for part, _ in parts.values() for pair in part]
    held = [pair for _, part in parts.values() for pair in part]
    if len(taught) < FEWEST or not held:
        why = " ".join(["", *left_out.lines()])
        raise UsageError(
            f"{len(taught)} pairs to learn and {len(held)} to judge by are too few: {FEWEST} and one are needed.{why}",
            hint=_FORMS,
        )
    sources = {name: len(part) + len(apart) for name, (part, apart) in parts.items()}
    by = f"whole trades, and {_BY_QUESTION}" if own else _BY_QUESTION
    return Corpus(taught, held, sources, left_out, by, ", ".join(map(str, files)), sessions)


def _spoken(pairs: Sequence[Pair], seed: int) -> list[Pair]:
    rng = random.Random(seed)
    return [one for pair in pairs if (one := spoken(pair, rng))]


def _apart(pairs: Iterable[Pair]) -> tuple[list[Pair], list[Pair]]:
    """What is learned and what is held out, one question in ten; the same questions each time."""
    taught: list[Pair] = []
    held: list[Pair] = []
    for pair in pairs:
        asked = json.dumps([message["content"] for message in pair.messages], ensure_ascii=False)
        (taught if zlib.crc32(asked.encode()) % _HELD_ONE_IN else held).append(pair)
    return taught, held


def _once(pairs: Iterable[Pair]) -> Iterator[Pair]:
    seen = set()
    for pair in pairs:
        if (key := _key(pair)) not in seen:
            seen.add(key)
            yield pair


def read_rows(path: Path, left_out: LeftOut, sessions: dict[str, str] | None = None) -> Iterator[Pair]:
    """The pairs of a file; rows that are none are left out and named.

    Args:
        path: the file.
        left_out: is told of them.
        sessions: is told whose pairs are among them: each session with its profile.

    Raises:
        UsageError: it cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8"
        raise UsageError(f"Cannot read {path}: {reason}.", hint=_FORMS) from None
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield from _pairs_of(json.loads(line), {} if sessions is None else sessions)
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
                left_out.add(f"no pair: {_why(error)}", f"{path.name}, line {number}")


def _pairs_of(row: Any, sessions: dict[str, str]) -> Iterator[Pair]:
    """A row of either form: of ``train prepare``, with a need and its product, or of ``train writer``.

    Raises:
        ValueError, KeyError, TypeError, AttributeError: it is neither.
    """
    if not isinstance(row, dict):
        raise ValueError("it is no JSON object")
    if "need" in row:
        pair = training_pair(row)
        if not pair.text:
            raise ValueError("it teaches matching alone, and has no text")
        if pair.contributor:
            sessions[pair.session] = pair.profile
        messages, text = question(pair)
        yield _checked(Pair(messages, "", text))
        return
    turns, facts = row.get("messages", []), row.get("facts", [])
    if not (isinstance(turns, list) and all(isinstance(turn, dict) for turn in turns)):
        raise ValueError("its messages are no list of turns")
    if not (isinstance(facts, list) and isinstance(row["text"], str)):
        raise ValueError("its facts are no list, or its text is no text")
    yield _checked(pair_of(row))


def _why(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"it has no {error.args[0]}"
    return str(error) if type(error) is ValueError else "it is no JSON object of messages and text"


def _checked(pair: Pair) -> Pair:
    """A pair that can be taught.

    Raises:
        ValueError: something is asked or said that is no text.
    """
    said = [message["content"] for message in pair.messages]
    if not all(isinstance(text, str) for text in said) or not any(message["role"] != "system" for message in pair.messages):
        raise ValueError("nothing is asked")
    if not (pair.text.strip() and said[-1].strip()):
        raise ValueError("its question or its text is empty")
    if len(pair.text) > _LONGEST:
        raise ValueError("its text is too long")
    if any("\ud800" <= letter <= "\udfff" for text in (*said, pair.text) for letter in text):
        raise ValueError("it holds half a letter")
    return pair


def _key(pair: Pair) -> str:
    return json.dumps([[dict(message) for message in pair.messages], pair.text], ensure_ascii=False, sort_keys=True)


def digest_of(pairs: Iterable[Pair]) -> str:
    """sha256 in hex of what pairs hold, in their order."""
    digest = hashlib.sha256()
    for pair in pairs:
        digest.update(_key(pair).encode())
    return digest.hexdigest()


def corpus_lines(corpus: Corpus) -> list[str]:
    """How many pairs there are and where they came from."""
    sources = ", ".join(f"{name} {number:,}" for name, number in corpus.sources.items())
    words = Counter(word for pair in corpus.taught for word in pair.text.split())
    return [
        f"{len(corpus.taught) + len(corpus.held):,} pairs ({sources}); {len(corpus.held):,} of them are held out.",
        f"{sum(words.values()):,} words of replies, {len(words):,} different ones.",
    ]

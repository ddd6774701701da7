"""Speech acts: what a turn does beside asking for products. It greets, thanks, leaves, doubts, asks why or for advice.

Only the form is known here, from closed classes of each language (`shopcli.need.languages.speech_act_grammar`); what is meant
by names is found by `shopcli.need.dialogue.anaphora`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from shopcli.need.dialogue.other_languages import is_of_other_language
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.registry import language_of
from shopcli.need.languages.request_grammar import compiled
from shopcli.need.languages.speech_act_grammar import SpeechActGrammar, SpokenQuestion
from shopcli.text.units import any_of
from shopcli.types import ReplyKind

LONGEST_ACT = 160  # characters; what is longer describes a need
_ALIKE = 0.8  # of a word that is misspelt, to the word that is meant
_MOST_MENDED = 5  # words of a turn
_SHORTEST_SLIP = 4
_REMARK = re.compile(r"(?:that|it|this|they|these|those|there|i)\b[^,?]{1,40}, ", re.IGNORECASE)
_STRONGEST: tuple[ReplyKind, ...] = ("farewell", "refusal", "thanks", "greeting")


@dataclass(frozen=True, slots=True)
class SpeechAct:
    """What a turn does.

    Attributes:
        kind: the reply that it gets, where it says nothing of any product.
        question: what is asked, where it is one of the language's closed class of questions.
        parts: the groups of its pattern.
        said: the words without greetings, thanks and the like around them.
    """

    said: str
    kind: ReplyKind | None = None
    question: SpokenQuestion | None = None
    parts: Mapping[str, str] = field(default_factory=dict)


def speech_act(said: str, language: LanguagePack, *, is_known: Callable[[str], bool]) -> SpeechAct:
    """What a turn does; neither ``kind`` nor ``question`` where its words are to be read as anything else.

    Args:
        said: the words, on one line.
        language: of these.
        is_known: whether a word is one of the catalog or the language, so that it is no slip of the pen.
    """
    grammar = language.speech_acts
    if not any(map(str.isalnum, said)):
        return SpeechAct(said, "noise")
    if grammar is None or len(said) > LONGEST_ACT:
        return SpeechAct(said)
    words = grammar.contracted(_without_slips(language.refinement.normal(said), language, is_known))
    kind, rest = _social(words, grammar)
    if kind is None and is_of_other_language(said):
        kind = "other_language"
    if kind is not None:
        return SpeechAct(said, kind)
    bare = re.sub(r"[\s.!,;:?？！。…]+\Z", "", rest)
    reading = grammar.reading(bare)
    if reading is None and (remark := _REMARK.match(bare)):
        reading = grammar.reading(bare[remark.end() :])
    if reading is None and rest.rstrip().endswith(("?", "？")):
        reading = grammar.reading(f"{bare}?")
    return SpeechAct(rest, None, *reading) if reading else SpeechAct(rest)


def _without_slips(said: str, language: LanguagePack, is_known: Callable[[str], bool]) -> str:
    """The words of a short turn with slips of the pen mended, of those words alone that conversations are made of."""
    words = said.split()
    return said if len(words) > _MOST_MENDED else " ".join(_mended(word, language, is_known) for word in words)


def _mended(word: str, language: LanguagePack, is_known: Callable[[str], bool]) -> str:
    """A word of the conversation in place of one that is nearly it, and that no record says."""
    bare = word.strip(".,!?;:").casefold()
    slips = language.speech_acts.slips if language.speech_acts else ()
    if len(bare) < _SHORTEST_SLIP or not (bare.isascii() and bare.isalpha()) or bare in slips or is_known(bare):
        return word
    if language.spelling is not None and bare in language.spelling.word_list():
        return word  # "than" is no slip for "thank"
    near = get_close_matches(bare, slips, n=1, cutoff=_ALIKE)
    return word.casefold().replace(bare, near[0]) if near else word


def _social(said: str, grammar: SpeechActGrammar) -> tuple[ReplyKind | None, str]:
    """The reply that a turn gets in which nothing is said of a product, else None and the words without what wraps them."""
    kinds: list[ReplyKind] = []
    start = 0
    for kind, end, is_marked in _phrases(said, grammar):
        if end < len(said) and not is_marked:
            behind = _social(said[end:], grammar)[0] if kind else None
            if kind is None or behind is None or behind == "noise":
                break
            return (behind if kind == "refusal" else kind), ""  # "no that's everything"
        kinds += [kind] if kind else []
        start = end
    if start >= len(said):
        meant = [kind for kind in _STRONGEST if kind in kinds]
        if meant == ["refusal"] and said.rstrip().endswith(("?", "？")):
            return None, said  # "so nothing?" wants a reason
        return (meant[0] if meant else "noise"), ""
    rest = said[start:]
    closing = compiled(
        rf"(?P<answered>\?)?(?:{grammar.marks})+(?:{_either(*grammar.social['refusal'])})(?:{grammar.marks})*\Z"
    ).search(rest)
    if closing and closing["answered"] and len(rest[: closing.start()].split()) <= 3:
        return "refusal", ""  # "only children's? no, thanks" answers itself
    ending = compiled(rf"(?:[,.!;]\s*|(?<=[?])\s*)(?:{_either(*grammar.social['thanks'])})(?:{grammar.marks})*\Z").search(rest)
    rest = rest[: ending.start()] if ending and ending.start() else rest
    idle = (
        compiled(rf"(?:{grammar.marks})+(?:{_either(*grammar.fillers)})\s*\Z").search(rest) if "then" not in rest[-6:] else None
    )
    return None, rest[: idle.start()] if idle and idle.start() else rest


def _phrases(said: str, grammar: SpeechActGrammar) -> Iterator[tuple[ReplyKind | None, int, bool]]:
    """The phrases that a turn begins with: the kind of each, where what follows begins, and whether a mark stands between."""
    leading = compiled(rf"(?:{grammar.marks})*")
    first = leading.match(said)
    at = first.end() if first else 0
    while at < len(said):
        found = [(match.end(), kind) for kind, source in _sources(grammar) if (match := compiled(source).match(said, at))]
        if not found:
            return
        end, kind = max(found, key=lambda pair: (pair[0], pair[1] is None and bool(said[pair[0] :].strip(" .!"))))
        behind = leading.match(said, end)
        after = behind.end() if behind else end
        is_marked = bool(said[end:after].strip()) or (kind == "greeting" and _opens(said[at:end], grammar)) or kind is None
        yield kind, after, is_marked
        at = after


def _sources(grammar: SpeechActGrammar) -> list[tuple[ReplyKind | None, str]]:
    ends = rf"(?=\Z|{grammar.marks})"
    sources: list[tuple[ReplyKind | None, str]] = [
        (kind, rf"(?:{_either(*phrases)}){ends}") for kind, phrases in grammar.social.items()
    ]
    return [
        *sources,
        ("thanks", rf"(?:{_either(*grammar.approving)}){ends}"),
        (None, rf"(?:{_either(*grammar.fillers)}){ends}"),
    ]


def _opens(phrase: str, grammar: SpeechActGrammar) -> bool:
    return compiled(_either(*grammar.opening)).fullmatch(phrase) is not None


def _either(*sources: str) -> str:
    return "|".join(f"(?:{source})" for source in sources)


def is_question(said: str, grammar: SpeechActGrammar) -> bool:
    """Whether words ask something of a product, and do not ask for products: "does it float", no "do you have one"."""
    asks = compiled(rf"(?:{any_of({'and': 0, 'but': 0, 'so': 0, 'ok': 0})}[ ,]+)*(?:{grammar.asking})").match(said)
    return asks is not None and not compiled(rf"(?:{grammar.requesting})").match(said)


def spoken_command(said: str, shown: int) -> str | None:
    """The command that the whole of what was said stands for: "start over", "compare the first two"; None for a request.

    Args:
        said: the words.
        shown: how many results are on the screen.
    """
    for phrase, command in language_of(said).commands.items():
        if match := re.fullmatch(rf"(?:{phrase})[.!?。！？\s]*", said.strip(), re.IGNORECASE):
            return match.expand(command.replace("{all}", " ".join(map(str, range(1, shown + 1)))))
    return None

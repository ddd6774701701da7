"""What a dictionary says of a word, as plain English terms to search for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shopcli.text.scripts import HAN
from shopcli.util.lazy_regex import pattern

_MOST_WORDS = 4  # a longer gloss explains, and names nothing
_NOT_A_SENSE = pattern(
    r"CL:|surname|(?:old |Japanese )?variant of|see(?: |\Z)|also (?:written|pr\.)|used in|same as|erhua|Taiwan pr\.|\(particle"
    r"|name of|abbr\. |classifier|euphemis|pinyin|radical|Kangxi",
    re.IGNORECASE,
)
_ASIDE = pattern(rf"\([^()]*\)|\[[^\]]*\]|[{HAN}|·…]+")
_LABEL = pattern(r"\A(?:\w+'s|lit\.|fig\.|esp\.|e\.g\.|i\.e\.|usu\.|also|an?|the|one's|some|sb's)\s+", re.IGNORECASE)
_COMPANY = pattern(r",?\s+(?:corporation|corp|inc|co|company|ltd|group|brand|ag|gmbh)\b\.?", re.IGNORECASE)
_SOMEWHERE = pattern(r"(?:in|on|at|of|off|out|under|up|to|from|by|with|about)\b")
_ABBREVIATED = pattern(r"abbr\. for [^,]*,\s*([A-Z].*)")


@dataclass(frozen=True, slots=True)
class Sense:
    """One English term for a word, and whether it is what one does rather than what there is."""

    text: str
    is_verb: bool = False


def senses(glosses: Sequence[str]) -> tuple[Sense, ...]:
    """The terms in a word's glosses, in their order, without notes, classifiers and explanations."""
    terms = (term for gloss in glosses if not _NOT_A_SENSE.match(_bare(gloss)) for term in _terms(_bare(gloss)))
    return tuple(dict.fromkeys(term for term in terms if term.text and len(term.text.split()) <= _MOST_WORDS))


def proper_names(glosses: Sequence[str]) -> Iterator[str]:
    """Names in a word's glosses: "Nike" of "Nike, Inc.", "HP" of "Hewlett-Packard", X of "abbr. for …, X"."""
    for gloss in glosses:
        abbreviated = _ABBREVIATED.search(gloss)
        for term in (abbreviated[1] if abbreviated else _bare(gloss)).split(";"):
            name = _COMPANY.sub("", term.split(",")[0]).strip(" .")
            if name[:1].isupper():
                yield name
                initials = "".join(part[0] for part in re.split(r"[\s&-]+", name) if part[:1].isupper())
                if len(initials) > 1:
                    yield initials


def without_accents(text: str) -> str:
    """Lower case, without accents: "Nestlé" is "nestle"."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


def _bare(gloss: str) -> str:
    """Without what stands in brackets, or is not English."""
    before = ""
    while before != gloss:
        before, gloss = gloss, _ASIDE.sub(" ", gloss)
    return re.sub(r"\s+", " ", gloss).strip()


def _terms(gloss: str) -> Iterator[Sense]:
    for part in gloss.split(";"):
        term, is_verb = part.split(",")[0].strip(), False
        if term.startswith("to "):
            term, is_verb = term[3:].strip(), True
        if is_verb and term.startswith("be "):  # how one is, and no deed; "to be on foot" and "in a poor light" name nothing
            term, is_verb = term[3:].strip(), False
            if _SOMEWHERE.match(term):
                continue
        while label := _LABEL.match(term):
            term = term[label.end() :]
        for either in re.split(r"\s+or\s+", _COMPANY.sub("", term), maxsplit=1):
            yield Sense(either.strip(" .!?-"), is_verb)


def able(verb: str) -> str:
    """Recharge, rechargeable; fold, foldable; remove, removable."""
    stem = verb.split()[0]
    return f"{stem[:-1] if stem.endswith('e') and not stem.endswith(('ge', 'ce')) else stem}able"


def doing(verb: str) -> str:
    """Run, running; charge, charging; cook, cooking; tie, tying."""
    stem = verb.split()[0]
    if stem.endswith("ie"):
        return f"{stem[:-2]}ying"
    is_silent = stem.endswith("e") and not stem.endswith(("ee", "oe", "ye")) and len(stem) > len("be")
    return f"{stem[:-1] if is_silent else _doubled(stem)}ing"


def doer(verb: str) -> str:
    """Grind, grinder; slice, slicer; cut, cutter."""
    stem = verb.split()[0]
    return f"{stem}r" if stem.endswith("e") else f"{_doubled(stem)}er"


def _doubled(stem: str) -> str:
    """The last letter twice behind a short vowel: "cut" is "cutt"."""
    return stem + stem[-1] if len(stem) <= 4 and re.search(r"(?:\A|[^aeiou])[aeiou][bdgmnprt]\Z", stem) else stem

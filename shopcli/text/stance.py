"""Stance: whether a text says some words of what it speaks of, denies them, or merely holds them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from shopcli.text.negation import NEGATORS, ends_in_chinese_no, tells_what_it_is_not_for
from shopcli.text.scripts import HAN, has_han
from shopcli.util.lazy_regex import pattern

Stance = Literal[-1, 0, 1]
Stems = Callable[[str], Sequence[str]]

# Sentences, and the pieces of a list that is written as one: "['windproof', 'not waterproof']".
_BETWEEN = pattern(r"(?<=[.!?;])\s+|(?<=[。！？；])|\s[|•●▪‣]\s|(?<=[a-z]\.)-\s*|[\"'“”]\s*,\s*[\"'“”]|\n+")
_QUESTION = pattern(r"[?？]\W*$")
_WORD = pattern(rf"[^\W_{HAN}]+(?:['’][^\W_{HAN}]+)?|[^\w\s]")
_HYPHENS = "-–‐"
_DASH = pattern(r"\s+[-–—]\s*|[-–—]\s+")
_OTHER_NEGATORS = frozenset("ohne kein keine keinen keinem keiner keines nicht weder nie".split())
_NEGATORS = NEGATORS | _OTHER_NEGATORS
# "Free of parabens", "instead of leather": what follows is not there.
_NOT_THERE = frozenset(
    (
        ("free", "of"), ("free", "from"), ("frei", "von"), ("instead", "of"), ("rather", "than"), ("let", "alone"),
        ("less", "than"), ("alternative", "to"), ("replacement", "for"), ("protects", "from"), ("protection", "from"),
    )
)  # fmt: skip
_UNLIKE = frozenset("unlike replaces avoid avoids anstatt statt".split())
_PREVENTED = frozenset("prevent prevents preventing resist resists against".split())  # what they govern is as good as denied
_FREE = frozenset("free frei alternative substitute ersatz imitation".split())  # behind a word, these deny it
_NO_NEGATION = frozenset("only just merely nur alone".split())  # "not only for pools"
_JOINTS = frozenset("and but while yet und aber sondern though although".split())
_LISTED, _CONTAINING = frozenset(("and", "und")), frozenset("contain contains containing enthält enthalten".split())
# What stands behind a word that only lends its name: "water-based", "oak effect", "a wide variety".
_LENT = frozenset(
    "variety range array selection lined based like style styled look effect inspired resistant repellent ready".split()
)
_NOT_REAL = frozenset("faux imitation fake artificial simulated mock pseudo".split())
_OTHERS = frozenset("another other larger bigger".split())  # of a thing that is not the one that is described
# What can be had beside the thing, or may come with it, is no part of it.
_HEDGED = pattern(
    r"\boptional\w*|\b(?:sold|available) separately|\bnot included|\brequires? an? additional"
    r"|\b(?:can|may) be (?:added|complet|combin)\w*|\bmay contain|\btraces? of|\bfacility that"
    r"|\bseparat erhältlich|\bnicht enthalten|\bkann spuren|另购|另售|选配|选购|可能含有",
    re.IGNORECASE,
)
_NARROWED = frozenset("under below over above younger older if unless when unter über jünger älter wenn falls".split())
_NARROWING = 3  # words behind what is denied, of which one may deny less: "not for children under 3"
# Sentences that open in lower case, one behind another, are words to be found by: "phone case. case for phone. cheap case".
_SEARCH_WORDS, _FEWEST_SEARCHED = pattern(r"[^\W\d_]{2,}\. [a-z]"), 2
# Sentences whose marks were lost: "no preservativesIngredientsMango".
_GLUED, _FEWEST_GLUED = pattern(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})"), 2
# What stands before a use, a user or a place, or before what a thing is against.
_USE = pattern(
    r"for|when|while|during|on|at|any|every|your|whether|suit\w*|ideal|perfect|great|designed|made|built|meant"
    r"|(?:fit|sleep|hold|seat|feed|serv)s?|accommodat\w+|für|zum|zur|beim|geeignet|ideal"
    r"|(?:reduc|fight|treat|calm|sooth|target|address|prevent|reliev|minimi[sz]|correct|cool|improv|help|protect)\w*|against|anti",
)
_USE_REACH, _NAME = 12, 6
# How a sentence opens that tells what to do with a thing, which says nothing of what it is: "Try them with nuts", "iron warm".
_INSTRUCTS = pattern(
    r"\W*(?:(?:for best results|if (?:needed|necessary|desired)|before use|after use|preferably|simply|just|then|always|gently"
    r"|lightly),? )*(?:do not |don['’]t )?(?:try (?:it|them|this|our|with)|serve|sprinkle|dip|pour|stir|soak|boil|bake|fry"
    r"|store|iron|wash|machine wash|hand wash|tumble|bleach|rinse|dry(?: clean| on| in| flat)|wipe)(?= )(?!,)",
    re.IGNORECASE,
)
_REACH = 5  # words that a "no" governs at the most
_PARTS = frozenset("—;:|")  # marks across which words make no phrase: "natural fit—wide toe boxes"
_LOOSE, _GAPS = 12, 2  # in longer texts the words of a phrase stand together, but for so many others
_OPENS_WITH_NO = pattern("不含|不带|没有|无|不|没|非")
_CHINESE_NO = pattern(r"(?:不含|不带|没有|不是|不支持|不能|无法|不会|未)$")


def stance(text: str, words: str, stems: Stems) -> Stance:
    """What a text has to say to some words: 1 where a sentence says them, -1 where it denies them, else 0.

    Words that are scattered over a long sentence are not said by it, and nothing is said by a question, by a list of words to
    be found by, or of what is optional; "not for children under 3" does not deny children, nor is "water-based" water.

    Args:
        text: a value, a title or running text.
        words: a wish in a few words, which may be a denial itself: "no added sugar", "sugar-free".
        stems: the stems of a text, without stop words.

    >>> tokens = lambda text: text.lower().split()
    >>> stance("not made for swimming", "swimming", tokens), stance("for swimming", "swimming", tokens)
    (-1, 1)
    """
    wanted = frozenset(stems(words))
    found: Stance = 0
    if len(_SEARCH_WORDS.findall(text)) >= _FEWEST_SEARCHED:
        return found
    if len(_GLUED.findall(text)) >= _FEWEST_GLUED:
        text = _GLUED.sub(". ", text)
    for sentence in _BETWEEN.split(text) if wanted else ():
        said = _of_sentence(sentence, words, wanted, stems) if wanted <= set(stems(sentence)) else 0
        if said > 0:
            return 1
        found = said or found
    return found


def tells_a_use(text: str, words: str, stems: Stems) -> bool:
    """Whether a sentence of a text tells some words as a use, a user or a place: "for deep frying", "the women's coat".

    "Get running water" is not for running, and a name in a few words may be all that is said.

    Args:
        text: running text.
        words: what a thing is to be for: "running".
        stems: the stems of a text, without stop words.
    """
    wanted = frozenset(stems(words))
    for sentence in _BETWEEN.split(text) if wanted else ():
        pieces = _pieces(sentence)
        window = _window(pieces, wanted, stems)
        if window is None:
            continue
        first, last = window
        before = pieces[max(0, first - _USE_REACH) : first]
        is_possessive = any(piece.endswith("'s") for piece in pieces[first : last + 1])
        if len(pieces) <= _NAME or is_possessive or any(_USE.fullmatch(piece) for piece in before):
            return True
    return False


def is_denial(words: str) -> bool:
    """Whether some words deny something themselves: "without sugar", "sugar-free", 不含酒精."""
    pieces = _pieces(words)
    return any(_negates(piece) or piece in _FREE for piece in pieces) or _OPENS_WITH_NO.match(words.strip()) is not None


def _of_sentence(sentence: str, words: str, wanted: frozenset[str], stems: Stems) -> Stance:
    if _QUESTION.search(sentence) or _HEDGED.search(sentence) or (_INSTRUCTS.match(sentence) and not is_denial(words)):
        return 0
    pieces = _pieces(sentence)
    window = _window(pieces, wanted, stems)
    is_narrowed = window is not None and _is_narrowed(pieces[window[1] + 1 :])
    if tells_what_it_is_not_for(sentence.strip(" '\"[(")):
        return 0 if is_denial(words) or is_narrowed else -1
    if has_han(words):
        return _in_chinese(sentence, words)
    if window is None:
        return 1 if len(pieces) <= _LOOSE else 0
    first, last = window
    is_list = "," in pieces[first:last] and len(pieces) > _LOOSE and "," not in words  # "butylene glycol, citric acid"
    if (len(pieces) > _LOOSE and last - first >= len(wanted) + _GAPS) or is_list or not _PARTS.isdisjoint(pieces[first:last]):
        return 0
    is_denied = any(_is_governed(pieces, at) for at in range(first, last + 1) if wanted & set(stems(pieces[at])))
    is_denied = is_denied or (last + 1 < len(pieces) and pieces[last + 1] in _FREE)
    if is_denial(words) and wanted.isdisjoint(_FREE):
        return 1 if is_denied else 0
    if is_denied:
        return 0 if is_narrowed else -1
    if not _PREVENTED.isdisjoint(pieces[max(0, first - 2) : first]) and wanted.isdisjoint(_PREVENTED):
        return 0
    return 0 if _only_lends_its_name(pieces, first, last, wanted) else 1


def _is_narrowed(behind: Sequence[str]) -> bool:
    """Whether what follows a denied word denies less than the word: an age, a condition, an exception."""
    return not _NARROWED.isdisjoint(behind[:_NARROWING])


def _only_lends_its_name(pieces: Sequence[str], first: int, last: int, wanted: frozenset[str]) -> bool:
    """Whether words are part of a name for something else: "faux leather", "oak effect"."""
    before, behind = pieces[max(0, first - 1) : first], pieces[last + 1 : last + 2]
    lends = not (_NOT_REAL | _OTHERS).isdisjoint(before) or not _LENT.isdisjoint(behind)
    return lends and wanted.isdisjoint(_NOT_REAL | _OTHERS | _LENT)


def _in_chinese(sentence: str, words: str) -> Stance:
    """The same of Chinese, which joins its "no" to what it denies: 不含酒精."""
    at = sentence.casefold().find(words.strip().casefold())
    if at < 0:
        return 1  # its words stand apart
    before = sentence[:at]
    return -1 if ends_in_chinese_no(before) or _CHINESE_NO.search(before) else 1


def _pieces(text: str) -> list[str]:
    """The words and marks of a text in lower case; a hyphen joins nothing: "non-oily" are two."""
    text = _DASH.sub(" ; ", text.casefold().replace("’", "'"))  # "No wheat - Gluten free" are two
    return [piece for piece in _WORD.findall(text) if piece not in _HYPHENS]


def _window(pieces: Sequence[str], wanted: frozenset[str], stems: Stems) -> tuple[int, int] | None:
    """The shortest stretch of pieces with all the stems, its first and its last; None where no such words are written so."""
    places = [(at, stem) for at, piece in enumerate(pieces) for stem in wanted & set(stems(piece))]
    return min(_stretches(places, wanted), key=lambda ends: ends[1] - ends[0], default=None)


def _stretches(places: Sequence[tuple[int, str]], wanted: frozenset[str]) -> Iterator[tuple[int, int]]:
    for number, (first, _) in enumerate(places):
        missing = set(wanted)
        for at, stem in places[number:]:
            missing.discard(stem)
            if not missing:
                yield first, at
                break


def _is_governed(pieces: Sequence[str], at: int) -> bool:
    """Whether a "no" before a word governs it: up to a few words, no further than a mark or a joint."""
    for back in range(at - 1, max(-1, at - 1 - _REACH), -1):
        piece = pieces[back]
        if piece in _LISTED and not _CONTAINING.isdisjoint(pieces[max(0, back - _REACH) : back]):
            continue  # "does not contain onion and garlic"
        if piece in _JOINTS or not piece[0].isalnum():
            return False
        if _negates(piece):
            return pieces[back + 1] not in _NO_NEGATION
        if piece in _UNLIKE or tuple(pieces[back : back + 2]) in _NOT_THERE:
            return back + 1 < at or piece in _UNLIKE
    return False


def _negates(piece: str) -> bool:
    return piece in _NEGATORS or piece.endswith("n't")

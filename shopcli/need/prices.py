"""Limits on the price, and orders by it, by the phrases of the request's language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from shopcli.need.grounding.unit_pricing import unit_pricing
from shopcli.need.languages.ordinals import ordinal_before, ordinal_within
from shopcli.need.languages.request_grammar import OWN_MONEY, Limit
from shopcli.need.offers import known_order
from shopcli.need.request import Found, Request
from shopcli.text.money import foreign_money, own_words
from shopcli.text.tokens import measure_of
from shopcli.types import Clause, Op, show_money
from shopcli.util.lazy_regex import pattern

_NEGATION = 96  # no negation with the words that lead to its comparison is longer
TURNED: dict[Op, Op] = {"<=": ">=", ">=": "<=", "<": ">=", ">": "<="}  # what is no less is at least as much
_WEIGHS = pattern(r"\bweigh\w*\b[^\d.,;]{0,24}", re.IGNORECASE)  # "weighs under two pounds", which are no money
_BEFORE = 24  # no phrase that says what a number measures is longer
_OLDEST, _GROWN_UP = 100.0, 19.0  # years
_FEW_POUNDS = 20  # which people weigh things by, and hardly spend abroad
_ANOTHER = pattern(r"\s?(?:or|to|oder|bis|[-–]|或者?|到|至)\s?\d[\d.,]*[\s-]?([^\W\d_]+|[\"″])", re.IGNORECASE)
_SMALL = 10.0  # a smaller number in words, without a currency, counts things: "at most two"
_CHINESE_NAME = 6  # no name of money has more characters
_MONEY_SIGN_BEFORE, _MONEY_SIGN_BEHIND = pattern(r"[$€£¥￥₹₩₽]\s?\Z"), pattern(r"\s?[$€£¥￥₹₩₽]")
_WORD_BEFORE, _WORD_BEHIND = pattern(r"(?<![^\W_])([^\W\d_]{1,16}\.?) ?\Z"), pattern(r" ?([^\W\d_]{1,16})")
_NUMERALS = "零〇一二两三四五六七八九十百千万亿"  # of Chinese, beside digits
_BESIDE_A_NUMBER = pattern(
    r"(?<![^\W_])(?P<before>[^\W\d_]{2,16}\.?) ?(?=\d)"
    rf"|(?:(?<=[\d{_NUMERALS}])|(?<=\dk)) ?(?P<after>(?![{_NUMERALS}])[^\W\d_]{{2,16}}\.?)(?![^\W_])"
)
_NEXT_WORD = pattern(r" ([^\W\d_]{3,16}\.?)(?![^\W_])")


def limits(request: Request) -> Iterator[Found]:
    """Every stretch that limits the price; the first of those that overlap is meant."""
    if not request.language.amount.search(request.text):
        return
    text = _with_own_money(request)
    for limit in request.language.limits:
        for match in limit.pattern.finditer(text):
            amounts = tuple(_amounts(request, limit, match))
            if len(amounts) == (len(limit.operators) if limit.spoken else len(limit.groups)) and _is_money(
                request, limit, match, amounts
            ):
                yield _found(request, limit, match, amounts)


def _with_own_money(request: Request) -> str:
    """The request with words for the catalog's own money that no language has as `OWN_MONEY`, and as long as it was."""
    text = request.text
    for word in own_words(tuple(request.vocabulary.currencies)):
        written = word if word.isupper() else f"{word}|{word.upper()}|{word.capitalize()}"
        text = re.sub(rf"(?<![^\W\d_])(?:{written})(?![^\W\d_])", OWN_MONEY * len(word), text)
    for match in _BESIDE_A_NUMBER.finditer(text):
        side = "before" if match["before"] else "after"
        start, end = match.span(side)
        if not text[start].isascii() and side == "after":  # of a run of Chinese characters the first ones
            end = next(
                (end for end in range(min(end, start + _CHINESE_NAME), start + 1, -1) if foreign_money(text[start:end])), end
            )
        elif side == "after" and foreign_money(text[start:end]) is None and (behind := _NEXT_WORD.match(text, end)):
            start, end = behind.span(1)  # "2 million dong"
        if _is_foreign_money(request, text[start:end]) and not _is_written(request, match):
            text = text[:start] + OWN_MONEY * (end - start) + text[end:]
    return text


def _is_foreign_money(request: Request, word: str) -> bool:
    """Whether a word beside a number is money that neither the language nor the catalog calls so, nor a unit."""
    low = word.lower()
    units = request.quantities.units if request.quantities else {}
    return low not in request.language.currency_words and low.rstrip(".") not in units and foreign_money(word) is not None


def _is_written(request: Request, match: re.Match[str]) -> bool:
    """Whether the catalog writes a word and the number beside it as a name: "RS 5"."""
    number = re.search(r"\A\d[\d.,]*", request.text[match.end() :]) if match["before"] else None
    return number is not None and request.uses(f"{match['before']} {number[0]}") > 0


def is_sum(request: Request, start: int, end: int) -> bool:
    """Whether a sign or a word beside a number, half open, says that it is money."""
    text = request.text
    if _MONEY_SIGN_BEFORE.search(text, max(0, start - 2), start) or _MONEY_SIGN_BEHIND.match(text, end):
        return True
    beside = (_WORD_BEFORE.search(text, max(0, start - _BEFORE), start), _WORD_BEHIND.match(text, end))
    words = [match[1] for match in beside if match]
    own = own_words(tuple(request.vocabulary.currencies))
    return any(
        word.lower() in request.language.currency_words
        or word in own
        or word.lower() in own
        or _is_foreign_money(request, word)
        for word in words
    )


def negative_sums(request: Request) -> Iterator[Found]:
    """Sums below zero, which nothing can cost: they set no limit, and a note says so."""
    language = request.language
    if not (signs := list(language.below_zero.finditer(request.text))):
        return
    text = language.below_zero.sub(lambda sign: f"{sign[0][:-1]} ", _with_own_money(request))
    for limit in language.limits:
        for match in limit.pattern.finditer(text):
            sign = next((sign for sign in signs if sign.start() <= match.start() <= sign.end() <= match.start("a")), None)
            if sign and any(amount.code for amount in _amounts(request, limit, match)):
                words = request.query[sign.start() : match.end()].strip()
                yield Found(sign.start(), match.end(), note=language.messages["below_zero"].format(words=words))


def orders(request: Request) -> Iterator[Found]:
    """Phrases that ask for an order, with the place in it that is asked for: "the second cheapest"."""
    ordinals = request.language.ordinals
    per = next(((match, field) for unit, field in request.language.per_unit if (match := unit.search(request.text))), None)
    for phrases, sort in request.language.orders:
        for match in phrases.finditer(request.text):
            start, rank = ordinal_before(ordinals, request.text, match.start())
            rank = rank if rank > 1 else ordinal_within(ordinals, match[0])
            text = request.query[start : match.end()]
            if per and sort.field == "price":  # "the cheapest milk per litre"
                sort = replace(sort, field=per[1])
                yield Found(*per[0].span())
                parts = sorted([(start, text), (per[0].start(), request.query[slice(*per[0].span())])])
                text = " ".join(words for _, words in parts)
            yield known_order(request, Found(start, match.end(), sort=replace(sort, text=text, rank=rank)))


_DIGITS = pattern(r"\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class _MoneyAmount:
    """A number, the currency beside it as a code or empty, and whether the number is written in words."""

    value: float
    code: str
    in_words: bool


def _amounts(request: Request, limit: Limit, match: re.Match[str]) -> Iterator[_MoneyAmount]:
    """The amounts of a phrase; nothing for one that is no number."""
    for group in limit.groups:
        beside = (request.text[slice(*match.span(f"{group}_{side}"))] for side in ("after", "before"))
        code = next((_code(request, word) for word in beside if word), "")
        number = request.language.number(match[group]) if limit.spoken is None else None
        spoken = limit.spoken(match[group]) or () if limit.spoken else ()
        if number is not None and group != limit.groups[-1]:
            number *= _shared_scale(request, match[group], match[limit.groups[-1]])
        for value in spoken if number is None else (number,):
            yield _MoneyAmount(value, code, not any(map(str.isdecimal, match[group])))


def _shared_scale(request: Request, low: str, high: str) -> float:
    """How many times its number the low end of a range means: the thousands of "40 to 50 thousand" are of both."""
    digits = _DIGITS.match(high)
    if digits is None or not _DIGITS.fullmatch(low):
        return 1.0
    first, last, whole = (request.language.number(words) for words in (low, digits[0], high))
    return whole / last if first and last and whole and first < last else 1.0


def _code(request: Request, word: str) -> str:
    """What a word for money means here: of dollars, those that the catalog has."""
    own_codes = own_words(tuple(request.vocabulary.currencies))
    known = request.language.currency_words.get(word.lower()) or own_codes.get(word.lower()) or own_codes.get(word)
    codes = (known or foreign_money(word) or "").split()
    return next((code for code in codes if code in request.vocabulary.currencies), codes[0])


def _is_money(request: Request, limit: Limit, match: re.Match[str], amounts: Sequence[_MoneyAmount]) -> bool:
    """Whether the numbers of a phrase are prices: they carry a currency, or nothing says that they measure something else."""
    if _are_weights(request, limit, match, amounts):
        return False
    if any(amount.code for amount in amounts):
        said = request.text[match.start() : match.end() + _BEFORE].casefold()
        return not ("pound" in said and _WEIGHS.search(request.text, max(0, match.start() - _BEFORE), match.end("a")))
    if limit.needs_currency or not _ends(request, limit, match) or _measures_another(request, match.end()):
        return False
    return not (
        any(amount.in_words and amount.value < _SMALL for amount in amounts)
        or (match.start() == match.start("a") and _ends_a_name(request, match.start(), match.end("a")))
        or _measures_else(request, _start(request, limit, match))
        or _is_age(request, limit, match.start(), amounts[-1].value)
    )


def _are_weights(request: Request, limit: Limit, match: re.Match[str], amounts: Sequence[_MoneyAmount]) -> bool:
    """Whether a few pounds are no money, where nothing is priced in them: "a tent under 5 pounds" of a shop in dollars."""
    codes = request.vocabulary.currencies
    after = (match[f"{group}_after"] or "" for group in limit.groups)
    in_pounds = any(word.lower() in ("pound", "pounds") for word in after)
    return in_pounds and bool(codes) and "GBP" not in codes and all(amount.value <= _FEW_POUNDS for amount in amounts)


def _ends(request: Request, limit: Limit, match: re.Match[str]) -> bool:
    """Whether what stands behind a number without a currency leaves it a price."""
    if limit.ends is None or limit.ends.match(request.text, match.end()):
        return True
    return limit.turns and turned_until(request, match.end()) is not None


def _measures_else(request: Request, start: int) -> bool:
    """Whether the words before a number say that it measures something else, and have no number of their own yet."""
    measure = request.language.not_money.search(request.text, max(0, start - _BEFORE), start)
    if measure is None:
        return False
    return not request.language.described.search(request.text[max(0, measure.start() - _BEFORE) : measure.start()])


def _measures_another(request: Request, end: int) -> bool:
    """Whether another number stands behind one, with a unit for both: "around 13 or 14 inches"."""
    another = _ANOTHER.match(request.text, end)
    return another is not None and measure_of(another[1]) is not None


def _is_age(request: Request, limit: Limit, start: int, value: float) -> bool:
    """Whether a limit behind people is one of their age: "kids under 12", "those over 60"."""
    oldest = _OLDEST if limit.operators == (">=",) else _GROWN_UP
    return value < oldest and request.language.people.search(request.text, max(0, start - _BEFORE), start) is not None


def _ends_a_name(request: Request, start: int, end: int) -> bool:
    """Whether a number that opens its phrase belongs to the word before it: "iPhone 11 or less".

    It does where the catalog writes the two so, and where that word has a capital within it, or one that does not open
    the request.
    """
    before = re.search(r"[A-Za-z][A-Za-z0-9+-]*[ -]?\Z", request.text[max(0, start - _BEFORE) : start])
    if not before:
        return False
    word, opens = before[0].rstrip(" -"), start == len(before[0])
    if any(map(str.isupper, word[1:])) or (word[0].isupper() and not opens):
        return True
    return request.uses(request.text[start - len(before[0]) : end]) > 0


def turned_from(request: Request, start: int) -> int | None:
    """Where a negation begins that turns round the comparison at ``start``: "I don't want to pay"; None where none does.

    What is denied twice is not: "nothing that isn't under 500".
    """
    text, language = request.text, request.language
    negation = language.turns.search(text, max(0, start - _NEGATION), start)
    if negation is None or language.turned_twice.search(text, max(0, negation.start() - _NEGATION), negation.start()):
        return None
    return negation.start()


def turned_until(request: Request, end: int) -> int | None:
    """Where words end that turn round the comparison up to ``end``: "more than 900 is too much"; None where none do."""
    behind = request.language.turned_behind.match(request.text, end)
    return behind.end() if behind else None


def _turned(request: Request, limit: Limit, match: re.Match[str]) -> tuple[int | None, int | None]:
    """Where a negation before a phrase begins, and where words behind it end, that turn it round."""
    if not limit.turns:
        return None, None
    before = turned_from(request, match.start())
    return before, turned_until(request, match.end()) if before is None else None


def _start(request: Request, limit: Limit, match: re.Match[str]) -> int:
    """Where a phrase begins, with the negation that turns it round."""
    before, _ = _turned(request, limit, match)
    return match.start() if before is None else before


def _found(request: Request, limit: Limit, match: re.Match[str], amounts: Sequence[_MoneyAmount]) -> Found:
    before, behind = _turned(request, limit, match)
    operators = limit.operators if before is behind else tuple(TURNED[op] for op in limit.operators)
    start = match.start() if before is None else before
    end = match.start() + len(match[0].rstrip()) if behind is None else behind
    pricing = unit_pricing(request, limit, start, end) if behind is None and any(amount.code for amount in amounts) else None
    start, end = (pricing.start, pricing.end) if pricing else (start, end)
    words = request.query[start:end]
    currencies = request.vocabulary.currencies
    code = next((amount.code for amount in reversed(amounts) if amount.code), "")
    unit, notes = code if code in currencies else next(iter(currencies), None), list[str]()
    if code and code not in currencies:
        numbers = "–".join(show_money(amount.value) for amount in amounts)
        message = request.language.messages["no_currency" if currencies else "unnamed_currency"]
        notes.append(message.format(code=code, words=words, unit=unit, amount=numbers))
    values, field = _values(limit, amounts), "price"
    if limit.spread:
        high = f"{show_money(values[1])} {unit or ''}".strip()
        notes.append(request.language.messages["about"].format(words=words, low=show_money(values[0]), high=high))
    if pricing and pricing.field is None:
        note = request.language.messages["by_meaning_only"].format(words=words)
        return Found(start, end, (Clause(words, "feature"),), note=note)
    if pricing and pricing.field:
        field, values = pricing.field, [round(value * pricing.times, 4) for value in values]
    pairs = zip(operators, values, strict=True)
    clauses = tuple(Clause(words, "limit", field, operator, value, unit) for operator, value in pairs)
    return Found(start, end, clauses, note=" ".join(notes))


def _values(limit: Limit, amounts: Sequence[_MoneyAmount]) -> list[float]:
    """One value an operator, the smaller first: "between 100 and 50" means the same as between 50 and 100."""
    if limit.spread:
        return [round(amounts[0].value * (1 + sign * limit.spread), 2) for sign in (-1, 1)]
    return sorted(amount.value for amount in amounts)

"""Amounts of money in a text as shops write them: "1.299,95 €", "ab 12,-", "₹1,499 onwards", "2 for 5.00 (2.99 each)".

A text may hold several numbers. Which one is charged for one piece is decided by what stands around them; where nothing
tells, there is no amount, since a wrong price is worse than none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from shopcli.text.money import WORDS_TOO, chinese_sign, currencies, currency_code
from shopcli.util.lazy_regex import pattern

_LONGEST = 200  # characters; a price that begins later is a story
_MOST_AMOUNTS = 12

_MARKED_CENTS = pattern(r"(\d)[.,]?\s?<sup[^<>]{0,40}>\s?(\d\d)\s?</sup>", re.IGNORECASE)
_RAISED_CENTS = pattern(r"(\d)[.,]?([⁰¹²³⁴⁵⁶⁷⁸⁹]{2})(?![⁰¹²³⁴⁵⁶⁷⁸⁹])")
_SIGN_AS_POINT = pattern(r"(?<=\d)([€$£₣])(\d\d)(?!\d)")  # 12€50
_BLANK_AS_POINT = pattern(r"(\D{0,6}?)(\d{1,4}) (\d\d)(\D{0,6})")  # "$12 99", cents that were raised
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ`´′٬", "'"))

_NUMERAL = pattern(
    r"(?<!\d)(?<!\d[.,'٫])(?:\d{1,3}(?:[ '_]\d{3})+(?!\d)(?:[.,٫]\d+)?|\d+(?:[.,'٫]\d+)*)(?:[eE][+-]?\d{1,2}(?!\w))?|"
    r"(?<![\w.,)])[.,]\d{1,2}(?![\d.,])"
)
_GROUPED = pattern(r"\d+|\d{1,3}(?:([.,' _])\d{3})(?:\1\d{3})*|\d{1,2}(?:,\d\d)+,\d{3}")
_TAIL_DASH = pattern(r"\s?[.,]\s?[-–—=]{1,2}")
_NO_AMOUNT = pattern(r"\d{4}-\d\d-\d\d|\d{1,2}:\d\d|[#№]\s?\d+|\d+[.,]{2,}\d+")
_PARTED = pattern(r"(?<=\d) ([.,]) (?=\d\d(?!\d))")  # 12 , 50
_NEGATIVE = pattern(r"^\W*[-−]\s*[^\d\s]{0,3}\s*\d|^[^\d\W]{0,3}\s*[-−]\s*\d|^\(\W*\d[^()]*\)$")
_CODE = pattern(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_WORD_BEFORE = pattern(
    r"(?:[^\W\d_]\.[^\W\d_]\.?|[^\W\d_]{0,7}\.?\s?[^\w\s.,;:()/+*=|-]|[^\W\d_]{1,12}\.?/?|"
    r"[^\W\d_]\.[^\W\d_]\.)\s?$"
)
_WORD_BEHIND = pattern(r"\s?([^\W\d_]\.[^\W\d_]\.?|[^\W\d_]{0,3}[^\w\s.,;:()/+*=|%-](?!\d)|[^\W\d_]{1,12}\.?)")
_LETTER_BEFORE = pattern(r"(?![\u2e80-\uffff])[^\W\d_]$")
_PERCENT = pattern(r"[-−+–]?\s?\d+(?:[.,]\d+)?\s?%(?:\s?off\b)?", re.IGNORECASE)

_TIMES = {
    "k": 1e3, "lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "lacs": 1e5, "crore": 1e7, "crores": 1e7, "million": 1e6, "mio": 1e6,
    "万": 1e4, "萬": 1e4, "亿": 1e8, "億": 1e8, "만": 1e4, "억": 1e8,
}  # fmt: skip
_CENTS = {"¢": None, "cent": None, "cents": None, "ct": None, "cts": None, "centimes": None, "pence": "GBP", "коп": "RUB"}
_SHORT_CENTS = {"c": None, "p": "GBP"}  # 99p, and only without a blank
_FREE = frozenset(
    "free gratis kostenlos umsonst gratuit gratuito offert бесплатно darmowe darmowy ücretsiz bedava 免费 免費 無料".split()
)

# What is said of the amount behind it.
_BEFORE_WORDS = pattern(
    r"\b(?:was|were|rrp|r\.r\.p|m\.?r\.?p|msrp|old|before|instead of|regular|original|list|statt|uvp|vorher|bisher|früher|alt|"
    r"au lieu de|avant|ancien|barr[ée]|antes|precio anterior|prima|invece di|anziché|de:|em vez de|voor|adviesprijs|"
    r"było|zamiast|"
    r"вместо|было|yerine|önceki)\b|原价|原價|市场价|市價|定价|吊牌价|通常価格|定価",
    re.IGNORECASE,
)
_NOW_WORDS = pattern(
    r"\b(?:now|current|sale|today|jetzt|nur noch|neu|maintenant|ahora|ora|adesso|agora|por|nu|teraz|сейчас|теперь|şimdi|each|"
    r"single)\b|现价|現價|现在|优惠价|促销价|特価|販売価格",
    re.IGNORECASE,
)
_SAVED = pattern(
    r"\b(?:save|saving|you save|off|discount|spare|sie sparen|rabatt|économisez|remise|ahorra|descuento|risparmi|sconto|"
    r"desconto|"
    r"korting|rabat|скидка|indirim|shipping|delivery|versand|livraison|envío|spedizione|frete)\b|立减|省|优惠券|运费|邮费",
    re.IGNORECASE,
)
_OFF_BEHIND = pattern(
    r"\s?[^\s\d]{0,4}\s(?:off|gratis|free|rabatt|discount|de réduction|de descuento|di sconto|korting)\b", re.IGNORECASE
)
_NO_SALE = pattern(r"\b(?:buy|get|call|tel|phone|kaufe?|achetez|compra|lleva)\b|买|送|电话", re.IGNORECASE)
_EACH_BEHIND = pattern(r"\s?\S{0,4}\s?(?:/\s?|\b)(?:each|ea|apiece|pro stück|je stück|la pièce|c/u|cad|st)\b", re.IGNORECASE)

# Between a number of pieces and the money for all of them, either way round.
_FOR = r"for|für|fuer|pour|por|per|pro|je|voor|za|на|за|till|för"
_SEVERAL = pattern(
    rf"\s?(?:[^\W\d_]{{1,10}}\.?\s)?(?:(?:{_FOR})\b|[x×@*])\s?\S{{0,4}}\s?|\s?/\s?[€$£]\s?|\s?[件个個盒袋只条包瓶双支本枚点]\s?\S?",
    re.IGNORECASE,
)
_FOR_SEVERAL = pattern(rf"\s?\S{{0,6}}\s(?:{_FOR})\s|\s?\S{{0,4}}\s?/\s?", re.IGNORECASE)
_MONEY_COUNT = pattern(r"\s?[元块円]\s?")
_COUNTER = pattern(r"\s?[件个個盒袋只条包瓶双支本枚点]")
_MEASURE = pattern(
    r"\s?(?:kg|kgs|g|gm|gms|gr|mg|l|ltr|lt|ml|cl|dl|oz|lb|lbs|cm|mm|m|kcal|克|千克|公斤|斤|毫升|升|г|кг|мл|л)(?![^\W_])",
    re.IGNORECASE,
)
_PACK_OF = pattern(r"(?:pack|set|box|lot|case|bag|paquete)\s(?:of|mit|von|à|de)\s?$", re.IGNORECASE)
_COUNTED = pattern(
    r"[\s-]?(?:pcs?|pieces?|st(?:ü|u)ck|stk|packs?|units?|x|×|er|st|nd|rd|th|days?|tage?|left|reviews?|stars?|шт|adet|"
    r"szt)(?![^\W_])|-?er\b|\s?\+\s?\d",
    re.IGNORECASE,
)
_PER = pattern(
    r"\s?\S{0,4}\s?/\s?(?:\d+\s?)?[^\W\d_]|"
    r"\s?\S{0,4}\s?(?:per|pro|je|par|por|al|na|за)\s\s?(?:\d+\s?)?(?:kg|g|gm|gr|l|ltr|ml|cl|oz|lb|m|m²|克|升|斤)\b",
    re.IGNORECASE,
)
_NET = pattern(
    r"\s?\S{0,4}\s?\(?\s?(?:HT|hors taxes?|netto|net|excl|exkl|ex\.? (?:vat|tax)|ohne mwst|sin iva|senza iva|"
    r"iva esclusa|bez vat)\b|"
    r"\s?\S{0,2}\s?[（(]?(?:税抜|税別|未税|不含税)",
    re.IGNORECASE,
)
_RANGE = pattern(r"\s?\S{0,4}\s?(?:[-–—~〜～]|to|bis|à|a|до|至|–)\s?\S{0,4}\s?", re.IGNORECASE)
_BESIDE = pattern(r"\s?[^\w\s(]{1,3}\s?|\s")  # "$52.00 $39.00": struck out is the higher, wherever it stands
_LISTED = pattern(r"\s?\S{0,4}\s?[,;|/]\s?\S{0,4}\s?")


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number in a text that may be money, and what is said of it.

    Attributes:
        start: of the number in the text.
        end: of the number, half open.
        amount: how much.
        code: ISO 4217, where its sign stands beside it.
        times: what the word behind it multiplies it by.
        marks: "net", "before", "now", "saved", "several", "per", "measure", "counted".
    """

    start: int
    end: int
    amount: float
    code: str | None
    times: float = 1.0
    marks: frozenset[str] = frozenset()


def decimal_of(numeral: str) -> str | None:
    """The decimal sign of one number by itself: the last of two signs, the other of one that repeats, and one that has other
    than three digits behind it or none or more than three before; None where it tells nothing (``1.299``)."""
    dots, commas = numeral.count("."), numeral.count(",")
    if dots and commas:
        return "." if numeral.rindex(".") > numeral.rindex(",") else ","
    if not dots and not commas:
        return None
    sign, other = (".", ",") if dots else (",", ".")
    if dots + commas > 1:
        return other
    whole, _, rest = numeral.partition(sign)
    grouped = len(rest) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")
    return sign if not grouped or " " in whole or "'" in whole else None


def decimals_in(text: str) -> Iterator[str]:
    """The decimal sign of each number in a text that tells; ``12,-`` tells too."""
    text = plain_money(text)
    for match in _NUMERAL.finditer(text):
        tail = _TAIL_DASH.match(text, match.end())
        sign = tail.group().strip()[0] if tail else decimal_of(match.group())
        if sign and not (tail and sign in match.group()):
            yield sign


def amount_in(text: str, *, decimal: str | None, chinese: bool) -> tuple[float | None, str | None]:
    """(what one piece costs by a text, ISO 4217 code); the amount is None where no number is clearly that.

    Args:
        text: as it came.
        decimal: the column's decimal sign, for a number that does not tell.
        chinese: what ¥ means, see `currency_code`.
    """
    text = plain_money(text)
    if text.casefold().strip(" .!") in _FREE:
        return 0.0, None
    text = _NO_AMOUNT.sub(" ", text)
    without_shares = _PERCENT.sub(" ", text)
    amounts = _chosen(list(_amounts(text, decimal, chinese)), text)
    code = next((amount.code for amount in amounts if amount.code), None)
    code = _named(text, chinese) if code is None or (code == "USD" and "$" in text) else code
    if not amounts or _NEGATIVE.search(without_shares.strip()):
        return None, code
    return amounts[0].amount, code


def plain_money(text: str) -> str:
    """A price's text with plain digits, blanks and apostrophes, without markup; raised cents get their point."""
    text = text[:_LONGEST]
    if "<" in text or "&" in text:
        from shopcli.catalog.cells.clean import clean_text

        text = clean_text(_MARKED_CENTS.sub(r"\1.\2", text), limit=_LONGEST)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _RAISED_CENTS.sub(r"\1.\2", text)).replace("￥", "¥").translate(_APOSTROPHES)
        text = "".join(str(unicodedata.decimal(letter, letter)) for letter in text)[:_LONGEST]  # one may have become several
    if _SIGN_AS_POINT.search(text) and sum(text.count(sign) for sign in "€$£₣") == 1:
        text = _SIGN_AS_POINT.sub(r".\2\1", text)
    elif (match := _BLANK_AS_POINT.fullmatch(text.strip())) and (match[1] + match[4]).strip():
        text = f"{match[1]}{match[2]}.{match[3]}{match[4]}"
    return _PARTED.sub(r"\1", " ".join(text.split()))


def _amounts(text: str, decimal: str | None, chinese: bool) -> Iterator[_Amount]:
    past = 0
    for match in list(_NUMERAL.finditer(text))[:_MOST_AMOUNTS]:
        before, behind = text[past : match.start()], text[match.end() :]
        past = match.end()
        tail = _TAIL_DASH.match(behind)
        number = _number(match.group(), decimal, behind)
        front = _sign(_WORD_BEFORE.search(before[-14:]), chinese)
        back_match = _WORD_BEHIND.match(behind, tail.end() if tail else 0)
        back = _sign(back_match, chinese)
        if number is None or (_LETTER_BEFORE.search(before) and not front):
            continue
        word = back_match.group(1).casefold().rstrip(".") if back_match else ""
        times, code = _scale(number, word, front, attached=not behind.startswith(" "))
        number = float(f"{number * times:.12g}")
        yield _Amount(match.start(), match.end(), number, front or back or code, times, _marks(before, behind))


def _number(numeral: str, decimal: str | None, behind: str) -> float | None:
    """What a number says; None where it is none: a date, a version, a telephone number."""
    sign = "٫" if "٫" in numeral else decimal_of(numeral) or decimal
    if _TAIL_DASH.match(behind) and not decimal_of(numeral):
        sign = None  # no cents stand before a dash for cents
    numeral, _, power = numeral.lower().partition("e")
    whole, point, rest = numeral.rpartition(sign) if sign and sign in numeral else (numeral, "", "")
    if (whole and not _GROUPED.fullmatch(whole)) or (point and not rest.isdigit()):
        return None
    digits = re.sub(r"\D", "", whole) or "0"
    if len(digits) > 1 and digits.startswith("0") and len(digits.lstrip("0")) > 4:
        return None
    return float(f"{digits}.{rest or 0}e{power or 0}")


def _sign(match: re.Match[str] | None, chinese: bool) -> str | None:
    """The currency of the word or sign beside a number."""
    if match is None:
        return None
    word = match.group().strip().strip("/")
    for spelling in (word, word if word.isascii() else f"{word}.", word.rstrip("."), word[-1:], word[:1]):
        if len(spelling) == 1 and spelling.isascii() and spelling.isalpha():
            continue
        if spelling.upper() in WORDS_TOO and not spelling.isupper():
            continue
        if code := currency_code("".join(spelling.split()), chinese=chinese):
            return code
    return None


def _scale(number: float, word: str, sign: str | None, *, attached: bool) -> tuple[float, str | None]:
    """What the word behind a number multiplies it by, and the currency that it tells: 1.2万, 1.5 lakh, 99 cents."""
    if word[:1] in _TIMES and word[:1] != "k":
        return _TIMES[word[0]], currency_code(word[1:2], chinese=True)
    if word in _TIMES and (attached or word != "k"):
        return _TIMES[word], None
    cents = _CENTS | (_SHORT_CENTS if attached else {})
    if word in cents and not sign and number == int(number):
        return 0.01, cents[word]
    return 1.0, None


def _marks(before: str, behind: str) -> frozenset[str]:
    """What is said of a number by the words since the last one, and by those behind it."""
    marks = set()
    if behind.lstrip().startswith("%") or _SAVED.search(before) or _OFF_BEHIND.match(behind):
        marks.add("saved")
    if _BEFORE_WORDS.search(before):
        marks.add("before")
    if _NOW_WORDS.search(before) or _EACH_BEHIND.match(behind):
        marks.add("now")
    if _NO_SALE.search(before) or _PACK_OF.search(before) or _COUNTED.match(behind) or _COUNTER.match(behind):
        marks.add("counted")
    if _MEASURE.match(behind):
        marks.add("measure")
    if _PER.match(behind):
        marks.add("per")
    if _NET.match(behind):
        marks.add("net")
    return frozenset(marks)


def _chosen(amounts: list[_Amount], text: str) -> list[_Amount]:
    """The amounts that one piece may cost, the one that is charged first; none where all are something else."""
    amounts = _for_several(amounts, text)
    left = [amount for amount in amounts if not amount.marks & {"saved", "several", "measure", "counted"}]
    for unwanted in ("before", "per", "net"):
        left = [amount for amount in left if unwanted not in amount.marks] or left
    left = [amount for amount in left if amount.code] or _bare(left, text)
    left = [amount for amount in left if "now" in amount.marks] or left
    return _lowest_of_range(left, amounts, text)


def _bare(amounts: list[_Amount], text: str) -> list[_Amount]:
    """Numbers without a sign of money, where no words tell that the text is about something else."""
    return [] if _NO_SALE.search(text) else amounts


def _for_several(amounts: list[_Amount], text: str) -> list[_Amount]:
    """The same, with the price for several and the number of them marked."""
    marked = list(amounts)
    for at, (one, other) in enumerate(pairwise(amounts)):
        between = text[one.end : other.start]
        if _is_count(one) and "measure" not in other.marks and _SEVERAL.fullmatch(between):
            marked[at] = replace(one, marks=one.marks | {"counted"})
            several = {"several"} if one.amount != 1 else set()
            marked[at + 1] = replace(other, marks=other.marks | several)
        elif _is_count(replace(other, code=None)) and _costs_several(between, text[other.end :]):
            marked[at + 1] = replace(other, marks=other.marks | {"counted"})
            several = {"several"} if other.amount != 1 and "measure" not in other.marks else set()
            marked[at] = replace(marked[at], marks=marked[at].marks | several)
    return marked


def _costs_several(between: str, behind: str) -> bool:
    if _MONEY_COUNT.fullmatch(between):
        return _COUNTER.match(behind) is not None
    match = _FOR_SEVERAL.fullmatch(between)
    return match is not None and ("/" not in between or _COUNTED.match(behind) is not None)


def _is_count(amount: _Amount) -> bool:
    return amount.code is None and amount.amount == int(amount.amount) and 0 < amount.amount < 1000


def _lowest_of_range(left: list[_Amount], amounts: Sequence[_Amount], text: str) -> list[_Amount]:
    """The lowest end of a range, and of a plain list of prices, stands for all: "from" that price."""
    if not left:
        return left
    first = left[0]
    at = next((at for at, amount in enumerate(amounts) if amount.start == first.start), 0)
    nearest = amounts[at - 1] if at else None
    if nearest and nearest.code is None and not nearest.marks and _RANGE.fullmatch(text[nearest.end : first.start]):
        lower = float(f"{nearest.amount * first.times:.12g}")
        if lower * 20 > first.amount:
            first = replace(nearest, amount=lower, code=first.code)
    group = [first]
    for other in left:
        between = text[group[-1].end : other.start] if other.start > group[-1].end else ""
        if between and (_RANGE.fullmatch(between) or _LISTED.fullmatch(between) or _BESIDE.fullmatch(between)):
            group.append(other)
    lowest = min(group, key=lambda amount: amount.amount)
    return [replace(lowest, code=lowest.code or next((one.code for one in group if one.code), None))]


def _named(text: str, chinese: bool) -> str | None:
    """The currency that a text names anywhere."""
    named = next((code for code in _CODE.findall(text) if code in currencies()), None)
    signs = (currency_code(letter, chinese=chinese) for letter in text if unicodedata.category(letter) == "Sc")
    return named or next((code for code in signs if code), None) or currency_code(chinese_sign(text), chinese=chinese)

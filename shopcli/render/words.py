"""How things are said, the same in both looks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from shopcli.text.safe import safe
from shopcli.text.words import plural_phrase
from shopcli.types import (
    Advice,
    Answer,
    AnswerLines,
    Clause,
    Fact,
    Hit,
    Need,
    Product,
    Sort,
    Value,
    Variant,
    show_money,
    show_number,
    show_value,
)
from shopcli.util.lazy_regex import pattern

ENGLISH = AnswerLines()
SILENT = "the record does not say"

_COMPARED = {"<": "below", "<=": "at most", ">": "above", ">=": "at least", "==": "exactly", "is": "is", "!=": "is not"}
_LARGER = {"g": ("kg", 1000), "ml": ("l", 1000), "mm": ("m", 1000), "MB": ("GB", 1000), "GB": ("TB", 1000), "min": ("h", 60)}
_QUOTED = pattern(r"“([^”]+)”|„([^“]+)“")
_LISTED = 6  # values of an option that are named
_UNFILTERED = {"topic": "what it is", "exclude": "unwanted, ranks lower"}


def fact_of(product: Product, clause: Clause) -> Fact | None:
    """The record's own word on the field that ``clause`` speaks of."""
    known: dict[str, Value | None] = {
        "price": product.price,
        "list_price": product.list_price,
        "reduction": None if product.reduction is None else round(100 * product.reduction, 1),
        "availability": product.availability,
        "shop": product.shop,
        "brand": product.brand,
        "category": product.category,
        "title": product.title,
    }
    field = clause.field or ""
    value = known.get(field, product.attributes.get(field))
    unit = product.currency if field in ("price", "list_price") else "%" if field == "reduction" else None
    return None if value is None else Fact(field, value, unit)


def price_of(product: Product, lines: AnswerLines = ENGLISH) -> str:
    """The price with its currency, from the lowest to the highest of its forms', or ``no price``."""
    if product.price is None:
        return lines.no_price
    if product.price_range:
        low, high = (lines.money(show_money(amount, product.currency)) for amount in product.price_range)
        return safe(lines.span.format(low=low.removesuffix(f" {product.currency}"), high=high))
    return safe(lines.money(show_money(product.price, product.currency)))


def offer_of(product: Product, lines: AnswerLines = ENGLISH) -> Iterator[str]:
    """What stands beside a price: ``was 52.00 EUR, 25% off``, and the word for what is not simply in stock."""
    if product.reduction is not None:
        if product.list_price is not None:
            yield lines.was.format(price=safe(lines.money(show_money(product.list_price, product.currency))))
        yield lines.off.format(percent=percent(product.reduction))
    if mark := lines.marks.get(product.availability or ""):
        yield mark


def percent(share: float) -> str:
    """A share as people say it: whole percents, never more than it is."""
    return str(int(100 * share + 1e-9) or show_number(round(100 * share, 1)))


def hit_price(hit: Hit, lines: AnswerLines = ENGLISH) -> str:
    """The price of a hit; that of the cheapest form where any will do and they differ."""
    prices = {one.price for one in hit.product.variants if one.price is not None}
    several = hit.variant is not None and not is_told_apart(hit) and len(prices) > 1 and hit.product.price == min(prices)
    if not several:
        return price_of(hit.product, lines)
    return lines.least.format(price=safe(lines.money(show_money(hit.product.price or 0.0, hit.product.currency))))


def is_told_apart(hit: Hit) -> bool:
    """Whether a hit's record is that of one variant, and not of all alike."""
    options = hit.variant.options if hit.variant else {}
    return bool(options) and all(hit.product.attributes.get(name) == value for name, value in options.items())


def forms_of(hit: Hit, need: Need, lines: AnswerLines = ENGLISH) -> str:
    """The variant that answers and what others can be had: ``size L; also in S, M; blue``; empty where there is one form.

    What the need excludes is not offered.
    """
    unwanted = {str(clause.value).casefold() for clause in need.clauses if clause.kind == "exclude"}
    variant = hit.variant
    if variant is None:
        return ""
    told_apart = is_told_apart(hit)
    there = [one for one in hit.product.variants if one.available is not False]
    values: dict[str, dict[str, None]] = {}
    for one in there:
        for name, value in one.options.items():
            if not (told_apart and variant.options.get(name) == value) and value.casefold() not in unwanted:
                values.setdefault(name, {})[safe(value)] = None
    others = "; ".join(_some_of(list(listed), lines) for listed in values.values())
    if not told_apart:
        return lines.in_forms.format(others=others) if others else ""
    own = ", ".join(option_of(name, value) for name, value in variant.options.items())
    return lines.also_in.format(own=own, others=others) if others else own


def option_of(name: str, value: str) -> str:
    """``size L``."""
    return safe(f"{Fact(name, value).label} {value}")


def _some_of(values: Sequence[str], lines: AnswerLines) -> str:
    more = len(values) - _LISTED
    return ", ".join(values) if more <= 0 else lines.more_forms.format(values=", ".join(values[:_LISTED]), count=more)


def variant_line(variant: Variant, currency: str | None) -> tuple[str, str, str]:
    """A variant as a product's page lists it: what it is told apart by, what it costs, and whether it can be had."""
    as_product = Product("", "", price=variant.price, list_price=variant.list_price, currency=currency)
    options = ", ".join(option_of(name, value) for name, value in variant.options.items())
    stock = f" ({show_number(variant.stock)})" if variant.stock is not None else ""
    availability = ENGLISH.marks.get(variant.availability or "", variant.availability or "")
    return options, ", ".join((price_of(as_product), *offer_of(as_product))), f"{availability}{stock}".strip()


def meaning(clause: Clause) -> str:
    """How a clause was understood: ``price at most 200.00 EUR``; what nobody said is said to be assumed."""
    if clause.source != "assumption":
        return _meaning(clause)
    decided = f"{_meaning(clause)}, " if clause.field else ""
    return f'{decided}assumed from "{safe(clause.text)}", ranks higher'


def _meaning(clause: Clause) -> str:
    if clause.op == "like" and clause.value is not None:
        return f"like the product {safe(show_value(clause.value))}"
    if clause.op in ("has", "lacks"):
        said = " or ".join(f'"{safe(words)}"' for words in str(clause.value).split("|"))
        return f"{'says' if clause.op == 'has' else 'does not say'} {said}"
    if clause.field is None or clause.op is None or clause.value is None:
        read_as = f': "{safe(clause.meaning)}"' if clause.meaning else ""
        return _UNFILTERED.get(clause.kind, "wished for, ranks higher") + read_as
    label, value = Fact(clause.field, clause.value).label, amount(clause.value, clause.unit)
    if isinstance(clause.value, bool) and clause.op == "is":
        return safe(f"{label}: {value}")
    if clause.op == "in":
        return safe(f"{label} is {' or '.join(value.split('|'))}")
    if clause.op == "outside" and clause.upper is not None:
        return safe(f"{label} below {value} or at least {amount(clause.upper, clause.unit)}")
    return safe(f"{label} {_COMPARED[clause.op]} {value}")


def meaning_of(line: Sequence[Clause]) -> str:
    """How the clauses of one phrase were understood: ``display diagonal at least 17 in, below 18 in``."""
    first, *others = (meaning(clause) for clause in line)
    label = Fact(line[0].field or "", "").label
    return ", ".join((first, *(safe(other.removeprefix(f"{label} ")) for other in others)))


def order_of(sort: Sort) -> str:
    """An order as a person says it: ``by price, lowest first``."""
    return safe(f"by {Fact(sort.field, '').label}, {'lowest' if sort.order == 'asc' else 'highest'} first")


def notes(answer: Answer) -> Iterator[str]:
    """What is to be said between the request and the results."""
    lines = answer.lines
    yield from map(safe, _distinct(answer.need.notes))
    if answer.unspoken:
        return
    if not answer.results and answer.reply is None:
        yield lines.nothing
    elif answer.not_sold_says:
        said = f"{safe(answer.not_sold_says)}{lines.joint}" if answer.reply is None else ""
        yield f"{said}{lines.nearest}"
    elif undenied := _undenied(answer):
        yield lines.undenied.format(limits=lines.comma.join(lines.quoted.format(said=safe(text)) for text in undenied))
    elif answer.no_exact_match:
        yield lines.not_all.format(given_up=_given_up(answer, lines))
    elif answer.need.hard and answer.reply is None:  # a reply has said how many, of which kind
        said = lines.meets_one if answer.matching == 1 else lines.meets
        yield said.format(count=f"{answer.matching:,}", gone=lines.gone if _is_gone(answer) else "")


def _distinct(notes: Sequence[str]) -> Iterator[str]:
    """The last note on each of the shopper's words: two say in two ways that they set no limit."""
    by_words = {words[0] if (words := _QUOTED.search(note)) else note: note for note in notes}
    yield from by_words.values()


def _is_gone(answer: Answer) -> bool:
    """Whether none of those that meet every limit can be had, where all of them are shown."""
    meeting = [hit for hit in answer.results if hit.meets_all]
    return len(meeting) == answer.matching and not any(hit.product.available is not False for hit in meeting)


def _undenied(answer: Answer) -> list[str]:
    """What is not wanted where no record says that it lacks it, and nothing shown has it; empty where more was given up."""
    is_silent = all(clause.kind == "exclude" for clause in answer.relaxed)
    holds = any(clause in hit.unmet for clause in answer.relaxed for hit in answer.results)
    return [] if not is_silent or holds else list(dict.fromkeys(clause.text for clause in answer.relaxed))


def _given_up(answer: Answer, lines: AnswerLines) -> str:
    nearest = {
        clause.text: lines.nearest_is.format(value=lines.money(amount(clause.value or 0.0, clause.unit)))
        for clause in answer.loosened
    }
    texts = dict.fromkeys(clause.text for clause in answer.relaxed)
    given_up = lines.comma.join(f"{lines.quoted.format(said=safe(text))}{nearest.get(text, '')}" for text in texts)
    return lines.given_up.format(limits=given_up) if given_up else lines.stop


def amount(value: Value, unit: str | None) -> str:
    """An amount in the unit that people say so much in: 2600 g are "2.6 kg"; money with its thousands parted."""
    if unit and isinstance(value, (int, float)) and not isinstance(value, bool):
        if len(unit) == 3 and unit.isupper():
            return show_money(value, unit)
        larger, times = _LARGER.get(unit, ("", 1))
        if larger and abs(value) >= times:
            return show_value(value / times, larger)
    return show_value(value, unit)


def by_code_alone(answer: Answer, advice: Advice) -> str:
    """Why code worded all of an advice; empty where a model may have. It is true of every model so far."""
    said = bool(advice.sentences) and all(sentence.by == "template" for sentence in advice.sentences)
    return answer.why_by_code if said else ""


def count(number: int, noun: str) -> str:
    """``1 product``, ``19,406 products``."""
    return f"{number:,} {noun if number == 1 else plural_phrase(noun)}"


def full_stop(text: str, lines: AnswerLines = ENGLISH) -> str:
    """``text`` as a sentence, for those who hear it."""
    return text if text.endswith((".", "!", "?", "…", "。", "！", "？")) else text + lines.stop


def timings(timings_s: Mapping[str, float], whole_s: float) -> str:
    """``Time: understand 2 ms, retrieve 11 ms; 0.3 s in all.``; what is left over is to show the answer."""
    stages = ", ".join(f"{safe(name)} {seconds(duration_s)}" for name, duration_s in timings_s.items())
    return f"Time: {stages}; {seconds(whole_s)} in all."


def seconds(duration_s: float) -> str:
    """A duration as a person reads it: ``2 ms``, ``1.4 s``, ``98 s``, ``12 min``."""
    if duration_s < 1:
        return f"{duration_s * 1000:.0f} ms"
    if duration_s < 10:
        return f"{duration_s:.1f} s"
    return f"{duration_s:.0f} s" if duration_s < 120 else f"{duration_s / 60:.0f} min"


def size(number: float) -> str:
    """Bytes as a person reads them: ``87.6 MB`` (millions, as registries count)."""
    for unit, scale in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if number >= scale:
            return f"{number / scale:.1f} {unit}"
    return f"{number:.0f} B"

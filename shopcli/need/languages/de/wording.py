"""Code's own German. The catalog's words stay as they are: names, fields and values are data, and take no article or ending.

What `shopcli.need.languages.wording.Wording` asks for; `shopcli.write.wording.english` says what each function is for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from shopcli.need.languages.wording import Part
from shopcli.text.safe import plain
from shopcli.text.worded_fact import Number, WordedFact
from shopcli.types import Clause, Hit, Need, Product, difference_of, show_number

ADVISES = "Empfehlung: "
FRAMES: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "plain": ((), (), (), ()),
    "warm": (("Zum Kennenlernen: ",), ("Und dies: ",), ("In der Hand: ",), ("Und der Preis: ",)),
    "ad": (("Hingeschaut: ",), ("Genauer hingesehen: ", "Und noch etwas: "), ("Zum Mitnehmen: ",), ("Der Preis: ",)),
}

_ROUNDING = 9  # decimals kept of a difference
# What the catalog's own fields go by, since their names are code's and not the record's.
_STATES = {
    "in stock": "ist vorrätig",
    "preorder": "ist vorzubestellen",
    "backorder": "ist nicht vorrätig, aber zu bestellen",
    "out of stock": "ist nicht vorrätig",
    "discontinued": "wird nicht mehr angeboten",
}
_CONDITIONS = {"new": "ist neu", "used": "ist gebraucht", "refurbished": "ist generalüberholt"}
_LABELS = {
    "colour": "Farbe", "size": "Größe", "gender": "Zielgruppe", "rating": "Bewertung", "category": "Kategorie",
    "brand": "Marke",
    "price": "Preis", "availability": "Verfügbarkeit", "condition": "Zustand", "weight": "Gewicht", "material": "Material",
}  # fmt: skip
_WEARERS = {"men": "Herren", "women": "Damen", "unisex": "alle", "boys": "Jungen", "girls": "Mädchen", "kids": "Kinder"}


def _fact(fact: WordedFact) -> str:
    """A fact as what is said of a product, behind its name."""
    if offered := _offered(fact):
        return offered
    if fact.truth is not None:
        return f"{'bietet' if fact.truth else 'bietet nicht'}: {_label(fact)}"
    if fact.field == "title":
        return f"nennt im Titel „{fact.value}“"
    if fact.field == "description":
        return f"hat in der Beschreibung „{fact.value.rstrip('.')}“"
    if fact.field == "gender" and fact.value in _WEARERS:
        return f"ist für {_WEARERS[fact.value]}"
    return f"hat die Angabe {_label(fact)}: {fact.value}"


def _offered(fact: WordedFact) -> str:
    """What it costs and how it is to be had; empty where the fact is about something else."""
    frame = fact.phrase.frame if fact.phrase else ""
    if fact.field == "price":
        return f"kostet {_range(fact.value)}"
    if fact.field == "availability":
        return _STATES.get(fact.fact.words, "")
    if fact.field == "condition":
        return _CONDITIONS.get(fact.fact.words, "")
    if frame == "is reduced by {}":
        share, _, before = fact.core.partition(" from ")
        return f"ist um {share} reduziert" + (f", vorher {before}" if before else "")
    if frame == "comes to {}":
        return f"kommt auf {fact.core}"
    if frame == "also comes in {}" or (frame == "comes in {}" and ", " in fact.value):
        return f"{'gibt es auch' if frame.startswith('also') else 'gibt es'} mit {_label(fact)} {fact.value}"
    return ""


def _range(price: str) -> str:
    return price.replace("from ", "von ", 1).replace(" to ", " bis ") if price.startswith("from ") else price


def _label(fact: WordedFact) -> str:
    return _LABELS.get(fact.label, fact.label)


def _named(label: str) -> str:
    return _LABELS.get(label, label)


def _unlisted(fact: WordedFact) -> str:
    return f"sagt nichts zu {_label(fact)}"


def _difference(product: Product, other: Product | None, name: str) -> str:
    """What ``product`` costs beside ``other``, called ``name``; empty where their prices cannot be compared."""
    amount = difference_of(product, other) if other else None
    if amount is None:
        return ""
    if not amount:
        return f"kostet so viel wie {name}"
    return f"kostet {abs(amount):.2f} {product.currency} {'mehr' if amount > 0 else 'weniger'} als {name}"


def _quotes(clauses: Sequence[Clause]) -> str:
    return _listed([f"„{text}“" for text in {clause.text: None for clause in clauses}])


def _listed(texts: Sequence[str]) -> str:
    """``a, b und c``."""
    return " und ".join(filter(None, (", ".join(texts[:-1]), *texts[-1:])))


# --- advice -------------------------------------------------------------------------------------------------------------------


def nothing_found() -> str:
    return "Hier passt nichts zur Anfrage."


def part_sentence(part: Part, need: Need) -> str:
    if part.kind == "shortfall":
        return _shortfall(part)
    if part.kind == "nearest":
        return f"Am nächsten kommt {part.name}{_aside(part.facts)}."
    return _tradeoff(part) if part.kind == "tradeoff" else _about(part)


def _aside(facts: Sequence[WordedFact]) -> str:
    """ ": kostet 5.00 EUR und ist vorrätig", or nothing."""
    return f": {_listed([_fact(fact) for fact in facts])}" if facts else ""


def _about(part: Part) -> str:
    prices = [fact for fact in part.facts if fact.field == "price"]
    having = [_label(fact) for fact in part.facts if fact.truth]
    others = [fact for fact in part.facts if not fact.truth and fact.field != "price"]
    said = [*map(_fact, prices), *([f"bietet: {_listed(having)}"] if having else []), *map(_fact, others)]
    if part.kind in ("more", "offer"):
        return f"Der Artikel {'; er '.join(said)}." if said else ""
    recommended = part.kind == "pick" and part.product.available is not False
    opening = (
        f"{ADVISES}{part.name}" if recommended else f"Auch möglich: {part.name}" if part.kind == "alternative" else part.name
    )
    if not said:
        return f"{opening}."
    return f"{opening}{' –' if recommended or part.kind == 'alternative' else ''} {'; '.join(said)}."


def _shortfall(part: Part) -> str:
    of = "von dem, was zu haben ist, " if part.beside else ""
    if part.silent and not part.joint:
        opening = f"Bei nichts {of}ist belegt:" if of else "Bei keinem Artikel ist belegt:"
    else:
        opening = f"Nichts {of}erfüllt{' zugleich' if part.joint else ''}"
    price = f", {_fact(part.facts[0])}" if part.facts else ""
    return f"{opening} {_quotes(part.clauses)}; {'als Nächstes' if part.beside else 'zuerst'} steht {part.name}{price}."


def _tradeoff(part: Part) -> str:
    difference = _difference(part.product, part.other, part.other_name)
    lacks = [_unlisted(fact) if part.silent else _fact(fact) for fact in part.other_facts[:1]]
    if not difference:
        return f"{part.other_name} {lacks[0]}." if lacks else ""
    return f"{part.name} {difference}{''.join(f'; {part.other_name} {text}' for text in lacks)}."


# --- a comparison -------------------------------------------------------------------------------------------------------------


def joined(statements: Sequence[str]) -> str:
    text = "; ".join(statements)
    return f"{text[:1].upper()}{text[1:]}."


def offers(statements: Sequence[tuple[str, Sequence[WordedFact]]]) -> Sequence[str]:
    return [f"{name} {_listed([_fact(fact) for fact in facts])}" for name, facts in statements]


def price_gap(names: tuple[str, str], products: tuple[Product, Product]) -> str:
    return f"{names[0]} {_difference(*products, names[1])}" if difference_of(*products) is not None else ""


def who_has(fact: WordedFact, states: Sequence[tuple[str, str]]) -> str:
    ways = {"has": f"bietet: {_label(fact)}", "no": f"bietet nicht: {_label(fact)}", "silent": _unlisted(fact)}
    return "; ".join(f"{name} {ways[state]}" for name, state in states)


def numbers_beside(names: Sequence[str], label: str, values: Sequence[float], unit: str) -> str:
    said = _listed([f"{show_number(value)} {unit} bei {name}" for name, value in zip(names, values, strict=True)])
    if len(values) != 2 or values[0] == values[1]:
        return f"{_named(label)}: {said}"
    gap = show_number(round(abs(values[0] - values[1]), _ROUNDING))
    return f"{_named(label)}: {said}, also {gap} {unit} {'weniger' if values[0] < values[1] else 'mehr'} bei {names[0]}"


def missed(hit: Hit) -> str:
    kinds = (("verfehlt", hit.unmet), ("sagt nichts zu", hit.unknown))
    return " und ".join(f"{verb} {_quotes(clauses)}" for verb, clauses in kinds if clauses) or "hält jede Grenze ein"


def as_asked(names: Sequence[str], said: Sequence[str]) -> str:
    return "Von dem, was gefragt war: " + "; ".join(f"{name} {text}" for name, text in zip(names, said, strict=True))


# --- an answer about a product ------------------------------------------------------------------------------------------------


def verdict_before(text: str, verdict: bool | None) -> str:
    return text if verdict is None else f"{'Ja' if verdict else 'Nein'}: {text}"


def fact_sentences(name: str, fact: WordedFact, *, quality: bool) -> Iterator[str]:
    if fact.fact.is_text:
        where = "Titel" if fact.field == "title" else "Beschreibung"
        yield f"{name} – {where}: „{plain(str(fact.fact.value)).rstrip('.')}“."
    elif _offered(fact):
        yield f"{name} {_offered(fact)}."
    elif fact.truth is not None:
        yield f"{name} {'ist' if fact.truth else 'ist nicht'} {fact.label}." if quality else f"{name} {_fact(fact)}."
    else:
        yield f"{name} – {_label(fact)}: {fact.value}."


def quoted(name: str, fact: WordedFact) -> str:
    return f"Bei {name} steht: „{fact.label}: {fact.value}“."


def unrepeated(name: str) -> str:
    return f"Bei {name} steht etwas dazu, das hier nicht wiederholt wird; die Seite des Artikels zeigt es."


def silence(words: str, kind: str) -> str:
    if kind in ("value", "amount"):
        return f"nichts zu „{words}“"
    return f"nicht, ob „{words}“ {'dabei ist' if kind == 'has' else 'zutrifft'}"


def silent(name: str, asked: str) -> str:
    return f"Der Eintrag von {name} sagt {asked}."


def two_numbers(names: tuple[str, str], values: tuple[Number, Number], *, label: str, wanted: bool, gap: str) -> str:
    (one, first), (two, second) = values
    apart = ", beide gleich" if one == two else f", Unterschied {gap}"
    said = f"{_named(label)} von {names[0]}: {first}, von {names[1]}: {second}{apart}."
    return verdict_before(said, one > two if wanted else one < two)


def most(name: str, said: str, *, label: str, silent: int) -> str:
    rest = f" Bei {silent} der gezeigten Artikel steht es nicht." if silent else ""
    return f"Das ist {name}, {_named(label)}: {said}.{rest}"

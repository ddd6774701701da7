"""Dutch questions about the catalog: "hoeveel jassen hebben jullie", "welke merken", "wat kosten rugzakken"."""

from __future__ import annotations

from collections.abc import Mapping

from shopcli.need.languages.question_grammar import Form, QuestionGrammar

_THING = r"(?P<thing>[^?]{1,100}?)"
_YOU_HAVE = r"(?: (?:hebben jullie|zijn er))?"


def _subject(parts: Mapping[str, str]) -> str:
    return " ".join(filter(None, (parts.get("order", ""), parts.get("thing", ""), parts.get("more", ""))))


def _things(subject: str, topic: str, _counted: bool) -> str:
    return (subject if topic else f"artikelen voor “{subject}”") if subject else "artikelen"


QUESTIONS = QuestionGrammar(
    hint=r"\b(?:hoeveel|welke|wat|hebben|zijn er)\b",
    asks=r"\?|\b(?:is|heeft|zijn|hoe|wat|welke)\b",
    opening=r"(?:graag|zeg mij|en)?[\s,]*",
    closing=r"[\s?!.]+$",
    forms=(
        Form("brands", rf"welke merken{_YOU_HAVE}(?: (?:bij|van) {_THING})?"),
        Form("count", rf"hoeveel {_THING}{_YOU_HAVE}"),
        Form("price range", rf"wat (?:kosten|kost) {_THING}"),
        Form("any", rf"(?:hebben jullie|zijn er) {_THING}"),
    ),
    signs={"brands": "merken", "count": "hoeveel", "price range": "kost"},
    never=r"\b(?:raad\w*|beter|beste\w*)\b",
    lead=r"(?:(?:jullie|de|artikelen)\s+)*",
    tail=r"\s+$",
    is_counted=lambda _before, words: words.endswith(("n", "s")),
    is_anything=lambda before, _after: before.rstrip().endswith("artikelen"),
    subject=_subject,
    things=_things,
    naming=lambda subject, topic, word, by_title: f"met “{word}” {'in de titel' if by_title else 'in de tekst'}",
    superlative=lambda order, subject, topic: f"{order} {subject}",
    tidy=lambda subject: subject.strip(" ,"),
    messages={
        "counted": "Er zijn {number} {things}{prices}.",
        "one": "Er is er één: {product}.",
        "none": "Er zijn geen {things}.",
        "yes": "Ja: {number} {things}{prices}.",
        "yes_one": "Ja, één: {product}.",
        "values": "{count} {values}: {listed}.",
        "no_values": "Geen van de {number} {things} zegt het.",
        "valueless": "{number} daarvan zeggen het niet.",
        "stocked": "{product} ({stock} op voorraad)",
        "not_had": "Nee, geen van de {number} {things} is op voorraad.",
        "unknown_had": "De catalogus zegt niet of de {number} {things} op voorraad zijn.",
        "not_reduced": "Nee, geen van de {number} {things} is afgeprijsd.",
        "no": "Nee, geen {things}.",
        "but_not_said": "Er zijn {number} {things}, maar geen zegt “{words}”.",
        "not_named": "Niets heet hier {words}.",
        "read_as": "“{words}” (gelezen als “{meaning}”)",
        "one_titled": "Eén artikel heet “{words}”: {product}.",
        "mentioned": "{number} artikelen noemen het.",
        "range": "{number} {things} kosten {prices}.",
        "range_one": "Slechts één heeft een prijs, {prices}.",
        "average": "{number} {things} kosten gemiddeld {average}.",
        "median": "De helft kost tot {median}.",
        "brands": "{number} {things} zijn van {brands} merken: {listed}.",
        "one_brand": "{number} {things} zijn alle van {listed}.",
        "colours": "{number} {things} zijn er in {listed}.",
        "extreme": "{subject}: {product}.",
        "no_order": "Voor deze volgorde staat er te weinig.",
        "no_brands": "Er staan geen merken.",
        "no_colours": "Er staan geen kleuren.",
        "no_prices": "Er staan geen prijzen.",
        "none_priced": "Voor geen van de {number} {things} staat er een prijs.",
        "all_brandless": "Geen van de {number} {things} noemt een merk.",
        "all_colourless": "Geen van de {number} {things} noemt een kleur.",
        "one_currency": "Alleen vergeleken zijn prijzen in {currency}.",
        "brandless": "{number} noemen geen merk.",
        "colourless": "{number} noemen geen kleur.",
        "unpriced": "Voor {number} staat er geen prijs.",
        "not_said": "“{words}” zegt geen, dat telt niet.",
        "said_partly": "Voor “{words}” telt wat “{said}” zegt.",
        "from_to": "van {low} tot {high}",
        "all_at": "voor {low}",
        "priced": "{title} voor {price}",
        "unpriced_product": "{title}",
        "because": "{product} ({fact})",
        "listing": "{name} ({number})",
        "more": "{listed} en {number} andere",
        "comma": ", ",
        "listed": ", ",
        "and": " en ",
        "sentence": " ",
    },
)

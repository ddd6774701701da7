"""German questions about the catalog: "wie viele Jacken habt ihr", "welche Marken", "was kosten Zelte"."""

from __future__ import annotations

from collections.abc import Mapping

from shopcli.need.languages.question_grammar import Form, QuestionGrammar

_THING = r"(?P<thing>[^?]{1,100}?)"
_YOU_HAVE = r"(?: (?:habt ihr|gibt es|sind da))?"


def _subject(parts: Mapping[str, str]) -> str:
    return " ".join(filter(None, (parts.get("order", ""), parts.get("thing", ""), parts.get("more", ""))))


def _things(subject: str, topic: str, _counted: bool) -> str:
    return (subject if topic else f"Artikel für „{subject}“") if subject else "Artikel"


QUESTIONS = QuestionGrammar(
    hint=r"\b(?:wie viele|welche|was|habt|gibt es)\b",
    asks=r"\?|\b(?:ist|hat|sind|wie|was|welche)\b",
    opening=r"(?:bitte|sag mir|und)?[\s,]*",
    closing=r"[\s?!.]+$",
    forms=(
        Form("brands", rf"welche Marken{_YOU_HAVE}(?: (?:bei|von) {_THING})?"),
        Form("count", rf"wie viele {_THING}{_YOU_HAVE}"),
        Form("price range", rf"was (?:kosten|kostet) {_THING}"),
        Form("any", rf"(?:habt ihr|gibt es) {_THING}"),
    ),
    signs={"brands": "Marken", "count": "viele", "price range": "kost"},
    never=r"\b(?:empfehl\w*|besser|beste\w*)\b",
    lead=r"(?:(?:eure|die|Artikel)\s+)*",
    tail=r"\s+$",
    is_counted=lambda _before, words: words.endswith(("n", "e", "s")),
    is_anything=lambda before, _after: before.rstrip().endswith("Artikel"),
    subject=_subject,
    things=_things,
    naming=lambda subject, topic, word, by_title: f"mit „{word}“ {'im Titel' if by_title else 'im Text'}",
    superlative=lambda order, subject, topic: f"{order} {subject}",
    tidy=lambda subject: subject.strip(" ,"),
    messages={
        "counted": "Es gibt {number} {things}{prices}.",
        "one": "Es gibt eins: {product}.",
        "none": "Es gibt keine {things}.",
        "yes": "Ja: {number} {things}{prices}.",
        "yes_one": "Ja, eins: {product}.",
        "values": "{count} {values}: {listed}.",
        "no_values": "Keines der {number} {things} sagt es.",
        "valueless": "{number} davon sagen es nicht.",
        "stocked": "{product} ({stock} auf Lager)",
        "not_had": "Nein, keines der {number} {things} ist auf Lager.",
        "unknown_had": "Der Katalog sagt nicht, ob die {number} {things} auf Lager sind.",
        "not_reduced": "Nein, keines der {number} {things} ist reduziert.",
        "no": "Nein, keine {things}.",
        "but_not_said": "Es gibt {number} {things}, aber keins sagt „{words}“.",
        "not_named": "Nichts heißt hier {words}.",
        "read_as": "„{words}“ (gelesen als „{meaning}“)",
        "one_titled": "Ein Artikel heißt „{words}“: {product}.",
        "mentioned": "{number} Artikel nennen es.",
        "range": "{number} {things} kosten {prices}.",
        "range_one": "Nur eins hat einen Preis, {prices}.",
        "average": "{number} {things} kosten im Mittel {average}.",
        "median": "Die Hälfte kostet bis {median}.",
        "brands": "{number} {things} sind von {brands} Marken: {listed}.",
        "one_brand": "{number} {things} sind alle von {listed}.",
        "colours": "{number} {things} gibt es in {listed}.",
        "extreme": "{subject}: {product}.",
        "no_order": "Für diese Reihenfolge steht zu wenig da.",
        "no_brands": "Es stehen keine Marken da.",
        "no_colours": "Es stehen keine Farben da.",
        "no_prices": "Es stehen keine Preise da.",
        "none_priced": "Für keins der {number} {things} steht ein Preis da.",
        "all_brandless": "Keins der {number} {things} nennt eine Marke.",
        "all_colourless": "Keins der {number} {things} nennt eine Farbe.",
        "one_currency": "Verglichen sind nur Preise in {currency}.",
        "brandless": "{number} nennen keine Marke.",
        "colourless": "{number} nennen keine Farbe.",
        "unpriced": "Für {number} steht kein Preis da.",
        "not_said": "„{words}“ sagt keins, das zählt nicht.",
        "said_partly": "Für „{words}“ zählt, was „{said}“ sagt.",
        "from_to": "von {low} bis {high}",
        "all_at": "zu {low}",
        "priced": "{title} zu {price}",
        "unpriced_product": "{title}",
        "because": "{product} ({fact})",
        "listing": "{name} ({number})",
        "more": "{listed} und {number} weitere",
        "comma": ", ",
        "listed": ", ",
        "and": " und ",
        "sentence": " ",
    },
)

"""German refinements: "billiger", "in blau", "nicht die Marke", "egal welche Farbe"."""

from __future__ import annotations

import re

from shopcli.need.languages.refinement_grammar import RefinementGrammar, Wanted
from shopcli.need.languages.request_grammar import plain_marks
from shopcli.types import Sort

_NEVER = re.compile(r"(?!)")
_PLACES = {"erste": 1, "ersten": 1, "zweite": 2, "zweiten": 2, "dritte": 3, "dritten": 3, "letzte": -1, "letzten": -1}
_ORDERS = dict.fromkeys(("billigste", "günstigste"), Sort("price", "asc"))

REFINEMENT = RefinementGrammar(
    normal=plain_marks,
    actions={
        "drop_line": r"(?:ohne|streiche) (?:Punkt|Nummer) (?P<number>\d{1,3})",
        "like": r"wie (?P<which>(?:der|die|das) \w+)",
        "order": rf"(?:die|der|das)? ?(?P<what>{'|'.join(_ORDERS)})",
        "order_by": r"nach (?P<what>\w+)",
        "compare": r"(?:etwas )?(?P<words>(?P<degree>billiger|günstiger|teurer|leichter)"
        r"(?: als (?P<which>(?:der|die|das) \w+))?)",
        "other_brand": r"(?:eine )?andere Marke",
        "drop": r"egal welche[rs]? (?P<what>\w+)|(?P<any>\w+) (?:ist )?egal",
        "make": r"lieber (?P<what>.+)",
    },
    place=re.compile(rf"(?:der|die|das) (?P<word>{'|'.join(_PLACES)})", re.IGNORECASE),
    described=re.compile(r"(?:der|die|das) (?P<words>\w+)(?P<one>(?!))?", re.IGNORECASE),
    asks_for=re.compile(r"zeig mir ", re.IGNORECASE),
    here=frozenset({"die", "sie", "das", "es"}),
    more=re.compile(r"(?:zeig mir )?(?:mehr|weitere)", re.IGNORECASE),
    ordinals=_PLACES,
    degrees={
        **dict.fromkeys(("billiger", "günstiger"), Wanted("price", "asc")),
        "teurer": Wanted("price", "desc"),
        "leichter": Wanted("mass", "asc"),
    },
    orders=_ORDERS,
    descending=re.compile(r"absteigend"),
    cut=re.compile(r"\s*(?:,|\bund\b)\s*", re.IGNORECASE),
    joining=re.compile(r"(?:und|aber|auch)\b[\s,]*", re.IGNORECASE),
    asking=re.compile(r"(?:bitte|gern)[\s,]+", re.IGNORECASE),
    closing=re.compile(r"(?:[\s,]+(?:bitte|danke)|\s*[.!?]+)\Z", re.IGNORECASE),
    polite=re.compile(r"(?:[\s,]+(?:bitte|danke)|\s*[.!?]+)\Z", re.IGNORECASE),
    instead=re.compile(r"\bstattdessen\b", re.IGNORECASE),
    opening=re.compile(r"(?:in|mit|ohne|nicht|kein|keine|unter|bis|ab|von)\s", re.IGNORECASE),
    describing=re.compile(r"(?:dicht|los|bar|ig)\s*\Z", re.IGNORECASE),
    adding=re.compile(r"(?:und|auch)\b", re.IGNORECASE),
    number=re.compile(r"€?\s?\d"),
    at_most="bis {what}",
    names={"preis": "price", "marke": "brand", "farbe": "colour"},
    messages={
        "added": "dazu: {new}",
        "replaced": "{new} statt {old}",
        "dropped": "gestrichen: {old}",
        "order": "Reihenfolge: {new}",
        "no_order": "nach Nähe",
        "nothing": "nichts",
        "more": "mehr",
        "less": "weniger",
    },
    errors={
        "no_result": ("Ein Ergebnis {place} gibt es nicht, nur {count}.", "Nenne eine Zahl auf dem Bildschirm."),
        "none_fits": ("Keines ist „{words}“.", "Sag {places}."),
        "several_fit": ("{count} sind „{words}“.", "Sag {places}."),
        "no_price": ("Es steht kein Preis da.", "Nenne einen Betrag: unter 100."),
        "not_said": ("Für „{words}“ steht zu wenig da.", "Nenne eine Grenze: unter 2 kg."),
        "costs_otherwise": (
            "Gefragt war „{words}“ ({op} {limit}), und das Gezeigte kostet {more}.",
            "Nenne eine andere Grenze.",
        ),
        "is_otherwise": ("Gefragt war „{words}“ ({op} {limit}), und das Gezeigte hat {more}.", "Nenne eine andere Grenze."),
        "no_brand": ("Das erste Ergebnis nennt keine Marke.", "Nenne die Marke."),
        "no_such_order": ("Nach „{words}“ lässt sich hier nicht ordnen.", "Ordne nach Preis."),
        "never_asked": ("Nach {words} war nicht gefragt.", "Gefragt war: {asked}."),
        "no_line": ("Einen Punkt {number} gibt es nicht: es sind {count}.", "/need zählt sie auf."),
        "nothing_left": ("Nur „{words}“ war gefragt.", "Frag etwas anderes, oder /reset."),
    },
    places=("die erste", "die zweite", "die dritte"),
    counts=("Keine", "Eine", "Zwei", "Drei"),
    either=" oder ",
    also=", ",
)

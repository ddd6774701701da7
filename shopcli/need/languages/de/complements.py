"""How German says what a thing is for, and what goes with it."""

from __future__ import annotations

import re

from shopcli.need.languages.complement_grammar import ComplementGrammar
from shopcli.util.lazy_regex import pattern

COMPLEMENTS = ComplementGrammar(
    fields=pattern(r"\bkompatib\w*|\bpassend\b|\bpasst\b|\bgeeignet für\b|\bfür\b|\bverwendbar mit\b", re.IGNORECASE),
    before=pattern(
        r"\b(?:kompatibel (?:mit|zu)|(?:passend |geeignet |gemacht |ideal |perfekt )?(?:für|zum|zur)"
        r"|pass(?:t|end) (?:zu[mr]?|auf|in)|verwendbar mit)\b:?",
        re.IGNORECASE,
    ),
    bare=pattern(r"(?:gemacht |ideal |perfekt )?(?:für|zum|zur):?", re.IGNORECASE),
    any_of=pattern(r"\s?(?:alle|allen|jede[nrs]?|viele|die meisten)\b", re.IGNORECASE),
    denied=pattern(
        r"\b(?:nicht|keinesfalls|nie) (?:\w+ )?(?:kompatibel|passend|geeignet|für|verwendbar|gedacht)\w*"
        r"(?: (?:mit|zu|für|zum|zur|auf))*|\bpass(?:t|en) nicht (?:zu[mr]?|auf|in)\b|\binkompatibel mit\b"
        r"|\baußer\b|\bausgenommen\b",
        re.IGNORECASE,
    ),
    end=pattern(r"[.!?](?=\s|$)|[;()\[\]]|\s[-–—|]\s|\b(?:aber|mit|ohne|wenn|weil|von)\b", re.IGNORECASE),
    joints=pattern(r"[,;/|\n•]|\\n|\s[-–&+]\s|^[-–]|\b(?:und|oder|sowie)\b", re.IGNORECASE),
    anything=pattern(r"zubehör\w*", re.IGNORECASE),
    generic=frozenset(
        "ein eine einen einem einer der die das den dem des alle allen jede jeden viele vielen meisten dein deine deinen ihr "
        "ihre ihren andere anderen neue neuen serie serien modell modelle modellen reihe typ nur auch".split()
    ),
    replies={
        "by baskets": "Zusammen gekauft mit {name}:",
        "by records": "Was nach den Angaben des Katalogs zu {name} passt:",
        "nothing": "Von nichts in diesem Katalog steht da, dass es zu {name} passt.",
        "nothing in baskets": "Mit {name} gibt es zu wenige Einkäufe, und von nichts steht im Katalog, dass es dazu passt.",
        "together": "In {both} von {all} Einkäufen damit: {lift}-mal so oft wie durch Zufall.",
        "says so": "Dort steht: „{words}“",
        "said of it": "Bei {name} steht: „{words}“",
        "same series": "Beide heißen {words}.",
        "for such": "Dort steht: „{words}“; genau dieses Produkt ist nicht genannt.",
        "sort for such": "Von {all} solchen Produkten sind {count} nach den Angaben für „{words}“; bei diesem steht es nicht.",
        "names another": "Von „{thing}“ steht bei nichts, dass es zu {name} passt.",
    },
)

"""Reviews in German."""

from __future__ import annotations

import re

from shopcli.need.languages.review_grammar import ReviewGrammar

_WORD = re.compile(r"[^\W\d_]{3,}")
_NOUN = re.compile(r"(?<=[\w,;] )[A-ZÄÖÜ][a-zäöüß]{2,}\b")  # a capital within a sentence

REVIEWS = ReviewGrammar(
    contrast=r"\s*[,;:–—-]*\s+(?:aber|jedoch|allerdings|obwohl|leider|nur dass)[\s,]+|\s*;\s+",
    words=lambda text: (word.lower() for word in _WORD.findall(text)),
    nouns=lambda text: (word.lower() for word in _NOUN.findall(text)),
    orders=(
        r"\b(?:ignoriere|vergiss|missachte)\b.{0,24}\b(?:anweisung\w*|regeln|vorherige\w*)\b"
        r"|\bdu bist (?:ein\w* )?(?:assistent\w*|berater\w*|ki)\b"
        r"|\b(?:empfiehl|nenne|zeige) (?:dies\w*|es)\b.{0,24}\b(?:zuerst|allen)\b"
    ),
    messages={
        "reviews": "{n} Bewertungen sprechen von {name}: {counts}.",
        "few": "Nur {n} Bewertungen sprechen von {name}: {counts}.",
        "few one": "Nur eine Bewertung spricht von {name}.",
        "praise": "{n} loben",
        "praise one": "eine lobt",
        "complaint": "{n} klagen",
        "complaint one": "eine klagt",
        "neither": "{n} tun weder noch",
        "neither one": "eine tut weder noch",
        "praise of": "Lob von {n} von {all} ({aspect})",
        "praise of one": "Lob von einer von {all} ({aspect})",
        "complaint of": "Klagen von {n} ({aspect})",
        "complaint of one": "eine Klage ({aspect})",
        "aspects": "{told}.",
        "quote": "Ein Käufer schreibt (Bewertung {n}): „{words}“",
        "fewest": "Die wenigsten Klagen: {name}, {told}.",
        "fewest alike": "Gleich wenige Klagen: {names}, je {told}.",
        "fewest of few": "Das ist wenig: {n} Bewertungen in allem.",
        "fewest on few": "Das stützt sich nur auf {n} Bewertungen.",
        "fewest on few one": "Das stützt sich nur auf eine Bewertung.",
        "beside": "{name}: {told}.",
        "complain": "{n} von {all} Bewertungen klagen",
        "complain one": "eine von {all} Bewertungen klagt",
        "complain none": "keine von {all} Bewertungen klagt",
        "complain none of one": "die einzige Bewertung klagt nicht",
        "complain one of one": "die einzige Bewertung klagt",
        "nobody": "Niemand hat {names} bewertet; das sagt nichts über Klagen.",
        "and": ", ",
        "names": " und ",
        "more names": ", ",
    },
)

"""How English refuses without a "no": what leads to what is refused, and what is told of it."""

from __future__ import annotations

import re

from shopcli.util.lazy_regex import pattern

ILLS = (
    r"rash(?:es)?|hives|itch(?:y|ing)?|headaches?|migraines?|ill|sick|sneez(?:e|y|ing)|heartburn|eczema|spots|pimples|acne"
    r"|blisters|asthma|cough(?:ing)?|bloat(?:ed|ing)?|nause(?:a|ous)|diarrh(?:o?ea)|cramps|allerg(?:y|ies|ic reactions?)"
    r"|break ?outs?|swell(?:ing)?|wheez(?:e|y|ing)|vomit|throw up|queasy|dizzy|gag"
)
ILL_FROM = (
    rf"(?:gets?|got|getting|develops?) (?:(?:an?|the|all|really|very|bad|terrible|awful|so) )*(?:{ILLS}) (?:from|off|by|with)"
)
_SO = r"(?:(?:really|just|absolutely|simply|also|kind of|so|always|often|sometimes|usually|only) )*"
_WHOM = r"(?:me|us|him|her|them|(?:my|our|his|her|their) [a-z]+)"
DISLIKES = pattern(
    rf"(?<!n't )(?<!not )(?<!never )(?<!ll )(?<!['’]d )(?<!would )\b{_SO}(?:"
    r"(?:hate|loathe|detest|despise|dislike|abhor)s?"
    r"|(?:can['’]?t|cannot|can not|couldn['’]?t) (?:stand|bear|abide|tolerate|stomach|eat|drink|digest|wear)"
    r"|(?:(?:can|must|may|should)(?:['’]?t|n['’]?t|not| not)|(?:isn['’]?t|is not|aren['’]?t|are not) allowed(?: to)?)"
    r" (?:have|eat|drink|wear|use)(?= (?!to\b))"
    r"|(?:sick|tired|bored|fed up)(?: and tired)? (?:of|with)"
    r"|allergic to|allerg(?:y|ies) to|intolerant (?:of|to)"
    rf"|{ILL_FROM}"
    r")\s",
    re.IGNORECASE,
)
HARM = (
    rf"\s{_SO}(?:gives? {_WHOM} (?:(?:an?|the|all|really|very|bad|terrible|awful|horrible|skin|stomach) )*(?:{ILLS})"
    rf"|makes? {_WHOM} (?:(?:feel|go|come|get|all|out|really|so|very) )*(?:{ILLS}|break out|come out in \w+)"
    rf"|(?:irritates?|annoys?|disagrees? with|upsets?) {_WHOM}"
    rf"|(?:does not|doesn['’]?t|do not|don['’]?t) (?:agree|sit well) with {_WHOM})\b(?: stomach| skin)?"
    rf"|\s(?:(?:before|once|already|last (?:time|year)|for (?:years|a while)),? )?(?:and|but) (?:(?:i|we|he|she|they) )?{_SO}"
    r"(?:(?:hated|disliked|loathed|regretted|returned|binned)"
    r"|(?:did not|didn['’]?t|do not|don['’]?t) (?:like|enjoy|rate|get on with)"
    r"|(?:was not|wasn['’]?t|were not|weren['’]?t) (?:happy|satisfied|impressed|pleased) with) (?:it|them|that)\b"
)
HARMS = pattern(HARM, re.IGNORECASE)
# What is hated as a whole sentence or as one's own, and what a thing is not to do: "hates charging things", "tired of my old
# one", "socks that don't give me a rash".
STAYS_TOLD = pattern(
    r"\s*(?:(?:it|how|when|what|to|being|having)\b|that (?:the|it|my|they|i|you|we|he|she|every|there)\b"
    r"|the (?:way|fact|idea)\b"
    r"|(?:my|our|his|her|their|your)\b|(?:\w+ly )?[a-z]{2,}ing\b|(?:cold|wet|sore|tired|early|late) )"
    r"|\b(?:that|which|who|not|without|never|nothing|anything|something|everything|it|they|this|these|won['’]?t|don['’]?t"
    r"|doesn['’]?t)\s*\Z",
    re.IGNORECASE,
)

"""What turns an English comparison round: "I refuse to pay more than", "it mustn't weigh over", "over 2 kg is too heavy".

A negation or a refusal governs verbs of spending, wanting or measuring, and these the comparison. All are closed classes, so a
table of each says more than a list of phrases would, and knows what no list had.
"""

from __future__ import annotations

import re

from shopcli.util.lazy_regex import pattern

# --- what denies ------------------------------------------------------------------------------------------------------

_DENIES = (
    r"(?:no|not|nothing|nor|never|without|cannot"
    r"|(?:do|does|did|is|are|was|wo|ca|could|should|would|must|need|has|have|had|might|sha|may)n'?t)"
)
# Verbs and adjectives that deny what they govern, before a verb of spending: "refuse to pay", "reluctant to spend".
_REFUSES = (
    "refuse refuses refusing refused decline declines declining hate hates hating dislike dislikes loath loathe loathes "
    "unwilling reluctant hesitant hesitate hesitates object objects balk balks baulk baulks forbid forbids forbade forbidden "
    "prohibit prohibits ban bans avoid avoids avoiding resist resists unable unprepared against afraid wary "
    "stop stops keep keeps prevent prevents"
).split()
# Of these a weak one denies with "from" alone: "keeps me from spending", and "keeps under 2 kg" denies nothing.
_DENIES_WITH_FROM = "stop stops keep keeps prevent prevents".split()

# --- what stands between it and the comparison ------------------------------------------------------------------------

_SPENDING = {
    "pay": "pay pays paying paid",
    "spend": "spend spends spending spent",
    "cost": "cost costs costing",
    "give": "give gives giving",
    "go": "go goes going went",
    "set back": "set sets setting",
    "run": "run runs running",
    "shell out": "shell shelling",
    "fork out": "fork forking",
    "hand over": "hand handing",
    "part with": "part parting",
    "lay out": "lay laying",
    "cough up": "cough coughing",
    "stump up": "stump stumping",
    "splash": "splash splashing",
    "splurge": "splurge splurging",
    "drop": "drop dropping",
    "put down": "put putting",
    "invest": "invest investing",
    "stretch": "stretch stretching",
    "afford": "afford",
    "buy": "buy buying",
    "sell": "sell sells selling sold priced",
    "charge": "charge charged charging",
    "exceed": "exceed exceeds exceeding",
    "justify": "justify justifying",
    "part": "money cash",
}
_WANTING = {
    "want": "want wants wanting wish wishing like liking care need needs",
    "plan": "plan plans planning planned intend intends intending mean meaning aim aiming think thinking consider considering",
    "be willing": "willing prepared able ready happy looking comfortable inclined keen going about fine",
    "allow": "allow allows allowing allowed let lets permit permits",
    "see": "see seeing show find have having has",
    "get": "get gets getting got",
}
_MEASURING = {
    "be": "be is are being was been it's",
    "weigh": "weigh weighs weighing",
    "measure": "measure measures measuring",
    "hold": "hold holds carry carries carrying contain contains",
    "take up": "take takes taking need needs require requires occupy use uses draw draws",
    "last": "last lasts",
    "reach": "reach reaches fit fits come comes stand stands rise rises stick extend extends",
    "rate": "rated",
}
_PRONOUNS = "i we it they you he she me us him her them that which who anybody anyone anything something one"
_PARTICLES = "to out up back over down away in from at for with of on"
_MEASURED_IN = "single cent penny dollar euro pound rupee bit gram inch"
_ADVERBS = "a an any ever even really just simply still again"
_BETWEEN = "|".join(
    sorted(
        {
            word
            for words in (
                *_SPENDING.values(),
                *_WANTING.values(),
                *_MEASURING.values(),
                _PRONOUNS,
                _PARTICLES,
                _MEASURED_IN,
                _ADVERBS,
            )
            for word in words.split()
        },
        key=lambda word: (-len(word), word),
    )
)
_REFUSING = "|".join(word for word in _REFUSES if word not in _DENIES_WITH_FROM)
_SUBJECT = r"(?:(?:(?:i|we|it|they|that|which|you|he|she)(?:'d|'m|'re|'s| would| am| are| is)? )?(?:rather|prefer(?:ably)?) )?"
# "I would hate to see it weigh over 2 kg" begins at its subject, so that no word of it is left over for a wish.
_WHO = r"(?:(?:i|we|he|she|they)(?:'d|'m|'re|'s|'ll| would| am| are| is| will)? )?"
TURNS = pattern(
    rf"(?<![\w-])(?:{_SUBJECT}\b{_DENIES}|{_WHO}(?:{_REFUSING})\b"
    rf"|\b(?:{'|'.join(_DENIES_WITH_FROM)})(?= (?:me|us|him|her|them) from\b))"
    rf"(?: (?:{_BETWEEN})(?![\w']))*\s\Z",
    re.IGNORECASE,
)

# --- what denies behind it --------------------------------------------------------------------------------------------

_MUCH = (
    "much expensive dear pricey costly heavy big large long wide tall high deep thick bulky bright loud small short narrow low "
    "shallow thin little light few cheap dim weak hot cold far"
)
TURNED_BEHIND = pattern(
    rf"\s(?:is|are|'s|would be|will be|seems?|feels?|gets|sounds)(?: just| simply| really| far| way| already| a bit)* "
    rf"(?:too (?:{_MUCH.replace(' ', '|')})\b|out of (?:the )?(?:question|budget|reach|range)\b|no (?:good|go|option|use)\b"
    r"|not (?:an option|possible|acceptable|ok(?:ay)?|for (?:me|us)|on)\b|off the table\b|beyond (?:me|us|my means)\b"
    r"|unacceptable\b|impossible\b|unaffordable\b)(?: (?:for|to) (?:me|us|him|her|them)\b)?",
    re.IGNORECASE,
)
# A negation within what is denied itself.
TURNED_TWICE = pattern(
    r"\b(?:nothing|none|no \w{1,20}"
    r"|(?:n't|not) (?:want |need |like |show me |take |buy )?(?:anything|any|one|an?)(?: \w{1,20})?)"
    r" (?:that|which)\s\Z",
    re.IGNORECASE,
)

"""What the reply to a turn of a conversation is, whoever hears it: a terminal, a program, a test."""

from __future__ import annotations

from typing import Literal

ReplyKind = Literal[
    "results",  # a first request, or another one
    "refined",  # the need changed
    "more_like_this",  # others of the kind, the need stays or gains what they are to be like
    "about",  # a question about a product, answered from its record
    "compared",  # several products, beside each other
    "why",  # what speaks for or against a product that is shown
    "advice",  # which of the shown is to be taken
    "more_told",  # one product, told whole
    "catalog",  # a question about the catalog or the shop
    "taken",  # one is decided for
    "goes_with",  # what belongs to a product
    "greeting",
    "thanks",
    "farewell",
    "refusal",  # nothing more is wanted: "no, thanks"
    "kept",  # a rating, or a fact of oneself, that was asked to be kept
    "noise",  # nothing is said: "???", an emoji
    "not_understood",
    "other_language",  # one that is not spoken here
]

"""How a language asks for several things at once: one `BundleGrammar`, in one file of patterns.

Nothing here names a thing that could be sold: what is several things is decided from how it is said and from the catalog.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NEVER = r"(?!)"


@dataclass(frozen=True)
class BundleGrammar:
    """The words around several things, as pattern sources; matched against a request's normal form.

    Attributes:
        joints: what stands between two things: ", and".
        closes: what in a joint closes a list: the "and" of "dress, shoes and bag".
        breaks: what ends a sentence, behind which something new is said.
        determiners: what opens a thing of its own, in front of it: "a", "two"; group ``count`` is how many, ``cut`` what is no
            part of its name.
        opening: what stands in front of the first thing and asks for all of them: "I need".
        together: what says that a limit is one for all of them.
        only_together: the same where nothing else than a sum stands with it: "for all three".
        each: what says that a limit holds for each by itself.
        for_each: how a wish begins that holds for each of them: "all in", "everything".
        taken_up: what stands before a thing that was named already: "the".
        linking: what stands between a thing and what is said of it: "should be".
        as_one: what makes one thing of several names: "in one".
        tied: what ties things to the one before them: "for", "with"; what is joined behind it may belong to either.
        refers: how a thing is said to go with one before it, which then is asked for with that: "a strap for it".
        further: how one asks for one more thing beside those in force: "and also".
        without: how one leaves a thing out, ``thing``.
        cheaper: what asks that a thing, or all of it, cost less; it may say so of ``thing``.
        summed: how a sum for all of it is said with nothing else: "make it", "keep it".
        messages: sentences, for `str.format`. Of what was understood ``looked_for`` (roles), ``role`` (count, name), ``limit``
            (words). Of the set ``best`` (total), ``left`` (total, rest), ``reached`` (total), ``no_sum``, ``cheapest`` (total,
            titles), ``titles`` between these, ``pick`` (name), ``times`` (count, price, total). Where none is within the
            limits ``over`` (total, over), ``under`` (total), ``give`` (ways), ``give_wish`` (name, wish, total),
            ``give_role`` (name, total), ``more_money`` (over), ``or``, ``too_few``. Of a thing ``lacking`` and ``unpriced``
            (name), ``currencies`` (name, currency), ``relaxed`` (name, wishes). As advice ``spoken`` (count, total),
            ``spoken_left`` and ``spoken_over`` (count, total, rest, limit). Of what a turn of a conversation changed ``added``
            and ``dropped`` (name), ``cheaper`` (price), ``budget`` (words).
    """

    joints: str
    closes: str
    breaks: str
    determiners: str
    opening: str
    together: str
    only_together: str
    each: str
    for_each: str
    taken_up: str
    linking: str
    as_one: str
    tied: str
    refers: str
    further: str
    without: str
    cheaper: str
    summed: str
    messages: Mapping[str, str]

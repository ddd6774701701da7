"""What a record says otherwise than was wished, where nothing was cited for the wish: a rectangular dial, for a round one.

A wish that names a field and a value of it dwells on that field of any record. Where the record's value is none of the wish's
words and another record has that value, it is no reason but a drawback.
"""

from __future__ import annotations

from dataclasses import replace

from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.types import Hit
from shopcli.write.moves.reasons import Reason, Reasons
from shopcli.write.wording.licences import Form

_WORTH = 0.7  # it was asked for


def contrary(reasons: Reasons, hit: Hit) -> list[Reason]:
    """The facts of a product that say otherwise than was wished, as what stands against it.

    Args:
        reasons: what speaks for and against what is shown.
        hit: the product.
    """
    found = []
    told = {reason.fact: reason for reason in reasons.of(hit)}
    for fact, clause in reasons.attended(hit).items():
        reason = told.get(fact)
        said = stem_set([clause.says, *clause.alternatives]) - FUNCTION_STEMS
        wanted = said - stem_set([fact.label])
        if reason is None or fact.truth is not None or not fact.words or clause.kind != "feature" or wanted == said:
            continue
        values = [
            stem_set([one.words])
            for other in reasons.shown
            if other is not hit
            for one in reasons.facts(other)
            if one.field == fact.field
        ]
        if wanted and not wanted & stem_set([fact.words]) and any(wanted & value for value in values):
            bare: dict[Form, tuple[str, ...]] = {"quantity": reason.phrases.forms.get("quantity", ())}
            found.append(replace(reason, worth=_WORTH, clause=None, phrases=replace(reason.phrases, forms=bare)))
    return found

"""How records of one language say what a thing is for, and how it is told what goes with a product: one `ComplementGrammar`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from shopcli.util.lazy_regex import NEVER


@dataclass(frozen=True, eq=False)
class ComplementGrammar:
    """Statements of compatibility, and the words for complements.

    Attributes:
        fields: a field's name that tells what a thing goes with ("compatibility", "suitable for").
        before: words behind which stand the names of what a thing is for ("for", "fits").
        bare: those of ``before`` that running text says of many things ("for"): there they count where they open a sentence, or
            before `any_of`.
        any_of: what makes things any of their sort ("any", "most").
        denied: words behind which stand the names of what it does not go with ("does not fit").
        behind: a stretch in which the names stand before the word, in group ``names`` (飞利浦专用).
        end: where the names of a statement end at the latest.
        joints: what parts names.
        anything: what is asked for where anything that goes with a thing will do ("accessories").
        generic: words in a name that name nothing ("most", "your"), in lower case.
        replies: what is said, for `str.format`; {name} is the product, {words} the words of a record.
    """

    fields: re.Pattern[str]
    before: re.Pattern[str]
    bare: re.Pattern[str]
    any_of: re.Pattern[str]
    denied: re.Pattern[str]
    end: re.Pattern[str]
    joints: re.Pattern[str]
    anything: re.Pattern[str]
    generic: frozenset[str]
    replies: Mapping[str, str]
    behind: re.Pattern[str] = NEVER

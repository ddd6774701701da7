"""For whom titles say that things are, where a request says whom it is for: "Hiking Boots - Men's" are none for women.

A field of audiences decides where a catalog has one. Where only titles tell, a shopper's "womens" is one wish among others, and
what answers the others better would come first though it is for somebody else.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.need.languages.registry import language_of
from shopcli.text.offer_values import audience_of, fits
from shopcli.types import Need

if TYPE_CHECKING:
    import numpy as np
_TEENS = 13.0  # years


def for_others(need: Need, index: Index, rows: np.ndarray) -> np.ndarray:
    """Which products are for others alone by their titles, (len(rows),) bool; none where the request says nobody.

    Args:
        need: the request, understood.
        index: the open index.
        rows: of the products.
    """
    import numpy as np

    excluded = [clause.text for clause in need.clauses if clause.kind == "exclude"]
    whom = {one for text, one in _audiences(need.query) if not any(text in words for words in excluded)}
    names_a_thing = any(clause.kind == "topic" for clause in need.clauses)  # a "children's bedroom" is a gift among others
    is_a_childs = not whom and names_a_thing and _is_for_a_child(need.query)
    whom |= {"kids"} if is_a_childs else set()
    by_field = (str(one.value).split("|")[0] for one in need.clauses if one.field and one.op == "in")
    if not whom or any(map(audience_of, by_field)):
        return np.zeros(len(rows), bool)
    fitting = {other for one in whom for other in fits(one)}
    told = [{one for _, one in _audiences(index.records.title(int(row)))} for row in rows]
    told_of_all = is_a_childs and not all(titled.isdisjoint(fitting) for titled in told)  # where some are made for children
    return np.asarray([(told_of_all or bool(titled)) and titled.isdisjoint(fitting) for titled in told], bool)


def _audiences(text: str) -> Iterator[tuple[str, str]]:
    """The words of a text that say for whom something is, each with the audience."""
    offers = language_of(text).requests.offers
    for match in offers.audience.finditer(text):
        word = next(part for part in match.groupdict().values() if part is not None)
        if audience := offers.audiences.get(word.lower()) or audience_of(word.split()[-1]):
            yield match[0].strip(), audience


def _is_for_a_child(text: str) -> bool:
    """Whether a text tells an age below a teenager's: "for an 8 year old girl"."""
    language = language_of(text)
    ages = (language.requests.number(match["age"]) for match in language.requests.offers.age.finditer(text) if match["age"])
    return any(age is not None and age < _TEENS for age in ages)

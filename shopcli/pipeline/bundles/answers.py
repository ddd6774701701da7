"""Requests for several things over one catalog: told apart from those for one thing, and answered by a set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from threading import local
from typing import TYPE_CHECKING

from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.registry import language_beside, language_named
from shopcli.pipeline.bundles.coordination import Coordination, coordination, further
from shopcli.pipeline.fields.fact_units import united_hit
from shopcli.pipeline.fields.spoken_fields import lines_of
from shopcli.types import Answer, Bundle, BundleRole, Clause, Hit, Need, ProductSet
from shopcli.util.threads import one_thread
from shopcli.util.timing import collected, stage

if TYPE_CHECKING:
    import numpy as np

    from shopcli.index import Index
    from shopcli.pipeline.assortment import Assortment
    from shopcli.pipeline.bundles.roles import Roles
    from shopcli.pipeline.bundles.shortlist import Shortlist
    from shopcli.pipeline.search import Search
    from shopcli.rerank import RankWeights


class _LookedUp(local):
    """What one thread has looked up for the request that it is answering: each need is looked up once."""

    def __init__(self) -> None:
        self.searches: dict[Need, Search] = {}
        self.kinds: dict[Need, np.ndarray | None] = {}


class Bundles:
    """Several things, one budget.

    Args:
        index: the open index.
        understand: what is asked of one thing, in words, and ``said_in`` which language.
        search: looks up a need.
        assortment: which names records go by.
        weights: of the ranking; None for those that come with shopcli.
    """

    def __init__(
        self,
        index: Index,
        understand: Callable[..., Need],
        search: Callable[[Need], Search],
        assortment: Assortment,
        weights: RankWeights | None = None,
    ) -> None:
        self._index, self._understand, self._assortment, self._weights = index, understand, assortment, weights
        self._new_search = search
        self._own = _LookedUp()

    def asked(self, query: str) -> tuple[Need, Bundle] | None:
        """What a request for several things asks of all and of each; None where it asks for one thing."""
        language = language_beside(query, self._index.manifest.language)
        said = coordination(query, language, self._index.vocabulary)
        if said is None or not said.may_be_several or language.bundles is None:
            return None
        with one_thread():
            self._forget()
            roles, for_each = self._roles(language).of(said)
        return (_need(query, language, said), Bundle(roles, for_each, said.limits)) if roles else None

    def further(self, said: str, language: LanguagePack, bundle: Bundle) -> tuple[Bundle, tuple[BundleRole, ...]] | None:
        """A bundle with what is asked for beside what is in force, and the new roles; None where nothing of that kind is said.

        Args:
            said: "and a head torch, keep it under 300".
            language: it is in.
            bundle: in force.
        """
        asked = further(said, language, self._index.vocabulary)
        if asked is None or language.bundles is None:
            return None
        with one_thread():
            self._forget()
            reader = self._roles(language)
            for_each = tuple(dict.fromkeys((*bundle.for_each, *asked.for_each)))
            new = reader.more(replace(asked, for_each=for_each))
            if asked.conjuncts and not new:
                return None
            roles = bundle.roles if for_each == bundle.for_each else tuple(reader.again(one, for_each) for one in bundle.roles)
        limits = asked.limits or bundle.limits
        return Bundle((*roles, *new), for_each, limits), new

    def answer(self, need: Need, asked: Bundle, filters: Sequence[Clause] = ()) -> Answer:
        """The answer to a request for several things: the set as its results, without advice.

        Args:
            need: what is asked of all of them.
            asked: what is asked of each.
            filters: clauses that each is to hold besides.
        """
        from shopcli.pipeline.bundles.choice import Choice
        from shopcli.pipeline.bundles.wording import BundleWording, looked_for

        with collected() as timings, one_thread(), stage("choose"):
            roles = [replace(role, need=role.need.having(*filters)) for role in asked.roles]
            bundle = Choice(roles, self._shortlist, asked.limits, asked.for_each).bundle()
            bundle = replace(bundle, best=self._united(bundle.best), cheapest=self._united(bundle.cheapest))
            self._forget()
        language = language_named(need.language)
        if language.bundles:
            bundle = replace(bundle, lines=BundleWording(bundle, language.bundles.messages, language.lines).lines())
        notes = tuple(dict.fromkeys((*need.notes, *(note for role in bundle.roles for note in role.need.notes))))
        return Answer(
            replace(need, clauses=bundle.limits, notes=notes),
            tuple(hit for _, hit in bundle.picked),
            0 if bundle.best is None or any(role.missing or role.relaxed for role in bundle.roles) else len(bundle.picked),
            timings_s=timings,
            looked_for=looked_for(bundle, language.bundles.messages) if language.bundles else "",
            why_by_code=language.why_by_code,
            lines=lines_of(need.language),
            bundle=bundle,
        )

    def _forget(self) -> None:
        self._own.searches.clear()
        self._own.kinds.clear()

    def _roles(self, language: LanguagePack) -> Roles:
        from shopcli.pipeline.bundles.roles import Roles  # most requests are for one thing

        return Roles(self._index, partial(self._understand, said_in=language.code), self._kind, self._called, language)

    def _called(self, need: Need) -> Callable[[int], bool]:
        thing = self._assortment.thing(need)
        return cache(self._assortment.called_so(thing, need)) if thing else lambda _row: False

    def _kind(self, need: Need) -> np.ndarray | None:
        """The products of the kind that a need asks for, as the catalog calls it."""
        self._search(need)
        return self._own.kinds[need]

    def _search(self, need: Need) -> Search:
        if need not in self._own.searches:
            search = self._own.searches[need] = self._new_search(need)
            self._own.kinds[need] = search.kind
            if (named := self._of_the_very_name(need, search.kind)) is not None:
                search.kind = named
        return self._own.searches[need]

    def _of_the_very_name(self, need: Need, kind: np.ndarray | None) -> np.ndarray | None:
        """What goes by the whole name of the thing, (n_products,) bool, where the kind has none: a stove among kettles."""
        thing = self._assortment.thing(need)
        rows = self._assortment.named(thing, need) if thing else []
        if not rows or (kind is not None and kind[rows].any()):
            return None
        import numpy as np

        mask = np.zeros(len(self._index), bool)
        mask[rows] = True
        return mask

    def _shortlist(self, need: Need) -> Shortlist:
        from shopcli.pipeline.bundles.shortlist import Shortlist

        thing = self._assortment.thing(need)
        called = self._assortment.called_so(thing, need) if thing else None
        says = cache(self._assortment.says_name(thing, need)) if thing else None
        return Shortlist(self._index, need, self._search, called, says, self._weights)

    def _united(self, chosen: ProductSet | None) -> ProductSet | None:
        if chosen is None:
            return None
        hits: list[Hit | None] = [united_hit(hit, self._index) if hit else None for hit in chosen.picks]
        return replace(chosen, picks=tuple(hits))


def _need(query: str, language: LanguagePack, said: Coordination) -> Need:
    return Need(query, said.limits, language=language.code, notes=said.notes)

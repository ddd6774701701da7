"""Differentially private counts by OpenDP: the report on unmet demand in a form that can leave the house.

Neighbouring data differ by one contributor: all that one session says, or all sessions of one profile together. What each may
say is bounded first. Counts by a public set of keys, the catalog's own fields, get discrete Laplace noise (Dwork et al. 2006;
Canonne, Kamath and Steinke 2020). Words that nobody published are told only past a threshold that no single contributor can
carry them over but with probability δ (stability-based, Korolova et al. 2009; Rogers 2023).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shopcli.errors import ShopcliError
from shopcli.text.safe import safe
from shopcli.train.evaluation.demand import Contribution

MOST_FIELDS = 3  # of one contributor's
MOST_WORDS = 3
MOST_PRODUCTS = 10
DELTA = 1e-6  # of a report
_PARTS = 4  # a report's epsilon is shared out evenly: totals, fields, words, products
_UNLIKELY = 0.05


@dataclass(frozen=True, slots=True)
class PrivateDemand:
    """The report with noise.

    Attributes:
        epsilon, delta: what it costs, as OpenDP reckons it.
        sessions: how many asked anything.
        vain: how many of them had a request that found nothing.
        fields: of the fields too empty to answer those that stand out of the noise.
        words: words that the catalog lacks, those past the threshold.
        found: how many different products were shown.
        errors: by the name of each figure what the noise stays below in 95 of 100 reports.
        threshold: what a word's count must reach.
    """

    epsilon: float
    delta: float
    sessions: int
    vain: int
    fields: Mapping[str, int]
    words: Mapping[str, int]
    found: int
    products: int
    errors: Mapping[str, float]
    threshold: int


def need_opendp() -> Any:
    """OpenDP, with the features that the counts take.

    Raises:
        ShopcliError: it is not installed.
    """
    try:
        import opendp.prelude as opendp
    except ImportError:
        hint = "Install it: python -m pip install 'shopcli[private]'"
        raise ShopcliError("Private reports need OpenDP, which is not here.", hint=hint) from None
    opendp.enable_features("contrib")
    return opendp


def private_demand(
    told: Sequence[Contribution], fields: Sequence[str], *, products: int, epsilon: float, delta: float = DELTA
) -> PrivateDemand:
    """The report, whose epsilon is shared out evenly among its four parts.

    Args:
        told: what each contributor says.
        fields: the names of the catalog's fields, which are public.
        products: how many products the catalog has.
        epsilon: what the whole report may cost.
        delta: the same, for the words.
    """
    part, public = epsilon / _PARTS, sorted(set(fields))
    totals = counts_by_key(list(_totals(told)), ("sessions", "vain"), bound=2, epsilon=part)
    known = [[field for field in one.fields if field in set(public)][:MOST_FIELDS] for one in told]
    silent = counts_by_key([field for one in known for field in one], public, bound=MOST_FIELDS, epsilon=part)
    words, threshold = counts_past_threshold([one.words for one in told], bound=MOST_WORDS, epsilon=part, delta=delta)
    found = count_of_distinct([key for one in told for key in one.products[:MOST_PRODUCTS]], bound=MOST_PRODUCTS, epsilon=part)
    stands_out = MOST_FIELDS / part * math.log(max(1, len(public)) / _UNLIKELY)
    return PrivateDemand(
        epsilon,
        delta,
        max(0, totals["sessions"]),
        max(0, totals["vain"]),
        _most_first({key: count for key, count in silent.items() if count > stands_out}),
        _most_first(words),
        min(products, max(0, found)),
        products,
        {name: bound / part * math.log(1 / _UNLIKELY) for name, bound in _BOUNDS.items()},
        threshold,
    )


_BOUNDS = {"totals": 2, "fields": MOST_FIELDS, "words": MOST_WORDS, "products": MOST_PRODUCTS}


def _totals(told: Sequence[Contribution]) -> Iterator[str]:
    """Each contributor once, and once more where it found nothing."""
    for one in told:
        yield "sessions"
        if one.found_nothing:
            yield "vain"


def counts_by_key(keys: Sequence[str], public: Sequence[str], *, bound: int, epsilon: float) -> dict[str, int]:
    """How often each public key was said, with noise; keys that are not public are left out.

    Args:
        keys: what was said, at most ``bound`` by each contributor.
        public: the keys, known without looking at the data.
        bound: as above.
        epsilon: what it may cost.
    """
    if not public:
        return {}
    opendp = need_opendp()
    space = opendp.vector_domain(opendp.atom_domain(T=str)), opendp.symmetric_distance()
    counting = space >> opendp.t.then_count_by_categories(categories=list(public), null_category=False)
    measured = _within(lambda scale: counting >> opendp.m.then_laplace(scale), bound, bound, epsilon)
    return dict(zip(public, measured(list(keys)), strict=True))


def count_of_distinct(keys: Sequence[str], *, bound: int, epsilon: float) -> int:
    """How many different keys were said, with noise; each contributor says at most ``bound``."""
    opendp = need_opendp()
    space = opendp.vector_domain(opendp.atom_domain(T=str)), opendp.symmetric_distance()
    counting = space >> opendp.t.then_count_distinct()
    return int(_within(lambda scale: counting >> opendp.m.then_laplace(scale), bound, bound, epsilon)(list(keys)))


def counts_past_threshold(
    groups: Sequence[Sequence[str]], *, bound: int, epsilon: float, delta: float
) -> tuple[dict[str, int], int]:
    """How many contributors said each key, with noise, where that is past a threshold; and the threshold.

    Args:
        groups: what each contributor said, every key once, at most ``bound`` of them.
        bound: as above.
        epsilon: what it may cost.
        delta: how likely a key may be told that a single contributor said.
    """
    opendp = need_opendp()
    domain = opendp.map_domain(opendp.atom_domain(T=str), opendp.atom_domain(T="i32"))
    metric = opendp.l01inf_distance(opendp.absolute_distance(T="i32"))
    apart = (bound, bound, 1)  # one contributor: so many keys, by so much together, by one each
    scale = _scale(lambda scale: opendp.m.make_laplace_threshold(domain, metric, scale, 2**30), apart, bound, epsilon)
    threshold = opendp.binary_search(
        lambda at: opendp.m.make_laplace_threshold(domain, metric, scale, at).map(apart)[1] <= delta, bounds=(1, 2**30)
    )
    counts = Counter(key for group in groups for key in dict.fromkeys(group[:bound]))
    measured = opendp.m.make_laplace_threshold(domain, metric, scale, threshold)
    return dict(measured(dict(counts))), int(threshold)


def _within(make: Callable[[float], Any], apart: Any, bound: float, epsilon: float) -> Any:
    return make(_scale(make, apart, bound, epsilon))


def _scale(make: Callable[[float], Any], apart: Any, bound: float, epsilon: float) -> float:
    """The least scale of noise by which OpenDP reckons at most ``epsilon``: the bound over it, and what rounding takes."""
    scale = bound / epsilon
    while _epsilon(make(scale).map(apart)) > epsilon:
        scale *= 1 + 1e-12
    return scale


def _epsilon(cost: float | tuple[float, float]) -> float:
    return cost[0] if isinstance(cost, tuple) else cost


def _most_first(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def private_lines(demand: PrivateDemand, filled: Mapping[str, float], folder: str) -> Iterator[str]:
    """The report in words."""
    errors = demand.errors
    yield f"A private report on {folder}: ε = {demand.epsilon:.4g}, δ = {demand.delta:.0e}. Its noise is part of every count."
    yield f"Sessions: {demand.sessions:,}, of which {demand.vain:,} found nothing at least once (± {errors['totals']:.0f})."
    yield from ("", f"Fields too empty to answer, with the share of products that have them (± {errors['fields']:.0f}):")
    yield from _listed({f"{field}, {filled.get(field, 0):.0%}": count for field, count in demand.fields.items()})
    yield from ("", f"Words that the catalog lacks, from {demand.threshold} sessions on (± {errors['words']:.0f}):")
    yield from _listed(demand.words)
    never = demand.products - demand.found
    yield from ("", f"Products never found: {never:,} of {demand.products:,} (± {errors['products']:.0f}).")


def _listed(counts: Mapping[str, int]) -> Iterator[str]:
    yield from (f"{count:>6,}  {safe(key)}" for key, count in counts.items())
    if not counts:
        yield "        none that stands out of the noise"

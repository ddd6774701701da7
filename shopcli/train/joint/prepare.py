"""What ``shopcli train prepare`` does: pairs from catalogs, from labelled files and from what was collected, each need once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from shopcli.advisor import Advisor
from shopcli.errors import UsageError
from shopcli.pipeline.personal.collected import CollectedSession
from shopcli.train.joint.gather import WRONG, Shop, from_catalog, from_collected, from_labelled
from shopcli.train.joint.labelled import read_labelled
from shopcli.train.joint.pairs import LeftOut, TrainingPair


def prepare(
    advisors: Sequence[Advisor],
    files: Sequence[Path],
    sessions: Sequence[CollectedSession],
    *,
    made: int,
    seed: int,
    wrong: int = WRONG,
    on_pair: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[list[TrainingPair], LeftOut]:
    """Pairs from all sources, and what was left out.

    Args:
        advisors: of the indexes to look products up in; requests are made of each.
        files: of labelled needs.
        sessions: what was collected, of any index.
        made: how many requests are made of each index.
        seed: the same seed makes the same requests.
        wrong: how many wrong products a pair has at most.
        on_pair: is told (requests done, of how many).

    Raises:
        CatalogError: a labelled file that cannot be read.
        UsageError: one without the columns, or two indexes of one name.
    """
    shops = [Shop(advisor, wrong) for advisor in advisors]
    names = [shop.name for shop in shops]
    if len(set(names)) < len(names):
        raise UsageError(
            "Two of the indexes have the same name.", hint="Pairs are told apart by the names of their indexes' folders."
        )
    left_out = LeftOut()
    products = {name for shop in shops for name in shop.rows_by_name} if files else set()
    labelled = [need for file in files for need in read_labelled(file, products, left_out)]
    found = [*from_labelled(shops, labelled, left_out, seed=seed), *_of_sessions(shops, sessions, left_out, seed)]
    for number, shop in enumerate(shops):
        reach = partial(_reach, on_pair, number * made, len(shops) * made)
        found += from_catalog(shop, made, left_out, seed=seed, on_pair=reach)
    return list(_once(found, left_out)), left_out


def _reach(on_pair: Callable[[int, int], None], before: int, total: int, done: int) -> None:
    on_pair(before + done, total)


def _of_sessions(
    shops: Sequence[Shop], sessions: Sequence[CollectedSession], left_out: LeftOut, seed: int
) -> Iterator[TrainingPair]:
    """Pairs of what was collected, each session in its own index."""
    folders = {str(shop.advisor.index.folder.resolve()): shop for shop in shops}
    for session in sessions:
        shop = folders.get(session.index_folder)
        if shop is None:
            left_out.add("its index is not among those given", session.index_folder or "a session of no index")
        else:
            yield from from_collected(shop, [session], left_out, seed=seed)


def _once(pairs: Iterable[TrainingPair], left_out: LeftOut) -> Iterator[TrainingPair]:
    """Each need with each product once; what was said once a session, so that no pair hangs on who else said the same."""
    seen: set[tuple[str, str, str, str]] = set()
    for pair in pairs:
        key = (pair.session, pair.need.casefold(), pair.catalog, pair.product.id)
        if key in seen:
            left_out.add("it is there already", pair.need)
        else:
            seen.add(key)
            yield pair

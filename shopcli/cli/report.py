"""``shopcli report``: what shoppers looked for in vain, for the house; with ``--private``, in a form that can leave it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from shopcli.cli.common import open_index
from shopcli.cli.options import IndexOption, JsonOption, PlainOption
from shopcli.cli.programs.documents import SchemaOption, ViewOption, print_json

if TYPE_CHECKING:
    from shopcli.index import Index
    from shopcli.pipeline.personal.collected import Collected
    from shopcli.pipeline.personal.privacy_budget import PrivacyBudget
    from shopcli.train.evaluation.private_counts import PrivateDemand


def report(
    index: IndexOption = None,
    private: Annotated[
        float | None, typer.Option("--private", metavar="EPS", help="Differentially private counts, at the cost of EPS.")
    ] = None,
    budget: Annotated[
        float | None,
        typer.Option("--budget", metavar="EPS", help="What all private reports together may cost.", show_default="3"),
    ] = None,
    as_json: JsonOption = False,
    view: ViewOption = None,
    schema: SchemaOption = False,
    plain: PlainOption = False,
) -> None:
    """Report what was collected: requests that found nothing, words and fields that lack, products never found."""
    from shopcli.errors import UsageError
    from shopcli.pipeline.personal.collected import Collected, collected_path
    from shopcli.pipeline.personal.privacy_budget import budget_of, set_budget
    from shopcli.train.evaluation.demand import demand_of, lines_of

    console, opened = open_index(index, plain)
    if private is None and budget is None and not collected_path().is_file():
        raise UsageError("Nothing was collected.", hint="It is off by default; turn it on with: shopcli collect on")
    store = Collected()
    if budget is not None:
        set_budget(store, budget)
    if private is not None:
        made, lines = _private(store, opened, private)
    else:
        demand = demand_of(store.sessions(index_folder=str(opened.folder.resolve())), opened)
        made, lines = asdict(demand), list(lines_of(demand, opened))
    standing = budget_of(store)
    if as_json or view:
        print_json(made | {"budget": _budget_dict(standing)}, view)
    else:
        told = ["", f"Privacy budget: {standing.says}."] if private is not None or budget is not None else []
        console.message("\n".join([*lines, *told]))


def _private(store: Collected, index: Index, epsilon: float) -> tuple[dict[str, Any], list[str]]:
    """The private report; it is paid for before the data are looked at."""
    from shopcli.pipeline.personal.privacy_budget import spend
    from shopcli.train.evaluation.demand import contributions, filled_shares
    from shopcli.train.evaluation.private_counts import DELTA, need_opendp, private_demand, private_lines

    need_opendp()
    spend(store, epsilon, DELTA)
    filled = filled_shares(index)
    told = contributions(store.sessions(index_folder=str(index.folder.resolve())), index)
    demand: PrivateDemand = private_demand(told, list(filled), products=len(index), epsilon=epsilon)
    return asdict(demand), list(private_lines(demand, filled, str(index.folder)))


def _budget_dict(budget: PrivacyBudget) -> dict[str, float]:
    return {"epsilon": budget.epsilon, "delta": budget.delta, "spent_epsilon": budget.spent_epsilon, "left": budget.left}

"""The tools that an agent may call, each with its request and what carries it out; all of them only read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from shopcli.advisor import Advisor
from shopcli.render.as_json import answer_to_dict, attention_to_dict, hit_to_dict, need_to_dict
from shopcli.serve.agents.requests import AskAdvice, ExplainProduct, GetProduct, LookupCatalog, SearchCatalog
from shopcli.serve.agents.ucp_catalog import UcpCatalog
from shopcli.serve.asking import Asking, gathered
from shopcli.serve.messages import AskOptions, Event

_UCP = "Universal Commerce Protocol, catalog capability; prices are in minor units (cents)."


class Tool(NamedTuple):
    """One tool.

    Attributes:
        name: by which it is called.
        description: what it does, for the model that chooses.
        request: what its arguments are checked by.
        carry_out: gives the result as JSON has it, from an advisor and the checked arguments.
        writes: whether the writer may be needed.
    """

    name: str
    description: str
    request: type[BaseModel]
    carry_out: Callable[[Advisor, Any], dict[str, Any]]
    writes: Callable[[Any], bool] = lambda _: False


def _search(advisor: Advisor, call: SearchCatalog) -> dict[str, Any]:
    return UcpCatalog(advisor).search(call.catalog)


def _lookup(advisor: Advisor, call: LookupCatalog) -> dict[str, Any]:
    return UcpCatalog(advisor).lookup(call.catalog)


def _get_product(advisor: Advisor, call: GetProduct) -> dict[str, Any]:
    return UcpCatalog(advisor).get_product(call.catalog)


def ask_events(advisor: Advisor, call: AskAdvice) -> Iterator[Event]:
    """The answer, then the advice sentence by sentence."""
    answer = advisor.ask(call.request, top=call.top, text=False)
    yield answer
    yield from Asking(advisor, AskOptions(text=call.advice)).writing(answer)


def _ask(advisor: Advisor, call: AskAdvice) -> dict[str, Any]:
    return answer_to_dict(gathered(ask_events(advisor, call))[0])


def _explain(advisor: Advisor, call: ExplainProduct) -> dict[str, Any]:
    why = advisor.explain(advisor.understand(call.request), product_id=call.id)
    place = {"rank": why.rank, "candidates": why.candidates}
    return {"need": need_to_dict(why.need), "product": hit_to_dict(why.rank or 0, why.hit), **place} | {
        "attention": attention_to_dict(why.attention)
    }


TOOLS = {
    tool.name: tool
    for tool in (
        Tool("search_catalog", f"Search the shop's products by words, price and category. {_UCP}", SearchCatalog, _search),
        Tool(
            "lookup_catalog",
            f"Look up products by id, variant id, SKU or GTIN, several at once. {_UCP}",
            LookupCatalog,
            _lookup,
        ),
        Tool("get_product", f"One product in full, with its variants and options. {_UCP}", GetProduct, _get_product),
        Tool(
            "ask",
            "Ask the shop's advisor in the buyer's own words (English or Chinese): products that fit, what is met, missed "
            "and not known, the facts that say so, and advice of which each sentence was checked and cites its products by id.",
            AskAdvice,
            _ask,
            writes=lambda call: call.advice,
        ),
        Tool(
            "explain", "Why one product stands where it does for a need: each wish against each fact.", ExplainProduct, _explain
        ),
    )
}

"""What a request says makes no difference: it asks for nothing, and excludes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from shopcli.need.request import Found, Request


def indifferences(request: Request) -> Iterator[Found]:
    """The stretches that say so, each left aside: "size doesn't matter" is no wish to do without a size."""
    for match in request.language.indifferent.finditer(request.text):
        yield Found(match.start(), match.end(), is_aside=True)

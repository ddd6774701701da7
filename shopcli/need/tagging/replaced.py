"""The thing that a new one is to replace: what "my old kettle broke, I need a new one" asks for is a kettle."""

from __future__ import annotations

from shopcli.need.request import Request
from shopcli.need.thesaurus import open_thesaurus

_NEAR = 20  # characters before, in which a word that excludes is of it


def replaced_thing(request: Request) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Where the last thing is named before the words that ask for another of its kind, and where these stand, half open.

    None where nothing is to be replaced, or nothing before it is a thing that the thesaurus knows.
    """
    asked = request.language.replaces.search(request.text)
    if asked and request.language.excludes.search(request.text, max(0, asked.start() - _NEAR), asked.start()):
        return None  # "without buying a new one"
    things = open_thesaurus().named(request.text[: asked.start()]) if asked else ()
    if asked is None or not things:
        return None
    last = max(things, key=lambda thing: (thing.end, thing.end - thing.start))
    return (last.start, last.end), asked.span()

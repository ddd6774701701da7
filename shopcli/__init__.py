"""shopcli: an open-source shopping advisor for the terminal that runs on your own machine.

Everything public is reached from here; names are imported when they are first used, so that
``import shopcli`` costs nothing.

>>> from shopcli import Advisor                      # doctest: +SKIP
>>> Advisor.open("my-index").ask("outdoor sports watch").results[0].product.title   # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["Advisor", "Answer", "Need", "Product", "ShopcliError", "__version__"]

if TYPE_CHECKING:
    from shopcli.advisor import Advisor
    from shopcli.errors import ShopcliError
    from shopcli.types import Answer, Need, Product

_HOMES = {
    "Advisor": "shopcli.advisor",
    "Answer": "shopcli.types",
    "Need": "shopcli.types",
    "Product": "shopcli.types",
    "ShopcliError": "shopcli.errors",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module 'shopcli' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)

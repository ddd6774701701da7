"""What ``shopcli index`` says beside its own report: watched products whose price is reached."""

from __future__ import annotations

from collections.abc import Sequence

from shopcli.config import Settings
from shopcli.errors import ShopcliError


def after_index(settings: Settings) -> Sequence[str]:
    """Lines to be said once the index was updated; what cannot be checked is told, and undoes nothing."""
    from shopcli.pipeline.personal.watch_list import are_kept, met_lines
    from shopcli.pipeline.shop_rules.opening import open_shop

    if not are_kept():
        return ()
    try:
        return met_lines(open_shop(settings.index_path, settings))
    except ShopcliError as error:
        return [f"Watched prices were not checked. {error} {error.hint}"]

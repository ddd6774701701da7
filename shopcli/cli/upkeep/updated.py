"""What ``shopcli index`` says beside its own report: watched products whose price is reached."""

from __future__ import annotations

from collections.abc import Sequence

from shopcli.config import Settings


def after_index(settings: Settings) -> Sequence[str]:
    """Lines to be said once the index was updated."""
    from shopcli.pipeline.personal.watch_list import met_lines, watch_lists
    from shopcli.pipeline.shop_rules.opening import open_shop

    return met_lines(open_shop(settings.index_path, settings)) if any(True for _ in watch_lists()) else ()

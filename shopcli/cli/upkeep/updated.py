"""What ``shopcli index`` says beside its own report: watched products whose price is reached."""

from __future__ import annotations

from collections.abc import Sequence

from shopcli.config import Settings


def after_index(settings: Settings) -> Sequence[str]:
    """Lines to be said once the index was updated."""
    from shopcli.index import Index
    from shopcli.pipeline.personal.watch_list import met_lines

    return met_lines(Index(settings.index_path))

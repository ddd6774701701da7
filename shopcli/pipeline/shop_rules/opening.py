"""An index opened with the shop's own rules: what is always hidden is not in it, whoever reads it and whatever is counted."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopcli.config import Settings, cache_dir
from shopcli.errors import ShopcliError
from shopcli.index import Index
from shopcli.index.stores.opening import names_store, open_index, publish
from shopcli.types.rules import ShopRules

if TYPE_CHECKING:
    import numpy as np

    from shopcli.index.stores.store import OnRows, OpenedBy
    from shopcli.models.embedder.encoder import Encoder

RULES = "rules.toml"


def rules_path(folder: Path, settings: Settings) -> Path | None:
    """The file of rules: the one that the settings name, else `rules.toml` in the index folder; None where there is none."""
    if settings.rules:
        return Path(settings.rules)
    beside = folder / RULES
    return beside if beside.is_file() else None


def rules_stamp(folder: Path, settings: Settings) -> object:
    """What is another value once the file of rules has changed, come or gone."""
    path = rules_path(folder, settings)
    try:
        status = path.stat() if path else None
    except OSError:  # opening it says why
        return str(path)
    return (str(path), status.st_ino, status.st_mtime_ns, status.st_size) if status else None


def open_shop(folder: Path, settings: Settings) -> Index:
    """The index in a folder, or in the store that it stands for, with the rules that hold for it.

    Raises:
        IndexNotFound, IndexUnusable: as `Index`; StoreError among them.
        RulesError: the file of rules has a fault, or its rules leave nothing to be shown.
        ShopcliError: a copy of the index without what is hidden cannot be written.
    """
    path, stored = rules_path(folder, settings), settings if names_store(folder, settings) else None
    if path is None:
        return open_index(stored) if stored else Index(folder)
    from shopcli.pipeline.shop_rules.reading import read_rules  # which takes a while to load

    return with_rules(folder, read_rules(path), stored)


def with_rules(folder: Path, rules: ShopRules, stored: Settings | None = None) -> Index:
    """The index in a folder under some rules, or that of the store which ``stored`` names; see `open_shop`."""
    whole = open_index(stored, rules=rules) if stored else Index(folder, rules=rules)
    hidden = hidden_rows(whole, rules)
    if not hidden:
        return whole
    if stored:
        raise ShopcliError(
            f"Of what is in the store, {len(hidden):,} of {len(whole):,} products are hidden by a rule that came later.",
            hint="Write it anew with these rules: shopcli index CATALOG --store STORE",
        )
    return Index(_shelf(hidden, folder, whole, rules), rules=rules, stands_for=folder)


def publish_shop(settings: Settings, on_rows: OnRows | None = None, *, opened_by: OpenedBy | None = None) -> str:
    """Write the index folder that the settings name into their store, without what its rules always hide; see `publish`.

    What is hidden is not in the store then, whoever reads it there.
    """
    folder = settings.index_path
    path = rules_path(folder, settings)
    if path is None:
        return publish(settings, on_rows, opened_by=opened_by)
    from shopcli.pipeline.shop_rules.reading import read_rules

    rules = read_rules(path)
    whole = Index(folder, rules=rules)
    hidden = hidden_rows(whole, rules)
    shelf = _shelf(hidden, folder, whole, rules) if hidden else None
    return publish(settings, on_rows, folder=shelf, opened_by=opened_by)


def _shelf(hidden: Sequence[int], folder: Path, whole: Index, rules: ShopRules) -> Path:
    """The folder of the index without what is hidden."""
    if len(hidden) == len(whole):
        from shopcli.pipeline.shop_rules.reading import Fault, RulesError

        line = next(rule.line for rule in rules.moves if rule.kind == "hide")
        fault = Fault(line, "these rules hide every product.", "Name fewer of them in [[hide]].")
        raise RulesError(Path(rules.path), [fault])
    from shopcli.index.storage.shelf import shelf_without

    shelves = cache_dir() / "shelves" / hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    manifest = whole.manifest
    name = hashlib.sha256(repr((manifest.data, manifest.seal, tuple(hidden))).encode()).hexdigest()[:16]
    try:
        return shelf_without(hidden, folder, manifest, shelves, name, encoder=_LateEncoder(manifest))
    except OSError as error:
        raise ShopcliError(
            f"The index without what is hidden cannot be written: {error.filename or shelves}: {error.strerror}.",
            hint="Name a folder with room for it by SHOPCLI_CACHE_DIR.",
        ) from None


def hidden_rows(index: Index, rules: ShopRules) -> tuple[int, ...]:
    """The rows that are always hidden, ascending."""
    always = [rule for rule in rules.moves if rule.kind == "hide" and not rule.when]
    if not always:
        return ()
    from shopcli.pipeline.shop_rules.selections import Selections

    selections = Selections(index)
    return tuple(sorted({row for rule in always for row in selections.rows(rule)}))


class _LateEncoder:
    """The encoder of an index, loaded where a text has to be encoded, which hardly ever is so.

    Attributes:
        name, dim, digest: as those of an encoder.
    """

    def __init__(self, manifest: Any) -> None:
        self.name, self.dim, self.digest = manifest.embedder, manifest.dim, manifest.embedder_digest

    @cached_property
    def _encoder(self) -> Encoder:
        from shopcli.models.embedder.encoder import load_encoder

        return load_encoder(self.name)

    def encode(self, texts: Sequence[str], **options: Any) -> np.ndarray:
        """See `shopcli.models.embedder.encoder.Encoder.encode`."""
        return self._encoder.encode(texts, **options)

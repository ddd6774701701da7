"""The sample catalog, indexed with a tiny encoder, in folders of its own: commands run on it in this process."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from tests.here import run_here
from tests.tiny_models import make_folder

CATALOG = Path(__file__).parents[1] / "sample_catalog" / "products.json"


class ShopHome:
    """A home with a shop in it.

    Args:
        folder: where all of it lies.
        encoder: the folder of an encoder.
        catalog: what is indexed.
    """

    def __init__(self, folder: Path, encoder: Path, catalog: Path = CATALOG) -> None:
        self.folder, self.index = folder, folder / "index"
        asked = {name: value for name, value in os.environ.items() if "ACCESSIBLE" not in name}
        folders = {f"SHOPCLI_{name}_DIR": str(folder / name.lower()) for name in ("DATA", "RUNTIME")}
        files = {"SHOPCLI_CONFIG": str(folder / "config.toml"), "SHOPCLI_INDEX": str(self.index)}
        models = {"SHOPCLI_CACHE_DIR": str(encoder.parent / "cache"), "SHOPCLI_MODEL": str(folder / "writer")}
        self.environment = asked | folders | files | models | {"SHOPCLI_DEVICE": "cpu", "PIP_NO_INDEX": "1"}
        make_folder(folder / "writer")
        self.printed("index", catalog, "--embedder", encoder)

    def run(self, *arguments: object, stdin: str = "") -> Any:
        """What a command does: its streams and its exit code."""
        return run_here(*arguments, environment=self.environment, stdin=stdin)

    def printed(self, *arguments: object, stdin: str = "") -> str:
        """What a command prints that goes well."""
        done = self.run(*arguments, stdin=stdin)
        assert done.returncode == 0, (arguments, done.stderr)
        text: str = done.stdout
        return text

    def documents(self, *arguments: object, stdin: str = "") -> list[Any]:
        """The JSON that it prints, line by line."""
        return [json.loads(line) for line in self.printed(*arguments, stdin=stdin).splitlines()]

"""The house as it stands, read from the imports: rooms, floors, arrows, circles, files and lines.

``python tests/house.py`` prints it. A room is a folder or a module at the top of ``shopcli/``; an arrow is a room that imports
another, wherever in its files, also for types alone. The package's own ``__init__`` is the front door and no room.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

REPOSITORY = Path(__file__).parents[1]
# From the top: a room imports only what stands below it. docs/design.md says in a sentence what each is for.
FLOORS = (
    ("__main__",),
    ("cli",),
    ("serve", "train"),
    ("advisor", "indexer"),
    ("pipeline",),
    ("chat", "write"),
    ("catalog", "index", "need", "retrieve", "rerank", "render", "models"),
    ("text", "config"),
    ("types", "errors", "util"),
)


@dataclass(frozen=True)
class House:
    """The modules of a package, what each imports, and the rooms that they stand in.

    Args:
        package: the folder of the package.
    """

    package: Path

    @cached_property
    def files(self) -> dict[str, Path]:
        """Every module by its dotted name."""
        found = {}
        for path in sorted(self.package.rglob("*.py")):
            parts = (self.package.name, *path.relative_to(self.package).with_suffix("").parts)
            found[".".join(parts).removesuffix(".__init__")] = path
        return found

    @cached_property
    def imports(self) -> dict[str, set[str]]:
        """For every module the modules of the package that it imports, wherever in it."""
        return {module: set(self._imported(path)) - {module} for module, path in self.files.items()}

    def _imported(self, path: Path) -> Iterator[str]:
        for name in imports_of(path):
            if name in self.files:
                yield name
            elif name.rpartition(".")[0] in self.files:  # a name of a module
                yield name.rpartition(".")[0]

    def room(self, module: str) -> str:
        """The room that a module stands in; empty for the package itself."""
        return [*module.split("."), ""][1]

    @cached_property
    def rooms(self) -> dict[str, list[str]]:
        """The modules of each room."""
        found: dict[str, list[str]] = {}
        for module in self.files:
            if self.room(module):
                found.setdefault(self.room(module), []).append(module)
        return found

    @cached_property
    def arrows(self) -> dict[tuple[str, str], list[tuple[str, str]]]:
        """The pairs of rooms of which the first imports the second, with the modules that do."""
        found: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for module, imported in self.imports.items():
            for other in imported:
                pair = self.room(module), self.room(other)
                if all(pair) and pair[0] != pair[1]:
                    found.setdefault(pair, []).append((module, other))
        return found

    @cached_property
    def circle(self) -> list[str]:
        """Modules that import each other in a circle; empty where none do."""
        return circle_of({module: imported for module, imported in self.imports.items() if self.room(module)})

    @cached_property
    def floors(self) -> list[list[str]]:
        """The rooms from the top floor down, each as low as what it imports lets it; empty where rooms form a circle."""
        below = {room: {other for one, other in self.arrows if one == room} for room in self.rooms}
        if circle_of(below):
            return []
        height: dict[str, int] = {}
        for room in TopologicalSorter(below).static_order():
            height[room] = 1 + max((height[other] for other in below[room]), default=0)
        return [sorted(room for room in height if height[room] == at) for at in range(max(height.values()), 0, -1)]

    @cached_property
    def lines(self) -> dict[str, int]:
        """The number of lines of every module."""
        return {module: len(path.read_text(encoding="utf-8").splitlines()) for module, path in self.files.items()}

    @cached_property
    def entries(self) -> list[str]:
        """What stands at the top of the package."""
        return sorted(path.name for path in self.package.iterdir() if path.name != "__pycache__")


def imports_of(path: Path) -> Iterator[str]:
    """The dotted names that a file imports, wherever in it: modules, and names of modules as ``module.name``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def circle_of(arrows: Mapping[str, Collection[str]]) -> list[str]:
    """The names along one circle of a graph, the first again at the end; empty where there is none."""
    try:
        TopologicalSorter(arrows).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []


def sheet(house: House) -> Iterator[str]:
    """The house in lines of text."""
    yield f"entries at the top {len(house.entries)}, rooms {len(house.rooms)}, floors {len(house.floors)}"
    yield f"arrows between rooms {len(house.arrows)}, circle {' > '.join(house.circle) or 'none'}"
    yield f"files {len(house.files)}, lines {sum(house.lines.values()):,}"
    tests = sorted((REPOSITORY / "tests").rglob("*.py"))
    yield f"tests: files {len(tests)}, lines {sum(len(path.read_text(encoding='utf-8').splitlines()) for path in tests):,}"
    for number, rooms in zip(range(len(house.floors), 0, -1), house.floors, strict=True):
        told = (
            f"{room} ({len(house.rooms[room])} files, {sum(map(house.lines.__getitem__, house.rooms[room])):,} lines)"
            for room in rooms
        )
        yield f"floor {number}: {', '.join(told)}"
    biggest = sorted(house.lines, key=lambda module: -house.lines[module])[:10]
    yield "biggest: " + ", ".join(f"{module} {house.lines[module]}" for module in biggest)


if __name__ == "__main__":
    print("\n".join(sheet(House(REPOSITORY / "shopcli"))))

"""Needs told in words, with the things that serve them: a corpus by hand, from which the need encoder learns.

A block is the thing's names (English | Chinese | German), needs in English, one a line, a Chinese one behind "= ", and behind
"- " things that the same words lead to and that do not serve. Blank lines stand between blocks, "# " before a comment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from shopcli.errors import UsageError
from shopcli.need.thesaurus.entries import BETWEEN, LANGUAGES

_CHINESE, _WRONG, _COMMENT = "=", "- ", "# "
_FOLDER = Path(__file__).parents[1] / "needs_told"


@dataclass(frozen=True, slots=True)
class ToldNeeds:
    """A thing and needs that it serves.

    Attributes:
        english: the thing's names, the commonest first; `chinese` and `german` the same.
        needs: in English, as shoppers tell them.
        chinese_needs: the same in Chinese.
        wrong: names of things that serve none of them.
    """

    english: tuple[str, ...]
    chinese: tuple[str, ...]
    german: tuple[str, ...]
    needs: tuple[str, ...]
    chinese_needs: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


def shipped_needs() -> list[ToldNeeds]:
    """The needs that come with shopcli."""
    return [block for path in sorted(_FOLDER.glob("*.txt")) for block in read_needs(path)]


def read_needs(path: Path) -> list[ToldNeeds]:
    """The blocks of a file.

    Raises:
        UsageError: the file cannot be read, or a block has no names or no need.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}", hint="Name a text file in UTF-8.") from error
    return [_block(path, number, block) for number, block in _blocks(lines)]


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The blocks of lines, each with the number of its first one, from 1."""
    numbered = ((number, line.strip()) for number, line in enumerate(lines, start=1) if not line.startswith(_COMMENT))
    for is_text, block in groupby(numbered, key=lambda one: bool(one[1])):
        if is_text:
            (first, names), *rest = block
            yield first, [names, *(line for _, line in rest)]


def _block(path: Path, number: int, lines: Sequence[str]) -> ToldNeeds:
    names, *rest = lines
    english, chinese, german = (*map(_split, names.split(LANGUAGES.strip())), (), ())[:3]
    needs = tuple(line for line in rest if not line.startswith((_CHINESE, _WRONG)))
    if not english or not needs:
        hint = "A block is a line of names (English | Chinese | German) and below it needs, one a line."
        raise UsageError(f"{path}, line {number}: a block without names or needs.", hint=hint)
    wrong = [name for line in rest if line.startswith(_WRONG) for name in _split(line.removeprefix(_WRONG))]
    abroad = tuple(line.removeprefix(_CHINESE).strip() for line in rest if line.startswith(_CHINESE))
    return ToldNeeds(english, chinese, german, needs, abroad, tuple(wrong))


def _split(group: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, group.split(BETWEEN.strip()))))


def names_of(blocks: Iterable[ToldNeeds]) -> frozenset[str]:
    """All English names in some blocks, of what serves and of what does not."""
    return frozenset(name for block in blocks for name in (*block.english, *block.wrong))

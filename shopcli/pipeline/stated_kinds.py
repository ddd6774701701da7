"""Kinds that a catalog's fields state: types, tags, breadcrumbs, and each level of a category's path."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.index.kinds.table import Key
from shopcli.index.units.fields import label
from shopcli.text.scripts import has_han
from shopcli.util.lazy_regex import pattern

if TYPE_CHECKING:
    import numpy as np

# What fields are called that say what a thing is; all words of a name must be among these, so that no "package type" is one.
_NAMES = frozenset(
    "type types kind kinds product item article category categories subcategory sub section department group class tag tags "
    "breadcrumb breadcrumbs crumbs path name collection keyword keywords art gruppe sorte warengruppe kategorie produktart "
    "tipo categoría categoria catégorie rayon famille 类型 種類 种类 类别 分类 标签 商品类型".split()
)
_KIND_WORD = frozenset(_NAMES - {"product", "item", "article", "name", "path", "sub", "collection"})
_SORTS = frozenset(
    "other main theme themes genre genres style line series collection range subject topic department variety".split()
)
_ENDS_IN = ("类目", "分类", "类别", "品类", "类型", "系列", "主题", "题材")
_TAGS = frozenset("tag tags keyword keywords collection 标签".split())
_OPENINGS = tuple(_NAMES)
_WORDS = pattern(r"[^\W\d_]+")
_CAMEL = pattern(r"(?<=[a-z])(?=[A-Z])")
_LEVEL = pattern(r"\s*[>/|;»,、，；]\s*")
_SEVERAL = pattern(r"&|\b(?:and|und|or|oder)\b", re.IGNORECASE)
_LONGEST = 4  # words of a kind's name


class StatedKinds:
    """The kinds that the fields of one index state, by their stems."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._of_several = set[Key]()  # known with the places

    def rows(self, key: Key) -> np.ndarray | None:
        """The products of which a field says that they are of that kind, ascending; None where none says so."""
        return self._rows_of(self._places.get(key))

    def rows_of_a_value(self, key: Key) -> np.ndarray | None:
        """The products that are of that kind by any field that most products have: a theme, a grape, a genre."""
        return self._rows_of(self._places.get(key) or self._other_places.get(key))

    def rows_ending_in(self, key: Key) -> np.ndarray:
        """The products of which a field states a kind whose name ends so, ascending: "mens-watches" are watches."""
        import numpy as np

        sorts = [places for other, places in self._places.items() if other == key or self._is_sort_of(other, key)]
        return np.unique(
            np.concatenate([np.zeros(0, np.int64), *(rows for rows in map(self._rows_of, sorts) if rows is not None)])
        )

    def _is_sort_of(self, other: Key, key: Key) -> bool:
        """Whether a longer name ends in another: "mens-watches", and neither "wallets & belts" nor a "t-shirt"."""
        return other[-len(key) :] == key and len(other[-len(key) - 1]) > 1 and other not in self._of_several

    def _rows_of(self, places: Mapping[str, list[int]] | None) -> np.ndarray | None:
        import numpy as np

        if not places:
            return None
        columns = (self._index.columns.get(name) for name in places)
        found = [column.rows[np.isin(column.values, places[column.name])] for column in columns]
        return np.unique(np.concatenate(found)).astype(np.int64)

    @cached_property
    def is_chinese(self) -> bool:
        """Whether any of them is stated in Chinese."""
        return any(has_han(stem) for key in self._places for stem in key)

    def is_loose(self, key: Key) -> bool:
        """Whether only tags state a kind, which a shop sets where it thinks of it: others without the tag may be of it."""
        return all(not _TAGS.isdisjoint(_name_words(name)) for name in self._places.get(key, ()))

    @cached_property
    def _places(self) -> dict[Key, dict[str, list[int]]]:
        """The numbers of the values that state a kind, by its stems and the field."""
        columns = self._index.columns
        says_kinds = (name for name in columns.names if name == "category" or _says_kinds(name))
        return self._values_of(name for name in says_kinds if columns.kind(name) in ("choice", "text"))

    @cached_property
    def _other_places(self) -> dict[Key, dict[str, list[int]]]:
        return self._values_of(self._index.columns.dense_choices)

    def _values_of(self, fields: Iterable[str]) -> dict[Key, dict[str, list[int]]]:
        places: dict[Key, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        key_of = cache(lambda level: tuple(stem for stem, _ in self._index.words.spans(level)))  # paths share their levels
        for name in fields:
            for number, value in enumerate(self._index.columns.get(name).choices):
                for level in _LEVEL.split(value):
                    key = key_of(level)
                    if 0 < len(key) <= _LONGEST:
                        places[key][name].append(number)
                        self._of_several |= {key} if _SEVERAL.search(level) else set()
        return places


def _says_kinds(name: str) -> bool:
    """Whether a field of that name says what a thing is: "type", "ProductType", "sub_category"."""
    if name[:1].isalpha() and not name.lower().startswith(_OPENINGS):
        return False  # as most fields are, of which there may be thousands
    words = _name_words(name)
    return words <= _NAMES and not words.isdisjoint(_KIND_WORD)


def names_a_type(name: str) -> bool:
    """Whether a field of that name says of a thing what sort of it it is: "watch type", "product_type"."""
    words = [word.lower() for word in _WORDS.findall(_CAMEL.sub(" ", label(name)))]
    return bool(words) and words[-1] in _KIND_WORD - _TAGS


def names_a_sort(name: str) -> bool:
    """Whether a field of that name sorts things, as by what they are: "category", "theme", "genre"."""
    words = [word.lower().removeprefix("sub") for word in _WORDS.findall(_CAMEL.sub(" ", label(name)))]
    is_sort = bool(words) and words[-1] in _SORTS | _KIND_WORD and {*words} <= _NAMES | _SORTS
    return name == "category" or is_sort or name.endswith(_ENDS_IN)


def _name_words(name: str) -> set[str]:
    return {word.lower() for word in _WORDS.findall(_CAMEL.sub(" ", label(name)))}

"""Lists of variants that no shop system names: the objects inside records that hold what variants do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shopcli.catalog.cells.clean import is_missing
from shopcli.catalog.cells.flatten import holds_reviews
from shopcli.catalog.columns.names import MONEY_ROLES, fold_name, role_by_name, tags_of
from shopcli.catalog.variants.options import is_option

LIST = "variants"  # what such a list is called from here on
Item = Mapping[str, Any]
_MOST = 0.5  # of the records have the list
_NEARLY_ALL = 0.8  # of the lists with several entries, or of their codes
_FEW = 0.1  # of the codes, that lists of other records have too
_OPTION_CHARACTERS = 40  # a longer value is a sentence
_CODES = ("sku", "gtin", "mpn")
_STOCKS = ("availability", "stock")
_OFFERED = frozenset((*MONEY_ROLES, *_STOCKS, *_CODES, "id", "currency", "image"))
_OPTION_ROLES = ("size", "colour")
_NO_OPTION = frozenset(("date", "ordinal", "plumbing", "id", "code", "price", "people", "person", "digits", "rating"))
_LABEL = frozenset(("format", "name", "title", "label"))


@dataclass(frozen=True, slots=True)
class VariantList:
    """Where the records of a file list their variants, and what the entries' keys say.

    Attributes:
        name: the records' field.
        roles: what entries offer, price, stock, codes, each with the keys that say it, the best name first.
        options: what entries are told apart by, each with its key.
    """

    name: str
    roles: tuple[tuple[str, tuple[str, ...]], ...]
    options: tuple[tuple[str, str], ...]

    @property
    def prices(self) -> frozenset[str]:
        """The flat columns of what entries cost; one of them, a price before, may be of few."""
        return frozenset(f"{LIST} {_plain(role)}" for role, _ in self.roles if role in MONEY_ROLES)

    def is_in(self, record: Mapping[str, Any]) -> bool:
        """Whether a record has the list, with all that its entries are told apart by, and no variants besides."""
        items = record.get(self.name)
        if LIST in record or not isinstance(items, list) or not items:
            return False
        return all(isinstance(item, dict) and all(key in item for _, key in self.options) for item in items)

    def entry(self, item: Item) -> dict[str, Any]:
        """An entry with what it offers and is told apart by under names that are read like those of any shop system."""
        taken = {key for _, keys in self.roles for key in keys} | {key for _, key in self.options}
        read = {name: value for name, value in item.items() if name not in taken}
        for role, keys in self.roles:
            filled = next((item[key] for key in keys if _text(item.get(key))), None)
            if filled is not None:
                read[_plain(role)] = filled
        told = {name: text for name, key in self.options if (text := _text(item.get(key)))}
        return read | {"options": told} if told else read


def find_list(lists: Mapping[str, Sequence[Sequence[Item]]], records: int) -> VariantList | None:
    """The first of the fields whose lists are variants by what their entries hold, or None.

    Entries are variants where something is said of each that only a thing for sale has, a code of its own, a price, a stock,
    and where short values tell those of one list apart. Codes that other records list too are those of related products.

    Args:
        lists: field to the lists of objects that records have there.
        records: how many records there are.
    """
    usual = (name for name, found in lists.items() if len(found) >= _MOST * records and not holds_reviews(name))
    return next((found for name in usual if (found := _read(name, lists[name]))), None)


def _read(name: str, lists: Sequence[Sequence[Item]]) -> VariantList | None:
    several = [items for items in lists if len(items) > 1]
    keys = list(dict.fromkeys(key for items in lists for item in items for key in item))
    if not several:
        return None
    roles = _roles(name, keys)
    is_known, options = _options(name, keys, several, {key for found in roles.values() for key in found})
    codes = [key for role in _CODES for key in roles.get(role, ()) if _is_own(key, several)]
    is_offered = any(_is_filled(key, lists) for role in (*MONEY_ROLES, *_STOCKS) for key in roles.get(role, ()))
    if not options or "shop" in map(_role, keys) or not all(_is_of_one_record(key, lists) for key in codes):
        return None
    titled = any(_role(key) == "title" for key in keys if key not in options.values())
    is_list = (is_known or is_offered) if codes else (is_known and is_offered and not titled)
    offered = tuple((role, tuple(found)) for role, found in roles.items())
    return VariantList(name, offered, tuple(options.items())) if is_list else None


def _plain(role: str) -> str:
    return role.replace("_", " ")


def _roles(name: str, keys: Sequence[str]) -> dict[str, list[str]]:
    """What entries offer, each with its keys, the best name first."""
    ranked = sorted((rank, place, role, key) for place, key in enumerate(keys) for role, rank in [_meaning(key, name)])
    roles: dict[str, list[str]] = {}
    for _, _, role, key in ranked:
        if role in _OFFERED:
            roles.setdefault(role, []).append(key)
    return roles


def _meaning(key: str, name: str) -> tuple[str, float]:
    """(role, rank) of an entry's key, without the words of the list: the ``sizePrice`` of ``availableSizes`` is a price."""
    role, rank = role_by_name(key)
    if role:
        return role, rank
    listed, literal = tags_of(name), fold_name(name).split()
    rest = [word for word in fold_name(key).split() if word not in literal and not _says_only(word, listed - {"?"})]
    return role_by_name(" ".join(rest)) if rest else ("", 0.0)


def _role(key: str) -> str:
    return role_by_name(key)[0]


def _says_only(word: str, tags: Iterable[str]) -> bool:
    return bool(tags_of(word)) and tags_of(word) <= frozenset(tags)


def _options(
    name: str, keys: Sequence[str], several: Sequence[Sequence[Item]], taken: Iterable[str]
) -> tuple[bool, dict[str, str]]:
    """Whether a name says that they are options, and what tells entries apart, option to key; none where nothing does."""
    differing = [key for key in keys if key not in taken and _differs(key, several)]
    known: dict[str, str] = {}
    for key in differing:
        if option := _known_option(key, keys) or (_option_of_list(name) if _is_label(key) else ""):
            known.setdefault(option, key)
    if known and (_are_told_apart(known.values(), several) or not _others(differing, known)):
        return True, known
    told = dict(known)
    for key in _others(differing, known):
        told.setdefault(_rest(key, keys), key)
        if _are_told_apart(told.values(), several):
            return bool(known), told
    return bool(known), known


def _others(differing: Iterable[str], known: Mapping[str, str]) -> list[str]:
    """The keys whose names do not say that they are options, and nothing else either."""
    apart = (key for key in differing if key not in known.values() and not _role(key) and not _is_label(key))
    return [key for key in apart if _NO_OPTION.isdisjoint(tags_of(key))]


def _known_option(key: str, keys: Sequence[str]) -> str:
    """The option that a key names, ``size`` of ``sizeValue`` and of ``variantSize`` among others of variants; else empty."""
    rest = _rest(key, keys)
    role = _role(rest)
    if role in _OPTION_ROLES:
        return role
    return rest if is_option(rest) and not _is_label(rest) else ""


def _option_of_list(name: str) -> str:
    """The option that a list is called by: ``size`` of ``availableSizes``; else empty."""
    words = fold_name(name).split()
    for said in (" ".join(words), words[-1] if words else ""):
        if (role := _role(said)) in _OPTION_ROLES:
            return role
        if option := next((form for form in (said, said.removesuffix("s")) if form and is_option(form)), ""):
            return option
    return ""


def _rest(key: str, keys: Sequence[str]) -> str:
    """A key without the words that all keys share, and without one such as *value* behind others."""
    shared = frozenset.intersection(*(frozenset(fold_name(other).split()) for other in keys)) if len(keys) > 1 else frozenset()
    words = [word for word in fold_name(key).split() if word not in shared] or fold_name(key).split()
    while len(words) > 1 and _says_only(words[-1], ("format",)):
        words.pop()
    return " ".join(words)


def _is_label(key: str) -> bool:
    return _says_only(key, _LABEL)


def _differs(key: str, several: Sequence[Sequence[Item]]) -> bool:
    """Whether a key holds short values, and different ones within a list."""
    values = [item.get(key) for items in several for item in items if not _is_blank(item.get(key))]
    if not all(isinstance(value, (str, int, float)) and not isinstance(value, bool) for value in values):
        return False
    if any(len(text) > _OPTION_CHARACTERS or "://" in text for text in map(_text, values)):
        return False
    return any(len({_text(item.get(key)) for item in items} - {""}) > 1 for items in several)


def _are_told_apart(keys: Iterable[str], several: Sequence[Sequence[Item]]) -> bool:
    """Whether the values of keys are others for each entry, in nearly all lists."""
    keys = list(keys)
    apart = sum(len({tuple(_text(item.get(key)) for key in keys) for item in items}) == len(items) for items in several)
    return apart >= _NEARLY_ALL * len(several)


def _is_own(key: str, several: Sequence[Sequence[Item]]) -> bool:
    """Whether a key holds a value of its own for each entry of nearly all lists."""
    filled = [[text for item in items if (text := _text(item.get(key)))] for items in several]
    own = sum(len(set(texts)) == len(texts) > 1 for texts in filled)
    return own >= _NEARLY_ALL * len(several)


def _is_of_one_record(key: str, lists: Sequence[Sequence[Item]]) -> bool:
    """Whether few codes are in two lists that are not the same one, and few lists in two records."""
    distinct = {tuple(text for item in items if (text := _text(item.get(key)))) for items in lists} - {()}
    counts = Counter(code for codes in distinct for code in set(codes))
    repeated = sum(count > 1 for count in counts.values())
    filled = sum(any(_text(item.get(key)) for item in items) for items in lists)
    return repeated <= _FEW * len(counts) and len(distinct) >= _NEARLY_ALL * filled


def _is_filled(key: str, lists: Sequence[Sequence[Item]]) -> bool:
    return any(not _is_blank(item.get(key)) for items in lists for item in items)


def _is_blank(value: Any) -> bool:
    return value is None or (isinstance(value, str) and (not value.strip() or is_missing(value.strip())))


def _text(value: Any) -> str:
    """A value as it is compared and shown; empty where it says nothing."""
    if _is_blank(value) or isinstance(value, (dict, list, bool)):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()

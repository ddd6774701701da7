"""One record as flat columns: nested objects, lists and JSON inside a cell become ``name -> scalar``.

Containers that merely hold attributes ("specifications", "features") drop their name; others keep it in front of what they
hold ("dimensions width"). Where a dropped name would hide a column of the record itself, it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from shopcli.catalog.columns.names import fold_name, holds_reviews, role_by_name, tags_of
from shopcli.catalog.wordlists import split_words

Scalar = str | float | int | bool | None
_CONTAINERS = split_words(
    "attributes|attribute|attrs|attr|specifications|specification|specs|spec|technical specifications|"
    "technical details|tech specs|properties|property|props|features|feature|details|detail|product details|params|"
    "parameters|parameter|param|options|option|meta|metadata|metafields|custom fields|extra|additional|"
    "additional properties|additional property|additional attributes|overview|product overview|info|node|source|data|"
    "fields|eigenschaften|"
    "merkmale|technische daten|details produit|caracteristiques|proprietes|caracteristicas|propiedades|"
    "especificaciones|especificaciones tecnicas|especificacoes|especificacoes tecnicas|caracteristicas tecnicas|atributos|"
    "ficha tecnica|fiche technique|caracteristiques techniques|specifiche|specifiche tecniche|caratteristiche|"
    "scheda tecnica|kenmerken|specificaties|parametry|specyfikacja|dane techniczne|atrybuty|characteristics|"
    "характеристики|параметры|свойства|атрибуты|ozellikler|teknik ozellikler|仕様|スペック|사양|"
    "属性|参数|规格|规格参数|商品属性|商品参数|产品参数|特征|详细信息"
)
_WRAPPERS = split_words("product|item|produkt|produit|producto|prodotto|produto|товар|商品|产品")
_OF_RECORDS = ("_type", "_key", "_weak", "_strengthenOnPublish")  # what Sanity says of an object
_REFERENCE = "_ref"
_OFFERS = frozenset(("offers", "offer", "variants", "variant", "has variant", "skus"))
_KEYS = ("name", "key", "label", "attribute", "attribute name", "param name", "title", "property", "名称", "属性", "属性名")
_VALUES = ("value", "values", "val", "attribute value", "options", "option", "terms", "choices", "值", "属性值", "内容")
_UNITS = ("unit", "uom", "unit code", "einheit", "unite", "单位")
_TEXT_FORMS = ("plain", "plaintext", "text", "markdown", "html")  # one text, written in several ways
_ALL_TEXT_FORMS = frozenset(_TEXT_FORMS)
_AMOUNTS = ("amount", "value", "price", "gross", "net")
_TEXTS = (
    *("text", "body", "review", "review text", "review body", "content", "comment", "message", "quote", "summary"),
    *("title", "name", "value", "src", "url"),
)
_HIDDEN = ("@", "__")  # JSON-LD and GraphQL speak of the record there, not of the product
_WRITTEN_OUT = ('{"', '["', '[{"')
_PYTHON = re.compile(r"[\[{]\s*[\[{(]?\s*['\"]")
_ENTRIES = re.compile(r"\s*([a-z][a-z0-9-]*)__[a-z0-9][a-z0-9-]*\s*(?:;\s*\1__[a-z0-9][a-z0-9-]*\s*)*")
_PHRASE = 5  # words: what is longer in the mean is told in sentences, which commas do not part
_LONGEST_NAME, _FEWEST_PAIRS = 40, 3  # characters of a name, and pairs that show that they are some
_DEPTH = 6
_COLUMNS = 1000
_JOINED = 5000
_ENDS = (".", "!", "?", "。", "！", "？")


class Money(NamedTuple):
    """An amount with its currency, as ``{"amount": 12.5, "currency": "EUR"}`` gave it."""

    amount: str | float
    currency: str

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


def flatten(record: Mapping[str, Any], *, cells: bool = False) -> dict[str, Any]:
    """The record's columns in their order, those that hold anything, at most `_COLUMNS`.

    Args:
        record: field to any JSON value.
        cells: whether text that is a JSON object or list is opened too, as in a table's cell.
    """
    flat: dict[str, Any] = {}
    own = record.keys()
    for name, value in record.items():
        if is_hidden(name):
            continue
        if cells and isinstance(value, str) and value:
            value = opened(value) if value[0] in "{[" else _without_keys(value) if "__" in value else value
        else:
            value = _read_out(value)
        if isinstance(value, (dict, list)):
            _spread(flat, str(name), value, own, 1)
        elif value is not None and value != "":
            flat[name] = value
    return dict(list(flat.items())[:_COLUMNS]) if len(flat) > _COLUMNS else flat


def is_hidden(name: Any) -> bool:
    """Whether a field speaks of the record and not of the product."""
    return isinstance(name, str) and name.startswith(_HIDDEN)


def _read_out(value: Any) -> Any:
    """What a shop system keeps of a field as text, ``{"value": 250, "unit": "cm"}``; any other value itself."""
    is_some = isinstance(value, str) and value.startswith(_WRITTEN_OUT) and len(value) <= _JOINED
    return opened(value) if is_some else value


def _without_keys(cell: str) -> str:
    """A shop system's entries without the name of their list: ``fabric__cotton; fabric__fine-wool`` → "cotton, fine wool"."""
    if not _ENTRIES.fullmatch(cell):
        return cell
    return ", ".join(entry.partition("__")[2].replace("-", " ") for entry in cell.split(";"))


def opened(cell: str) -> Any:
    """What a cell that is JSON, or what Python writes of a list or a dictionary, holds; the cell itself where it is neither."""
    from shopcli.catalog.forms.json_text import parse_json

    if cell.rstrip()[-1:] not in "}]":
        return cell
    try:
        return parse_json(cell)
    except ValueError:
        return _as_python_writes(cell)


def _as_python_writes(cell: str) -> Any:
    """What ``str()`` of a list or a dictionary of Python left in a cell, ``['a', 'b']``; the cell itself where it is none."""
    if not _PYTHON.match(cell):
        return cell
    from shopcli.catalog.forms.lines import parse_python

    try:
        return parse_python(cell)
    except ValueError:
        return cell


def _spread(flat: dict[str, Any], name: str, value: Any, own: Any, depth: int) -> None:
    """Put ``value`` into ``flat`` under ``name``, opened as far as it goes."""
    if depth > _DEPTH and isinstance(value, (dict, list)):
        _put(flat, name, _joined(value.values() if isinstance(value, dict) else value, ", "), depth)
    elif isinstance(value, dict):
        _spread_object(flat, name, value, own, depth)
    elif isinstance(value, list):
        _spread_list(flat, name, value, own, depth)
    else:
        _put(flat, name, value, depth)


def _put(flat: dict[str, Any], name: str, value: Scalar | Money, depth: int) -> None:
    if value is not None and value != "" and not (depth > 1 and name in flat):
        flat[name] = value


def _spread_object(flat: dict[str, Any], name: str, value: dict[str, Any], own: Any, depth: int) -> None:
    if "_type" in value:
        value = {key: inner for key, inner in value.items() if key not in _OF_RECORDS}
        inner = next(iter(value.values()), None)
        if len(value) == 1 and isinstance(inner, str):  # a reference, a slug
            _put(flat, name, _referred(name, inner) if _REFERENCE in value else inner, depth)
            return
    quantity = _quantity(value)
    if quantity is None and value.keys() <= _ALL_TEXT_FORMS:
        quantity = _first_of(_TEXT_FORMS, value)
    if quantity is not None:
        _put(flat, name, quantity, depth)
        _spread_members(flat, name, {key: inner for key, inner in value.items() if _is_of_stock(key)}, own, depth)
    else:
        _spread_members(flat, name, {key: inner for key, inner in value.items() if not is_hidden(key)}, own, depth)


def _referred(name: str, key: str) -> str:
    """What a key of another record spells, without the field's name or its beginning in front: category "cat-oil-lamps"."""
    head, _, rest = key.partition("-")
    return (rest if rest and len(head) > 1 and fold_name(name).startswith(head.lower()) else key).replace("-", " ")


def _spread_members(flat: dict[str, Any], name: str, members: Mapping[str, Any], own: Any, depth: int) -> None:
    dropped = fold_name(name) in _CONTAINERS or (depth == 1 and _wraps(name, members, own))
    for key, inner in members.items():
        column, inner = key if dropped and key not in own else f"{name} {key}", _read_out(inner)
        if isinstance(inner, (dict, list)):
            _spread(flat, column, inner, own, depth + 1)
        else:
            _put(flat, column, inner, depth + 1)


def _wraps(name: str, members: Mapping[str, Any], own: Any) -> bool:
    """Whether an object is the product itself, within a record that says more than that of it: its reviews, what is like it."""
    if fold_name(name) not in _WRAPPERS or any(role_by_name(key)[0] == "title" for key in own if key != name):
        return False
    return any(role_by_name(key)[0] == "title" for key in members)


def _is_of_stock(key: str) -> bool:
    """Whether an offer's member says more than its price: whether it can be had, and in which condition."""
    return role_by_name(key)[0] in ("availability", "stock", "condition")


def _folded(record: Mapping[str, Any]) -> dict[str, Any]:
    return {fold_name(key): inner for key, inner in record.items()}


def _first_of(names: Iterable[str], by_name: Mapping[str, Any], kind: type | tuple[type, ...] = str) -> Any:
    """What stands under the first of ``names`` that holds a value of ``kind``, or None."""
    return next((by_name[name] for name in names if isinstance(by_name.get(name), kind)), None)


def _quantity(value: dict[str, Any]) -> Money | str | None:
    """``{"amount": 12.5, "currency": "EUR"}`` and ``{"value": 3, "unit": "kg"}`` as one value each, else None."""
    if not 1 <= len(value) <= 4:
        return None
    by_name = _folded(value)
    amount = _first_of(_AMOUNTS, by_name, (int, float, str))
    if amount is None or isinstance(amount, bool):
        return None
    for key, inner in by_name.items():
        if role_by_name(key)[0] == "currency" and isinstance(inner, str):
            return Money(amount, inner)
        if key in _UNITS and isinstance(inner, str) and len(by_name) == 2:
            return f"{amount} {inner}".strip()
    only_value = len(by_name) == 1 and next(iter(by_name)) in ("value", "amount")
    return Money(amount, "") if only_value else None


def _spread_list(flat: dict[str, Any], name: str, values: list[Any], own: Any, depth: int) -> None:
    objects = [value for value in values if isinstance(value, dict)]
    if holds_reviews(name) and not _pairs(objects) and any(isinstance(value, (str, dict)) for value in values):
        _put(flat, name, _joined(map(_review, values), " | "), depth)
    elif not objects:
        if _are_pairs(name, values):
            _spread_members(flat, name, dict(reversed(values)), own, depth)
            return
        paths = [_joined(value, " > ") for value in values if isinstance(value, list)]
        joint = " > " if "crumbs" in tags_of(name) else _joint(values)  # a path, and no list of categories
        _put(flat, name, _joined(paths, " | ") if len(paths) == len(values) else _joined(values, joint), depth)
    elif pairs := _pairs(objects):
        _spread_members(flat, name, pairs, own, depth)
    elif fold_name(name) in _OFFERS:
        _spread_object(flat, name, objects[0], own, depth)  # the first offer speaks for the product
    else:
        _put(flat, name, _joined((_text_of(value) for value in values), " | "), depth)


def _are_pairs(name: str, values: Sequence[Any]) -> bool:
    """Whether the lists in a list are names with values, and no categories' paths: ``[["Weight", "1.2 kg"], ...]``."""
    if len(values) < _FEWEST_PAIRS or not all(map(_is_pair, values)):
        return False
    return len({value[0] for value in values}) == len(values) and role_by_name(name)[0] not in ("category", "tags")


def _is_pair(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and isinstance(value[0], str)
        and 0 < len(value[0]) <= _LONGEST_NAME
        and not isinstance(value[1], (list, dict))
    )


def _review(value: Any) -> str:
    """A review on one line, without the bar that parts two: one of several paragraphs is still one."""
    return " ".join(_text_of(value).replace("|", "/").split())


def _joint(values: Sequence[Any]) -> str:
    """What parts the items of a list: a bar where they are sentences or nearly, else a comma."""
    texts = [value.rstrip() for value in values if isinstance(value, str)]
    words = sum(len(text.split()) for text in texts)
    ended = sum(text.endswith(_ENDS) for text in texts)
    return " | " if texts and (words > _PHRASE * len(texts) or 2 * ended > len(texts)) else ", "


def _pairs(objects: list[dict[str, Any]]) -> dict[str, Any]:
    """A list of ``{name, value}`` objects as one object, values of a repeated name joined; {} where it is none."""
    pairs: dict[str, Any] = {}
    for item in objects:
        by_name = _folded(item)
        key = _first_of(_KEYS, by_name)
        value = next((name for name in _VALUES if name in by_name), None)
        if key is None or value is None:
            return {}
        inner = _listed(by_name[value])
        unit = _first_of(_UNITS, by_name)
        if unit and isinstance(inner, (str, int, float)):
            inner = f"{inner} {unit}"
        pairs[key] = f"{pairs[key]}, {inner}" if key in pairs and not isinstance(inner, (dict, list)) else inner
    return pairs


def _listed(value: Any) -> Any:
    """What a pair holds; of a list of named choices (``[{"value": "M"}, {"value": "L"}]``) the choices' names."""
    if isinstance(value, list) and any(isinstance(choice, dict) for choice in value):
        return _joined((_text_of(choice) for choice in value), ", ")
    return value


def _text_of(value: Any) -> str:
    """What an object in a list has to say: its text where it has one, else its values."""
    if not isinstance(value, dict):
        return _scalar_text(value)
    by_name = _folded(value)
    texts = [by_name[key] for key in _TEXTS if isinstance(by_name.get(key), str) and by_name[key].strip()]
    return texts[0] if texts else _joined(value.values(), ", ")


def _joined(values: Any, separator: str) -> str:
    """The scalars of ``values`` as one text, cut where no shopper reads on."""
    texts = (_scalar_text(value).strip() for value in values)
    return separator.join(text for text in texts if text)[:_JOINED]


def _scalar_text(value: Any) -> str:
    if value is None or isinstance(value, (dict, list)):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(int(value)) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else str(value)

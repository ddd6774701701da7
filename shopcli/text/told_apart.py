"""What products of one title are told apart by (referring expressions): "16 GB", "black", a value or two of their records."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from shopcli.text.tokens import measure_of
from shopcli.types import Product, Value, show_value
from shopcli.util.lazy_regex import pattern

_MOST = 2  # fields
_LONGEST, _SPOKEN = 28, 20  # characters of a value, and of one that stands in a sentence
# Fields that tell records apart and not things, and what is said of a thing by others.
_NO_PROPERTY = pattern(
    r"\b(?:ids?|no|nr|row|sku|ean|gtin|upc|isbn|asin|mpn|codes?|urls?|links?|images?|pictures?|dates?|added|updated|descriptions?|titles?"
    r"|names?|slug|tags?|keywords?|ratings?|reviews?|stars?|votes?|stock|availability|sold|sales|views|rank|prices?|discounts?"
    r"|reductions?|sellers?|suppliers?|articles?|models?|part numbers?|numbers?)\b",
    re.IGNORECASE,
)
# What shoppers choose one of several by, before all else.
_CHOSEN_BY = "colou?r size flavou?r capacity memory ram storage volume quantity pack material length width weight".split()
_JOINTS = {"in": r"\bcolou?r|\bsize", "of": r"\b(?:capacity|volume|quantity|weight|length|width|pack)\b"}
_GLUED = pattern(r"(\d+(?:[.,]\d+)?)([^\W\d_]+)")
_DATE = pattern(r"\d{4}-\d\d?-\d\d?|\d\d?[./]\d\d?[./]\d{4}")
_CODE = pattern(r"(?=\S*\d)(?=\S*[A-Za-z])[\w./-]{7,}")


def told_apart(products: Sequence[Product]) -> Mapping[str, str]:
    """By id what each product of a title that several have differs in: "black", "16 GB, 512 GB SSD"."""
    groups: dict[str, list[Product]] = {}
    for product in products:
        groups.setdefault(product.title.casefold().strip(), []).append(product)
    return {key: text for group in groups.values() if len(group) > 1 for key, text in _differences(group).items()}


def spoken_apart(products: Sequence[Product]) -> Mapping[str, str]:
    """The same with a name in a sentence, its place as {}: "{} in black", "16 GB {}"; of what is told apart by one value."""
    groups: dict[str, list[Product]] = {}
    for product in products:
        groups.setdefault(product.title.casefold().strip(), []).append(product)
    spoken: dict[str, str] = {}
    for group in groups.values():
        for name in _fields(group)[:1] if len(group) > 1 else ():
            if _is_of_no_meaning(name, group):
                continue
            phrases = [_spoken(name, product) for product in group]
            if len(set(phrases)) == len(group) and all(len(phrase) <= _SPOKEN for phrase in phrases):
                spoken |= dict(zip((product.id for product in group), phrases, strict=True))
    return spoken


def _is_of_no_meaning(name: str, group: Sequence[Product]) -> bool:
    """Whether a field holds bare numbers and is none that people choose by: "ratio: 0.45"."""
    is_chosen_by = _choice(name) < len(_CHOSEN_BY)
    return not is_chosen_by and any(re.fullmatch(r"[\d.,]+", show_value(product.attributes[name])) for product in group)


def without_telling(text: str, product: Product) -> str:
    """A name without what tells the product apart beside it, where that is a value of its record; else as it is."""
    for name in product.attributes:
        before, mark, behind = _spoken(name, product).partition("{}") if _is_property(name) else ("", "", "")
        if mark and text.endswith(said := f"（{_shown(name, product.attributes[name])}）"):
            return text.removesuffix(said)
        if mark and text.startswith(before) and text.endswith(behind) and len(text) > len(before) + len(behind):
            return text[len(before) : len(text) - len(behind)]
    return text


def in_brackets(text: str, product: Product) -> str:
    """The same name with what tells the product apart behind it in brackets, where English joins it by a small word.

    >>> in_brackets("Vellum 14 of 1.3 kg", Product("1", "Vellum 14", attributes={"weight": "1.3 kg"}))
    'Vellum 14（1.3 kg）'
    """
    bare = without_telling(text, product)
    behind = text[len(bare) :] if text.startswith(bare) else ""
    joint = next((one for one in _JOINTS if behind.startswith(f" {one} ")), "")
    return f"{bare}（{behind[len(joint) + 2 :]}）" if joint else text


def _spoken(name: str, product: Product) -> str:
    text = _shown(name, product.attributes[name])
    if not text or isinstance(product.attributes[name], bool):
        return f"{{}} {text}" if text else ""
    joint = next((joint for joint, names in _JOINTS.items() if re.search(names, _label(name), re.IGNORECASE)), "")
    if not joint and text.startswith(_label(name).lower()):
        joint = "with"  # a bare number: "the Fen with memory 32"
    return f"{{}} {joint} {text}" if joint else f"{text} {{}}"


def _differences(group: Sequence[Product]) -> dict[str, str]:
    telling = _telling(group)
    fields = _fields(group)
    return {product.id: ", ".join(telling[name][at] for name in fields) for at, product in enumerate(group)} if fields else {}


def _fields(group: Sequence[Product]) -> list[str]:
    """The field that tells most of a group apart, and one more where it leaves some alike."""
    telling = _telling(group)
    order = sorted(telling, key=lambda name: (-len(set(telling[name])), _choice(name)))
    fields = order[:1]
    while fields and len(fields) < _MOST:
        known = _forms(telling, fields)
        more = next((name for name in order if _forms(telling, [*fields, name]) > known), None)
        if more is None:
            break
        fields.append(more)
    return fields


def _choice(name: str) -> int:
    """The place of a field among those that shoppers choose by."""
    label = _label(name)
    places = (at for at, word in enumerate(_CHOSEN_BY) if re.search(rf"\b{word}s?\b", label, re.IGNORECASE))
    return next(places, len(_CHOSEN_BY))


def _forms(telling: Mapping[str, Sequence[str]], fields: Sequence[str]) -> int:
    """How many forms some fields tell apart."""
    return len(set(zip(*(telling[name] for name in fields), strict=True)))


def _telling(group: Sequence[Product]) -> dict[str, list[str]]:
    """What each says under the fields that all have and that differ."""
    shown = {
        name: [_shown(name, product.attributes.get(name)) for product in group]
        for name in group[0].attributes
        if _is_property(name)
    }
    return {name: values for name, values in shown.items() if all(values) and len(set(values)) > 1}


def _is_property(name: str) -> bool:
    return not _NO_PROPERTY.search(_label(name))


def _label(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[_/.-]", " ", name).strip()


def _shown(name: str, value: Value | None) -> str:
    """A value as it stands in brackets; empty for none, for prose, for lists, for dates and for codes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return f"{'with' if value else 'without'} {_label(name).lower()}"
    text = " ".join(show_value(value).split())
    if (glued := _GLUED.fullmatch(text)) and measure_of(glued[2]):
        text = f"{glued[1]} {glued[2]}"
    if not text or len(text) > _LONGEST or re.search(r"[,;(){}|]", text) or _CODE.fullmatch(text) or _DATE.fullmatch(text):
        return ""
    return f"{_label(name).lower()} {text}" if re.fullmatch(r"[\d.,]+", text) else text

"""Options: what tells the variants of a product apart, as columns of their own or as pairs of a name and a value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from shopcli.catalog.columns.names import fold_name, role_by_name
from shopcli.catalog.wordlists import split_words

# What a variant's column is called, folded, in the languages that catalogs come in.
_SIZES = split_words(
    "size|sizes|size name|grosse|groesse|konfektionsgrosse|schuhgrosse|taille|pointure|talla|tamano|taglia|misura|"
    "tamanho|maat|rozmiar|размер|beden|尺码|尺寸|大小|サイズ|shoe size|clothing size|apparel size"
)
_COLOURS = split_words(
    "colour|color|colours|colors|colour name|color name|farbe|couleur|coloris|colore|cor|kleur|kolor|цвет|renk|颜色|"
    "顏色|カラー|色"
)
_OTHERS = split_words(
    "material|materials|materiau|matiere|materiale|materiaal|материал|malzeme|材质|pattern|muster|motif|capacity|"
    "kapazitat|capacite|capacidad|capacita|storage|storage capacity|容量|pack|pack size|package size|packung|"
    "packungsgrosse|packaging|gebinde|quantity per pack|pack quantity|servings|serving count|servings per container|portions|"
    "net weight|net content|volume|inhalt|"
    "contenance|规格|flavour|flavor|geschmack|gout|sabor|gusto|smaak|вкус|口味|scent|fragrance|duft|length|lange|"
    "longueur|style|finish|variant|variation|variante|option|options|version|edition|ausfuhrung|format|model variant|"
    "款式|型号规格|cup|cup size|width fitting|fit|sleeve|inseam|strength|dosage|voltage|plug|power plug|shade|nuance|"
    "dimension|abmessung"
)
_WORDS = _SIZES | _COLOURS | _OTHERS
_PREFIXES = split_words("product products item items article artikel produkt variant variants variation option attribute")
# Halves of a pair: ``Option1 Name`` and ``Option1 Value``, ``Attribute 2 name`` and ``Attribute 2 value(s)``.
_HALF = re.compile(
    r"(?P<stem>.*?)\s*"
    r"(?P<half>names?|groups?|keys?|labels?|titles?|types?|values?|value s|wert|werte|wert e|visible|global|default|"
    r"linked to|swatch|sichtbar|standard)"
)
_COUNTED = re.compile(r"(names?|values?) (\d+)$")  # Squarespace: ``Option Name 1``, ``Option Value 1``
# The same where the half leads: ``Valeur(s) de l'attribut 1``, ``NOME VARIANTE 1``.
_LEADING = {
    **dict.fromkeys("nom nombre nome naam nazwa имя название name".split(), "name"),
    **dict.fromkeys(
        "valeur valeurs valor valores valore valori waarde waarden wartosc wartosci значение значения".split(), "value"
    ),
    **dict.fromkeys("value values".split(), "value"),
    **dict.fromkeys("tipo type typ тип".split(), "type"),
}
_LED = re.compile(
    rf"(?P<half>{'|'.join(_LEADING)})(?: (?:s|es|de|del|dell|della|di|do|da|du|des|van|of|l|la|le|el|der))* (?P<stem>\S.*)"
)
_STEM_WORDS = split_words(
    "option options attribute attributes variation variations variant variants property properties spec specs "
    "specification specifications feature features characteristic attribut merkmal eigenschaft caracteristique "
    "caracteristica atributo attributo opcion opcao opzione optie opcja optionsets variante varianten varianti variantes "
    "variazione variacion variacao wariant atrybut kenmerk атрибут атрибута вариант варианта"
)
_NAMES = ("name", "names", "group", "groups", "key", "keys", "label", "labels", "title", "titles", "type", "types")
_VALUES = ("value", "values", "value s", "wert", "werte", "wert e")
_LISTED = {"attribute name type position": "value value position"}  # PrestaShop: "Size:select:0, Colour:color:1"
_LIST = re.compile(r"\s*\|\s*")
_DEFAULT = ("title", "default title")  # what Shopify writes where there is nothing to choose


@lru_cache(maxsize=65536)
def is_option(name: str) -> bool:
    """Whether a column's name says that its values are what variants differ in: a size, a colour, a pack."""
    words = fold_name(name).split()
    while len(words) > 1 and " ".join(words) not in _WORDS and words[0] in _PREFIXES:
        words = words[1:]
    return " ".join(words) in _WORDS


@dataclass(frozen=True, slots=True)
class Pair:
    """Two columns that are one attribute, and what stands beside them and says nothing of the product.

    Attributes:
        name: the column that holds the attribute's name.
        value: the column that holds its value.
        beside: columns such as ``Attribute 1 visible``.
        of_lists: whether both hold lists of ``a:b, c:d``, of which the first parts count.
    """

    name: str
    value: str
    beside: tuple[str, ...] = ()
    of_lists: bool = False


def find_pairs(columns: Iterable[str]) -> tuple[Pair, ...]:
    """The pairs among a file's columns, in their order."""
    halves: dict[str, dict[str, str]] = {}
    folded = {fold_name(column): column for column in columns}
    for name, column in folded.items():
        match = _HALF.fullmatch(_COUNTED.sub(r"\2 \1", name)) or _LED.fullmatch(name)
        if match and not _STEM_WORDS.isdisjoint(re.sub(r"\d+", " ", match["stem"]).split()):
            halves.setdefault(match["stem"].strip(), {})[_LEADING.get(match["half"], match["half"])] = column
    pairs = []
    for found in halves.values():
        own_name = next((found[half] for half in _NAMES if half in found), None)
        value = next((found[half] for half in _VALUES if half in found), None)
        if own_name and value:
            beside = tuple(column for column in found.values() if column not in (own_name, value))
            pairs.append(Pair(own_name, value, beside))
    pairs += [
        Pair(folded[name], folded[value], of_lists=True)
        for name, value in _LISTED.items()
        if name in folded and value in folded
    ]
    return tuple(pairs)


class PairJoiner:
    """Makes one column of each pair, row by row; a row without a name has that of the row before it.

    Args:
        pairs: the file's.
    """

    def __init__(self, pairs: tuple[Pair, ...]) -> None:
        self._pairs = pairs
        self._names: dict[str, str] = {}

    def begin(self) -> None:
        """Forget the names: the next row is another product's."""
        self._names.clear()

    def join(self, flat: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
        """A flat row where pairs are columns, and of these the names with the text of each."""
        joined = dict(flat)
        options: dict[str, str] = {}
        for pair in self._pairs:
            value = joined.pop(pair.value, None)
            name = joined.pop(pair.name, None)
            for column in pair.beside:
                joined.pop(column, None)
            said = "" if name is None else str(name).strip()
            name = self._names[pair.value] = said or self._names.get(pair.value, "")
            if value is not None and name and str(value).strip():
                options.update({_usual(name): text for name, text in _named(name, value, pair.of_lists).items()})
        for name, text in options.items():
            joined.setdefault(name, text)
        return joined, options


@lru_cache(maxsize=4096)
def _usual(name: str) -> str:
    """An option's name as all products have it, whatever language or case one was written in: ``Farbe``, ``COLOR``."""
    role = role_by_name(name)[0]
    return role if role in ("colour", "size") else name


def _named(name: str, value: Any, of_lists: bool) -> dict[str, str]:
    text = str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
    if of_lists:
        names, values = ([part.split(":")[0].strip() for part in either.split(",")] for either in (name, text))
    else:
        names, values = _LIST.split(name), _LIST.split(text)
    if len(names) == len(values) > 1:
        return {key: part for key, part in zip(names, values, strict=True) if key and part}
    nothing = (name.casefold(), text.casefold()) == _DEFAULT or not text
    return {} if nothing else {name: text}

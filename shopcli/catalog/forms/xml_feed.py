"""Product feeds in XML: RSS 2.0, Atom and Google Merchant's, and any other whose records are one element that repeats.

The parser is expat behind defusedxml: no entities, nothing fetched, and no tree; an element is forgotten once it was read. So a
feed may be of any size. What is no XML but commonly stands in feeds is mended on the way: a bare &, the names of HTML's
characters, control characters.
"""

from __future__ import annotations

import codecs
import html.entities
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TextIO

from shopcli.catalog.forms.files import open_text, repair_line
from shopcli.catalog.forms.places import Place
from shopcli.catalog.forms.refused import Refusal, refuse
from shopcli.catalog.forms.tables import Row
from shopcli.errors import CatalogError

_CHUNK = 1 << 16
_DEEPEST = 100
_MOST_PARTS, _COUNTED_PARTS = 20_000, 200
_MOST_CHARACTERS = 4_000_000
_SAMPLED_RECORDS = 1000
_SAMPLED_CHARACTERS = 4 * 1024 * 1024
_MOST_TAGS = 5000
_DECLARED = re.compile(r"<\?xml[^>]{0,200}?\bencoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AMPERSAND = re.compile(r"&(?:(?P<own>amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});|(?P<name>[A-Za-z][A-Za-z0-9]{1,31});)?")
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_LONGEST_ENTITY = 40
_UNITS = ("unit", "uom", "unitcode", "currency", "currencycode", "pricecurrency", "curr", "ccy")
_PAIR = (
    "param",
    "parameter",
    "attribute",
    "property",
    "feature",
    "spec",
    "specification",
    "option",
    "detail",
    "custom_attribute",
)
_NO_CATALOG = {
    "svg": "an image (SVG)",
    "plist": "a file of settings (plist)",
    "urlset": "a site map",
    "sitemapindex": "a site map",
    "wsdl": "a description of a service (WSDL)",
    "schema": "an XML schema",
    "kml": "a map (KML)",
    "project": "a project's settings",
}
_CATEGORY, _KEYS_OF_CATEGORIES = "category", ("categoryid", "category_id")
_MOST_LEVELS = 8  # of categories within categories
_RECORDS_NAMES = frozenset(
    ("item", "entry", "product", "offer", "shopitem", "article", "artikel", "produkt", "produit", "producto", "prodotto")
)


@dataclass(slots=True)
class _Node:
    tag: str
    line: int
    attributes: dict[str, str]
    text: list[str] = field(default_factory=list)
    children: list[_Node] = field(default_factory=list)
    google: bool = False


class _Events:
    """The parser's target: counts the tree, or builds the records, an element at a time.

    Args:
        records: the names of the elements that are records; None to count what elements there are.
    """

    def __init__(self, records: frozenset[str] | None) -> None:
        self._records, self._depth = records, 0
        self._open: list[_Node] = []
        self._parts = self._characters = 0
        self.parser: Any = None
        self.done: list[tuple[_Node, str]] = []
        self.tags: dict[str, _Tag] = {}
        self.root = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _TooDeep
        name = tag.rpartition("}")[2]
        self.root = self.root or name
        if self._records is None or self._open or name in self._records:
            self._begin(tag, name, attributes)

    def _begin(self, tag: str, name: str, attributes: dict[str, str]) -> None:
        if self._records is not None and not self._open:
            self._parts = self._characters = 0
        self._parts += 1
        kept = {
            key.rpartition("}")[2]: value
            for key, value in attributes.items()
            if value and not key.startswith(("{http://www.w3", "xml"))
        }
        node = _Node(name, self.parser.parser.CurrentLineNumber, kept, google="base.google.com" in tag)
        most = _MOST_PARTS if self._records is not None else _COUNTED_PARTS
        if self._open and (len(self._open[-1].children) if self._records is None else self._parts) <= most:
            self._open[-1].children.append(node)
        self._open.append(node)

    def data(self, text: str) -> None:
        """Text within an element."""
        if self._open:
            self._characters += len(text)
            if self._records is None:
                self._open[-1].text[:] = [text] if text.strip() or not self._open[-1].text else self._open[-1].text
            elif self._characters <= _MOST_CHARACTERS:
                self._open[-1].text.append(text)

    def end(self, _tag: str) -> None:
        """An element ends."""
        self._depth -= 1
        if not self._open:
            return
        node = self._open.pop()
        if self._records is None:
            self._count(node)
        elif not self._open:
            too_many = self._parts > _MOST_PARTS or self._characters > _MOST_CHARACTERS
            self.done.append((node, "an element too large for a product" if too_many else ""))

    def _count(self, node: _Node) -> None:
        if node.tag not in self.tags and len(self.tags) >= _MOST_TAGS:
            return
        tag = self.tags.setdefault(node.tag, _Tag(len(self.tags)))
        tag.count += 1
        if tag.count <= _SAMPLED_RECORDS:
            leaves = {child.tag for child in node.children if not child.children} | set(node.attributes)
            tag.fields += len(leaves)
            tag.names |= leaves
        node.children = node.children[:1]

    def close(self) -> None:
        """The document ends."""


@dataclass(slots=True)
class _Tag:
    order: int
    count: int = 0
    fields: int = 0
    names: set[str] = field(default_factory=set)


class _TooDeep(Exception):
    """Elements within elements beyond any feed."""


def declared_encoding(sample: str, found: str) -> str:
    """The encoding that the declaration names, where Python knows it and the bytes do not say otherwise."""
    declared = _DECLARED.match(sample.lstrip("\ufeff \r\n\t"))
    if declared is None or found.startswith("utf-16") or found in ("utf-32", "utf-8-sig"):
        return found
    try:
        name = codecs.lookup(declared.group(1)).name
        "".encode(name)
    except (LookupError, ValueError, TypeError, UnicodeError):
        return found
    western = name in ("iso8859-1", "ascii")
    return found if name.startswith("utf") or (western and found != "utf-8") else ("cp1252" if western else name)


def find_feed(place: Place, encoding: str) -> frozenset[str]:
    """The names of the elements that are a feed's records: the one that repeats and has most fields.

    Raises:
        CatalogError: XML that is broken from the start, that declares entities, or that holds no records.
    """
    events = _Events(None)
    try:
        for characters in _feed(place, encoding, events):
            if characters > _SAMPLED_CHARACTERS:
                break
    except _Broken as error:
        if not any(tag.count > 1 for tag in events.tags.values()):
            hint = "Export it again; each element must end, and & is written &amp;."
            raise CatalogError(f"{place} is not valid XML: {error}.", hint=hint) from None
    if events.root in _NO_CATALOG:
        raise refuse(place, Refusal(_NO_CATALOG[events.root], "Export the catalog's products."))
    best = _best(events.tags, events.root)
    if best is None:
        raise CatalogError(
            f"{place} is XML without products.", hint="Expected one element that repeats, with a name or a title in it."
        )
    return frozenset((best,))


def _best(tags: dict[str, _Tag], root: str) -> str | None:
    from shopcli.catalog.columns.names import role_by_name

    def rank(item: tuple[str, _Tag]) -> tuple[bool, bool, float, int]:
        name, tag = item
        roles = {role_by_name(field_name)[0] for field_name in tag.names}
        titled = "title" in roles
        known = name.lower() in _RECORDS_NAMES
        return titled and ("price" in roles or known), titled, tag.fields / min(tag.count, _SAMPLED_RECORDS), -tag.order

    fit = {name: tag for name, tag in tags.items() if name != root and (tag.count > 1 or name.lower() in _RECORDS_NAMES)}
    fit = {name: tag for name, tag in fit.items() if tag.fields >= 2 * min(tag.count, _SAMPLED_RECORDS) * 0.75}
    alone = {name: tag for name, tag in tags.items() if tag.fields >= 2}
    chosen = max((fit or alone).items(), key=rank, default=None)
    return chosen[0] if chosen and (rank(chosen)[1] or fit) else None


def feed_rows(place: Place, encoding: str, records: frozenset[str]) -> Iterator[Row]:
    """The records of a feed; where it breaks, the last row says so.

    Raises:
        CatalogError: XML that declares entities, or that is broken before its first record.
    """
    events = _Events(records | {_CATEGORY})
    named = _Categories(apart=_CATEGORY not in records)
    met = False
    try:
        for _ in _feed(place, encoding, events):
            for row in named.rows(events.done):
                met = True
                yield row
            events.done.clear()
    except _Broken as error:
        for row in named.rows(events.done):
            met = True
            yield row
        if not met:
            raise CatalogError(f"{place} is not valid XML: {error}.", hint="Export it again.") from None
        yield Row(error.line, None, f"broken XML: {error}; what follows is not read")


class _Categories:
    """The categories that a feed lists by their keys, as YML does, and the records that have but the keys.

    Args:
        apart: whether they are listed, rather than being the records themselves.
    """

    def __init__(self, *, apart: bool) -> None:
        self._apart = apart
        self._listed: dict[str, tuple[str, str]] = {}  # key to name and the key of what it is within

    def rows(self, done: list[tuple[_Node, str]]) -> Iterator[Row]:
        """The rows of the elements that are records, each with its category's name."""
        for node, reason in done:
            if self._apart and node.tag == _CATEGORY:
                self._list(node)
            else:
                yield Row(node.line, None, reason) if reason else Row(node.line, self._named(_record(node)))

    def _list(self, node: _Node) -> None:
        folded = {name.lower(): value for name, value in node.attributes.items()}
        name = "".join(node.text).strip()
        if name and "id" in folded:
            self._listed[folded["id"]] = (name, folded.get("parentid", ""))

    def _named(self, record: dict[str, Any]) -> dict[str, Any]:
        if not self._listed or _CATEGORY in record:
            return record
        key = next((value for name, value in record.items() if name.lower() in _KEYS_OF_CATEGORIES), None)
        key = key[0] if isinstance(key, list) and key else key
        path = self._path(str(key).strip()) if key is not None else ""
        return {**record, _CATEGORY: path} if path else record

    def _path(self, key: str) -> str:
        names: list[str] = []
        while key in self._listed and len(names) < _MOST_LEVELS:
            name, key = self._listed[key]
            names.insert(0, name)
        return " > ".join(names)


class _Broken(Exception):
    """XML that cannot be read on."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def _feed(place: Place, encoding: str, events: _Events) -> Iterator[int]:
    """Feed the parser, yielding how many characters it has had.

    Raises:
        CatalogError: entities are declared.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    parser = DefusedXMLParser(target=events)
    events.parser = parser
    characters = 0
    with open_text(place, encoding) as file:
        try:
            for chunk in _Mended(file):
                parser.feed(chunk)
                characters += len(chunk)
                yield characters
            parser.close()
            yield characters
        except DefusedXmlException:
            hint = "Export the feed without a document type; nothing in it is expanded or fetched."
            raise CatalogError(f"{place} is XML that declares entities, which are not read.", hint=hint) from None
        except _TooDeep:
            raise CatalogError(
                f"{place} is XML nested deeper than {_DEEPEST} elements.", hint="Export the feed again."
            ) from None
        except ParseError as error:
            raise _Broken(str(error).partition(":")[0], error.position[0]) from None
        except (ValueError, LookupError, AssertionError) as error:  # names or encodings that expat knows and Python does not
            raise _Broken(str(error)[:80] or "not well-formed", parser.parser.CurrentLineNumber) from None


class _Mended:
    """A feed's text in pieces, with what XML forbids mended outside of CDATA."""

    def __init__(self, file: TextIO) -> None:
        self._file, self._quoted = file, False

    def __iter__(self) -> Iterator[str]:
        rest, first = "", True
        while chunk := self._file.read(_CHUNK):
            text = rest + repair_line(chunk)[0]
            if first:
                text, first = text.lstrip("\ufeff \r\n\t"), False
            text, rest = _cut(text)
            if text:
                yield self._mend(text)
        if rest:
            yield self._mend(rest)

    def _mend(self, text: str) -> str:
        text = _FORBIDDEN.sub(" ", text)
        if "&" not in text and not self._quoted and _CDATA not in text:
            return text
        pieces = []
        while text:
            mark = _CDATA_END if self._quoted else _CDATA
            before, found, text = text.partition(mark)
            pieces.append(before if self._quoted else _AMPERSAND.sub(_entity, before))
            pieces.append(found)
            self._quoted = self._quoted != bool(found)
        return "".join(pieces)


def _cut(text: str) -> tuple[str, str]:
    """The text up to where an entity or the mark of a CDATA section may be cut in two, and the rest."""
    tail = text[-_LONGEST_ENTITY:]
    at = max(tail.rfind("&"), tail.rfind("<"), tail.rfind("]"))
    if at > 0 and tail[at] == "]" and tail[at - 1] == "]":
        at -= 1
    if at < 0 or (tail[at] == "&" and ";" in tail[at:]):
        return text, ""
    cut = len(text) - len(tail) + at
    return text[:cut], text[cut:]


def _entity(match: re.Match[str]) -> str:
    if match["own"]:
        return match.group()
    if match["name"] and (character := html.entities.html5.get(f"{match['name']};")):
        return character if character not in "&<" else ("&amp;" if character == "&" else "&lt;")
    return f"&amp;{match.group()[1:]}"


def _record(node: _Node) -> dict[str, Any]:
    value = _value(node)
    return value if isinstance(value, dict) else {node.tag: value}


def _value(node: _Node) -> Any:
    """An element as text, a dictionary or a list."""
    if not node.children:
        return _leaf(node)
    own = "".join(node.text).strip()
    if own:  # running text with marks in it
        return _all_text(node)
    tags = {child.tag for child in node.children}
    if tags <= {"language", "translation", "locale"}:
        return _value(node.children[0])
    fields: dict[str, Any] = {}
    if pairs := _named_pairs(node):
        return pairs
    for child in (
        sorted(node.children, key=lambda child: not child.google) if any(c.google for c in node.children) else node.children
    ):
        _add(fields, child)
    if len(fields) == 1 and not node.attributes and _is_plural(node.tag, next(iter(fields))):
        inner = _unmarked(next(iter(fields.values())))
        return inner if isinstance(inner, (list, str)) else [inner]
    for name, value in node.attributes.items():
        fields.setdefault(name, value)
    return {name: _unmarked(value) for name, value in fields.items()}


def _named_pairs(node: _Node) -> list[dict[str, str]]:
    """The children of an element as names with values, where that is all they are: ``<a name="Power">65 W</a>``; else []."""
    pairs = []
    for child in node.children:
        folded = {name.lower(): value for name, value in child.attributes.items()}
        text = "".join(child.text).strip() or folded.get("value", "")
        if child.children or child.tag != node.children[0].tag or "name" not in folded:
            return []
        if text:
            pairs.append({"name": folded["name"].strip(), "value": text})
    return pairs if len({pair["name"] for pair in pairs}) == len(pairs) else []


def _add(fields: dict[str, Any], child: _Node) -> None:
    value = _value(child)
    if value in ("", None):
        return
    if child.tag not in fields:
        pair = isinstance(value, dict) and child.tag.lower() in _PAIR
        fields[child.tag] = [value] if pair else value
    elif child.google or not isinstance(fields.get(child.tag), _Google):
        before = fields[child.tag]
        if isinstance(before, list):
            before.append(value)
        else:
            fields[child.tag] = [before, value]
    if child.google and isinstance(fields[child.tag], str):
        fields[child.tag] = _Google(fields[child.tag])


class _Google(str):
    """A text that Google's own element gave; the feed's general one of the same name does not add to it."""

    __slots__ = ()


def _unmarked(value: Any) -> Any:
    """A value whose texts are plain ones, which can be laid aside and hashed as others can."""
    if isinstance(value, list):
        return [_unmarked(inner) for inner in value]
    return str(value) if isinstance(value, _Google) else value


def _leaf(node: _Node) -> Any:
    text, attributes = "".join(node.text).strip(), node.attributes
    if not attributes:
        return text
    folded = {name.lower(): value for name, value in attributes.items()}
    if "name" in folded and (text or "value" in folded) and node.tag.lower() in _PAIR:
        pair = {"name": folded["name"], "value": text or folded["value"]}
        return pair | ({"unit": folded["unit"]} if "unit" in folded else {})
    if text:
        units = {name: value for name, value in attributes.items() if name.lower() in _UNITS}
        return {"value": text, **units} if units else text
    return folded.get("href", attributes)


def _all_text(node: _Node) -> str:
    pieces = [*node.text, *map(_all_text, node.children)]
    return " ".join(" ".join(pieces).split())


def _is_plural(tag: str, inner: str) -> bool:
    outer, inner = tag.lower(), inner.lower()
    return outer != inner and (
        outer.startswith(inner.rstrip("y")) or outer in ("images", "pictures", "photos", "media", "list")
    )

"""The collections of one version of an index, and what their fields are.

``NAME`` is an alias. It points to ``NAME_v_VERSION``, the catalog document in pieces; beside it lie ``…_products`` and
``…_facts``. Whoever asks resolves the alias once and then reads that version alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shopcli.index.stores.milvus.connection import Connection
from shopcli.index.stores.milvus.features import features_of

MOST_FIELDS = 48  # of the 64 that a collection of Milvus may have unless it is told otherwise
LONGEST_TEXT = 65_535  # bytes of a VARCHAR
AT_ONCE = 16_384  # the most that Milvus returns of a query or a search
_INDEXED_FIELDS = 16  # to make each index is waited for; few rows are gone through in no time without
SOME = 2  # numbers of a vector that nothing is looked for by: each collection must have one


@dataclass(frozen=True, slots=True)
class VersionNames:
    """The collections of one version.

    Attributes:
        name: the alias.
        version: 12 hexadecimal digits.
    """

    name: str
    version: str

    @property
    def document(self) -> str:
        return f"{self.name}_v_{self.version}"

    @property
    def products(self) -> str:
        return f"{self.document}_products"

    @property
    def facts(self) -> str:
        return f"{self.document}_facts"

    @property
    def all(self) -> tuple[str, ...]:
        """Each of them; the document, by which a version is known, goes first when it is removed."""
        return self.document, self.products, self.facts


def version_of(name: str, collection: str) -> str:
    """The version that a collection is the document of; empty where it is none of that name."""
    found = re.fullmatch(rf"{re.escape(name)}_v_([0-9a-f]{{12}})", collection)
    return found[1] if found else ""


def field_name(number: int) -> str:
    """The scalar field that a column is in; columns may be called anything, fields of Milvus may not."""
    return f"c{number}"


def create_version(connection: Connection, names: VersionNames, dim: int, n_fields: int, *, exact: bool) -> None:
    """Make the collections of a version that are not there yet; ``exact`` has a search look at every product."""
    from pymilvus import DataType, MilvusClient

    server = features_of(connection.server_version)
    for collection in (names.products, names.facts, names.document):
        if connection.call("has_collection", collection):
            continue
        schema = MilvusClient.create_schema(auto_id=False, enable_dynamic_field=False)
        index = MilvusClient.prepare_index_params()
        if collection == names.document:
            schema.add_field("piece", DataType.VARCHAR, is_primary=True, max_length=512)
            schema.add_field("text", DataType.VARCHAR, max_length=LONGEST_TEXT)
        else:
            schema.add_field("row", DataType.INT64, is_primary=True)
        if collection == names.products:
            schema.add_field("record", DataType.VARCHAR, max_length=LONGEST_TEXT)
            for number in range(n_fields):
                schema.add_field(field_name(number), DataType.DOUBLE, nullable=server.leaves_empty)
                if not exact and number < _INDEXED_FIELDS and server.inverts:
                    index.add_index(field_name(number), index_type="INVERTED")
        schema.add_field("vector", DataType.FLOAT_VECTOR, dim=SOME if collection == names.document else dim)
        # Facts are read by their number alone; what is searched of many products, is as the server sees fit.
        kind = "FLAT" if exact or collection != names.products else "AUTOINDEX"
        index.add_index("vector", index_type=kind, metric_type="IP")
        connection.call("create_collection", collection, schema=schema, index_params=index)


def drop_version(connection: Connection, names: VersionNames) -> None:
    """Remove the collections of a version."""
    for collection in names.all:
        connection.call("drop_collection", collection)


def versions(connection: Connection, name: str) -> tuple[str, ...]:
    """The versions in a store whose document is there, in the order of their names."""
    found: Sequence[Any] = connection.call("list_collections")
    return tuple(sorted(version for collection in found if (version := version_of(name, str(collection)))))


def current_version(connection: Connection, name: str) -> str:
    """The version that the alias points to; empty where there is none."""
    for version in versions(connection, name):
        told = connection.call("list_aliases", VersionNames(name, version).document)
        if name in told["aliases"]:
            return version
    return ""


def switch_alias(connection: Connection, name: str, version: str) -> None:
    """Let the alias point to a version, in one step."""
    document = VersionNames(name, version).document
    method = "alter_alias" if current_version(connection, name) else "create_alias"
    connection.call(method, document, name)

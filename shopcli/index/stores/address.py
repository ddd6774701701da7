"""Where a store is: ``milvus:URI#COLLECTION``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from shopcli.errors import UsageError
from shopcli.util.store_uri import SCHEME, URLS, key_of_store, normal_store, without_secrets

_COLLECTION = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,199}")  # of the 255 characters that Milvus allows, our versions take some
_FILE = ".db"
_EXAMPLE = "milvus:http://localhost:19530#shop"


@dataclass(frozen=True, slots=True)
class StoreAddress:
    """A store, named by the user.

    Attributes:
        uri: a server or cluster, or the absolute path of a file of milvus-lite.
        collection: the name that the index goes by there: an alias, which points to the version that is asked.
    """

    uri: str
    collection: str

    @classmethod
    def parse(cls, text: str) -> StoreAddress:
        """Read ``milvus:URI#COLLECTION``.

        Raises:
            UsageError: it is written in another way; the message says how.
        """
        uri, mark, collection = text.removeprefix(SCHEME).rpartition("#")
        if not text.startswith(SCHEME) or not mark or not uri:
            raise UsageError(
                f"{without_secrets(text)!r} names no store.", hint=f"Write milvus:URI#COLLECTION, such as {_EXAMPLE}"
            )
        if not _COLLECTION.fullmatch(collection):
            hint = f"Use letters, digits and underscores, such as {_EXAMPLE}"
            raise UsageError(f"{collection!r} is no name of a collection.", hint=hint)
        if not uri.startswith(URLS) and ("://" in uri or not uri.endswith(_FILE)):
            hint = f"Name a server, such as {_EXAMPLE}, or a file, such as milvus:shop{_FILE}#{collection}"
            raise UsageError(f"{without_secrets(uri)!r} is neither a URL nor a file of milvus-lite.", hint=hint)
        return cls(*normal_store(text).removeprefix(SCHEME).rsplit("#", 1))

    def __str__(self) -> str:
        return f"{SCHEME}{without_secrets(self.uri)}#{self.collection}"

    @property
    def is_file(self) -> bool:
        """Whether it is a file of milvus-lite, which one process at a time may open."""
        return not self.uri.startswith(URLS)

    @property
    def key(self) -> str:
        """What its folders on this machine are called: 16 hexadecimal digits."""
        return key_of_store(str(self))

"""How a store is named, ``milvus:URI#COLLECTION``, and what stands for it in the names of folders."""

from __future__ import annotations

from pathlib import Path

SCHEME = "milvus:"
URLS = ("http://", "https://", "tcp://", "unix:")


def normal_store(store: str) -> str:
    """A store's name as it is from any folder: the path of a file is absolute."""
    uri, mark, collection = store.removeprefix(SCHEME).rpartition("#")
    if not mark or uri.startswith(URLS) or "://" in uri:
        return store
    return f"{SCHEME}{Path(uri).expanduser().resolve()}#{collection}"


def key_of_store(store: str) -> str:
    """What a store's folders on this machine are called, 16 hexadecimal digits; no secret is in it."""
    import hashlib

    return hashlib.sha256(without_secrets(normal_store(store)).encode()).hexdigest()[:16]


def without_secrets(store: str) -> str:
    """A store or its URI as it may be shown: without the name and password that it may hold."""
    before, mark, rest = store.partition("://")
    host, slash, path = rest.partition("/")
    return f"{before}{mark}{host.rpartition('@')[2]}{slash}{path}" if mark and "@" in host else store

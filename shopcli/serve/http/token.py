"""The bearer token (RFC 6750) that a caller has to know: of the environment, else drawn once and kept in a private file."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from shopcli.config import data_dir
from shopcli.errors import ShopcliError, UsageError

VARIABLE = "SHOPCLI_HTTP_TOKEN"
_SHORTEST = 16  # characters
_BYTES = 32
_LONGEST = 4096


def token_file() -> Path:
    """Where the token is kept between runs."""
    return data_dir() / "http-token"


def load_token() -> tuple[str, Path | None]:
    """The token, and the file that has it; None where the environment does.

    Raises:
        UsageError: one that is short, or that no header can hold.
        ShopcliError: a file that others can read, or none that can be read or made.
    """
    if given := os.environ.get(VARIABLE, ""):
        return _checked(given, VARIABLE), None
    path = token_file()
    try:
        with suppress(FileExistsError):
            _draw(path)
        return _checked(_private_text(path), str(path)), path
    except OSError as error:
        hint = f"Give a token of your own by {VARIABLE}."
        raise ShopcliError(f"The token file {path} cannot be used: {error.strerror}.", hint=hint) from None


def is_token(said: str, token: str) -> bool:
    """Whether what a caller says is the token; how long it takes tells nothing of how much of it is right."""
    hashes = (hashlib.sha256(text.encode("utf-8", "surrogateescape")).digest() for text in (said, token))
    return hmac.compare_digest(*hashes)


def _draw(path: Path) -> None:
    """Make the file, whole, with a token that nobody can guess.

    Raises:
        FileExistsError: there is one.
    """
    if path.exists():
        raise FileExistsError
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    number = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(number, "w", encoding="ascii", newline="\n") as file:
            file.write(f"{secrets.token_urlsafe(_BYTES)}\n")
        _place(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _place(beside: Path, path: Path) -> None:
    """Give a finished file its name, unless another process did so first."""
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:  # a disk without links
        beside.replace(path)


def _private_text(path: Path) -> str:
    with path.open(encoding="utf-8", errors="replace") as file:
        status = os.fstat(file.fileno())
        if os.name == "posix" and (status.st_uid != os.getuid() or stat.S_IMODE(status.st_mode) & 0o077):
            hint = f"Remove it, and a new one is made; or keep it by: chmod 600 {path}"
            raise ShopcliError(f"Others than you can read the token in {path}.", hint=hint)
        return file.read(_LONGEST).strip()


def _checked(token: str, origin: str) -> str:
    if len(token) < _SHORTEST or not token.isascii() or not token.isprintable() or " " in token:
        hint = f"It needs {_SHORTEST} letters and digits or more, with no blank."
        raise UsageError(f"The token of {origin} is too short, or has a sign that it may not have.", hint=hint)
    return token

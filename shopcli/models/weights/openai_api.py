"""An OpenAI-compatible server over HTTP: reached in bounded time, told apart when it fails, and never a way out for the key.

The key comes from the environment alone: ``SHOPCLI_API_KEY`` for the server that ``--model`` names, whichever it is;
``OPENAI_API_KEY`` only for the address that it belongs to (``OPENAI_BASE_URL``, or OpenAI's own). Redirects are not followed.
"""

from __future__ import annotations

import email.utils
import ipaddress
import json
import os
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any

from shopcli.errors import ModelError

if TYPE_CHECKING:
    import httpx2

CONNECT_S, READ_S = 5.0, 120.0  # a large model may be loaded before its first word
KEY = "SHOPCLI_API_KEY"
_OPENAI = "https://api.openai.com/v1"
_WAITS_S = (0.5, 1.0, 2.0, 4.0)  # before the second try, the third and so on
_LONGEST_WAIT_S = 30.0  # a server that asks for more is told of instead
_KEPT_OPEN = 64  # connections, for the next requests
_BUSY = (429, 502, 503)
_LARGEST = 1 << 22  # characters of one answer: no reply of one sentence is longer
_SHOWN = 300  # characters of a server's own words
_SERVE = "Start the server (for example: ollama serve), mend the URL, or choose another model with --model."
FORM = "An OpenAI-compatible URL ends in /v1 as a rule: openai:http://localhost:11434/v1#MODEL."


class StatusError(ModelError):
    """An answer that is no success; ``status`` is HTTP's."""

    def __init__(self, message: str, *, hint: str, status: int) -> None:
        super().__init__(message, hint=hint)
        self.status = status


class Server:
    """The requests that shopcli makes of one server; safe to share between threads.

    Args:
        url: up to and with ``/v1``.
        connect_s: how long a connection may take.
        read_s: how long the server may be silent, and how long a stream may go on without a word of an answer.
        wait: sleeps between tries.
    """

    def __init__(
        self, url: str, *, connect_s: float = CONNECT_S, read_s: float = READ_S, wait: Callable[[float], None] = time.sleep
    ) -> None:
        self._base, self._connect_s, self._read_s, self._wait = url.rstrip("/"), connect_s, read_s, wait
        self._opened: httpx2.Client | None = None
        self._opening = Lock()
        self.url = _without_password(self._base)

    def models(self) -> list[str]:
        """The names that the server lists.

        Raises:
            ModelError: it cannot be reached or gives no such list.
        """
        with self._send("GET", "/models") as answer:
            listed = self._json("".join(self._pieces(answer)))
        try:
            return [str(model["id"]) for model in listed["data"]]
        except (KeyError, TypeError):
            raise self._no_form(listed) from None

    def stream(self, path: str, body: Mapping[str, Any]) -> Generator[dict[str, Any], None, None]:
        """The chunks of a streamed answer, or the one object of a server that does not stream.

        Closing the iterator closes the connection, at which servers stop writing.

        Raises:
            StatusError: the server refuses.
            ModelError: it cannot be reached, falls silent, breaks off, or answers in another form.
        """
        with self._send("POST", path, body) as answer:
            pieces = self._pieces(answer)
            if "text/event-stream" in answer.headers.get("content-type", ""):
                yield from self._events(pieces)
            else:
                yield self._object("".join(pieces))

    # --- one request ------------------------------------------------------------------------------------------------------

    @contextmanager
    def _send(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> Iterator[httpx2.Response]:
        """The answer, not yet read; a busy server, and one that is just starting, is asked again."""
        import httpx2

        request = self._client().build_request(method, f"{self._base}{path}", json=body, headers=self._headers())
        try:
            answer = self._try(request)
            try:
                self._check(answer)
                yield answer
            finally:
                answer.close()
        except httpx2.ConnectTimeout:
            raise ModelError(f"{self.url} cannot be reached within {self._connect_s:g} s.", hint=_SERVE) from None
        except httpx2.TimeoutException:
            raise self._silent() from None
        except httpx2.ConnectError as error:
            raise ModelError(f"No server answers at {self.url}: {error}", hint=_SERVE) from None
        except httpx2.HTTPError as error:
            raise ModelError(f"{self.url} broke off: {error}", hint="Look at the server's log, then try again.") from None

    def _try(self, request: httpx2.Request) -> httpx2.Response:
        import httpx2

        for wait_s in (*_WAITS_S, None):
            try:
                answer = self._client().send(request, stream=True)
            except httpx2.ConnectError as error:
                if wait_s is None or not _is_refusal(error):
                    raise
            else:
                retry_s = _retry_after(answer)
                if answer.status_code not in _BUSY or wait_s is None or (retry_s or 0) > _LONGEST_WAIT_S:
                    return answer
                answer.close()
                wait_s = wait_s if retry_s is None else retry_s
            self._wait(wait_s)
        raise AssertionError("the last try returns or raises")

    def _client(self) -> httpx2.Client:
        """One client for all requests. What goes to this very machine goes past every proxy."""
        import httpx2

        with self._opening:
            if self._opened is not None:
                return self._opened
            timeout = httpx2.Timeout(self._read_s, connect=self._connect_s)
            limits = httpx2.Limits(max_connections=None, max_keepalive_connections=_KEPT_OPEN)  # its users bound how many
            try:
                loopback = _is_loopback(httpx2.URL(self._base).host)
                self._opened = httpx2.Client(timeout=timeout, limits=limits, trust_env=not loopback, follow_redirects=False)
            except (httpx2.InvalidURL, ValueError) as error:
                raise ModelError(f"{self.url} cannot be asked: {error}", hint=FORM) from None
            return self._opened

    def _headers(self) -> dict[str, str]:
        name, key = self._key()
        if not key.isascii() or not key.isprintable():
            raise ModelError(f"{name} holds characters that no key has.", hint=f"Set {name} again.")
        return {"Authorization": f"Bearer {key}"} if key else {}

    def _key(self) -> tuple[str, str]:
        """The variable that holds the key for this server, and the key; empty where none is meant for it."""
        if key := os.environ.get(KEY, "").strip():
            return KEY, key
        theirs = (os.environ.get("OPENAI_BASE_URL") or _OPENAI).rstrip("/")
        return "OPENAI_API_KEY", os.environ.get("OPENAI_API_KEY", "").strip() if self._base == theirs else ""

    # --- reading an answer ------------------------------------------------------------------------------------------------

    def _pieces(self, answer: httpx2.Response) -> Iterator[str]:
        """The answer as it comes, up to a length that only a broken server passes."""
        n_read = 0
        for piece in answer.iter_text():
            n_read += len(piece)
            if n_read > _LARGEST:
                raise ModelError(f"{self.url} answers without end.", hint="Look at the server's log.")
            yield piece

    def _events(self, pieces: Iterator[str]) -> Iterator[dict[str, Any]]:
        """What follows ``data:`` line by line; comments keep a connection open, but not for longer than silence may last."""
        rest, heard = "", time.monotonic()
        for piece in pieces:
            *lines, rest = (rest + piece).split("\n")
            for line in lines:
                if not line.startswith("data:"):
                    continue
                if (data := line.removeprefix("data:").strip()) == "[DONE]":
                    return
                yield self._object(data)
                heard = time.monotonic()
            if time.monotonic() - heard > self._read_s:
                raise self._silent()
        if rest.startswith("data:") and (data := rest.removeprefix("data:").strip()) != "[DONE]":
            yield self._object(data)

    def _object(self, text: str) -> dict[str, Any]:
        chunk = self._json(text)
        if not isinstance(chunk, dict):
            raise self._no_form(chunk)
        if chunk.get("error"):
            raise ModelError(f"{self.url} failed: {self._in_its_words(text)}", hint="Look at the server's log, then try again.")
        return chunk

    def _json(self, text: str) -> Any:
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise self._no_form(text) from None

    # --- failures ---------------------------------------------------------------------------------------------------------

    def _check(self, answer: httpx2.Response) -> None:
        """Raise what a status other than success means."""
        status = answer.status_code
        if 200 <= status < 300:
            return
        if 300 <= status < 400:
            to = _without_password(str(answer.headers.get("location", "another address"))[:_SHOWN])
            hint = "If you trust that address, name it with --model. It was not followed, so that no key goes astray."
            raise StatusError(f"{self.url} redirects to {to}.", hint=hint, status=status)
        server_text = self._in_its_words("".join(self._pieces(answer))) or answer.reason_phrase
        if status in (401, 403):
            name, key = self._key()
            refusal = f"refuses the key in {name}" if key else "wants a key"
            raise StatusError(f"{self.url} {refusal} ({status}).", hint=self._key_hint(), status=status)
        waits = answer.headers.get("retry-after")
        hint = "It is busy: try again later." if status in _BUSY else "Look at the server's log."
        hint = f"It asks to wait: {waits[:_SHOWN]}." if waits and status in _BUSY else hint
        raise StatusError(f"{self.url} answered with {status}: {server_text}", hint=hint, status=status)

    def _key_hint(self) -> str:
        if not self._key()[1] and os.environ.get("OPENAI_API_KEY"):
            return f"OPENAI_API_KEY goes to OPENAI_BASE_URL only. For this server put its key into {KEY}."
        return f"Put the key into the environment: export {KEY}=…"

    def _in_its_words(self, text: str) -> str:
        """A server's own words about a failure, on one line, without the key that some repeat."""
        try:
            error = json.loads(text)["error"]
            text = str(error["message"] if isinstance(error, dict) else error)
        except (ValueError, KeyError, TypeError, RecursionError):
            pass
        key = self._key()[1]
        return " ".join((text.replace(key, "…") if key else text).split())[:_SHOWN]

    def _no_form(self, answer: Any) -> ModelError:
        text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
        excerpt = self._in_its_words(text)[:80]
        return ModelError(f"{self.url} does not answer as OpenAI's API does: {excerpt or 'an empty answer'}", hint=FORM)

    def _silent(self) -> ModelError:
        hint = "A large model may still be loading: try again, or allow more with SHOPCLI_SERVER_TIMEOUT_S."
        return ModelError(f"{self.url} was silent for {self._read_s:g} s.", hint=hint)


def _is_refusal(error: BaseException | None) -> bool:
    """Whether nobody listens there yet, as while a server starts; a name that does not exist will not exist later either."""
    while error is not None:
        if isinstance(error, ConnectionRefusedError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _retry_after(answer: httpx2.Response) -> float | None:
    """The seconds that ``Retry-After`` asks for, which may also name a date (RFC 9110, 10.2.3)."""
    text = answer.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None


def _is_loopback(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return address.is_loopback or address.is_unspecified


def _without_password(url: str) -> str:
    scheme, marks, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{marks}{host.rpartition('@')[2]}{slash}{path}"

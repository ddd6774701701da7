"""Who may call: a Host header that means this machine (against DNS rebinding), no page of another origin, and the token."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from shopcli.errors import UsageError
from shopcli.serve.http.refusal import Refusal
from shopcli.serve.http.token import is_token

_ALLOWED_HEADERS = "Authorization, Content-Type, Mcp-Protocol-Version, Mcp-Session-Id, Request-Id, UCP-Agent, X-API-Key"
_PREFLIGHT_S = 600


class Gate:
    """Checks the head of a request before anything of its body is read.

    Args:
        token: what a caller has to know.
        own: the values of a Host header that mean this machine, lower case.
        others: those that it may have besides: the names of a server before this one.
        origins: the origins whose pages may call, lower case.
    """

    def __init__(self, token: str, own: Collection[str], others: Collection[str] = (), origins: Collection[str] = ()) -> None:
        self._token, self._own, self._others = token, frozenset(own), frozenset(others)
        self._origins = frozenset(origins)

    def check_place(self, headers: Headers) -> None:
        """Whether a request is meant for this server, and comes from no page that may not call.

        Raises:
            Refusal: it is not, or does.
        """
        if headers.get("host", "").lower() not in self._own | self._others:
            raise Refusal(421, "host_not_allowed", "The Host header names another machine. See --allow-host.")
        origin = headers.get("origin")
        if origin is not None and origin.lower() not in self._origins:
            raise Refusal(403, "origin_not_allowed", "Pages of this origin may not call. See --allow-origin.")

    def check_token(self, headers: Headers) -> None:
        """Whether a caller knows the token, as ``Authorization: Bearer`` or ``X-API-Key``.

        Raises:
            Refusal: it does not.
        """
        scheme, _, said = headers.get("authorization", "").partition(" ")
        given = said.strip() if scheme.lower() == "bearer" else headers.get("x-api-key", "")
        if not is_token(given, self._token):
            challenge = {"WWW-Authenticate": 'Bearer realm="shopcli"'}
            raise Refusal(401, "unauthorized", "The token is missing or wrong: Authorization: Bearer TOKEN.", challenge)

    def base_url(self, headers: Headers) -> str:
        """The address by which a caller came; a server before this one is taken to have TLS."""
        host = headers["host"].lower()
        return f"{'http' if host in self._own else 'https'}://{host}"

    def cross_origin(self, headers: Headers) -> dict[str, str]:
        """What tells a browser that the page of an allowed origin may read the answer."""
        origin = headers.get("origin")
        if origin is None or origin.lower() not in self._origins:
            return {}
        return {"Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": "Retry-After", "Vary": "Origin"}

    @staticmethod
    def preflight(headers: Headers, methods: str) -> dict[str, str]:
        """What a browser is told that asks whether it may call (OPTIONS)."""
        allowed = {"Access-Control-Allow-Methods": methods, "Access-Control-Allow-Headers": _ALLOWED_HEADERS}
        if "access-control-request-private-network" in headers:
            allowed["Access-Control-Allow-Private-Network"] = "true"
        return allowed | {"Access-Control-Max-Age": str(_PREFLIGHT_S)}


def checked_origin(text: str) -> str:
    """An origin, lower case.

    Raises:
        UsageError: it is none.
    """
    parts = urlsplit(text.strip().lower())
    if parts.scheme not in ("http", "https") or not parts.netloc or f"{parts.scheme}://{parts.netloc}" != text.strip().lower():
        raise UsageError(f"{text!r} is no origin.", hint="It is the start of a page's address, such as http://localhost:3000")
    return f"{parts.scheme}://{parts.netloc}"

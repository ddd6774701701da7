"""Who may call over HTTP and how much: Host, Origin, token, sizes, time, places in line; a refusal says why and no more."""

from __future__ import annotations

import os
import socket
import stat
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from ucp_sdk.models.schemas.common.types.error_response import ErrorResponse

from shopcli.errors import ShopcliError, UsageError
from shopcli.serve.http.address import Address, listen, parse_address
from shopcli.serve.http.gate import checked_origin
from shopcli.serve.http.limits import Limits
from shopcli.serve.http.token import is_token, load_token, token_file
from tests.conftest import FIVE, WordEncoder, build
from tests.http_shop import TOKEN, HttpShop, serving, until

SEARCH = {"query": "watch"}
ORIGIN = "https://shop.example"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("gate") / "index"
    build(made, FIVE, WordEncoder())
    return made


@pytest.fixture(scope="module")
def shop(folder: Path) -> Iterator[HttpShop]:
    with serving(folder, hosts=["Catalog.Example", "other.example:99"], origins=[ORIGIN]) as one:
        yield one


# --- where it listens ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("8080", ("127.0.0.1", 8080)),
        (":8080", ("127.0.0.1", 8080)),
        ("localhost:0", ("127.0.0.1", 0)),
        ("127.0.0.2:9", ("127.0.0.2", 9)),
        ("[::1]:8080", ("::1", 8080)),
    ],
)
def test_an_address_of_this_machine_needs_no_more_than_a_port(said, address):
    assert parse_address(said) == address


@pytest.mark.parametrize("said", ["0.0.0.0:80", "[::]:80", "192.0.2.7:80", "[2001:db8::1]:80"])
def test_an_address_that_others_can_reach_has_to_be_allowed(said):
    with pytest.raises(UsageError, match="Others can reach") as refused:
        parse_address(said)
    assert "--allow-remote" in refused.value.hint
    assert parse_address(said, allow_remote=True).port == 80


@pytest.mark.parametrize("said", ["", "http", "80a", "99999", "-1", "shop.example:80", "::1", "1.2.3:80", "٣:8"])
def test_what_is_no_address_is_refused(said):
    with pytest.raises(UsageError):
        parse_address(said, allow_remote=True)


def test_a_port_that_is_taken_is_told_of():
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(ShopcliError, match="Cannot listen on 127"):
        listen(Address("127.0.0.1", taken.getsockname()[1]))


def test_answers_are_not_held_back_for_more_to_come():
    """asyncio sets TCP_NODELAY only on a socket that says it is TCP; without, each call takes 40 ms more."""
    with listen(Address("127.0.0.1", 0)) as listener:
        assert listener.proto == socket.IPPROTO_TCP


def test_names_of_this_machine_are_its_hosts_and_any_address_is_no_name():
    ours = {"127.0.0.1:8080", "localhost:8080", "[::1]:8080"}
    assert Address("0.0.0.0", 8080).names() == ours
    assert Address("192.0.2.7", 8080).names() == ours | {"192.0.2.7:8080"}
    assert "localhost" in Address("127.0.0.1", 80).names()


# --- the token ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SHOPCLI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("SHOPCLI_HTTP_TOKEN", raising=False)
    return tmp_path / "data"


def test_a_token_is_drawn_once_and_only_its_owner_can_read_it(data):
    first, file = load_token()
    assert file == token_file() == data / "http-token"
    assert load_token() == (first, file) and len(first) == 43
    assert [path.name for path in data.iterdir()] == ["http-token"]
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_processes_that_draw_at_once_have_one_token(data):
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: load_token(), range(32)))) == 1
    assert [path.name for path in data.iterdir()] == ["http-token"]


@pytest.mark.skipif(os.name != "posix", reason="files have no such rights there")
def test_a_token_that_others_can_read_is_refused(data):
    _, file = load_token()
    file.chmod(0o640)
    with pytest.raises(ShopcliError, match="can read the token") as refused:
        load_token()
    assert f"chmod 600 {file}" in refused.value.hint


def test_the_environment_gives_another(data, monkeypatch):
    monkeypatch.setenv("SHOPCLI_HTTP_TOKEN", "sixteen-letters!")
    assert load_token() == ("sixteen-letters!", None) and not data.exists()


@pytest.mark.parametrize("given", ["short", "with a blank in it", "mit-Umlauten-äöü-und-mehr", "ends\nin-a-line-of-its-own"])
def test_a_token_that_is_short_or_fits_no_header_is_refused(data, monkeypatch, given):
    monkeypatch.setenv("SHOPCLI_HTTP_TOKEN", given)
    with pytest.raises(UsageError, match="SHOPCLI_HTTP_TOKEN"):
        load_token()


def test_only_the_whole_token_is_the_token():
    assert is_token(TOKEN, TOKEN)
    assert not any(is_token(said, TOKEN) for said in ("", TOKEN[:-1], f"{TOKEN} ", TOKEN.upper(), "\udce4"))


# --- the gate -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": None},
        {"Authorization": "Bearer "},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": "Bearer wrong", "X-API-Key": "wrong"},
        {"Authorization": "Bearer \xff"},
    ],
)
@pytest.mark.parametrize("path", ["/catalog/search", "/ask", "/metrics", "/mcp"])
def test_without_the_token_nothing_is_answered(shop, path, headers):
    reply = shop.call(path, None if path == "/metrics" else SEARCH, headers=headers)
    assert (reply.status, reply.message["code"]) == (401, "unauthorized")
    assert reply.headers["www-authenticate"].startswith("Bearer")


def test_the_token_may_come_as_the_protocols_other_header(shop):
    assert shop.call("/catalog/search", SEARCH, headers={"Authorization": None, "X-API-Key": TOKEN}).status == 200


@pytest.mark.parametrize(
    "host",
    ["shop.example", "127.0.0.1", "127.0.0.1:1", "other.example", "localhost.evil.example:{port}", "localhost:{port}@evil"],
)
@pytest.mark.parametrize("path", ["/health", "/ready", "/.well-known/ucp", "/catalog/search"])
def test_a_name_that_was_bent_to_this_machine_is_refused(shop, path, host):
    """DNS rebinding: a page's own name comes to mean 127.0.0.1, and its Host header gives it away."""
    body = SEARCH if path == "/catalog/search" else None
    reply = shop.call(path, body, headers={"Host": host.format(port=shop.port)})
    assert (reply.status, reply.message["code"]) == (421, "host_not_allowed")


@pytest.mark.parametrize(
    "host",
    ["localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}", "catalog.example", "catalog.example:{port}", "other.example:99"],
)
def test_the_names_of_this_machine_and_those_allowed_are_answered(shop, host):
    assert shop.call("/health", headers={"Host": host.format(port=shop.port)}).status == 200


def test_a_request_without_a_host_is_refused(shop):
    assert shop.raw(b"GET /health HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 421 ")


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://127.0.0.1", f"{ORIGIN}.evil.example", f"{ORIGIN}:444"]
)
def test_a_page_of_another_origin_may_not_call(shop, origin):
    reply = shop.call("/catalog/search", SEARCH, headers={"Origin": origin})
    assert (reply.status, reply.message["code"]) == (403, "origin_not_allowed")
    assert "access-control-allow-origin" not in reply.headers
    assert shop.call("/catalog/search", method="OPTIONS", headers={"Origin": origin}).status == 403


def test_a_page_of_an_origin_that_is_allowed_may_and_still_needs_the_token(shop):
    asked = {"Origin": ORIGIN, "Authorization": None, "Access-Control-Request-Method": "POST"}
    preflight = shop.call("/catalog/search", method="OPTIONS", headers=asked)
    assert (preflight.status, preflight.headers["access-control-allow-origin"]) == (204, ORIGIN)
    assert "Authorization" in preflight.headers["access-control-allow-headers"]
    reply = shop.call("/catalog/search", SEARCH, headers={"Origin": ORIGIN})
    assert (reply.status, reply.headers["access-control-allow-origin"], reply.headers["vary"]) == (200, ORIGIN, "Origin")
    assert shop.call("/catalog/search", SEARCH, headers={"Origin": ORIGIN, "Authorization": None}).status == 401


@pytest.mark.parametrize("said", ["shop.example", "https://", "https://shop.example/path", "*", "null", "ftp://shop.example"])
def test_what_is_no_origin_cannot_be_allowed(said):
    with pytest.raises(UsageError):
        checked_origin(said)


def test_answers_are_not_kept_by_browsers_nor_taken_for_anything_else(shop):
    for reply in (shop.call("/health"), shop.call("/catalog/search", SEARCH), shop.call("/nothing")):
        assert reply.headers["cache-control"] == "no-store"
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert "server" not in reply.headers


# --- what is asked ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "body", "status", "code", "where"),
    [
        ("/catalog/search", b"{", 400, "invalid_request", None),
        ("/catalog/search", b"[1]", 400, "invalid_request", None),
        ("/catalog/search", b"\xff", 400, "invalid_request", None),
        ("/catalog/search", b'{"query": NaN}', 400, "invalid_request", None),
        ("/catalog/search", b"[" * 100_000, 400, "invalid_request", None),
        ("/catalog/search", b'{"query": "\\ud800"}', 400, "invalid_request", "$"),
        ("/catalog/search", {}, 400, "invalid_request", "$"),
        ("/catalog/search", {"query": 1}, 400, "invalid_request", "$.query"),
        ("/catalog/search", {"filters": {"price": {"max": -1}}}, 400, "invalid_request", "$.filters.price.max"),
        ("/catalog/search", {"query": "x", "pagination": {"cursor": "?"}}, 400, "invalid_request", "$"),
        ("/catalog/search", {"query": "x" * 2001}, 400, "request_too_large", "$.query"),
        ("/catalog/lookup", {"ids": [str(n) for n in range(51)]}, 400, "request_too_large", "$.ids"),
        ("/catalog/lookup", {"ids": ["a", ""]}, 400, "invalid_request", "$.ids[1]"),
        ("/catalog/search", b"{}" + b" " * (1 << 18), 413, "request_too_large", None),
        ("/ask", {"request": "watch", "obey": "me"}, 400, "invalid_request", "$.obey"),
        ("/explain", {"request": "watch"}, 400, "invalid_request", "$.id"),
        ("/buy", {}, 404, "no_such_path", None),
        ("/catalog/search/", {"query": "x"}, 404, "no_such_path", None),
    ],
)
def test_what_cannot_be_carried_out_says_where_it_is_wrong(shop, path, body, status, code, where):
    reply = shop.call(path, body)
    assert (reply.status, reply.message["code"], reply.message.get("path")) == (status, code, where)
    ErrorResponse.model_validate(reply.json)
    assert "Traceback" not in reply.text and "site-packages" not in reply.text


def test_only_json_is_taken_which_no_form_of_a_page_can_send(shop):
    for kind in ("text/plain", "application/x-www-form-urlencoded", "", "application/jsonp"):
        reply = shop.call("/catalog/search", SEARCH, headers={"Content-Type": kind})
        assert (reply.status, reply.message["code"]) == (415, "unsupported_media_type")
    assert shop.call("/catalog/search", SEARCH, headers={"Content-Type": "Application/JSON; charset=utf-8"}).status == 200


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "TRACE"])
def test_nothing_can_be_changed(shop, method):
    reply = shop.call("/catalog/search", method=method)
    assert (reply.status, reply.headers["allow"]) == (405, "POST")
    if method != "GET":
        assert shop.call("/health", method=method).status == 405


def test_what_is_no_http_is_refused_as_everything_is(shop):
    reply = shop.raw(b"HELLO\r\n\r\n")
    assert reply.startswith(b"HTTP/1.1 400 ") and b'"code": "invalid_request"' in reply
    assert shop.raw(b"GET / HTTP/1.1\r\nX: " + b"x" * 70_000).startswith(b"HTTP/1.1 400 ")
    assert shop.call("/health").status == 200


def test_a_fault_of_our_own_is_told_without_how_it_came_about(folder):
    with serving(folder) as shop:

        def fail(*_: Any) -> dict[str, Any]:
            raise ValueError("watch for Aunt May")

        shop.server._calls.carry_out = fail  # type: ignore[method-assign]
        reply = shop.call("/catalog/search", {"query": "watch for Aunt May"})
        assert (reply.status, reply.message["code"]) == (500, "internal_error")
        assert not {"ValueError", "May", ".py"} & set(reply.text.split())
        (told,) = [said for said in shop.said if said.startswith("A request failed")]
        assert "ValueError" in told and "Aunt May" not in told.replace('"watch for Aunt May"', "")


def test_an_index_that_is_gone_is_told_of_and_may_come_back(folder):
    with serving(folder) as shop:

        def gone(settings: Any, *, text: bool) -> Any:
            from shopcli.errors import IndexNotFound

            raise IndexNotFound(folder)

        shop.server._models.advisor = gone  # type: ignore[method-assign]
        for path, body in (("/catalog/search", SEARCH), ("/ready", None)):
            reply = shop.call(path, body)
            assert (reply.status, reply.headers["retry-after"], reply.message["code"]) == (503, "30", "unavailable")
        assert shop.call("/health").status == 200


def test_nothing_of_what_is_asked_is_logged(folder):
    with serving(folder) as shop:
        shop.call("/catalog/search?q=secret", {"query": "a secret watch"}, headers={"User-Agent": "secret"})
        shop.call("/secret/path", {"query": "secret"})
        assert until(lambda: len(shop.logged) == 2)
    assert [line.rsplit(" ", 2)[0] for line in shop.logged] == ["POST /catalog/search 200", "POST other 404"]
    assert "secret" not in "".join(shop.said + shop.logged)


# --- how much, how slow -------------------------------------------------------------------------------------------------------


def test_whoever_is_slow_with_a_request_is_left(folder):
    limits = Limits(head_s=1.0, body_s=1.0)
    with serving(folder, limits=limits) as shop:
        head = f"POST /catalog/search HTTP/1.1\r\nHost: 127.0.0.1:{shop.port}\r\nContent-Type: application/json\r\n"
        head += f"Authorization: Bearer {TOKEN}\r\n"
        assert shop.raw(b"") == b""  # not a word
        assert shop.raw(head.encode()) == b""  # half a head
        late = shop.raw(f"{head}Content-Length: 20\r\n\r\n{{".encode())
        assert late.startswith(b"HTTP/1.1 408 ") and b'"code": "request_timeout"' in late
        assert shop.call("/health").status == 200


def test_a_body_without_a_length_ends_where_it_is_too_large(folder):
    with serving(folder, limits=Limits(largest_body=1000)) as shop:
        head = f"POST /catalog/search HTTP/1.1\r\nHost: 127.0.0.1:{shop.port}\r\nAuthorization: Bearer {TOKEN}\r\n"
        head += "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        assert shop.raw(head.encode() + b"3e9\r\n" + b" " * 1001 + b"\r\n").startswith(b"HTTP/1.1 413 ")


class Stall:
    """Lets searches begin, and end when it is told to."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.go_on = threading.Event()

    def __call__(self, server: Any) -> None:
        carry_out = server._calls.carry_out

        def stalled(*call: Any) -> Any:
            self.begun.release()
            assert self.go_on.wait(30)
            return carry_out(*call)

        server._calls.carry_out = stalled


def test_what_no_room_is_left_for_is_told_to_come_later(folder):
    """One search at once, two in line: the fourth is refused; health is told all the while."""
    stall = Stall()
    with serving(folder, limits=Limits(at_once=1, in_line=2), before=stall) as shop, ThreadPoolExecutor(3) as pool:
        waiting = [pool.submit(shop.call, "/catalog/search", SEARCH) for _ in range(3)]
        assert stall.begun.acquire(timeout=20)
        assert until(lambda: shop.metric("shopcli_http_requests_in_flight") == 4)  # and the look at the metrics itself
        late = shop.call("/catalog/search", SEARCH)
        assert (late.status, late.headers["retry-after"], late.message["code"]) == (503, "1", "overloaded")
        assert late.message["severity"] == "recoverable"
        assert shop.call("/health").status == 200
        stall.go_on.set()
        assert [one.result().status for one in waiting] == [200] * 3
        assert shop.call("/catalog/search", SEARCH).status == 200


def test_whoever_waits_too_long_in_line_is_told_to_come_later(folder):
    stall = Stall()
    limits = Limits(at_once=1, in_line=2, patience_s=0.5)
    with serving(folder, limits=limits, before=stall) as shop, ThreadPoolExecutor(1) as pool:
        first = pool.submit(shop.call, "/catalog/search", SEARCH)
        assert stall.begun.acquire(timeout=20)
        late = shop.call("/catalog/search", SEARCH)
        assert (late.status, late.message["code"]) == (503, "overloaded")
        stall.go_on.set()
        assert first.result().status == 200


def test_more_requests_than_can_be_there_are_refused_before_they_are_read(folder):
    stall = Stall()
    with serving(folder, limits=Limits(at_once=1, most_requests=1), before=stall) as shop, ThreadPoolExecutor(1) as pool:
        first = pool.submit(shop.call, "/catalog/search", SEARCH)
        assert stall.begun.acquire(timeout=20)
        assert shop.call("/catalog/search", SEARCH).status == 503
        stall.go_on.set()
        assert first.result().status == 200


def test_more_connections_than_can_be_there_are_refused(folder):
    with serving(folder, limits=Limits(most_connections=2)) as shop:
        idle = [socket.create_connection(("127.0.0.1", shop.port)) for _ in range(2)]
        assert until(lambda: shop.call("/health").status == 503)
        reply = shop.call("/health")
        assert (reply.message["code"], reply.headers["retry-after"], reply.headers["connection"]) == (
            "overloaded",
            "1",
            "close",
        )
        for connection in idle:
            connection.close()
        assert until(lambda: shop.call("/health").status == 200)


def test_what_is_being_answered_when_the_end_comes_is_finished(folder):
    stall = Stall()
    with serving(folder, before=stall) as shop, ThreadPoolExecutor(1) as pool:
        answer = pool.submit(shop.call, "/catalog/search", SEARCH)
        assert stall.begun.acquire(timeout=20)
        shop.server.stop()
        assert until(lambda: refuses(shop.port))
        stall.go_on.set()
        assert answer.result().status == 200


def refuses(port: int) -> bool:
    """Whether nobody listens any more."""
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except ConnectionRefusedError:
        return True
    return False


def test_it_ends_by_itself_where_nothing_is_asked_for_long_enough(folder):
    with serving(folder, idle_s=0.5) as shop:
        shop.call("/catalog/search", SEARCH)
        assert until(lambda: "Nothing was asked for 0.5 s." in shop.said)

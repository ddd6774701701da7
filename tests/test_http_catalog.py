"""The catalog over HTTP, by real sockets: the protocol's own shapes, advice as it is written, agents at /mcp, hostile texts."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from ucp_sdk.models.schemas.common.types.error_response import ErrorResponse
from ucp_sdk.models.schemas.profile import BusinessSchema
from ucp_sdk.models.schemas.shopping.catalog_lookup import GetProductResponse, LookupResponse
from ucp_sdk.models.schemas.shopping.catalog_search import SearchResponse

from shopcli.catalog import open_catalog
from shopcli.serve.agents.requests import AskAdvice
from shopcli.serve.http.limits import Limits
from shopcli.types import Sentence
from tests import hostile
from tests.conftest import WordEncoder, build
from tests.http_shop import TOKEN, HttpShop, advisor_over, events_of, serving, until
from tests.test_mcp_server import BREAKERS, FENCE, _acts, strings


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("http")
    build(made / "index", list(open_catalog([hostile.catalog(made, None)]).products()), WordEncoder())
    return made / "index"


@pytest.fixture(scope="module")
def shop(folder: Path) -> Iterator[HttpShop]:
    with serving(folder) as one:
        yield one


def test_a_search_is_in_the_shape_of_the_protocol_and_its_pages_go_on(shop):
    request: dict[str, Any] = {"query": "watch", "filters": {"price": {"max": 15000}}, "pagination": {"limit": 1}}
    first = shop.call("/catalog/search", request)
    assert (first.status, first.headers["content-type"]) == (200, "application/json")
    SearchResponse.model_validate(first.json)
    request["pagination"]["cursor"] = first.json["pagination"]["cursor"]
    second = shop.call("/catalog/search", request).json
    ids = [product["id"] for page in (first.json, second) for product in page["products"]]
    assert len(ids) == len(set(ids)) == 2
    assert all(p["price_range"]["min"]["amount"] <= 15000 for p in (*first.json["products"], *second["products"]))


def test_a_look_up_gives_what_there_is_and_says_what_is_not(shop):
    reply = shop.call("/catalog/lookup", {"ids": ["V2", "nope", "V1"]})
    LookupResponse.model_validate(reply.json)
    assert (reply.status, [product["id"] for product in reply.json["products"]]) == (200, ["V2", "V1"])
    assert reply.json["messages"] == [{"type": "info", "code": "not_found", "content": "nope"}]


def test_a_product_that_is_not_sold_is_an_outcome_and_no_failure_of_the_call(shop):
    GetProductResponse.model_validate(shop.call("/catalog/product", {"id": "V2"}).json)
    reply = shop.call("/catalog/product", {"id": "nope"})
    ErrorResponse.model_validate(reply.json)
    assert (reply.status, reply.message["code"], reply.message["severity"]) == (200, "not_found", "unrecoverable")


def test_what_can_be_called_is_told_to_everybody(shop):
    reply = shop.call("/.well-known/ucp", headers={"Authorization": None})
    BusinessSchema.model_validate(reply.json)
    (services,) = reply.json["ucp"]["services"].values()
    assert {one["transport"]: one["endpoint"] for one in services} == {
        "rest": f"http://127.0.0.1:{shop.port}",
        "mcp": f"http://127.0.0.1:{shop.port}/mcp",
    }


def test_behind_a_server_with_tls_the_profile_names_its_address(folder):
    with serving(folder, hosts=["catalog.example"]) as shop:
        (services,) = shop.call("/.well-known/ucp", headers={"Host": "catalog.example"}).json["ucp"]["services"].values()
        assert services[0]["endpoint"] == "https://catalog.example"


def test_it_is_healthy_and_ready_and_says_of_how_many_products(shop, folder):
    anybody = {"Authorization": None}
    assert shop.call("/health", headers=anybody).json["status"] == "ok"
    ready = shop.call("/ready", headers=anybody)
    assert (ready.status, ready.json) == (200, {"status": "ready", "products": len(advisor_over(folder).index)})
    head = shop.call("/health", method="HEAD", headers=anybody)
    assert (head.status, head.text) == (200, "")


def test_it_is_not_ready_before_its_models_are(folder):
    loading, go_on = threading.Event(), threading.Event()

    def slowly(server: Any) -> None:
        server._models.warm_up = lambda *, text: (loading.set(), go_on.wait(30))

    answers: list[Any] = []

    def look(server: Any) -> None:
        slowly(server)
        threading.Thread(target=ask, args=(server,)).start()

    def ask(server: Any) -> None:
        assert loading.wait(30)
        answers.append(HttpShop(server.address.port).call("/ready"))
        go_on.set()

    with serving(folder, before=look) as shop:
        assert shop.call("/ready").status == 200
    (early,) = answers
    assert (early.status, early.headers["retry-after"], early.message["code"]) == (503, "1", "not_ready")


def test_advice_comes_whole_or_sentence_by_sentence_and_is_the_same(shop):
    request = {"request": "watch with GPS under 150", "top": 2}
    whole = shop.call("/ask", request).json
    stream = shop.call("/ask", request, headers={"Accept": "text/event-stream"})
    assert stream.headers["content-type"].startswith("text/event-stream")
    (first, answer), *rest = events_of(stream.text)
    assert (first, answer["advice"]) == ("answer", None)
    assert {**answer, "advice": whole["advice"], "timings_s": whole["timings_s"]} == whole
    assert [data for name, data in rest if name == "sentence"] == whole["advice"]["sentences"]
    assert [name for name, _ in rest[-2:]] == ["advice", "end"]
    assert dict(rest)["advice"]["model"] == whole["advice"]["model"]


def test_without_advice_the_stream_ends_behind_the_answer(shop):
    stream = shop.call("/ask", {"request": "watch", "advice": False}, headers={"Accept": "text/event-stream"})
    assert [name for name, _ in events_of(stream.text)] == ["answer", "end"]


def test_a_stream_that_cannot_begin_has_the_status_of_its_failure(shop):
    reply = shop.call("/ask", {"request": "  "}, headers={"Accept": "text/event-stream"})
    assert (reply.status, reply.message["code"]) == (400, "invalid_request")


def test_a_stream_that_fails_on_its_way_says_so_and_names_no_place(folder):
    with serving(folder) as shop:
        begun = shop.server._calls.events

        def events(call: AskAdvice) -> Iterator[Any]:
            yield next(begun(call))
            raise KeyError(call.request)

        shop.server._calls.events = events  # type: ignore[method-assign]
        stream = shop.call("/ask", {"request": "watch for Aunt May"}, headers={"Accept": "text/event-stream"})
        (_, (name, told)) = events_of(stream.text)
        assert (name, told["messages"][0]["code"]) == ("error", "internal_error")
        assert "KeyError" not in stream.text and "KeyError" in shop.said[-1]
        assert "Aunt May" not in "".join(shop.said)


class Endless:
    """Advice without end, for a writer that has one turn."""

    def __init__(self, words: str = "On and on.") -> None:
        self.words, self.n_written = words, 0

    def __call__(self, server: Any) -> None:
        begun = server._calls.events

        def events(call: AskAdvice) -> Iterator[Any]:
            yield next(begun(call))
            while True:
                self.n_written += 1
                yield Sentence(self.words, (), "template")
                time.sleep(0.01)

        server._calls.events = events


def stream_request(shop: HttpShop) -> bytes:
    body = b'{"request": "watch"}'
    head = (
        f"POST /ask HTTP/1.1\r\nHost: 127.0.0.1:{shop.port}\r\nAuthorization: Bearer {TOKEN}\r\n"
        f"Accept: text/event-stream\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def test_a_reader_who_leaves_a_stream_gives_his_turn_back(folder):
    endless = Endless()
    with serving(folder, before=endless) as shop:
        for _ in range(2):
            assert shop.raw(stream_request(shop), until_closed=False).startswith(b"HTTP/1.1 200 OK")
        assert until(lambda: shop.metric("shopcli_http_requests_in_flight") == 1)  # the look at the metrics itself
    assert endless.n_written > 0
    assert shop.said == ["Warm."]


def test_a_reader_who_does_not_read_gives_his_turn_back(folder):
    endless = Endless("On and on. " * 10_000)
    with serving(folder, limits=Limits(patience_s=0.5), before=endless) as shop:
        with socket.create_connection(("127.0.0.1", shop.port)) as connection:
            connection.sendall(stream_request(shop))
            assert until(lambda: endless.n_written > 0)
            assert until(lambda: shop.metric("shopcli_http_requests_in_flight") == 1)
        assert shop.call("/ask", {"request": "watch", "advice": False}).status == 200
    assert shop.said == ["Warm."]


def test_why_a_product_stands_where_it_does(shop):
    reply = shop.call("/explain", {"request": "watch with GPS", "id": "V1"})
    assert (reply.status, reply.json["product"]["id"], reply.json["product"]["unmet"]) == (200, "V1", ["GPS"])
    assert shop.call("/explain", {"request": "watch", "id": "nope"}).status == 404


def test_many_requests_at_once_each_get_their_own_answer(shop):
    """Searches, look-ups and explanations by sixteen threads; each answer is that of the same request alone."""
    requests: list[tuple[str, dict[str, Any]]] = [
        *(
            ("/catalog/search", {"query": f"{thing} under {bound}"})
            for thing in ("watch", "lamp")
            for bound in range(20, 220, 25)
        ),
        *(("/catalog/lookup", {"ids": [f"V{n}"]}) for n in range(1, 6)),
        *(("/explain", {"request": "watch with GPS", "id": f"V{n}"}) for n in range(1, 6)),
    ]
    alone = [shop.call(path, body).json for path, body in requests]
    assert len({json.dumps(one) for one in alone}) > 15
    with ThreadPoolExecutor(16) as pool:
        together = list(pool.map(lambda one: shop.call(*one), requests * 3))
    assert [reply.status for reply in together] == [200] * len(together)
    assert [reply.json for reply in together] == alone * 3


def test_an_agent_calls_the_same_tools_over_streamable_http(shop):
    async def talk() -> Any:
        headers = {"Authorization": f"Bearer {TOKEN}"}
        async with httpx2.AsyncClient(headers=headers, trust_env=False) as http:
            transport = streamable_http_client(f"http://127.0.0.1:{shop.port}/mcp", http_client=http)
            async with Client(transport) as client:
                tools = await client.list_tools()
                return tools.tools, await client.call_tool("search_catalog", {"catalog": {"query": "watch with GPS"}})

    tools, found = anyio.run(talk)
    assert [tool.name for tool in tools] == ["search_catalog", "lookup_catalog", "get_product", "ask", "explain"]
    assert found.structured_content == shop.call("/catalog/search", {"query": "watch with GPS"}).json
    assert FENCE.fullmatch(found.content[0].text)


def test_an_agent_without_the_token_gets_nothing(shop):
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    reply = shop.call("/mcp", call, headers={"Authorization": None})
    assert (reply.status, reply.message["code"]) == (401, "unauthorized")


def test_text_for_a_model_is_fenced_and_nothing_in_twenty_hostile_products_leaves_the_fence(tmp_path):
    texts = [attack for attack in hostile.ATTACKS if attack.place in ("title", "description", "value")][::2][:20]
    rows = [hostile.attacked(attack)[0] | {"id": f"H{n}"} for n, attack in enumerate(texts)]
    rows += [{**hostile.SHOP[1], "id": f"B{n}", "title": f"Marlow watch {text}"} for n, text in enumerate(BREAKERS)]
    (tmp_path / "shop.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    build(tmp_path / "index", list(open_catalog([tmp_path / "shop.jsonl"]).products()), WordEncoder())
    ids = [f"H{n}" for n in range(20)] + ["B0", "B1", "B2"]
    calls: list[tuple[str, dict[str, Any]]] = [
        ("/catalog/search", {"query": "watch", "pagination": {"limit": 50}}),
        ("/catalog/lookup", {"ids": ids}),
        ("/ask", {"request": "watch with GPS", "top": 20, "advice": False}),
        *(("/catalog/product", {"id": f"B{n}"}) for n in range(3)),
        *(("/explain", {"request": "watch", "id": f"H{n}"}) for n in range(0, 20, 4)),
    ]
    with serving(tmp_path / "index") as shop:
        nonces = set()
        for path, body in calls:
            plain, fenced = shop.call(path, body), shop.call(path, body, headers={"Accept": "text/plain"})
            told = FENCE.fullmatch(fenced.text)
            assert told, fenced.text
            nonces.add(told[1])
            assert {**json.loads(told[2]), "timings_s": 0} == {**plain.json, "timings_s": 0}
            assert [text for text in strings(plain.json) if any(map(_acts, text))] == []
        assert len(nonces) == len(calls)

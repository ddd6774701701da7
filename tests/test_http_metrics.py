"""What is counted of the HTTP server, read by Prometheus's own parser of OpenMetrics."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from shopcli import __version__
from shopcli.serve.http.metrics import BUCKETS_S, OPENMETRICS, Metrics
from shopcli.util.timing import collected, observed, stage
from tests.conftest import FIVE, WordEncoder, build
from tests.http_shop import HttpShop, serving


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HttpShop]:
    folder = tmp_path_factory.mktemp("metrics") / "index"
    build(folder, FIVE, WordEncoder())
    with serving(folder) as one:
        yield one


def samples(text: str) -> dict[tuple[str, frozenset[Any]], float]:
    """Every sample by its name and labels."""
    families = text_string_to_metric_families(text)
    return {(one.name, frozenset(one.labels.items())): one.value for family in families for one in family.samples}


def sample(text: str, name: str, **labels: str) -> float:
    return samples(text)[name, frozenset(labels.items())]


def test_the_text_is_openmetrics_before_anything_was_asked():
    text = Metrics().text(products=0)
    families = {family.name: family.type for family in text_string_to_metric_families(text)}
    assert families == {
        "shopcli": "info",
        "process_start_time_seconds": "gauge",
        "shopcli_products": "gauge",
        "shopcli_http_requests_in_flight": "gauge",
        "shopcli_http_requests": "counter",
        "shopcli_http_errors": "counter",
        "shopcli_http_request_seconds": "histogram",
        "shopcli_stage_seconds": "histogram",
    }
    assert sample(text, "shopcli_info", version=__version__) == 1
    assert text.endswith("\n# EOF\n")


def test_requests_errors_and_seconds_are_counted_each_by_what_was_asked():
    metrics = Metrics()
    for status, seconds, code in ((200, 0.004, ""), (200, 0.3, ""), (503, 31.0, "overloaded"), (404, 0.01, "")):
        metrics.begin()
        metrics.end("/ask", status, seconds, code)
    metrics.begin()
    metrics.observe({"understand": 0.02, "write": 2.0})
    metrics.observe({"understand": 0.03})
    text = metrics.text(products=5)
    assert sample(text, "shopcli_http_requests_in_flight") == 1
    assert sample(text, "shopcli_products") == 5
    assert sample(text, "shopcli_http_requests_total", operation="/ask", status="200") == 2
    assert sample(text, "shopcli_http_errors_total", operation="/ask", code="overloaded") == 1
    assert sample(text, "shopcli_http_errors_total", operation="/ask", code="404") == 1
    buckets = [sample(text, "shopcli_http_request_seconds_bucket", operation="/ask", le=str(bound)) for bound in BUCKETS_S]
    assert buckets == [1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3]
    assert sample(text, "shopcli_http_request_seconds_bucket", operation="/ask", le="+Inf") == 4
    assert sample(text, "shopcli_http_request_seconds_sum", operation="/ask") == 31.314
    assert sample(text, "shopcli_stage_seconds_count", stage="understand") == 2
    assert sample(text, "shopcli_stage_seconds_sum", stage="write") == 2.0


def test_a_label_holds_whatever_it_is_given():
    metrics = Metrics()
    metrics.observe({'a "quoted" \\ stage\nof two lines': 1.0})
    assert sample(metrics.text(products=0), "shopcli_stage_seconds_count", stage='a "quoted" \\ stage\nof two lines') == 1


def test_the_server_counts_what_it_is_asked_by_few_names_and_none_of_the_words(shop):
    shop.call("/catalog/search", {"query": "watch for Aunt May"})
    shop.call("/ask", {"request": "watch for Aunt May"})
    shop.call("/secret/path")
    shop.call("/catalog/search", {"query": 1})
    reply = shop.call("/metrics", headers={"Accept": f"{OPENMETRICS};q=0.9,text/plain;q=0.5"})
    assert reply.headers["content-type"] == OPENMETRICS
    text = reply.text
    assert sample(text, "shopcli_http_requests_total", operation="/catalog/search", status="200") == 1
    assert sample(text, "shopcli_http_errors_total", operation="/catalog/search", code="invalid_request") == 1
    assert sample(text, "shopcli_http_errors_total", operation="other", code="no_such_path") == 1
    for name, count in (("understand", 2), ("retrieve", 2), ("rerank", 2), ("write", 1)):
        assert sample(text, "shopcli_stage_seconds_count", stage=name) == count
    assert sample(text, "shopcli_http_requests_in_flight") == 1
    assert "May" not in text and "secret" not in text


def test_whoever_asks_for_plain_text_gets_the_same_as_plain_text(shop):
    reply = shop.call("/metrics")
    assert reply.headers["content-type"] == "text/plain; charset=utf-8"
    assert samples(reply.text)


def test_whoever_looks_on_sees_the_stages_that_others_collect():
    with observed() as seen:
        with collected() as inner, stage("retrieve"):
            pass
        with stage("write"):
            pass
    with collected(), stage("rerank"):
        pass
    assert list(inner) == ["retrieve"]
    assert list(seen) == ["retrieve", "write"]
    assert seen["retrieve"] == inner["retrieve"]

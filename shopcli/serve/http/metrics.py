"""What is counted of a server, as OpenMetrics 1.0 text: requests, errors, seconds. No words of any request are among it."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import accumulate

from shopcli import __version__

OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8"
BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_ERROR = 400  # the first status of one

Labels = tuple[tuple[str, str], ...]


class Histogram:
    """Seconds by buckets, for each set of labels."""

    def __init__(self) -> None:
        self._counts: dict[Labels, list[int]] = {}
        self._sums: Counter[Labels] = Counter()

    def add(self, seconds: float, labels: Labels) -> None:
        """Count one."""
        counts = self._counts.setdefault(labels, [0] * (len(BUCKETS_S) + 1))
        counts[sum(seconds > bound for bound in BUCKETS_S)] += 1
        self._sums[labels] += seconds  # type: ignore[assignment]

    def lines(self, name: str) -> Iterator[str]:
        """The samples."""
        for labels, counts in self._counts.items():
            for bound, count in zip([*map(str, BUCKETS_S), "+Inf"], accumulate(counts), strict=True):
                yield _sample(f"{name}_bucket", (*labels, ("le", bound)), count)
            yield _sample(f"{name}_count", labels, sum(counts))
            yield _sample(f"{name}_sum", labels, round(self._sums[labels], 6))


class Metrics:
    """Counts of one process; safe to use from several threads."""

    def __init__(self) -> None:
        self._changing = threading.Lock()
        self._started = time.time()
        self._requests: Counter[Labels] = Counter()
        self._errors: Counter[Labels] = Counter()
        self._request_seconds, self._stage_seconds = Histogram(), Histogram()
        self._n_active = 0
        self.last_asked = time.monotonic()

    @property
    def n_active(self) -> int:
        """Requests that are being answered."""
        return self._n_active

    def begin(self) -> None:
        """A request has come."""
        with self._changing:
            self._n_active += 1

    def end(self, operation: str, status: int, seconds: float, code: str = "") -> None:
        """It is over.

        Args:
            operation: what it asked for, one of a few names.
            status: the HTTP status that it was answered with.
            seconds: how long it took.
            code: of the error; empty for none that was told.
        """
        with self._changing:
            self._n_active -= 1
            self.last_asked = time.monotonic()
            self._requests[("operation", operation), ("status", str(status))] += 1
            self._request_seconds.add(seconds, (("operation", operation),))
            if code or status >= _ERROR:
                self._errors[("operation", operation), ("code", code or str(status))] += 1

    def observe(self, seconds: Mapping[str, float]) -> None:
        """The seconds of each stage of one answer."""
        with self._changing:
            for stage, spent in seconds.items():
                self._stage_seconds.add(spent, (("stage", stage),))

    def text(self, *, products: int) -> str:
        """All of it.

        Args:
            products: how many the index holds.
        """
        with self._changing:
            return "\n".join([*self._lines(products), "# EOF", ""])

    def _lines(self, products: int) -> Iterator[str]:
        yield from _family("shopcli", "info", "The version.")
        yield _sample("shopcli_info", (("version", __version__),), 1)
        yield from _family("process_start_time_seconds", "gauge", "When the process began, since 1970.", unit="seconds")
        yield _sample("process_start_time_seconds", (), round(self._started, 3))
        yield from _family("shopcli_products", "gauge", "Products in the index.")
        yield _sample("shopcli_products", (), products)
        yield from _family("shopcli_http_requests_in_flight", "gauge", "Requests that are being answered.")
        yield _sample("shopcli_http_requests_in_flight", (), self._n_active)
        yield from _family("shopcli_http_requests", "counter", "Requests that were answered.")
        yield from (_sample("shopcli_http_requests_total", *one) for one in self._requests.items())
        yield from _family("shopcli_http_errors", "counter", "Requests that were refused or failed.")
        yield from (_sample("shopcli_http_errors_total", *one) for one in self._errors.items())
        yield from _family("shopcli_http_request_seconds", "histogram", "Seconds of whole requests.", unit="seconds")
        yield from self._request_seconds.lines("shopcli_http_request_seconds")
        yield from _family("shopcli_stage_seconds", "histogram", "Seconds of each stage of an answer.", unit="seconds")
        yield from self._stage_seconds.lines("shopcli_stage_seconds")


def _family(name: str, kind: str, what: str, *, unit: str = "") -> Iterator[str]:
    yield f"# TYPE {name} {kind}"
    if unit:
        yield f"# UNIT {name} {unit}"
    yield f"# HELP {name} {what}"


def _sample(name: str, labels: Labels, value: float) -> str:
    said = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels)
    return f"{name}{{{said}}} {value}" if said else f"{name} {value}"


def _escaped(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")

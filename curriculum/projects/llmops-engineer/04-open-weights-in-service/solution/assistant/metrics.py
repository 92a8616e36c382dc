"""Counters for a scraper, in the text format that monitoring systems read."""

from __future__ import annotations

import bisect
import threading
import time
from collections import Counter
from collections.abc import Callable

BOUNDS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Metrics:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._statuses: Counter[int] = Counter()
        self._buckets = [0] * (len(BOUNDS) + 1)
        self._seconds = 0.0
        self._in_flight = 0

    def begin(self) -> Callable[[int], None]:
        """Count a request in; call the result with its status when it ends."""
        started = time.perf_counter()
        with self._lock:
            self._in_flight += 1

        def done(status: int) -> None:
            took = time.perf_counter() - started
            with self._lock:
                self._in_flight -= 1
                self._statuses[status] += 1
                self._buckets[bisect.bisect_left(BOUNDS, took)] += 1
                self._seconds += took

        return done

    def text(self) -> str:
        with self._lock:
            lines = ["# TYPE assistant_requests_total counter"]
            lines += [
                f'assistant_requests_total{{status="{status}"}} {count}'
                for status, count in sorted(self._statuses.items())
            ]
            lines.append("# TYPE assistant_request_seconds histogram")
            total = 0
            for bound, count in zip([*map(str, BOUNDS), "+Inf"], self._buckets, strict=True):
                total += count
                lines.append(f'assistant_request_seconds_bucket{{le="{bound}"}} {total}')
            lines += [
                f"assistant_request_seconds_sum {self._seconds:.6f}",
                f"assistant_request_seconds_count {total}",
                "# TYPE assistant_in_flight gauge",
                f"assistant_in_flight {self._in_flight}",
            ]
        return "\n".join(lines) + "\n"

"""How many questions may be under way, and how many may wait: the rest is told so at once."""

from __future__ import annotations

import threading

from assistant.errors import ApiError


class Admission:
    """`with admission:` holds one place.

    Raises:
        ApiError: 503 `overloaded`, if the queue is full.
    """

    def __init__(self, places: int, queue: int) -> None:
        self._places = threading.Semaphore(places)
        self._limit = places + queue
        self._present = 0
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        with self._lock:
            if self._present >= self._limit:
                raise ApiError(503, "overloaded", "too many questions are waiting", retry_after=1)
            self._present += 1
        self._places.acquire()

    def __exit__(self, *_: object) -> None:
        self._places.release()
        with self._lock:
            self._present -= 1

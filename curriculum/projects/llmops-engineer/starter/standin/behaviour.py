"""What can be asked of the stand-in: speed, limits, faults and drift, changed while it runs."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field, fields
from typing import Any

FAULTS = ("429", "500", "503", "400", "401", "hang", "cut", "garbage", "length")


@dataclass
class Behaviour:
    """Set by the command line, by `POST /control`, or from Python. Everything is off at first."""

    latency_ms: float = 0.0  # before the first token
    per_token_ms: float = 0.0  # for every token of the answer
    slots: int = 0  # requests served at a time, the others wait in line; 0 is no limit
    requests_per_second: float = 0.0  # above it 429 with Retry-After; 0 is no limit
    drift: float = 0.0  # 0 to 1: the share of answers that change, and how far embeddings turn
    answer: str = ""  # every chat answer is this text
    judge_bias: str = ""  # "good" or "bad": what the judge always says
    retry_after: float = 1.0  # seconds, sent with 429
    hang_seconds: float = 30.0  # how long a fault "hang" says nothing
    faults: deque[str] = field(default_factory=deque)  # one is used up by each request

    def change(self, wanted: dict[str, Any]) -> None:
        """Take over settings by name.

        Raises:
            ValueError: a setting or a fault that does not exist.
        """
        known = {setting.name for setting in fields(self)}
        for name, value in wanted.items():
            if name not in known:
                raise ValueError(f"no setting {name!r}; there are {', '.join(sorted(known))}")
            if name == "faults":
                wrong = [fault for fault in value if fault not in FAULTS]
                if wrong:
                    raise ValueError(f"no fault {wrong[0]!r}; there are {', '.join(FAULTS)}")
                self.faults = deque(value)
            else:
                setattr(self, name, type(getattr(self, name))(value))

    def next_fault(self, asked: str | None) -> str | None:
        """The fault of this request: the one its header asks for, or the next in line."""
        if asked in FAULTS:
            return asked
        try:
            return self.faults.popleft()
        except IndexError:
            return None


class Slots:
    """A counter of requests in service; with a limit, the others wait in the order they came."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._waiting: deque[object] = deque()
        self.now = 0
        self.peak = 0

    def enter(self, limit: int) -> None:
        ticket = object()
        with self._changed:
            self._waiting.append(ticket)
            while self._waiting[0] is not ticket or (limit and self.now >= limit):
                self._changed.wait()
            self._waiting.popleft()
            self.now += 1
            self.peak = max(self.peak, self.now)
            self._changed.notify_all()

    def leave(self) -> None:
        with self._changed:
            self.now -= 1
            self._changed.notify_all()

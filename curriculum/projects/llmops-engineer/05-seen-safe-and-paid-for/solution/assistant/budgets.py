"""What each team may spend a day. Money is reserved before a call and settled after it."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import ApiError
from assistant.registry import write_whole

CONFIG = Path("config/budgets.json")


@dataclass
class Bill:
    cost_usd: float = 0.0


def today() -> str:
    """The day in UTC; ASSISTANT_TODAY replaces it, to simulate a month."""
    return os.environ.get("ASSISTANT_TODAY") or dt.datetime.now(dt.UTC).date().isoformat()


class Budgets:
    def __init__(self, state: Path) -> None:
        self._path = state / "spend.json"
        self._config = json.loads(CONFIG.read_text("utf-8"))
        self._reserved: Counter[str] = Counter()
        self._lock = threading.Lock()

    def limit(self, team: str) -> float:
        return float(self._config["teams"].get(team, self._config["default_usd_per_day"]))

    @contextlib.contextmanager
    def reserved(self, team: str, most: float) -> Iterator[Bill]:
        """Raises ApiError 402 if the call could take the team above its budget."""
        team = team or "unknown"
        with self._lock:
            spent = self._days().get(today(), {}).get(team, 0.0)
            if spent + self._reserved[team] + most > self.limit(team):
                raise ApiError(
                    402, "budget_exhausted", f"the budget of {team} for today is used up"
                )
            self._reserved[team] += most
        bill = Bill()
        try:
            yield bill
        finally:
            with self._lock:
                self._reserved[team] -= most
                days = self._days()
                of_day = days.setdefault(today(), {})
                of_day[team] = of_day.get(team, 0.0) + bill.cost_usd
                write_whole(self._path, json.dumps(days).encode())

    def report(self) -> dict[str, Any]:
        with self._lock:
            spent = self._days().get(today(), {})
        names = sorted({*spent, *self._config["teams"]})
        teams = {n: {"usd": spent.get(n, 0.0), "budget_usd": self.limit(n)} for n in names}
        return {"day": today(), "teams": teams}

    def _days(self) -> dict[str, dict[str, float]]:
        try:
            return json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return {}

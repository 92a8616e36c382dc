"""Prices, and the sum of what was used."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

from assistant.client import Reply


def load_prices(path: Path = Path("config/prices.json")) -> dict[str, dict[str, float]]:
    return json.loads(path.read_text("utf-8"))


def cost_usd(prices: dict[str, dict[str, float]], reply: Reply) -> float:
    price = prices.get(reply.model, {"input_per_million": 0.0, "output_per_million": 0.0})
    used = reply.prompt_tokens * price["input_per_million"]
    return (used + reply.completion_tokens * price["output_per_million"]) / 1e6


class Totals:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sum = {"requests": 0, "prompt_tokens": 0, "completion_tokens": 0, "cost_usd": 0.0}

    def add(self, reply: Reply, cost: float) -> None:
        with self._lock:
            self._sum["requests"] += 1
            self._sum["prompt_tokens"] += reply.prompt_tokens
            self._sum["completion_tokens"] += reply.completion_tokens
            self._sum["cost_usd"] += cost

    def read(self) -> dict[str, Any]:
        with self._lock:
            return dict(self._sum)

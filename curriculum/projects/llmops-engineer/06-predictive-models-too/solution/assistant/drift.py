"""What has changed since training: inputs, their completeness, and, once labels are there, the accuracy."""

from __future__ import annotations

import bisect
import math
from typing import Any

from assistant.logistic import FEATURES, Row

BINS = 10
SMALLEST = 0.001  # share of an empty bin, so that the logarithm exists
DRIFT = 0.2
MISSING = 0.05
WORSE = 0.08
ACTIONS = (("data_quality", "repair"), ("performance", "retrain"), ("input_drift", "look"))


def deciles(values: list[float]) -> list[float]:
    """The nine inner borders; equal ones are one border."""
    ordered = sorted(values)
    return sorted({ordered[len(ordered) * k // BINS] for k in range(1, BINS)})


def stability_index(borders: list[float], reference: list[float], values: list[float]) -> float:
    """Population stability index: sum of (now - before) * ln(now / before) over the bins."""
    before, now = (_shares(borders, sample) for sample in (reference, values))
    return sum((n - b) * math.log(n / b) for b, n in zip(before, now, strict=True))


def _shares(borders: list[float], values: list[float]) -> list[float]:
    counts = [0] * (len(borders) + 1)
    for value in values:
        counts[bisect.bisect_right(borders, value)] += 1
    return [max(SMALLEST, count / max(1, len(values))) for count in counts]


def report(
    reference: dict[str, list[float]], rows: list[Row], accuracy: float | None, expected: float
) -> dict[str, Any]:
    alarms: list[dict[str, str | None]] = []
    psi, missing = {}, {}
    for name in FEATURES:
        values = [row[name] for row in rows if row[name] is not None]
        before = reference[name]
        psi[name] = round(stability_index(deciles(before), before, values), 4)
        missing[name] = round(1 - len(values) / len(rows), 4)
        if missing[name] > MISSING:
            alarms.append({"kind": "data_quality", "feature": name})
        elif psi[name] > DRIFT:
            alarms.append({"kind": "input_drift", "feature": name})
    if accuracy is not None and accuracy < expected - WORSE:
        alarms.append({"kind": "performance", "feature": None})
    return {
        "rows": len(rows),
        "psi": psi,
        "missing": missing,
        "accuracy": accuracy,
        "alarms": alarms,
        "action": _action({alarm["kind"] for alarm in alarms}),
    }


def _action(kinds: set[str | None]) -> str:
    """A broken pipeline is repaired before anybody trains on it; drift alone is only looked at."""
    return next((action for kind, action in ACTIONS if kind in kinds), "none")

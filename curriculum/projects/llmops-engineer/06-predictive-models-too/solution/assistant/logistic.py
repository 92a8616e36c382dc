"""Logistic regression by Newton's method, in plain Python: five features need no more."""

from __future__ import annotations

import math
import statistics
from dataclasses import asdict, dataclass
from typing import Any

FEATURES = ("severity", "firing_minutes", "repeats_24h", "ack_ratio", "hour")
PENALTY = 1.0
RECALL = 0.94  # what the threshold aims at, on the training data
Row = dict[str, float | None]


@dataclass(frozen=True)
class Model:
    weights: list[float]  # the first is the constant
    means: list[float]
    deviations: list[float]
    threshold: float

    def probability(self, row: Row) -> float:
        """A missing value counts as the mean of the training data."""
        return _sigmoid(_dot(self.weights, self._standard(row)))

    def _standard(self, row: Row) -> list[float]:
        found = [1.0]
        for name, mean, deviation in zip(FEATURES, self.means, self.deviations, strict=True):
            value = row[name]
            found.append(0.0 if value is None else (value - mean) / deviation)
        return found

    def as_fields(self) -> dict[str, Any]:
        return asdict(self)


def trained(rows: list[Row], labels: list[int]) -> Model:
    columns = [[row[name] for row in rows if row[name] is not None] for name in FEATURES]
    means = [statistics.fmean(column) for column in columns]
    deviations = [statistics.pstdev(column) or 1.0 for column in columns]
    blank = Model([0.0] * (len(FEATURES) + 1), means, deviations, 0.5)
    points = [blank._standard(row) for row in rows]  # noqa: SLF001 - the same module
    weights = blank.weights
    for _ in range(8):
        weights = _step(weights, points, labels)
    rounded = [round(weight, 6) for weight in weights]
    positive = sorted(_sigmoid(_dot(rounded, p)) for p, y in zip(points, labels, strict=True) if y)
    place = int((1 - RECALL) * len(positive))
    return Model(rounded, means, deviations, round(positive[place], 4) if positive else 0.5)


def _step(weights: list[float], points: list[list[float]], labels: list[int]) -> list[float]:
    size = len(weights)
    slope = [-PENALTY * w for w in weights]
    bend = [[PENALTY * (i == j) for j in range(size)] for i in range(size)]
    for point, label in zip(points, labels, strict=True):
        chance = _sigmoid(_dot(weights, point))
        spread = max(chance * (1 - chance), 1e-6)
        for i in range(size):
            slope[i] += (label - chance) * point[i]
            for j in range(size):
                bend[i][j] += spread * point[i] * point[j]
    return [w + d for w, d in zip(weights, _solved(bend, slope), strict=True)]


def _solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for i in range(len(rows)):
        pivot = rows[i][i]
        rows[i] = [value / pivot for value in rows[i]]
        for j, other in enumerate(rows):
            if j != i:
                factor = other[i]
                rows[j] = [a - factor * b for a, b in zip(other, rows[i], strict=True)]
    return [row[-1] for row in rows]


def _dot(a: list[float], b: list[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))

"""`slo`: how fast the error budget burns, by two windows each, and what to do about it."""

from __future__ import annotations

import argparse
import bisect
import itertools
import json
from pathlib import Path
from typing import Any

HOUR = 3600
# severity, burn rate, long window, short window (which ends the alert soon after the trouble)
RULES = (("page", 14.4, HOUR, HOUR / 12), ("ticket", 6.0, 6 * HOUR, HOUR / 2))
STEP = 60
FEWEST = 30  # requests in the long window; fewer say nothing


def add_commands(commands: Any) -> None:
    slo = commands.add_parser("slo", help="alerts on the error budget of a request log")
    slo.add_argument("log", type=Path)
    slo.add_argument("--objective", type=float, default=0.99)
    slo.set_defaults(run=_run)


class Log:
    def __init__(self, entries: list[dict[str, Any]]) -> None:
        ordered = sorted(entries, key=lambda entry: entry["at"])
        self.times = [entry["at"] for entry in ordered]
        self._bad = [0, *itertools.accumulate(not entry["ok"] for entry in ordered)]

    def counts(self, start: float, end: float) -> tuple[int, int]:
        """Bad and all requests after `start` up to and at `end`."""
        first, last = bisect.bisect_right(self.times, start), bisect.bisect_right(self.times, end)
        return self._bad[last] - self._bad[first], last - first


def alerts(log: Log, objective: float) -> list[dict[str, Any]]:
    found = []
    for severity, rate, long, short in RULES:
        firing = False
        at = log.times[0]
        while at <= log.times[-1] + STEP:
            burns = []
            for window in (long, short):
                bad, count = log.counts(at - window, at)
                burns.append(bad / count / (1 - objective) if count else 0.0)
            now = min(burns) >= rate and log.counts(at - long, at)[1] >= FEWEST
            if now and not firing:
                found.append({"severity": severity, "at": at})
            firing = now
            at += STEP
    return sorted(found, key=lambda alert: alert["at"])


def _run(options: argparse.Namespace) -> int:
    log = Log([json.loads(line) for line in options.log.read_text("utf-8").splitlines()])
    bad, count = log.counts(log.times[0] - 1, log.times[-1])
    spent = bad / count / (1 - options.objective)
    print(
        json.dumps(
            {
                "requests": count,
                "budget_spent": round(spent, 4),
                "alerts": alerts(log, options.objective),
            }
        )
    )
    return 0

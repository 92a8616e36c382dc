"""`loadtest` and `knee`: an open loop of questions, and what the users of it would have felt."""

from __future__ import annotations

import argparse
import json
import math
import random
import threading
import time
import urllib.error
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

QUESTIONS = Path("evals/retrieval.jsonl")
ERRORS_ALLOWED = 0.01


@dataclass(frozen=True)
class Sample:
    scheduled: float  # seconds from the start
    ms: float  # from the scheduled time to the end of the answer
    status: int  # 0 if there was none


def add_commands(commands: Any) -> None:
    load = commands.add_parser("loadtest", help="ask at a rate, whether or not answers come")
    load.add_argument("--rate", type=float, required=True, help="questions per second")
    load.add_argument("--samples", type=Path)
    load.set_defaults(run=_loadtest)
    knee = commands.add_parser("knee", help="the highest rate that holds the target")
    knee.add_argument("--rates", type=float, nargs="+", required=True)
    knee.set_defaults(run=_knee)
    for command in (load, knee):
        command.add_argument("--url", default="http://127.0.0.1:8080")
        command.add_argument("--seconds", type=float, default=30)
        command.add_argument("--target-p95-ms", type=float, default=3000)
        command.add_argument("--seed", type=int, default=1)


def schedule(rate: float, seconds: float, seed: int) -> list[float]:
    """Times of a Poisson process: users do not wait for one another."""
    chance, times, at = random.Random(seed), [], 0.0
    while (at := at + chance.expovariate(rate)) < seconds:
        times.append(at)
    return times


def percentile(values: list[float], share: float) -> float:
    """Nearest rank: the smallest value with at least `share` of all at or below it."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def drive(url: str, times: list[float]) -> list[Sample]:
    questions = [json.loads(line)["question"] for line in QUESTIONS.read_text("utf-8").splitlines()]
    samples: list[Sample] = []
    started = time.perf_counter()

    def one(number: int, at: float) -> None:
        body = json.dumps({"question": questions[number % len(questions)]}).encode()
        request = urllib.request.Request(url + "/ask", body, {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                reply.read()
                status = reply.status
        except urllib.error.HTTPError as error:
            status = error.code
        except OSError:
            status = 0
        samples.append(Sample(at, (time.perf_counter() - started - at) * 1000, status))

    threads = []
    for number, at in enumerate(times):
        time.sleep(max(0.0, at - (time.perf_counter() - started)))
        threads.append(threading.Thread(target=one, args=(number, at)))
        threads[-1].start()
    for thread in threads:
        thread.join()
    return sorted(samples, key=lambda sample: sample.scheduled)


def report(samples: list[Sample], rate: float, target: float) -> dict[str, Any]:
    good = [sample.ms for sample in samples if sample.status == 200]
    took = max(sample.scheduled + sample.ms / 1000 for sample in samples)
    latency = {
        "mean": sum(good) / len(good),
        "p50": percentile(good, 0.5),
        "p95": percentile(good, 0.95),
        "p99": percentile(good, 0.99),
        "max": max(good),
    } if good else {}  # fmt: skip
    errors = len(samples) - len(good)
    is_met = bool(good) and latency["p95"] <= target and errors <= ERRORS_ALLOWED * len(samples)
    return {
        "offered_rate": rate,
        "sent": len(samples),
        "ok": len(good),
        "errors": errors,
        "throughput": round(len(good) / took, 3),
        "latency_ms": {name: round(value, 1) for name, value in latency.items()},
        "in_flight_mean": round(sum(sample.ms for sample in samples) / 1000 / took, 3),
        "target_p95_ms": target,
        "met": is_met,
    }


def _loadtest(options: argparse.Namespace) -> int:
    samples = drive(options.url, schedule(options.rate, options.seconds, options.seed))
    if options.samples:
        lines = "".join(json.dumps(asdict(sample)) + "\n" for sample in samples)
        options.samples.write_text(lines, "utf-8")
    found = report(samples, options.rate, options.target_p95_ms)
    print(json.dumps(found))
    return 0 if found["met"] else 1


def _knee(options: argparse.Namespace) -> int:
    steps, holds = [], None
    for rate in sorted(options.rates):
        samples = drive(options.url, schedule(rate, options.seconds, options.seed))
        steps.append(report(samples, rate, options.target_p95_ms))
        if not steps[-1]["met"]:
            break
        holds = rate
    print(json.dumps({"holds": holds, "steps": steps}))
    return 0 if holds is not None else 1

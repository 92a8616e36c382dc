"""Open weights in service: manifests that fit together, a load test that tells the truth, admission."""

from __future__ import annotations

import json
import math
import re
import statistics
import threading
import time
from pathlib import Path
from typing import Any

from checks import web
from checks.bench import Bench
from checks.verdict import Milestone, Miss, expect

MILESTONE = Milestone(4, "Open weights in service")
check = MILESTONE.check
_UNITS = {"": 1, "k": 1e3, "M": 1e6, "G": 1e9, "Ki": 2**10, "Mi": 2**20, "Gi": 2**30}


class Cluster:
    """The objects of deploy/*.json by kind and name."""

    def __init__(self, folder: Path) -> None:
        self.objects: dict[tuple[str, str], dict[str, Any]] = {}
        for path in sorted(folder.glob("*.json")):
            if path.name == "sizing.json":
                continue
            try:
                found = json.loads(path.read_text("utf-8"))
            except ValueError as error:
                raise Miss("JSON in deploy/*.json", f"{path.name}: {error}") from None
            for item in found["items"] if found.get("kind") == "List" else [found]:
                self.objects[item["kind"], item["metadata"]["name"]] = item

    def get(self, kind: str, name: str) -> dict[str, Any]:
        if (kind, name) not in self.objects:
            there = ", ".join(f"{k} {n}" for k, n in self.objects) or "nothing"
            raise Miss(f"a {kind} named {name} in deploy/*.json", there)
        return self.objects[kind, name]

    def pod(self, name: str) -> tuple[dict[str, Any], dict[str, Any], dict[str, str]]:
        """Pod spec, first container and labels of a Deployment."""
        template = self.get("Deployment", name)["spec"]["template"]
        return template["spec"], template["spec"]["containers"][0], template["metadata"]["labels"]


def bytes_of(quantity: str) -> float:
    match = re.fullmatch(r"(\d+(?:\.\d+)?)(k|M|G|Ki|Mi|Gi|)", str(quantity))
    expect(match, "memory such as 3Gi", quantity)
    return float(match[1]) * _UNITS[match[2]]


def selects(selector: dict[str, str], labels: dict[str, str]) -> bool:
    return bool(selector) and all(labels.get(key) == value for key, value in selector.items())


@check("manifests-wired", "The objects find one another", "kubernetes-operations")
def manifests_wired(bench: Bench) -> None:
    cluster = Cluster(bench.repo / "deploy")
    for name in ("model-server", "assistant"):
        _, container, labels = cluster.pod(name)
        own = cluster.get("Deployment", name)["spec"]["selector"]["matchLabels"]
        expect(
            selects(own, labels),
            f"the Deployment {name} selects its own pods",
            f"{own} and {labels}",
        )
        service = cluster.get("Service", name)["spec"]
        expect(
            selects(service["selector"], labels),
            f"the Service {name} selects the pods of {name}",
            f"{service['selector']} and {labels}",
        )
        ports = {p.get("name"): p["containerPort"] for p in container.get("ports", [])}
        target = service["ports"][0].get("targetPort", service["ports"][0]["port"])
        expect(
            target in ports or target in ports.values(),
            f"targetPort of {name} is a port of its container",
            f"{target}, container: {ports}",
        )
    env = {e["name"]: e for e in cluster.pod("assistant")[1].get("env", [])}
    port = cluster.get("Service", "model-server")["spec"]["ports"][0]["port"]
    wanted = f"http://model-server:{port}/v1"
    url = env.get("MODEL_BASE_URL", {}).get("value")
    expect(url == wanted, f"MODEL_BASE_URL {wanted} in the assistant's environment", url)


@check(
    "manifests-probes",
    "A model that loads for minutes is neither killed nor asked",
    "inference-servers",
    needs=["manifests-wired"],
)
def manifests_probes(bench: Bench) -> None:
    cluster = Cluster(bench.repo / "deploy")
    spec, model, _ = cluster.pod("model-server")
    startup = model.get("startupProbe", {})
    time_to_load = (
        startup.get("periodSeconds", 10) * startup.get("failureThreshold", 3) if startup else 0
    )
    expect(
        time_to_load >= 300,
        "a startupProbe that gives model-server 300 s or more to load",
        f"{time_to_load} s",
    )
    for name in ("model-server", "assistant"):
        expect("readinessProbe" in cluster.pod(name)[1], f"a readinessProbe for {name}", "none")
    path = cluster.pod("assistant")[1]["readinessProbe"].get("httpGet", {}).get("path")
    expect(path == "/healthz", "the assistant's readinessProbe at /healthz", path)
    timeout = next(
        (
            e.get("value")
            for e in cluster.pod("assistant")[1]["env"]
            if e["name"] == "MODEL_TIMEOUT_SECONDS"
        ),
        "30",
    )
    grace = cluster.pod("assistant")[0].get("terminationGracePeriodSeconds", 30)
    expect(
        grace > float(timeout),
        f"a terminationGracePeriodSeconds above the timeout of {timeout} s",
        grace,
    )
    del spec


@check(
    "manifests-safe",
    "Pinned images, no root, no key in the file",
    "kubernetes-operations",
    needs=["manifests-wired"],
)
def manifests_safe(bench: Bench) -> None:
    cluster = Cluster(bench.repo / "deploy")
    for name in ("model-server", "assistant"):
        spec, container, _ = cluster.pod(name)
        image = container["image"]
        pinned = "@sha256:" in image or re.search(r":[\w.-]*\d[\w.-]*$", image)
        expect(pinned, f"an image with a version for {name}", image)
        context = {**spec.get("securityContext", {}), **container.get("securityContext", {})}
        expect(context.get("runAsNonRoot") is True, f"runAsNonRoot for {name}", context)
        expect(
            context.get("allowPrivilegeEscalation") is False,
            f"allowPrivilegeEscalation false for {name}",
            context,
        )
        resources = container.get("resources", {})
        for kind in ("requests", "limits"):
            expect("memory" in resources.get(kind, {}), f"memory under {kind} of {name}", resources)
    key = next((e for e in cluster.pod("assistant")[1]["env"] if e["name"] == "MODEL_API_KEY"), {})
    expect("secretKeyRef" in key.get("valueFrom", {}), "MODEL_API_KEY from a Secret", key)


@check(
    "manifests-sized",
    "The memory asked for is what the model needs",
    "inference-servers",
    needs=["manifests-wired"],
)
def manifests_sized(bench: Bench) -> None:
    path = bench.repo / "deploy/sizing.json"
    expect(path.is_file(), "a file deploy/sizing.json", "none")
    size = json.loads(path.read_text("utf-8"))
    weights = size["parameters_billion"] * 1e9 * size["bits_per_weight"] / 8
    cache = size["context_tokens"] * size["kv_bytes_per_token"]
    needed = weights + cache + size["overhead_gib"] * 2**30
    expect(
        size["overhead_gib"] >= 0.3 and size["bits_per_weight"] >= 2,
        "an overhead of 0.3 GiB or more and at least 2 bits",
        size,
    )
    container = Cluster(bench.repo / "deploy").pod("model-server")[1]
    asked = bytes_of(container["resources"]["requests"]["memory"])
    limit = bytes_of(container["resources"]["limits"]["memory"])
    words = f"{needed / 2**30:.2f} GiB or more ({weights / 2**30:.2f} weights, {cache / 2**30:.2f} cache, the rest overhead)"
    expect(asked >= needed, f"a memory request of {words}", f"{asked / 2**30:.2f} GiB")
    expect(limit >= asked, "a limit not below the request", f"{limit / 2**30:.2f} GiB")
    words = " ".join(map(str, container.get("args", []) + container.get("command", [])))
    expect(
        re.search(rf"(?<!\d){size['context_tokens']}(?!\d)", words),
        f"the context of {size['context_tokens']} tokens in the server's arguments",
        words,
    )


@check(
    "manifests-drain",
    "A node can be emptied without an outage",
    "kubernetes-operations",
    needs=["manifests-wired"],
)
def manifests_drain(bench: Bench) -> None:
    cluster = Cluster(bench.repo / "deploy")
    deployment = cluster.get("Deployment", "assistant")["spec"]
    replicas = deployment.get("replicas", 1)
    expect(replicas >= 2, "two replicas of the assistant or more", replicas)
    budget = cluster.get("PodDisruptionBudget", "assistant")["spec"]
    labels = cluster.pod("assistant")[2]
    expect(
        selects(budget["selector"]["matchLabels"], labels),
        "a disruption budget that selects the assistant's pods",
        budget,
    )
    for key in ("minAvailable", "maxUnavailable"):
        expect(not isinstance(budget.get(key), str), f"{key} as a number of pods", budget)
    free = (
        budget["maxUnavailable"]
        if "maxUnavailable" in budget
        else replicas - budget.get("minAvailable", 0)
    )
    expect(
        1 <= free < replicas, f"a budget that lets 1 to {replicas - 1} pods go at a time", f"{free}"
    )
    rolling = deployment.get("strategy", {}).get("rollingUpdate", {})
    expect(
        rolling.get("maxUnavailable") in (0, "0%"),
        "a rolling update with maxUnavailable 0",
        deployment.get("strategy"),
    )


def loadtest(
    bench: Bench, part: web.Part, rate: float, seconds: float, *more: str
) -> tuple[Any, dict[str, Any], list[dict[str, Any]]]:
    samples = bench.repo / "samples.jsonl"
    run = bench.cli(
        "loadtest",
        "--url",
        part.url,
        "--rate",
        f"{rate:g}",
        "--seconds",
        f"{seconds:g}",
        "--samples",
        str(samples),
        *more,
    )
    report = run.json()
    expect(samples.is_file(), "a file of samples where --samples says", "none")
    return run, report, list(web.lines_of_json(samples.read_text("utf-8"), "the samples"))


def slow(*seconds: float, status: int = 200) -> web.Part:
    """Answers after so many seconds, in turn."""

    def reply(body: Any, number: int) -> tuple[int, dict[str, str], Any]:
        time.sleep(seconds[number % len(seconds)])
        return status, {}, {"answer": "yes", "refused": False}

    return web.Part(reply)


@check("load-percentiles", "Percentiles are percentiles", "inference-servers", alone=True)
def load_percentiles(bench: Bench) -> None:
    part = bench.enter(slow(*[0.02] * 8, 0.6, 0.02))
    run, report, samples = loadtest(bench, part, 40, 2.5, "--target-p95-ms", "5000")
    run.ok()
    good = sorted(sample["ms"] for sample in samples if sample["status"] == 200)
    expect(
        len(good) == report["ok"] == len(part.arrivals),
        f"{len(part.arrivals)} samples, as many as requests came",
        len(good),
    )
    for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99)):
        near = good[max(0, math.ceil(share * len(good)) - 3) : math.ceil(share * len(good)) + 2]
        seen = report["latency_ms"].get(name, -1)
        expect(
            near[0] - 1 <= seen <= near[-1] + 1,
            f"{name} from {near[0]:.0f} to {near[-1]:.0f} ms, from the samples",
            seen,
        )
    mean = statistics.fmean(good)
    expect(
        abs(report["latency_ms"].get("mean", -1) - mean) < 2,
        f"a mean of {mean:.0f} ms",
        report["latency_ms"],
    )
    expect(report["latency_ms"].get("max", 0) >= 600, "the slowest under max", report["latency_ms"])


@check("load-open-loop", "The load does not wait for answers", "inference-servers", alone=True)
def load_open_loop(bench: Bench) -> None:
    part = bench.enter(slow(2.0))
    _, _, samples = loadtest(bench, part, 20, 2, "--target-p95-ms", "9000")
    early = [at for at in part.arrivals if at - part.arrivals[0] < 2.2]
    expect(
        len(early) >= 0.8 * len(samples) > 10,
        f"most of {len(samples)} requests within the 2 s of the test, though each answer takes 2 s",
        f"{len(early)}",
    )


@check(
    "load-waiting-counts",
    "A late start counts as waiting",
    "inference-servers",
    needs=["load-percentiles"],
    alone=True,
)
def load_waiting_counts(bench: Bench) -> None:
    place = threading.Lock()

    def one_at_a_time(body: Any, number: int) -> tuple[int, dict[str, str], Any]:
        with place:
            time.sleep(0.1)
        return 200, {}, {"answer": "yes"}

    part = bench.enter(web.Part(one_at_a_time))
    run, report, _ = loadtest(bench, part, 20, 2, "--target-p95-ms", "500")
    expect(
        report["latency_ms"]["p95"] > 800,
        "a p95 above 800 ms: twice as much load as one place serves",
        report["latency_ms"],
    )
    expect(report["met"] is False and run.code == 1, "'met': false and exit code 1", report)


@check(
    "load-schedule",
    "Arrivals are random, and repeatable",
    "inference-servers",
    needs=["load-percentiles"],
    alone=True,
)
def load_schedule(bench: Bench) -> None:
    part = bench.enter(slow(0.0))
    runs = [loadtest(bench, part, 60, 2, "--seed", seed)[2] for seed in ("5", "5", "6")]
    times = [[round(sample["scheduled"], 4) for sample in run] for run in runs]
    expect(times[0] == times[1], "the same times with the same seed", "other times")
    expect(times[0] != times[2], "other times with another seed", "the same times")
    gaps = [b - a for a, b in zip(times[0], times[0][1:], strict=False)]
    spread = statistics.pstdev(gaps) / statistics.fmean(gaps)
    expect(
        0.7 < spread < 1.4,
        "gaps as random arrivals have them (deviation about as large as the mean)",
        f"{spread:.2f} of the mean",
    )
    expect(90 <= len(times[0]) <= 150, "about 120 requests in 2 s at 60 per second", len(times[0]))


@check(
    "load-errors",
    "Errors are counted, and are no fast answers",
    "inference-servers",
    needs=["load-percentiles"],
    alone=True,
)
def load_errors(bench: Bench) -> None:
    def reply(body: Any, number: int) -> tuple[int, dict[str, str], Any]:
        if number % 3 == 0:
            return 503, {}, {"error": {"code": "overloaded", "message": "no"}}
        time.sleep(0.15)
        return 200, {}, {"answer": "yes"}

    part = bench.enter(web.Part(reply))
    run, report, _ = loadtest(bench, part, 30, 2, "--target-p95-ms", "5000")
    wanted = {"sent": len(part.arrivals), "errors": math.ceil(len(part.arrivals) / 3)}
    expect({k: report.get(k) for k in wanted} == wanted, f"{wanted}", report)
    expect(
        report["latency_ms"]["p50"] >= 145,
        "latencies of answers alone, 150 ms and more",
        report["latency_ms"],
    )
    expect(
        report["met"] is False and run.code == 1,
        "'met': false: more than 1 percent are errors",
        report,
    )


@check(
    "littles-law",
    "Requests in the system are rate times time",
    "inference-servers",
    needs=["load-percentiles"],
    alone=True,
)
def littles_law(bench: Bench) -> None:
    _, report, samples = loadtest(bench, bench.enter(slow(0.25)), 24, 3, "--target-p95-ms", "5000")
    mean = statistics.fmean(sample["ms"] for sample in samples) / 1000
    took = max(sample["scheduled"] + sample["ms"] / 1000 for sample in samples)
    expected = len(samples) / took * mean
    seen = report.get("in_flight_mean", -1)
    expect(
        abs(seen - expected) < 0.15 * expected,
        f"in_flight_mean of about {expected:.1f}: {len(samples) / took:.1f} per second times {mean:.2f} s",
        seen,
    )


@check(
    "knee",
    "The highest rate that holds the target is found",
    "inference-servers",
    needs=["load-waiting-counts"],
    alone=True,
)
def knee(bench: Bench) -> None:
    places = threading.Semaphore(2)

    def two_places(body: Any, number: int) -> tuple[int, dict[str, str], Any]:
        with places:
            time.sleep(0.08)
        return 200, {}, {"answer": "yes"}

    part = bench.enter(web.Part(two_places))
    run = bench.cli(
        "knee",
        "--url",
        part.url,
        "--rates",
        "60",
        "4",
        "10",
        "--seconds",
        "2",
        "--target-p95-ms",
        "700",
    )
    report = run.ok().json()
    expect(
        report.get("holds") == 10,
        "'holds': 10 (two places of 80 ms carry 25 per second, so 60 cannot hold)",
        report.get("holds"),
    )
    expect(
        [s["offered_rate"] for s in report["steps"]] == [4, 10, 60],
        "steps from the lowest rate up",
        report["steps"],
    )


QUESTION = "What now?"


@check("admission", "No more questions at the model than it can serve", "inference-servers")
def admission(bench: Bench) -> None:
    model = bench.standin(latency_ms=500)
    server = bench.serve(model, MODEL_MAX_CONCURRENCY="2", MODEL_MAX_QUEUE="3")
    replies = web.at_once(*[lambda: server.ask(QUESTION)] * 9)
    codes = sorted(reply.status for reply in replies)
    expect(
        model.slots.peak <= 2, "at most 2 calls at a time (MODEL_MAX_CONCURRENCY)", model.slots.peak
    )
    expect(
        codes == [200] * 5 + [503] * 4,
        "5 answers (2 at once, 3 that waited) and 4 times 503",
        codes,
    )
    refused = [reply for reply in replies if reply.status == 503]
    refused[0].error_code(503, "overloaded")
    expect(
        all(reply.headers.get("Retry-After") for reply in refused),
        "Retry-After on each 503",
        dict(refused[0].headers),
    )
    served = min(reply.seconds for reply in replies if reply.status == 200)
    expect(
        max(reply.seconds for reply in refused) < served + 0.3,
        "503 at once, not after a wait",
        f"after {max(r.seconds for r in refused):.1f} s",
    )
    server.ask(QUESTION).ok()


@check(
    "admission-streams",
    "A stream keeps its place until it ends",
    "inference-servers",
    needs=["admission"],
)
def admission_streams(bench: Bench) -> None:
    model = bench.standin(per_token_ms=40)
    server = bench.serve(model, MODEL_MAX_CONCURRENCY="1", MODEL_MAX_QUEUE="5")
    body = {"question": QUESTION, "stream": True}
    web.at_once(*[lambda: web.events(server.url + "/ask", body)] * 3)
    expect(model.slots.peak == 1, "one call at a time, streams too", model.slots.peak)
    model.set(faults=["cut", "500", "500", "500"])
    web.events(server.url + "/ask", body)
    server.ask(QUESTION)
    server.ask(QUESTION).ok()


@check("metrics", "What a scraper needs stands at /metrics", "kubernetes-operations")
def metrics(bench: Bench) -> None:
    model = bench.standin(latency_ms=300)
    server = bench.serve(model, MODEL_BACKOFF_SECONDS="0.01")
    for _ in range(3):
        server.ask(QUESTION).ok()
    model.set(faults=["400"])
    server.ask(QUESTION).error_code(502, "model_rejected")
    busy = threading.Thread(target=server.ask, args=[QUESTION])
    busy.start()
    time.sleep(0.15)
    text = server.get("/metrics")
    busy.join()
    expect(text.status == 200, "GET /metrics answers 200", str(text))
    values = {
        m[1]: float(m[2])
        for m in re.finditer(r"^(\w+(?:\{[^}]*\})?) ([\d.e+-]+)$", text.text, re.MULTILINE)
    }
    wanted = {
        'assistant_requests_total{status="200"}': 3,
        'assistant_requests_total{status="502"}': 1,
        "assistant_request_seconds_count": 4,
        'assistant_request_seconds_bucket{le="+Inf"}': 4,
        "assistant_in_flight": 1,
    }
    seen = {name: values.get(name) for name in wanted}
    expect(seen == wanted, f"{wanted}", seen)
    buckets = [value for name, value in values.items() if "_bucket" in name]
    expect(len(buckets) >= 5 and buckets == sorted(buckets), "buckets that only grow", buckets)
    expect(
        values.get("assistant_request_seconds_sum", 0) > 0.8,
        "the seconds of all under _sum",
        values.get("assistant_request_seconds_sum"),
    )

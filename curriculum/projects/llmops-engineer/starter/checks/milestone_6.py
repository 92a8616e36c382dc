"""Predictive models too: a classifier of alerts under the same rules, and alarms that tell faults apart."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import Any

from checks import web
from checks.bench import Bench, Server
from checks.verdict import Milestone, expect

MILESTONE = Milestone(6, "Predictive models too")
check = MILESTONE.check
FEATURES = ("severity", "firing_minutes", "repeats_24h", "ack_ratio", "hour")
DATA = "data/alerts"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, records: list[dict[str, Any]]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(records[0]))
        writer.writeheader()
        writer.writerows(records)
    return str(path)


def train(bench: Bench, *more: str) -> dict[str, Any]:
    return bench.cli("classifier", "train", *more).ok().json()


def promoted(bench: Bench) -> str:
    id_ = train(bench)["id"]
    bench.cli("classifier", "promote", id_).ok()
    return id_


def predictions(bench: Bench, id_: str, path: str) -> dict[str, dict[str, Any]]:
    run = bench.cli("classifier", "predict", id_, path).ok()
    return {entry["id"]: entry for entry in web.lines_of_json(run.out, "the predictions")}


def monitored(bench: Bench, week: str, *more: str) -> dict[str, Any]:
    return bench.cli("classifier", "monitor", week, *more).ok().json()


def kinds(report: dict[str, Any]) -> list[tuple[str, Any]]:
    return [(alarm["kind"], alarm.get("feature")) for alarm in report["alarms"]]


@check("train", "The same data give the same model, with a card", "ml-fundamentals")
def train_twice(bench: Bench) -> None:
    first = train(bench)
    expect(
        first.get("rows") == 1600 and first.get("features") == list(FEATURES),
        "1600 rows and the five features on the card",
        first,
    )
    missing = {"accuracy", "precision", "recall", "base_rate"} - set(first.get("holdout", {}))
    expect(not missing, "accuracy, precision, recall and base_rate under 'holdout'", first)
    again = train(bench)
    expect(again["id"] == first["id"], f"the id {first['id']} again", again["id"])
    half = write(bench.repo / "half.csv", rows(bench.repo / DATA / "train.csv")[:800])
    other = train(bench, "--data", half)
    expect(other["id"] != first["id"] and other["rows"] == 800, "another id for other data", other)


@check(
    "figures",
    "The card's figures are those of rows it was not trained on",
    "ml-evaluation",
    needs=["train"],
)
def figures(bench: Bench) -> None:
    card = train(bench)
    said = predictions(bench, card["id"], f"{DATA}/holdout.csv")
    truth = {row["id"]: row["actionable"] == "1" for row in rows(bench.repo / DATA / "holdout.csv")}
    expect(set(said) == set(truth), "a prediction for each of the 800 rows", len(said))
    hits = sum(said[i]["actionable"] and truth[i] for i in truth)
    wanted = {
        "accuracy": sum(said[i]["actionable"] == truth[i] for i in truth) / len(truth),
        "precision": hits / max(1, sum(entry["actionable"] for entry in said.values())),
        "recall": hits / sum(truth.values()),
        "base_rate": sum(truth.values()) / len(truth),
    }
    near = all(abs(card["holdout"][name] - value) < 0.002 for name, value in wanted.items())
    expect(
        near,
        f"{ {k: round(v, 4) for k, v in wanted.items()} }, from your own predictions on holdout.csv",
        card["holdout"],
    )
    good = wanted["recall"] >= 0.9 and wanted["precision"] >= wanted["base_rate"] + 0.1
    expect(good, "a recall of 0.9 or more, and a precision 0.1 above the base rate", wanted)


@check(
    "gate",
    "A model that misses too much, or knows nothing, is not promoted",
    "model-monitoring",
    needs=["figures"],
)
def gate(bench: Bench) -> None:
    good = promoted(bench)
    records = rows(bench.repo / DATA / "train.csv")
    flipped = [{**row, "actionable": str(1 - int(row["actionable"]))} for row in records[:700]]
    shuffled = [{**row, "actionable": str((int(row["id"][1:]) * 7919) % 2)} for row in records]
    for name, data in (("the opposite labels", flipped), ("labels by chance", shuffled)):
        bad = train(bench, "--data", write(bench.repo / "bad.csv", data))["id"]
        bench.cli("classifier", "promote", bad).refused(f"it was trained on {name}")
    bench.cli("classifier", "promote", "al-nothing").refused("there is no such model")
    listed = bench.cli("classifier", "list").ok().json()
    expect(listed == {"current": good, "previous": None}, f"{good} still current", listed)


def alert(row: dict[str, str], **more: Any) -> dict[str, Any]:
    return {**{name: float(row[name]) if row[name] else None for name in FEATURES}, **more}


@check("classify", "The service says the same as the command", "mlops-lifecycle", needs=["gate"])
def classify(bench: Bench) -> None:
    server = bench.serve(bench.standin())
    row = rows(bench.repo / DATA / "week-08.csv")
    server.post("/classify", alert(row[0])).error_code(409, "no_model")
    id_ = promoted(bench)
    said = predictions(bench, id_, f"{DATA}/week-08.csv")
    holes = [entry for entry in row if not entry["ack_ratio"]][:3]
    whole = len(said) == 400 and all(0 <= entry["probability"] <= 1 for entry in said.values())
    expect(whole, "a probability for each of the 400 rows, gaps or not", f"{len(said)} rows")
    for entry in row[:4] + holes:
        body = server.post("/classify", alert(entry)).ok()
        wanted = {"model": id_, **{k: said[entry["id"]][k] for k in ("probability", "actionable")}}
        near = abs(body["probability"] - wanted["probability"]) < 1e-4
        same = all(body.get(k) == wanted[k] for k in ("model", "actionable"))
        expect(near and same, f"{wanted}, as `predict` says", body)
    for wrong in ({}, {**alert(row[0]), "severity": "high"}, {**alert(row[0]), "hour": True}):
        server.post("/classify", wrong).error_code(400, "bad_request")


@check(
    "model-rollback", "A model is rolled back like a prompt", "llmops-lifecycle", needs=["classify"]
)
def model_rollback(bench: Bench) -> None:
    server = bench.serve(None)
    first = promoted(bench)
    records = rows(bench.repo / DATA / "train.csv")
    second = train(bench, "--data", write(bench.repo / "most.csv", records[:1500]))["id"]
    bench.cli("classifier", "promote", second).ok()
    for wanted in (second, first):
        body = server.post("/classify", alert(records[0])).ok()
        expect(body["model"] == wanted, f"{wanted} in the running server", body)
        if wanted == second:
            bench.cli("classifier", "rollback").ok()
    bench.cli("classifier", "rollback").refused("there is none before the first")


@check(
    "model-canary",
    "A new model meets a share of the callers first",
    "model-gateways",
    needs=["model-rollback"],
)
def model_canary(bench: Bench) -> None:
    server = bench.serve(None)
    first = promoted(bench)
    records = rows(bench.repo / DATA / "train.csv")
    second = train(bench, "--data", write(bench.repo / "most.csv", records[:1500]))["id"]
    bench.cli("classifier", "canary", second, "--share", "25").ok()
    seen = _models_of(server, records[0])
    chosen = {key for key, id_ in seen.items() if id_ == second}
    expect(
        set(seen.values()) == {first, second} and 20 <= len(chosen) <= 58,
        "about 38 of 150 keys on the canary at 25 percent",
        len(chosen),
    )
    again = {key for key, id_ in _models_of(server, records[0]).items() if id_ == second}
    expect(again == chosen, "the same keys the second time", f"{len(again ^ chosen)} changed")
    body = server.post("/classify", alert(records[0])).ok()
    expect(body["model"] == first, "the current model for a request without a key", body)
    bench.cli("classifier", "canary", second, "--share", "0").ok()
    expect(
        second not in _models_of(server, records[0]).values(),
        "nobody on the canary at 0",
        "somebody",
    )
    flipped = [{**row, "actionable": str(1 - int(row["actionable"]))} for row in records]
    bad = train(bench, "--data", write(bench.repo / "bad.csv", flipped))["id"]
    bench.cli("classifier", "canary", bad, "--share", "25").refused(
        "a canary needs the gate's yes as well"
    )


def _models_of(server: Server, row: dict[str, str]) -> dict[str, str]:
    keys = [f"svc-{number}" for number in range(150)]
    found: list[web.Answer] = []
    for start in range(0, len(keys), 15):
        some = keys[start : start + 15]
        found += web.at_once(
            *[lambda key=key: server.post("/classify", alert(row, key=key)) for key in some]
        )
    return {key: reply.ok()["model"] for key, reply in zip(keys, found, strict=True)}


@check(
    "one-registry", "One command says all that is in service", "llmops-lifecycle", needs=["train"]
)
def one_registry(bench: Bench) -> None:
    id_ = promoted(bench)
    seen = bench.cli("releases").ok().json()
    wanted = {
        "index": {"current": None, "previous": None},
        "model": {"current": id_, "previous": None},
    }
    expect({k: seen.get(k) for k in wanted} == wanted, f"{wanted} from `releases`", seen)
    expect("answer" in seen.get("prompts", {}), "the prompt 'answer' under 'prompts'", seen)


@check(
    "psi-by-hand",
    "The stability index is the one that you compute by hand",
    "model-monitoring",
    needs=["train"],
)
def psi_by_hand(bench: Bench) -> None:
    base = rows(bench.repo / DATA / "train.csv")[:1000]
    for number, row in enumerate(base):
        row["firing_minutes"] = str(number)
    id_ = train(bench, "--data", write(bench.repo / "even.csv", base))["id"]
    shares = (0.04, 0.04, 0.06, 0.06, 0.1, 0.1, 0.1, 0.1, 0.2, 0.2)
    week = [dict(row) for row in base]
    place = 0
    for part, share in enumerate(shares):
        for _ in range(int(share * 1000)):
            week[place]["firing_minutes"] = str(part * 100 + 1 + place % 98)
            place += 1
    wanted = sum((share - 0.1) * math.log(share / 0.1) for share in shares)
    path = write(bench.repo / "week.csv", week)
    report = monitored(bench, path, "--model", id_)
    seen = report["psi"].get("firing_minutes", -1)
    expect(
        abs(seen - wanted) < 0.004,
        f"a PSI of {wanted:.3f}: ten bins of 10 percent before, {shares} now",
        seen,
    )
    expect(
        abs(report["psi"].get("hour", 9)) < 0.001,
        "0 for a feature that has not changed",
        report["psi"],
    )


@check("quiet-weeks", "Quiet weeks raise no alarm", "model-monitoring", needs=["one-registry"])
def quiet_weeks(bench: Bench) -> None:
    promoted(bench)
    for week in ("02", "04", "07", "12"):
        report = monitored(bench, f"{DATA}/week-{week}.csv", "--labels", f"{DATA}/labels.csv")
        expect(
            report["alarms"] == [] and report["action"] == "none",
            f"no alarm and the action 'none' in week {week}",
            report,
        )
        accuracy = report.get("accuracy")
        expect(accuracy and 0.6 < accuracy < 0.95, "an accuracy from the labels", accuracy)
    report = monitored(bench, f"{DATA}/week-02.csv")
    expect(report.get("accuracy") is None, "no accuracy without labels", report)
    share = report.get("predicted_share", 0)
    expect(0.4 < share < 0.9, "the share that is called actionable under 'predicted_share'", share)


@check(
    "drift-seen",
    "Changed inputs are seen without labels",
    "model-monitoring",
    needs=["quiet-weeks"],
)
def drift_seen(bench: Bench) -> None:
    promoted(bench)
    report = monitored(bench, f"{DATA}/week-05.csv")
    expect(
        kinds(report) == [("input_drift", "firing_minutes")],
        "one alarm, input_drift of firing_minutes, in week 5",
        report,
    )
    expect(
        report["action"] == "look",
        "the action 'look': drift alone is no reason to train",
        report["action"],
    )


@check(
    "pipeline-seen",
    "A broken pipeline is not taken for drift",
    "model-monitoring",
    needs=["quiet-weeks"],
)
def pipeline_seen(bench: Bench) -> None:
    promoted(bench)
    report = monitored(bench, f"{DATA}/week-08.csv", "--labels", f"{DATA}/labels.csv")
    expect(
        kinds(report) == [("data_quality", "ack_ratio")],
        "one alarm, data_quality of ack_ratio, in week 8",
        report,
    )
    expect(report["action"] == "repair", "the action 'repair'", report["action"])
    share = report.get("missing", {}).get("ack_ratio", 0)
    gaps = sum(not row["ack_ratio"] for row in rows(bench.repo / DATA / "week-08.csv")) / 400
    expect(abs(share - gaps) < 0.001, f"{gaps:.4f} under missing.ack_ratio", share)


@check(
    "decay-seen", "What no input shows, the labels show", "model-monitoring", needs=["quiet-weeks"]
)
def decay_seen(bench: Bench) -> None:
    promoted(bench)
    blind = monitored(bench, f"{DATA}/week-11.csv")
    expect(blind["alarms"] == [], "no alarm in week 11 as long as the labels are missing", blind)
    report = monitored(bench, f"{DATA}/week-11.csv", "--labels", f"{DATA}/labels.csv")
    expect(
        kinds(report) == [("performance", None)],
        "one alarm, performance, once they are there",
        report,
    )
    expect(report["action"] == "retrain", "the action 'retrain'", report["action"])


@check(
    "worst-first",
    "With two faults at once, repair comes before training",
    "model-monitoring",
    needs=["pipeline-seen", "decay-seen"],
)
def worst_first(bench: Bench) -> None:
    promoted(bench)
    week = rows(bench.repo / DATA / "week-11.csv")
    for number, row in enumerate(week):
        if number % 3 == 0:
            row["firing_minutes"] = ""
    path = write(bench.repo / "week.csv", week)
    report = monitored(bench, path, "--labels", f"{DATA}/labels.csv")
    found = {kind for kind, _ in kinds(report)}
    expect(
        {"data_quality", "performance"} <= found,
        "both alarms: gaps in firing_minutes, and fewer right answers",
        report,
    )
    expect(
        report["action"] == "repair",
        "the action 'repair': do not train on broken data",
        report["action"],
    )

"""`classifier ...`: which alerts need a person; trained, gated, released and watched like a prompt."""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from pathlib import Path
from typing import Any

from assistant import drift, prompts
from assistant.errors import ApiError, bad_request
from assistant.gateway import place_of
from assistant.logistic import FEATURES, Model, Row, trained
from assistant.registry import Registry, write_whole
from assistant.settings import Settings

DATA = Path("data/alerts")
KEY = "model"
RECALL_FLOOR = 0.9
GAIN = 0.1  # precision above that of waking somebody for every alert
TOLERANCE = 0.02


def add_commands(commands: Any) -> None:
    actions = commands.add_parser("classifier", help="the alert classifier").add_subparsers(
        required=True
    )
    train = actions.add_parser("train")
    train.add_argument("--data", type=Path, default=DATA / "train.csv")
    train.set_defaults(run=_train)
    predict = actions.add_parser("predict")
    predict.add_argument("id")
    predict.add_argument("file", type=Path)
    predict.set_defaults(run=_predict)
    for name, run in (("promote", _promote), ("canary", _canary)):
        action = actions.add_parser(name)
        action.add_argument("id")
        action.set_defaults(run=run)
    action.add_argument("--share", type=float, required=True)
    for name, run in (("rollback", _rollback), ("list", _list)):
        actions.add_parser(name).set_defaults(run=run)
    monitor = actions.add_parser("monitor")
    monitor.add_argument("file", type=Path)
    monitor.add_argument("--labels", type=Path)
    monitor.add_argument("--model")
    monitor.set_defaults(run=_monitor)
    commands.add_parser("releases", help="all that is in service").set_defaults(run=_releases)


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def numbers(record: dict[str, Any]) -> Row:
    return {
        name: float(record[name]) if record[name] not in ("", None) else None for name in FEATURES
    }


def figures(model: Model, records: list[dict[str, str]]) -> dict[str, float]:
    pairs = [
        (model.probability(numbers(r)) >= model.threshold, r["actionable"] == "1") for r in records
    ]
    hits = sum(said and true for said, true in pairs)
    said, true = sum(said for said, _ in pairs), sum(true for _, true in pairs)
    return {
        "accuracy": round(sum(a == b for a, b in pairs) / len(pairs), 4),
        "precision": round(hits / said, 4) if said else 0.0,
        "recall": round(hits / true, 4) if true else 0.0,
        "base_rate": round(true / len(pairs), 4),
    }


class Models:
    """Trained models in the state folder, released or not."""

    def __init__(self, state: Path) -> None:
        self.folder = state / "models"

    def card(self, id_: str) -> dict[str, Any]:
        try:
            return json.loads((self.folder / f"{id_}.json").read_bytes())
        except FileNotFoundError:
            raise ApiError(404, "no_model", f"there is no model {id_}") from None


class InService:
    """The released model, and for a share of callers the canary."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def classify(self, body: dict[str, Any]) -> dict[str, Any]:
        for name in FEATURES:
            value = body.get(name)
            if value is not None and (
                isinstance(value, bool) or not isinstance(value, (int, float))
            ):
                raise bad_request(f"'{name}' is a number or null")
            if name not in body:
                raise bad_request(f"'{name}' is missing")
        card = self._card(body.get("key"))
        probability = Model(**card["model"]).probability(numbers(body))
        is_actionable = probability >= card["model"]["threshold"]
        return {
            "model": card["id"],
            "probability": round(probability, 4),
            "actionable": is_actionable,
        }

    def _card(self, key: object) -> dict[str, Any]:
        current = self._registry.current(KEY)
        if current is None:
            raise ApiError(409, "no_model", "no model has been promoted")
        id_ = current["version"]
        canary = _canary_of(self._registry)
        if canary and isinstance(key, str) and place_of(key) < canary["share"]:
            id_ = canary["id"]
        return Models(self._registry.folder.parent).card(id_)


def _train(options: argparse.Namespace) -> int:
    records = read(options.data)
    rows = [numbers(record) for record in records]
    model = trained(rows, [int(record["actionable"]) for record in records])
    raw = options.data.read_bytes()
    card = {
        "rows": len(rows),
        "features": list(FEATURES),
        "data_sha256": hashlib.sha256(raw).hexdigest(),
        "holdout": figures(model, read(DATA / "holdout.csv")),
        "model": model.as_fields(),
    }
    id_ = "al-" + hashlib.sha256(json.dumps(card).encode()).hexdigest()[:12]
    reference = {n: [row[n] for row in rows if row[n] is not None] for n in FEATURES}
    card = {"id": id_, **card}
    whole = json.dumps({**card, "reference": reference}).encode()
    write_whole(Settings.from_environment().state / "models" / f"{id_}.json", whole)
    print(json.dumps(card))
    return 0


def _predict(options: argparse.Namespace) -> int:
    model = Model(**Models(Settings.from_environment().state).card(options.id)["model"])
    for record in read(options.file):
        probability = model.probability(numbers(record))
        said = {"id": record["id"], "probability": round(probability, 4)}
        print(json.dumps({**said, "actionable": probability >= model.threshold}))
    return 0


def _gate(models: Models, id_: str, current: dict[str, str] | None) -> None:
    found = models.card(id_)["holdout"]
    floor = RECALL_FLOOR
    if current:
        floor = max(floor, models.card(current["version"])["holdout"]["recall"] - TOLERANCE)
    if found["recall"] < floor:
        raise ApiError(
            409, "no_gate", f"recall is {found['recall']}, at least {floor:.2f} is needed"
        )
    if found["precision"] < found["base_rate"] + GAIN:
        raise ApiError(
            409, "no_gate", f"precision is {found['precision']}, hardly better than no model"
        )


def _promote(options: argparse.Namespace) -> int:
    state = Settings.from_environment().state
    registry = Registry(state)
    _gate(Models(state), options.id, registry.current(KEY))
    registry.release(KEY, options.id, options.id, b"")
    return _list(options)


def _canary(options: argparse.Namespace) -> int:
    state = Settings.from_environment().state
    registry = Registry(state)
    _gate(Models(state), options.id, registry.current(KEY))
    raw = json.dumps({"id": options.id, "share": options.share}).encode()
    write_whole(registry.folder / "model-canary.json", raw)
    print(raw.decode())
    return 0


def _canary_of(registry: Registry) -> dict[str, Any] | None:
    try:
        return json.loads((registry.folder / "model-canary.json").read_bytes())
    except FileNotFoundError:
        return None


def _rollback(options: argparse.Namespace) -> int:
    Registry(Settings.from_environment().state).roll_back(KEY)
    return _list(options)


def _list(_: argparse.Namespace) -> int:
    print(json.dumps(Registry(Settings.from_environment().state).summary(KEY)))
    return 0


def _monitor(options: argparse.Namespace) -> int:
    state = Settings.from_environment().state
    current = Registry(state).current(KEY)
    if options.model is None and current is None:
        raise ApiError(409, "no_model", "no model has been promoted")
    card = Models(state).card(options.model or current["version"])
    model = Model(**card["model"])
    records = read(options.file)
    rows = [numbers(record) for record in records]
    said = [model.probability(row) >= model.threshold for row in rows]
    accuracy = None
    if options.labels:
        labels = {record["id"]: record["actionable"] == "1" for record in read(options.labels)}
        known = [
            (s, labels[r["id"]]) for s, r in zip(said, records, strict=True) if r["id"] in labels
        ]
        accuracy = round(sum(a == b for a, b in known) / len(known), 4) if known else None
    found = drift.report(card["reference"], rows, accuracy, card["holdout"]["accuracy"])
    found |= {"model": card["id"], "predicted_share": round(sum(said) / len(said), 4)}
    print(json.dumps(found))
    return 0


def _releases(_: argparse.Namespace) -> int:
    registry = Registry(Settings.from_environment().state)
    of_prompts = {name: registry.summary(f"prompt-{name}") for name in prompts.names()}
    found = {
        "prompts": of_prompts,
        "index": registry.summary("index"),
        "model": registry.summary(KEY),
    }
    print(json.dumps(found))
    return 0

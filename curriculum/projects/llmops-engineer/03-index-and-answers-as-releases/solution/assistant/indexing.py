"""`index build`, `evaluate`, `promote`, `rollback`, `list`."""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

from assistant import documents
from assistant.client import Client
from assistant.errors import ApiError
from assistant.registry import Registry, write_whole
from assistant.search import Index
from assistant.settings import Settings

QUERIES = Path("evals/retrieval.jsonl")
BATCH = 32
FLOOR = 0.8
TOLERANCE = 0.05


def add_commands(commands: Any) -> None:
    index = commands.add_parser("index", help="build, measure and release the index")
    actions = index.add_subparsers(required=True)
    for name, run in (("build", _build), ("list", _list), ("rollback", _rollback)):
        actions.add_parser(name).set_defaults(run=run)
    for name, run in (("evaluate", _evaluate), ("promote", _promote)):
        action = actions.add_parser(name)
        action.add_argument("id")
        action.set_defaults(run=run)


def _build(_: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    chunks, count, skipped = documents.read_all()
    texts = [chunk.text for chunk in chunks]
    vectors = _cached(settings)
    new = list(dict.fromkeys(text for text in texts if text not in vectors))
    client = Client(settings)
    for start in range(0, len(new), BATCH):
        batch = new[start : start + BATCH]
        vectors |= zip(batch, client.embed(batch), strict=True)
    identity = json.dumps([settings.embedding_model, [[c.doc, c.text] for c in chunks]])
    id_ = "ix-" + hashlib.sha256(identity.encode()).hexdigest()[:12]
    manifest = {
        "id": id_,
        "documents": count,
        "chunks": len(chunks),
        "embedding_model": settings.embedding_model,
        "dimensions": len(vectors[texts[0]]) if texts else 0,
        "skipped": skipped,
    }
    folder = settings.state / "indexes" / id_
    lines = [{"doc": c.doc, "text": c.text, "vector": vectors[c.text]} for c in chunks]
    write_whole(
        folder / "chunks.jsonl", "".join(json.dumps(line) + "\n" for line in lines).encode()
    )
    write_whole(folder / "manifest.json", json.dumps(manifest, indent=1).encode())
    print(json.dumps({**manifest, "embedded": len(new)}))
    return 0


def _cached(settings: Settings) -> dict[str, list[float]]:
    """Vectors that an earlier build with the same model has paid for."""
    found: dict[str, list[float]] = {}
    for path in (settings.state / "indexes").glob("*/manifest.json"):
        if json.loads(path.read_text("utf-8"))["embedding_model"] == settings.embedding_model:
            for line in (path.parent / "chunks.jsonl").read_text("utf-8").splitlines():
                chunk = json.loads(line)
                found[chunk["text"]] = chunk["vector"]
    return found


def measured(settings: Settings, id_: str) -> dict[str, Any]:
    """Recall at 5 and mean reciprocal rank over evals/retrieval.jsonl."""
    folder = settings.state / "indexes" / id_
    if not (folder / "manifest.json").is_file():
        raise ApiError(404, "no_index", f"there is no index {id_}")
    client = Client(settings)
    index = Index(folder, client)
    queries = [json.loads(line) for line in QUERIES.read_text("utf-8").splitlines()]
    hits, reciprocal = 0, 0.0
    vectors: list[list[float]] = []
    for start in range(0, len(queries), BATCH):
        vectors += client.embed([query["question"] for query in queries[start : start + BATCH]])
    for query, vector in zip(queries, vectors, strict=True):
        docs = [hit["doc"] for hit in index.nearest(vector, 5)]
        ranks = [rank for rank, doc in enumerate(docs, 1) if doc in query["relevant"]]
        hits += bool(ranks)
        reciprocal += 1 / ranks[0] if ranks else 0
    return {
        "id": id_,
        "queries": len(queries),
        "recall_at_5": round(hits / len(queries), 4),
        "mrr": round(reciprocal / len(queries), 4),
    }


def _evaluate(options: argparse.Namespace) -> int:
    print(json.dumps(measured(Settings.from_environment(), options.id)))
    return 0


def _promote(options: argparse.Namespace) -> int:
    settings = Settings.from_environment()
    registry = Registry(settings.state)
    wanted = measured(settings, options.id)["recall_at_5"]
    current = registry.current("index")
    before = measured(settings, current["version"])["recall_at_5"] if current else 0.0
    if wanted < max(FLOOR, before - TOLERANCE):
        raise ApiError(
            409, "no_gate", f"recall at 5 is {wanted}, it was {before} and is at least {FLOOR}"
        )
    registry.release("index", options.id, options.id, b"")
    return _list(options)


def _rollback(options: argparse.Namespace) -> int:
    Registry(Settings.from_environment().state).roll_back("index")
    return _list(options)


def _list(_: argparse.Namespace) -> int:
    print(json.dumps(Registry(Settings.from_environment().state).summary("index")))
    return 0

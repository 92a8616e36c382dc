"""An index in memory: exact search by cosine over unit vectors."""

from __future__ import annotations

import json
from operator import mul
from pathlib import Path
from typing import Any

from assistant.client import Client
from assistant.registry import Registry


class Index:
    def __init__(self, folder: Path, client: Client) -> None:
        self.id = folder.name
        self._client = client
        lines = (folder / "chunks.jsonl").read_text("utf-8").splitlines()
        self._chunks = [json.loads(line) for line in lines]

    def search(self, question: str, count: int) -> list[dict[str, Any]]:
        """The best chunk of each of the `count` best documents."""
        (wanted,) = self._client.embed([question])
        return self.nearest(wanted, count)

    def nearest(self, wanted: list[float], count: int) -> list[dict[str, Any]]:
        scored = [(_dot(wanted, chunk["vector"]), chunk) for chunk in self._chunks]
        best: dict[str, dict[str, Any]] = {}
        for score, chunk in sorted(scored, key=lambda pair: (-pair[0], pair[1]["doc"])):
            best.setdefault(
                chunk["doc"], {"doc": chunk["doc"], "text": chunk["text"], "score": round(score, 4)}
            )
            if len(best) == count:
                break
        return list(best.values())


class CurrentIndex:
    """The promoted index; read anew when another one is promoted."""

    def __init__(self, state: Path, registry: Registry, client: Client) -> None:
        self._state, self._registry, self._client = state, registry, client
        self._loaded: Index | None = None

    def get(self) -> Index | None:
        current = self._registry.current("index")
        if current is None:
            return None
        loaded = self._loaded
        if loaded is None or loaded.id != current["version"]:
            loaded = Index(self._state / "indexes" / current["version"], self._client)
            self._loaded = loaded
        return loaded


def _dot(a: list[float], b: list[float]) -> float:
    return sum(map(mul, a, b))

"""What is released: a history per name, with the content as it was when it was released.

The last entry of a history is current. Everything lies in the state folder; files are replaced in one step,
so that a server that reads meanwhile sees the old or the new state and nothing between.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from assistant.errors import ApiError


def write_whole(path: Path, raw: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(raw)
    Path(name).replace(path)


class Registry:
    def __init__(self, state: Path) -> None:
        self.folder = state / "registry"

    def history(self, key: str) -> list[dict[str, str]]:
        try:
            return json.loads((self.folder / f"{key}.json").read_bytes())
        except FileNotFoundError:
            return []

    def current(self, key: str) -> dict[str, str] | None:
        history = self.history(key)
        return history[-1] if history else None

    def content(self, key: str, sha256: str) -> bytes:
        return (self.folder / f"{key}-{sha256}").read_bytes()

    def release(self, key: str, version: str, sha256: str, raw: bytes) -> None:
        history = self.history(key)
        for entry in history:
            if entry["version"] == version and entry["sha256"] != sha256:
                raise ApiError(
                    409,
                    "changed",
                    f"{version} was released with other content: give it a new version",
                )
        write_whole(self.folder / f"{key}-{sha256}", raw)
        entry = {"version": version, "sha256": sha256}
        self._write(key, [*history, entry])

    def roll_back(self, key: str) -> dict[str, str]:
        history = self.history(key)
        if len(history) < 2:
            raise ApiError(409, "no_previous", "there is no release to go back to")
        self._write(key, history[:-1])
        return history[-2]

    def summary(self, key: str) -> dict[str, Any]:
        versions = [entry["version"] for entry in self.history(key)]
        return {
            "current": versions[-1] if versions else None,
            "previous": versions[-2] if len(versions) > 1 else None,
        }

    def note_gate(self, key: str, sha256: str, verdict: dict[str, Any]) -> None:
        write_whole(self.folder / "gates" / f"{key}-{sha256}.json", json.dumps(verdict).encode())

    def gate(self, key: str, sha256: str) -> dict[str, Any]:
        try:
            return json.loads((self.folder / "gates" / f"{key}-{sha256}.json").read_bytes())
        except FileNotFoundError:
            return {}

    def _write(self, key: str, history: list[dict[str, str]]) -> None:
        write_whole(self.folder / f"{key}.json", json.dumps(history, indent=1).encode())

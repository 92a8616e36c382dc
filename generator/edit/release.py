"""A release: what changed since the one before, as `changes/<date>.json`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from generator.edit.change import Change
from generator.model import Release

WIDTH = 100


def release_file(folder: Path, day: str) -> Path:
    """Where the release of a day stands."""
    return folder / "changes" / f"{day}.json"


def new_release(release: Release) -> Change:
    """The change that adds the release, over that of the same day if there is one."""
    return Change(texts={release_file(Path(), release.day).as_posix(): release_text(release)})


def release_text(release: Release) -> str:
    """The release as JSON, short values on one line: what changed in git is easy to read."""
    first = {"version": release.version, "since": release.since, "until": release.until}
    rest = release.model_dump(mode="json", exclude={"date", *first}, exclude_defaults=True)
    summary = {"summary": rest.pop("summary")} if "summary" in rest else {}
    return _json({**first, **summary, **rest}, 0) + "\n"


def _json(value: Any, depth: int) -> str:
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + 2 * depth <= WIDTH or not isinstance(value, dict | list):
        return line
    if isinstance(value, dict):
        parts = [f"{json.dumps(key)}: {_json(part, depth + 1)}" for key, part in value.items()]
        opening, closing = "{}"
    else:
        parts = [_json(part, depth + 1) for part in value]
        opening, closing = "[]"
    inside = "  " * (depth + 1)
    body = f",\n{inside}".join(parts)
    return f"{opening}\n{inside}{body}\n{'  ' * depth}{closing}"

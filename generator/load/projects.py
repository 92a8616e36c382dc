"""The files around a project: its briefs, what solutions add, and what the learner downloads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

_PROJECT = re.compile(r"projects/[^/]+/project\.yml")


def is_project(file: str) -> bool:
    """Whether this is the file that describes a project."""
    return bool(_PROJECT.fullmatch(file))


def project_parts(
    role: str, files: Iterable[str], read: Callable[[str], str | None]
) -> dict[str, Any]:
    """The fields of a `Project` that stand beside its file.

    A file that cannot be read is told by `read` and left out.
    """
    briefs: dict[str, str] = {}
    solutions: dict[str, list[str]] = {}
    starter: dict[str, str] = {}
    for file in files:
        place = file.split("/")
        if place[1] != role or len(place) < 4:
            continue
        folder, path = place[2], "/".join(place[3:])
        if folder == "starter":
            text = read(file)
            starter |= {path: text} if text is not None else {}
        elif path == "brief.md":
            text = read(file)
            briefs |= {folder: text} if text is not None else {}
        elif path.startswith("solution/"):
            solutions.setdefault(folder, []).append(path.removeprefix("solution/"))
    return {
        "briefs": briefs,
        "solutions": {folder: tuple(paths) for folder, paths in solutions.items()},
        "starter": starter,
    }

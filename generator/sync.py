"""Writes the site's files into a folder: only what changed, each file at once or not at all.

The only module that writes there. It owns the folder: what is neither a file of the site nor of the
hand-written pages goes.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

KEPT = frozenset({".gitkeep"})


@dataclass(frozen=True)
class Synced:
    """What a sync did, as counts of files."""

    written: int
    removed: int
    unchanged: int


def sync(files: Mapping[str, str | bytes], hand_written: Path, target: Path) -> Synced:
    """Make `target` hold exactly `files` and the files below `hand_written`.

    A generated file wins no fight: the build refuses a page that stands in both places.
    """
    wanted: dict[str, bytes] = {
        path.relative_to(hand_written).as_posix(): path.read_bytes()
        for path in sorted(hand_written.rglob("*"))
        if path.is_file()
    }
    wanted |= {
        path: content.encode() if isinstance(content, str) else content
        for path, content in files.items()
    }
    removed = _remove_stale(target, wanted)
    written = sum(_write(target / path, content) for path, content in wanted.items())
    return Synced(written, removed, len(wanted) - written)


def _remove_stale(target: Path, wanted: Mapping[str, bytes]) -> int:
    removed = 0
    for root, folders, names in os.walk(target, topdown=False):
        here = Path(root)
        below = "" if here == target else f"{here.relative_to(target).as_posix()}/"
        for name in names:
            if name not in KEPT and f"{below}{name}" not in wanted:
                (here / name).unlink()
                removed += 1
        for name in folders:
            path = here / name
            if path.is_symlink():
                path.unlink()
                removed += 1
            elif not any(path.iterdir()):
                path.rmdir()
    return removed


def _write(path: Path, content: bytes) -> bool:
    """Whether the file had to be written."""
    try:
        if path.read_bytes() == content:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    except (IsADirectoryError, NotADirectoryError):
        raise FileExistsError(f"{path} is both a file and a folder of the site") from None
    partial = path.with_name(f".{path.name}.partial")
    partial.write_bytes(content)
    partial.replace(path)
    return True

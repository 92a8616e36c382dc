"""Writes a release into `changes/`, from where the page of changes reads it."""

from __future__ import annotations

from pathlib import Path

from generator.model import Release


def write_release(kept: Release, folder: Path) -> Path:
    """The file that was written. A release that is there already is never written over.

    Raises:
        FileExistsError: there is a release of that day.
    """
    path = folder / kept.file
    path.parent.mkdir(exist_ok=True)
    text = kept.model_dump_json(
        indent=1, exclude={"date"}, exclude_none=True, exclude_defaults=True
    )
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text + "\n")
    return path

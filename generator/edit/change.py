"""A change to the curriculum as a value, tried on a copy and then carried out, all or nothing."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.build import Checked, checked
from generator.diagnostics import Location


@dataclass(frozen=True)
class Change:
    """Files and folders get other places, then files new texts. Paths are below the curriculum.

    `moved` holds old and new places; `texts` names files by their places after the move.
    """

    moved: tuple[tuple[str, str], ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


def place_after(file: str, moved: tuple[tuple[str, str], ...]) -> str:
    """Where a file stands after these moves of files and folders."""
    for old, new in moved:
        if file == old or file.startswith(f"{old}/"):
            return new + file.removeprefix(old)
    return file


def carry_out(change: Change, folder: Path) -> None:
    """Make the change. What fails on the way is undone before the exception goes on.

    The new texts are written beside the curriculum's files first, so that a full disk is noticed
    while nothing has changed; a file that had line breaks of Windows keeps them.
    """
    with TemporaryDirectory(dir=folder, prefix=".edit-") as name, ExitStack() as undo:
        staged = Path(name)
        for n, text in enumerate(change.texts.values()):
            (staged / f"{n}.new").write_bytes(text.encode())
        for old, new in change.moved:
            (folder / new).parent.mkdir(parents=True, exist_ok=True)
            (folder / old).rename(folder / new)
            undo.callback((folder / new).rename, folder / old)
        for n, file in enumerate(change.texts):
            _replace(folder / file, staged / f"{n}.new", staged / f"{n}.before", undo)
        undo.pop_all()


def _replace(target: Path, new: Path, before: Path, undo: ExitStack) -> None:
    if target.exists():
        shutil.copy2(target, before)
        if b"\r\n" in before.read_bytes():
            new.write_bytes(new.read_bytes().replace(b"\n", b"\r\n"))
        undo.callback(before.replace, target)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        undo.callback(target.unlink, missing_ok=True)
    new.replace(target)


def checked_after(change: Change, folder: Path) -> Checked:
    """What the checker would say of the curriculum after the change; nothing is written."""
    with TemporaryDirectory() as name:
        copy = Path(name) / "curriculum"
        shutil.copytree(folder, copy, symlinks=True)
        carry_out(change, copy)
        result = checked(copy)
    there = f"{copy.as_posix()}/"
    return replace(
        result,
        diagnostics=tuple(
            replace(found, location=_moved(found.location, there, folder))
            for found in result.diagnostics
        ),
    )


def _moved(location: Location, there: str, folder: Path) -> Location:
    file = (folder / location.file.removeprefix(there)).as_posix()
    return Location(file, location.line, location.column)

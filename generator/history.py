"""Earlier states of the curriculum. The only module that runs git."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile


class NoSuchRevisionError(Exception):
    """Neither a folder nor a revision that git knows."""


@contextmanager
def folder_at(name: str, curriculum: Path) -> Iterator[Path]:
    """The curriculum folder that `name` means: a folder itself, or `curriculum` at a git revision.

    Raises:
        NoSuchRevisionError: with git's words where git has some.
    """
    if name and Path(name).is_dir():
        yield Path(name)
        return
    with TemporaryDirectory() as temporary:
        _extract(_archive(name, curriculum), Path(temporary))
        yield Path(temporary)


def merge_base(one: str, other: str, curriculum: Path) -> str:
    """The commit at which two revisions parted: `one...other` of git.

    Raises:
        NoSuchRevisionError: also where a shallow clone does not reach back that far.
    """
    for revision in (one, other):
        if revision.startswith("-"):
            raise NoSuchRevisionError(f"'{revision}' is no revision")
    try:
        return _git(curriculum, "merge-base", one, other).decode().strip()
    except NoSuchRevisionError as error:
        raise NoSuchRevisionError(
            f"'{one}' and '{other}' have no common revision here{_cure(curriculum)} ({error})"
        ) from None


def added_at(file: Path) -> str:
    """The commit that added a file.

    Raises:
        NoSuchRevisionError: it is not committed, or the clone does not reach back to it.
    """
    if _is_shallow(file.parent):
        raise NoSuchRevisionError(f"when {file} was added is not known{_cure(file.parent)}")
    log = _git(file.parent, "log", "-1", "--diff-filter=A", "--format=%H", "--", file.name)
    if not log.strip():
        raise NoSuchRevisionError(f"{file} is not committed yet: commit it first")
    return log.decode().strip()


def _is_shallow(folder: Path) -> bool:
    return _git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"


def _cure(folder: Path) -> str:
    is_shallow = _is_shallow(folder)
    return ": this clone is shallow, run git fetch --unshallow" if is_shallow else ""


def _archive(revision: str, curriculum: Path) -> bytes:
    """The files below `curriculum` at `revision`, as a zip archive with paths relative to it."""
    if revision.startswith("-"):
        raise NoSuchRevisionError(f"'{revision}' is no revision")
    try:
        commit = _git(curriculum, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except NoSuchRevisionError as error:
        raise NoSuchRevisionError(f"'{revision}' is no folder, and {error}") from None
    prefix = _git(curriculum, "rev-parse", "--show-prefix").decode().strip()
    top = _git(curriculum, "rev-parse", "--show-toplevel").decode().strip()
    return _git(Path(top), "archive", "--format=zip", f"{commit.decode().strip()}:{prefix}")


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=True)
    except FileNotFoundError:
        raise NoSuchRevisionError("git is not installed") from None
    except subprocess.CalledProcessError as error:
        words = error.stderr.decode(errors="replace").strip()
        raise NoSuchRevisionError(words or "git knows no such revision") from None
    return done.stdout


def _extract(archive: bytes, target: Path) -> None:
    """Unpack: `zipfile` writes plain files only, and none outside `target`."""
    with ZipFile(io.BytesIO(archive)) as packed:
        packed.extractall(target)

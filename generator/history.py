"""Earlier states of the curriculum. The only module that runs git."""

from __future__ import annotations

import io
import os
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
    """The commit at which two revisions parted, as `one...other` of git has it.

    Raises:
        NoSuchRevisionError: also where a shallow clone does not reach back that far.
    """
    for revision in (one, other):
        commit_of(revision, curriculum)
    try:
        return _git(curriculum, "merge-base", one, other).decode().strip()
    except NoSuchRevisionError:
        words = f"'{one}' and '{other}' have no revision in common{_cure(curriculum)}"
        raise NoSuchRevisionError(words) from None


def _archive(revision: str, curriculum: Path) -> bytes:
    """The files below `curriculum` at `revision`, as a zip archive with paths relative to it."""
    try:
        commit = _commit(revision, curriculum)
    except NoSuchRevisionError as error:
        raise NoSuchRevisionError(f"'{revision}' is no folder, and {error}") from None
    prefix = _git(curriculum, "rev-parse", "--show-prefix").decode().strip()
    top = _git(curriculum, "rev-parse", "--show-toplevel").decode().strip()
    return _git(Path(top), "archive", "--format=zip", f"{commit}:{prefix}")


def _commit(revision: str, folder: Path) -> str:
    if revision.startswith("-"):
        raise NoSuchRevisionError("no revision begins with a hyphen")
    found = _git(folder, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    return found.decode().strip()


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", folder, *arguments],
            capture_output=True,
            check=True,
            env=os.environ | {"LC_ALL": "C"},  # its words are told on, and one is looked for
        )
    except FileNotFoundError:
        raise NoSuchRevisionError("git is not installed") from None
    except subprocess.CalledProcessError as error:
        words = error.stderr.decode(errors="replace").strip()
        if "not a git repository" in words:
            raise NoSuchRevisionError(f"no git repository holds {folder}") from None
        raise NoSuchRevisionError(words or "git knows no such revision") from None
    return done.stdout


def _extract(archive: bytes, target: Path) -> None:
    """Unpack: `zipfile` writes plain files only, and none outside `target`."""
    with ZipFile(io.BytesIO(archive)) as packed:
        packed.extractall(target)


class NoHistoryError(Exception):
    """Git cannot say what is asked; the words tell the cure."""


def commit_of(revision: str, curriculum: Path) -> str:
    """The full name of a commit.

    Raises:
        NoSuchRevisionError: with git's words where git has some.
    """
    try:
        return _commit(revision, curriculum)
    except NoSuchRevisionError as error:
        raise NoSuchRevisionError(f"'{revision}': {error}{_cure(curriculum)}") from None


def commit_of_release(until: str, file: Path) -> str:
    """Where a release ended: the commit it names or, where squashing lost that, what brought it.

    Raises:
        NoHistoryError: where the history is cut off, or the release is in no commit.
        NoSuchRevisionError: where there is no git.
    """
    try:
        _git(file.parent, "merge-base", "--is-ancestor", commit_of(until, file.parent), "HEAD")
    except NoSuchRevisionError:
        return _commit_that_added(file)
    return until


def _commit_that_added(file: Path) -> str:
    if cure := _cure(file.parent):
        raise NoHistoryError(f"no telling where the release {file.name} ended{cure}")
    added = _git(file.parent, "log", "-1", "--format=%H", "--diff-filter=A", "--", file.name)
    if not added.strip():
        raise NoHistoryError(
            f"no telling where the release {file.name} ended: no commit has it, and the one it "
            "names is not in this history; commit it, or name a commit by --since"
        )
    return added.decode().strip()


def uncommitted(curriculum: Path, but: Path) -> tuple[str, ...]:
    """Files below the curriculum that are not as in the last commit, except those below `but`."""
    apart = f":(exclude)./{but.relative_to(curriculum).as_posix()}"
    told = _git(curriculum, "status", "--porcelain", "--untracked-files=all", "--", ".", apart)
    return tuple(line[3:] for line in told.decode(errors="replace").splitlines())


def committed(curriculum: Path) -> tuple[str, ...]:
    """The curriculum's files in the last commit, by their paths below it; none without git."""
    try:
        told = _git(curriculum, "ls-tree", "-r", "-z", "--name-only", "HEAD")
    except NoSuchRevisionError:
        return ()
    return tuple(told.decode(errors="replace").split("\0")[:-1])


def _cure(folder: Path) -> str:
    """What to do where the clone has only the last part of its history."""
    shallow = _git(folder, "rev-parse", "--is-shallow-repository").strip() == b"true"
    return ": this clone is shallow; 'git fetch --unshallow' brings the rest" if shallow else ""

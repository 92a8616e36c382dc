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

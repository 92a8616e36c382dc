"""A file of the curriculum in the house style: keys in order, long text wrapped.

It edits text by places instead of writing a tree anew, so that what it does not change stays byte
for byte. What the file says is read before and after, and has to be the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import Diagnostic, Location, Place, diagnose
from generator.edit.key_order import ordered
from generator.edit.nodes import DisagreementError, compose
from generator.edit.wrapping import wrapped
from generator.load.fields import Model
from generator.load.files import files_of
from generator.load.projects import is_project
from generator.load.text import NotReadableError, read_text
from generator.load.yaml_text import Document, read_yaml
from generator.model import LIST_FILES, Background, Project, Role, Settings, Source, Topic

_MODELS: dict[str, Model] = {
    "topics": Topic,
    "roles": Role,
    "backgrounds": Background,
    "projects": Project,
    "sources": Source,
    "curriculum.yml": Settings,
    **LIST_FILES,
}
"""The first part of a file's path -> what it holds, or what the entries of its list are."""


class FormatError(Exception):
    """The file cannot be brought into the house style with certainty; the message says why."""


@dataclass(frozen=True)
class Formatting:
    """What formatting would do: file -> new text of those that change; the others by count."""

    texts: dict[str, str]
    unchanged: int
    diagnostics: tuple[Diagnostic, ...]
    refused: dict[str, str]
    """File -> why it stays as it is."""


def yaml_files(folder: Path) -> list[str]:
    """The YAML files of a curriculum that are read, sorted."""
    found, _ = files_of(folder)
    return [
        file
        for file in found
        if file.endswith(".yml") and (not file.startswith("projects/") or is_project(file))
    ]


def formatting(folder: Path, files: Iterable[str]) -> Formatting:
    """What formatting these files of the folder would do. One that cannot be read is told."""
    texts: dict[str, str] = {}
    refused: dict[str, str] = {}
    unchanged = 0
    diagnostics: list[Diagnostic] = []
    for file in files:
        shown = (folder / file).as_posix()
        try:
            text = read_text(folder / file, shown)
            new = formatted(text, shown, _MODELS[file.split("/")[0]])
        except NotReadableError as unreadable:
            diagnostics += diagnose([unreadable.finding], _where)
        except FormatError as error:
            refused[file] = str(error)
        else:
            texts |= {file: new} if new != text else {}
            unchanged += new == text
    return Formatting(texts, unchanged, tuple(diagnostics), refused)


def formatted(text: str, file: str, model: Model) -> str:
    """The text in the house style; twice gives the same as once.

    Raises:
        NotReadableError: where the text is not YAML as it is used here.
        FormatError: where the result would say something else.
    """
    before = _read(text, file)
    new = text if text.endswith("\n") else f"{text}\n"
    try:
        new = wrapped(new, compose(new))
        new = ordered(new, compose(new), model)
    except DisagreementError as error:
        raise FormatError(f"not every reader of YAML understands it ({error})") from None
    if not _says(before, new):
        raise FormatError("in the house style it would say something else")
    return new


def _says(document: Document, text: str) -> bool:
    try:
        return bool(read_yaml(text, "").data == document.data)
    except NotReadableError:
        return False


def _read(text: str, file: str) -> Document:
    """Text that is read, though perhaps not as its author meant it, is not touched either."""
    document = read_yaml(text, file)
    if document.findings:
        raise NotReadableError(document.findings[0])
    return document


def _where(place: Place | Location) -> Location:
    return place if isinstance(place, Location) else Location(place.file)

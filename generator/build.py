"""Joins the stages: a curriculum folder becomes a site, as a value. Writes nothing."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from generator.check import check
from generator.diagnostics import Code, Diagnostic, Finding, Location, Place, Severity, diagnose
from generator.export import browser_files, starter_files
from generator.graph import PrerequisiteGraph
from generator.load import load
from generator.model import Curriculum
from generator.pages import pages
from generator.paths import LearningPath, learning_paths


@dataclass(frozen=True)
class Checked:
    """A curriculum that was read and checked, with everything there is to say about it.

    `locate` gives the line of a place in its files.
    """

    curriculum: Curriculum
    graph: PrerequisiteGraph
    diagnostics: tuple[Diagnostic, ...]
    locate: Callable[[Place | Location], Location] = field(repr=False)

    def count(self, severity: Severity) -> int:
        return sum(diagnostic.severity is severity for diagnostic in self.diagnostics)

    @property
    def is_sound(self) -> bool:
        """Whether a site may be built from it: no errors."""
        return not self.count(Severity.ERROR)


@dataclass(frozen=True)
class Site:
    """The generated files, path below `docs_dir` -> content, or none where there are errors."""

    diagnostics: tuple[Diagnostic, ...]
    files: Mapping[str, str | bytes]

    @property
    def is_sound(self) -> bool:
        return not any(d.severity is Severity.ERROR for d in self.diagnostics)


def graph_of(curriculum: Curriculum) -> PrerequisiteGraph:
    """The prerequisites and recommendations of a curriculum."""
    return PrerequisiteGraph(
        {t.id: [edge.topic for edge in t.prerequisites] for t in curriculum.topics.values()},
        {t.id: [edge.topic for edge in t.recommended] for t in curriculum.topics.values()},
    )


@contextmanager
def _garbage_left_alone() -> Iterator[None]:
    """No search for garbage: a curriculum is all kept, and searching it costs a quarter more."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@_garbage_left_alone()
def checked(folder: Path) -> Checked:
    """Read and check a curriculum folder. Every mistake is a diagnostic, none an exception."""
    loaded = load(folder)
    graph = graph_of(loaded.curriculum)
    findings = [*loaded.findings, *check(loaded.curriculum, graph)]
    return Checked(loaded.curriculum, graph, diagnose(findings, loaded.locate), loaded.locate)


def paths_of(sound: Checked) -> dict[str, LearningPath]:
    """Role id -> learning path. Only of a curriculum without errors."""
    return learning_paths(sound.curriculum, sound.graph)


@_garbage_left_alone()
def site(folder: Path, hand_written: Path) -> Site:
    """The site of a curriculum folder, to stand beside the hand-written pages of another."""
    result = checked(folder)
    if not result.is_sound:
        return Site(result.diagnostics, {})
    stages = result.curriculum, result.graph, paths_of(result)
    files: dict[str, str | bytes] = {page.path: page.text for page in pages(*stages)}
    files |= browser_files(*stages)
    files |= starter_files(result.curriculum)
    clashes = _clashes(files, hand_written)
    return Site((*result.diagnostics, *clashes), {} if clashes else files)


def _clashes(files: Iterable[str], hand_written: Path) -> tuple[Diagnostic, ...]:
    """Generated pages whose address a hand-written page has already."""

    def address(path: str) -> str:
        return path.removesuffix("/index.md").removesuffix(".md").lower()

    taken = {
        address(path.relative_to(hand_written).as_posix()): path
        for path in sorted(hand_written.rglob("*"))
        if path.is_file()
    }
    findings = [
        Finding(
            Code.PAGE_CLASH,
            Location(taken[address(file)].as_posix()),
            f"this page stands where the generated page '{file}' belongs",
            "rename or delete the hand-written page",
        )
        for file in files
        if address(file) in taken
    ]
    return diagnose(findings, lambda place: Location(place.file))

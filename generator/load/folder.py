"""A curriculum folder: which files there are, what they hold, and where each value stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from generator.diagnostics import Code, Finding, Location, Place
from generator.load.complaints import named
from generator.load.files import RELEASES, files_of
from generator.load.projects import is_project, project_parts
from generator.load.releases import is_release, release_day, require_json
from generator.load.shape import shape
from generator.load.text import MOST_BYTES, MOST_PICTURE_BYTES, NotReadableError, read_text
from generator.load.yaml_text import Document, read_yaml
from generator.memory import remembered
from generator.model import (
    LIST_FILES,
    Background,
    Curriculum,
    Entity,
    Licences,
    OrderWeights,
    Project,
    Release,
    ReviewIntervals,
    Role,
    Settings,
    Source,
    Topic,
)

E = TypeVar("E", bound=Entity)


@dataclass(frozen=True)
class Loaded:
    """A curriculum, where everything in it stands, and what was wrong with its shape."""

    curriculum: Curriculum
    findings: tuple[Finding, ...]
    folder: str
    documents: Mapping[str, Document] = field(repr=False)

    def locate(self, place: Place | Location) -> Location:
        """The line of a place; files are named with the folder, as the author typed it."""
        if isinstance(place, Place):
            document = self.documents.get(place.file)
            place = document.locate(place) if document else Location(place.file)
        prefix = f"{self.folder}/" if self.folder not in ("", ".") else ""
        return Location(f"{prefix}{place.file}", place.line, place.column)


def load(folder: Path) -> Loaded:
    """Read a curriculum folder. What cannot be read is a finding, the rest is the curriculum."""
    return _Reading(folder).run()


class _Reading:
    """One walk over the folder: gathers entities by kind, texts and findings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.documents: dict[str, Document] = {}
        self.findings: list[Finding] = []
        self.lessons: dict[str, str] = {}
        self.pictures: dict[str, dict[str, str]] = {}
        self.topics: dict[str, Topic] = {}
        self.roles: dict[str, Role] = {}
        self.backgrounds: dict[str, Background] = {}
        self.sources: dict[str, Source] = {}
        self.projects: dict[str, Project] = {}
        self.project_files: list[str] = []
        self.releases: list[Release] = []
        self.lists: dict[str, tuple[Any, ...]] = {}
        self.settings: Settings | None = None
        self.unread: set[tuple[str, str]] = set()
        self.first_file: dict[str, str] = {}

    def run(self) -> Loaded:
        files, self.findings = files_of(self.folder)
        for finding in self.findings:
            if finding.code is Code.BAD_ID:
                self._give_up(finding.place.file)
        self.project_files = [file for file in files if file.startswith("projects/")]
        for file in files:
            if file.endswith(".md") and file not in self.project_files:
                self._read_lesson(file)
            elif file.startswith("topics/") and file.endswith(".svg"):
                self._read_picture(file)
        for file in files:
            is_yaml = file.endswith(".yml") and file not in self.project_files
            if is_yaml or is_project(file) or is_release(file):
                self._read(file)
        return Loaded(
            Curriculum(
                settings=self.settings or _fallback(),
                domains=self.lists.get("domains.yml", ()),
                topics=dict(sorted(self.topics.items())),
                roles=dict(sorted(self.roles.items())),
                backgrounds=dict(sorted(self.backgrounds.items())),
                projects=dict(sorted(self.projects.items())),
                sources=dict(sorted(self.sources.items())),
                questions=self.lists.get("questions.yml", ()),
                glossary=self.lists.get("glossary.yml", ()),
                retired=self.lists.get("retired.yml", ()),
                releases=tuple(self.releases),
                unread=frozenset(self.unread),
            ),
            tuple(self.findings),
            self.folder.as_posix(),
            self.documents,
        )

    def _text(self, file: str, most: int = MOST_BYTES) -> str | None:
        try:
            return read_text(self.folder / file, file, most)
        except NotReadableError as unreadable:
            self.findings.append(unreadable.finding)
            return None

    def _read_lesson(self, file: str) -> None:
        """What cannot be read counts as a lesson all the same: it is there."""
        text = self._text(file)
        self.lessons[file.removesuffix(".md")] = text or ""
        if text is not None and not text.strip():
            self._find(Code.EMPTY_FILE, file, "the lesson is empty", "write it, or delete the file")

    def _read_picture(self, file: str) -> None:
        """What cannot be read is there all the same, and empty."""
        text = self._text(file, MOST_PICTURE_BYTES)
        folder, name = file.rsplit("/", 1)
        self.pictures.setdefault(folder, {})[name] = text or ""
        if text is not None and not text.strip():
            self._find(Code.EMPTY_FILE, file, "the picture is empty", "draw it, or delete the file")

    def _read(self, file: str) -> None:
        text = self._text(file)
        if text is None:
            self._give_up(file)
            return
        try:
            if is_release(file):
                require_json(text, file)
            document = self.documents[file] = read_yaml(text, file)
        except NotReadableError as unreadable:
            self.findings.append(_first_of_several(unreadable.finding))
            self._give_up(file)
            return
        self.findings += document.findings
        if file == "curriculum.yml":
            self.settings = self._shaped(Settings, document.data, file)
        elif file in LIST_FILES:
            self.lists[file] = self._entries(LIST_FILES[file], document.data, file)
        else:
            self._add(file, document)

    def _add(self, file: str, document: Document) -> None:
        """One entity of a file of its own."""
        folder, stem, data = file.split("/", 1)[0], _stem(file), document.data
        if folder == "topics":
            beside = file.removesuffix(".yml")
            pictures = tuple(self.pictures.get(beside, {}).items())
            topic = self._told(file, *_topic(document, file, self.lessons.get(beside), pictures))
            if topic and self._is_first(file):
                self.topics[stem] = topic
        elif folder == "roles":
            self._put(self.roles, self._shaped(Role, data, file, id=stem), stem)
        elif folder == "projects":
            role = file.split("/")[1]
            parts = project_parts(role, self.project_files, self._text)
            self._put(self.projects, self._shaped(Project, data, file, id=role, **parts), role)
        elif folder == RELEASES:
            self._add_release(file, data)
        elif folder == "backgrounds":
            self._put(self.backgrounds, self._shaped(Background, data, file, id=stem), stem)
        else:
            self._put(self.sources, self._shaped(Source, data, file, id=stem), stem)

    def _add_release(self, file: str, data: Any) -> None:
        day = release_day(file)
        if isinstance(day, Finding):
            self.findings.append(day)
        elif release := self._shaped(Release, data, file, date=day):
            self.releases.append(release)

    def _put(self, into: dict[str, E], entity: E | None, stem: str) -> None:
        if entity is not None:
            into[stem] = entity

    def _give_up(self, file: str) -> None:
        """Remember that the file's entity exists although it cannot be read."""
        self.unread.add((file.split("/", 1)[0].removesuffix("s"), _stem(file)))

    def _shaped(
        self, model: type[E], data: Any, file: str, at: tuple[int, ...] = (), **place: Any
    ) -> E | None:
        return self._told(file, *shape(model, data, file, at, **place))

    def _told(self, file: str, entity: E | None, findings: Iterable[Finding]) -> E | None:
        """The entity, after what is wrong with it was noted."""
        self.findings += findings
        if entity is None:
            self._give_up(file)
        return entity

    def _entries(self, model: type[E], data: Any, file: str) -> tuple[E, ...]:
        if not isinstance(data, tuple):
            self._find(
                Code.WRONG_TYPE,
                file,
                f"this file is a list, and here stands {named(data)}",
                "start each entry with '- id: ...'",
            )
            return ()
        entries: list[E] = []
        seen: set[str] = set()
        for n, item in enumerate(data):
            entity = self._shaped(model, item, file, (n,))
            name = item.get("id") if isinstance(item, dict) else None
            if isinstance(name, str) and name in seen:
                self.findings.append(
                    Finding(
                        Code.DUPLICATE_ID,
                        Place(file, (n, "id")),
                        f"the id '{name}' is here for the second time",
                        "give one of the two another id",
                    )
                )
            elif entity is not None:
                entries.append(entity)
            seen.add(str(name))
        return tuple(entries)

    def _is_first(self, file: str) -> bool:
        other = self.first_file.setdefault(_stem(file), file)
        if other == file:
            return True
        self._find(
            Code.DUPLICATE_ID,
            file,
            f"'{other}' has the same id: a topic's id is its file name, whatever its folder",
            "rename or delete one of the two",
        )
        return False

    def _find(self, code: Code, file: str, message: str, hint: str) -> None:
        self.findings.append(Finding(code, Location(file), message, hint))


@remembered
def _topic(
    document: Document, file: str, lesson: str | None, pictures: tuple[tuple[str, str], ...]
) -> tuple[Topic | None, tuple[Finding, ...]]:
    """Topics are most of a curriculum, so they alone are worth remembering."""
    domain = file.split("/")[1]
    placed: dict[str, Any] = {
        "id": _stem(file),
        "domain": domain,
        "lesson": lesson,
        "pictures": pictures,
    }
    topic, findings = shape(Topic, document.data, file, **placed)
    return topic, tuple(findings)


def _first_of_several(finding: Finding) -> Finding:
    """A mistake at which the reading of a file ended, with word that more may come."""
    if finding.code in (Code.EMPTY_FILE, Code.NOT_JSON):
        return finding
    return replace(finding, hint=f"{finding.hint}; the rest of the file is checked after that")


def _stem(file: str) -> str:
    return file.rsplit("/", 1)[-1].removesuffix(".yml")


def _fallback() -> Settings:
    """Settings to go on with where there are none to read, so that the rest is still checked."""
    return Settings(
        title="Curriculum",
        description="A curriculum.",
        language="en",
        licence=Licences(code="MIT", content="CC BY 4.0"),
        review_interval_days=ReviewIntervals.model_validate(
            {"enduring": 730, "evolving": 365, "fast-moving": 120}
        ),
        order=OrderWeights(recommended_weight_percent=40, domain_switch=2, level_drop=1),
    )

"""For contributors: where to begin, and every diagnostic with its cure."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from generator.diagnostics import Code
from generator.health.coverage import missing
from generator.pages import words
from generator.pages.addresses import (
    CHANGES,
    CONTRIBUTE,
    DIAGNOSTICS,
    HEALTH,
    YAML_REFERENCE,
    href,
    topic_path,
)
from generator.pages.atlas import Atlas
from generator.pages.cards import Link
from generator.pages.example import as_yaml, example_topic
from generator.pages.page import FrontMatter
from generator.pages.rendering import Sheet

FAMILIES = {
    "1": "Shape",
    "2": "References and links",
    "3": "Order",
    "4": "Coverage",
    "5": "Wording",
}
PARTS = {
    "lesson": "a lesson",
    "exercise": "an exercise",
    "questions": "questions",
    "resources": "resources",
    "review": "a review",
}


@dataclass(frozen=True)
class Explanation:
    code: str
    severity: str
    what: str
    cure: str


@dataclass(frozen=True)
class Family:
    title: str
    codes: tuple[Explanation, ...]


@dataclass(frozen=True)
class DiagnosticsPage:
    path: str
    front: FrontMatter
    contribute: str
    families: tuple[Family, ...]


@dataclass(frozen=True)
class Gap:
    """Something still to be done, as the number of topics that lack it."""

    count: str
    what: str


@dataclass(frozen=True)
class ContributePage:
    path: str
    front: FrontMatter
    reference: str
    diagnostics: str
    health: str
    changes: str
    topics: str
    gaps: tuple[Gap, ...]
    example: str
    example_file: str
    example_page: Link


def explanations() -> dict[str, dict[str, str]]:
    """Code -> `what` it means and its `cure`."""
    return tomllib.loads((files("generator.pages") / "diagnostics.toml").read_text("utf-8"))


def diagnostics_page() -> Sheet:
    texts = explanations()
    context = DiagnosticsPage(
        path=DIAGNOSTICS,
        front=FrontMatter(
            title="Diagnostics",
            description="Every mistake the checker tells, what it means and how to cure it.",
            section="contribute/",
            source_file="generator/pages/diagnostics.toml",
            hide=(),
        ),
        contribute=href(DIAGNOSTICS, CONTRIBUTE),
        families=tuple(
            Family(
                title,
                tuple(_explanation(code, texts[code.value]) for code in Code if code[3] == digit),
            )
            for digit, title in FAMILIES.items()
        ),
    )
    return Sheet("diagnostics", context)


def _explanation(code: Code, text: Mapping[str, str]) -> Explanation:
    return Explanation(code.value, code.severity.value, text["what"], text["cure"])


def contribute_page(atlas: Atlas) -> Sheet:
    example = example_topic(list(atlas.curriculum.topics.values()))
    context = ContributePage(
        path=CONTRIBUTE,
        front=FrontMatter(
            title="Contribute",
            description="Add or improve a topic: one file, checked before you send it.",
            section="contribute/",
            hide=(),
        ),
        reference=href(CONTRIBUTE, YAML_REFERENCE),
        diagnostics=href(CONTRIBUTE, DIAGNOSTICS),
        health=href(CONTRIBUTE, HEALTH),
        changes=href(CONTRIBUTE, CHANGES),
        topics=words.counted(len(atlas.curriculum.topics), "topic"),
        gaps=_gaps(atlas),
        example=as_yaml(example),
        example_file=f"curriculum/{example.file}",
        example_page=Link(example.title, href(CONTRIBUTE, topic_path(example.id))),
    )
    return Sheet("contribute", context)


def _gaps(atlas: Atlas) -> tuple[Gap, ...]:
    """What the topics still lack, most wanted first; nothing that none of them lacks."""
    topics, limits = atlas.curriculum.topics.values(), atlas.curriculum.settings.lessons
    counts = Counter(part for topic in topics for part in missing(topic, limits))
    lacking = sorted(PARTS, key=lambda part: -counts[part])
    return tuple(Gap(str(counts[part]), PARTS[part]) for part in lacking if counts[part])

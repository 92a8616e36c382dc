"""For contributors: where to begin, and what is missing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

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

PARTS = {
    "lesson": "a lesson",
    "exercise": "an exercise",
    "questions": "questions",
    "resources": "resources",
    "review": "a review",
}


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

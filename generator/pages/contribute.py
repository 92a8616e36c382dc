"""For contributors: where to begin, and what is missing."""

from __future__ import annotations

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
    """Parts that the same topics still lack, and how many topics these are."""

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
    limits = atlas.curriculum.settings.lessons
    lacks = {topic.id: missing(topic, limits) for topic in atlas.curriculum.topics.values()}
    together: dict[tuple[str, ...], list[str]] = {}
    for part, words_of_it in PARTS.items():
        if topics := tuple(topic for topic, parts in lacks.items() if part in parts):
            together.setdefault(topics, []).append(words_of_it)
    most_first = sorted(together.items(), key=lambda group: -len(group[0]))
    return tuple(Gap(str(len(topics)), _listed(parts)) for topics, parts in most_first)


def _listed(parts: list[str]) -> str:
    *others, last = parts
    return f"{', '.join(others)} and {last}" if others else last

"""What is written and what is not: by domain, by role, and what to write next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from generator.check.coverage import gaps
from generator.diagnostics import Code
from generator.health.structure import Keystone
from generator.model import Curriculum, Durability, LessonLimits, ReviewIntervals, Topic

_PARTS = {
    Code.NO_LESSON: "lesson",
    Code.NO_EXERCISE: "exercise",
    Code.NO_QUESTIONS: "questions",
    Code.QUESTIONS_COUNT: "questions",
    Code.NO_RESOURCES: "resources",
    Code.RESOURCES_COUNT: "resources",
    Code.NOT_REVIEWED: "review",
}


@dataclass(frozen=True)
class Coverage:
    """How many of some topics have each part, and how many have all.

    A place to learn it elsewhere counts as a lesson.
    """

    title: str
    topics: int
    lessons: int
    exercises: int
    questions: int
    resources: int
    reviewed: int
    complete: int


@dataclass(frozen=True)
class Gap:
    """A topic that lacks something, and how many paths and topics wait for it."""

    topic: str
    missing: tuple[str, ...]
    roles: int
    dependents: int


@dataclass(frozen=True)
class Review:
    """When a topic was reviewed, and when the next review is due by its durability."""

    topic: str
    reviewed: date
    due: date


def coverage(title: str, topics: Iterable[str], curriculum: Curriculum) -> Coverage:
    limits = curriculum.settings.lessons
    lacks = [missing(curriculum.topics[topic], limits) for topic in topics]

    def having(part: str) -> int:
        return sum(part not in lack for lack in lacks)

    return Coverage(
        title=title,
        topics=len(lacks),
        lessons=having("lesson"),
        exercises=having("exercise"),
        questions=having("questions"),
        resources=having("resources"),
        reviewed=having("review"),
        complete=sum(not lack for lack in lacks),
    )


def work_next(curriculum: Curriculum, stones: Iterable[Keystone]) -> tuple[Gap, ...]:
    """Every topic that lacks something, the one on most paths first, then the one most rest on."""
    found = [
        Gap(
            stone.topic,
            missing(curriculum.topics[stone.topic], curriculum.settings.lessons),
            stone.roles,
            stone.dependents,
        )
        for stone in stones
    ]
    return tuple(
        sorted(
            (gap for gap in found if gap.missing),
            key=lambda gap: (-gap.roles, -gap.dependents, gap.topic),
        )
    )


def missing(topic: Topic, limits: LessonLimits | None) -> tuple[str, ...]:
    """The parts that the topic lacks, or has too few or too many of, as the checker's notes say."""
    lacking = {_PARTS[note.code] for note in gaps(topic, limits) if note.code in _PARTS}
    return tuple(part for part in dict.fromkeys(_PARTS.values()) if part in lacking)


def reviews(curriculum: Curriculum) -> tuple[Review, ...]:
    """The topics that were reviewed, the one due first at the top."""
    intervals = curriculum.settings.review_interval_days
    found = (
        Review(t.id, t.reviewed, t.reviewed + timedelta(_days(t.durability, intervals)))
        for t in curriculum.topics.values()
        if t.reviewed is not None
    )
    return tuple(sorted(found, key=lambda review: (review.due, review.topic)))


def _days(durability: Durability, intervals: ReviewIntervals) -> int:
    match durability:
        case "enduring":
            return intervals.enduring
        case "evolving":
            return intervals.evolving
        case "fast-moving":
            return intervals.fast_moving

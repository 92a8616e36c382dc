"""What the home page and the planner ask: where from, and how many hours a week."""

from __future__ import annotations

from dataclasses import dataclass

from generator.pages import words
from generator.pages.addresses import href, role_path
from generator.pages.atlas import HOURS_A_WEEK, Atlas
from generator.pages.cards import Link
from generator.pages.role import whole_hours
from generator.paths import LearningPath, weeks


@dataclass(frozen=True)
class Choice:
    id: str
    title: str


@dataclass(frozen=True)
class Goal:
    """A role to choose, with its hours from zero and what its first stage takes and enables."""

    id: str
    role: Link
    hours: str
    weeks: str
    first_hours: str
    enables: str


@dataclass(frozen=True)
class Ask:
    backgrounds: tuple[Choice, ...]
    hours_a_week: int
    goals: tuple[Goal, ...]


def ask(atlas: Atlas, here: str) -> Ask:
    """Goals by hours from zero, fewest first."""
    by_hours = sorted(atlas.paths.values(), key=lambda path: (whole_hours(path), path.role.title))
    return Ask(
        backgrounds=tuple(
            Choice(background.id, background.title)
            for background in sorted(
                atlas.curriculum.backgrounds.values(), key=lambda b: (b.title, b.id)
            )
        ),
        hours_a_week=HOURS_A_WEEK,
        goals=tuple(_goal(path, here) for path in by_hours),
    )


def _goal(path: LearningPath, here: str) -> Goal:
    first = path.stages[0]
    return Goal(
        id=path.role.id,
        role=Link(path.role.title, href(here, role_path(path.role.id))),
        hours=words.hours(whole_hours(path)),
        weeks=words.weeks(weeks(whole_hours(path), HOURS_A_WEEK)),
        first_hours=words.hours(first.study_hours + first.milestone.project_hours),
        enables=first.milestone.enables,
    )

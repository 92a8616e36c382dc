"""What the home page and the planner ask: where from, and how many hours a week."""

from __future__ import annotations

from dataclasses import dataclass

from generator.pages import words
from generator.pages.addresses import href, role_path
from generator.pages.atlas import HOURS_A_WEEK, Atlas
from generator.pages.cards import Link
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
    first: str
    first_hours: str
    enables: str


@dataclass(frozen=True)
class Ask:
    backgrounds: tuple[Choice, ...]
    hours_a_week: int
    goals: tuple[Goal, ...]


def ask(atlas: Atlas, here: str) -> Ask:
    """Goals by hours from zero, fewest first."""
    return Ask(
        backgrounds=tuple(
            Choice(background.id, background.title) for background in atlas.backgrounds_by_title
        ),
        hours_a_week=HOURS_A_WEEK,
        goals=tuple(_goal(path, here) for path in atlas.paths_by_hours),
    )


def _goal(path: LearningPath, here: str) -> Goal:
    first = path.stages[0]
    return Goal(
        id=path.role.id,
        role=Link(path.role.title, href(here, role_path(path.role.id))),
        hours=words.hours(path.whole_hours),
        weeks=words.weeks(weeks(path.whole_hours, HOURS_A_WEEK)),
        first=first.milestone.title,
        first_hours=words.hours(first.study_hours + first.milestone.project_hours),
        enables=first.milestone.enables,
    )

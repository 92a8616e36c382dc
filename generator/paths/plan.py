"""A learner's plan: role paths and single topics, less what is known, in weeks.

Nothing is ordered here. Leaving known topics out of a valid order leaves a valid order, so a plan
is a filter over the role paths, and the browser does the same (`docs/assets`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.graph import PrerequisiteGraph
from generator.model import Curriculum
from generator.paths.path import LearningPath, Stage, reading_order

SLIP = 1.3
"""The slower end of a range of weeks: beside a job, studies take about a third longer."""

TOPICS_THIS_WEEK = 3


@dataclass(frozen=True)
class Knowledge:
    """What a learner brings: topics known (just these), and hours left of topics partly known."""

    known: frozenset[str] = frozenset()
    hours_left: Mapping[str, float] = field(default_factory=dict)

    def hours(self, topic: str, curriculum: Curriculum) -> float:
        """The hours left of `topic` for this learner."""
        if topic in self.known:
            return 0.0
        whole = curriculum.topics[topic].hours
        return min(whole, self.hours_left.get(topic, whole))


@dataclass(frozen=True)
class PlannedStage:
    """What is left of a stage. `role` is None for topics chosen one by one."""

    title: str
    role: str | None
    topics: tuple[str, ...]
    hours: float
    project: str = ""
    project_hours: float = 0.0
    enables: str = ""


@dataclass(frozen=True)
class Session:
    """Hours of one topic to study this week, of the hours left of it."""

    topic: str
    hours: float
    hours_left: float


@dataclass(frozen=True)
class Plan:
    """Stages with something left to learn, in order. Hours count study; projects are counted apart.

    `paths` are the role paths that it is filtered from.
    """

    stages: tuple[PlannedStage, ...]
    ready: tuple[str, ...]
    this_week: tuple[Session, ...]
    hours_a_week: float
    paths: tuple[LearningPath, ...] = ()

    @property
    def order(self) -> tuple[str, ...]:
        return tuple(topic for stage in self.stages for topic in stage.topics)

    @property
    def hours(self) -> float:
        return sum(stage.hours for stage in self.stages)

    @property
    def project_hours(self) -> float:
        return sum(stage.project_hours for stage in self.stages)

    @property
    def whole_hours(self) -> float:
        """Study and projects together."""
        return self.hours + self.project_hours

    @property
    def weeks(self) -> tuple[int, int]:
        return weeks(self.whole_hours, self.hours_a_week)


def weeks(hours: float, hours_a_week: float) -> tuple[int, int]:
    """The range of weeks that `hours` take.

    >>> weeks(60, 6)
    (10, 13)
    """
    return math.ceil(hours / hours_a_week), math.ceil(SLIP * hours / hours_a_week)


def knowledge(
    curriculum: Curriculum, backgrounds: Iterable[str] = (), topics: Iterable[str] = ()
) -> Knowledge:
    """What somebody of these backgrounds who also knows these topics brings."""
    known = set(topics)
    hours_left: dict[str, float] = {}
    for background in (curriculum.backgrounds[b] for b in backgrounds):
        known.update(background.knows)
        for topic, hours in background.partly.items():
            hours_left[topic] = min(hours, hours_left.get(topic, hours))
    return Knowledge(frozenset(known), hours_left)


def plan(
    curriculum: Curriculum,
    graph: PrerequisiteGraph,
    paths: Mapping[str, LearningPath],
    *,
    roles: Sequence[str] = (),
    topics: Sequence[str] = (),
    knows: Knowledge | None = None,
    hours_a_week: float = 6,
) -> Plan:
    """The plan for these roles, in this order, then for these single topics."""
    knows = knows or Knowledge()
    goals = [goal for role in roles for goal in curriculum.roles[role].goals]
    needed = graph.needed([*goals, *topics], knows.known)
    left = set(needed)
    stages: list[PlannedStage] = []
    for role in roles:
        for stage in paths[role].stages:
            if todo := tuple(t for t in stage.topics if t in left):
                left.difference_update(todo)
                stages.append(_planned(stage, role, todo, _hours(todo, knows, curriculum)))
    if left:
        rest = tuple(t for t in reading_order(graph, paths) if t in left)
        hours = _hours(rest, knows, curriculum)
        stages.append(PlannedStage("Topics of your own", None, rest, hours))
    order = [topic for stage in stages for topic in stage.topics]
    return Plan(
        stages=tuple(stages),
        ready=graph.outer_fringe(knows.known, needed),
        this_week=_this_week(order, knows, curriculum, hours_a_week),
        hours_a_week=hours_a_week,
        paths=tuple(paths[role] for role in roles),
    )


def _planned(stage: Stage, role: str, todo: tuple[str, ...], hours: float) -> PlannedStage:
    """What is left of a role's stage."""
    milestone = stage.milestone
    return PlannedStage(
        title=milestone.title,
        role=role,
        topics=todo,
        hours=hours,
        project=milestone.project,
        project_hours=milestone.project_hours,
        enables=milestone.enables,
    )


def _hours(topics: Iterable[str], knows: Knowledge, curriculum: Curriculum) -> float:
    return sum(knows.hours(topic, curriculum) for topic in topics)


def _this_week(
    order: Sequence[str], knows: Knowledge, curriculum: Curriculum, hours_a_week: float
) -> tuple[Session, ...]:
    sessions: list[Session] = []
    budget = hours_a_week
    for topic in order[:TOPICS_THIS_WEEK]:
        if budget <= 0:
            break
        left = knows.hours(topic, curriculum)
        sessions.append(Session(topic, min(left, budget), left))
        budget -= left
    return tuple(sessions)

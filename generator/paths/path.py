"""A role's learning path: one stage per milestone, each in the best order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.graph import PrerequisiteGraph
from generator.model import Curriculum, Milestone, Role
from generator.paths.order import best_order
from generator.paths.syllabus import syllabus


@dataclass(frozen=True)
class Stage:
    """What one milestone needs and earlier ones did not, in the order to learn it."""

    milestone: Milestone
    topics: tuple[str, ...]
    study_hours: float

    @property
    def whole_hours(self) -> float:
        """Study and the project together."""
        return self.study_hours + self.milestone.project_hours


@dataclass(frozen=True)
class LearningPath:
    """`cost` is J (see `syllabus`); `proved` says that no order of these stages is cheaper."""

    role: Role
    stages: tuple[Stage, ...]
    cost: float
    proved: bool

    @cached_property
    def topics(self) -> tuple[str, ...]:
        return tuple(topic for stage in self.stages for topic in stage.topics)

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """Topic -> its place in the order, from 0."""
        return {topic: n for n, topic in enumerate(self.topics)}

    @property
    def study_hours(self) -> float:
        return sum(stage.study_hours for stage in self.stages)

    @property
    def project_hours(self) -> float:
        return sum(stage.milestone.project_hours for stage in self.stages)

    @property
    def whole_hours(self) -> float:
        """Study and projects together."""
        return self.study_hours + self.project_hours


def stages_of(role: Role, graph: PrerequisiteGraph) -> list[tuple[str, ...]]:
    """The topics each milestone adds, by id; a topic belongs to the first milestone that needs it.

    Topics that no milestone needs join the last, so that nothing is lost where the checks would
    complain anyway.
    """
    path = set(graph.needed(role.goals))
    placed: set[str] = set()
    stages: list[tuple[str, ...]] = []
    for milestone in role.milestones:
        new = (path & set(graph.needed(milestone.after))) - placed
        stages.append(tuple(sorted(new)))
        placed |= new
    stages[-1] = tuple(sorted({*stages[-1], *(path - placed)}))
    return stages


def learning_path(role: Role, curriculum: Curriculum, graph: PrerequisiteGraph) -> LearningPath:
    """The path to `role` from nothing, in the best order its stages allow."""
    stages = stages_of(role, graph)
    course = syllabus(stages, curriculum, graph)
    order = best_order(course)
    return LearningPath(
        role=role,
        stages=tuple(
            Stage(milestone, _in_order(topics, order.topics), _hours(topics, curriculum))
            for milestone, topics in zip(role.milestones, stages, strict=True)
        ),
        cost=order.cost / course.scale if course.scale else 0.0,
        proved=order.proved,
    )


def learning_paths(curriculum: Curriculum, graph: PrerequisiteGraph) -> dict[str, LearningPath]:
    """Role id -> its path, by id."""
    return {
        role.id: learning_path(role, curriculum, graph)
        for role in sorted(curriculum.roles.values(), key=lambda role: role.id)
    }


def reading_order(graph: PrerequisiteGraph, paths: Mapping[str, LearningPath]) -> tuple[str, ...]:
    """All topics in one valid order: the role paths one after the other, by id, then the rest."""
    order = dict.fromkeys(topic for role in sorted(paths) for topic in paths[role].topics)
    order.update(dict.fromkeys(graph.topological_order))
    return tuple(order)


def _in_order(topics: Sequence[str], order: Sequence[str]) -> tuple[str, ...]:
    wanted = set(topics)
    return tuple(topic for topic in order if topic in wanted)


def _hours(topics: Sequence[str], curriculum: Curriculum) -> float:
    return sum(curriculum.topics[topic].hours for topic in topics)

"""The shape of the graph: what much hangs on, and the longest ways through it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.graph import PrerequisiteGraph
from generator.model import Curriculum
from generator.paths import LearningPath


@dataclass(frozen=True)
class Keystone:
    """A topic, and how much rests on it, directly or not."""

    topic: str
    dependents: int
    dependent_hours: float
    roles: int


@dataclass(frozen=True)
class Structure:
    """Redundant prerequisites follow from others of the same topic; they are facts, and stay."""

    topics: int
    prerequisites: int
    redundant: int
    recommendations: int
    chain_of_most_topics: tuple[str, ...]
    chain_of_most_hours: tuple[str, ...]
    chain_hours: float


def keystones(
    curriculum: Curriculum, graph: PrerequisiteGraph, paths: Mapping[str, LearningPath]
) -> tuple[Keystone, ...]:
    """Every topic, the one on which most topics rest first."""
    on_paths = [set(path.topics) for path in paths.values()]
    resting = {topic: graph.descendants(topic) for topic in graph.topics}
    stones = (
        Keystone(
            topic=topic,
            dependents=len(dependents),
            dependent_hours=_hours(dependents, curriculum),
            roles=sum(topic in path for path in on_paths),
        )
        for topic, dependents in resting.items()
    )
    return tuple(sorted(stones, key=lambda s: (-s.dependents, -s.roles, s.topic)))


def structure(curriculum: Curriculum, graph: PrerequisiteGraph) -> Structure:
    heaviest = _heaviest_chain(curriculum, graph)
    return Structure(
        topics=len(graph.topics),
        prerequisites=sum(len(graph.prerequisites(topic)) for topic in graph.topics),
        redundant=sum(len(graph.implied(topic)) for topic in graph.topics),
        recommendations=sum(len(graph.recommended(topic)) for topic in graph.topics),
        chain_of_most_topics=graph.longest_chain(),
        chain_of_most_hours=heaviest,
        chain_hours=_hours(heaviest, curriculum),
    )


def _heaviest_chain(curriculum: Curriculum, graph: PrerequisiteGraph) -> tuple[str, ...]:
    """The chain of prerequisites that takes most hours, first topic first, ties by id."""
    chains: dict[str, tuple[float, tuple[str, ...]]] = {}
    for topic in graph.topological_order:
        before = [chains[need] for need in graph.prerequisites(topic)]
        hours, chain = min(before, key=lambda c: (-c[0], c[1]), default=(0.0, ()))
        chains[topic] = (hours + curriculum.topics[topic].hours, (*chain, topic))
    return min(chains.values(), key=lambda c: (-c[0], c[1]), default=(0.0, ()))[1]


def _hours(topics: Iterable[str], curriculum: Curriculum) -> float:
    return sum(topic.hours for topic in map(curriculum.topics.__getitem__, topics))

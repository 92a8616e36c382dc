"""Rules on the graph: no circles, no falling levels, edges that say something.

Codes CUR301 to CUR305.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.diagnostics import Code, Finding, Place
from generator.graph import PrerequisiteGraph
from generator.model import LEVELS, Curriculum, Edge


def no_cycles(curriculum: Curriculum, graph: PrerequisiteGraph) -> Iterator[Finding]:
    """A cycle is shown whole, from its smallest id, with the why of each step."""
    for cycle in graph.cycles():
        first = cycle[0]
        yield Finding(
            Code.CYCLE,
            _edge_place(curriculum, first, cycle[-1], "prerequisites"),
            f"a circle of prerequisites: {_shown(cycle)}",
            f"{_whys(cycle, curriculum)} Is one of these only a recommendation, or turned round?",
        )


def no_cycles_through_recommendations(
    curriculum: Curriculum, graph: PrerequisiteGraph
) -> Iterator[Finding]:
    if graph.cycles():
        return
    for cycle in graph.cycles_with_recommendations():
        soft = next(
            (first, then)
            for first, then in zip(cycle, (*cycle[1:], cycle[0]), strict=True)
            if first in graph.recommended(then)
        )
        yield Finding(
            Code.CYCLE_THROUGH_RECOMMENDATION,
            _edge_place(curriculum, soft[1], soft[0], "recommended"),
            f"a circle through a recommendation: {_shown(cycle)}",
            f"take out the recommendation of '{soft[0]}' here, or turn it round",
        )


def levels_never_fall(curriculum: Curriculum) -> Iterator[Finding]:
    for topic in curriculum.topics.values():
        for n, edge in enumerate(topic.prerequisites):
            need = curriculum.topics.get(edge.topic)
            if need and LEVELS.index(need.level) > LEVELS.index(topic.level):
                yield Finding(
                    Code.LEVEL_FALLS,
                    Place(topic.file, ("prerequisites", n, "topic")),
                    f"this topic is {topic.level}, and needs '{need.id}', which is {need.level}",
                    "raise this level, lower that one, or check whether it is needed",
                )


def recommendations_say_more(curriculum: Curriculum, graph: PrerequisiteGraph) -> Iterator[Finding]:
    """A recommendation of what is needed anyway says nothing."""
    if graph.cycles():
        return
    for topic in curriculum.topics.values():
        for n, edge in enumerate(topic.recommended):
            is_direct = edge.topic in graph.prerequisites(topic.id)
            if edge.topic in graph and graph.is_before(edge.topic, topic.id) and not is_direct:
                yield Finding(
                    Code.RECOMMENDS_PREREQUISITE,
                    Place(topic.file, ("recommended", n, "topic")),
                    f"'{edge.topic}' is needed by a prerequisite of this topic already",
                    "take it out, or make it a prerequisite if its content is used here",
                )


def implied_prerequisites(curriculum: Curriculum, graph: PrerequisiteGraph) -> Iterator[Finding]:
    """Implied prerequisites are true facts and stay; the note asks whether each is direct."""
    if graph.cycles():
        return
    for topic in curriculum.topics.values():
        implied = set(graph.implied(topic.id))
        for n, edge in enumerate(topic.prerequisites):
            if edge.topic in implied:
                yield Finding(
                    Code.IMPLIED_PREREQUISITE,
                    Place(topic.file, ("prerequisites", n, "topic")),
                    f"'{edge.topic}' follows from another prerequisite as well",
                    "right if this topic uses it directly; pages then show it in second place",
                )


def _edge_place(curriculum: Curriculum, topic: str, need: str, key: str) -> Place:
    entity = curriculum.topics[topic]
    edges: Sequence[Edge] = getattr(entity, key)
    n = next((n for n, edge in enumerate(edges) if edge.topic == need), 0)
    return Place(entity.file, (key, n, "topic"))


def _shown(cycle: Sequence[str]) -> str:
    return " -> ".join((*cycle, cycle[0]))


def _whys(cycle: Sequence[str], curriculum: Curriculum) -> str:
    """Each step of a circle with its why, one after the other."""
    steps = []
    for need, topic in zip(cycle, (*cycle[1:], cycle[0]), strict=True):
        edges = curriculum.topics[topic].prerequisites
        why = next((edge.why for edge in edges if edge.topic == need), None)
        steps.append(f"'{topic}' needs '{need}': {why or 'no why is given.'}")
    return " ".join(steps)

"""What another order of a role's later milestones would save: a hint to its author, never applied.

The first milestone stays first: an early result is worth more than any saving.
Which topics are taught after some milestones does not depend on the order of these milestones. So
the sets of milestones are walked like the knowledge states themselves, one milestone a step, which
tries 2^m sets instead of m! orders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.graph import PrerequisiteGraph
from generator.model import Curriculum, Milestone
from generator.paths import LearningPath
from generator.paths.order import Layer, Walk, first_layer, keep, narrowed, next_layer
from generator.paths.syllabus import Syllabus, bits_of, syllabus

MOST_MILESTONES = 6
BEAM = 300
"""Small, because it is a hint: what it finds can be had, and perhaps more."""

WORTH_TELLING = 0.02


@dataclass(frozen=True)
class Reordering:
    """A cheaper order of a role's milestones, by title; `saving` is a share of the path's cost."""

    role: str
    milestones: tuple[str, ...]
    saving: float


def better_order(
    path: LearningPath, curriculum: Curriculum, graph: PrerequisiteGraph
) -> Reordering | None:
    """The cheapest order of the milestones that was found, if it saves something worth telling."""
    milestones = path.role.milestones
    if not 2 < len(milestones) <= MOST_MILESTONES:
        return None
    course, walk = _cheapest_walk(path, curriculum, graph)
    saving = 1 - walk.cost / course.scale / path.cost
    order = _milestones_of(walk, course, milestones, graph)
    if saving < WORTH_TELLING or order == milestones:
        return None
    return Reordering(
        role=path.role.id,
        milestones=tuple(milestone.title for milestone in order),
        saving=saving,
    )


def _cheapest_walk(
    path: LearningPath, curriculum: Curriculum, graph: PrerequisiteGraph
) -> tuple[Syllabus, Walk]:
    """The cheapest walk over all orders of the milestones in which each adds a topic."""
    milestones = path.role.milestones
    needs = [set(graph.needed(milestone.after)) for milestone in milestones]
    everything = (1 << len(milestones)) - 1
    course = syllabus([stage.topics for stage in path.stages], curriculum, graph)
    reached: dict[int, Layer] = {1: _through_stage(course, first_layer(), needs[0])}
    for done in range(1, everything):
        if done not in reached:
            continue
        taught = set().union(*(needs[m] for m in bits_of(done)))
        for m in bits_of(everything & ~done):
            if new := needs[m] - taught:
                rest = set(path.topics) - taught - new
                course = syllabus([taught, new, rest], curriculum, graph)
                end = _through_stage(course, reached[done], new)
                _merge(reached.setdefault(done | 1 << m, {}), end, course)
    (state,) = reached[everything].values()
    return course, min(state.walks, key=lambda walk: walk.cost)


def _through_stage(course: Syllabus, layer: Layer, new: set[str]) -> Layer:
    stage = [n for n, topic in enumerate(course.topics) if topic in new]
    for _ in stage:
        layer = narrowed(next_layer(course, layer, stage), BEAM)
    return layer


def _merge(there: Layer, arriving: Layer, course: Syllabus) -> None:
    """Add the walks that arrive at the one state of a set of milestones."""
    for bits, state in arriving.items():
        if bits in there:
            for walk in state.walks:
                keep(there[bits].walks, walk, course.steps)
        else:
            there[bits] = state


def _milestones_of(
    walk: Walk, course: Syllabus, milestones: Sequence[Milestone], graph: PrerequisiteGraph
) -> tuple[Milestone, ...]:
    """The milestones in the order in which the walk completes them."""
    place = {course.topics[n]: at for at, n in enumerate(walk.topics())}

    def completed(milestone: Milestone) -> int:
        return max(place[topic] for topic in graph.needed(milestone.after))

    return tuple(sorted(milestones, key=completed))

"""How good the order of a path is, beside orders that anybody could have had for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.graph import PrerequisiteGraph
from generator.memory import remembered
from generator.model import Curriculum
from generator.paths import LearningPath
from generator.paths.order import best_order
from generator.paths.syllabus import Syllabus, syllabus

OUTWEIGHS_ALL = 1_000_000
"""As the cost of a switch: no saving of any other kind is worth one."""


@dataclass(frozen=True)
class Baselines:
    """The cost of other orders, as a multiple of the path's own.

    `topological` is `networkx.topological_sort` of the whole path, free of stages. `catalogue`
    (by level, domain and id) and `depth_first` keep the stages.
    """

    topological: float
    catalogue: float
    depth_first: float


@dataclass(frozen=True)
class PathQuality:
    """`carried_mean` is weighed by hours: how many topics one carries at a time; see `syllabus`.

    `least_switches` costs as much to find as the order itself: None where nobody asked for it.
    """

    role: str
    topics: int
    study_hours: float
    cost: float
    proved: bool
    carried_mean: float
    carried_peak: int
    switches: int
    least_switches: int | None
    longest_run_hours: float
    longest_run_domain: str
    level_drops: int
    baselines: Baselines


def path_quality(
    path: LearningPath, curriculum: Curriculum, graph: PrerequisiteGraph, *, with_least: bool = True
) -> PathQuality:
    course = syllabus([stage.topics for stage in path.stages], curriculum, graph)
    order = numbers(course, path.topics)
    carried = _carried(course, path.topics)
    run_hours, run_domain = _longest_run(path.topics, curriculum)
    return PathQuality(
        role=path.role.id,
        topics=len(order),
        study_hours=path.study_hours,
        cost=path.cost,
        proved=path.proved,
        carried_mean=sum(
            count * quarters for count, quarters in zip(carried, hours(course, order), strict=True)
        )
        / sum(course.quarter_hours),
        carried_peak=max(carried),
        switches=switches(course, order),
        least_switches=_least_switches(course) if with_least else None,
        longest_run_hours=run_hours,
        longest_run_domain=run_domain,
        level_drops=sum(
            max(0, course.level[one] - course.level[then]) for one, then in pairwise(order)
        ),
        baselines=baselines(path, course, graph),
    )


def baselines(path: LearningPath, course: Syllabus, graph: PrerequisiteGraph) -> Baselines:
    """What the orders of the three baselines cost, as multiples of the path's own order."""
    own = _cost(course, tuple(path.topics))

    def ratio(order: Iterable[str]) -> float:
        return _cost(course, tuple(order)) / own if own else 1.0

    return Baselines(
        topological=ratio(graph.some_topological_order(path.topics)),
        catalogue=ratio(course.topics[n] for n in catalogue_order(course)),
        depth_first=ratio(depth_first_order(path, graph)),
    )


def catalogue_order(course: Syllabus) -> list[int]:
    """Stage by stage the first topic of the catalogue that may come: by level, domain and id."""
    left, state, order = set(range(len(course))), 0, []
    while left:
        ready = [n for n in left if not course.first[n] & ~state]
        topic = min(ready, key=lambda n: (course.stage[n], n))
        order.append(topic)
        left.remove(topic)
        state |= 1 << topic
    return order


def depth_first_order(path: LearningPath, graph: PrerequisiteGraph) -> list[str]:
    """Milestone by milestone: what a topic needs, by id and to the bottom, then the topic."""
    order: dict[str, None] = {}

    def visit(topic: str) -> None:
        if topic not in order:
            for need in graph.prerequisites(topic):
                visit(need)
            order[topic] = None

    for stage in path.stages:
        for topic in (*stage.milestone.after, *stage.topics):
            visit(topic)
    return list(order)


def numbers(course: Syllabus, topics: Iterable[str]) -> list[int]:
    """The topics by their numbers in the syllabus."""
    number = {topic: n for n, topic in enumerate(course.topics)}
    return [number[topic] for topic in topics]


def hours(course: Syllabus, order: Sequence[int]) -> list[int]:
    """The quarter hours of the topics of an order."""
    return [course.quarter_hours[topic] for topic in order]


def switches(course: Syllabus, order: Sequence[int]) -> int:
    """How often the domain changes."""
    return sum(course.domain[one] != course.domain[then] for one, then in pairwise(order))


@remembered
def _cost(course: Syllabus, topics: tuple[str, ...]) -> int:
    return course.cost(numbers(course, topics))


@remembered
def _carried(course: Syllabus, topics: tuple[str, ...]) -> tuple[int, ...]:
    """How many topics are carried while each topic of the order is taught."""
    counts, state = [], 0
    for topic in numbers(course, topics):
        counts.append(len(course.carried(state, topic)))
        state |= 1 << topic
    return tuple(counts)


def _least_switches(course: Syllabus) -> int:
    """The changes of domain of an order that avoids them at any price."""
    weights = course.weights.model_copy(update={"domain_switch": OUTWEIGHS_ALL})
    return switches(course, numbers(course, best_order(replace(course, weights=weights)).topics))


def _longest_run(topics: Sequence[str], curriculum: Curriculum) -> tuple[float, str]:
    """The most hours in one domain without a change, and which domain that is."""
    best, run, domain = (0.0, ""), 0.0, ""
    for topic in topics:
        entity = curriculum.topics[topic]
        run = entity.hours + (run if entity.domain == domain else 0.0)
        domain = entity.domain
        best = max(best, (run, domain), key=lambda pair: pair[0])
    return best

"""Rules on roles and backgrounds: milestones cover the path and each adds to it. Codes CUR306 to CUR310."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from generator.diagnostics import Code, Finding, Place
from generator.graph import PrerequisiteGraph
from generator.model import Curriculum, Role


def implied_goals(curriculum: Curriculum, graph: PrerequisiteGraph) -> Iterator[Finding]:
    if graph.cycles():
        return
    for role in curriculum.roles.values():
        goals = [goal for goal in role.goals if goal in graph]
        for n, goal in enumerate(role.goals):
            above = next((g for g in goals if goal in graph and graph.is_before(goal, g)), None)
            if above:
                yield Finding(
                    Code.IMPLIED_GOAL,
                    Place(role.file, ("goals", n)),
                    f"'{goal}' follows from the goal '{above}' already",
                    "take it out, unless the role is about it in its own right",
                )


def milestones_cover_the_path(
    curriculum: Curriculum, graph: PrerequisiteGraph
) -> Iterator[Finding]:
    """Every topic of a path belongs to a milestone, and every milestone adds a topic."""
    for role in curriculum.roles.values():
        path = set(graph.needed(role.goals))
        placed: set[str] = set()
        for n, milestone in enumerate(role.milestones):
            for m, topic in enumerate(milestone.after):
                if topic in graph and topic not in path:
                    yield Finding(
                        Code.MILESTONE_OFF_PATH,
                        Place(role.file, ("milestones", n, "after", m)),
                        f"'{topic}' is not on this role's path",
                        "add it to 'goals', or take it out here",
                    )
            new = set(graph.needed(milestone.after)) & path - placed
            if not new:
                yield Finding(
                    Code.MILESTONE_ADDS_NOTHING,
                    Place(role.file, ("milestones", n, "title")),
                    f"the milestone '{milestone.title}' needs no topic that an earlier one does not",
                    "give it a topic of its own in 'after', or merge it with the one before",
                )
            placed |= new
        yield from _left_over(role, sorted(path - placed))


def _left_over(role: Role, topics: list[str]) -> Iterator[Finding]:
    if topics:
        yield Finding(
            Code.OUTSIDE_MILESTONES,
            Place(role.file, ("milestones",), of_key=True),
            f"no milestone needs {', '.join(repr(topic) for topic in topics)}",
            "add it to 'after' of the milestone where it is first used",
        )


def partly_known_is_partly(curriculum: Curriculum, graph: PrerequisiteGraph) -> Iterator[Finding]:
    """Hours left of a topic are fewer than its hours, and the topic is not known as well."""
    del graph
    for background in curriculum.backgrounds.values():
        for topic, hours in background.partly.items():
            place = Place(background.file, ("partly", topic))
            if topic in background.knows:
                yield Finding(
                    Code.PARTLY_KNOWN,
                    place,
                    f"'{topic}' stands in 'knows' and in 'partly'",
                    "keep one of the two",
                )
            elif topic in curriculum.topics and hours >= curriculum.topics[topic].hours:
                yield Finding(
                    Code.PARTLY_KNOWN,
                    place,
                    f"{hours:g} hours are left of '{topic}', and it has {curriculum.topics[topic].hours:g}",
                    "write the hours that are left for this background, or take it out",
                )


RULES: Iterable[Callable[[Curriculum, PrerequisiteGraph], Iterator[Finding]]] = (
    implied_goals,
    milestones_cover_the_path,
    partly_known_is_partly,
)

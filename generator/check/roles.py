"""Rules on roles and backgrounds: milestones cover the path and each adds to it.

Codes CUR306 to CUR311.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.diagnostics import Code, Finding, Place, did_you_mean
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
        if not _is_whole(role, path, curriculum):
            continue
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
                    f"'{milestone.title}' needs no topic that an earlier milestone does not",
                    "give it a topic of its own in 'after', or merge it with the one before",
                )
            placed |= new
        yield from _left_over(role, sorted(path - placed))


def _is_whole(role: Role, path: Iterable[str], curriculum: Curriculum) -> bool:
    """Whether all that the role and its path name is there; else the path is not the true one."""
    named = {*role.goals, *(topic for milestone in role.milestones for topic in milestone.after)}
    for topic in path:
        named.update(edge.topic for edge in curriculum.topics[topic].prerequisites)
    return named <= curriculum.topics.keys()


def _left_over(role: Role, topics: list[str]) -> Iterator[Finding]:
    if topics:
        yield Finding(
            Code.OUTSIDE_MILESTONES,
            Place(role.file, ("milestones",), of_key=True),
            f"no milestone needs {', '.join(repr(topic) for topic in topics)}",
            "add to 'after' of the milestone that uses it first; what that needs follows by itself",
        )


def partly_known_is_partly(curriculum: Curriculum) -> Iterator[Finding]:
    """Hours left of a topic are fewer than its hours, and the topic is not known as well."""
    for background in curriculum.backgrounds.values():
        for topic, hours in background.partly.items():
            whole = curriculum.topics[topic].hours if topic in curriculum.topics else None
            if topic in background.knows:
                yield Finding(
                    Code.PARTLY_KNOWN,
                    Place(background.file, ("partly", topic), of_key=True),
                    f"'{topic}' stands in 'knows' and in 'partly'",
                    "keep one of the two",
                )
            elif whole is not None and hours >= whole:
                yield Finding(
                    Code.PARTLY_KNOWN,
                    Place(background.file, ("partly", topic)),
                    f"{hours:g} hours are left of '{topic}', and it has {whole:g}",
                    "write fewer, since this background knows a part of it, or take it out",
                )


def projects_follow_their_role(curriculum: Curriculum) -> Iterator[Finding]:
    """A project has the milestones of its role, in their order, and a brief for each."""
    for project in curriculum.projects.values():
        role = curriculum.roles.get(project.id)
        if role is None:
            if project.id not in curriculum.unread_ids("role"):
                yield _differs(
                    Place(project.file),
                    f"there is no role '{project.id}' for this project",
                    did_you_mean(project.id, curriculum.roles) or "name the folder by a role's id",
                )
            continue
        wanted = [milestone.title for milestone in role.milestones]
        if [milestone.title for milestone in project.milestones] != wanted:
            yield _differs(
                Place(project.file, ("milestones",), of_key=True),
                "these are not the milestones of the role",
                f"the role has: {'; '.join(wanted)}",
            )
        for n, milestone in enumerate(project.milestones):
            if milestone.id not in project.briefs:
                yield _differs(
                    Place(project.file, ("milestones", n, "id")),
                    f"the milestone '{milestone.id}' has no brief",
                    f"write {project.brief_file(milestone.id)}",
                )


def _differs(place: Place, message: str, hint: str) -> Finding:
    return Finding(Code.PROJECT_DIFFERS, place, message, hint)

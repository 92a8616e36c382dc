"""What is still to be done or worth a look. Notes only, codes CUR401 to CUR412: none ever fails."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from generator.check.references import named_source_items
from generator.diagnostics import Code, Finding, Place
from generator.graph import PrerequisiteGraph
from generator.model import Background, Curriculum, LessonLimits, Role, Topic

ALIKE = 0.7
"""Two roles that share this part of all their topics are worth a look."""

LONG_FIRST_STAGE_HOURS = 40


def topics_are_complete(curriculum: Curriculum) -> Iterator[Finding]:
    for topic in curriculum.topics.values():
        yield from gaps(topic, curriculum.settings.lessons)


def gaps(topic: Topic, limits: LessonLimits | None) -> Iterator[Finding]:
    """What one topic lacks. `health` counts by this, so that both say the same."""
    has_lesson = topic.lesson is not None or topic.learn_at is not None
    for code, is_missing, message, hint in (
        (
            Code.NO_LESSON,
            not has_lesson,
            "this topic has no lesson yet",
            f"write {topic.id}.md beside it, or name where to learn it in 'learn_at'",
        ),
        (
            Code.NO_QUESTIONS,
            not topic.questions,
            "this topic has no questions yet",
            "add 'questions' that test understanding",
        ),
        (
            Code.NO_RESOURCES,
            not topic.resources,
            "this topic has no resources yet",
            "add 'resources', the primary source first",
        ),
        (
            Code.NO_EXERCISE,
            topic.exercise is None,
            "this topic has no exercise yet",
            "add 'exercise' with a 'task' and a 'check'",
        ),
        (
            Code.NOT_REVIEWED,
            topic.reviewed is None,
            "this topic was not reviewed yet",
            "check its text against its resources, then write the day in 'reviewed'",
        ),
        (
            Code.NO_SOURCE,
            not topic.sources and topic.added_because is None,
            "nothing says where this topic comes from",
            "name items in 'sources', or say in 'added_because' why it is here",
        ),
    ):
        if is_missing:
            yield Finding(code, Place(topic.file), message, hint)
    if limits is not None:
        yield from _counts(topic, limits)


def _counts(topic: Topic, limits: LessonLimits) -> Iterator[Finding]:
    """Questions and resources that are there, but too few or too many."""
    free = sum(resource.cost == "free" for resource in topic.resources)
    for code, key, count, allowed in (
        (Code.QUESTIONS_COUNT, "questions", len(topic.questions), limits.questions),
        (Code.RESOURCES_COUNT, "resources", len(topic.resources), limits.resources),
    ):
        if count and not allowed.at_least <= count <= allowed.at_most:
            yield Finding(
                code,
                Place(topic.file, (key,), of_key=True),
                f"this topic has {count} {key if count > 1 else key.removesuffix('s')}",
                f"give it {allowed.at_least} to {allowed.at_most}",
            )
    if topic.resources and free < limits.free_resources:
        yield Finding(
            Code.RESOURCES_COUNT,
            Place(topic.file, ("resources",), of_key=True),
            f"{free or 'none'} of these resources {'is' if free < 2 else 'are'} free",
            f"name at least {limits.free_resources} that cost nothing to read",
        )


def topics_serve_a_role(curriculum: Curriculum, graph: PrerequisiteGraph) -> Iterator[Finding]:
    if curriculum.unread or not _is_whole(curriculum):
        return
    on_a_path = {t for role in curriculum.roles.values() for t in graph.needed(role.goals)}
    for topic in curriculum.topics.values():
        if topic.id not in on_a_path:
            yield Finding(
                Code.ON_NO_PATH,
                Place(topic.file),
                "no role's path leads through this topic",
                "add it to the 'goals' of a role that needs it",
            )


def _is_whole(curriculum: Curriculum) -> bool:
    """Whether all that goals and prerequisites name is there; else no path is the true one."""
    named = {goal for role in curriculum.roles.values() for goal in role.goals}
    for topic in curriculum.topics.values():
        named.update(edge.topic for edge in topic.prerequisites)
    return named <= curriculum.topics.keys()


def source_items_are_taken_up(curriculum: Curriculum) -> Iterator[Finding]:
    if curriculum.unread:
        return
    used = {item for _, _, item in named_source_items(curriculum)}
    for source in curriculum.sources.values():
        left_out = {entry.item for entry in source.not_taken_up}
        for n, item in enumerate(source.items):
            if f"{source.id}:{item.id}" not in used and item.id not in left_out:
                yield Finding(
                    Code.SOURCE_ITEM_UNUSED,
                    Place(source.file, ("items", n)),
                    f"nothing takes up '{item.id}'",
                    f"name '{source.id}:{item.id}' where it belongs, or give the reason in "
                    "'not_taken_up'",
                )


def roles_differ(curriculum: Curriculum, graph: PrerequisiteGraph) -> Iterator[Finding]:
    topics = {role.id: set(graph.needed(role.goals)) for role in curriculum.roles.values()}
    for one, other in combinations(sorted(topics), 2):
        both, all_of_them = topics[one] & topics[other], topics[one] | topics[other]
        if all_of_them and len(both) / len(all_of_them) > ALIKE:
            yield Finding(
                Code.ROLES_ALIKE,
                Place(curriculum.roles[other].file, ("goals",), of_key=True),
                f"this role shares {len(both)} of {len(all_of_them)} topics with '{one}'",
                "say in its summary what sets it apart, or merge the two",
            )


def first_stages_are_short(curriculum: Curriculum, graph: PrerequisiteGraph) -> Iterator[Finding]:
    """Who knows how to program reaches the first result soon; from nothing it takes longer."""
    for role in curriculum.roles.values():
        path = set(graph.needed(role.goals))
        hours = {
            background.id: _first_hours(role, background, path, curriculum, graph)
            for background in curriculum.backgrounds.values()
            if background.knows
        }
        long = {name: count for name, count in hours.items() if count > LONG_FIRST_STAGE_HOURS}
        if long:
            worst = max(long, key=lambda name: (long[name], name))
            yield Finding(
                Code.LONG_FIRST_STAGE,
                Place(role.file, ("milestones", 0, "after"), of_key=True),
                f"the first stage takes over {LONG_FIRST_STAGE_HOURS} hours from {len(long)} of "
                f"{len(curriculum.backgrounds)} backgrounds ({long[worst]:g} from '{worst}')",
                "ask for less before the first result",
            )


def _first_hours(
    role: Role,
    background: Background,
    path: set[str],
    curriculum: Curriculum,
    graph: PrerequisiteGraph,
) -> float:
    """Hours of study to the first milestone of a path, for somebody of this background."""
    todo = path.intersection(graph.needed(role.milestones[0].after, background.knows))
    whole = {topic: curriculum.topics[topic].hours for topic in todo}
    return sum(min(hours, background.partly.get(topic, hours)) for topic, hours in whole.items())

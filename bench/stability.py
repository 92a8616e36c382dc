"""How many topics an edit moves on the role paths, over random edits of each kind."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from statistics import mean

from bench.table import Row
from generator.build import Checked, graph_of
from generator.diff import moves
from generator.model import Curriculum, Edge, Topic
from generator.paths import LearningPath, learning_path

EDITS = 200

Edit = Callable[[Curriculum, random.Random], Curriculum | None]
"""A curriculum after a random edit; None where the dice fell on one that is not possible."""


def stability(real: Checked) -> list[Row]:
    """Common topics minus their longest increasing subsequence, over roles that an edit touches."""
    before = {
        role.id: learning_path(role, real.curriculum, real.graph)
        for role in real.curriculum.roles.values()
    }
    rows = [_row(what, edit, real.curriculum, before) for what, edit in EDITS_OF_A_KIND.items()]
    return [*rows, _shuffled(real.curriculum, before)]


def _row(what: str, edit: Edit, curriculum: Curriculum, before: Mapping[str, LearningPath]) -> Row:
    dice = random.Random(what)
    counts: list[int] = []
    done = 0
    while done < EDITS:
        edited = edit(curriculum, dice)
        if edited is not None and not graph_of(edited).cycles_with_recommendations():
            done += 1
            counts += _moves(edited, curriculum, before)
    counts.sort()
    note = (
        f"95th percentile {counts[int(0.95 * len(counts))]}, most {counts[-1]}, per role and edit"
    )
    return Row(f"topics moved, {what}", f"{mean(counts):.2f}", note=note)


def _moves(
    edited: Curriculum, curriculum: Curriculum, before: Mapping[str, LearningPath]
) -> Iterator[int]:
    """Topics moved on each role's path; a path without an edited topic is the same as before."""
    graph = graph_of(edited)
    touched = {
        name for name, topic in edited.topics.items() if curriculum.topics.get(name) is not topic
    }
    for role in edited.roles.values():
        if touched.isdisjoint(graph.needed(role.goals)):
            yield 0
        else:
            yield _moved(before[role.id], learning_path(role, edited, graph))


def _moved(before: LearningPath, after: LearningPath) -> int:
    return len(moves(before.topics, after.topics))


def _shuffled(curriculum: Curriculum, before: Mapping[str, LearningPath]) -> Row:
    names = list(curriculum.topics)
    random.Random(2).shuffle(names)
    mixed = replace(curriculum, topics={name: curriculum.topics[name] for name in names})
    graph = graph_of(mixed)
    most = max(
        _moved(before[role.id], learning_path(role, mixed, graph)) for role in mixed.roles.values()
    )
    return Row("topics moved, files in another order", f"{most}", "0", most == 0)


def _with(curriculum: Curriculum, topic: Topic, **changes: object) -> Curriculum:
    changed = topic.model_copy(update=changes)
    return replace(curriculum, topics={**curriculum.topics, topic.id: changed})


def _any_topic(curriculum: Curriculum, dice: random.Random) -> Topic:
    return curriculum.topics[dice.choice(sorted(curriculum.topics))]


def _hours(curriculum: Curriculum, dice: random.Random) -> Curriculum | None:
    topic = _any_topic(curriculum, dice)
    hours = max(1.0, topic.hours + dice.choice((-2, -1, 1, 2)))
    return None if hours == topic.hours else _with(curriculum, topic, hours=hours)


def _topic_added(curriculum: Curriculum, dice: random.Random) -> Curriculum | None:
    """A new topic like an old one, needed by a topic that needs the old one."""
    user = _any_topic(curriculum, dice)
    if not user.prerequisites:
        return None
    old = curriculum.topics[dice.choice(user.prerequisites).topic]
    new = old.model_copy(update={"id": f"{old.id}-again", "hours": 5.0})
    grown = replace(curriculum, topics={**curriculum.topics, new.id: new})
    return _with(grown, user, prerequisites=(*user.prerequisites, Edge(topic=new.id, why=None)))


def _recommendation_removed(curriculum: Curriculum, dice: random.Random) -> Curriculum | None:
    topic = _any_topic(curriculum, dice)
    return _with(curriculum, topic, recommended=_less_one(topic.recommended, dice))


def _prerequisite_removed(curriculum: Curriculum, dice: random.Random) -> Curriculum | None:
    topic = _any_topic(curriculum, dice)
    return _with(curriculum, topic, prerequisites=_less_one(topic.prerequisites, dice))


def _less_one(edges: tuple[Edge, ...], dice: random.Random) -> tuple[Edge, ...]:
    left = list(edges)
    if left:
        left.pop(dice.randrange(len(left)))
    return tuple(left)


def _prerequisite_added(curriculum: Curriculum, dice: random.Random) -> Curriculum | None:
    """One of the same role, so that paths stay much the same."""
    role = dice.choice(sorted(curriculum.roles))
    on_path = graph_of(curriculum).needed(curriculum.roles[role].goals)
    topic, need = curriculum.topics[dice.choice(on_path)], dice.choice(on_path)
    if need == topic.id or need in {edge.topic for edge in topic.prerequisites}:
        return None
    return _with(
        curriculum, topic, prerequisites=(*topic.prerequisites, Edge(topic=need, why=None))
    )


EDITS_OF_A_KIND: Mapping[str, Edit] = {
    "hours changed": _hours,
    "topic added": _topic_added,
    "recommendation removed": _recommendation_removed,
    "prerequisite removed": _prerequisite_removed,
    "prerequisite added": _prerequisite_added,
}

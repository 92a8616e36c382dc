"""What an edit of the curriculum does: to topics, to edges, and to every role's path.

A function from two checked curricula to one value; nothing is read or printed here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Literal

from generator.graph import PrerequisiteGraph
from generator.model import Curriculum, Edge, Topic
from generator.paths import LearningPath

EdgeKind = Literal["prerequisite", "recommendation"]


@dataclass(frozen=True)
class State:
    """One side of a comparison: a curriculum without errors, and its paths."""

    curriculum: Curriculum
    graph: PrerequisiteGraph
    paths: Mapping[str, LearningPath]


@dataclass(frozen=True)
class EdgeChange:
    """An edge that came or went: `topic` uses `need`, or recommends it."""

    topic: str
    need: str
    kind: EdgeKind


@dataclass(frozen=True)
class Move:
    """A topic that changed its place among the topics both paths have.

    It now comes right before `before`, or last where that is None.
    """

    topic: str
    before: str | None


@dataclass(frozen=True)
class RoleChange:
    """What an edit does to a role's path. Hours are of study."""

    role: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    hours_before: float
    hours_after: float
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Difference:
    """Everything an edit changes, each part sorted by id."""

    topics_added: tuple[str, ...]
    topics_removed: tuple[str, ...]
    topics_renamed: tuple[tuple[str, str], ...]
    fields_changed: Mapping[str, tuple[str, ...]]
    edges_added: tuple[EdgeChange, ...]
    edges_removed: tuple[EdgeChange, ...]
    newly_implied: tuple[EdgeChange, ...]
    roles_added: tuple[str, ...]
    roles_removed: tuple[str, ...]
    roles_changed: tuple[RoleChange, ...]

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, part.name) for part in fields(self))


def difference(before: State, after: State) -> Difference:
    """What changed from `before` to `after`."""
    old, new = before.curriculum.topics, after.curriculum.topics
    renamed = _renamed(before.curriculum, after.curriculum)
    known_as = dict(renamed)
    edges_before = {
        EdgeChange(known_as.get(e.topic, e.topic), known_as.get(e.need, e.need), e.kind)
        for e in _edges(before.curriculum)
    }
    edges_after = _edges(after.curriculum)
    return Difference(
        topics_added=tuple(sorted(new.keys() - old.keys() - set(known_as.values()))),
        topics_removed=tuple(sorted(old.keys() - new.keys() - known_as.keys())),
        topics_renamed=renamed,
        fields_changed=_fields_changed(old, new, known_as),
        edges_added=_sorted(edges_after - edges_before),
        edges_removed=_sorted(edges_before - edges_after),
        newly_implied=_sorted(_implied(after) - _implied(before)),
        roles_added=tuple(sorted(after.curriculum.roles.keys() - before.curriculum.roles.keys())),
        roles_removed=tuple(sorted(before.curriculum.roles.keys() - after.curriculum.roles.keys())),
        roles_changed=_roles_changed(before, after, known_as),
    )


def _renamed(before: Curriculum, after: Curriculum) -> tuple[tuple[str, str], ...]:
    """Topics that went under one id and came under another, as `retired.yml` says."""
    return tuple(
        sorted(
            (retired.id, retired.became[0])
            for retired in after.retired
            if len(retired.became) == 1
            and retired.id in before.topics
            and retired.id not in after.topics
            and retired.became[0] not in before.topics
        )
    )


def _fields_changed(
    old: Mapping[str, Topic], new: Mapping[str, Topic], known_as: Mapping[str, str]
) -> dict[str, tuple[str, ...]]:
    """Topic, by its new id -> the keys whose values differ; edges are told apart."""
    changed = {}
    for topic, was in sorted(old.items()):
        now = new.get(known_as.get(topic, topic))
        if now is None:
            continue
        keys = tuple(
            key
            for key in Topic.model_fields
            if key not in ("id", "prerequisites", "recommended")
            and getattr(was, key) != getattr(now, key)
        )
        if keys:
            changed[now.id] = keys
    return changed


def _edges(curriculum: Curriculum) -> set[EdgeChange]:
    return {
        EdgeChange(topic.id, edge.topic, kind)
        for topic in curriculum.topics.values()
        for kind, edges in _edge_lists(topic)
        for edge in edges
    }


def _edge_lists(topic: Topic) -> tuple[tuple[EdgeKind, tuple[Edge, ...]], ...]:
    return (("prerequisite", topic.prerequisites), ("recommendation", topic.recommended))


def _implied(state: State) -> set[EdgeChange]:
    return {
        EdgeChange(topic, need, "prerequisite")
        for topic in state.graph.topics
        for need in state.graph.implied(topic)
    }


def _sorted(edges: set[EdgeChange]) -> tuple[EdgeChange, ...]:
    return tuple(sorted(edges, key=lambda edge: (edge.topic, edge.kind, edge.need)))


def _roles_changed(
    before: State, after: State, known_as: Mapping[str, str]
) -> tuple[RoleChange, ...]:
    changes = []
    for role in sorted(before.paths.keys() & after.paths.keys()):
        was = [known_as.get(topic, topic) for topic in before.paths[role].topics]
        now = list(after.paths[role].topics)
        change = RoleChange(
            role=role,
            added=tuple(topic for topic in now if topic not in set(was)),
            removed=tuple(topic for topic in was if topic not in set(now)),
            hours_before=before.paths[role].study_hours,
            hours_after=after.paths[role].study_hours,
            moves=moves(was, now),
        )
        is_same = change.hours_before == change.hours_after
        if change.added or change.removed or change.moves or not is_same:
            changes.append(change)
    return tuple(changes)


def moves(was: Sequence[str], now: Sequence[str]) -> tuple[Move, ...]:
    """The fewest topics whose moving turns the one order into the other, in the new order.

    >>> moves(["a", "b", "c"], ["c", "a", "b"])
    (Move(topic='c', before='a'),)
    """
    common = set(was) & set(now)
    rank = {topic: n for n, topic in enumerate(t for t in was if t in common)}
    order = [topic for topic in now if topic in common]
    stayed = _longest_rising([rank[topic] for topic in order])
    moved = [n for n in range(len(order)) if n not in stayed]
    return tuple(Move(order[n], order[n + 1] if n + 1 < len(order) else None) for n in moved)


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The positions of a longest rising subsequence (patience sorting)."""
    ends: list[int] = []
    end_at: list[int] = []
    back: list[int | None] = []
    for position, number in enumerate(numbers):
        pile = bisect_left(ends, number)
        back.append(end_at[pile - 1] if pile else None)
        ends[pile : pile + 1] = [number]
        end_at[pile : pile + 1] = [position]
    found: set[int] = set()
    here = end_at[-1] if end_at else None
    while here is not None:
        found.add(here)
        here = back[here]
    return found

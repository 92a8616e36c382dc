"""What an edit of the curriculum does: to topics, to edges, and to every role's path.

A function from two checked curricula to one value; nothing is read or printed here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.diff.others import changed_keys, others
from generator.diff.roles import role_changes
from generator.diff.titles import Titles
from generator.graph import PrerequisiteGraph
from generator.model import (
    Curriculum,
    Difference,
    EdgeChange,
    EdgeKind,
    Removal,
    Renaming,
    Settings,
    Topic,
    TopicChange,
)
from generator.paths import LearningPath

_EDGES = ("prerequisites", "recommended")

Arc = tuple[str, EdgeKind, str]
"""Topic, how it uses the other, the other: in the order in which edges are told."""


@dataclass(frozen=True)
class State:
    """One side of a comparison: a curriculum without errors, and its paths."""

    curriculum: Curriculum
    graph: PrerequisiteGraph
    paths: Mapping[str, LearningPath]


def difference(before: State, after: State) -> Difference:
    """What changed from `before` to `after`."""
    old, new = before.curriculum, after.curriculum
    known_as = _renamed(old, new)
    titles = Titles(old, new)
    was, now = _arcs(old, known_as), _arcs(new, {})
    implied = _implied(after, {}) - _implied(before, known_as)
    return Difference(
        topics_added=titles.topics(sorted(new.topics.keys() - {*old.topics, *known_as.values()})),
        topics_removed=_removed(old, new, known_as, titles),
        topics_renamed=tuple(
            Renaming(id=became, title=new.topics[became].title, was=topic)
            for topic, became in known_as.items()
        ),
        topics_changed=_topics_changed(old.topics, new.topics, known_as),
        edges_added=_edges(now - was, titles),
        edges_removed=_edges(was - now, titles),
        newly_implied=_edges(implied, titles),
        roles_added=titles.roles(sorted(new.roles.keys() - old.roles)),
        roles_removed=titles.roles(sorted(old.roles.keys() - new.roles)),
        roles_changed=role_changes(before.paths, after.paths, known_as, titles),
        others=others(old, new),
        settings=changed_keys(Settings, old.settings, new.settings),
    )


def _renamed(before: Curriculum, after: Curriculum) -> dict[str, str]:
    """Topics that went under one id and came under another, as `retired.yml` says.

    Two that came under the same one were merged.
    """
    gone = [
        retired
        for retired in after.retired
        if retired.id in before.topics and retired.id not in after.topics
    ]
    claims = Counter(topic for retired in gone for topic in retired.became)
    return dict(
        sorted(
            (retired.id, retired.became[0])
            for retired in gone
            if len(retired.became) == 1
            and retired.became[0] not in before.topics
            and claims[retired.became[0]] == 1
        )
    )


def _removed(
    old: Curriculum, new: Curriculum, known_as: Mapping[str, str], titles: Titles
) -> tuple[Removal, ...]:
    became = {retired.id: retired.became for retired in new.retired}
    return tuple(
        Removal(
            id=topic,
            title=old.topics[topic].title,
            became=titles.topics(became.get(topic, ())),
        )
        for topic in sorted(old.topics.keys() - {*new.topics, *known_as})
    )


def _topics_changed(
    old: Mapping[str, Topic], new: Mapping[str, Topic], known_as: Mapping[str, str]
) -> tuple[TopicChange, ...]:
    """By the new id. Edges are told apart; a key of them differs here where a reason does."""
    changed = []
    for topic, was in old.items():
        now = new.get(known_as.get(topic, topic))
        apart = [key for key in _EDGES if now and _reasons_hold(key, was, now, known_as)]
        keys = changed_keys(Topic, was, now, apart) if now else ()
        if now and keys:
            written = tuple(key for key in keys if getattr(was, key) in (None, ()))
            changed.append(
                TopicChange(
                    id=now.id,
                    title=now.title,
                    written=written,
                    keys=tuple(key for key in keys if key not in written),
                )
            )
    return tuple(sorted(changed, key=lambda change: change.id))


def _reasons_hold(key: str, was: Topic, now: Topic, known_as: Mapping[str, str]) -> bool:
    """Whether every edge that both have is there for the same reason."""
    old = {known_as.get(edge.topic, edge.topic): edge.why for edge in getattr(was, key)}
    return all(old.get(edge.topic, edge.why) == edge.why for edge in getattr(now, key))


def _arcs(curriculum: Curriculum, known_as: Mapping[str, str]) -> set[Arc]:
    kinds: tuple[tuple[EdgeKind, str], ...] = (
        ("prerequisite", "prerequisites"),
        ("recommendation", "recommended"),
    )
    return {
        (known_as.get(topic.id, topic.id), kind, known_as.get(edge.topic, edge.topic))
        for topic in curriculum.topics.values()
        for kind, key in kinds
        for edge in getattr(topic, key)
    }


def _implied(state: State, known_as: Mapping[str, str]) -> set[Arc]:
    return {
        (known_as.get(topic, topic), "prerequisite", known_as.get(need, need))
        for topic in state.graph.topics
        for need in state.graph.implied(topic)
    }


def _edges(arcs: Iterable[Arc], titles: Titles) -> tuple[EdgeChange, ...]:
    return tuple(
        EdgeChange(topic=titles.topic(topic), need=titles.topic(need), kind=kind)
        for topic, kind, need in sorted(arcs)
    )

"""A difference kept as a release, and a release read as the difference that it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from generator.diff.difference import Difference, EdgeChange, Move, RoleChange, State
from generator.diff.others import EntityChange, OtherKind
from generator.model import (
    Release,
    ReleasedChange,
    ReleasedEdge,
    ReleasedMove,
    ReleasedPath,
    ReleasedRename,
)


def release(
    found: Difference, before: State, after: State, *, date: str, since: str | None, title: str
) -> Release:
    """The release of this difference on `date`, an ISO day."""
    topics = {**before.curriculum.topics, **after.curriculum.topics}
    roles = {**before.curriculum.roles, **after.curriculum.roles}
    return Release(
        date=date,
        format=1,
        title=title or None,
        since=since,
        topic_titles={
            topic: topics[topic].title for topic in sorted(set(_topics(found))) if topic in topics
        },
        role_titles={role: roles[role].title for role in sorted(set(_roles(found)))},
        topics_added=found.topics_added,
        topics_removed=found.topics_removed,
        topics_renamed=tuple(ReleasedRename(was=a, became=b) for a, b in found.topics_renamed),
        roles_added=found.roles_added,
        roles_removed=found.roles_removed,
        paths=tuple(_path(change) for change in found.roles_changed),
        edges_added=_edges(found.edges_added),
        edges_removed=_edges(found.edges_removed),
        changed=(
            *(
                ReleasedChange(kind="topic", id=topic, what="changed", keys=keys)
                for topic, keys in found.fields_changed.items()
            ),
            *(ReleasedChange(kind=c.kind, id=c.id, what=c.what, keys=c.keys) for c in found.others),
        ),
    )


def difference_of(kept: Release) -> Difference:
    """What a release says, as a difference, to be put into words like any other."""
    others = tuple(change for change in kept.changed if change.kind != "topic")
    return Difference(
        topics_added=kept.topics_added,
        topics_removed=kept.topics_removed,
        topics_renamed=tuple((renamed.was, renamed.became) for renamed in kept.topics_renamed),
        fields_changed={c.id: c.keys for c in kept.changed if c.kind == "topic"},
        edges_added=tuple(EdgeChange(e.topic, e.need, e.kind) for e in kept.edges_added),
        edges_removed=tuple(EdgeChange(e.topic, e.need, e.kind) for e in kept.edges_removed),
        newly_implied=(),
        roles_added=kept.roles_added,
        roles_removed=kept.roles_removed,
        roles_changed=tuple(
            RoleChange(
                role=path.role,
                added=path.added,
                removed=path.removed,
                hours_before=path.hours_before,
                hours_after=path.hours_after,
                moves=tuple(Move(move.topic, move.before) for move in path.moves),
            )
            for path in kept.paths
        ),
        others=tuple(EntityChange(cast(OtherKind, c.kind), c.id, c.what, c.keys) for c in others),
    )


def _path(change: RoleChange) -> ReleasedPath:
    return ReleasedPath(
        role=change.role,
        added=change.added,
        removed=change.removed,
        hours_before=change.hours_before,
        hours_after=change.hours_after,
        moves=tuple(ReleasedMove(topic=m.topic, before=m.before) for m in change.moves),
    )


def _edges(edges: Iterable[EdgeChange]) -> tuple[ReleasedEdge, ...]:
    return tuple(ReleasedEdge(topic=e.topic, need=e.need, kind=e.kind) for e in edges)


def _topics(found: Difference) -> Iterator[str]:
    """Every topic that the difference names."""
    yield from found.topics_added
    yield from found.topics_removed
    yield from found.fields_changed
    for pair in found.topics_renamed:
        yield from pair
    for edge in (*found.edges_added, *found.edges_removed):
        yield from (edge.topic, edge.need)
    for change in found.roles_changed:
        yield from (*change.added, *change.removed)
        for move in change.moves:
            yield from (move.topic, *([move.before] if move.before else []))


def _roles(found: Difference) -> Iterator[str]:
    yield from (*found.roles_added, *found.roles_removed)
    yield from (change.role for change in found.roles_changed)
    yield from (change.id for change in found.others if change.kind == "role")

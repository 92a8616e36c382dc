"""What each release changed, newest first, and for each role which of them touched its path."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.diff import in_short
from generator.model import EdgeChange, OtherChange, Release, RoleChange, TopicChange
from generator.pages import words
from generator.pages.addresses import CHANGES, CONTRIBUTE, href, role_path
from generator.pages.atlas import Atlas
from generator.pages.mentions import Mention, mentioned_role, mentioned_topic, mentioned_topics
from generator.pages.page import FrontMatter
from generator.pages.rendering import Sheet
from generator.pages.touches import Touch, role_anchor, section, touches

WRITTEN = {
    "lesson": "New lessons",
    "learn_at": "New: where a topic is taught better",
    "exercise": "New exercises",
    "questions": "New questions to test yourself",
    "resources": "New resources",
}
"""What of a topic a learner would want to know of when it is new."""


@dataclass(frozen=True)
class MoveView:
    topic: Mention
    before: Mention | None


@dataclass(frozen=True)
class RoleView:
    anchor: str
    role: Mention
    hours: str
    added: tuple[Mention, ...]
    removed: tuple[Mention, ...]
    moves: tuple[MoveView, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class RemovalView:
    topic: Mention
    became: tuple[Mention, ...]


@dataclass(frozen=True)
class RenamingView:
    topic: Mention
    was: str


@dataclass(frozen=True)
class WrittenView:
    """A part that topics have for the first time."""

    what: str
    count: str
    topics: tuple[Mention, ...]


@dataclass(frozen=True)
class EdgeView:
    topic: Mention
    verb: str
    need: Mention
    since: str


@dataclass(frozen=True)
class ReleaseView:
    anchor: str
    day: str
    summary: str
    in_short: str
    added: tuple[Mention, ...]
    removed: tuple[RemovalView, ...]
    renamed: tuple[RenamingView, ...]
    roles_added: tuple[Mention, ...]
    roles_removed: tuple[Mention, ...]
    roles: tuple[RoleView, ...]
    written: tuple[WrittenView, ...]
    edited: tuple[Mention, ...]
    edges: tuple[EdgeView, ...]
    others: tuple[str, ...]


@dataclass(frozen=True)
class RoleRow:
    anchor: str
    role: Mention
    hours: str
    touches: tuple[Touch, ...]


@dataclass(frozen=True)
class ChangesPage:
    path: str
    front: FrontMatter
    contribute: str
    roles: tuple[RoleRow, ...]
    releases: tuple[ReleaseView, ...]


def changes_page(atlas: Atlas) -> Sheet:
    context = ChangesPage(
        path=CHANGES,
        front=FrontMatter(
            title="Changes",
            description="What each release changed on the path to each role, newest first.",
            section="contribute/",
            hide=(),
        ),
        contribute=href(CHANGES, CONTRIBUTE),
        roles=tuple(
            RoleRow(
                anchor=role_anchor(role.id),
                role=Mention(role.title, href(CHANGES, role_path(role.id))),
                hours=words.hours(atlas.paths[role.id].study_hours),
                touches=touches(atlas, role.id, CHANGES),
            )
            for role in atlas.roles_by_title
        ),
        releases=tuple(_release(atlas, r) for r in reversed(atlas.curriculum.releases)),
    )
    return Sheet("changes", context)


def _release(atlas: Atlas, release: Release) -> ReleaseView:
    return ReleaseView(
        anchor=release.day,
        day=words.day(release.date),
        summary=release.summary or "",
        in_short=in_short(release),
        added=mentioned_topics(atlas, release.topics_added, CHANGES),
        removed=tuple(
            RemovalView(
                mentioned_topic(atlas, gone, CHANGES),
                mentioned_topics(atlas, gone.became, CHANGES),
            )
            for gone in release.topics_removed
        ),
        renamed=tuple(
            RenamingView(mentioned_topic(atlas, topic, CHANGES), topic.was)
            for topic in release.topics_renamed
        ),
        roles_added=tuple(mentioned_role(atlas, r, CHANGES) for r in release.roles_added),
        roles_removed=tuple(mentioned_role(atlas, r, CHANGES) for r in release.roles_removed),
        roles=tuple(_role(atlas, release, change) for change in release.roles_changed),
        written=_written(atlas, release.topics_changed),
        edited=mentioned_topics(atlas, (t for t in release.topics_changed if t.keys), CHANGES),
        edges=(
            *(_edge(atlas, edge, "now") for edge in release.edges_added),
            *(_edge(atlas, edge, "no longer") for edge in release.edges_removed),
        ),
        others=(
            *(_other(other) for other in release.others),
            *(f"Setting changed: {key}" for key in release.settings),
        ),
    )


def _role(atlas: Atlas, release: Release, change: RoleChange) -> RoleView:
    by = change.hours_after - change.hours_before
    span = f"{words.number(change.hours_before)} to {words.hours(change.hours_after)} of study"
    return RoleView(
        anchor=section(release, change.id),
        role=mentioned_role(atlas, change, CHANGES),
        hours=f"{words.signed(by)}, from {span}" if by else "",
        added=mentioned_topics(atlas, change.added, CHANGES),
        removed=mentioned_topics(atlas, change.removed, CHANGES),
        moves=tuple(
            MoveView(
                mentioned_topic(atlas, move.topic, CHANGES),
                mentioned_topic(atlas, move.before, CHANGES) if move.before else None,
            )
            for move in change.moves
        ),
        notes=_notes(change),
    )


def _notes(change: RoleChange) -> tuple[str, ...]:
    """What is told in words alone: goals, milestones, the role's own text."""
    said = (
        ("New goals", [goal.title for goal in change.goals_added]),
        ("No longer goals", [goal.title for goal in change.goals_removed]),
        ("New milestones", change.milestones_added),
        ("Milestones gone", change.milestones_removed),
        ("Milestones changed", [milestone.title for milestone in change.milestones_changed]),
        ("Changed in its description", change.keys),
    )
    return tuple(f"{what}: {', '.join(which)}" for what, which in said if which)


def _written(atlas: Atlas, changes: Iterable[TopicChange]) -> tuple[WrittenView, ...]:
    found = []
    for key, what in WRITTEN.items():
        topics = [change for change in changes if key in change.written]
        if topics:
            count = words.counted(len(topics), "topic")
            found.append(WrittenView(what, count, mentioned_topics(atlas, topics, CHANGES)))
    return tuple(found)


def _edge(atlas: Atlas, edge: EdgeChange, since: str) -> EdgeView:
    topic, need = (mentioned_topic(atlas, end, CHANGES) for end in (edge.topic, edge.need))
    verb = "needs" if edge.kind == "prerequisite" else "recommends"
    return EdgeView(topic, verb, need, since)


def _other(other: OtherChange) -> str:
    kind = "glossary term" if other.kind == "term" else other.kind
    return f"{kind.capitalize()} {other.fate}: {other.title}"

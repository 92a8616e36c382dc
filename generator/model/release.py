"""A release of the curriculum: what had changed since the one before, as it was told then."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from generator.model.fields import Entity, FromPlace, Text

Id = Annotated[str, Field(pattern=r"\S")]


class ReleasedMove(Entity):
    """`topic` now comes right before `before`, or last where that is missing."""

    topic: Id
    before: Id | None = None


class ReleasedEdge(Entity):
    topic: Id
    need: Id
    kind: Literal["prerequisite", "recommendation"]


class ReleasedPath(Entity):
    """What became of a role's path. Hours are of study."""

    role: Id
    added: tuple[Id, ...] = ()
    removed: tuple[Id, ...] = ()
    hours_before: float = Field(ge=0)
    hours_after: float = Field(ge=0)
    moves: tuple[ReleasedMove, ...] = ()


class ReleasedRename(Entity):
    was: Id
    became: Id


class ReleasedChange(Entity):
    """A topic, or another entity of the named kind, whose keys have other values."""

    kind: Id
    id: Id
    what: Literal["added", "removed", "changed"]
    keys: tuple[Id, ...] = ()


class Release(Entity):
    """One release: `changes/<date>.json`, written by `curriculum release`, never by hand.

    It holds titles as they were, so that its page needs nothing that may be gone by now.
    """

    date: Annotated[str, FromPlace()]
    format: Literal[1]
    title: Text | None = Field(None, description="What this release is about, in one sentence.")
    since: Text | None = Field(None, description="The release before it.")
    topic_titles: Mapping[str, Text] = Field(description="Of every topic that is named below.")
    role_titles: Mapping[str, Text]
    topics_added: tuple[Id, ...] = ()
    topics_removed: tuple[Id, ...] = ()
    topics_renamed: tuple[ReleasedRename, ...] = ()
    roles_added: tuple[Id, ...] = ()
    roles_removed: tuple[Id, ...] = ()
    paths: tuple[ReleasedPath, ...] = ()
    edges_added: tuple[ReleasedEdge, ...] = ()
    edges_removed: tuple[ReleasedEdge, ...] = ()
    changed: tuple[ReleasedChange, ...] = ()

    @property
    def file(self) -> str:
        return f"changes/{self.date}.json"

"""What changed between two states of a curriculum, and releases: such changes kept as files.

Titles stand beside ids as they were: what is told of may be gone later.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Final, Literal

from pydantic import Field

from generator.model.fields import Entity, FromPlace, Text

EdgeKind = Literal["prerequisite", "recommendation"]
OtherKind = Literal["background", "domain", "project", "question", "source", "term"]
Fate = Literal["added", "removed", "changed"]

RELEASE_VERSION: Final = 1


class Named(Entity):
    id: Text
    title: Text


class Removal(Named):
    """A topic that went; `became` names what `retired.yml` says followed it."""

    became: tuple[Named, ...] = ()


class Renaming(Named):
    """A topic that went by the id `was`."""

    was: Text


class TopicChange(Named):
    """`written` are keys that were empty before, `keys` those whose value is another one."""

    written: tuple[Text, ...] = ()
    keys: tuple[Text, ...] = ()


class EdgeChange(Entity):
    """An edge that came or went: `topic` uses `need`, or recommends it."""

    topic: Named
    need: Named
    kind: EdgeKind


class Move(Entity):
    """A topic that changed its place among the topics both paths have.

    It now comes right before `before`, or last where that is None.
    """

    topic: Named
    before: Named | None = None


class MilestoneChange(Entity):
    title: Text
    keys: tuple[Text, ...]


class RoleChange(Named):
    """What happened to a role and its path. Hours are of study."""

    hours_before: float
    hours_after: float
    added: tuple[Named, ...] = ()
    removed: tuple[Named, ...] = ()
    moves: tuple[Move, ...] = ()
    goals_added: tuple[Named, ...] = ()
    goals_removed: tuple[Named, ...] = ()
    milestones_added: tuple[Text, ...] = ()
    milestones_removed: tuple[Text, ...] = ()
    milestones_changed: tuple[MilestoneChange, ...] = ()
    keys: tuple[Text, ...] = ()

    @property
    def is_path_changed(self) -> bool:
        hours = self.hours_before != self.hours_after
        return hours or bool(self.added or self.removed or self.moves)


class OtherChange(Named):
    kind: OtherKind
    fate: Fate
    keys: tuple[Text, ...] = ()


class Difference(Entity):
    """Everything an edit changes, each part sorted by id."""

    topics_added: tuple[Named, ...] = ()
    topics_removed: tuple[Removal, ...] = ()
    topics_renamed: tuple[Renaming, ...] = ()
    topics_changed: tuple[TopicChange, ...] = ()
    edges_added: tuple[EdgeChange, ...] = ()
    edges_removed: tuple[EdgeChange, ...] = ()
    newly_implied: tuple[EdgeChange, ...] = ()
    roles_added: tuple[Named, ...] = ()
    roles_removed: tuple[Named, ...] = ()
    roles_changed: tuple[RoleChange, ...] = ()
    others: tuple[OtherChange, ...] = ()
    settings: tuple[Text, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not any(getattr(self, part) for part in Difference.model_fields)


class Release(Difference):
    """What changed since the release before: `changes/<date>.json`, written by a command."""

    date: Annotated[dt.date, FromPlace()]
    version: Literal[1] = Field(description="The version of this format.")
    since: Text = Field(description="The commit where the release before ended.")
    until: Text = Field(description="The commit that was released: the next one begins here.")
    summary: Text | None = Field(None, description="One line by whoever made the release.")

    @property
    def day(self) -> str:
        return self.date.isoformat()

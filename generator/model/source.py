"""The documents the curriculum is drawn from, and what was made of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.fields import (
    ID_PATTERN,
    Entity,
    FromPlace,
    ItemId,
    Markdown,
    ShortTitle,
    Text,
    TopicId,
)

ItemKind = Literal[
    "topic",
    "tool",
    "role",
    "background",
    "claim",
    "question",
    "practice",
    "metric",
    "paper",
]


class SourceItem(Entity):
    id: Annotated[str, Field(pattern=f"^{ID_PATTERN}$")]
    kind: ItemKind
    name: Text
    place: Text = Field(description="Section, paragraph or list number in the document.")
    says: Text = Field(description="A paraphrase, never a sentence of the document.")
    note: Text | None = None


class NotTakenUp(Entity):
    item: str
    why: Text


class NamedEntity(Entity):
    name: Text
    kind: Literal["person", "organisation", "community", "publication"]
    place: Text
    note: Text | None = None


class Source(Entity):
    """One of the documents the curriculum is drawn from: `sources/<source>.yml`."""

    id: Annotated[str, FromPlace()]
    title: Text
    author: Text | None = None
    date: str | None = Field(
        None,
        pattern=r"^\d{4}(-\d\d){0,2}$",
        description='Its year, month or day, in quotes: "2024", "2024-05" or "2024-05-31".',
    )
    summary: Text
    items: tuple[SourceItem, ...]
    not_taken_up: tuple[NotTakenUp, ...] = ()
    entities: tuple[NamedEntity, ...] = ()

    @property
    def file(self) -> str:
        return f"sources/{self.id}.yml"


class Domain(Entity):
    id: Annotated[str, Field(pattern=f"^{ID_PATTERN}$")]
    title: ShortTitle
    summary: Text


class OpenQuestion(Entity):
    """What the documents ask, or where they contradict each other, and this curriculum's answer."""

    id: Annotated[str, Field(pattern=f"^{ID_PATTERN}$")]
    question: Text
    asked_in: Annotated[tuple[ItemId, ...], Field(min_length=1)]
    says: Text
    answer: Markdown
    topics: tuple[TopicId, ...]


class Term(Entity):
    id: Annotated[str, Field(pattern=f"^{ID_PATTERN}$")]
    term: Text
    meaning: Text
    topic: TopicId | None = None
    reference: Text | None = None
    sources: tuple[ItemId, ...] = ()
    note: Text | None = None


class Retirement(Entity):
    """A former topic id; progress, links and redirects follow it."""

    id: Annotated[str, Field(pattern=f"^{ID_PATTERN}$")]
    became: tuple[TopicId, ...] = Field(description="One, several or no topics.")
    why: Text

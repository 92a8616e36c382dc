"""A topic, and what stands in it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import Field

from generator.model.fields import (
    Entity,
    FromPlace,
    Hours,
    ItemId,
    Markdown,
    ShortTitle,
    Text,
    TopicId,
    Url,
)

Level = Literal["foundation", "core", "advanced"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""From the first to the last; a level never falls along a prerequisite."""

Durability = Literal["enduring", "evolving", "fast-moving"]
ResourceKind = Literal[
    "documentation", "standard", "paper", "book", "course", "article", "video", "tool"
]


class Edge(Entity):
    topic: TopicId
    why: Text | None = Field(
        None, description="One sentence: what of that topic this one uses. Missing is a warning."
    )


class LearnAt(Entity):
    """Where a foundation is taught better than here."""

    title: Text
    url: Url
    part: Text = Field(description="Exactly which part to read or do.")
    hours: Hours


class Exercise(Entity):
    task: Markdown = Field(description="What to do, alone, offline, on a laptop.")
    check: Markdown = Field(description="How the learner checks it alone; names only what exists.")
    for_real: Markdown | None = Field(
        None, description="The same with a real model, cluster or service, and what that costs."
    )


class SelfCheck(Entity):
    question: Text
    answer: Markdown


class Resource(Entity):
    title: Text
    url: Url
    kind: ResourceKind
    cost: Literal["free", "paid"]
    note: Text = Field(description="One line: what to read in it, and for whom.")


class Topic(Entity):
    """One topic: `topics/<domain>/<topic>.yml`; its lesson is `<topic>.md` beside it.

    The pictures of the lesson are SVG files in the folder `<topic>/` beside both.
    """

    id: Annotated[TopicId, FromPlace()]
    domain: Annotated[str, FromPlace()]
    lesson: Annotated[str | None, FromPlace()] = None
    # (file name, SVG), sorted; the SVG is empty where the file cannot be read.
    pictures: Annotated[tuple[tuple[str, str], ...], FromPlace()] = Field((), repr=False)
    title: ShortTitle = Field(description="At most 48 characters, and no other topic has it.")
    summary: Text = Field(description="One sentence: what it is and what for.")
    level: Level = Field(description="Never falls along a prerequisite.")
    hours: Hours = Field(
        description="Honest study time, practice included, for somebody with its prerequisites."
    )
    durability: Durability = Field(description="How fast it dates; sets how often it is reviewed.")
    lasts: Text = Field(
        description="One or two sentences: what of it will last and what will date."
    )
    prerequisites: tuple[Edge, ...] = Field(
        (), description="Every topic whose content this one directly uses."
    )
    recommended: tuple[Edge, ...] = Field(
        (), description="Better known before, where the path has both; never added to a path."
    )
    outcomes: Annotated[tuple[Text, ...], Field(min_length=3, max_length=5)] = Field(
        description="What the learner can then do; each begins with a verb one can observe."
    )
    learn_at: LearnAt | None = Field(
        None, description="Where it is taught better than we would; replaces the lesson."
    )
    exercise: Exercise | None = Field(None, description="Something to do, and how to check it.")
    questions: tuple[SelfCheck, ...] = Field((), description="Questions to test oneself with.")
    resources: tuple[Resource, ...] = Field((), description="Where to go on; primary source first.")
    sources: tuple[ItemId, ...] = Field((), description="Where in the documents it comes from.")
    added_because: Text | None = Field(
        None, description="Why it is here although no document names it."
    )
    reviewed: date | None = Field(
        None, description="The day on which the text was checked against its resources."
    )

    @property
    def file(self) -> str:
        return f"topics/{self.domain}/{self.id}.yml"

    @property
    def lesson_file(self) -> str:
        return f"topics/{self.domain}/{self.id}.md"

    def picture_file(self, name: str) -> str:
        return f"topics/{self.domain}/{self.id}/{name}"

"""The whole: everything in a curriculum folder, and its settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from generator.model.change import Release
from generator.model.fields import Entity, Text
from generator.model.role import Background, Project, Role
from generator.model.source import Domain, OpenQuestion, Retirement, Source, Term
from generator.model.topic import Topic


class Licences(Entity):
    code: Text
    content: Text


class ReviewIntervals(Entity):
    """Days after which a topic's review is due, by durability."""

    enduring: int = Field(ge=1)
    evolving: int = Field(ge=1)
    fast_moving: int = Field(ge=1, alias="fast-moving")


class OrderWeights(Entity):
    """Policy of the study order: what a teacher counts as a cost. Whole numbers."""

    recommended_weight_percent: int = Field(ge=0, le=100)
    domain_switch: int = Field(ge=0, le=100)
    level_drop: int = Field(ge=0, le=100)


class Limits(Entity):
    at_least: int = Field(ge=0)
    at_most: int = Field(ge=1)


class LessonLimits(Entity):
    """What the guide for lessons asks, as far as numbers say it."""

    words: Limits = Field(description="Of a lesson, outside its code blocks.")
    headings: Limits
    last_heading: Text = Field(description="The words under which every lesson ends.")
    sentence_words: int = Field(ge=1, description="Of the longest sentence.")
    average_sentence_words: int = Field(ge=1, description="Of a sentence, over the lesson.")
    code_lines: int = Field(ge=1, description="Of the longest code block.")
    code_languages: tuple[Text, ...] = Field(
        (),
        description="What may stand after the three backticks; if empty, any language.",
    )
    code_width: int = Field(ge=1, description="Characters of the longest line of code.")
    questions: Limits
    resources: Limits
    free_resources: int = Field(ge=0, description="How many of the resources cost nothing.")


class Settings(Entity):
    title: Text
    description: Text
    language: Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")] = Field(
        description="A language code, such as en or en-GB."
    )
    licence: Licences
    review_interval_days: ReviewIntervals
    order: OrderWeights
    lessons: LessonLimits | None = Field(
        None, description="What every lesson keeps to; left out, lessons are as their authors like."
    )


LIST_FILES: Mapping[str, type[Entity]] = {
    "domains.yml": Domain,
    "questions.yml": OpenQuestion,
    "glossary.yml": Term,
    "retired.yml": Retirement,
}
"""The files that hold a list, and what its entries are."""


@dataclass(frozen=True)
class Curriculum:
    """Everything in a curriculum folder that has the right shape. Mappings are sorted by id.

    `releases` stand oldest first.
    `unread` names what could not be read, as (kind, id): a reference to it is not called unknown.
    """

    settings: Settings
    domains: tuple[Domain, ...] = ()
    topics: Mapping[str, Topic] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    backgrounds: Mapping[str, Background] = field(default_factory=dict)
    projects: Mapping[str, Project] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    questions: tuple[OpenQuestion, ...] = ()
    glossary: tuple[Term, ...] = ()
    retired: tuple[Retirement, ...] = ()
    releases: tuple[Release, ...] = ()
    unread: frozenset[tuple[str, str]] = frozenset()

    @property
    def topic_titles(self) -> Mapping[str, str]:
        return {topic.id: topic.title for topic in self.topics.values()}

    def unread_ids(self, kind: Literal["topic", "role", "background", "source"]) -> frozenset[str]:
        return frozenset(name for of, name in self.unread if of == kind)

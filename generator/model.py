"""The curriculum as values: what an author may write, and nothing derived from it.

The descriptions are the reference: editors show them through the JSON Schemas. Imports nothing of the
generator.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

Level = Literal["foundation", "core", "advanced"]
LEVELS: tuple[Level, ...] = get_args(Level)
"""From the first to the last; a level never falls along a prerequisite."""

Durability = Literal["enduring", "evolving", "fast-moving"]
RoleKind = Literal["job", "specialisation", "document"]
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
ResourceKind = Literal[
    "documentation", "standard", "paper", "book", "course", "article", "video", "tool"
]

ID_PATTERN = r"[a-z0-9]+(-[a-z0-9]+)*"
TopicId = Annotated[str, Field(description="The file name of a topic, without `.yml`.")]
ItemId = Annotated[str, Field(description="A source item, `<source>:<item>`.")]
Text = Annotated[str, Field(min_length=1, max_length=1200)]
Markdown = Annotated[str, Field(min_length=1, max_length=20000)]
Url = Annotated[str, Field(pattern=r"^https://[^\s<>\"']+$", max_length=400)]
Hours = Annotated[float, Field(ge=1, le=40, multiple_of=0.25)]
HoursLeft = Annotated[float, Field(ge=0.25, le=40, multiple_of=0.25)]


class FromPlace:
    """Marks a field that the file's place gives (its name, its folder, its neighbour), never its text."""


class Entity(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


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
    """One topic: `topics/<domain>/<topic>.yml`; its lesson is `<topic>.md` beside it."""

    id: Annotated[TopicId, FromPlace()]
    domain: Annotated[str, FromPlace()]
    lesson: Annotated[str | None, FromPlace()] = None
    title: Annotated[str, Field(min_length=1, max_length=48)] = Field(
        description="At most 48 characters, and no other topic has it."
    )
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


class Milestone(Entity):
    """A point of a role's path at which stopping is worth it; it ends a stage."""

    title: Annotated[str, Field(min_length=1, max_length=48)]
    after: Annotated[tuple[TopicId, ...], Field(min_length=1)] = Field(
        description="The topics this milestone needs; a topic belongs to the first that needs it."
    )
    project: Text = Field(description="What the learner builds here; extends the one before.")
    project_hours: Hours
    enables: Text = Field(description="One sentence: what you can do at work from here on.")


class Role(Entity):
    """A target: `roles/<role>.yml`."""

    id: Annotated[str, FromPlace()]
    title: Annotated[str, Field(min_length=1, max_length=60)]
    kind: RoleKind = Field(
        description="`job`: advertised under this title; `specialisation`: a part of jobs; "
        "`document`: a name one of the documents coins."
    )
    summary: Text
    goals: Annotated[tuple[TopicId, ...], Field(min_length=1)] = Field(
        description="The topics the role needs; their prerequisites follow by themselves."
    )
    milestones: Annotated[tuple[Milestone, ...], Field(min_length=1, max_length=8)]
    sources: tuple[ItemId, ...] = ()

    @property
    def file(self) -> str:
        return f"roles/{self.id}.yml"


class Background(Entity):
    """Where a learner comes from: `backgrounds/<background>.yml`. Known is literal."""

    id: Annotated[str, FromPlace()]
    title: Annotated[str, Field(min_length=1, max_length=60)]
    summary: Text
    knows: tuple[TopicId, ...] = Field((), description="Topics known, each one named.")
    partly: Mapping[TopicId, HoursLeft] = Field(
        default_factory=dict, description="Topic -> hours left of it."
    )
    sources: tuple[ItemId, ...] = ()

    @property
    def file(self) -> str:
        return f"backgrounds/{self.id}.yml"


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
    date: str | None = Field(None, pattern=r"^\d{4}(-\d\d){0,2}$")
    summary: Text
    items: tuple[SourceItem, ...]
    not_taken_up: tuple[NotTakenUp, ...] = ()
    entities: tuple[NamedEntity, ...] = ()

    @property
    def file(self) -> str:
        return f"sources/{self.id}.yml"


class Domain(Entity):
    id: Annotated[str, Field(pattern=f"^{ID_PATTERN}$")]
    title: Annotated[str, Field(min_length=1, max_length=48)]
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
    note: Text | None = None
    topic: TopicId | None = None
    reference: Text | None = None
    sources: tuple[ItemId, ...] = ()


class Retirement(Entity):
    """A former topic id; progress, links and redirects follow it."""

    id: Annotated[str, Field(pattern=f"^{ID_PATTERN}$")]
    became: tuple[TopicId, ...] = Field(description="One, several or no topics.")
    why: Text


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


class Settings(Entity):
    title: Text
    description: Text
    language: Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
    licence: Licences
    review_interval_days: ReviewIntervals
    order: OrderWeights


@dataclass(frozen=True)
class Curriculum:
    """Everything in a curriculum folder that has the right shape. Mappings are sorted by id.

    `unread` names what could not be read, as (kind, id): a reference to it is not called unknown.
    """

    settings: Settings
    domains: tuple[Domain, ...] = ()
    topics: Mapping[str, Topic] = field(default_factory=dict)
    roles: Mapping[str, Role] = field(default_factory=dict)
    backgrounds: Mapping[str, Background] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    questions: tuple[OpenQuestion, ...] = ()
    glossary: tuple[Term, ...] = ()
    retired: tuple[Retirement, ...] = ()
    unread: frozenset[tuple[str, str]] = frozenset()

    def unread_ids(self, kind: Literal["topic", "role", "background", "source"]) -> frozenset[str]:
        return frozenset(name for of, name in self.unread if of == kind)

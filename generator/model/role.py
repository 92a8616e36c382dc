"""Targets and where learners come from: roles, their projects, backgrounds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from generator.model.fields import (
    ID_PATTERN,
    Entity,
    FromPlace,
    Hours,
    HoursLeft,
    ItemId,
    ShortTitle,
    Text,
    Title,
    TopicId,
)

RoleKind = Literal["job", "specialisation", "document"]


class Milestone(Entity):
    """A point of a role's path at which stopping is worth it; it ends a stage."""

    title: ShortTitle
    after: Annotated[tuple[TopicId, ...], Field(min_length=1)] = Field(
        description="The topics this milestone needs; a topic belongs to the first that needs it."
    )
    project: Text = Field(description="What the learner builds here; extends the one before.")
    project_hours: Hours
    enables: Text = Field(description="One sentence: what you can do at work from here on.")


class Role(Entity):
    """A target: `roles/<role>.yml`."""

    id: Annotated[str, FromPlace()]
    title: Title
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
    title: Title
    summary: Text
    knows: tuple[TopicId, ...] = Field((), description="Topics known, each one named.")
    partly: Mapping[TopicId, HoursLeft] = Field(
        default_factory=dict, description="Topic -> hours left of it."
    )
    sources: tuple[ItemId, ...] = ()

    @property
    def file(self) -> str:
        return f"backgrounds/{self.id}.yml"


class ProjectMilestone(Entity):
    """A milestone of a project; its folder `<id>/` holds the brief and a reference solution."""

    id: Annotated[str, Field(pattern=rf"^\d\d-{ID_PATTERN}$")] = Field(
        description="Its number and a name, as of its folder, such as 01-first-answer."
    )
    title: ShortTitle = Field(description="The title of the role's milestone, in the same order.")
    topics: tuple[TopicId, ...] = Field(
        (), description="The topics whose lessons the brief and the checks use."
    )


class Project(Entity):
    """The project that grows with a role's milestones: `projects/<role>/project.yml`.

    `briefs` and `solutions` are by milestone id; `starter` is path -> text of what the learner
    downloads, `solutions` the paths a reference solution adds or changes.
    """

    id: Annotated[str, FromPlace()]
    briefs: Annotated[Mapping[str, str], FromPlace()] = Field(default_factory=dict)
    solutions: Annotated[Mapping[str, tuple[str, ...]], FromPlace()] = Field(default_factory=dict)
    starter: Annotated[Mapping[str, str], FromPlace()] = Field(default_factory=dict, repr=False)
    title: Title
    summary: Text
    standin: Text = Field(description="What stands in for a service that costs money.")
    milestones: Annotated[tuple[ProjectMilestone, ...], Field(min_length=1)]

    @property
    def file(self) -> str:
        return f"projects/{self.id}/project.yml"

    def brief_file(self, milestone: str) -> str:
        return f"projects/{self.id}/{milestone}/brief.md"

"""A plan as JSON that others build on, and the JSON Schema of it: one definition gives both.

`docs/contribute/plan-format.md` tells it in words. A key is never renamed or dropped, only added.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from generator.paths import Plan


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class StageData(_Part):
    """What is left of one stage; it ends with a project."""

    title: str = Field(description="The milestone's title.")
    role: str | None = Field(
        description="Whose milestone it is; null for topics chosen one by one."
    )
    topics: tuple[str, ...] = Field(description="Topic ids, in the order to learn them.")
    hours: float = Field(description="Hours of study left in it.")
    project: str = Field(description="What the learner builds at its end.")
    project_hours: float
    enables: str = Field(description="What the learner can do at work from here on.")


class SessionData(_Part):
    """A topic to study this week."""

    topic: str
    hours: float = Field(description="Hours of it this week.")
    hours_left: float = Field(description="Hours left of it at the start of the week.")


class PathData(_Part):
    """How good the order of a role's path is, from nothing and under its stages."""

    role: str
    cost: float = Field(description="The cost J of the whole path's order; see the decision on it.")
    proved: bool = Field(description="Whether no order of these stages is cheaper.")


class PlanData(_Part):
    """What to learn for some goals, less what is known."""

    order: tuple[str, ...] = Field(
        description="Topic ids left to learn: a valid order, stage by stage."
    )
    stages: tuple[StageData, ...] = Field(description="Stages with something left to learn.")
    this_week: tuple[SessionData, ...]
    ready: tuple[str, ...] = Field(
        description="Topics of the plan whose prerequisites are all known, by id."
    )
    hours: float = Field(description="Hours of study left, without projects.")
    project_hours: float
    hours_a_week: float
    weeks: tuple[int, int] = Field(description="From and to, at that pace, projects included.")
    paths: tuple[PathData, ...] = Field(description="The role paths this plan is filtered from.")
    cost: float = Field(description="The sum of the costs in `paths`.")
    proved: bool = Field(description="Whether every path of `paths` is proved.")


def plan_data(made: Plan) -> dict[str, object]:
    """The plan for programs, ready for JSON."""
    paths = tuple(
        PathData(role=path.role.id, cost=round(path.cost, 3), proved=path.proved)
        for path in made.paths
    )
    return PlanData(
        order=made.order,
        stages=tuple(
            StageData(
                title=stage.title,
                role=stage.role,
                topics=stage.topics,
                hours=stage.hours,
                project=stage.project,
                project_hours=stage.project_hours,
                enables=stage.enables,
            )
            for stage in made.stages
        ),
        this_week=tuple(
            SessionData(topic=s.topic, hours=s.hours, hours_left=s.hours_left)
            for s in made.this_week
        ),
        ready=made.ready,
        hours=made.hours,
        project_hours=made.project_hours,
        hours_a_week=made.hours_a_week,
        weeks=made.weeks,
        paths=paths,
        cost=round(sum(path.cost for path in paths), 3),
        proved=all(path.proved for path in paths),
    ).model_dump(mode="json")


def plan_schema() -> dict[str, object]:
    """The JSON Schema of `plan_data`."""
    schema = PlanData.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}

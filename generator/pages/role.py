"""A role's page: its path in stages, what is left of it from each background, its neighbours."""

from __future__ import annotations

from dataclasses import dataclass

from generator.health.coverage import coverage
from generator.model import Role
from generator.pages import words
from generator.pages.addresses import CHANGES, PLAN, ROLES, brief_path, href, role_path
from generator.pages.atlas import HOURS_A_WEEK, Atlas
from generator.pages.cards import Link, Saying, TopicCard, sayings, topic_card, topic_cards_of
from generator.pages.page import FrontMatter
from generator.pages.rendering import Sheet
from generator.pages.touches import Touch, role_anchor, touches
from generator.paths import LearningPath, Stage, weeks

NEIGHBOURS = 5
RARE_SHARE = 4
"""A topic sets a role apart if at most one role in so many has it on its path."""
RARE_SHOWN = 9


@dataclass(frozen=True)
class StageView:
    anchor: str
    number: int
    title: str
    facts: str
    cards: tuple[TopicCard, ...]
    project: str
    project_hours: str
    brief: str
    enables: str


@dataclass(frozen=True)
class FromBackground:
    """What is left of the path for somebody of a background."""

    background: Link
    known: str
    left: str
    hours: str
    weeks: str
    share: int


@dataclass(frozen=True)
class Neighbour:
    role: Link
    hours: str
    new_topics: str
    shared: str


@dataclass(frozen=True)
class RolePage:
    path: str
    front: FrontMatter
    roles: str
    plan: str
    id: str
    title: str
    summary: str
    kind: str
    kind_meaning: str
    topics: str
    study_hours: str
    project_hours: str
    weeks: str
    hours_a_week: int
    last_change: Touch | None
    changes: str
    stages: tuple[StageView, ...]
    goals: str
    complete: str
    backgrounds: tuple[FromBackground, ...]
    neighbours: tuple[Neighbour, ...]
    apart: tuple[TopicCard, ...]
    apart_roles: int
    sayings: tuple[Saying, ...]


def role_page(atlas: Atlas, role: Role) -> Sheet:
    return Sheet("role", _context(atlas, role))


def _context(atlas: Atlas, role: Role) -> RolePage:
    here = role_path(role.id)
    path = atlas.paths[role.id]
    apart = _apart(atlas, path)
    return RolePage(
        path=here,
        front=FrontMatter(
            title=role.title,
            description=role.summary,
            section="roles/",
            live="role",
            source_file=f"curriculum/{role.file}",
        ),
        roles=href(here, ROLES),
        plan=href(here, PLAN),
        id=role.id,
        title=role.title,
        summary=role.summary,
        kind=words.ROLE_KINDS[role.kind],
        kind_meaning=words.ROLE_KIND_MEANINGS[role.kind],
        topics=words.counted(len(path.topics), "topic"),
        study_hours=words.counted(path.study_hours, "hour"),
        project_hours=words.counted(path.project_hours, "hour"),
        weeks=words.weeks(weeks(path.whole_hours, HOURS_A_WEEK)),
        hours_a_week=HOURS_A_WEEK,
        last_change=next(iter(touches(atlas, role.id, here)), None),
        changes=href(here, CHANGES, role_anchor(role.id)),
        stages=_stages(atlas, path, here),
        goals=words.counted(len(role.goals), "goal"),
        complete=_complete(atlas, path),
        backgrounds=_from_backgrounds(atlas, path, here),
        neighbours=_neighbours(atlas, path, here),
        apart=topic_cards_of(atlas, apart, here),
        apart_roles=_rare_limit(atlas),
        sayings=sayings(atlas, role.sources, here),
    )


def _complete(atlas: Atlas, path: LearningPath) -> str:
    found = coverage(path.role.title, path.topics, atlas.curriculum)
    return f"{found.complete} of {words.counted(found.topics, 'topic')}"


def _stages(atlas: Atlas, path: LearningPath, here: str) -> tuple[StageView, ...]:
    views = []
    done = 0.0
    for number, stage in enumerate(path.stages, 1):
        done += stage.whole_hours
        share = words.percent(done, path.whole_hours)
        views.append(_stage(atlas, path.role, stage, here, number, share))
    return tuple(views)


def _stage(atlas: Atlas, role: Role, stage: Stage, here: str, number: int, share: int) -> StageView:
    milestone = stage.milestone
    facts = (
        words.counted(len(stage.topics), "topic"),
        words.stage_hours(stage.study_hours, milestone.project_hours),
        f"{share} % of the way after it",
    )
    return StageView(
        anchor=f"stage-{number}",
        number=number,
        title=milestone.title,
        facts=" · ".join(facts),
        cards=tuple(
            topic_card(atlas, topic, here, is_goal=topic in role.goals) for topic in stage.topics
        ),
        project=milestone.project,
        project_hours=words.counted(milestone.project_hours, "hour"),
        brief=_brief(atlas, role, number, here),
        enables=milestone.enables,
    )


def _brief(atlas: Atlas, role: Role, number: int, here: str) -> str:
    """The address of the milestone's brief, where the role has a project with material."""
    project = atlas.curriculum.projects.get(role.id)
    return href(here, brief_path(role.id, project.milestones[number - 1].id)) if project else ""


def _from_backgrounds(atlas: Atlas, path: LearningPath, here: str) -> tuple[FromBackground, ...]:
    """Fewest hours left first."""
    rows = []
    for background in atlas.curriculum.backgrounds.values():
        left = atlas.plans[path.role.id, background.id]
        row = FromBackground(
            background=Link(background.title, href(here, ROLES, background.id)),
            known=str(len(set(background.knows) & set(path.topics))),
            left=str(len(left.order)),
            hours=words.hours(left.whole_hours),
            weeks=words.weeks(left.weeks),
            share=words.percent(left.whole_hours, path.whole_hours),
        )
        rows.append((left.whole_hours, background.id, row))
    return tuple(row for _, _, row in sorted(rows, key=lambda r: r[:2]))


def _neighbours(atlas: Atlas, path: LearningPath, here: str) -> tuple[Neighbour, ...]:
    """The roles for which somebody at the end of this path has the fewest hours left to study."""
    known = set(path.topics)
    found = []
    for other in atlas.paths.values():
        if other.role.id != path.role.id:
            new = [topic for topic in other.topics if topic not in known]
            found.append((sum(atlas.topic(t).hours for t in new), other.role.id, len(new)))
    return tuple(
        Neighbour(
            role=Link(atlas.paths[role].role.title, href(here, role_path(role))),
            hours=words.hours(hours),
            new_topics=str(new),
            shared=f"{len(atlas.paths[role].topics) - new} of {len(atlas.paths[role].topics)}",
        )
        for hours, role, new in sorted(found)[:NEIGHBOURS]
    )


def _rare_limit(atlas: Atlas) -> int:
    return max(1, len(atlas.paths) // RARE_SHARE)


def _apart(atlas: Atlas, path: LearningPath) -> list[str]:
    """The topics of the path that fewest other roles have, in the order of the path."""
    roles = {topic: len(atlas.places[topic]) for topic in path.topics}
    rare = [topic for topic in path.topics if roles[topic] <= _rare_limit(atlas)]
    rarest = sorted(rare, key=lambda topic: roles[topic])[:RARE_SHOWN]
    return [topic for topic in path.topics if topic in rarest]

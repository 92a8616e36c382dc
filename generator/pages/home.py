"""The first page: what this is, where you come from, which roles are near, what is different."""

from __future__ import annotations

from dataclasses import dataclass

from generator.pages import words
from generator.pages.addresses import (
    CONTRIBUTE,
    HOME,
    PLAN,
    QUESTIONS,
    ROLES,
    SOURCES,
    href,
    role_path,
)
from generator.pages.ask import Ask, ask
from generator.pages.atlas import HOURS_A_WEEK, Atlas
from generator.pages.cards import Link, topic_link
from generator.pages.page import FrontMatter
from generator.pages.rendering import Sheet
from generator.pages.roles import FromView, RoleCard, from_views, role_card
from generator.pages.source import SourceCard, source_cards
from generator.paths import LearningPath

MOST_KNOWN = 3
SHORT_WHY = 90


@dataclass(frozen=True)
class Why:
    """An edge with its reason, as an example."""

    topic: Link
    needs: Link
    why: str


@dataclass(frozen=True)
class StageLine:
    title: str
    hours: str
    enables: str


@dataclass(frozen=True)
class Sample:
    """One whole path in a few lines."""

    role: Link
    stages: tuple[StageLine, ...]


@dataclass(frozen=True)
class HomePage:
    path: str
    front: FrontMatter
    description: str
    topics: str
    roles: str
    backgrounds: str
    edges: str
    hours_a_week: int
    from_views: tuple[FromView, ...]
    role_cards: tuple[RoleCard, ...]
    ask: Ask
    plan: str
    sample: Sample | None
    why: Why | None
    sources: tuple[SourceCard, ...]
    roles_href: str
    questions_href: str
    sources_href: str
    contribute_href: str


def home_page(atlas: Atlas) -> Sheet:
    c = atlas.curriculum
    by_hours = atlas.paths_by_hours
    context = HomePage(
        path=HOME,
        front=FrontMatter(
            title=c.settings.title,
            description=c.settings.description,
            live="home",
            hide=("navigation", "toc"),
        ),
        description=c.settings.description,
        topics=words.counted(len(c.topics), "topic"),
        roles=words.counted(len(c.roles), "role"),
        backgrounds=words.counted(len(c.backgrounds), "background"),
        edges=str(sum(len(topic.prerequisites) for topic in c.topics.values())),
        hours_a_week=HOURS_A_WEEK,
        from_views=from_views(atlas, HOME, MOST_KNOWN),
        role_cards=tuple(role_card(path, HOME) for path in by_hours),
        ask=ask(atlas, HOME),
        plan=href(HOME, PLAN),
        sample=_sample(by_hours[len(by_hours) // 2]) if by_hours else None,
        why=_why(atlas),
        sources=source_cards(atlas, HOME),
        roles_href=href(HOME, ROLES),
        questions_href=href(HOME, QUESTIONS),
        sources_href=href(HOME, SOURCES),
        contribute_href=href(HOME, CONTRIBUTE),
    )
    return Sheet("home", context)


def _sample(path: LearningPath) -> Sample:
    lines = tuple(
        StageLine(
            stage.milestone.title,
            words.stage_hours(stage.study_hours, stage.milestone.project_hours),
            stage.milestone.enables,
        )
        for stage in path.stages
    )
    return Sample(Link(path.role.title, href(HOME, role_path(path.role.id))), lines)


def _why(atlas: Atlas) -> Why | None:
    """A short reason between two topics that many roles need, neither of them a foundation."""
    edges = [
        (len(atlas.places[topic.id]), topic.id, edge.topic, edge.why)
        for topic in atlas.curriculum.topics.values()
        for edge in topic.prerequisites
        if edge.why
        and len(edge.why) <= SHORT_WHY
        and topic.level != "foundation"
        and atlas.topic(edge.topic).level != "foundation"
    ]
    if not edges:
        return None
    _, topic, needs, why = max(edges)
    return Why(topic_link(atlas, topic, HOME), topic_link(atlas, needs, HOME), why)

"""The planner's page: the questions, and the frame that the browser fills with the plan."""

from __future__ import annotations

from dataclasses import dataclass

from generator.pages.addresses import COMPARE, PLAN, ROLES, href, project_path
from generator.pages.ask import Ask, ask
from generator.pages.atlas import Atlas
from generator.pages.cards import Link
from generator.pages.page import FrontMatter
from generator.pages.rendering import Sheet


@dataclass(frozen=True)
class PlanPage:
    path: str
    front: FrontMatter
    ask: Ask
    roles: str
    compare: str
    projects: tuple[Link, ...]


def plan_page(atlas: Atlas) -> Sheet:
    context = PlanPage(
        path=PLAN,
        front=FrontMatter(
            title="Your plan",
            description="From what you know to what you want: this week, and the way after it.",
            live="planner",
            hide=("navigation", "toc"),
        ),
        ask=ask(atlas, PLAN),
        roles=href(PLAN, ROLES),
        compare=href(PLAN, COMPARE),
        projects=tuple(
            Link(atlas.curriculum.roles[role].title, href(PLAN, project_path(role)))
            for role in atlas.curriculum.projects
        ),
    )
    return Sheet("plan", context)

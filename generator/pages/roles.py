"""The roles at a glance, by hours left from each background and all together."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import Background, RoleKind
from generator.pages import words
from generator.pages.addresses import ROLES, href, role_path
from generator.pages.atlas import HOURS_A_WEEK, Atlas
from generator.pages.cards import Link
from generator.pages.page import FrontMatter
from generator.pages.rendering import Sheet
from generator.paths import LearningPath, weeks

KIND_ORDER: tuple[RoleKind, ...] = ("job", "specialisation", "document")


@dataclass(frozen=True)
class RoleCard:
    title: str
    href: str
    summary: str
    hours: str
    weeks: str
    topics: str
    first: str
    first_hours: str
    enables: str


@dataclass(frozen=True)
class KindView:
    title: str
    meaning: str
    roles: tuple[RoleCard, ...]


@dataclass(frozen=True)
class RoleLeft:
    """A role, the hours left of it, and of how many."""

    role: Link
    hours: str
    of: str


@dataclass(frozen=True)
class FromView:
    """A background and roles from there."""

    anchor: str
    title: str
    summary: str
    known: str
    roles: tuple[RoleLeft, ...]


@dataclass(frozen=True)
class RolesPage:
    path: str
    front: FrontMatter
    kinds: tuple[KindView, ...]
    backgrounds: tuple[FromView, ...]
    hours_a_week: int


def roles_page(atlas: Atlas) -> Sheet:
    roles = {
        kind: [path for path in atlas.paths_by_hours if path.role.kind == kind]
        for kind in KIND_ORDER
    }
    context = RolesPage(
        path=ROLES,
        front=FrontMatter(
            title="Roles",
            description="What people do with generative AI at work, and how long to learn it.",
            section="roles/",
        ),
        kinds=tuple(
            KindView(
                words.ROLE_KINDS_PLURAL[kind],
                words.ROLE_KIND_MEANINGS[kind],
                tuple(role_card(path, ROLES) for path in found),
            )
            for kind, found in roles.items()
            if found
        ),
        backgrounds=from_views(atlas, ROLES),
        hours_a_week=HOURS_A_WEEK,
    )
    return Sheet("roles", context)


def role_card(path: LearningPath, here: str) -> RoleCard:
    first = path.stages[0]
    role = path.role
    return RoleCard(
        title=role.title,
        href=href(here, role_path(role.id)),
        summary=role.summary,
        hours=words.hours(path.whole_hours),
        weeks=words.weeks(weeks(path.whole_hours, HOURS_A_WEEK)),
        topics=words.counted(len(path.topics), "topic"),
        first=first.milestone.title,
        first_hours=words.hours(first.whole_hours),
        enables=first.milestone.enables,
    )


def from_views(atlas: Atlas, here: str, most_known: int | None = None) -> tuple[FromView, ...]:
    """Every background, by title."""
    return tuple(
        _from_view(atlas, background, here, most_known) for background in atlas.backgrounds_by_title
    )


def _from_view(atlas: Atlas, background: Background, here: str, most_known: int | None) -> FromView:
    """All roles, fewest hours left first; or the `most_known`: the least left in proportion."""
    left = {role: atlas.plans[role, background.id].whole_hours for role in atlas.paths}
    whole = {role: path.whole_hours for role, path in atlas.paths.items()}
    order = sorted(
        left,
        key=lambda role: (left[role] / whole[role] if most_known else left[role], left[role], role),
    )
    return FromView(
        anchor=background.id,
        title=background.title,
        summary=background.summary,
        known=words.counted(len(background.knows), "topic"),
        roles=tuple(
            RoleLeft(
                Link(atlas.curriculum.roles[role].title, href(here, role_path(role))),
                words.hours(left[role]),
                words.hours(whole[role]),
            )
            for role in order[:most_known]
        ),
    )

"""The comparison: from role to role, and from every background to every role, as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.pages import words
from generator.pages.addresses import COMPARE, ROLES, href, role_path
from generator.pages.ask import Choice
from generator.pages.atlas import Atlas
from generator.pages.cards import Link
from generator.pages.page import FrontMatter
from generator.pages.rendering import Sheet

SHADES = 5


@dataclass(frozen=True)
class Cell:
    """Hours, and how far that is among the other cells: shade 1 is near; 0 is the role itself."""

    hours: str
    shade: int


@dataclass(frozen=True)
class Row:
    head: Link
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class ComparePage:
    path: str
    front: FrontMatter
    choices: tuple[Choice, ...]
    roles: tuple[Link, ...]
    moves: tuple[Row, ...]
    starts: tuple[Row, ...]


def compare_page(atlas: Atlas) -> Sheet:
    roles, backgrounds = atlas.roles_by_title, atlas.backgrounds_by_title
    links = [Link(role.title, href(COMPARE, role_path(role.id))) for role in roles]
    moves = [[_hours_to_move(atlas, one.id, other.id) for other in roles] for one in roles]
    starts = [[atlas.plans[role.id, b.id].whole_hours for role in roles] for b in backgrounds]
    context = ComparePage(
        path=COMPARE,
        front=FrontMatter(
            title="Compare",
            description="Two roles side by side, and the hours to each role from each other.",
            live="compare",
            hide=("navigation", "toc"),
        ),
        choices=tuple(Choice(role.id, role.title) for role in roles),
        roles=tuple(links),
        moves=_rows(links, moves),
        starts=_rows([Link(b.title, href(COMPARE, ROLES, b.id)) for b in backgrounds], starts),
    )
    return Sheet("compare", context)


def _hours_to_move(atlas: Atlas, here: str, there: str) -> float | None:
    """Study hours of what `there` needs beyond `here`; None from a role to itself."""
    if here == there:
        return None
    known = set(atlas.paths[here].topics)
    return sum(
        atlas.topic(topic).hours for topic in atlas.paths[there].topics if topic not in known
    )


def _rows(heads: list[Link], table: Sequence[Sequence[float | None]]) -> tuple[Row, ...]:
    ranked = sorted(hours for row in table for hours in row if hours is not None)
    return tuple(
        Row(head, tuple(_cell(hours, ranked) for hours in row))
        for head, row in zip(heads, table, strict=True)
    )


def _cell(hours: float | None, ranked: list[float]) -> Cell:
    if hours is None:
        return Cell("", 0)
    share = ranked.index(hours) / len(ranked)
    return Cell(words.number(hours), 1 + int(share * SHADES))

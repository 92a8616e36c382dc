"""For maintainers: what to work on next, how good the orders are, what rests on what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.health import Health, health
from generator.health.coverage import Coverage
from generator.health.quality import PathQuality
from generator.pages import words
from generator.pages.addresses import CONTRIBUTE, HEALTH, href, role_path
from generator.pages.atlas import Atlas
from generator.pages.cards import Link, topic_link
from generator.pages.page import FrontMatter
from generator.pages.rendering import Sheet

SHOWN = 10
"""Rows of a list that would otherwise go on for pages; `curriculum health` has all of them."""


@dataclass(frozen=True)
class GapRow:
    topic: Link
    missing: str
    roles: str
    dependents: str


@dataclass(frozen=True)
class PathRow:
    """`numbers` stand in the order of the table's columns."""

    role: Link
    is_proved: bool
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class KeystoneRow:
    topic: Link
    dependents: str
    hours: str
    roles: str


@dataclass(frozen=True)
class CoverageRow:
    title: str
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class ReviewRow:
    topic: Link
    reviewed: str
    due: str


@dataclass(frozen=True)
class HealthPage:
    path: str
    front: FrontMatter
    contribute: str
    proved: str
    facts: str
    longest: tuple[Link, ...]
    heaviest: tuple[Link, ...]
    heaviest_hours: str
    gaps: tuple[GapRow, ...]
    gaps_lack: str
    """What all of them lack, if it is the same; else each row says it."""
    more_gaps: str
    paths: tuple[PathRow, ...]
    keystones: tuple[KeystoneRow, ...]
    by_domain: tuple[CoverageRow, ...]
    by_role: tuple[CoverageRow, ...]
    reviews: tuple[ReviewRow, ...]
    reviewed: str


def health_page(atlas: Atlas) -> Sheet:
    found = health(atlas.curriculum, atlas.graph, atlas.paths, with_least=False)
    shape = found.structure
    proved = sum(path.proved for path in found.paths)
    gaps = _gaps(atlas, found)
    more = len(found.work_next) - SHOWN
    context = HealthPage(
        path=HEALTH,
        front=FrontMatter(
            title="Health",
            description="For maintainers: what to work on next, and how good the orders are.",
            section="contribute/",
            hide=("toc",),
        ),
        contribute=href(HEALTH, CONTRIBUTE),
        proved=f"{proved} of {len(found.paths)}",
        facts=(
            f"{words.counted(shape.prerequisites, 'prerequisite')}, {shape.redundant} of which "
            f"follow from others, and {words.counted(shape.recommendations, 'recommendation')}"
        ),
        longest=_links(atlas, shape.chain_of_most_topics),
        heaviest=_links(atlas, shape.chain_of_most_hours),
        heaviest_hours=words.counted(shape.chain_hours, "hour"),
        gaps=gaps,
        gaps_lack=gaps[0].missing if len({gap.missing for gap in gaps}) == 1 else "",
        more_gaps=f"{words.counted(more, 'more topic')} lack something." if more > 0 else "",
        paths=tuple(_path_row(atlas, path) for path in found.paths),
        keystones=_keystones(atlas, found),
        by_domain=tuple(_coverage_row(row) for row in found.by_domain),
        by_role=tuple(_coverage_row(row) for row in found.by_role),
        reviews=_reviews(atlas, found),
        reviewed=f"{len(found.reviews)} of {words.counted(shape.topics, 'topic')}",
    )
    return Sheet("health", context)


def _links(atlas: Atlas, topics: Iterable[str]) -> tuple[Link, ...]:
    return tuple(topic_link(atlas, topic, HEALTH) for topic in topics)


def _gaps(atlas: Atlas, found: Health) -> tuple[GapRow, ...]:
    return tuple(
        GapRow(
            topic=topic_link(atlas, gap.topic, HEALTH),
            missing=", ".join(gap.missing),
            roles=str(gap.roles),
            dependents=str(gap.dependents),
        )
        for gap in found.work_next[:SHOWN]
    )


def _path_row(atlas: Atlas, path: PathQuality) -> PathRow:
    beside = path.baselines
    return PathRow(
        role=Link(atlas.paths[path.role].role.title, href(HEALTH, role_path(path.role))),
        is_proved=path.proved,
        numbers=(
            str(path.topics),
            f"{path.cost:.0f}",
            f"{path.carried_mean:.1f}",
            str(path.carried_peak),
            str(path.switches),
            words.hours(path.longest_run_hours),
            str(path.level_drops),
            f"{beside.topological:.2f}",
            f"{beside.catalogue:.2f}",
            f"{beside.depth_first:.2f}",
        ),
    )


def _keystones(atlas: Atlas, found: Health) -> tuple[KeystoneRow, ...]:
    return tuple(
        KeystoneRow(
            topic=topic_link(atlas, stone.topic, HEALTH),
            dependents=str(stone.dependents),
            hours=words.hours(stone.dependent_hours),
            roles=str(stone.roles),
        )
        for stone in found.keystones[:SHOWN]
    )


def _coverage_row(row: Coverage) -> CoverageRow:
    parts = (row.lessons, row.exercises, row.questions, row.resources, row.reviewed, row.complete)
    return CoverageRow(row.title, tuple(map(str, (row.topics, *parts))))


def _reviews(atlas: Atlas, found: Health) -> tuple[ReviewRow, ...]:
    return tuple(
        ReviewRow(
            topic_link(atlas, review.topic, HEALTH),
            review.reviewed.isoformat(),
            review.due.isoformat(),
        )
        for review in found.reviews[:SHOWN]
    )

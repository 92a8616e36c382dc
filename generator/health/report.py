"""Everything there is to say of a curriculum's health, as one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from generator.graph import PrerequisiteGraph
from generator.health.coverage import Coverage, Gap, Review, coverage, reviews, work_next
from generator.health.milestones import Reordering, better_order
from generator.health.quality import PathQuality, path_quality
from generator.health.structure import Keystone, Structure, keystones, structure
from generator.model import Curriculum
from generator.paths import LearningPath


@dataclass(frozen=True)
class Health:
    """`work_next` comes first: the gaps whose filling helps most paths."""

    work_next: tuple[Gap, ...]
    paths: tuple[PathQuality, ...]
    keystones: tuple[Keystone, ...]
    structure: Structure
    by_domain: tuple[Coverage, ...]
    by_role: tuple[Coverage, ...]
    reviews: tuple[Review, ...]


def health(
    curriculum: Curriculum,
    graph: PrerequisiteGraph,
    paths: Mapping[str, LearningPath],
    *,
    with_least: bool = True,
) -> Health:
    """Everything but `reorderings`, which takes its time; `with_least` as in `path_quality`."""
    topics = curriculum.topics
    stones = keystones(curriculum, graph, paths)
    domains = {
        domain.title: [t.id for t in topics.values() if t.domain == domain.id]
        for domain in curriculum.domains
    }
    roles = {path.role.title: path.topics for path in paths.values()}
    return Health(
        work_next=work_next(curriculum, stones),
        paths=tuple(
            path_quality(path, curriculum, graph, with_least=with_least) for path in paths.values()
        ),
        keystones=stones,
        structure=structure(curriculum, graph),
        by_domain=tuple(coverage(title, ids, curriculum) for title, ids in domains.items()),
        by_role=tuple(coverage(title, ids, curriculum) for title, ids in roles.items()),
        reviews=reviews(curriculum),
    )


def reorderings(
    curriculum: Curriculum, graph: PrerequisiteGraph, paths: Mapping[str, LearningPath]
) -> tuple[Reordering, ...]:
    """The roles whose milestones would make a cheaper path in another order, by role."""
    found = (better_order(path, curriculum, graph) for path in paths.values())
    return tuple(reordering for reordering in found if reordering)

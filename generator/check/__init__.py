"""The one gate: everything that can be wrong with a curriculum whose files have the right shape.

A rule is a generator of findings over the curriculum, and over its graph where it asks about paths.
It reads no file and prints nothing; all rules run, so that an author sees every mistake at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.check import (
    copying,
    coverage,
    lessons,
    ordering,
    pictures,
    prose,
    references,
    roles,
    wording,
)
from generator.diagnostics import Finding
from generator.graph import PrerequisiteGraph
from generator.model import Curriculum

RULES: tuple[Callable[[Curriculum], Iterator[Finding]], ...] = (
    references.topics_exist,
    references.needs_itself,
    references.nothing_named_twice,
    references.source_items_exist,
    references.domains_exist,
    references.retirements_hold,
    prose.dialect,
    prose.links_lead_somewhere,
    prose.plain_text_is_plain,
    pictures.pictures_are_there,
    pictures.pictures_are_shown,
    pictures.pictures_are_drawn_for_every_reader,
    ordering.levels_never_fall,
    roles.partly_known_is_partly,
    roles.projects_follow_their_role,
    coverage.topics_are_complete,
    coverage.source_items_are_taken_up,
    wording.edges_say_why,
    wording.titles_differ,
    wording.outcomes_can_be_observed,
    lessons.lessons_keep_to_the_limits,
    copying.no_words_of_the_documents,
    copying.no_two_lessons_share_a_paragraph,
)
GRAPH_RULES: tuple[Callable[[Curriculum, PrerequisiteGraph], Iterator[Finding]], ...] = (
    ordering.no_cycles,
    ordering.no_cycles_through_recommendations,
    ordering.recommendations_say_more,
    ordering.implied_prerequisites,
    roles.implied_goals,
    roles.milestones_cover_the_path,
    coverage.topics_serve_a_role,
    coverage.roles_differ,
    coverage.first_stages_are_short,
)


def check(curriculum: Curriculum, graph: PrerequisiteGraph) -> list[Finding]:
    """Every finding of every rule."""
    return [
        *(finding for rule in RULES for finding in rule(curriculum)),
        *(finding for rule in GRAPH_RULES for finding in rule(curriculum, graph)),
    ]

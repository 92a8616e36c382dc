"""What the pages' own scripts need: topics, roles, backgrounds and former ids, as compact JSON.

Topics stand in reading order, so that an index is a rank and the browser never orders. Only direct
prerequisites are shipped; the browser walks back along them as `PrerequisiteGraph.needed` does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from generator.graph import PrerequisiteGraph
from generator.model import LEVELS, Curriculum
from generator.paths import LearningPath, reading_order

VERSION = 1
PATHS = "data/paths.json"
WHYS = "data/whys.json"


def browser_files(
    curriculum: Curriculum, graph: PrerequisiteGraph, paths: Mapping[str, LearningPath]
) -> dict[str, str]:
    """Path below `docs_dir` -> text."""
    order = reading_order(graph, paths)
    return {
        PATHS: _text(_paths(order, curriculum, graph, paths)),
        WHYS: _text(_whys(order, curriculum)),
    }


def _paths(
    order: tuple[str, ...],
    curriculum: Curriculum,
    graph: PrerequisiteGraph,
    paths: Mapping[str, LearningPath],
) -> dict[str, Any]:
    rank = {topic: n for n, topic in enumerate(order)}
    domains = {domain.id: n for n, domain in enumerate(curriculum.domains)}
    return {
        "version": VERSION,
        "domains": [{"id": domain.id, "title": domain.title} for domain in curriculum.domains],
        "topics": [
            {
                "id": topic,
                "title": curriculum.topics[topic].title,
                "hours": whole(curriculum.topics[topic].hours),
                "domain": domains[curriculum.topics[topic].domain],
                "level": LEVELS.index(curriculum.topics[topic].level),
                "needs": [rank[need] for need in graph.prerequisites(topic)],
            }
            for topic in order
        ],
        "roles": [_role(path, rank) for path in paths.values()],
        "backgrounds": [
            {
                "id": background.id,
                "title": background.title,
                "knows": sorted(rank[topic] for topic in background.knows),
                "partly": sorted((rank[t], whole(hours)) for t, hours in background.partly.items()),
            }
            for background in curriculum.backgrounds.values()
        ],
        "retired": [
            {"id": retired.id, "became": list(retired.became)} for retired in curriculum.retired
        ],
    }


def _role(path: LearningPath, rank: Mapping[str, int]) -> dict[str, Any]:
    return {
        "id": path.role.id,
        "title": path.role.title,
        "goals": [rank[goal] for goal in path.role.goals],
        "stages": [
            {
                "title": stage.milestone.title,
                "topics": [rank[topic] for topic in stage.topics],
                "project": stage.milestone.project,
                "projectHours": whole(stage.milestone.project_hours),
                "enables": stage.milestone.enables,
            }
            for stage in path.stages
        ],
    }


def _whys(order: tuple[str, ...], curriculum: Curriculum) -> dict[str, dict[str, str]]:
    """Topic -> what it needs -> why."""
    return {
        topic: {edge.topic: edge.why for edge in curriculum.topics[topic].prerequisites if edge.why}
        for topic in order
    }


def whole(hours: float) -> float | int:
    """Hours as JavaScript prints them: 6 and not 6.0."""
    return int(hours) if hours == int(hours) else hours


def _text(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"

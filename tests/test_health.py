"""Health is a value: what to work on next, what orders cost, what rests on what."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from generator.build import Checked, checked, paths_of
from generator.health import Health, health, reorderings
from generator.health.coverage import missing, reviews
from generator.health.milestones import Reordering
from generator.health.quality import path_quality
from generator.paths import learning_path
from generator.paths.path import stages_of
from generator.report import health_data, health_text


@pytest.fixture(scope="module")
def found(real: Checked) -> Health:
    return health(real.curriculum, real.graph, paths_of(real))


@pytest.fixture(scope="module")
def hints(real: Checked) -> tuple[Reordering, ...]:
    return reorderings(real.curriculum, real.graph, paths_of(real))


@pytest.fixture(scope="module")
def bread(root: Path) -> Checked:
    """Five topics: small enough to count by hand."""
    return checked(root / "tests/cases/base")


def test_work_next_is_what_most_paths_wait_for(found: Health, real: Checked) -> None:
    keys = [(-gap.roles, -gap.dependents, gap.topic) for gap in found.work_next]
    assert keys == sorted(keys)
    lacking = {
        topic.id
        for topic in real.curriculum.topics.values()
        if missing(topic, real.curriculum.settings.lessons)
    }
    assert {gap.topic for gap in found.work_next} == lacking


def test_least_switches_are_never_more_than_the_path_has(found: Health) -> None:
    assert all(0 <= (path.least_switches or 0) <= path.switches for path in found.paths)


def test_carried_topics_are_counted_by_hand(bread: Checked) -> None:
    """Each topic of a chain uses the one before, so nothing is ever carried along it."""
    role = next(iter(bread.curriculum.roles.values()))
    path = learning_path(role, bread.curriculum, bread.graph)
    quality = path_quality(path, bread.curriculum, bread.graph)
    assert quality.topics == len(path.topics)
    carried = {
        topic: [
            before
            for before in path.topics[:n]
            if before not in bread.graph.prerequisites(topic)
            and set(bread.graph.dependents(before)) & set(path.topics[n:])
        ]
        for n, topic in enumerate(path.topics)
    }
    assert quality.carried_peak == max(len(topics) for topics in carried.values())
    hours = {topic: bread.curriculum.topics[topic].hours for topic in path.topics}
    mean = sum(len(carried[t]) * hours[t] for t in path.topics) / sum(hours.values())
    assert quality.carried_mean == pytest.approx(mean)


def test_keystones_rest_on_the_closure(found: Health, real: Checked) -> None:
    for stone in found.keystones:
        resting = [t for t in real.graph.topics if real.graph.is_before(stone.topic, t)]
        assert stone.dependents == len(resting)


def test_chains_follow_prerequisites(found: Health, real: Checked) -> None:
    shape = found.structure
    for chain in (shape.chain_of_most_topics, shape.chain_of_most_hours):
        for need, topic in pairwise(chain):
            assert need in real.graph.prerequisites(topic)


def test_coverage_adds_up_over_the_domains(found: Health, real: Checked) -> None:
    assert sum(row.topics for row in found.by_domain) == len(real.curriculum.topics)
    with_exercise = sum(t.exercise is not None for t in real.curriculum.topics.values())
    assert sum(row.exercises for row in found.by_domain) == with_exercise


def test_a_review_is_due_by_the_topics_durability(bread: Checked) -> None:
    topics = bread.curriculum.topics
    name, topic = next(iter(topics.items()))
    day = date(2026, 1, 31)
    changed = topic.model_copy(update={"reviewed": day, "durability": "fast-moving"})
    curriculum = replace(bread.curriculum, topics={name: changed})
    assert [review.due for review in reviews(curriculum)] == [day + timedelta(days=120)]


def test_another_order_of_milestones_keeps_the_first_and_is_cheaper(
    hints: tuple[Reordering, ...], real: Checked
) -> None:
    for hint in hints:
        role = real.curriculum.roles[hint.role]
        titles = {milestone.title: milestone for milestone in role.milestones}
        assert hint.milestones[0] == role.milestones[0].title
        assert sorted(hint.milestones) == sorted(titles)
        order = tuple(titles[title] for title in hint.milestones)
        changed = role.model_copy(update={"milestones": order})
        assert all(stages_of(changed, real.graph))
        now = learning_path(role, real.curriculum, real.graph)
        then = learning_path(changed, real.curriculum, real.graph)
        assert then.cost <= (1 - hint.saving) * now.cost + 1e-6


def test_health_is_json_and_tells_what_to_do_first(
    found: Health, hints: tuple[Reordering, ...]
) -> None:
    data = json.loads(json.dumps(health_data(found, hints)))
    assert [path["role"] for path in data["paths"]] == [path.role for path in found.paths]
    assert health_text(found, hints).startswith("Work on next")

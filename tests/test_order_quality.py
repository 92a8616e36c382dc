"""The orders of the real paths: proved, and better than what anybody could have for nothing."""

from __future__ import annotations

from itertools import permutations, product

import pytest

from generator.build import Checked, paths_of
from generator.health.quality import Baselines, baselines, numbers
from generator.paths import LearningPath, Use, next_uses
from generator.paths.order import best_order
from generator.paths.syllabus import NOTHING, Syllabus, syllabus


@pytest.fixture(scope="module")
def paths(real: Checked) -> dict[str, LearningPath]:
    return paths_of(real)


def _course(path: LearningPath, real: Checked) -> Syllabus:
    return syllabus([stage.topics for stage in path.stages], real.curriculum, real.graph)


def _beside(path: LearningPath, real: Checked) -> Baselines:
    return baselines(path, _course(path, real), real.graph)


def test_every_real_path_is_proved(paths: dict[str, LearningPath]) -> None:
    assert [role for role, path in paths.items() if not path.proved] == []


def test_the_cost_of_a_path_is_what_its_syllabus_counts(
    paths: dict[str, LearningPath], real: Checked
) -> None:
    for path in paths.values():
        course = _course(path, real)
        order = numbers(course, path.topics)
        assert course.is_valid(order)
        assert path.cost == course.cost(order) / course.scale


def test_a_catalogue_order_is_never_cheaper(paths: dict[str, LearningPath], real: Checked) -> None:
    assert all(_beside(path, real).catalogue >= 1 for path in paths.values())


def test_a_plain_topological_sort_carries_far_more(
    paths: dict[str, LearningPath], real: Checked
) -> None:
    assert all(_beside(path, real).topological > 1.1 for path in paths.values())


@pytest.mark.parametrize("beam", [1, 3, 20])
def test_a_narrow_beam_is_valid_never_cheaper_and_says_so(
    beam: int, paths: dict[str, LearningPath], real: Checked
) -> None:
    path = paths["ai-engineer"]
    course = _course(path, real)
    found, best = best_order(course, beam), best_order(course)
    assert course.is_valid(numbers(course, found.topics))
    assert found.cost >= best.cost
    assert not found.proved


def test_steps_obey_the_triangle_inequality(paths: dict[str, LearningPath], real: Checked) -> None:
    """The order drops a walk on the strength of it."""
    course = _course(paths["data-engineer"], real)
    for one, over, then in product(range(len(course)), repeat=3):
        assert course.steps[one][then] <= course.steps[one][over] + course.steps[over][then]
    assert set(course.steps[NOTHING]) == {0}


def test_one_topic_between_two_stages_never_crosses_them(
    paths: dict[str, LearningPath],
) -> None:
    for path in paths.values():
        places = {topic: n for n, topic in enumerate(path.topics)}
        ends = [max(places[topic] for topic in stage.topics) for stage in path.stages]
        starts = [min(places[topic] for topic in stage.topics) for stage in path.stages]
        assert all(end < start for end, start in zip(ends, starts[1:], strict=False))


def test_weights_of_nothing_make_every_valid_order_equal(real: Checked) -> None:
    """With no hours there is nothing to carry, so any order costs the same."""
    course = Syllabus(
        topics=("a", "b", "c"),
        stage=(0, 0, 0),
        quarter_hours=(0, 0, 0),
        domain=(0, 1, 0),
        level=(0, 1, 2),
        needs=(0, 1, 0),
        recommends=(0, 0, 0),
        weights=real.curriculum.settings.order,
    )
    assert {course.cost(order) for order in permutations(range(3))} == {0}


def test_the_next_uses_are_the_soonest_on_the_path(
    paths: dict[str, LearningPath], real: Checked
) -> None:
    for path in paths.values():
        for here, topic in enumerate(path.topics):
            uses = next_uses(topic, path, real.graph, most=100)
            assert [use.steps for use in uses] == sorted(use.steps for use in uses)
            assert all(path.topics[here + use.steps] == use.topic for use in uses)
            needed_by = set(real.graph.dependents(topic)) & set(path.topics)
            assert not needed_by or {use.topic for use in uses} == needed_by


def test_what_nothing_uses_serves_its_project(
    paths: dict[str, LearningPath], real: Checked
) -> None:
    path = paths["data-engineer"]
    assert next_uses(path.topics[-1], path, real.graph) == ()
    assert next_uses(path.topics[0], path, real.graph, most=1) == (Use(path.topics[2], 2),)

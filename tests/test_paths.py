"""Orders, paths and plans of random curricula: exact, valid, the same however they are asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.build import graph_of
from generator.model import (
    LEVELS,
    Background,
    Curriculum,
    Domain,
    Edge,
    Licences,
    Milestone,
    OrderWeights,
    ReviewIntervals,
    Role,
    Settings,
    Topic,
)
from generator.paths import (
    Knowledge,
    knowledge,
    learning_path,
    learning_paths,
    plan,
    reading_order,
    weeks,
    why_chain,
)
from generator.paths.order import best_order
from generator.paths.path import stages_of
from generator.paths.syllabus import Syllabus, syllabus

DOMAINS = ("dough", "oven", "shop")
HOURS = (1.0, 1.25, 2.5, 4.0, 6.0)


def _topic(
    name: str, domain: str, level: int, hours: float, needs: Sequence[str], soft: Sequence[str]
) -> Topic:
    return Topic(
        id=name,
        domain=domain,
        title=name,
        summary="A topic.",
        level=LEVELS[level],
        hours=hours,
        durability="enduring",
        lasts="All of it.",
        prerequisites=tuple(Edge(topic=need, why=f"Uses {need}.") for need in needs),
        recommended=tuple(Edge(topic=other, why=None) for other in soft),
        outcomes=("Bake", "Cut", "Eat"),
    )


def _role(name: str, milestones: Sequence[Sequence[str]]) -> Role:
    return Role(
        id=name,
        title=name,
        kind="job",
        summary="A role.",
        goals=tuple(sorted({topic for after in milestones for topic in after})),
        milestones=tuple(
            Milestone(
                title=f"Milestone {n}",
                after=tuple(after),
                project="A loaf.",
                project_hours=n + 1.5,
                enables="Eating.",
            )
            for n, after in enumerate(milestones)
        ),
    )


def _settings(recommended: int = 40, switch: int = 2, drop: int = 1) -> Settings:
    return Settings(
        title="Bread",
        description="Bread.",
        language="en",
        licence=Licences(code="MIT", content="CC BY 4.0"),
        review_interval_days=ReviewIntervals.model_validate(
            {"enduring": 3, "evolving": 2, "fast-moving": 1}
        ),
        order=OrderWeights(
            recommended_weight_percent=recommended, domain_switch=switch, level_drop=drop
        ),
    )


_MASKS = st.integers(0, 2**16 - 1)
"""Sets of topics as bits; small ones come first."""


def _chosen(names: Sequence[str], mask: int) -> list[str]:
    return [name for n, name in enumerate(names) if mask >> n & 1]


@st.composite
def curricula(
    draw: st.DrawFn, *, most: int = 7, roles: int = 1, circles: bool = False
) -> Curriculum:
    """Topics that need earlier ones; recommendations among them, in a circle where asked for."""
    count = draw(st.integers(1, most))
    shift = draw(st.integers(0, count - 1))
    names = [f"t{(count - n + shift) % count}" for n in range(count)]
    whole = (1 << count) - 1
    needed, soft = (draw(st.lists(_MASKS, min_size=count, max_size=count)) for _ in "ab")
    kinds = draw(st.lists(st.integers(0, 44), min_size=count, max_size=count))
    topics = {}
    for n, name in enumerate(names):
        earlier = (1 << n) - 1
        needs = needed[n] & earlier
        likes = soft[n] & ~needs & ~(1 << n) & (whole if circles else earlier)
        domain, level, hours = kinds[n] % 3, kinds[n] // 3 % 3, kinds[n] // 9
        topics[name] = _topic(
            name, DOMAINS[domain], level, HOURS[hours], _chosen(names, needs), _chosen(names, likes)
        )
    masks = st.lists(_MASKS.map(lambda mask: mask & whole or 1), min_size=1, max_size=3)
    milestones = [[_chosen(names, mask) for mask in draw(masks)] for _ in range(roles)]
    known = _chosen(names, draw(_MASKS))
    return Curriculum(
        settings=_settings(
            draw(st.sampled_from([0, 40, 100])), draw(st.integers(0, 3)), draw(st.integers(0, 2))
        ),
        domains=tuple(Domain(id=d, title=d, summary="A domain.") for d in DOMAINS),
        topics=dict(sorted(topics.items())),
        roles={f"role-{n}": _role(f"role-{n}", stages) for n, stages in enumerate(milestones)},
        backgrounds={
            "cook": Background(
                id="cook",
                title="Cook",
                summary="Cooks.",
                knows=tuple(known[::2]),
                partly=dict.fromkeys(known[1::2], 0.5),
            )
        },
    )


def _course(curriculum: Curriculum, role: str = "role-0") -> Syllabus:
    graph = graph_of(curriculum)
    return syllabus(stages_of(curriculum.roles[role], graph), curriculum, graph)


def _numbers(course: Syllabus, topics: Sequence[str]) -> list[int]:
    return [course.topics.index(topic) for topic in topics]


def _valid_orders(
    course: Syllabus, curriculum: Curriculum, taught: tuple[int, ...] = ()
) -> Iterator[tuple[int, ...]]:
    """Every valid order, found without the syllabus' own idea of what comes first."""
    left = [n for n in range(len(course)) if n not in taught]
    if not left:
        yield taught
        return
    stage = min(course.stage[n] for n in left)
    have = {course.topics[n] for n in taught}
    for n in left:
        topic = curriculum.topics[course.topics[n]]
        first = {edge.topic for edge in topic.prerequisites}
        for edge in topic.recommended:
            if edge.topic in course.topics:
                other = course.topics.index(edge.topic)
                if course.stage[other] <= course.stage[n]:
                    first.add(edge.topic)
        if course.stage[n] == stage and first <= have:
            yield from _valid_orders(course, curriculum, (*taught, n))


def _weight_carried(
    course: Syllabus, curriculum: Curriculum, order: Sequence[str], place: int
) -> Fraction:
    """The weight of all that is carried while the topic at `place` is taught, from its meaning."""
    total = Fraction(0)
    topics = curriculum.topics
    now = topics[order[place]]
    for carried in order[:place]:
        if carried in {edge.topic for edge in (*now.prerequisites, *now.recommended)}:
            continue
        to_come = [topics[later] for later in order[place + 1 :]]
        if any(carried in {e.topic for e in later.prerequisites} for later in to_come):
            total += 1
        elif any(carried in {e.topic for e in later.recommended} for later in to_come):
            total += Fraction(course.weights.recommended_weight_percent, 100)
    return total


def _j(course: Syllabus, curriculum: Curriculum, order: Sequence[str]) -> Fraction:
    """The objective as its definition says it, in fractions."""
    topics = [curriculum.topics[topic] for topic in order]
    mean = sum(Fraction(topic.hours) for topic in topics) / len(topics)
    carried = sum(
        (Fraction(topic.hours) / mean * _weight_carried(course, curriculum, order, n))
        for n, topic in enumerate(topics)
    )
    switches = sum(one.domain != other.domain for one, other in pairwise(topics))
    drops = sum(
        max(0, LEVELS.index(one.level) - LEVELS.index(other.level))
        for one, other in pairwise(topics)
    )
    weights = course.weights
    return carried + weights.domain_switch * switches + weights.level_drop * drops


@settings(max_examples=60)
@given(curricula(most=7))
def test_best_order_is_as_cheap_as_the_cheapest_of_all_valid_orders(
    curriculum: Curriculum,
) -> None:
    course = _course(curriculum)
    order = best_order(course)
    assert order.proved
    assert order.cost == min(course.cost(one) for one in _valid_orders(course, curriculum))
    assert order.cost == course.cost(_numbers(course, order.topics))


@given(curricula(most=9))
def test_cost_is_the_objective_as_it_is_defined(curriculum: Curriculum) -> None:
    course = _course(curriculum)
    order = best_order(course)
    assert Fraction(order.cost, course.scale) == _j(course, curriculum, order.topics)


@settings(max_examples=60)
@given(curricula(most=12))
def test_best_order_is_a_valid_permutation(curriculum: Curriculum) -> None:
    course = _course(curriculum)
    order = best_order(course)
    assert sorted(order.topics) == sorted(course.topics)
    assert course.is_valid(_numbers(course, order.topics))
    seen: set[str] = set()
    for topic in order.topics:
        assert {edge.topic for edge in curriculum.topics[topic].prerequisites} <= seen
        seen.add(topic)


@given(curricula(most=9, circles=True))
def test_recommendations_in_a_circle_still_leave_a_valid_order(curriculum: Curriculum) -> None:
    course = _course(curriculum)
    assert course.is_valid(_numbers(course, best_order(course).topics))


@settings(max_examples=60)
@given(curricula(most=10), st.integers(1, 4))
def test_a_beam_never_finds_better_and_never_worse_than_valid(
    curriculum: Curriculum, beam: int
) -> None:
    course = _course(curriculum)
    exact, narrow = best_order(course), best_order(course, beam)
    assert narrow.cost >= exact.cost
    assert narrow.cost == course.cost(_numbers(course, narrow.topics))
    assert course.is_valid(_numbers(course, narrow.topics))
    assert narrow.cost == exact.cost or not narrow.proved


@given(curricula(most=9))
def test_stages_are_a_partition_of_the_path_and_in_order(curriculum: Curriculum) -> None:
    graph, role = graph_of(curriculum), curriculum.roles["role-0"]
    path = learning_path(role, curriculum, graph)
    assert sorted(path.topics) == list(graph.needed(role.goals))
    assert len(set(path.topics)) == len(path.topics)
    assert [stage.milestone for stage in path.stages] == list(role.milestones)
    done: set[str] = set()
    for stage in path.stages:
        assert done | set(stage.topics) >= set(graph.needed(stage.milestone.after))
        done |= set(stage.topics)
    assert path.study_hours == sum(curriculum.topics[topic].hours for topic in path.topics)


@settings(max_examples=60)
@given(curricula(most=9), st.randoms(use_true_random=False))
def test_the_order_of_files_and_entries_does_not_show_in_a_path(
    curriculum: Curriculum, random: Random
) -> None:
    role = curriculum.roles["role-0"]
    names = list(curriculum.topics)
    random.shuffle(names)
    shuffled = Curriculum(
        settings=curriculum.settings,
        domains=curriculum.domains,
        topics={
            name: curriculum.topics[name].model_copy(
                update={
                    "prerequisites": curriculum.topics[name].prerequisites[::-1],
                    "recommended": curriculum.topics[name].recommended[::-1],
                }
            )
            for name in names
        },
    )
    backwards = role.model_copy(update={"goals": role.goals[::-1]})
    one = learning_path(role, curriculum, graph_of(curriculum))
    other = learning_path(backwards, shuffled, graph_of(shuffled))
    assert one.topics == other.topics
    assert one.cost == other.cost


@given(curricula(most=9), st.data())
def test_a_path_without_what_is_known_stays_in_a_valid_order(
    curriculum: Curriculum, data: st.DataObject
) -> None:
    graph, role = graph_of(curriculum), curriculum.roles["role-0"]
    known = set(_chosen(sorted(curriculum.topics), data.draw(_MASKS)))
    left = set(graph.needed(role.goals, known))
    have = set(known)
    for topic in learning_path(role, curriculum, graph).topics:
        if topic in left:
            assert set(graph.prerequisites(topic)) <= have
            have.add(topic)
    assert left <= have


@given(curricula(most=9, roles=2), st.data())
def test_a_plan_has_every_topic_needed_once_in_a_valid_order_and_its_hours_add_up(
    curriculum: Curriculum, data: st.DataObject
) -> None:
    graph = graph_of(curriculum)
    paths = learning_paths(curriculum, graph)
    roles = _chosen(sorted(curriculum.roles), data.draw(_MASKS))
    topics, known = (_chosen(sorted(curriculum.topics), data.draw(_MASKS)) for _ in "ab")
    knows = knowledge(curriculum, ["cook"], known)
    made = plan(curriculum, graph, paths, roles=roles, topics=topics, knows=knows, hours_a_week=3)
    goals = [goal for role in roles for goal in curriculum.roles[role].goals]
    assert sorted(made.order) == list(graph.needed([*goals, *topics], knows.known))
    have = set(knows.known)
    for topic in made.order:
        assert set(graph.prerequisites(topic)) <= have
        have.add(topic)
    assert made.hours == sum(knows.hours(topic, curriculum) for topic in made.order)
    assert all(stage.topics for stage in made.stages)
    for stage in made.stages:
        assert stage.hours == sum(knows.hours(topic, curriculum) for topic in stage.topics)
        assert stage.role is None or stage.project_hours
    assert set(made.ready) == {t for t in made.order if set(graph.prerequisites(t)) <= knows.known}
    assert [session.topic for session in made.this_week] == list(made.order[: len(made.this_week)])
    assert sum(session.hours for session in made.this_week) <= 3
    assert made.weeks[0] <= made.weeks[1]


@given(curricula(most=9), st.data())
def test_more_knowledge_never_adds_a_topic_or_an_hour(
    curriculum: Curriculum, data: st.DataObject
) -> None:
    graph = graph_of(curriculum)
    paths = learning_paths(curriculum, graph)
    names = sorted(curriculum.topics)
    less = frozenset(_chosen(names, data.draw(_MASKS)))
    more = less | set(_chosen(names, data.draw(_MASKS)))
    before, after = (
        plan(curriculum, graph, paths, roles=["role-0"], knows=Knowledge(known))
        for known in (less, more)
    )
    assert [t for t in before.order if t in set(after.order)] == list(after.order)
    assert after.hours <= before.hours


@given(curricula(most=9, roles=3))
def test_reading_order_has_every_topic_once_after_its_prerequisites(
    curriculum: Curriculum,
) -> None:
    graph = graph_of(curriculum)
    order = reading_order(graph, learning_paths(curriculum, graph))
    assert sorted(order) == list(graph.topics)
    for topic in order:
        assert all(order.index(need) < order.index(topic) for need in graph.prerequisites(topic))


@given(curricula(most=9), st.data())
def test_a_why_chain_leads_from_a_goal_to_the_topic_by_direct_prerequisites(
    curriculum: Curriculum, data: st.DataObject
) -> None:
    graph, role = graph_of(curriculum), curriculum.roles["role-0"]
    known = _chosen(sorted(curriculum.topics), data.draw(_MASKS))
    needed = graph.needed(role.goals, known)
    for topic in curriculum.topics:
        chain = why_chain(role.goals, topic, curriculum, graph, known)
        assert (chain is not None) == (topic in needed)
        if chain:
            assert chain[0].topic in role.goals
            assert chain[-1].needs == topic
            assert all(one.needs == other.topic for one, other in pairwise(chain))
            assert all(link.needs in graph.prerequisites(link.topic) for link in chain)
            assert all(link.why == f"Uses {link.needs}." for link in chain)
            assert not {link.topic for link in chain} & set(known)


def test_hours_left_are_the_fewest_of_all_backgrounds_and_at_most_the_topics() -> None:
    curriculum = Curriculum(
        settings=_settings(),
        topics={"t0": _topic("t0", "dough", 0, 4.0, [], [])},
        backgrounds={
            name: Background(id=name, title=name, summary="x", partly={"t0": hours})
            for name, hours in (("one", 3.0), ("two", 1.5), ("three", 9.0))
        },
    )
    assert knowledge(curriculum, ["one", "two"]).hours("t0", curriculum) == 1.5
    assert knowledge(curriculum, ["three"]).hours("t0", curriculum) == 4.0
    assert knowledge(curriculum, ["one"], ["t0"]).hours("t0", curriculum) == 0


def test_weeks_are_whole_and_the_slower_end_allows_for_slips() -> None:
    assert weeks(0, 6) == (0, 0)
    assert weeks(1, 6) == (1, 1)
    assert weeks(61, 6) == (11, 14)

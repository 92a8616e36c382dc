"""The graph against networkx and against what the words of its answers promise."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from generator.graph import Edges, PrerequisiteGraph

NAMES = [f"{letter}{number}" for number in range(2) for letter in "abcdef"]
_MASKS = st.integers(0, 2**12 - 1)
"""Sets of topics as bits; small ones come first."""


def _chosen(names: Sequence[str], mask: int) -> list[str]:
    return [name for n, name in enumerate(names) if mask >> n & 1]


@st.composite
def edges(draw: st.DrawFn, *, acyclic: bool = True) -> dict[str, list[str]]:
    """Topic -> what it needs. Ids in no order that could help."""
    topics = draw(st.permutations(NAMES))[: draw(st.integers(0, 11))]
    masks = draw(st.lists(_MASKS, min_size=len(topics), max_size=len(topics)))
    return {
        topic: _chosen(topics[:n] if acyclic else topics, masks[n])
        for n, topic in enumerate(topics)
    }


def _networkx(needs: Edges) -> nx.DiGraph[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(needs)
    graph.add_edges_from((need, topic) for topic, all_of in needs.items() for need in all_of)
    return graph


@st.composite
def graph_and_subsets(draw: st.DrawFn) -> tuple[PrerequisiteGraph, list[str], list[str]]:
    """A graph, goals, and known topics."""
    graph = PrerequisiteGraph(draw(edges()))
    names = [*graph.topics, "no-topic"]
    return graph, _chosen(names, draw(_MASKS)), _chosen(names, draw(_MASKS))


@given(edges())
def test_closures_are_those_of_networkx(needs: dict[str, list[str]]) -> None:
    graph, reference = PrerequisiteGraph(needs), _networkx(needs)
    for topic in graph.topics:
        assert graph.ancestors(topic) == tuple(sorted(nx.ancestors(reference, topic)))
        assert graph.descendants(topic) == tuple(sorted(nx.descendants(reference, topic)))
        assert [t for t in graph.topics if graph.is_before(t, topic)] == list(
            graph.ancestors(topic)
        )


@given(edges())
def test_reduction_is_that_of_networkx_and_implied_the_rest(needs: dict[str, list[str]]) -> None:
    graph = PrerequisiteGraph(needs)
    reduced = {(n, t) for t in graph.topics for n in graph.reduced_prerequisites(t)}
    assert reduced == set(nx.transitive_reduction(_networkx(needs)).edges)
    assert reduced == {(t, d) for t in graph.topics for d in graph.reduced_dependents(t)}
    for topic in graph.topics:
        both = (*graph.reduced_prerequisites(topic), *graph.implied(topic))
        assert sorted(both) == list(graph.prerequisites(topic))


@given(edges())
def test_every_answer_is_sorted_and_has_no_topic_twice(needs: dict[str, list[str]]) -> None:
    graph = PrerequisiteGraph(needs, needs)
    for topic in graph.topics:
        for answer in (
            graph.prerequisites(topic),
            graph.recommended(topic),
            graph.dependents(topic),
            graph.recommended_by(topic),
            graph.ancestors(topic),
            graph.descendants(topic),
            graph.implied(topic),
            graph.reduced_prerequisites(topic),
            graph.reduced_dependents(topic),
        ):
            assert list(answer) == sorted(set(answer))


@given(edges())
def test_answers_do_not_depend_on_the_order_of_input(
    needs: dict[str, list[str]],
) -> None:
    topics = sorted(needs, reverse=True)
    shuffled = {topic: list(reversed(needs[topic])) for topic in topics}
    one, other = PrerequisiteGraph(needs), PrerequisiteGraph(shuffled)
    assert one.topological_order == other.topological_order
    assert one.longest_chain() == other.longest_chain()
    assert one.generations == other.generations


@given(edges())
def test_topological_order_has_every_topic_after_its_prerequisites(
    needs: dict[str, list[str]],
) -> None:
    graph = PrerequisiteGraph(needs)
    order = graph.topological_order
    assert sorted(order) == list(graph.topics)
    for topic in order:
        assert all(order.index(need) < order.index(topic) for need in graph.prerequisites(topic))


@given(edges())
def test_longest_chain_is_a_chain_of_the_greatest_length(needs: dict[str, list[str]]) -> None:
    graph, reference = PrerequisiteGraph(needs), _networkx(needs)
    chain = graph.longest_chain()
    assert all(first in graph.prerequisites(then) for first, then in pairwise(chain))
    assert len(chain) == (nx.dag_longest_path_length(reference) + 1 if needs else 0)
    assert max(graph.generations.values(), default=0) == len(chain)


@given(graph_and_subsets())
def test_needed_is_complete_and_minimal(
    given_: tuple[PrerequisiteGraph, list[str], list[str]],
) -> None:
    """Complete: what is found has its prerequisites found or known. Minimal: a goal leads to it."""
    graph, goals, known = given_
    needed = set(graph.needed(goals, known))
    assert needed.isdisjoint(known)
    for topic in needed:
        assert set(graph.prerequisites(topic)) <= needed | set(known)
    assert {goal for goal in goals if goal in graph} <= needed | set(known)
    reference = _networkx({t: graph.prerequisites(t) for t in needed}) if needed else nx.DiGraph()
    reached = {goal for goal in goals if goal in needed}
    for goal in list(reached):
        reached |= nx.ancestors(reference, goal)
    assert needed == reached - set(known)


@given(graph_and_subsets())
def test_needed_without_knowledge_is_the_closure(
    given_: tuple[PrerequisiteGraph, list[str], list[str]],
) -> None:
    graph, goals, _ = given_
    closure = {goal for goal in goals if goal in graph}
    for goal in list(closure):
        closure.update(graph.ancestors(goal))
    assert graph.needed(goals) == tuple(sorted(closure))


@given(graph_and_subsets(), st.data())
def test_needed_is_idempotent_grows_with_goals_and_shrinks_with_knowledge(
    given_: tuple[PrerequisiteGraph, list[str], list[str]], data: st.DataObject
) -> None:
    graph, goals, known = given_
    needed = set(graph.needed(goals, known))
    assert set(graph.needed(needed, known)) == needed
    assert set(graph.needed(_chosen(goals, data.draw(_MASKS)), known)) <= needed
    more_known = {*known, *_chosen(graph.topics, data.draw(_MASKS))}
    assert set(graph.needed(goals, more_known)) <= needed


@given(graph_and_subsets())
def test_outer_fringe_is_what_is_unknown_with_all_prerequisites_known(
    given_: tuple[PrerequisiteGraph, list[str], list[str]],
) -> None:
    graph, goals, known = given_
    among = graph.needed(goals, known)
    fringe = graph.outer_fringe(known, among)
    assert list(fringe) == sorted(
        t for t in among if t not in known and set(graph.prerequisites(t)) <= set(known)
    )
    assert bool(fringe) == bool(among), "whoever has something to learn can begin somewhere"


@given(edges(acyclic=False))
def test_cycles_are_found_where_networkx_finds_one(needs: dict[str, list[str]]) -> None:
    clean = {topic: [need for need in needs[topic] if need != topic] for topic in needs}
    cycles = PrerequisiteGraph(needs).cycles()
    assert bool(cycles) == (not nx.is_directed_acyclic_graph(_networkx(clean)))
    knots = [k for k in nx.strongly_connected_components(_networkx(clean)) if len(k) > 1]
    assert [cycle[0] for cycle in cycles] == sorted(min(knot) for knot in knots)
    for cycle in cycles:
        assert len(set(cycle)) == len(cycle)
        assert cycle[0] == min(cycle) == min(next(k for k in knots if cycle[0] in k))
        assert all(first in clean[then] for first, then in pairwise((*cycle, cycle[0])))


@given(edges(acyclic=False))
def test_the_cycle_shown_is_a_shortest_through_its_first_topic(
    needs: dict[str, list[str]],
) -> None:
    reference = _networkx({t: [n for n in needs[t] if n != t] for t in needs})
    for cycle in PrerequisiteGraph(needs).cycles():
        ways = nx.single_source_shortest_path_length(reference, cycle[0])
        back = (ways[last] for last in reference.predecessors(cycle[0]) if last in ways)
        assert len(cycle) == min(back) + 1


def test_edges_to_missing_topics_and_to_oneself_are_left_out() -> None:
    graph = PrerequisiteGraph({"a": ["a", "gone"], "b": ["a", "a"]}, {"a": ["gone"]})
    assert graph.prerequisites("a") == graph.recommended("a") == ()
    assert graph.prerequisites("b") == ("a",)
    assert graph.cycles() == ()
    assert "gone" not in graph


def test_a_cycle_through_a_recommendation_is_no_cycle_of_prerequisites() -> None:
    graph = PrerequisiteGraph({"a": [], "b": ["a"]}, {"a": ["b"]})
    assert graph.cycles() == ()
    assert graph.cycles_with_recommendations() == (("a", "b"),)


def test_the_empty_graph_answers() -> None:
    graph = PrerequisiteGraph({})
    assert graph.topological_order == graph.longest_chain() == graph.cycles() == ()
    assert graph.needed(["a"], ["b"]) == graph.outer_fringe(["a"], []) == ()

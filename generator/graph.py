"""Topics and their prerequisites as a graph. The only module that knows networkx.

Edges run prerequisite -> dependent. networkx answers what is about structure (cycles, topological
order); closures are sets of bits in Python integers, one bit a topic, a hundred times faster. Every
answer is sorted, so no order of files or hash seed shows through.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import compress

import networkx as nx

_ZEROS_AND_ONES = bytes.maketrans(b"01", b"\0\1")

Edges = Mapping[str, Sequence[str]]
"""Topic -> what it needs (or recommends)."""


class PrerequisiteGraph:
    """The prerequisites (hard) and recommendations (soft) among `topics`.

    Edges to topics that do not exist and from a topic to itself are left out: the checks tell them.
    Closures may be asked only of a graph without a cycle.
    """

    def __init__(self, prerequisites: Edges, recommended: Edges | None = None) -> None:
        self.topics: tuple[str, ...] = tuple(sorted(prerequisites))
        known = set(self.topics)

        def clean(edges: Edges) -> dict[str, tuple[str, ...]]:
            return {
                topic: tuple(
                    sorted({need for need in edges.get(topic, ()) if need in known} - {topic})
                )
                for topic in self.topics
            }

        self._needs = clean(prerequisites)
        self._recommends = clean(recommended or {})

    def __contains__(self, topic: object) -> bool:
        return topic in self._needs

    def prerequisites(self, topic: str) -> tuple[str, ...]:
        """What `topic` directly uses."""
        return self._needs[topic]

    def recommended(self, topic: str) -> tuple[str, ...]:
        return self._recommends[topic]

    def dependents(self, topic: str) -> tuple[str, ...]:
        """The topics that directly use `topic`."""
        return self._dependents[topic]

    def recommended_by(self, topic: str) -> tuple[str, ...]:
        return self._recommended_by[topic]

    @cached_property
    def _dependents(self) -> dict[str, tuple[str, ...]]:
        return _reversed(self._needs)

    @cached_property
    def _recommended_by(self) -> dict[str, tuple[str, ...]]:
        return _reversed(self._recommends)

    # What follows is about structure, and asks networkx.

    def cycles(self) -> tuple[tuple[str, ...], ...]:
        """A shortest cycle through the smallest id, for each knot of topics that need each other.

        Each topic of a cycle is needed by the next, the last by the first.
        """
        return self._own_cycles

    @cached_property
    def _own_cycles(self) -> tuple[tuple[str, ...], ...]:
        return _cycles(self._needs)

    def cycles_with_recommendations(self) -> tuple[tuple[str, ...], ...]:
        """The same, over prerequisites and recommendations together."""
        return _cycles({t: (*self._needs[t], *self._recommends[t]) for t in self.topics})

    @cached_property
    def topological_order(self) -> tuple[str, ...]:
        """Every topic after its prerequisites, ties by id."""
        return tuple(nx.lexicographical_topological_sort(_digraph(self._needs)))

    def some_topological_order(self, topics: Iterable[str]) -> tuple[str, ...]:
        """`topics` as `networkx.topological_sort` has them: a valid order to measure others by."""
        inside = set(topics)
        return tuple(
            nx.topological_sort(
                _digraph({t: [n for n in self._needs[t] if n in inside] for t in sorted(inside)})
            )
        )

    @cached_property
    def generations(self) -> dict[str, int]:
        """Topic -> number of topics on the longest chain that leads to it, itself included."""
        generation: dict[str, int] = {}
        for topic in self.topological_order:
            generation[topic] = 1 + max((generation[n] for n in self._needs[topic]), default=0)
        return generation

    def longest_chain(self) -> tuple[str, ...]:
        """The longest chain of prerequisites, first topic first, ties by id."""
        generation = self.generations
        if not generation:
            return ()
        chain = [min(generation, key=lambda t: (-generation[t], t))]
        while needs := self._needs[chain[-1]]:
            chain.append(min(needs, key=lambda t: (-generation[t], t)))
        return tuple(reversed(chain))

    # What follows is about closures: sets of bits.

    @cached_property
    def _bit(self) -> dict[str, int]:
        return {topic: n for n, topic in enumerate(self.topics)}

    def _ids(self, bits: int) -> tuple[str, ...]:
        """The topics whose bits are set, by id: read from the bits as text, not one shift a bit."""
        return tuple(compress(self.topics, f"{bits:b}".encode().translate(_ZEROS_AND_ONES)[::-1]))

    @cached_property
    def _before(self) -> dict[str, int]:
        before: dict[str, int] = {}
        for topic in self.topological_order:
            bits = 0
            for need in self._needs[topic]:
                bits |= before[need] | 1 << self._bit[need]
            before[topic] = bits
        return before

    @cached_property
    def _after(self) -> dict[str, int]:
        after: dict[str, int] = {}
        for topic in reversed(self.topological_order):
            bits = 0
            for dependent in self._dependents[topic]:
                bits |= after[dependent] | 1 << self._bit[dependent]
            after[topic] = bits
        return after

    def ancestors(self, topic: str) -> tuple[str, ...]:
        """Everything `topic` rests on, directly or not (its transitive closure), by id."""
        return self._ids(self._before[topic])

    def descendants(self, topic: str) -> tuple[str, ...]:
        """Everything that rests on `topic`, by id."""
        return self._ids(self._after[topic])

    def is_before(self, first: str, then: str) -> bool:
        """Whether `then` rests on `first`."""
        return bool(self._before[then] >> self._bit[first] & 1)

    def implied(self, topic: str) -> tuple[str, ...]:
        """The direct prerequisites that another direct prerequisite rests on already."""
        needs = self._needs[topic]
        below = 0
        for need in needs:
            below |= self._before[need]
        return tuple(need for need in needs if below >> self._bit[need] & 1)

    def reduced_prerequisites(self, topic: str) -> tuple[str, ...]:
        """The direct prerequisites less the implied ones (the transitive reduction)."""
        implied = self.implied(topic)
        return tuple(need for need in self._needs[topic] if need not in implied)

    @cached_property
    def _reduced_dependents(self) -> dict[str, tuple[str, ...]]:
        return _reversed({topic: self.reduced_prerequisites(topic) for topic in self.topics})

    def reduced_dependents(self, topic: str) -> tuple[str, ...]:
        """The topics whose reduced prerequisites name `topic`: what it unlocks at once."""
        return self._reduced_dependents[topic]

    # Knowledge states

    def needed(self, goals: Iterable[str], known: Iterable[str] = ()) -> tuple[str, ...]:
        """What to learn for `goals`: walk back along prerequisites and stop at known topics.

        Known is literal: nothing else counts as known along with a known topic. By id.

        >>> graph = PrerequisiteGraph({"a": [], "b": ["a"], "c": ["b", "a"]})
        >>> graph.needed(["c"]), graph.needed(["c"], known=["b"])
        (('a', 'b', 'c'), ('a', 'c'))
        """
        seen = set(known)
        found: set[str] = set()
        waiting = [goal for goal in goals if goal in self._needs]
        while waiting:
            topic = waiting.pop()
            if topic not in seen:
                seen.add(topic)
                found.add(topic)
                waiting.extend(self._needs[topic])
        return tuple(sorted(found))

    def outer_fringe(self, known: Iterable[str], among: Iterable[str]) -> tuple[str, ...]:
        """The topics of `among` that are ready: not known, all their prerequisites are. By id."""
        have = set(known)
        return tuple(
            sorted(t for t in set(among) if t not in have and have.issuperset(self._needs[t]))
        )


def _reversed(edges: Edges) -> dict[str, tuple[str, ...]]:
    back: dict[str, list[str]] = {topic: [] for topic in edges}
    for topic in sorted(edges):
        for need in edges[topic]:
            back[need].append(topic)
    return {topic: tuple(users) for topic, users in back.items()}


def _digraph(edges: Edges) -> nx.DiGraph[str]:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(sorted(edges))
    graph.add_edges_from((need, topic) for topic in sorted(edges) for need in edges[topic])
    return graph


def _cycles(edges: Edges) -> tuple[tuple[str, ...], ...]:
    graph = _digraph(edges)
    knots = [knot for knot in nx.strongly_connected_components(graph) if len(knot) > 1]
    return tuple(_shortest_cycle(edges, knot) for knot in sorted(knots, key=min))


def _shortest_cycle(edges: Edges, knot: set[str]) -> tuple[str, ...]:
    start = min(knot)
    inside = _digraph({topic: [need for need in edges[topic] if need in knot] for topic in knot})
    ways = nx.single_source_shortest_path(inside, start)
    closing = [tuple(ways[last]) for last in inside.predecessors(start)]
    return min(closing, key=lambda way: (len(way), way))

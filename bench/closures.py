"""Transitive closure and reduction of random topics: bit sets behind our facade, and networkx."""

from __future__ import annotations

import random

import networkx as nx

from bench.fresh import measured
from bench.table import Row
from generator.graph import PrerequisiteGraph

Edges = dict[str, list[str]]
PREREQUISITES = 3
SIZES = (1000, 10_000)
MOST_FOR_NETWORKX = 1000
"""At 10,000 topics networkx takes minutes and gigabytes."""


def random_edges(count: int) -> Edges:
    """Topic -> prerequisites among the two hundred topics before it."""
    dice = random.Random(count)
    return {
        f"t{n:05}": [
            f"t{need:05}"
            for need in {dice.randrange(max(0, n - 200), n) for _ in range(min(n, PREREQUISITES))}
        ]
        for n in range(count)
    }


def with_bits(edges: Edges) -> int:
    """How many edges the reduction keeps, by our graph, after asking for all ancestors."""
    graph = PrerequisiteGraph(edges)
    graph.is_before(*sorted(edges)[:2])
    return sum(len(graph.reduced_prerequisites(topic)) for topic in graph.topics)


def with_networkx(edges: Edges) -> int:
    """The same by `transitive_closure_dag` and `transitive_reduction`."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(edges)
    graph.add_edges_from((need, topic) for topic, needs in edges.items() for need in needs)
    nx.transitive_closure_dag(graph)
    return int(nx.transitive_reduction(graph).number_of_edges())


def closures() -> list[Row]:
    rows = []
    for size in SIZES:
        ours = measured("closure", "bits", size)
        note = ours.memory
        if size <= MOST_FOR_NETWORKX:
            theirs = measured("closure", "networkx", size)
            times = theirs.cpu_seconds / ours.cpu_seconds
            alike = "same edges" if theirs.result == ours.result else "OTHER EDGES"
            note += (
                f"; networkx {theirs.cpu_seconds:.2f} s, {theirs.memory}, {times:.0f} times ours, "
                f"{alike}"
            )
        figure = f"{1000 * ours.cpu_seconds:.0f} ms"
        rows.append(Row(f"closure and reduction of {size:,} topics", figure, note=note))
    return rows

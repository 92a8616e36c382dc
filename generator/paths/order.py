"""The best order of a path: the cheapest walk through its knowledge states, found exactly.

A knowledge state is a set of topics already taught. Dynamic programming (Bellman 1957; for orders
under precedence Held and Karp 1962), layer by layer: layer n holds every set of n topics that some
valid order teaches first. What is still to come costs the same however a state was reached, but for
the step from the last topic to the next one; so of all walks to a state only those are kept that no
other can replace. Stages keep the states few: a stage is finished before the next is opened.

A `beam` bounds the states of a layer. If it never had to cut, the order is proved to be a cheapest
one; where it cuts, it cuts deep, for then the order is a good one at best.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from generator.memory import remembered
from generator.paths.syllabus import NOTHING, Steps, Syllabus

BEAM = 2000

KEPT = 4
"""Of a layer that is cut, a beam keeps one part in so many: the proof is lost anyway."""


@dataclass(frozen=True)
class Order:
    """Topics in the order to learn them; `cost` is J times the syllabus' scale."""

    topics: tuple[str, ...]
    cost: int
    proved: bool


class Walk(NamedTuple):
    """A way to a state: what it cost, the topic it ended with, and the walk it goes on from."""

    cost: int
    last: int
    before: Walk | None

    def topics(self) -> list[int]:
        walked, walk = [], self
        while walk.before is not None:
            walked.append(walk.last)
            walk = walk.before
        return walked[::-1]


class State(NamedTuple):
    """The walks worth keeping to a set of topics, and the weight of what is yet to be used."""

    open_weight: int
    walks: list[Walk]


Layer = dict[int, State]
"""The bits of the topics taught -> what is known of that state."""


@remembered
def best_order(syllabus: Syllabus, beam: int = BEAM) -> Order:
    """A cheapest valid order of `syllabus`; the beam says how many states a layer may have."""
    layer, proved = first_layer(), True
    for stage in _stages(syllabus):
        for _ in stage:
            layer = next_layer(syllabus, layer, stage)
            proved = proved and len(layer) <= beam
            layer = narrowed(layer, beam)
    (last,) = layer.values()
    walk = min(last.walks, key=_cost)
    topics = tuple(syllabus.topics[n] for n in walk.topics())
    return Order(topics, walk.cost, proved)


def _stages(syllabus: Syllabus) -> Iterator[list[int]]:
    """The topics of each stage, first stage first."""
    for stage in sorted(set(syllabus.stage)):
        yield [topic for topic, of in enumerate(syllabus.stage) if of == stage]


def first_layer() -> Layer:
    """The one state in which nothing is taught."""
    return {0: State(0, [Walk(0, NOTHING, None)])}


def next_layer(syllabus: Syllabus, layer: Layer, stage: list[int]) -> Layer:
    """Every state one topic of `stage` further, each with its walks."""
    following: Layer = {}
    steps, hours = syllabus.steps, syllabus.hours_weight
    choices = [(topic, 1 << topic, syllabus.first[topic]) for topic in stage]
    for state, (open_weight, walks) in layer.items():
        for topic, bit, first in choices:
            if state & (first | bit) != first:
                continue  # taught already, or something that comes first is not
            carried = open_weight - syllabus.reviewed(topic, state)
            there = following.get(state | bit)
            if there is None:
                still_open = carried + syllabus.left_open(topic, state | bit)
                there = following[state | bit] = State(still_open, [])
            cost, before = _cheapest_step(walks, steps, topic)
            keep(there.walks, Walk(cost + hours[topic] * carried, topic, before), steps)
    return following


def _cheapest_step(walks: list[Walk], steps: Steps, topic: int) -> tuple[int, Walk]:
    """The cheapest way to go on to `topic`: its cost, and the walk it goes on from."""
    best = walks[0]
    cost = best.cost + steps[best.last][topic]
    for walk in walks[1:]:
        other = walk.cost + steps[walk.last][topic]
        if other < cost:
            cost, best = other, walk
    return cost, best


def keep(walks: list[Walk], new: Walk, steps: Steps) -> None:
    """Add `new` unless a walk there replaces it, and drop the walks it replaces.

    A walk replaces another of the same state if it stays cheaper even with a detour over the
    other's last topic: steps obey the triangle inequality, so going on straight away is never
    dearer than that.
    """
    cost, last, _ = new
    for walk in walks:
        if walk.cost + steps[walk.last][last] <= cost:
            return
    detours = steps[last]
    walks[:] = [walk for walk in walks if cost + detours[walk.last] > walk.cost]
    walks.append(new)


def narrowed(layer: Layer, beam: int) -> Layer:
    """The layer, or of one wider than the beam the states that were cheapest to reach."""
    if len(layer) <= beam:
        return layer

    def price(state: int) -> tuple[int, int]:
        return min(walk.cost for walk in layer[state].walks), state

    return {state: layer[state] for state in sorted(layer, key=price)[: max(1, beam // KEPT)]}


def _cost(walk: Walk) -> int:
    return walk.cost

"""The best order of a path: the cheapest walk through its knowledge states, found exactly.

Dynamic programming, layer by layer: the states of layer n are the sets of n topics that some valid
order teaches first. What is to come costs the same however a state was reached, but for the last topic's
domain and level; so of all walks to a state only the cheapest for each such ending is kept, and of those
only the ones that another cannot replace. Stages keep the states few: a stage is finished before
the next is opened.

A `beam` bounds the states of a layer. If it never had to cut, the order is proved to be a cheapest one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.paths.syllabus import Syllabus, bits_of

BEAM = 2000


@dataclass(frozen=True)
class Order:
    """Topics in the order to learn them; `cost` is J times the syllabus' scale."""

    topics: tuple[str, ...]
    cost: int
    proved: bool
    most_states: int


@dataclass(frozen=True)
class _Walk:
    """A way to a state: what it cost, the topic it ended with, and the walk it goes on from."""

    cost: int
    last: int | None
    before: _Walk | None

    def topics(self) -> list[int]:
        walked, walk = [], self
        while walk.before is not None and walk.last is not None:
            walked.append(walk.last)
            walk = walk.before
        return walked[::-1]


@dataclass
class _State:
    """The walks worth keeping to one set of topics, and the weight of all that is yet to be used."""

    open_weight: int
    walks: list[_Walk]


def best_order(syllabus: Syllabus, beam: int = BEAM) -> Order:
    """A cheapest valid order of `syllabus`; the beam says how many states a layer may have."""
    layer: dict[int, _State] = {0: _State(0, [_Walk(0, None, None)])}
    proved, most_states = True, 1
    for stage in _stages(syllabus):
        for _ in bits_of(stage):
            layer = _next_layer(syllabus, layer, stage)
            most_states = max(most_states, len(layer))
            if len(layer) > beam:
                proved = False
                layer = _cheapest(layer, beam)
    (last,) = layer.values()
    walk = min(last.walks, key=lambda walk: walk.cost)
    topics = tuple(syllabus.topics[n] for n in walk.topics())
    return Order(topics, walk.cost, proved, most_states)


def _stages(syllabus: Syllabus) -> Iterator[int]:
    """The topics of each stage as bits, first stage first."""
    for stage in sorted(set(syllabus.stage)):
        yield sum(1 << n for n, of in enumerate(syllabus.stage) if of == stage)


def _next_layer(syllabus: Syllabus, layer: dict[int, _State], stage: int) -> dict[int, _State]:
    """Every state one topic of `stage` further, each with its walks."""
    following: dict[int, _State] = {}
    for state, here in layer.items():
        for topic in bits_of(stage & ~state):
            if syllabus.first[topic] & ~state:
                continue
            after = state | 1 << topic
            there = following.get(after)
            if there is None:
                weight = here.open_weight + _change(syllabus, topic, state, after)
                there = following[after] = _State(weight, [])
            used = sum(syllabus.weight(u, state) for u in syllabus.uses[topic] if state >> u & 1)
            carrying = syllabus.quarter_hours[topic] * len(syllabus) * (here.open_weight - used)
            cost, before = min(
                ((walk.cost + syllabus.step_cost(walk.last, topic), walk) for walk in here.walks),
                key=lambda choice: choice[0],
            )
            _keep(syllabus, there.walks, _Walk(cost + carrying, topic, before))
    return following


def _change(syllabus: Syllabus, topic: int, state: int, after: int) -> int:
    """By how much teaching `topic` changes the weight of what is taught and yet to be used."""
    gained = syllabus.weight(topic, after)
    for u in syllabus.uses[topic]:
        if state >> u & 1:
            gained += syllabus.weight(u, after) - syllabus.weight(u, state)
    return gained


def _keep(syllabus: Syllabus, walks: list[_Walk], new: _Walk) -> None:
    """Add `new` unless a walk there replaces it, and drop the walks it replaces."""
    if any(_replaces(syllabus, walk, new) for walk in walks):
        return
    walks[:] = [walk for walk in walks if not _replaces(syllabus, new, walk)]
    walks.append(new)


def _replaces(syllabus: Syllabus, one: _Walk, other: _Walk) -> bool:
    """Whether going on from `one` is never dearer than from `other`, whatever comes next."""
    if one.last is None or other.last is None:
        return one.cost <= other.cost
    weights = syllabus.weights
    switch = weights.domain_switch * (syllabus.domain[one.last] != syllabus.domain[other.last])
    fall = weights.level_drop * max(0, syllabus.level[one.last] - syllabus.level[other.last])
    return one.cost + syllabus.scale * (switch + fall) <= other.cost


def _cheapest(layer: dict[int, _State], count: int) -> dict[int, _State]:
    def price(state: int) -> tuple[int, int]:
        return min(walk.cost for walk in layer[state].walks), state

    return {state: layer[state] for state in sorted(layer, key=price)[:count]}

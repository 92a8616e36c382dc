"""The topics of one path as numbers, ready to be ordered and judged.

An order is a walk through knowledge states (Doignon and Falmagne, Knowledge Spaces, 1999): sets of
topics, here the bits of an integer. What a teacher counts as a cost is written once, in `cost`:

    J = sum over x of hours(x) / mean hours * weight of what is carried while x is taught
        + domain_switch * changes of domain + level_drop * levels fallen

Topic u is *carried* while x is taught if u is taught already, a topic that uses u is still to come,
and x does not use u itself (to use is to review). u weighs 1 while a topic that needs it is to
come, less while only topics that recommend it are. Carrying little is the aim of Nesbit and Hunka,
Sequencing instructional objectives to minimise memory load, Instructional Science 16 (1987),
137-150.

Hours count in quarters and weights in hundredths, so `cost` is J times `scale`, a whole number:
every machine gives the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.graph import PrerequisiteGraph
from generator.model import LEVELS, Curriculum, OrderWeights

NEEDED_PERCENT = 100

NOTHING = -1
"""Stands for the last topic taught before anything is."""

Steps = Sequence[Sequence[int]]
"""`steps[last][topic]`: the cost of teaching `topic` right after `last`."""


@dataclass(frozen=True)
class Syllabus:
    """The topics of a path, numbered by level, domain and id: ties fall the way a catalogue reads.

    `needs[n]` and `recommends[n]` are the bits of the topics on this path that topic n uses.
    `stage[n]` counts from 0; a topic never needs one of a later stage.
    """

    topics: tuple[str, ...]
    stage: tuple[int, ...]
    quarter_hours: tuple[int, ...]
    domain: tuple[int, ...]
    level: tuple[int, ...]
    needs: tuple[int, ...]
    recommends: tuple[int, ...]
    weights: OrderWeights

    def __len__(self) -> int:
        return len(self.topics)

    @cached_property
    def needed_by(self) -> tuple[int, ...]:
        return _transposed(self.needs)

    @cached_property
    def recommended_by(self) -> tuple[int, ...]:
        return _transposed(self.recommends)

    @cached_property
    def uses(self) -> tuple[tuple[int, ...], ...]:
        """Topic -> the topics it uses, needed or recommended."""
        return tuple(
            tuple(bits_of(hard | soft))
            for hard, soft in zip(self.needs, self.recommends, strict=True)
        )

    @cached_property
    def first(self) -> tuple[int, ...]:
        """Topic -> the bits of the topics that must come before it in an order.

        Its prerequisites, and the recommended topics of its own or an earlier stage, unless that
        recommendation would close a circle.
        """
        first = list(self.needs)
        for topic, soft in enumerate(self.recommends):
            for other in bits_of(soft):
                if self.stage[other] <= self.stage[topic] and not self._rests_on(
                    first, other, topic
                ):
                    first[topic] |= 1 << other
        return tuple(first)

    def _rests_on(self, first: Sequence[int], topic: int, on: int) -> bool:
        seen, waiting = 0, first[topic]
        while waiting:
            lowest = waiting & -waiting
            seen |= lowest
            waiting = (waiting | first[lowest.bit_length() - 1]) & ~seen
        return bool(seen >> on & 1)

    @cached_property
    def scale(self) -> int:
        """`cost` divided by this is J."""
        return NEEDED_PERCENT * sum(self.quarter_hours)

    @cached_property
    def hours_weight(self) -> tuple[int, ...]:
        """Topic -> what a hundredth carried through its hours adds to `cost`."""
        return tuple(quarters * len(self) for quarters in self.quarter_hours)

    @cached_property
    def steps(self) -> Steps:
        """The costs of switching domain and of falling levels; the last row is for `NOTHING`.

        They obey the triangle inequality: over a third topic it is never cheaper.
        """
        switch = self.scale * self.weights.domain_switch
        drop = self.scale * self.weights.level_drop
        kinds = list(zip(self.domain, self.level, strict=True))
        rows = {
            last: tuple(
                switch * (last[0] != domain) + drop * max(0, last[1] - level)
                for domain, level in kinds
            )
            for last in set(kinds)
        }
        return (*(rows[kind] for kind in kinds), (0,) * len(self))

    def weight(self, topic: int, state: int) -> int:
        """What remembering `topic` weighs, in hundredths, when the topics of `state` are taught."""
        if self.needed_by[topic] & ~state:
            return NEEDED_PERCENT
        if self.recommended_by[topic] & ~state:
            return self._recommended_percent
        return 0

    @cached_property
    def _recommended_percent(self) -> int:
        return self.weights.recommended_weight_percent

    @cached_property
    def _needs_weight(self) -> tuple[int, ...]:
        return tuple(NEEDED_PERCENT * needs.bit_count() for needs in self.needs)

    def reviewed(self, topic: int, state: int) -> int:
        """What the topics of `state` that `topic` uses weigh just before it is taught.

        Those that it needs weigh in full, for it is itself still to come.
        """
        weight = self._needs_weight[topic]
        for u in bits_of(self.recommends[topic] & state):
            weight += self.weight(u, state)
        return weight

    def left_open(self, topic: int, state: int) -> int:
        """What `topic`, taught last in `state`, and the topics it uses there weigh from then on."""
        weight = self.weight(topic, state)
        for u in self.uses[topic]:
            if state >> u & 1:
                weight += self.weight(u, state)
        return weight

    def carried(self, state: int, topic: int) -> tuple[int, ...]:
        """The topics of `state` carried while `topic` is taught."""
        used = self.needs[topic] | self.recommends[topic]
        return tuple(u for u in bits_of(state & ~used) if self.weight(u, state))

    def cost(self, order: Sequence[int]) -> int:
        """J of an order, times `scale`."""
        total, state, last = 0, 0, NOTHING
        for topic in order:
            load = sum(self.weight(u, state) for u in self.carried(state, topic))
            total += self.hours_weight[topic] * load + self.steps[last][topic]
            state |= 1 << topic
            last = topic
        return total

    def is_valid(self, order: Sequence[int]) -> bool:
        """Whether `order` has every topic once, after what it needs, stage by stage."""
        state = 0
        for topic in order:
            if self.first[topic] & ~state:
                return False
            state |= 1 << topic
        stages = [self.stage[topic] for topic in order]
        return sorted(order) == list(range(len(self))) and stages == sorted(stages)


def syllabus(
    stages: Sequence[Iterable[str]], curriculum: Curriculum, graph: PrerequisiteGraph
) -> Syllabus:
    """The syllabus of these stages of topics."""
    stage_of = {topic: n for n, stage in enumerate(stages) for topic in stage}
    domains = {domain.id: n for n, domain in enumerate(curriculum.domains)}

    def rank(topic: str) -> tuple[int, int, str]:
        entity = curriculum.topics[topic]
        return LEVELS.index(entity.level), domains.get(entity.domain, len(domains)), topic

    topics = tuple(sorted(stage_of, key=rank))
    number = {topic: n for n, topic in enumerate(topics)}

    def bits(ids: Iterable[str]) -> int:
        return sum(1 << number[t] for t in ids if t in number)

    return Syllabus(
        topics=topics,
        stage=tuple(stage_of[t] for t in topics),
        quarter_hours=tuple(round(4 * curriculum.topics[t].hours) for t in topics),
        domain=tuple(rank(t)[1] for t in topics),
        level=tuple(rank(t)[0] for t in topics),
        needs=tuple(bits(graph.prerequisites(t)) for t in topics),
        recommends=tuple(
            bits(set(graph.recommended(t)) - set(graph.prerequisites(t))) for t in topics
        ),
        weights=curriculum.settings.order,
    )


def bits_of(bits: int) -> Iterator[int]:
    """The numbers of the bits that are set, lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _transposed(rows: Sequence[int]) -> tuple[int, ...]:
    columns = [0] * len(rows)
    for n, row in enumerate(rows):
        for column in bits_of(row):
            columns[column] |= 1 << n
    return tuple(columns)

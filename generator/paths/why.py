"""Why is this topic on my path? The chain of whys from a goal of the role down to the topic."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from generator.graph import PrerequisiteGraph
from generator.model import Curriculum


@dataclass(frozen=True)
class Link:
    """`topic` needs `needs`, and `why`."""

    topic: str
    needs: str
    why: str


def why_chain(
    goals: Iterable[str],
    topic: str,
    curriculum: Curriculum,
    graph: PrerequisiteGraph,
    known: Iterable[str] = (),
) -> tuple[Link, ...] | None:
    """A shortest chain of direct prerequisites from a goal to `topic`, ties by id.

    Empty if `topic` is a goal itself; None if no goal needs it (known topics need nothing).
    """
    have = set(known)
    users: dict[str, str | None] = dict.fromkeys(sorted(set(goals) - have))
    waiting = deque(users)
    while waiting and topic not in users:
        user = waiting.popleft()
        for need in graph.prerequisites(user):
            if need not in users and need not in have:
                users[need] = user
                waiting.append(need)
    if topic not in users:
        return None
    chain: list[Link] = []
    here = topic
    while (above := users[here]) is not None:
        chain.append(Link(above, here, _why(above, here, curriculum)))
        here = above
    return tuple(reversed(chain))


def _why(topic: str, need: str, curriculum: Curriculum) -> str:
    edges = curriculum.topics[topic].prerequisites
    return next((edge.why or "" for edge in edges if edge.topic == need), "")

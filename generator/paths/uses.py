"""What a topic of a path will serve next: "used in Chunking, next but one"."""

from __future__ import annotations

from dataclasses import dataclass

from generator.graph import PrerequisiteGraph
from generator.paths.path import LearningPath

USES_SHOWN = 2


@dataclass(frozen=True)
class Use:
    """`topic` uses the topic asked about, and stands `steps` places after it: 1 is the next one."""

    topic: str
    steps: int


def next_uses(
    topic: str, path: LearningPath, graph: PrerequisiteGraph, most: int = USES_SHOWN
) -> tuple[Use, ...]:
    """The topics of `path` that directly need `topic`, the soonest first.

    Where none needs it, those after it that only recommend it; where there are none either,
    nothing: then it serves the project of its stage.
    """
    here = path.rank[topic]
    for users in (graph.dependents(topic), graph.recommended_by(topic)):
        ahead = sorted(path.rank[user] - here for user in users if path.rank.get(user, -1) > here)
        if ahead:
            return tuple(Use(path.topics[here + steps], steps) for steps in ahead[:most])
    return ()

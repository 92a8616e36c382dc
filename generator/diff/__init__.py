"""What an edit does to topics, to edges, to every role's path: values, and the words for them."""

from generator.diff.difference import (
    Difference,
    EdgeChange,
    Move,
    RoleChange,
    State,
    difference,
    moves,
)
from generator.diff.others import EntityChange
from generator.diff.release import difference_of, release
from generator.diff.words import Words

__all__ = [
    "Difference",
    "EdgeChange",
    "EntityChange",
    "Move",
    "RoleChange",
    "State",
    "Words",
    "difference",
    "difference_of",
    "moves",
    "release",
]

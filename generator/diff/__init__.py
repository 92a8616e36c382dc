"""What an edit of the curriculum does, as a value and in short."""

from generator.diff.difference import State, difference
from generator.diff.moves import moves
from generator.diff.words import Span, in_short, release_of

__all__ = ["Span", "State", "difference", "in_short", "moves", "release_of"]

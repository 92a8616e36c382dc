"""The fewest topics whose moving turns one order into another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def moves(was: Sequence[str], now: Sequence[str]) -> tuple[tuple[str, str | None], ...]:
    """Each topic that moved, in the new order, and the topic it now comes right before, if any.

    Only topics that both orders have count.

    >>> moves(["a", "b", "c"], ["c", "a", "b"])
    (('c', 'a'),)
    """
    common = set(was) & set(now)
    rank = {topic: n for n, topic in enumerate(t for t in was if t in common)}
    order = [topic for topic in now if topic in common]
    stayed = _longest_rising([rank[topic] for topic in order])
    moved = [n for n in range(len(order)) if n not in stayed]
    return tuple((order[n], order[n + 1] if n + 1 < len(order) else None) for n in moved)


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """The positions of a longest rising subsequence (patience sorting)."""
    ends: list[int] = []
    end_at: list[int] = []
    back: list[int | None] = []
    for position, number in enumerate(numbers):
        pile = bisect_left(ends, number)
        back.append(end_at[pile - 1] if pile else None)
        ends[pile : pile + 1] = [number]
        end_at[pile : pile + 1] = [position]
    found: set[int] = set()
    here = end_at[-1] if end_at else None
    while here is not None:
        found.add(here)
        here = back[here]
    return found

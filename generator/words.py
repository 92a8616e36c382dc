"""Numbers and lists in words, for messages, reports and pages. Imports nothing."""

from __future__ import annotations

from collections.abc import Sequence


def counted(count: int, word: str) -> str:
    """A number and its word.

    >>> counted(0, "error"), counted(1, "topic"), counted(2, "role")
    ('no errors', '1 topic', '2 roles')
    """
    return f"{count or 'no'} {word}{'' if count == 1 else 's'}"


def joined(words: Sequence[str]) -> str:
    """A list in words.

    >>> joined(["a"]), joined(["a", "b"]), joined(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else words[0]

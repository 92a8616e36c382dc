"""Words that several reports use."""

from __future__ import annotations


def counted(count: int, word: str) -> str:
    """A number and its word.

    >>> counted(0, "error"), counted(1, "topic"), counted(2, "role")
    ('no errors', '1 topic', '2 roles')
    """
    return f"{count or 'no'} {word}{'' if count == 1 else 's'}"

"""How long text stands in a file: on one line where it fits, else folded (`>-`) and filled.

A text in folded lines is left as it is while no line is too long and none is far too short, so that
a word changed in the middle changes one line of a pull request. Literal blocks (`|`), text with
line breaks of its own, and text with a comment behind it are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from generator.edit.nodes import Items, Node, Pairs, Scalar
from generator.writing import LINE_BREAKS, WIDTH, can_fold, folded, is_plain

SLACK = 10
"""Columns by which a folded line may be shorter than the next word would have allowed."""

_COMMENT = re.compile(r"( *)#")


class Edit(NamedTuple):
    """`text[start:end]` becomes `new`."""

    start: int
    end: int
    new: str


def applied(text: str, edits: list[Edit]) -> str:
    """The text with edits that do not overlap."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def wrapped(text: str, root: Node) -> str:
    """The text with every long value in the house style."""
    return applied(text, list(_edits(text, root)))


def _edits(text: str, node: Node) -> Iterator[Edit]:
    """The edits of the values below `node`. What stands in brackets or braces stays."""
    if isinstance(node, Scalar) or node.is_flow:
        return
    if isinstance(node, Pairs):
        for key, value in node.pairs:
            if isinstance(value, Scalar):
                gap = text[key.end.offset : value.start.offset]
                if re.fullmatch(r":[ \n]+", gap):
                    yield from _edit(text, value, key.end.offset + 1, key.start.column)
            else:
                yield from _edits(text, value)
    elif isinstance(node, Items):
        for entry in node.entries:
            dash = entry.start.offset - entry.start.column + node.start.column
            if not isinstance(entry, Scalar):
                yield from _edits(text, entry)
            elif text[dash : entry.start.offset].strip() == "-":
                yield from _edit(text, entry, dash + 1, node.start.column)


def _edit(text: str, value: Scalar, after: int, parent_column: int) -> Iterator[Edit]:
    """At most one edit: of the value that follows the colon or dash which ends at `after`."""
    end_of_line = text.find("\n", value.end.offset)
    rest = text[value.end.offset : end_of_line if end_of_line >= 0 else None]
    if not value.text or value.style == "|" or LINE_BREAKS.search(value.text) or rest.strip():
        return
    column = after - (text.rfind("\n", 0, after) + 1) + 1
    new = _rewritten(text[value.start.offset : value.end.offset], value, column, parent_column + 2)
    if new is not None and not _would_swallow(text, value, new, parent_column + 2):
        yield Edit(after, value.end.offset, f" {new}")


def _rewritten(raw: str, value: Scalar, column: int, indent: int) -> str | None:
    """The value in the house style, or None where it stays."""
    lines = raw.split("\n")
    if value.style == ">":
        if lines[0] != ">-":
            return None
        if column + len(value.text) <= WIDTH and is_plain(value.text):
            return value.text
        return None if _is_even(lines[1:], indent) else _folded_if_possible(value.text, indent)
    if len(lines) > 1 and "\\" in raw:
        return None  # a double-quoted line may end with an escape
    inline = raw if len(lines) == 1 else value.style + _inner(value) + value.style
    if column + len(inline) <= WIDTH:
        return None if inline == raw and value.start.column == column else inline
    is_text = bool(value.style) or is_plain(value.text)
    return _folded_if_possible(value.text, indent) if is_text else None


def _inner(value: Scalar) -> str:
    return value.text.replace("'", "''") if value.style == "'" else value.text


def _folded_if_possible(text: str, indent: int) -> str | None:
    return folded(text, indent) if can_fold(text) else None


def _is_even(lines: list[str], indent: int) -> bool:
    """Whether folded lines need no refill."""
    if any(len(line) - len(line.lstrip(" ")) != indent for line in lines):
        return False
    if any(len(line) > WIDTH and " " in line.strip() for line in lines):
        return False
    return all(
        len(line) + 1 + len(below.split()[0]) > WIDTH - SLACK for line, below in pairwise(lines)
    )


def _would_swallow(text: str, value: Scalar, new: str, indent: int) -> bool:
    """Whether a comment below would become part of a folded text."""
    below = re.compile(r"\s*?\n(?: *\n)*").match(text, value.end.offset)
    comment = _COMMENT.match(text, below.end()) if below else None
    return new.startswith(">") and comment is not None and len(comment.group(1)) >= indent

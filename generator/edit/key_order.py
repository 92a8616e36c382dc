"""Keys in the order of the model. Lines move whole: each key with its value and its comments.

A comment or blank line above a key belongs to that key. A comment that stands further in than the
next key belongs to the value above it. The first lines of a file, up to a blank line, stay first; a
comment below the last key stays last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.diagnostics import Keys
from generator.edit.nodes import Items, Node, Pairs, Scalar
from generator.load.fields import Model, known_keys, model_at

_DASHES = re.compile(r" *(?:- +)*")


@dataclass(frozen=True)
class _Part:
    """The lines of one key: `start` to `end`, exclusive; the key itself stands on line `key`."""

    start: int
    key: int
    end: int


@dataclass(frozen=True)
class _Move:
    """Parts that stand one behind the other, and the order in which they belong."""

    parts: tuple[_Part, ...]
    order: tuple[int, ...]
    column: int


def ordered(text: str, root: Node, model: Model) -> str:
    """The text with its keys in order; `model` is that of the file, or of the entries of its list.

    A key that the model does not know stays behind the one it follows.
    """
    lines = text.split("\n")
    for move in _moves(lines, root, model, ()):
        _carry_out(move, lines)
    return "\n".join(lines)


def _moves(lines: list[str], node: Node, model: Model, loc: Keys) -> Iterator[_Move]:
    """Innermost first, so that the line numbers of the outer ones still hold."""
    if isinstance(node, Scalar) or node.is_flow:
        return
    if isinstance(node, Items):
        for n, entry in enumerate(node.entries):
            # The entries of a file that is a list are the model itself.
            yield from _moves(lines, entry, model, (*loc, n) if loc else ())
        return
    for key, value in node.pairs:
        yield from _moves(lines, value, model, (*loc, key.text))
    here = model_at(model, loc)
    order = _order([key.text for key, _ in node.pairs], here) if here else ()
    if list(order) != sorted(order) and _has_lines_of_its_own(lines, node):
        yield _Move(tuple(_parts(lines, node)), order, node.pairs[0][0].start.column)


def _order(keys: list[str], model: Model) -> tuple[int, ...]:
    """The numbers of the keys, in the order in which they belong."""
    known = {key: n for n, key in enumerate(known_keys(model))}
    ranks, rank = [], -1
    for key in keys:
        rank = known.get(key, rank)
        ranks.append(rank)
    return tuple(sorted(range(len(keys)), key=lambda n: (ranks[n], n)))


def _has_lines_of_its_own(lines: list[str], node: Pairs) -> bool:
    """Whether every key begins its line, the first one perhaps behind the dash of its entry."""
    starts = [key.start for key, _ in node.pairs]
    before = [lines[start.line][: start.column] for start in starts]
    return bool(_DASHES.fullmatch(before[0])) and not any(text.strip() for text in before[1:])


def _parts(lines: list[str], node: Pairs) -> Iterator[_Part]:
    keys = [key.start.line for key, _ in node.pairs]
    column = node.pairs[0][0].start.column
    lasts = [max(key.end.line, value.last_line) for key, value in node.pairs]
    ends = [_end(lines, last + 1, column) for last in lasts]
    starts = [_start_of_first(lines, keys[0], column), *ends[:-1]]
    for start, key, end in zip(starts, keys, ends, strict=True):
        yield _Part(start, key, end)


def _end(lines: list[str], line: int, column: int) -> int:
    """The line below a value and the comments that stand further in than its key."""
    end = line
    while line < len(lines) and (not lines[line].strip() or _is_comment(lines[line])):
        if lines[line].strip():
            if _indent(lines[line]) <= column:
                break
            end = line + 1
        line += 1
    return end


def _start_of_first(lines: list[str], key: int, column: int) -> int:
    """The first line of the comments above the first key, but not of the file's head.

    The head of a file ends at a blank line. Above the first key of an entry stands its dash.
    """
    start = key
    if not lines[key][:column].strip():
        while start and (
            _is_comment(lines[start - 1]) or (column and not lines[start - 1].strip())
        ):
            start -= 1
    return 1 if start == 0 < key and lines[0].startswith("# yaml-language-server") else start


def _carry_out(move: _Move, lines: list[str]) -> None:
    """Put the parts in order, and the dash of an entry before its new first key."""
    first, last = move.parts[0], move.parts[-1]
    dash = lines[first.key][: move.column]
    lines[first.key] = " " * move.column + lines[first.key][move.column :]
    moved: list[str] = []
    for n in move.order:
        part = move.parts[n]
        above, own = lines[part.start : part.key], lines[part.key : part.end]
        if n == move.order[0] and dash.strip():
            above = [" " * _indent(dash) + line.strip() if line.strip() else "" for line in above]
            own[0] = dash + own[0][move.column :]
        moved += [*above, *own]
    lines[first.start : last.end] = moved


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))

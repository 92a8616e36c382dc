"""A YAML text as a tree of places: where each value begins and ends, and how it is written.

The sole user of ruamel.yaml. Editing by these places leaves every byte beside them alone: comments,
quotes, blank lines, literal blocks. `load` reads the result with another parser, so that two agree
on what a file says before it is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

from generator.diagnostics import Keys


class Point(NamedTuple):
    """A place in a text; all three count from 0."""

    offset: int
    line: int
    column: int


@dataclass(frozen=True)
class Scalar:
    """A text, number or nothing. `style` is empty, a quote, `>` or `|`; `end` is exclusive.

    A block ends behind its last line of text; blank lines below belong to it only with `+`.
    """

    text: str
    style: str
    start: Point
    end: Point

    @property
    def last_line(self) -> int:
        return self.end.line


@dataclass(frozen=True)
class Items:
    """A list. A list in brackets (`is_flow`) ends at `end`, one of dashes with its last entry."""

    entries: tuple[Node, ...]
    start: Point
    end: Point
    is_flow: bool

    @property
    def last_line(self) -> int:
        return self.end.line if self.is_flow else self.entries[-1].last_line


@dataclass(frozen=True)
class Pairs:
    """Keys and values, in the order of the text."""

    pairs: tuple[tuple[Scalar, Node], ...]
    start: Point
    end: Point
    is_flow: bool

    @property
    def last_line(self) -> int:
        if self.is_flow:
            return self.end.line
        key, value = self.pairs[-1]
        return max(key.end.line, value.last_line)


Node = Scalar | Items | Pairs


class DisagreementError(Exception):
    """What `load` could read, another reader of YAML cannot; the message says why."""


def compose(text: str) -> Node:
    """The tree of a text that `load` could read, with line feeds as line breaks.

    Raises:
        DisagreementError: at a place that readers of YAML take in two ways, such as a tab.
    """
    try:
        return _node(YAML(typ="safe", pure=True).compose(text), text)
    except MarkedYAMLError as error:
        line = f"line {error.problem_mark.line + 1}: " if error.problem_mark else ""
        raise DisagreementError(f"{line}{error.problem}") from None


def scalars(node: Node, keys: Keys = ()) -> Iterator[tuple[Keys, Scalar, bool]]:
    """Every key and value with the way to it; the last tells whether it is the key itself."""
    match node:
        case Scalar():
            yield keys, node, False
        case Items(entries=entries):
            for n, entry in enumerate(entries):
                yield from scalars(entry, (*keys, n))
        case Pairs(pairs=pairs):
            for key, value in pairs:
                yield (*keys, key.text), key, True
                yield from scalars(value, (*keys, key.text))


def _node(node: ScalarNode | SequenceNode | MappingNode, text: str) -> Node:
    start, end = _point(node.start_mark), _point(node.end_mark)
    if isinstance(node, ScalarNode):
        return _scalar(node, start, end, text)
    if isinstance(node, SequenceNode):
        return Items(tuple(_node(e, text) for e in node.value), start, end, bool(node.flow_style))
    pairs: list[tuple[Scalar, Node]] = []
    for key, value in node.value:
        before, behind = _point(key.start_mark), _point(key.end_mark)
        inner = _node(value, text)
        if isinstance(inner, Scalar) and inner.start.offset == inner.end.offset:
            inner = Scalar("", "", behind, behind)  # no value: its mark is that of what follows
        pairs.append((Scalar(key.value, key.style or "", before, behind), inner))
    return Pairs(tuple(pairs), start, end, bool(node.flow_style))


def _scalar(node: ScalarNode, start: Point, end: Point, text: str) -> Scalar:
    style = node.style or ""
    if style in ("|", ">"):
        lines = text[start.offset : end.offset].split("\n")
        if len(lines) > 1 and not lines[-1].strip():
            lines.pop()
        while "+" not in lines[0] and len(lines) > 1 and not lines[-1].strip():
            lines.pop()
        offset = start.offset + len("\n".join(lines))
        end = Point(offset, start.line + len(lines) - 1, len(lines[-1]))
    return Scalar(node.value, style, start, end)


def _point(mark: object) -> Point:
    return Point(mark.index, mark.line, mark.column)  # type: ignore[attr-defined]

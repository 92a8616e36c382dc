"""One YAML file: text in, plain data out, and the line of every value.

Owns PyYAML, with `scalars` and `syntax`. `yaml.safe_load` is wrong for authors on five counts: it
takes `no` for false, `1.10` for 1.1, `12:30` for 750, the last of two equal keys, and forgets
lines. So the nodes are composed and read here, with the scalars of YAML 1.2. Anchors, aliases and
tags are refused before composing: nothing can explode.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from generator.diagnostics import Code, Finding, Keys, Location, Place
from generator.load.scalars import scalar
from generator.load.syntax import merge_conflict, syntax_finding
from generator.load.text import NotReadableError
from generator.memory import remembered

_Fastest: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # C is eight times faster

_MAYBE_ANCHOR_OR_TAG = re.compile(r"(?<![^\s\[,{:?-])[&*!](?=\S)")
_MAYBE_DEEP = re.compile(r"[-?][ \t]+[-?][ \t]+[-?][ \t]+[-?][ \t]")
_MOST_BRACKETS = 400
_MOST_DEEP = 40
_PLAIN = bytes([*b"\t\n\r", *range(0x20, 0x7F)])
NOT_TEXT = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


class _Loader(_Fastest):  # type: ignore[misc]
    """Spends no time on tags, which nobody asks for: `scalar` tells what a value is."""

    def _nothing(self, *_: object) -> None:
        pass

    resolve = descend_resolver = ascend_resolver = _nothing


Mark = tuple[int, int, int, int, bool]
"""Line and column of a key (or list entry), line and column of its value, both from 0, and whether
the value is a literal block, whose text begins on the line below."""


@dataclass(frozen=True, eq=False)
class Document:
    """What a file says: dicts, tuples, str, int, float, bool, date, None, `Bare`; and where.

    A document equals itself alone, so that what is made of one can be remembered.
    """

    data: Any
    marks: Mapping[Keys, Mark] = field(repr=False)
    findings: tuple[Finding, ...] = ()

    def locate(self, place: Place) -> Location:
        """The line of a place, or of the nearest one above it that exists."""
        keys = place.keys
        while keys and keys not in self.marks:
            keys = keys[:-1]
        if not keys:
            return Location(place.file)
        key_line, key_column, line, column, is_literal = self.marks[keys]
        if place.of_key or keys != place.keys:
            return Location(place.file, key_line + 1, key_column + 1)
        if is_literal and place.line is not None:
            return Location(place.file, line + 2 + place.line)
        return Location(place.file, line + 1, column + 1)


@remembered
def read_yaml(text: str, file: str) -> Document:
    """The data of a file.

    Raises:
        NotReadableError: at the first mistake of syntax.
    """
    node = _compose(text, file)
    if node is None:
        raise NotReadableError(
            Finding(
                Code.EMPTY_FILE,
                Location(file),
                "the file is empty",
                "write its keys (or '[]' for an empty list), or delete it",
            )
        )
    reading = _Reading(file, text)
    return Document(reading.value(node, ()), reading.marks, tuple(reading.findings))


def _compose(text: str, file: str) -> yaml.Node | None:
    strange = None if _is_plain(text) else NOT_TEXT.search(text)
    if strange:
        raise NotReadableError(
            Finding(
                Code.NOT_YAML,
                _location_at(text, strange.start(), file),
                f"character {strange.group()!a} is not text",
                "delete it: a copy from another program often brings one along",
            )
        )
    if conflict := merge_conflict(text, file):
        raise NotReadableError(conflict)
    try:
        _refuse_anchors(text, file)
        _refuse_depth(text, file)
        return yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise NotReadableError(syntax_finding(error, text, file)) from None
    except RecursionError:
        raise NotReadableError(_too_deep(Location(file))) from None


def _is_plain(text: str) -> bool:
    """Whether the text holds nothing but ASCII that can be seen: told ten times as fast."""
    return text.isascii() and not text.encode().translate(None, _PLAIN)


def _refuse_anchors(text: str, file: str) -> None:
    if not any(sign in text for sign in "&*!") or not _MAYBE_ANCHOR_OR_TAG.search(text):
        return
    for token in yaml.scan(text, Loader=_Loader):
        if isinstance(token, yaml.AnchorToken | yaml.AliasToken | yaml.TagToken):
            mark = token.start_mark
            sign = text.splitlines()[mark.line][mark.column :].split()[0]
            raise NotReadableError(
                Finding(
                    Code.ALIAS_OR_TAG,
                    _location(mark, file),
                    f"'{sign}' is an anchor, alias or tag of YAML, and none is used here",
                    "put the text in double quotes, or write the value out",
                )
            )


def _refuse_depth(text: str, file: str) -> None:
    if text.count("[") + text.count("{") <= _MOST_BRACKETS and not _MAYBE_DEEP.search(text):
        return
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _MOST_DEEP:
                line = event.start_mark.line + 1 if event.start_mark else 1
                raise NotReadableError(_too_deep(Location(file, line)))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _too_deep(location: Location) -> Finding:
    return Finding(
        Code.NOT_YAML,
        location,
        "lists or keys are nested too deeply",
        "no value here needs more than four levels: look for a stray '-' or '['",
    )


@dataclass
class _Reading:
    """Nodes into data, and the mark of everything on the way."""

    file: str
    text: str
    marks: dict[Keys, Mark] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @cached_property
    def has_comments(self) -> bool:
        return " #" in self.text

    def value(self, node: yaml.Node, keys: Keys) -> Any:
        if isinstance(node, yaml.ScalarNode):
            if node.style == '"' or " - " in node.value:
                self._look_into(node)
            if not node.style and " " in node.value and self.has_comments:
                self._look_behind(node)
            return scalar(node)
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, keys))
        entries: list[Any] = []
        for n, entry in enumerate(node.value):
            here = (*keys, n)
            mark = entry.start_mark
            line, column = mark.line, mark.column
            self.marks[here] = line, column, line, column, False
            entries.append(self.value(entry, here))
        return tuple(entries)

    def _look_into(self, node: yaml.ScalarNode) -> None:
        """Findings on text that is read, though not as its author meant it."""
        if node.style == '"':
            if strange := NOT_TEXT.search(node.value):
                self.findings.append(
                    Finding(
                        Code.NOT_YAML,
                        _location(node.start_mark, self.file),
                        f"this text holds the character {strange.group()!a}, which is not text",
                        "delete the escape that begins with a backslash",
                    )
                )
        elif " - " in node.value and not node.style:
            first, last = node.start_mark.line + 1, node.end_mark.line
            for number, line in enumerate(self.text.splitlines()[first : last + 1], first + 1):
                if line.lstrip().startswith("- "):
                    self.findings.append(
                        Finding(
                            Code.NOT_YAML,
                            Location(self.file, number, line.index("-") + 1),
                            "this line goes on with the text above, although it begins with '- '",
                            "begin it in the column of the '- ' above, or put the text in quotes",
                        )
                    )

    def _look_behind(self, node: yaml.ScalarNode) -> None:
        """A comment behind prose is mostly text that was meant to be read."""
        line = self.text.splitlines()[node.end_mark.line]
        if re.match(r"\s+#", line[node.end_mark.column :]):
            self.findings.append(
                Finding(
                    Code.NEEDS_QUOTES,
                    Location(self.file, node.end_mark.line + 1, line.index(" #") + 2),
                    "a space and '#' end this text: what follows counts as a comment",
                    "put the whole text in double quotes, or the comment on a line of its own",
                )
            )

    def _pairs(self, node: yaml.MappingNode, keys: Keys) -> Iterator[tuple[Any, Any]]:
        seen: dict[str, int] = {}
        for key_node, value_node in node.value:
            mark = key_node.start_mark
            if not isinstance(key_node, yaml.ScalarNode):
                raise NotReadableError(
                    Finding(
                        Code.NOT_YAML,
                        _location(mark, self.file),
                        "a list or a set of keys stands where a key belongs",
                        "look for a stray '[', '{' or '?'",
                    )
                )
            key = key_node.value
            if key in seen:
                self.findings.append(
                    Finding(
                        Code.DUPLICATE_KEY,
                        _location(mark, self.file),
                        f"the key '{key}' is here for the second time (first on line {seen[key]})",
                        "keep one of the two",
                    )
                )
                continue
            seen[key] = mark.line + 1
            here = (*keys, key)
            start = value_node.start_mark
            is_literal = isinstance(value_node, yaml.ScalarNode) and value_node.style == "|"
            self.marks[here] = mark.line, mark.column, start.line, start.column, is_literal
            yield key, self.value(value_node, here)


def _location(mark: yaml.Mark, file: str) -> Location:
    return Location(file, mark.line + 1, mark.column + 1)


def _location_at(text: str, offset: int, file: str) -> Location:
    before = text[:offset]
    return Location(file, before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)

"""One YAML file: text in, plain data out, and the line of every value. Owns PyYAML with its siblings.

`yaml.safe_load` is wrong for authors on five counts: it takes `no` for false, `1.10` for 1.1, `12:30` for
750, the last of two equal keys, and forgets lines. So the nodes are composed and read here, with the
scalars of YAML 1.2; what only looks like text stays a `Bare`, for the shape to refuse where text belongs.
Anchors, aliases and tags are refused before composing: nothing can explode.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml

from generator.diagnostics import Code, Finding, Keys, Location, Place

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C loader is eight times faster

_MAYBE_ANCHOR_OR_TAG = re.compile(r"(?:^|[\s\[,{:?-])[&*!]\S", re.MULTILINE)
_MAYBE_DEEP = re.compile(r"(?:[-?][ \t]+){12}")
_MOST_BRACKETS = 400
_MOST_DEEP = 40
_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NOT_YAML_12 = re.compile(
    r"y|n|yes|no|on|off|[-+]?\d+(?::[0-5]?\d)+(?:\.\d*)?|0[xob][0-9a-f_]+|\d{4}-\d\d?-\d\d?[T ].*",
    re.IGNORECASE,
)
_NOT_TEXT = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Bare:
    """A scalar without quotes that other YAML readers do not take for text: `no`, `12:30`, `1.10`."""

    text: str


class BareFloat(float):
    """A number with a point, and the text it was written as."""

    text: str


class NotReadable(Exception):
    """The text is not YAML as it is used here; `finding` says where and why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


Mark = tuple[int, int, int, int, bool]
"""Line and column of a key (or list entry), line and column of its value, both from 0, and whether the
value is a literal block, whose text begins on the line below."""


@dataclass(frozen=True)
class Document:
    """What a file says: dicts, tuples, str, int, float, bool, date, None, `Bare`; and where."""

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


def read_yaml(text: str, file: str) -> Document:
    """The data of a file.

    Raises:
        NotReadable: at the first mistake of syntax.
    """
    node = _compose(text, file)
    if node is None:
        raise NotReadable(
            Finding(
                Code.EMPTY_FILE, Location(file), "the file is empty", "write its keys, or delete it"
            )
        )
    reading = _Reading(file)
    return Document(reading.value(node, ()), reading.marks, tuple(reading.findings))


def _compose(text: str, file: str) -> yaml.Node | None:
    strange = _NOT_TEXT.search(text)
    if strange:
        raise NotReadable(
            Finding(
                Code.NOT_YAML,
                _location_at(text, strange.start(), file),
                f"character {strange.group()!a} is not text",
                "delete it: a copy from another program often brings one along",
            )
        )
    try:
        _refuse_anchors_and_depth(text, file)
        return yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        raise NotReadable(_syntax(error, text, file)) from None
    except RecursionError:
        raise NotReadable(_too_deep(Location(file))) from None


def _refuse_anchors_and_depth(text: str, file: str) -> None:
    if _MAYBE_ANCHOR_OR_TAG.search(text):
        for token in yaml.scan(text, Loader=_Loader):
            if isinstance(token, yaml.AnchorToken | yaml.AliasToken | yaml.TagToken):
                sign = text.splitlines()[token.start_mark.line][token.start_mark.column :].split()[
                    0
                ]
                raise NotReadable(
                    Finding(
                        Code.ALIAS_OR_TAG,
                        _location(token.start_mark, file),
                        f"'{sign}' is an anchor, alias or tag of YAML, and none is used here",
                        "write the value out, or put the text in quotes",
                    )
                )
    if text.count("[") + text.count("{") > _MOST_BRACKETS or _MAYBE_DEEP.search(text):
        depth = 0
        for event in yaml.parse(text, Loader=_Loader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > _MOST_DEEP:
                    raise NotReadable(_too_deep(_location(event.start_mark, file)))
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1


def _too_deep(location: Location) -> Finding:
    return Finding(
        Code.NOT_YAML,
        location,
        "lists or keys are nested too deeply",
        "no value here needs more than four levels: look for a stray '-' or '['",
    )


def _syntax(error: yaml.MarkedYAMLError, text: str, file: str) -> Finding:
    """PyYAML's complaint in the author's words."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Finding(Code.NOT_YAML, Location(file), f"not YAML: {error}", "")
    lines = text.splitlines()
    line = lines[mark.line] if mark.line < len(lines) else ""
    location = _location(mark, file)
    indent = line[: len(line) - len(line.lstrip())]
    problem = error.problem or ""
    if "\t" in indent or ("found character" in problem and "\t" in line):
        column = line.index("\t") + 1
        return Finding(
            Code.TAB,
            Location(file, mark.line + 1, column),
            "a tab indents this line",
            "indent with spaces: two a level",
        )
    if "mapping values are not allowed" in problem:
        return Finding(
            Code.UNQUOTED_COLON,
            location,
            "a colon and a space inside text start a new key here",
            'put the whole text in double quotes: key: "like: this"',
        )
    hints = {
        "expected <block end>": "check the indentation: keys of one list item start in one column",
        "could not find expected ':'": "a key ends with a colon: 'title: ...'; or the line before it "
        "lacks its quote",
        "found unexpected end of stream": "a quote or bracket is opened and never closed",
        "unexpected end of": "a quote or bracket is opened and never closed",
        "cannot start any token": "text that starts with this character goes in double quotes",
        "unknown escape character": "in double quotes write the backslash twice, or use single quotes",
        "expected a single document": "one file is one entity: '---' has no place in the middle",
    }
    hint = next(
        (cure for sign, cure in hints.items() if sign in problem), "check quotes and indentation"
    )
    return Finding(Code.NOT_YAML, location, f"not YAML: {problem}", hint)


@dataclass
class _Reading:
    """Nodes into data, and the mark of everything on the way."""

    file: str
    marks: dict[Keys, Mark] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def value(self, node: yaml.Node, keys: Keys) -> Any:
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, keys))
        if isinstance(node, yaml.SequenceNode):
            entries = []
            for n, entry in enumerate(node.value):
                here = (*keys, n)
                line, column = entry.start_mark.line, entry.start_mark.column
                self.marks[here] = line, column, line, column, False
                entries.append(self.value(entry, here))
            return tuple(entries)
        return _scalar(node)

    def _pairs(self, node: yaml.MappingNode, keys: Keys) -> Iterator[tuple[Any, Any]]:
        seen: dict[str, int] = {}
        for key_node, value_node in node.value:
            mark = key_node.start_mark
            if not isinstance(key_node, yaml.ScalarNode):
                raise NotReadable(
                    Finding(
                        Code.NOT_YAML,
                        _location(mark, self.file),
                        "a list or mapping stands where a key belongs",
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


def _scalar(node: yaml.Node) -> Any:
    """A scalar by the core schema of YAML 1.2; what YAML 1.1 reads otherwise becomes `Bare`."""
    text: str = node.value
    if node.style:
        return text
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if text[0].isalpha() and text[0] not in "yYnNoO":
        return text if text not in ("True", "TRUE", "False", "FALSE") else Bare(text)
    if _INT.fullmatch(text):
        return int(text) if len(text) < 16 and not re.fullmatch(r"[-+]?0\d+", text) else Bare(text)
    if _FLOAT.fullmatch(text):
        number = BareFloat(text)
        number.text = text
        return number
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return Bare(text)
    return Bare(text) if _NOT_YAML_12.fullmatch(text) else text


def _location(mark: yaml.Mark, file: str) -> Location:
    return Location(file, mark.line + 1, mark.column + 1)


def _location_at(text: str, offset: int, file: str) -> Location:
    before = text[:offset]
    return Location(file, before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)

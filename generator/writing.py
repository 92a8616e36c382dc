"""Values as YAML in the house style: text on one line where it fits, else folded (`>-`).

Only text: who writes it into a file, or onto a page, is elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from generator.load.text import NotReadableError
from generator.load.yaml_text import NOT_TEXT, read_yaml

WIDTH = 100

LINE_BREAKS = re.compile("[\t\r\n\x85\u2028\u2029\x00-\x1f]")


def pair(key: str, value: Any, column: int = 0, width: int = WIDTH) -> Iterator[str]:
    """The lines of a key and its value; the first one begins in `column`.

    >>> list(pair("exercise", {"task": "Bake.", "hours": 2.0}))
    ['exercise:', '  task: Bake.', '  hours: 2']
    """
    margin = " " * column
    if isinstance(value, Mapping):
        yield f"{margin}{key}:"
        for inner, part in value.items():
            yield from pair(inner, part, column + 2, width)
    elif isinstance(value, tuple):
        yield f"{margin}{key}:" if value else f"{margin}{key}: []"
        for entry in value:
            yield from _entry(entry, column + 2, width)
    else:
        text = _scalar(value, column + len(key) + 2, column + 2, width)
        yield from f"{margin}{key}: {text}".split("\n")


def _entry(entry: Any, column: int, width: int) -> Iterator[str]:
    if isinstance(entry, Mapping):
        inner = [line for key, part in entry.items() for line in pair(key, part, column + 2, width)]
        yield " " * column + "- " + inner[0].lstrip()
        yield from inner[1:]
    else:
        yield from f"{' ' * column}- {_scalar(entry, column + 2, column + 2, width)}".split("\n")


def _scalar(value: Any, column: int, indent: int, width: int) -> str:
    if isinstance(value, str):
        return written(value, column, indent, width)
    return value.isoformat() if isinstance(value, date) else f"{value:g}"


def written(text: str, column: int, indent: int, width: int = WIDTH) -> str:
    """A text as a value that begins in `column`; lines of its own stand in `indent`.

    >>> written("Say it: again", column=7, indent=2)
    '"Say it: again"'
    """
    if "\n" in text and _can_be_literal(text):
        return literal(text, indent)
    inline = text if is_plain(text) else quoted(text)
    fits = column + len(inline) <= width or not can_fold(text)
    return inline if fits else folded(text, indent, width)


def folded(text: str, indent: int, width: int = WIDTH) -> str:
    """The text as a folded block without a line break at its end."""
    lines, line = [], ""
    for word in text.split(" "):
        if line and indent + len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}" if line else word
    return "\n".join([">-", *(" " * indent + line for line in (*lines, line))])


def is_plain(text: str) -> bool:
    r"""Whether the text means itself without quotes, by the reader that will read it.

    >>> is_plain("a b"), is_plain("no: b"), is_plain("a\tb")
    (True, False, False)
    """
    if "\t" in text:
        return False  # readers of YAML take one in two ways
    try:
        document = read_yaml(f"key: {text}\n", "")
    except NotReadableError:
        return False
    return document.data == {"key": text} and not document.findings


def quoted(text: str) -> str:
    """In double quotes; only what has no other way is escaped."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    for strange in (LINE_BREAKS, NOT_TEXT):
        escaped = strange.sub(lambda found: f"\\u{ord(found.group()):04x}", escaped)
    return f'"{escaped}"'


def literal(text: str, indent: int) -> str:
    """The text as a literal block, line for line, without a line break at its end."""
    margin, lines = " " * indent, text.removesuffix("\n").split("\n")
    head = "|" if text.endswith("\n") else "|-"
    return "\n".join([head, *(f"{margin}{line}" if line else "" for line in lines)])


def can_fold(text: str) -> bool:
    """Whether lines can break at its spaces, and give just this text again."""
    is_even = " " in text and "  " not in text and text == text.strip()
    return is_even and not LINE_BREAKS.search(text)


def _can_be_literal(text: str) -> bool:
    lines = text.removesuffix("\n").split("\n")
    return not (
        text[0].isspace()
        or lines[-1] == ""
        or any(line != line.rstrip() or LINE_BREAKS.search(line) for line in lines)
        or NOT_TEXT.search(text)
    )

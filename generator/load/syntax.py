"""PyYAML's complaints in the author's words."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from generator.diagnostics import Code, Finding, Location

CONFLICT = re.compile(r"(?:<{7}|>{7})(?: .*)?$", re.MULTILINE)
"""A line that git leaves where two versions of a text meet."""


class _Complaint(NamedTuple):
    """What PyYAML says, and what to say instead; `at_start` where its context is the place to edit.

    `{sign}` is the character at the place, `{line}` the words of its line.
    """

    says: str
    code: Code
    message: str
    hint: str
    at_start: bool = False


_COMPLAINTS = (
    _Complaint(
        "found unexpected end of stream",
        Code.NOT_YAML,
        "a quote is opened here and never closed",
        "close it, or write the text without quotes",
        at_start=True,
    ),
    _Complaint(
        "found unexpected document indicator",
        Code.NOT_YAML,
        "a quote is opened here and never closed",
        "close it before the next '---'",
        at_start=True,
    ),
    _Complaint(
        "did not find expected ',' or",
        Code.NOT_YAML,
        "a '{sign}' is opened here and never closed, or a comma is missing in it",
        "close it; text that only starts with this character goes in double quotes",
        at_start=True,
    ),
    _Complaint(
        "could not find expected ':'",
        Code.NOT_YAML,
        "'{line}' is no key, and it stands too far left to go on with the text above",
        "write 'key: value' or '- entry', with a space after ':' and '-'; or indent text that goes "
        "on",
        at_start=True,
    ),
    _Complaint(
        "did not find expected key",
        Code.NOT_YAML,
        "a key belongs here, and none begins in this column",
        "keys of one entry start in one column, and what is inside it two spaces further in",
    ),
    _Complaint(
        "did not find expected '-' indicator",
        Code.NOT_YAML,
        "this line stands in a column where neither a key nor an entry began",
        "entries of one list start in one column, and so do the keys of one entry",
    ),
    _Complaint(
        "did not find expected node content",
        Code.NOT_YAML,
        "text cannot start with '{sign}'",
        "put the text in double quotes",
    ),
    _Complaint(
        "cannot start any token",
        Code.NOT_YAML,
        "text cannot start with '{sign}'",
        "put the text in double quotes",
    ),
    _Complaint(
        "directive",
        Code.NOT_YAML,
        "a line cannot start with '%'",
        "put the text in double quotes",
    ),
    _Complaint(
        "block sequence entries are not allowed",
        Code.NOT_YAML,
        "a list begins in the middle of a line",
        "start each entry on a line of its own with '- ', or put the text in double quotes",
    ),
    _Complaint(
        "unknown escape character",
        Code.NOT_YAML,
        "a backslash in double quotes begins a code, and this is none",
        "write the backslash twice, or use single quotes",
    ),
    _Complaint(
        "hexadecimal number",
        Code.NOT_YAML,
        "a backslash in double quotes begins a code, and its number is cut short",
        "write the backslash twice, or use single quotes",
    ),
    _Complaint(
        "found another document",
        Code.NOT_YAML,
        "'---' starts a second document in this file",
        "one file is one document: delete the line",
    ),
    _Complaint(
        "expected alphabetic or numeric character",
        Code.ALIAS_OR_TAG,
        "text cannot start with '{sign}', which has a meaning of its own in YAML",
        "put the text in double quotes",
        at_start=True,
    ),
)


def merge_conflict(text: str, file: str) -> Finding | None:
    """Two versions of a text that git could not join."""
    if "<<<<<<<" not in text and ">>>>>>>" not in text:
        return None
    found = CONFLICT.search(text)
    if not found:
        return None
    return Finding(
        Code.NOT_YAML,
        Location(file, text.count("\n", 0, found.start()) + 1),
        "git left two versions of the text here",
        "keep one of the two, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>",
    )


def syntax_finding(error: yaml.MarkedYAMLError, text: str, file: str) -> Finding:
    """What is wrong, and where, in the author's words."""
    problem = error.problem or ""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Finding(Code.NOT_YAML, Location(file), f"not YAML: {problem}", "check the quotes")
    line = _line(text, mark.line)
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent or ("found character" in problem and "\t" in line):
        return Finding(
            Code.TAB,
            Location(file, mark.line + 1, line.index("\t") + 1),
            "a tab indents this line" if "\t" in indent else "a tab stands where spaces belong",
            "write spaces instead: two for each level of indentation",
        )
    if "mapping values are not allowed" in problem:
        return _colon(line, Location(file, mark.line + 1, mark.column + 1))
    if "expected key" in problem and line[: mark.column].rstrip()[-1:] in ("'", '"'):
        return Finding(
            Code.NOT_YAML,
            Location(file, mark.line + 1, mark.column + 1),
            "the text goes on after the quote that closes it",
            'put the whole text in double quotes; a double quote inside it is written \\"',
        )
    return _complaint(error, mark, text, file)


def _colon(line: str, location: Location) -> Finding:
    """A colon and a space where no key can begin: in a sentence, or of a key indented too far."""
    if re.fullmatch(r"\s+[\w-]+", line[: location.column - 1]):
        word = line[: location.column - 1].strip()
        return Finding(
            Code.UNQUOTED_COLON,
            Location(location.file, location.line, line.index(word) + 1),
            f"'{word}:' stands where the text of the line above goes on",
            "start a key in the column of the key above; put text that holds a colon and a space "
            "in double quotes",
        )
    return Finding(
        Code.UNQUOTED_COLON,
        location,
        "a colon and a space inside text start a new key here",
        'put the whole text in double quotes: key: "like: this"',
    )


def _complaint(error: yaml.MarkedYAMLError, mark: yaml.error.Mark, text: str, file: str) -> Finding:
    problem = error.problem or ""
    complaint = next(
        (c for c in _COMPLAINTS if c.says in problem),
        _Complaint("", Code.NOT_YAML, f"not YAML: {problem}", "check quotes and indentation"),
    )
    place = error.context_mark if complaint.at_start and error.context_mark else mark
    line = _line(text, place.line)
    message = complaint.message.replace("{line}", line.strip()[:40])
    return Finding(
        complaint.code,
        Location(file, place.line + 1, place.column + 1),
        message.replace("{sign}", line[place.column : place.column + 1]),
        complaint.hint,
    )


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number] if number < len(lines) else ""

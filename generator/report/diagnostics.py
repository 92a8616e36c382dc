"""Diagnostics in words: for a terminal, for programs, for GitHub's annotations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Literal

from generator.diagnostics import Diagnostic, Severity
from generator.pages.escaping import markdown_text
from generator.report.words import counted

Format = Literal["text", "json", "github", "markdown"]

MOST_ROWS = 500
"""Rows of the list in Markdown: the summary of a job on GitHub holds 1 MiB."""


def report(diagnostics: Iterable[Diagnostic], form: Format) -> str:
    """The diagnostics in one of the formats, without a closing line break."""
    found = list(diagnostics)
    if form == "json":
        return json.dumps([_as_data(d) for d in found], indent=2, ensure_ascii=False)
    if form == "github":
        return "\n".join(_annotation(d) for d in found)
    if form == "markdown":
        return _list(found)
    return "\n".join(str(d) for d in found)


def summary(diagnostics: Iterable[Diagnostic], topics: int, roles: int) -> str:
    """One line that says how it stands: `145 topics, 16 roles: no errors, 2 warnings, 30 notes`."""
    found = list(diagnostics)
    counts = ", ".join(
        counted(sum(d.severity is severity for d in found), severity.value) for severity in Severity
    )
    return f"{counted(topics, 'topic')}, {counted(roles, 'role')}: {counts}"


def _as_data(diagnostic: Diagnostic) -> dict[str, str | int]:
    return {
        "code": diagnostic.code.value,
        "severity": diagnostic.severity.value,
        "file": diagnostic.location.file,
        "line": diagnostic.location.line,
        "column": diagnostic.location.column,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
    }


def _list(found: Sequence[Diagnostic]) -> str:
    """A list in Markdown, in the order of files and lines."""
    rows = [_row(diagnostic) for diagnostic in found[:MOST_ROWS]]
    if len(found) > MOST_ROWS:
        rows.append(f"- and {len(found) - MOST_ROWS} more: `curriculum check` tells them all")
    return "\n".join(rows)


def _row(diagnostic: Diagnostic) -> str:
    return (
        f"- `{diagnostic.location}` {diagnostic.severity} **{diagnostic.code}**: "
        f"{markdown_text(_said(diagnostic))}"
    )


def _annotation(diagnostic: Diagnostic) -> str:
    """A workflow command of GitHub Actions, which becomes an annotation of the line."""
    level = "notice" if diagnostic.severity is Severity.NOTE else diagnostic.severity.value
    place = diagnostic.location
    values = {
        "file": place.file,
        "line": str(place.line),
        "col": str(place.column),
        "title": diagnostic.code.value,
    }
    properties = ",".join(f"{key}={_escaped(value, ':,')}" for key, value in values.items())
    return f"::{level} {properties}::{_escaped(_said(diagnostic))}"


def _said(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.message}. {diagnostic.hint}" if diagnostic.hint else diagnostic.message


def _escaped(text: str, more: str = "") -> str:
    for sign in f"%\r\n{more}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text

"""Diagnostics in words: for a terminal, for programs, for GitHub's annotations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from generator.diagnostics import Code, Diagnostic, Severity
from generator.pages.escaping import markdown_text
from generator.words import counted

Format = Literal["text", "json", "github", "markdown"]

MOST_ROWS = 500
"""Rows of the list in Markdown: the summary of a job on GitHub holds 1 MiB."""


def report(diagnostics: Iterable[Diagnostic], form: Format, site: str = "") -> str:
    """The diagnostics in one of the formats, without a closing line break.

    `site` is the address of the built site, for links to the page of each code. Without it the
    page is named by its path on the site.
    """
    found = list(diagnostics)
    if form == "json":
        return json.dumps([_as_data(d, site) for d in found], indent=2, ensure_ascii=False)
    if form == "github":
        return "\n".join(_annotation(d, site) for d in found)
    if form == "markdown":
        return _list(found, site)
    return "\n".join(text for _, text in told(found, site))


def told(found: Iterable[Diagnostic], site: str = "") -> Iterator[tuple[Diagnostic, str]]:
    """Each diagnostic with its text; the first of a code names the page that explains it."""
    explained: set[Code] = set()
    for diagnostic in found:
        more = "" if diagnostic.code in explained else f"\n    more: {_page(diagnostic, site)}"
        explained.add(diagnostic.code)
        yield diagnostic, f"{diagnostic}{more}"


def _page(diagnostic: Diagnostic, site: str) -> str:
    return f"{site.rstrip('/')}/{diagnostic.code.address}" if site else diagnostic.code.address


def summary(diagnostics: Iterable[Diagnostic], topics: int, roles: int) -> str:
    """One line that says how it stands: `145 topics, 16 roles: no errors, 2 warnings, 30 notes`."""
    found = list(diagnostics)
    counts = ", ".join(
        counted(sum(d.severity is severity for d in found), severity.value) for severity in Severity
    )
    return f"{counted(topics, 'topic')}, {counted(roles, 'role')}: {counts}"


def _as_data(diagnostic: Diagnostic, site: str) -> dict[str, str | int]:
    return {
        "code": diagnostic.code.value,
        "severity": diagnostic.severity.value,
        "file": diagnostic.location.file,
        "line": diagnostic.location.line,
        "column": diagnostic.location.column,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "page": _page(diagnostic, site),
    }


def _list(found: Sequence[Diagnostic], site: str) -> str:
    """A list in Markdown, in the order of files and lines."""
    rows = [_row(diagnostic, site) for diagnostic in found[:MOST_ROWS]]
    if len(found) > MOST_ROWS:
        rows.append(f"- and {len(found) - MOST_ROWS} more: `curriculum check` tells them all")
    return "\n".join(rows)


def _row(diagnostic: Diagnostic, site: str) -> str:
    code = f"**{diagnostic.code}**"
    return (
        f"- `{diagnostic.location}` {diagnostic.severity} "
        f"{f'[{code}]({_page(diagnostic, site)})' if site else code}: "
        f"{markdown_text(_said(diagnostic))}"
    )


def _annotation(diagnostic: Diagnostic, site: str) -> str:
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
    said = f"{_said(diagnostic)}\nmore: {_page(diagnostic, site)}"
    return f"::{level} {properties}::{_escaped(said)}"


def _said(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.message}. {diagnostic.hint}" if diagnostic.hint else diagnostic.message


def _escaped(text: str, more: str = "") -> str:
    for sign in f"%\r\n{more}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text

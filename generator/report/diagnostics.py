"""Diagnostics in words: for a terminal, for programs, for GitHub's annotations."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Literal

from generator.diagnostics import Code, Diagnostic, Severity
from generator.report.words import counted

Format = Literal["text", "json", "github"]


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
    return "\n".join(_lines(found, site))


def _lines(found: Iterable[Diagnostic], site: str) -> Iterator[str]:
    """Each diagnostic; below the first of each code the page that explains it."""
    told: set[Code] = set()
    for diagnostic in found:
        yield str(diagnostic)
        if diagnostic.code not in told:
            told.add(diagnostic.code)
            yield f"    more: {_page(diagnostic, site)}"


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
    text = f"{diagnostic.message}. {diagnostic.hint}" if diagnostic.hint else diagnostic.message
    return f"::{level} {properties}::" + _escaped(f"{text}\nmore: {_page(diagnostic, site)}")


def _escaped(text: str, more: str = "") -> str:
    for sign in f"%\r\n{more}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text

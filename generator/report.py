"""Results in words: for a terminal, for programs, for GitHub's annotations. Prints nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Literal

from generator.diagnostics import Diagnostic, Severity
from generator.model import Curriculum
from generator.paths import Link, Plan

Format = Literal["text", "json", "github"]


def report(diagnostics: Iterable[Diagnostic], form: Format) -> str:
    """The diagnostics in one of the formats, without a closing line break."""
    found = list(diagnostics)
    if form == "json":
        return json.dumps([_as_data(d) for d in found], indent=2, ensure_ascii=False)
    if form == "github":
        return "\n".join(_annotation(d) for d in found)
    return "\n".join(str(d) for d in found)


def summary(diagnostics: Iterable[Diagnostic], topics: int, roles: int) -> str:
    """One line that says how it stands: `145 topics, 16 roles: no errors, 2 warnings, 30 notes`."""
    found = list(diagnostics)
    counts = ", ".join(
        _counted(sum(d.severity is severity for d in found), severity.value)
        for severity in Severity
    )
    return f"{_counted(topics, 'topic')}, {_counted(roles, 'role')}: {counts}"


def _counted(count: int, word: str) -> str:
    return f"{count or 'no'} {word}{'' if count == 1 else 's'}"


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
    text = f"{diagnostic.message}. {diagnostic.hint}" if diagnostic.hint else diagnostic.message
    return f"::{level} {properties}::{_escaped(text)}"


def _escaped(text: str, more: str = "") -> str:
    for sign in f"%\r\n{more}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def plan_data(made: Plan) -> dict[str, object]:
    """A plan as others may build on it; `docs/contribute/plan-format.md` describes it."""
    return {
        "order": list(made.order),
        "stages": [
            {
                "title": stage.title,
                "role": stage.role,
                "topics": list(stage.topics),
                "hours": stage.hours,
                "project": stage.project,
                "project_hours": stage.project_hours,
                "enables": stage.enables,
            }
            for stage in made.stages
        ],
        "this_week": [
            {"topic": s.topic, "hours": s.hours, "hours_left": s.hours_left} for s in made.this_week
        ],
        "ready": list(made.ready),
        "hours": made.hours,
        "project_hours": made.project_hours,
        "hours_a_week": made.hours_a_week,
        "weeks": list(made.weeks),
    }


def plan_text(made: Plan, curriculum: Curriculum) -> str:
    """A plan to read in a terminal: this week, then the path by milestone."""
    if not made.stages:
        return "Nothing is left to learn: you know all of it."
    low, high = made.weeks
    lines = [
        f"{len(made.order)} topics left: {made.hours:g} h of study and {made.project_hours:g} h of "
        f"projects, about {low} to {high} weeks at {made.hours_a_week:g} h a week.",
        "",
        "This week",
    ]
    for session in made.this_week:
        rest = "" if session.hours == session.hours_left else f" of {session.hours_left:g} h"
        lines.append(f"  {curriculum.topics[session.topic].title}: {session.hours:g} h{rest}")
    for number, stage in enumerate(made.stages, 1):
        lines += ["", f"{number}. {stage.title}: {stage.hours:g} h"]
        lines += [
            f"   {topic:34} {curriculum.topics[topic].hours:>5g} h  {curriculum.topics[topic].title}"
            for topic in stage.topics
        ]
        if stage.project:
            lines += [
                f"   Project, {stage.project_hours:g} h: {stage.project}",
                f"   From here on: {stage.enables}",
            ]
    return "\n".join(lines)


def why_text(
    role: str, topic: str, chain: Sequence[Link] | None, curriculum: Curriculum
) -> str:
    """The chain of whys in sentences, from the role down to the topic."""
    title = curriculum.topics[topic].title
    if chain is None:
        return f"{title} is not on the path to {curriculum.roles[role].title}, or you know all that needs it."
    goal = chain[0].topic if chain else topic
    lines = [f"{curriculum.roles[role].title} has the goal {curriculum.topics[goal].title}."]
    for link in chain:
        needs = curriculum.topics[link.needs].title
        lines.append(f"{curriculum.topics[link.topic].title} needs {needs}: {link.why}")
    return "\n".join(lines)

"""Numbers and closed vocabularies as a reader sees them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from generator.model import Durability, Level, RoleKind

LEVELS: Mapping[Level, str] = {
    "foundation": "Foundation",
    "core": "Core",
    "advanced": "Advanced",
}
DURABILITY: Mapping[Durability, str] = {
    "enduring": "Enduring",
    "evolving": "Evolving",
    "fast-moving": "Fast-moving",
}
AGEING: Mapping[Durability, str] = {
    "enduring": "hardly dates",
    "evolving": "dates over years",
    "fast-moving": "dates within months",
}
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ROLE_KINDS: Mapping[RoleKind, str] = {
    "job": "Job",
    "specialisation": "Specialisation",
    "document": "Named by a document",
}
ROLE_KINDS_PLURAL: Mapping[RoleKind, str] = {
    "job": "Jobs",
    "specialisation": "Specialisations",
    "document": "Named by a document",
}
ROLE_KIND_MEANINGS: Mapping[RoleKind, str] = {
    "job": "a title you find in advertisements",
    "specialisation": "a part of jobs, seldom a title by itself",
    "document": "a name that one of the four documents coins; look for the work under other titles",
}


def number(value: float) -> str:
    """At most two decimals, none where there is nothing to say.

    >>> number(5.0), number(2.25), number(1204.5)
    ('5', '2.25', '1,204.5')
    """
    return f"{value:,.2f}".rstrip("0").rstrip(".")


def counted(count: float, word: str) -> str:
    """A number with its word.

    >>> counted(1, "topic"), counted(2.5, "hour")
    ('1 topic', '2.5 hours')
    """
    return f"{number(count)} {word}{'' if count == 1 else 's'}"


MINUS = "\N{MINUS SIGN}"


def hours(value: float) -> str:
    r"""Short, for cards and tables; a no-break space keeps it together.

    >>> hours(2.5)
    '2.5\xa0h'
    """
    return f"{number(value)}\N{NO-BREAK SPACE}h"


def stage_hours(study: float, project: float) -> str:
    r"""What a stage takes: its study, and its project if it has one.

    >>> stage_hours(102, 12), stage_hours(3, 0)
    ('102\xa0h + 12\xa0h project', '3\xa0h')
    """
    return hours(study) + (f" + {hours(project)} project" if project else "")


def weeks(span: tuple[int, int]) -> str:
    """A range of weeks.

    >>> weeks((9, 12)), weeks((1, 1)), weeks((0, 0))
    ('9 to 12 weeks', '1 week', 'no time')
    """
    first, last = span
    if not last:
        return "no time"
    return counted(last, "week") if first == last else f"{first} to {last} weeks"


def ordinal(place: int) -> str:
    """A place in a row.

    >>> [ordinal(n) for n in (1, 2, 3, 4, 11, 12, 13, 21, 112)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '112th']
    """
    ending = {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{'th' if 11 <= place % 100 <= 13 else ending}"


def steps_on(steps: int) -> str:
    """How far on a topic stands on a path.

    >>> steps_on(1), steps_on(2), steps_on(5)
    ('next', 'next but one', '5 topics on')
    """
    return {1: "next", 2: "next but one"}.get(steps, f"{steps} topics on")


def day(when: date) -> str:
    """A day as it is written out.

    >>> day(date(2026, 1, 31))
    '31 January 2026'
    """
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def signed(value: float) -> str:
    r"""Hours more or fewer.

    >>> signed(2.5), signed(-3)
    ('+2.5\xa0h', '\u22123\xa0h')
    """
    return f"{'+' if value > 0 else MINUS}{hours(abs(value))}"


def percent(part: float, whole: float) -> int:
    """Whole per cent; 100 only for all of it, 0 only for nothing."""
    if not whole or part >= whole:
        return 100
    return min(99, max(1, round(100 * part / whole))) if part else 0

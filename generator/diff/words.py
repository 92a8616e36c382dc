"""A difference in one sentence, and as a release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.model import RELEASE_VERSION, Difference, Release
from generator.words import counted


@dataclass(frozen=True)
class Span:
    """What a release is about: its day, the commit where it begins and the one where it ends."""

    day: date
    since: str
    until: str


def release_of(found: Difference, span: Span, summary: str | None) -> Release:
    parts = {part: getattr(found, part) for part in Difference.model_fields}
    return Release(
        version=RELEASE_VERSION,
        date=span.day,
        since=span.since,
        until=span.until,
        summary=summary,
        **parts,
    )


def in_short(found: Difference) -> str:
    """The paths that feel it: `Adds 1 topic to 4 roles, changes the order of 1 role, +3 h.`."""
    changes = [change for change in found.roles_changed if change.is_path_changed]
    said = [
        *_counts("adds", "to", [len(c.added) for c in changes if c.added]),
        *_counts("takes", "from", [len(c.removed) for c in changes if c.removed]),
    ]
    moved = sum(bool(change.moves) for change in changes)
    if moved:
        said.append(f"changes the order of {counted(moved, 'role')}")
    hours = [c.hours_after - c.hours_before for c in changes if c.hours_after != c.hours_before]
    if hours:
        least, most = min(hours), max(hours)
        span = f"{least:+g} h" if least == most else f"{least:+g} to {most:+g} h"
        said.append(f"{span} for {counted(len(hours), 'role')}")
    text = ", ".join(said) or "no role's path changes"
    return f"{text[0].upper()}{text[1:]}."


def _counts(verb: str, way: str, counts: Sequence[int]) -> list[str]:
    if not counts:
        return []
    up_to = "" if min(counts) == max(counts) else "up to "
    return [f"{verb} {up_to}{counted(max(counts), 'topic')} {way} {counted(len(counts), 'role')}"]

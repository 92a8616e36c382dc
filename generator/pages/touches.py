"""Which releases touched a role, in a few words each."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import Release, RoleChange
from generator.pages import words
from generator.pages.addresses import CHANGES, href
from generator.pages.atlas import Atlas


@dataclass(frozen=True)
class Touch:
    day: str
    href: str
    effect: str


def role_anchor(role: str) -> str:
    """Where the page of changes lists the releases that touched a role."""
    return f"role-{role}"


def section(release: Release, role: str) -> str:
    """The anchor of what a release did to a role."""
    return f"{release.day}-{role}"


def touches(atlas: Atlas, role: str, here: str) -> tuple[Touch, ...]:
    """The releases that touched a role, newest first."""
    found = []
    for release in reversed(atlas.curriculum.releases):
        day = words.day(release.date)
        for change in release.roles_changed:
            if change.id == role:
                there = href(here, CHANGES, section(release, role))
                found.append(Touch(day, there, _effect(change)))
        if any(new.id == role for new in release.roles_added):
            found.append(Touch(day, href(here, CHANGES, release.day), "new role"))
    return tuple(found)


def _effect(change: RoleChange) -> str:
    """`+3 h, 1 topic more, 2 topics moved`."""
    by = change.hours_after - change.hours_before
    said = (
        words.signed(by) if by else "",
        *(
            f"{words.counted(len(topics), 'topic')} {what}" if topics else ""
            for topics, what in (
                (change.added, "more"),
                (change.removed, "fewer"),
                (change.moves, "moved"),
            )
        ),
    )
    milestones = change.milestones_added + change.milestones_removed
    other = "milestones" if milestones or change.milestones_changed else "its description"
    return ", ".join(part for part in said if part) or other

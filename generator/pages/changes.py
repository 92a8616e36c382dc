"""What changed in the curriculum, release by release: for whoever made a plan some time ago."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape

from generator.diff import Words, difference_of
from generator.model import Release, ReleasedChange
from generator.pages import words
from generator.pages.addresses import CHANGES, href, role_path, topic_path
from generator.pages.atlas import Atlas
from generator.pages.page import FrontMatter, Page
from generator.pages.rendering import rendered

LESSON_KEYS = {"lesson", "learn_at"}

Html = str
"""Made here from escaped text, for the template to print as it is."""


@dataclass(frozen=True)
class PathChange:
    """What a release did to a role's path; `anchor` is the address of just this."""

    anchor: str
    role: Html
    what: Html


@dataclass(frozen=True)
class Group:
    title: str
    topics: tuple[Html, ...]


@dataclass(frozen=True)
class ReleaseView:
    date: str
    title: str
    in_short: str
    paths: tuple[PathChange, ...]
    groups: tuple[Group, ...]
    edges: tuple[Html, ...]
    edges_count: str
    others: str


@dataclass(frozen=True)
class ChangesPage:
    path: str
    front: FrontMatter
    releases: tuple[ReleaseView, ...]


@dataclass(frozen=True)
class LastChange:
    """The newest release that changed a role's path, for the role's page."""

    date: str
    what: Html
    href: str


def changes_page(atlas: Atlas) -> Page:
    context = ChangesPage(
        path=CHANGES,
        front=FrontMatter(
            title="What changed",
            description="What changed in the curriculum and on each role's path, newest first.",
            section="contribute/",
            hide=("navigation",),
        ),
        releases=tuple(
            _view(atlas, kept)
            for _, kept in sorted(atlas.curriculum.releases.items(), reverse=True)
        ),
    )
    return rendered("changes", context)


def last_change(atlas: Atlas, role: str, here: str) -> LastChange | None:
    for date, kept in sorted(atlas.curriculum.releases.items(), reverse=True):
        for change in difference_of(kept).roles_changed:
            if change.role == role:
                what = _words(atlas, kept, here).path(change)
                return LastChange(date, what, href(here, CHANGES, _anchor(date, role)))
    return None


def _anchor(date: str, role: str) -> str:
    return f"{date}-{role}"


def _view(atlas: Atlas, kept: Release) -> ReleaseView:
    told, found = _words(atlas, kept, CHANGES), difference_of(kept)
    edges = tuple(told.edges(found))
    others = [change for change in kept.changed if change.kind != "topic"]
    return ReleaseView(
        date=kept.date,
        title=kept.title or "",
        in_short=told.in_short(found),
        paths=tuple(
            PathChange(_anchor(kept.date, c.role), told.role(c.role), told.path(c))
            for c in found.roles_changed
        ),
        groups=_groups(kept, told.topic),
        edges=edges,
        edges_count=words.counted(len(edges), "prerequisite or recommendation"),
        others=_others(others),
    )


def _words(atlas: Atlas, kept: Release, here: str) -> Words:
    """Titles of today with a link; of what is gone, the title that it had."""
    topics, roles = atlas.curriculum.topics, atlas.curriculum.roles

    def topic(name: str) -> Html:
        if name in topics:
            return _link(topics[name].title, href(here, topic_path(name)))
        return escape(kept.topic_titles.get(name, name))

    def role(name: str) -> Html:
        if name in roles:
            return _link(roles[name].title, href(here, role_path(name)))
        return escape(kept.role_titles.get(name, name))

    return Words(topic, role)


def _link(title: str, address: str) -> Html:
    return f'<a href="{escape(address)}">{escape(title)}</a>'


def _groups(kept: Release, topic: Callable[[str], Html]) -> tuple[Group, ...]:
    changed = [change for change in kept.changed if change.kind == "topic"]
    lessons = [c.id for c in changed if LESSON_KEYS & set(c.keys)]
    groups = (
        ("New topics", kept.topics_added),
        ("Topics that are gone", kept.topics_removed),
        ("Topics under a new id", [renamed.became for renamed in kept.topics_renamed]),
        ("Lessons written or revised", lessons),
        ("Other changes to topics", [c.id for c in changed if c.id not in lessons]),
    )
    return tuple(
        Group(title, tuple(topic(name) for name in names)) for title, names in groups if names
    )


def _others(changes: Iterable[ReleasedChange]) -> str:
    """`2 backgrounds, 1 question`: a count is enough for what no path feels."""
    counts: dict[str, int] = {}
    for change in changes:
        counts[change.kind] = counts.get(change.kind, 0) + 1
    return ", ".join(words.counted(count, kind) for kind, count in sorted(counts.items()))

"""What a curriculum needs from time to time: links to mend, topics to review. Prints nothing.

The Markdown is a part of an issue: nothing at all where there is nothing to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date

from generator.health.due import DueReview
from generator.health.links import DeadLink, ExternalLink
from generator.words import counted

MOST_ROWS = 60
"""Rows of a list in Markdown: an issue holds 65,536 characters."""
LONGEST_REASON = 160


def links_text(links: Iterable[ExternalLink]) -> str:
    """A line for each place: `topics/a.yml:12:10 https://...`, in the order of files."""
    rows = sorted((place, link.url) for link in links for place in link.places)
    return "\n".join(f"{place} {url}" for place, url in rows)


def links_data(links: Iterable[ExternalLink | DeadLink]) -> list[dict[str, object]]:
    return [asdict(link) for link in links]


def links_markdown(links: Iterable[ExternalLink]) -> str:
    """A list that names each address once, for a reader and for lychee."""
    return "\n".join(f"- <{link.url}> {_places(link)}" for link in links)


def dead_links_text(dead: Sequence[DeadLink], links: int) -> str:
    """A line for each place of a dead link, and a closing line."""
    lines = [
        f"{place} {link.url}: {_cut(link.why)}"
        for link in dead
        for place in link.places or ("no longer in the curriculum:",)
    ]
    return "\n".join([*lines, f"{counted(len(dead), 'dead link')}; the curriculum has {links}"])


def dead_links_markdown(dead: Sequence[DeadLink]) -> str:
    rows = [f"- {_places(link)} <{link.url}>: {_cut(link.why)}" for link in dead]
    return _section(
        "Links that lead nowhere",
        "Link to where the page has gone, or to another that says the same.",
        rows,
        "make links",
    )


def reviews_data(due: Iterable[DueReview]) -> list[dict[str, object]]:
    return [
        {
            "topic": review.topic,
            "durability": review.durability,
            "reviewed": review.reviewed.isoformat(),
            "due": review.due.isoformat(),
            "file": review.place.file,
            "line": review.place.line,
        }
        for review in due
    ]


def reviews_text(due: Sequence[DueReview], on: date) -> str:
    """A line for each review that is due, and a closing line."""
    lines = [f"{review.place} {_review(review)}" for review in due]
    return "\n".join([*lines, f"{counted(len(due), 'review')} due on {on}"])


def reviews_markdown(due: Sequence[DueReview]) -> str:
    rows = [f"- `{review.place.file}:{review.place.line}` {_review(review)}" for review in due]
    return _section(
        "Reviews that are due",
        "Check the text against its resources, mend what has changed, and write the day.",
        rows,
        "curriculum reviews",
    )


def _review(review: DueReview) -> str:
    return f"{review.durability}, reviewed {review.reviewed}, due {review.due}"


def _section(title: str, what_to_do: str, rows: Sequence[str], command: str) -> str:
    if not rows:
        return ""
    more = len(rows) - MOST_ROWS
    rest = [f"- and {more} more: `{command}` lists them all"] if more > 0 else []
    return "\n".join([f"### {title}", "", what_to_do, "", *rows[:MOST_ROWS], *rest, ""])


def _places(link: ExternalLink | DeadLink) -> str:
    return ", ".join(f"`{place.file}:{place.line}`" for place in link.places) or "(gone from here)"


def _cut(why: str) -> str:
    return why if len(why) <= LONGEST_REASON else f"{why[:LONGEST_REASON]}..."

"""A difference in words: what an edit does to topics and to each role. Prints nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.diff import in_short
from generator.model import Difference, EdgeChange, Named, RoleChange
from generator.words import counted

MOST_MOVES_TOLD = 3


def difference_data(found: Difference) -> dict[str, object]:
    """The difference for programs: every part, empty or not, as the page on its format says."""
    return found.model_dump(mode="json")


def difference_text(found: Difference, *, markdown: bool) -> str:
    """The difference to read, as plain text or as Markdown for a pull request."""
    if found.is_empty:
        return "Nothing changes: no topic, no edge, no path."
    parts = [
        ("In short", [in_short(found)]),
        ("Paths", [_role(change) for change in found.roles_changed]),
        ("Topics", list(_topics(found))),
        ("Edges", list(_edges(found))),
        ("Beside topics and paths", list(_others(found))),
    ]
    heading = "### {}\n" if markdown else "{}"
    return "\n\n".join(
        "\n".join(
            [heading.format(title), *(f"- {line}" if markdown else f"  {line}" for line in lines)]
        )
        for title, lines in parts
        if lines
    )


def _role(change: RoleChange) -> str:
    """`Retrieval engineer: +3 h (290 to 293); adds Rewriting; Chunking now comes ...`."""
    said = [*_path(change), *_goals_and_milestones(change)]
    if change.keys:
        said.append(f"{', '.join(change.keys)} changed")
    return f"{change.title}: {'; '.join(said)}"


def _path(change: RoleChange) -> Iterator[str]:
    if change.hours_after != change.hours_before:
        by = change.hours_after - change.hours_before
        yield f"{by:+g} h ({change.hours_before:g} to {change.hours_after:g})"
    if change.added:
        yield f"adds {_listed(change.added)}"
    if change.removed:
        yield f"loses {_listed(change.removed)}"
    for move in change.moves[:MOST_MOVES_TOLD]:
        where = f"before {move.before.title}" if move.before else "last"
        yield f"{move.topic.title} now comes {where}"
    if len(change.moves) > MOST_MOVES_TOLD:
        yield f"{counted(len(change.moves) - MOST_MOVES_TOLD, 'more topic')} moved"


def _goals_and_milestones(change: RoleChange) -> Iterator[str]:
    if change.goals_added:
        yield f"new goal: {_listed(change.goals_added)}"
    if change.goals_removed:
        yield f"goal no longer: {_listed(change.goals_removed)}"
    yield from (f"new milestone '{title}'" for title in change.milestones_added)
    yield from (f"milestone '{title}' is gone" for title in change.milestones_removed)
    for milestone in change.milestones_changed:
        yield f"milestone '{milestone.title}': {', '.join(milestone.keys)} changed"


def _topics(found: Difference) -> Iterator[str]:
    yield from (f"added: {topic.title} ({topic.id})" for topic in found.topics_added)
    for gone in found.topics_removed:
        became = f", became {_listed(gone.became)}" if gone.became else ""
        yield f"removed: {gone.title} ({gone.id}){became}"
    yield from (f"renamed: {topic.was} is now {topic.id}" for topic in found.topics_renamed)
    for topic in found.topics_changed:
        said = [f"{key} (new)" for key in topic.written] + list(topic.keys)
        yield f"changed: {topic.title}: {', '.join(said)}"
    yield from (f"role added: {role.title}" for role in found.roles_added)
    yield from (f"role removed: {role.title}" for role in found.roles_removed)


def _edges(found: Difference) -> Iterator[str]:
    yield from (f"{_edge(edge)} now" for edge in found.edges_added)
    yield from (f"{_edge(edge)} no longer" for edge in found.edges_removed)
    for edge in found.newly_implied:
        yield (
            f"{edge.topic.title} needs {edge.need.title} through another topic "
            "as well: right if it uses it directly"
        )


def _edge(edge: EdgeChange) -> str:
    verb = "needs" if edge.kind == "prerequisite" else "recommends"
    return f"{edge.topic.title} {verb} {edge.need.title}"


def _others(found: Difference) -> Iterator[str]:
    for other in found.others:
        keys = f": {', '.join(other.keys)}" if other.keys else ""
        yield f"{other.kind} {other.fate}: {other.title}{keys}"
    yield from (f"setting changed: {key}" for key in found.settings)


def _listed(named: Iterable[Named]) -> str:
    return _joined([one.title for one in named])


def _joined(words: Sequence[str]) -> str:
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else words[0]

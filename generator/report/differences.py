"""A difference in words: what an edit does to topics and to each role. Prints nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from generator.diff import Difference, EdgeChange, RoleChange, State
from generator.model import Curriculum
from generator.report.words import counted

MOST_MOVES_TOLD = 3


def difference_data(found: Difference) -> dict[str, object]:
    """The difference for programs: the fields of `Difference`, lists for tuples."""
    return asdict(found)


def difference_text(found: Difference, before: State, after: State, *, markdown: bool) -> str:
    """The difference to read, as plain text or as Markdown for a pull request."""
    if found.is_empty:
        return "Nothing changes: no topic, no edge, no path."
    told = _Words(before.curriculum, after.curriculum)
    parts = [
        ("In short", [told.in_short(found)]),
        ("Paths", [told.role(change) for change in found.roles_changed]),
        ("Topics", list(told.topics(found))),
        ("Edges", list(told.edges(found))),
    ]
    heading = "### {}\n" if markdown else "{}"
    return "\n\n".join(
        "\n".join(
            [heading.format(title), *(f"- {line}" if markdown else f"  {line}" for line in lines)]
        )
        for title, lines in parts
        if lines
    )


class _Words:
    """Ids as titles, from whichever side has them."""

    def __init__(self, before: Curriculum, after: Curriculum) -> None:
        self._topics = {**before.topics, **after.topics}
        self._roles = {**before.roles, **after.roles}

    def _title(self, topic: str) -> str:
        return self._topics[topic].title if topic in self._topics else topic

    def in_short(self, found: Difference) -> str:
        """One sentence on the roles that feel it: `Adds up to 1 topic to 4 roles, ...`."""
        grown = [change for change in found.roles_changed if change.added]
        shrunk = [change for change in found.roles_changed if change.removed]
        hours = [change.hours_after - change.hours_before for change in found.roles_changed]
        said = [
            f"{word}{' up to' if len(roles) > 1 else ''} {counted(most, 'topic')} {way} "
            f"{counted(len(roles), 'role')}"
            for word, way, roles, most in (
                ("adds", "to", grown, max((len(c.added) for c in grown), default=0)),
                ("takes", "from", shrunk, max((len(c.removed) for c in shrunk), default=0)),
            )
            if roles
        ]
        moved = sum(bool(change.moves) for change in found.roles_changed)
        if moved:
            said.append(f"changes the order of {counted(moved, 'role')}")
        if any(hours):
            least, most = min(hours), max(hours)
            said.append(f"{least:+g} h" if least == most else f"{least:+g} to {most:+g} h")
        return (", ".join(said) or "no role's path changes").capitalize() + "."

    def role(self, change: RoleChange) -> str:
        """`Retrieval engineer: +3 h (290 to 293); adds Rewriting; Chunking now comes ...`."""
        title = self._roles[change.role].title
        said = []
        if change.hours_after != change.hours_before:
            by = change.hours_after - change.hours_before
            said.append(f"{by:+g} h ({change.hours_before:g} to {change.hours_after:g})")
        if change.added:
            said.append(f"adds {self._listed(change.added)}")
        if change.removed:
            said.append(f"loses {self._listed(change.removed)}")
        for move in change.moves[:MOST_MOVES_TOLD]:
            where = f"before {self._title(move.before)}" if move.before else "last"
            said.append(f"{self._title(move.topic)} now comes {where}")
        if len(change.moves) > MOST_MOVES_TOLD:
            said.append(f"{counted(len(change.moves) - MOST_MOVES_TOLD, 'more topic')} moved")
        return f"{title}: {'; '.join(said)}"

    def topics(self, found: Difference) -> Iterator[str]:
        for word, topics in (("added", found.topics_added), ("removed", found.topics_removed)):
            yield from (f"{word}: {self._title(topic)} ({topic})" for topic in topics)
        yield from (f"renamed: {old} is now {new}" for old, new in found.topics_renamed)
        for topic, keys in found.fields_changed.items():
            yield f"changed: {self._title(topic)}: {', '.join(keys)}"
        for word, roles in (("added", found.roles_added), ("removed", found.roles_removed)):
            yield from (f"role {word}: {self._roles[role].title}" for role in roles)

    def edges(self, found: Difference) -> Iterator[str]:
        yield from (f"{self._edge(edge)} now" for edge in found.edges_added)
        yield from (f"{self._edge(edge)} no longer" for edge in found.edges_removed)
        for edge in found.newly_implied:
            yield (
                f"{self._title(edge.topic)} needs {self._title(edge.need)} through another topic "
                "as well: right if it uses it directly"
            )

    def _edge(self, edge: EdgeChange) -> str:
        verb = "needs" if edge.kind == "prerequisite" else "recommends"
        return f"{self._title(edge.topic)} {verb} {self._title(edge.need)}"

    def _listed(self, topics: Iterable[str]) -> str:
        return _joined([self._title(topic) for topic in topics])


def _joined(words: Sequence[str]) -> str:
    return " and ".join((", ".join(words[:-1]), words[-1])) if len(words) > 1 else words[0]

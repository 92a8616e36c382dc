"""A difference in words, whoever shows them: a terminal, a pull request, a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator.diff.difference import Difference, EdgeChange, RoleChange
from generator.diff.others import EntityChange
from generator.words import counted, joined

MOST_MOVES_TOLD = 3


@dataclass(frozen=True)
class Words:
    """`topic` and `role` say an id as its reader shall see it: a title, or a link."""

    topic: Callable[[str], str]
    role: Callable[[str], str]

    def in_short(self, found: Difference) -> str:
        """One sentence on the roles that feel it: `Adds up to 1 topic to 4 roles, +2 h.`"""
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
            said.append(f"changes the order of {counted(moved, 'path')}")
        if any(hours):
            least, most = min(hours), max(hours)
            said.append(f"{least:+g} h" if least == most else f"{least:+g} to {most:+g} h")
        return (", ".join(said) or "no role's path changes").capitalize() + "."

    def path(self, change: RoleChange) -> str:
        """`+3 h (290 to 293); adds Rewriting; Chunking now comes before Embeddings`."""
        said = []
        if change.hours_after != change.hours_before:
            by = change.hours_after - change.hours_before
            said.append(f"{by:+g} h ({change.hours_before:g} to {change.hours_after:g})")
        if change.added:
            said.append(f"adds {self._listed(change.added)}")
        if change.removed:
            said.append(f"loses {self._listed(change.removed)}")
        for move in change.moves[:MOST_MOVES_TOLD]:
            where = f"before {self.topic(move.before)}" if move.before else "last"
            said.append(f"{self.topic(move.topic)} now comes {where}")
        if len(change.moves) > MOST_MOVES_TOLD:
            said.append(f"{counted(len(change.moves) - MOST_MOVES_TOLD, 'more topic')} moved")
        return "; ".join(said)

    def topics(self, found: Difference) -> Iterator[str]:
        for word, topics in (("added", found.topics_added), ("removed", found.topics_removed)):
            yield from (f"{word}: {self.topic(topic)} ({topic})" for topic in topics)
        yield from (f"renamed: {old} is now {new}" for old, new in found.topics_renamed)
        for topic, keys in found.fields_changed.items():
            yield f"changed: {self.topic(topic)}: {', '.join(keys)}"
        for word, roles in (("added", found.roles_added), ("removed", found.roles_removed)):
            yield from (f"role {word}: {self.role(role)}" for role in roles)
        yield from (self._other(change) for change in found.others)

    def edges(self, found: Difference) -> Iterator[str]:
        yield from (f"{self._edge(edge)} now" for edge in found.edges_added)
        yield from (f"{self._edge(edge)} no longer" for edge in found.edges_removed)
        for edge in found.newly_implied:
            yield (
                f"{self.topic(edge.topic)} needs {self.topic(edge.need)} through another topic "
                "as well: right if it uses it directly"
            )

    def _edge(self, edge: EdgeChange) -> str:
        verb = "needs" if edge.kind == "prerequisite" else "recommends"
        return f"{self.topic(edge.topic)} {verb} {self.topic(edge.need)}"

    def _other(self, change: EntityChange) -> str:
        name = self.role(change.id) if change.kind == "role" else change.id
        keys = f": {', '.join(change.keys)}" if change.keys else ""
        return f"{change.kind} {change.what}: {name}{keys}"

    def _listed(self, topics: Iterable[str]) -> str:
        return joined([self.topic(topic) for topic in topics])

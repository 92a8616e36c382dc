"""What changed beside topics and paths: keys of roles, backgrounds, sources, terms and the like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from generator.model import Curriculum, Entity

OtherKind = Literal["role", "background", "project", "source", "domain", "question", "term"]


@dataclass(frozen=True)
class EntityChange:
    """`keys` are those whose values differ; none where the whole came or went."""

    kind: OtherKind
    id: str
    what: Literal["added", "removed", "changed"]
    keys: tuple[str, ...] = ()


def others(before: Curriculum, after: Curriculum) -> tuple[EntityChange, ...]:
    """Sorted by kind and id. That a role came or went is told where paths are."""
    old, new = _entities(before), _entities(after)
    return tuple(
        change
        for kind in old
        for change in _changes(kind, old[kind], new[kind])
        if kind != "role" or change.what == "changed"
    )


def _entities(curriculum: Curriculum) -> dict[OtherKind, Mapping[str, Entity]]:
    return {
        "role": curriculum.roles,
        "background": curriculum.backgrounds,
        "project": curriculum.projects,
        "source": curriculum.sources,
        "domain": {domain.id: domain for domain in curriculum.domains},
        "question": {question.id: question for question in curriculum.questions},
        "term": {term.id: term for term in curriculum.glossary},
    }


def _changes(
    kind: OtherKind, old: Mapping[str, Entity], new: Mapping[str, Entity]
) -> Iterator[EntityChange]:
    for name in sorted(old.keys() | new.keys()):
        if name not in old:
            yield EntityChange(kind, name, "added")
        elif name not in new:
            yield EntityChange(kind, name, "removed")
        else:
            keys = tuple(
                key
                for key in type(new[name]).model_fields
                if getattr(old[name], key) != getattr(new[name], key)
            )
            if keys:
                yield EntityChange(kind, name, "changed", keys)

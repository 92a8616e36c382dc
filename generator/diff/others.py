"""What an edit does to all that is neither a topic nor a role."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from generator.model import (
    Background,
    Curriculum,
    Domain,
    Entity,
    OpenQuestion,
    OtherChange,
    OtherKind,
    Project,
    Source,
    Term,
)

Thing = Background | Domain | OpenQuestion | Project | Source | Term


def changed_keys(
    model: type[Entity], was: Entity, now: Entity, but: Collection[str] = ()
) -> tuple[str, ...]:
    """The keys whose values differ, as an author writes them, in the order of the reference."""
    if was == now:
        return ()
    return tuple(
        info.alias or key
        for key, info in model.model_fields.items()
        if key != "id" and key not in but and getattr(was, key) != getattr(now, key)
    )


def others(before: Curriculum, after: Curriculum) -> tuple[OtherChange, ...]:
    """By kind, then by id."""
    return tuple(
        change
        for (kind, was), (_, now) in zip(_things(before), _things(after), strict=True)
        for change in _changes(kind, was, now)
    )


def _things(curriculum: Curriculum) -> Iterator[tuple[OtherKind, Mapping[str, Thing]]]:
    kinds: tuple[tuple[OtherKind, Iterable[Thing]], ...] = (
        ("background", curriculum.backgrounds.values()),
        ("domain", curriculum.domains),
        ("project", curriculum.projects.values()),
        ("question", curriculum.questions),
        ("source", curriculum.sources.values()),
        ("term", curriculum.glossary),
    )
    return ((kind, {thing.id: thing for thing in things}) for kind, things in kinds)


def _changes(
    kind: OtherKind, was: Mapping[str, Thing], now: Mapping[str, Thing]
) -> Iterator[OtherChange]:
    for name in sorted(was.keys() | now.keys()):
        old, new = was.get(name), now.get(name)
        if old and new:
            keys = changed_keys(type(new), old, new)
            if keys:
                yield OtherChange(kind=kind, id=name, title=_title(new), fate="changed", keys=keys)
        elif new:
            yield OtherChange(kind=kind, id=name, title=_title(new), fate="added")
        elif old:
            yield OtherChange(kind=kind, id=name, title=_title(old), fate="removed")


def _title(thing: Thing) -> str:
    if isinstance(thing, OpenQuestion):
        return thing.question
    return thing.term if isinstance(thing, Term) else thing.title

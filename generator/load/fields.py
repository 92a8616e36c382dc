"""What the model says of its own keys: for messages about them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.diagnostics import Keys
from generator.model import is_from_place

Model = type[BaseModel]


@cache
def from_place(model: Model) -> frozenset[str]:
    """The fields that the file's place gives, never its text."""
    return frozenset(name for name, info in model.model_fields.items() if is_from_place(info))


def known_keys(model: Model) -> list[str]:
    """The keys that an author may write, in the order of the reference."""
    return [
        info.alias or name
        for name, info in model.model_fields.items()
        if name not in from_place(model)
    ]


def model_at(model: Model, loc: Keys) -> Model | None:
    """The model whose keys stand at `loc`."""
    found: Model | None = model
    for key in loc:
        if found and isinstance(key, str):
            info = _field(found, key)
            found = next(_models(info.annotation), None) if info else None
    return found


def description(model: Model, loc: Keys) -> str:
    """What the reference says of the key at `loc`, or nothing."""
    info = _field_at(model, loc)
    return (info.description or "").rstrip(".").replace("`", "'") if info else ""


def is_required(model: Model, loc: Keys) -> bool:
    info = _field_at(model, loc)
    return bool(info and info.is_required())


def _field_at(model: Model, loc: Keys) -> FieldInfo | None:
    inside = model_at(model, loc[:-1])
    return _field(inside, str(loc[-1])) if inside and loc else None


def _field(model: Model, key: str) -> FieldInfo | None:
    fields = model.model_fields
    return fields.get(key) or next((i for i in fields.values() if i.alias == key), None)


def _models(annotation: Any) -> Iterator[Model]:
    if isinstance(annotation, type) and get_origin(annotation) is None:
        if issubclass(annotation, BaseModel):
            yield annotation
    else:
        for part in get_args(annotation):
            yield from _models(part)

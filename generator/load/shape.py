"""Data into the model, and pydantic's complaints into the author's words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.diagnostics import Code, Finding, Keys, Place, did_you_mean
from generator.load.yaml_text import Bare, BareFloat
from generator.model import Entity, FromPlace

E = TypeVar("E", bound=Entity)


def shape(
    model: type[E], data: Any, file: str, at: Keys = (), **from_place: Any
) -> tuple[E | None, list[Finding]]:
    """`data` as a `model`, or what is wrong with it. `at` is where in the file the data stands.

    `from_place` gives the fields that come from the file's place and never from its text.
    """
    if not isinstance(data, dict):
        return None, [
            Finding(
                Code.WRONG_TYPE,
                Place(file, at),
                f"{_named(data)} stands where keys belong",
                f"write keys, such as '{_keys(model)[0]}: ...'",
            )
        ]
    misplaced = [
        _unknown_key(model, file, (*at, key), key) for key in data if key in _from_place(model)
    ]
    try:
        entity = model.model_validate({**data, **from_place}, by_alias=True)
    except ValidationError as error:
        return None, misplaced + [
            _finding(model, details, file, at)
            for details in error.errors(include_url=False)
            if not _follows_from_another(details)
        ]
    return (None if misplaced else entity), misplaced


def _follows_from_another(error: ErrorDetails) -> bool:
    """Whether a list is called too short only because entries of it are wrong themselves."""
    return error["type"] == "too_short" and len(error["input"]) >= error.get("ctx", {}).get(
        "min_length", 0
    )


def _finding(model: type[Entity], error: ErrorDetails, file: str, at: Keys) -> Finding:
    keys: Keys = (*at, *(k for k in error["loc"] if k != "[key]"))
    place = Place(file, keys)
    name = _name(keys[len(at) :])
    value, kind, context = error["input"], error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        return _unknown_key(_model_at(model, error["loc"][:-1]), file, keys, str(keys[-1]))
    if kind == "missing":
        description = _description(model, error["loc"])
        return Finding(
            Code.MISSING_KEY,
            Place(file, keys[:-1]),
            f"the key '{keys[-1]}' is missing{_inside(keys[len(at) : -1])}",
            f"add '{keys[-1]}: ...'{f' ({description})' if description else ''}",
        )
    if value is None:
        return Finding(
            Code.WRONG_TYPE,
            place,
            f"{name} has no value",
            "write one after the colon, or delete the key",
        )
    if kind == "string_type" and _looks_like_text(value):
        return Finding(
            Code.NEEDS_QUOTES,
            place,
            f"{name} is text, and {_written(value)} is not text without quotes",
            f'put it in quotes: "{_written(value)}"',
        )
    if kind == "literal_error":
        allowed = [
            word.strip("' ") for word in str(context["expected"]).replace(" or ", ",").split(",")
        ]
        return Finding(
            Code.NOT_ALLOWED_VALUE,
            place,
            f"{name} cannot be '{_written(value)}'",
            did_you_mean(str(_written(value)), allowed) or f"one of: {', '.join(allowed)}",
        )
    wanted = _WANTED_TYPE.get(kind)
    if wanted:
        return Finding(
            Code.WRONG_TYPE,
            place,
            f"{name} is {wanted}, and here stands {_named(value)}",
            _TYPE_HINT[kind],
        )
    message, hint = _out_of_range(kind, context, name, value)
    return Finding(Code.NOT_ALLOWED_VALUE, place, message, hint)


_WANTED_TYPE = {
    "string_type": "text",
    "tuple_type": "a list",
    "model_type": "a set of keys",
    "dict_type": "a set of keys",
    "mapping_type": "a set of keys",
    "float_type": "a number",
    "int_type": "a whole number",
    "date_type": "a date",
}
_TYPE_HINT = {
    "string_type": "write one text, not a list or keys",
    "tuple_type": "start each entry on a line of its own with '- '",
    "model_type": "write keys below it, two spaces further in",
    "dict_type": "write keys below it, two spaces further in",
    "mapping_type": "write keys below it, two spaces further in",
    "float_type": "write a number without quotes, such as 6 or 2.5",
    "int_type": "write a whole number without quotes",
    "date_type": "write it as year-month-day, such as 2026-01-31, without quotes",
}


def _out_of_range(kind: str, context: dict[str, Any], name: str, value: Any) -> tuple[str, str]:
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = context.get("ge", context.get("le"))
        word = "at least" if kind == "greater_than_equal" else "at most"
        return f"{name} is {_written(value)}, and {word} {bound:g} is allowed", "mend the number"
    if kind == "multiple_of":
        return f"{name} is {_written(value)}", "count in quarters of an hour, such as 1.25"
    if kind == "string_too_long":
        return (
            f"{name} has {len(value)} characters, and at most {context['max_length']} are allowed",
            "say it shorter",
        )
    if kind in ("too_short", "string_too_short"):
        if not value:
            return f"{name} is empty", "fill it, or delete the key"
        return (
            f"{name} has {len(value)} entries, and needs at least {context['min_length']}",
            "add one",
        )
    if kind == "too_long":
        return (
            f"{name} has {len(value)} entries, and at most {context['max_length']} are allowed",
            "drop some",
        )
    if kind == "string_pattern_mismatch":
        if "https" in str(context.get("pattern")):
            return (
                f"{name} is not an https address",
                "write the whole address, beginning with https://",
            )
        return (
            f"{name} cannot be '{value}'",
            "small letters, digits and single hyphens, such as vector-databases",
        )
    return f"{name} cannot be {_written(value)}", str(kind).replace("_", " ")


def _unknown_key(model: type[BaseModel] | None, file: str, keys: Keys, key: str) -> Finding:
    known = _keys(model) if model else []
    hint = did_you_mean(key.replace("-", "_"), known) or did_you_mean(key, known)
    if model and key in _from_place(model):
        hint = "the file's name and folder say that: delete the line"
    return Finding(
        Code.UNKNOWN_KEY,
        Place(file, keys, of_key=True),
        f"unknown key '{key}'",
        hint or f"known keys here: {', '.join(known)}",
    )


@cache
def _from_place(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(
        name
        for name, info in model.model_fields.items()
        if any(isinstance(mark, FromPlace) for mark in info.metadata)
    )


def _keys(model: type[BaseModel]) -> list[str]:
    return [
        info.alias or name
        for name, info in model.model_fields.items()
        if name not in _from_place(model)
    ]


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and get_origin(annotation) is None:
        if issubclass(annotation, BaseModel):
            yield annotation
    else:
        for part in get_args(annotation):
            yield from _models(part)


def _model_at(model: type[BaseModel], loc: Keys) -> type[BaseModel] | None:
    """The model whose keys stand at `loc`."""
    found: type[BaseModel] | None = model
    for key in loc:
        if found and isinstance(key, str):
            info = found.model_fields.get(key)
            found = next(_models(info.annotation), None) if info else None
    return found


def _description(model: type[BaseModel], loc: Keys) -> str:
    inside = _model_at(model, loc[:-1])
    info = inside.model_fields.get(str(loc[-1])) if inside else None
    text = info.description if info and info.description else ""
    return text.rstrip(".").replace("`", "'")


def _name(keys: Keys) -> str:
    """`'why' of entry 2 of 'prerequisites'`."""
    if not keys:
        return "this"
    last = keys[-1]
    own = f"'{last}'" if isinstance(last, str) else f"entry {last + 1}"
    return f"{own}{_inside(keys[:-1])}"


def _inside(keys: Keys) -> str:
    words = [f"'{key}'" if isinstance(key, str) else f"entry {key + 1}" for key in reversed(keys)]
    return "".join(f" of {word}" for word in words)


def _looks_like_text(value: Any) -> bool:
    return isinstance(value, Bare | bool | int | float | date)


def _written(value: Any) -> str:
    """A value as its author wrote it."""
    if isinstance(value, Bare | BareFloat):
        return value.text
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def _named(value: Any) -> str:
    """What a value is, for somebody who does not know the types."""
    if isinstance(value, dict):
        return "a set of keys"
    if isinstance(value, tuple):
        return "a list"
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"the text '{value[:40]}'"
    return f"'{_written(value)}'"

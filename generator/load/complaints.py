"""Pydantic's complaints in the author's words."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic_core import ErrorDetails

from generator.diagnostics import Code, Finding, Keys, Place, did_you_mean, nearest
from generator.load.fields import (
    Model,
    description,
    from_place,
    is_required,
    known_keys,
    model_at,
)
from generator.load.scalars import Bare, BareFloat
from generator.model import ID_PATTERN, NOT_BLANK

_WANTED_TYPE = {
    "string_type": ("text", "write one text, not a list or keys"),
    "tuple_type": ("a list", "start each entry on a line of its own with '- '"),
    "dict_type": (
        "a set of keys",
        "write lines such as 'some-id: 2' below it, two spaces further in",
    ),
    "float_type": ("a number", "write a number without quotes, such as 6 or 2.5"),
    "int_type": ("a whole number", "write a whole number without quotes"),
    "date_type": (
        "a date",
        "write a day of the calendar as year-month-day, such as 2026-01-31, without quotes",
    ),
}


def finding_of(model: Model, error: ErrorDetails, file: str, at: Keys) -> Finding:
    """One complaint about `model`, whose data stands at `at` of the file."""
    loc: Keys = error["loc"]
    keys = (*at, *loc)
    name, value, kind = _name(loc), error["input"], error["type"]
    if kind == "extra_forbidden":
        return unknown_key(model_at(model, loc[:-1]), file, keys)
    if kind == "missing":
        return _missing(model, file, at, loc)
    code, (message, hint) = Code.NOT_ALLOWED_VALUE, ("", "")
    if value is None:
        code = Code.WRONG_TYPE
        message, hint = f"{name} has no value", _fill(model, loc, "write one after the colon")
    elif kind == "string_type" and isinstance(value, Bare | bool | int | float | date):
        code = Code.NEEDS_QUOTES
        message = f"{name} is text, and '{written(value)}' without quotes is not"
        hint = f'put it in quotes: "{written(value)}"'
    elif kind == "string_type" and (key := _key_in_prose(value)):
        code, keys = Code.UNQUOTED_COLON, (*keys, key)
        message = "a colon and a space inside text start a new key here"
        start = "- " if isinstance(loc[-1], int) else f"{loc[-1]}: "
        hint = f'put the whole text in double quotes: {start}"like: this"'
    elif kind == "literal_error":
        code, message, hint = _one_word_wanted(error, name, value)
    elif kind == "model_type":
        code = Code.WRONG_TYPE
        message, hint = _keys_wanted(model, loc, name, value)
    elif kind in _WANTED_TYPE:
        code = Code.WRONG_TYPE
        wanted, hint = _WANTED_TYPE[kind]
        message = f"{name} is {wanted}, and here stands {named(value)}"
    elif kind == "string_pattern_mismatch":
        message, hint = _pattern(model, error, name)
    else:
        message, hint = _out_of_range(model, error, name)
    return Finding(code, Place(file, keys), message, hint)


def unknown_key(model: Model | None, file: str, keys: Keys) -> Finding:
    """A finding on a key that `model` does not have, or has from the file's place."""
    key = str(keys[-1])
    if model and key in from_place(model):
        hint = "the file's name and folder say that: delete the line"
    elif near := nearest_key(model, key):
        hint = f"did you mean '{near}'?"
    else:
        hint = f"known keys here: {', '.join(known_keys(model) if model else ())}"
    return Finding(Code.UNKNOWN_KEY, Place(file, keys, of_key=True), f"unknown key '{key}'", hint)


def nearest_key(model: Model | None, key: str) -> str:
    """The key of `model` that is nearly this one, or nothing."""
    known = known_keys(model) if model else []
    return nearest(key.replace("-", "_"), known) or nearest(key, known)


def named(value: Any) -> str:
    """What a value is, for somebody who does not know the types."""
    if isinstance(value, dict):
        return "a set of keys"
    if isinstance(value, tuple):
        return "a list"
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"the text '{value[:40]}'"
    return f"'{written(value)}'"


def written(value: Any) -> str:
    """A value as its author wrote it."""
    if isinstance(value, Bare | BareFloat):
        return value.text
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def _key_in_prose(value: Any) -> str:
    """The words before a colon in a text that YAML took for a key, or nothing."""
    if not isinstance(value, dict) or len(value) != 1:
        return ""
    (key,) = value
    is_prose = " " in key or key[:1].isupper()  # no key of ours has either
    return key if is_prose and value[key] is not None else ""


def _missing(model: Model, file: str, at: Keys, loc: Keys) -> Finding:
    means = description(model, loc)
    inside = f" in {_name(loc[:-1])}" if loc[:-1] else ""
    return Finding(
        Code.MISSING_KEY,
        Place(file, (*at, *loc[:-1])),
        f"the key '{loc[-1]}' is missing{inside}",
        f"add '{loc[-1]}: ...'" + (f" ({means})" if means else ""),
    )


def _fill(model: Model, loc: Keys, action: str) -> str:
    return action if is_required(model, loc) else f"{action}, or delete the key"


def _one_word_wanted(error: ErrorDetails, name: str, value: Any) -> tuple[Code, str, str]:
    if isinstance(value, tuple | dict):
        fact = f"{name} is one word, and here stands {named(value)}"
        return Code.WRONG_TYPE, fact, _one_of(error, "")
    fact = f"{name} cannot be '{written(value)}'"
    return Code.NOT_ALLOWED_VALUE, fact, _one_of(error, value)


def _one_of(error: ErrorDetails, value: Any) -> str:
    listed = str(error["ctx"]["expected"]).replace(" or ", ",")
    allowed = [word.strip("' ") for word in listed.split(",")]
    return did_you_mean(written(value), allowed) or f"one of: {', '.join(allowed)}"


def _keys_wanted(model: Model, loc: Keys, name: str, value: Any) -> tuple[str, str]:
    """Keys belong where something else stands."""
    inner = model_at(model, loc)
    keys = [f"'{key}: ...'" for key in known_keys(inner)[:2]] if inner else []
    dash = "beginning the first with '- '" if isinstance(loc[-1], int) else "two spaces further in"
    return (
        f"{name} is a set of keys, and here stands {named(value)}",
        f"write its keys on lines of their own ({', '.join(keys)}), {dash}",
    )


def _pattern(model: Model, error: ErrorDetails, name: str) -> tuple[str, str]:
    pattern = str(error["ctx"]["pattern"])
    if "https" in pattern:
        return (
            f"{name} is not an https address",
            "write the whole address, beginning with https:// and without spaces or quotes",
        )
    if pattern == NOT_BLANK:
        return f"{name} is empty", _fill(model, error["loc"], "fill it")
    hint = description(model, error["loc"])
    if not hint and ID_PATTERN in pattern:
        hint = "small letters, digits and single hyphens, such as vector-databases"
    return f"{name} cannot be '{error['input']}'", hint


def _out_of_range(model: Model, error: ErrorDetails, name: str) -> tuple[str, str]:
    value, bounds = error["input"], error.get("ctx", {})
    match error["type"]:
        case "greater_than_equal":
            fact = f"{name} is {written(value)}, and at least {bounds['ge']:g} is allowed"
            return fact, "write a larger number"
        case "less_than_equal":
            fact = f"{name} is {written(value)}, and at most {bounds['le']:g} is allowed"
            return fact, "write a smaller number"
        case "multiple_of":
            fact = f"{name} is {written(value)}, which is no number of quarters"
            return fact, "count in quarters of an hour, such as 1.25"
        case "string_too_long":
            length = f"{len(value)} characters, and at most {bounds['max_length']}"
            return f"{name} has {length} are allowed", "say it shorter"
        case "too_long":
            count = f"{len(value)} entries, and at most {bounds['max_length']}"
            return f"{name} has {count} are allowed", "take some out"
        case "too_short" if value:
            count = f"{_entries(len(value))}, and needs at least {bounds['min_length']}"
            return f"{name} has {count}", "add what is missing"
        case "too_short" | "string_too_short":
            return f"{name} is empty", _fill(model, error["loc"], "fill it")
        case kind:
            return f"{name} cannot be {written(value)}", kind.replace("_", " ")


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _name(keys: Keys) -> str:
    """`'why' of entry 2 of 'prerequisites'`."""
    if not keys:
        return "this"
    words = [f"'{key}'" if isinstance(key, str) else f"entry {key + 1}" for key in reversed(keys)]
    return " of ".join(words)

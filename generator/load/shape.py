"""Data into the model, and what is wrong with its shape."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator.diagnostics import Code, Finding, Keys, Place
from generator.load.complaints import finding_of, named, nearest_key, unknown_key
from generator.load.fields import Model, from_place, known_keys, model_at
from generator.model import Entity

E = TypeVar("E", bound=Entity)


def shape(
    model: type[E], data: Any, file: str, at: Keys = (), **placed: Any
) -> tuple[E | None, list[Finding]]:
    """`data` as a `model`, or what is wrong with it. `at` is where in the file the data stands.

    `placed` gives the fields that come from the file's place and never from its text.
    """
    if not isinstance(data, dict):
        return None, [
            Finding(
                Code.WRONG_TYPE,
                Place(file, at),
                f"{named(data)} stands where keys belong",
                f"write keys, such as '{known_keys(model)[0]}: ...'",
            )
        ]
    misplaced = [unknown_key(model, file, (*at, key)) for key in data if key in from_place(model)]
    try:
        entity = model.model_validate({**data, **placed}, by_alias=True)
    except ValidationError as failure:
        errors = failure.errors(include_url=False)
        meant = set(_meant(model, errors))
        return None, misplaced + [
            finding_of(model, error, file, at)
            for error in errors
            if not _follows_from_another(error, meant)
        ]
    return (None if misplaced else entity), misplaced


def _meant(model: Model, errors: list[ErrorDetails]) -> list[Keys]:
    """The places of the keys that misspelt ones were meant to be."""
    return [
        (*error["loc"][:-1], nearest_key(model_at(model, error["loc"][:-1]), str(error["loc"][-1])))
        for error in errors
        if error["type"] == "extra_forbidden"
    ]


def _follows_from_another(error: ErrorDetails, meant: set[Keys]) -> bool:
    """Whether the mistake is another one's shadow.

    A key is missing because it is misspelt, or a list too short because its entries are wrong.
    """
    if error["type"] == "missing":
        return error["loc"] in meant
    fewest = error.get("ctx", {}).get("min_length", 0)
    return error["type"] == "too_short" and len(error["input"]) >= fewest

"""Files of releases: JSON, one a day, named by the day."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import PurePosixPath

from generator.diagnostics import Code, Finding, Location
from generator.load.files import RELEASES
from generator.load.text import NotReadableError

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def is_release(file: str) -> bool:
    return file.startswith(f"{RELEASES}/")


def release_day(file: str) -> date | Finding:
    """The day that the file's name says."""
    name = PurePosixPath(file).stem
    try:
        if _DAY.fullmatch(name):
            return date.fromisoformat(name)
        message = f"'{name}' is no day: a release is named by its day, and a day has one"
    except ValueError:
        message = f"the calendar has no day '{name}'"
    return Finding(
        Code.RELEASE_NAME,
        Location(file),
        message,
        "rename it to its day, such as 2026-01-31.json, or delete it; "
        "'curriculum release --replace' makes the release of a day anew",
    )


def require_json(text: str, file: str) -> None:
    """Refuse what is not JSON; where each value stands is read as from YAML, which JSON is too.

    Raises:
        NotReadableError: at the first mistake of syntax.
    """
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        place = Location(file, error.lineno, error.colno)
    except RecursionError:
        place = Location(file)
    else:
        return
    raise NotReadableError(
        Finding(
            Code.NOT_JSON,
            place,
            "the file is not JSON from here on",
            "a command writes these files: take the file from git again, or delete it and make it "
            "anew with 'curriculum release'",
        )
    )

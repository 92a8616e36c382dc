"""One YAML scalar: the node of a value without parts becomes text, a number, a date, or `Bare`.

By the core schema of YAML 1.2; what only looks like text stays a `Bare`, for the shape to refuse
where text belongs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

_INT = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_NOT_YAML_12 = re.compile(
    r"y|n|yes|no|on|off|true|false|[-+]?\d+(?::[0-5]?\d)+(?:\.\d*)?|0[xob][0-9a-f_]+|"
    r"\d{4}-\d\d?-\d\d?[T ].*",
    re.IGNORECASE,
)
_MAY_BE_NO_TEXT = frozenset("yYnNoOtTfF")  # as in yes, no, on, off, null, true and false


@dataclass(frozen=True)
class Bare:
    """A scalar without quotes that other YAML readers do not take for text: `no`, `12:30`."""

    text: str


class BareFloat(float):
    """A number with a point, and the text it was written as."""

    text: str


def scalar(node: yaml.ScalarNode) -> Any:
    """A scalar by the core schema of YAML 1.2; what YAML 1.1 reads otherwise becomes `Bare`."""
    text: str = node.value
    if node.style or (text[:1].isalpha() and text[0] not in _MAY_BE_NO_TEXT):
        return text
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INT.fullmatch(text):
        return int(text) if len(text) < 16 and not re.fullmatch(r"[-+]?0\d+", text) else Bare(text)
    if _FLOAT.fullmatch(text):
        number = BareFloat(text)
        number.text = text
        return number
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return Bare(text)
    return Bare(text) if _NOT_YAML_12.fullmatch(text) else text

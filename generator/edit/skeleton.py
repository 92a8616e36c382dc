"""The text of a new file: what is known as YAML, what is still to be done as comments beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from generator.load.fields import Model, description, known_keys, model_at
from generator.model import Entity
from generator.writing import folded, pair

TO_DO = "TO DO"


def skeleton(
    model: type[Entity], data: Mapping[str, Any], schema: str, to_do: Mapping[str, str]
) -> str:
    """The text, keys in order. `to_do` gives keys that `data` lacks, and what to do about each."""
    lines = [f"# yaml-language-server: $schema={schema}"]
    for key in known_keys(model):
        if key in to_do:
            lines += [f"# {line}" for line in _comment(f"{TO_DO}: {to_do[key]}")]
        if key in data:
            lines += pair(key, data[key])
        elif key in to_do:
            lines += [f"# {line}" for line in _pattern(model, key)]
    return "\n".join(lines) + "\n"


def _comment(text: str) -> list[str]:
    return [line.strip() for line in folded(text, 2).split("\n")[1:]]


def _pattern(model: type[Entity], key: str) -> Iterator[str]:
    """The lines of a key that is to be filled in: without values, so that none is forgotten."""
    kind = str(model.model_fields[key].annotation)
    dash = "- " if "tuple" in kind else ""
    inner = model_at(model, (key,))
    yield f"{key}:"
    if inner is None:
        if dash or "Mapping" in kind:
            yield "  -" if dash else "  topic-id:"
        return
    for n, part in enumerate(known_keys(inner)):
        margin = " " * (len(dash) + 2 if n else 2)
        if means := _choices(inner, part) or description(inner, (part,)):
            yield f"{margin}# {means}"
        yield f"{margin}{'' if n else dash}{part}:"


def _choices(model: Model, key: str) -> str:
    """The words that a key allows, where it allows only some."""
    words: Iterable[Any] = get_args(model.model_fields[key].annotation)
    return ", ".join(word for word in words if isinstance(word, str))

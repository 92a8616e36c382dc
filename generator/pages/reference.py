"""The YAML reference: every key an author may write, read off the model."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from generator.model import (
    Background,
    Domain,
    Entity,
    OpenQuestion,
    Project,
    Retirement,
    Role,
    Settings,
    Source,
    Term,
    Topic,
    is_from_place,
)
from generator.pages.addresses import CONTRIBUTE, DIAGNOSTICS, YAML_REFERENCE, href
from generator.pages.page import FrontMatter
from generator.pages.rendering import Sheet

FILES: Mapping[str, tuple[type[Entity], str]] = {
    "Topic": (Topic, "topics/<domain>/<topic>.yml"),
    "Role": (Role, "roles/<role>.yml"),
    "Background": (Background, "backgrounds/<background>.yml"),
    "Project": (Project, "projects/<role>/project.yml"),
    "Source": (Source, "sources/<source>.yml"),
    "Domains": (Domain, "domains.yml, a list"),
    "Questions": (OpenQuestion, "questions.yml, a list"),
    "Glossary": (Term, "glossary.yml, a list"),
    "Retired ids": (Retirement, "retired.yml, a list"),
    "Settings": (Settings, "curriculum.yml"),
}
_PLAIN = {
    "str": "text",
    "int": "whole number",
    "float": "number",
    "bool": "true or false",
    "date": "date, 2026-11-22",
}


@dataclass(frozen=True)
class Key:
    name: str
    shape: str
    is_required: bool
    meaning: tuple[str, ...]
    """Text and code by turns, text first."""


@dataclass(frozen=True)
class FileView:
    title: str
    file: str
    about: str
    keys: tuple[Key, ...]


@dataclass(frozen=True)
class ReferencePage:
    path: str
    front: FrontMatter
    contribute: str
    diagnostics: str
    files: tuple[FileView, ...]


def reference_page() -> Sheet:
    context = ReferencePage(
        path=YAML_REFERENCE,
        front=FrontMatter(
            title="YAML reference",
            description="Every key of every file, what it holds and what for.",
            section="contribute/",
            source_file="generator/model/topic.py",
            hide=(),
        ),
        contribute=href(YAML_REFERENCE, CONTRIBUTE),
        diagnostics=href(YAML_REFERENCE, DIAGNOSTICS),
        files=tuple(
            FileView(title, file, _about(model), tuple(_keys(model)))
            for title, (model, file) in FILES.items()
        ),
    )
    return Sheet("reference", context)


def _about(model: type[Entity]) -> str:
    """The model's own docstring, unless it only says which file it is."""
    about = " ".join((model.__dict__.get("__doc__") or "").split())
    return "" if "`" in about else about


def _keys(model: type[Entity], above: str = "") -> Iterator[Key]:
    """The model's keys, those of nested mappings below their own, as `exercise.task`."""
    for name, info in model.model_fields.items():
        if is_from_place(info):
            continue
        key = above + (info.alias or name)
        yield Key(key, _shape(info), info.is_required(), _meaning(info))
        nested, is_list = _nested(info.annotation)
        if nested is not None:
            yield from _keys(nested, f"{key}[]." if is_list else f"{key}.")


def _meaning(info: FieldInfo) -> tuple[str, ...]:
    return tuple((info.description or "").split("`"))


def _nested(annotation: Any) -> tuple[type[Entity] | None, bool]:
    if isinstance(annotation, type) and issubclass(annotation, Entity):
        return annotation, False
    is_list = get_origin(annotation) is tuple
    for part in get_args(annotation):
        model, inner = _nested(part)
        if model is not None:
            return model, is_list or inner
    return None, False


def _shape(info: FieldInfo) -> str:
    return _limited(_type(info.annotation), info.metadata)


def _type(annotation: Any) -> str:
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _limited(_type(parts[0]), getattr(parts[1], "metadata", ()))
    if origin is Literal:
        return ", ".join(str(part) for part in parts[:-1]) + f" or {parts[-1]}"
    if origin in (Union, types.UnionType):
        return " or ".join(_type(part) for part in parts if part is not type(None))
    if origin is tuple:
        return f"list of {_plural(_type(parts[0]))}"
    if origin is not None:
        return f"mapping of {_type(parts[0])} to {_type(parts[1])}"
    if isinstance(annotation, type) and issubclass(annotation, Entity):
        return "mapping"
    name: str = annotation.__name__
    return _PLAIN.get(name, name)


def _limited(shape: str, marks: Iterable[object]) -> str:
    """The shape with its limits in words."""
    bounds = {
        name: getattr(mark, name)
        for mark in marks
        for name in ("min_length", "max_length", "ge", "le")
        if getattr(mark, name, None) is not None
    }
    if "max_length" in bounds:
        least, most = bounds.get("min_length", 0), bounds["max_length"]
        if shape.startswith("list"):
            return f"{shape}, {least} to {most}"
        return f"{shape}, up to {most:,} characters"
    if "le" in bounds:
        return f"{shape}, {bounds['ge']} to {bounds['le']}"
    return f"{shape}, {bounds['ge']} or more" if "ge" in bounds else shape


def _plural(shape: str) -> str:
    name, _, rest = shape.partition(",")
    plural = {"text": "texts", "mapping": "mappings"}.get(name, name)
    return plural + (f" of{rest}" if rest else "")

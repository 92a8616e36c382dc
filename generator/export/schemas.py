"""JSON Schemas of the curriculum's files: editors complete keys by them and say what each means.

Made from the model: what the checks demand and what the editor demands cannot differ. Ids are
suggested, not demanded: a new topic is no mistake.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from generator.model import (
    ID_PATTERN,
    LIST_FILES,
    Background,
    Curriculum,
    Entity,
    Project,
    Role,
    Settings,
    Source,
    Topic,
    is_from_place,
)

Schema = dict[str, Any]

FILES: Mapping[str, type[Entity]] = {
    "topic": Topic,
    "role": Role,
    "background": Background,
    "project": Project,
    "source": Source,
    "curriculum": Settings,
}


def schemas(curriculum: Curriculum) -> dict[str, Schema]:
    """File name -> schema, for every kind of file a contributor edits."""
    ids = {
        "topic": sorted(curriculum.topics),
        "item": sorted(
            f"{source.id}:{item.id}"
            for source in curriculum.sources.values()
            for item in source.items
        ),
    }
    made = {name: _schema(model, ids) for name, model in FILES.items()}
    for file, model in LIST_FILES.items():
        made[file.removesuffix(".yml")] = _list_schema(_schema(model, ids))
    return {f"{name}.schema.json": made[name] for name in sorted(made)}


def _schema(model: type[Entity], ids: Mapping[str, Iterable[str]]) -> Schema:
    schema = model.model_json_schema(by_alias=True)
    for name, info in model.model_fields.items():
        if is_from_place(info):
            schema["properties"].pop(name)
            if name in schema.get("required", ()):
                schema["required"].remove(name)
    plain: Schema = _without_titles(schema)
    _suggest(plain, ids)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **plain}


def _list_schema(entry: Schema) -> Schema:
    definitions = entry.pop("$defs", None)
    dialect = entry.pop("$schema")
    listed: Schema = {"$schema": dialect, "type": "array", "items": entry}
    return {**listed, "$defs": definitions} if definitions else listed


def _without_titles(value: Any) -> Any:
    """The titles pydantic makes of field names say nothing; a property called `title` stays."""
    if isinstance(value, dict):
        return {
            key: _without_titles(part)
            for key, part in value.items()
            if not (key == "title" and isinstance(part, str))
        }
    if isinstance(value, list):
        return [_without_titles(part) for part in value]
    return value


def _suggest(value: Any, ids: Mapping[str, Iterable[str]]) -> None:
    """Put the known ids beside the pattern wherever the model marks an id."""
    if isinstance(value, dict):
        kind = value.pop("x-id", None)
        if kind is not None:
            value.pop("type", None)
            pattern = f"^{ID_PATTERN}$" if kind == "topic" else f"^{ID_PATTERN}:{ID_PATTERN}$"
            value["anyOf"] = [{"enum": list(ids[kind])}, {"type": "string", "pattern": pattern}]
        for part in value.values():
            _suggest(part, ids)
    elif isinstance(value, list):
        for part in value:
            _suggest(part, ids)

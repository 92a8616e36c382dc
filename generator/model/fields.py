"""What every part of the model is made of: entities, ids, texts, hours."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

ID_PATTERN = r"[a-z0-9]+(-[a-z0-9]+)*"
TopicId = Annotated[
    str,
    Field(
        description="The file name of a topic, without `.yml`.", json_schema_extra={"x-id": "topic"}
    ),
]
ItemId = Annotated[
    str,
    Field(description="A source item, `<source>:<item>`.", json_schema_extra={"x-id": "item"}),
]
NOT_BLANK = r"\S"
Text = Annotated[str, Field(pattern=NOT_BLANK, max_length=1200)]
Markdown = Annotated[str, Field(pattern=NOT_BLANK, max_length=20000)]
ShortTitle = Annotated[str, Field(pattern=NOT_BLANK, max_length=48)]
Title = Annotated[str, Field(pattern=NOT_BLANK, max_length=60)]
_HOST = r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d{1,5})?"
Url = Annotated[str, Field(pattern=rf"^https://{_HOST}([/?#][^\s<>\"']*)?$", max_length=400)]
Hours = Annotated[float, Field(ge=1, le=40, multiple_of=0.25)]
HoursLeft = Annotated[float, Field(ge=0.25, le=40, multiple_of=0.25)]


class FromPlace:
    """Marks a field that comes from the file's name, folder or neighbour, never from its text."""


def is_from_place(field: FieldInfo) -> bool:
    return any(isinstance(mark, FromPlace) for mark in field.metadata)


class Entity(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

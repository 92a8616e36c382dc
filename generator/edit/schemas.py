"""Writes the JSON Schemas that the first line of every curriculum file names."""

from __future__ import annotations

import json
from pathlib import Path

from generator.export import schemas
from generator.model import Curriculum


def write_schemas(curriculum: Curriculum, folder: Path) -> int:
    """Bring `folder/schema` up to date; returns how many files had to be written."""
    target = folder / "schema"
    target.mkdir(exist_ok=True)
    written = 0
    for name, schema in schemas(curriculum).items():
        text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        path = target / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            written += 1
    return written

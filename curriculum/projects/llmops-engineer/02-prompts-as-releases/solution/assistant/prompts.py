"""Prompt files: prompts/<name>/<version>.json."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import ApiError

FOLDER = Path("prompts")
_KEYS = {"name": str, "version": str, "inputs": list, "system": str, "user": str, "max_tokens": int}


@dataclass(frozen=True)
class Prompt:
    name: str
    version: str
    sha256: str
    raw: bytes
    fields: dict[str, Any]

    def messages(self, **inputs: str) -> list[dict[str, str]]:
        """Fill the template in one pass, so that braces in an input stay what they are.

        Raises:
            ValueError: an input is missing or not declared.
        """
        if set(inputs) != set(self.fields["inputs"]):
            raise ValueError(f"{self.name} {self.version} takes {self.fields['inputs']}")
        user = re.sub(r"\{(\w+)\}", lambda hole: inputs[hole[1]], self.fields["user"])
        return [
            {"role": "system", "content": self.fields["system"]},
            {"role": "user", "content": user},
        ]

    def options(self) -> dict[str, Any]:
        return {"temperature": self.fields["temperature"], "max_tokens": self.fields["max_tokens"]}

    def identity(self) -> dict[str, str]:
        return {"name": self.name, "version": self.version, "sha256": self.sha256}


def parsed(raw: bytes, where: str) -> Prompt:
    fields = json.loads(raw)
    for key, kind in _KEYS.items():
        if not isinstance(fields.get(key), kind):
            raise ApiError(500, "bad_prompt", f"{where}: '{key}' is missing or no {kind.__name__}")
    return Prompt(fields["name"], fields["version"], hashlib.sha256(raw).hexdigest(), raw, fields)


def load(name: str, version: str) -> Prompt:
    path = FOLDER / name / f"{version}.json"
    try:
        prompt = parsed(path.read_bytes(), str(path))
    except FileNotFoundError:
        raise ApiError(404, "no_prompt", f"there is no {path}") from None
    except ValueError:
        raise ApiError(500, "bad_prompt", f"{path} is not JSON") from None
    if (prompt.name, prompt.version) != (name, version):
        raise ApiError(500, "bad_prompt", f"{path} calls itself {prompt.name} {prompt.version}")
    return prompt


def versions(name: str) -> list[str]:
    found = [path.stem for path in (FOLDER / name).glob("v*.json")]
    return sorted(found, key=lambda version: (len(version), version))


def names() -> list[str]:
    return sorted(path.name for path in FOLDER.iterdir() if path.is_dir())

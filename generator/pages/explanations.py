"""What is to be said of each diagnostic: what it means, why, the cure, an example of both kinds.

The words stand in `diagnostics.toml`. The examples stand in `examples.json`, which is made from the
cases of the tests (`pytest --refresh-cases`), so that none is typed twice and each of them runs.
"""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from generator.diagnostics import Code

_NONE_YET: dict[str, Any] = {"fires": [], "passes": [], "says": ""}
"""A new code, until its case is there and `--refresh-cases` has run."""


@dataclass(frozen=True)
class Excerpt:
    """Lines of a file of a small curriculum, or a remark where lines cannot be shown."""

    file: str
    text: str
    remark: str = ""


@dataclass(frozen=True)
class Explanation:
    """`says` is what the checker prints of `fires`; of `passes` it has nothing to say."""

    code: Code
    what: str
    why: str
    cure: str
    fires: tuple[Excerpt, ...]
    passes: tuple[Excerpt, ...]
    says: str


@cache
def explanations() -> dict[Code, Explanation]:
    """Every code's explanation, in the order of the codes."""
    folder = files("generator.pages")
    words = tomllib.loads((folder / "diagnostics.toml").read_text("utf-8"))
    examples = json.loads((folder / "examples.json").read_text("utf-8"))
    return {code: _explanation(code, words[code], examples.get(code, _NONE_YET)) for code in Code}


def _explanation(code: Code, words: dict[str, str], example: dict[str, Any]) -> Explanation:
    return Explanation(
        code=code,
        what=words["what"],
        why=words["why"],
        cure=words["cure"],
        fires=_excerpts(example["fires"]),
        passes=_excerpts(example["passes"]),
        says=example["says"],
    )


def _excerpts(data: list[dict[str, str]]) -> tuple[Excerpt, ...]:
    return tuple(Excerpt(**excerpt) for excerpt in data)

"""What is to be said of each diagnostic: what it means, why, the cure, an example of both kinds.

The words stand in `diagnostics.toml`. The examples stand in `examples.json`, which is made from the
cases of the tests (`pytest --refresh-cases`), so that none is typed twice and each of them runs.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from generator.diagnostics import Code
from generator.memory import remembered

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


def explanations() -> Mapping[Code, Explanation]:
    """Every code's explanation, in the order of the codes, as the files are now."""
    folder = files("generator.pages")
    return _of(
        *((folder / name).read_text("utf-8") for name in ("diagnostics.toml", "examples.json"))
    )


@remembered
def _of(words_text: str, examples_text: str) -> Mapping[Code, Explanation]:
    words, examples = tomllib.loads(words_text), json.loads(examples_text)
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

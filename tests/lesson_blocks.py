"""The code blocks of lessons: found, run or parsed. One entry of `VALIDATORS` is one language."""

from __future__ import annotations

import ast
import io
import json
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import hcl2
import kubernetes_validate
import yaml
from dockerfile_parse import DockerfileParser

from generator import markdown

SECONDS = 20
"""Far more than a lesson may take, for a slow machine."""

LIBRARIES: Mapping[str, frozenset[str]] = {}
"""Topic -> what its code may import besides the standard library: only the library it teaches."""

SQL_ELSEWHERE = ("-- postgresql", "-- bigquery", "-- duckdb", "-- snowflake")
INSTRUCTIONS = {
    *("ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL"),
    *("ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR", "COMMENT"),
}

_RUNNER = """
import contextlib, io, json, sys
names, printed = {"__name__": "__lesson__"}, []
for name, code in json.load(sys.stdin):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        exec(compile(code, name, "exec"), names)
    printed.append(out.getvalue())
json.dump(printed, sys.stdout)
"""


class BlockError(Exception):
    """A block that does not do what it should; the message begins with its place."""


@dataclass(frozen=True)
class Block:
    """A code block, the file it stands in, and the line of its first line of code, from 1."""

    language: str
    code: str
    file: str
    line: int
    follows: str | None

    def error(self, message: object) -> BlockError:
        return BlockError(f"{self.file}:{self.line}: {self.language} block: {message}")


def blocks(text: str, file: str, first_line: int = 1) -> list[Block]:
    """Every code block, in order."""
    return [
        Block(block.language, block.code, file, first_line + block.line, block.follows)
        for block in markdown.blocks(text)
    ]


def run_python(topic: str, found: list[Block], folder: Path) -> int:
    """Run all Python of one lesson; the number of outputs that were compared."""
    programs = [block for block in found if block.language == "python"]
    for block in programs:
        _check_imports(block, LIBRARIES.get(topic, frozenset()))
    if not programs:
        return 0
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-W", "error", "-c", _RUNNER],
        input=json.dumps([(f"{b.file}:{b.line}", b.code) for b in programs]),
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        timeout=SECONDS,
        check=False,
    )
    if done.returncode:
        raise programs[0].error(f"stopped with\n{done.stderr}")
    printed = dict(zip(programs, json.loads(done.stdout), strict=True))
    return sum(_compare(block, after, printed) for block, after in _pairs(found))


def _pairs(found: list[Block]) -> Iterator[tuple[Block, Block | None]]:
    for place, block in enumerate(found):
        if block.language == "python":
            after = found[place + 1] if place + 1 < len(found) else None
            is_output = after and (after.language, after.follows) == ("text", "python")
            yield block, after if is_output else None


def _compare(block: Block, shown: Block | None, printed: Mapping[Block, str]) -> bool:
    if shown is None:
        if printed[block]:
            raise block.error("prints, and no text block after it shows what")
        return False
    if shown.code != printed[block]:
        raise shown.error(f"shows\n{shown.code}\nbut printed was\n{printed[block]}")
    return True


def _check_imports(block: Block, allowed: frozenset[str]) -> None:
    for node in ast.walk(ast.parse(block.code, f"{block.file}:{block.line}")):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in (name.split(".")[0] for name in names):
            if name not in sys.stdlib_module_names and name not in allowed:
                raise block.error(f"imports {name}, which is not in the standard library")


def _yaml(block: Block) -> None:
    for document in yaml.safe_load_all(block.code):
        if isinstance(document, dict) and {"apiVersion", "kind"} <= document.keys():
            _manifest(block, document)


def _manifest(block: Block, document: dict[str, object]) -> None:
    """Against Kubernetes' own schema; resources of others need a kind and a name."""
    if not isinstance(document.get("metadata"), dict) or "name" not in document["metadata"]:
        raise block.error(f"{document['kind']} has no metadata.name")
    newest = kubernetes_validate.latest_version()
    try:
        kubernetes_validate.validate(document, newest, strict=True)
    except kubernetes_validate.SchemaNotFoundError:
        if "." not in str(document["apiVersion"]).split("/")[0]:
            raise


def _dockerfile(block: Block) -> None:
    parser = DockerfileParser(fileobj=io.BytesIO())
    parser.content = block.code
    steps = [step["instruction"] for step in parser.structure]
    if unknown := sorted(set(steps) - INSTRUCTIONS):
        raise block.error(f"no such instruction: {', '.join(unknown)}")
    if next((step for step in steps if step not in ("ARG", "COMMENT")), "") != "FROM":
        raise block.error("does not begin with FROM")


def _shell(block: Block) -> None:
    done = subprocess.run(
        ["bash", "-n"], input=block.code, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise block.error(done.stderr)


VALIDATORS: Mapping[str, Callable[[Block], object]] = {
    "json": lambda block: json.loads(block.code),
    "yaml": _yaml,
    "toml": lambda block: tomllib.loads(block.code),
    "hcl": lambda block: hcl2.loads(block.code),
    "dockerfile": _dockerfile,
    "bash": _shell,
    "sh": _shell,
}
KNOWN = {*VALIDATORS, "python", "sql", "text"}


def validate(found: list[Block]) -> None:
    """Parse what is not run."""
    database = sqlite3.connect(":memory:")
    try:
        for block in found:
            _check_language(block)
            try:
                if block.language == "sql":
                    _sql(block, database)
                elif block.language in VALIDATORS:
                    VALIDATORS[block.language](block)
            except BlockError:
                raise
            except Exception as fault:  # each parser has its own
                raise block.error(fault) from fault
    finally:
        database.close()


def _check_language(block: Block) -> None:
    if block.language not in KNOWN:
        raise block.error(f"unknown language; known are {', '.join(sorted(KNOWN))}")


def _sql(block: Block, database: sqlite3.Connection) -> None:
    first = block.code.split("\n", 1)[0].strip().lower()
    if first == "-- sqlite":
        database.executescript(block.code)
    elif first not in SQL_ELSEWHERE:
        raise block.error(f"first line is none of -- sqlite, {', '.join(SQL_ELSEWHERE)}")

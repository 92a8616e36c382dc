"""What editors say of curriculum files through the YAML language server, from their first line.

Everything happens in a copy of the real curriculum, with schemas refreshed, without a network.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.build import Checked
from generator.edit import write_schemas
from generator.model.topic import LEVELS
from tests.language_server import Editor

pytestmark = pytest.mark.node

# Which files, the key whose line is replaced ({} is the old line), and what is said of the new one.
MISTAKES = [
    ("topics/*/*.yml", "level", "prerequisits: []\n{}", "prerequisits is not allowed"),
    ("topics/*/*.yml", "hours", "hours: many", 'Expected "number"'),
    ("topics/*/*.yml", "level", "level: medium", '"foundation", "core", "advanced"'),
    ("roles/*.yml", "kind", "colour: blue\n{}", "colour is not allowed"),
    ("roles/*.yml", "title", "title: [a, b]", 'Expected "string"'),
    ("roles/*.yml", "kind", "kind: hobby", '"job", "specialisation", "document"'),
    ("backgrounds/*.yml", "title", "know: []\n{}", "know is not allowed"),
    ("backgrounds/*.yml", "title", "title: 12", 'Expected "string"'),
]
# Which files, what is typed at the end of one, where a topic is named.
UNFINISHED = [
    ("topics/*/*.yml", "recommended:\n  - topic: "),
    ("roles/*.yml", "goals:\n  - "),
    ("backgrounds/*.yml", "knows:\n  - "),
]
DESCRIBED = [
    ("topics/*/*.yml", "lasts", "what of it will last"),
    ("roles/*.yml", "goals", "their prerequisites follow by themselves"),
    ("backgrounds/*.yml", "knows", "Topics known, each one named"),
]


@pytest.fixture(scope="module")
def curriculum(root: Path, real: Checked, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy to write into. In a pull request with a new topic the schemas may be older than it."""
    copy = tmp_path_factory.mktemp("editor") / "curriculum"
    shutil.copytree(root / "curriculum", copy)
    write_schemas(real.curriculum, copy)
    return copy


@pytest.fixture(scope="module")
def editor(curriculum: Path) -> Iterator[Editor]:
    """One session for all tests; each opens files that no other opens."""
    with Editor(curriculum) as session:
        yield session


def first(curriculum: Path, pattern: str) -> Path:
    return min(curriculum.glob(pattern))


def written(like: Path, name: str, text: str) -> Path:
    """A new file beside another."""
    file = like.with_name(f"{name}.yml")
    file.write_text(text, "utf-8")
    return file


def test_nothing_is_said_of_the_real_files(
    editor: Editor, curriculum: Path, root: Path, real: Checked
) -> None:
    files = [
        curriculum / path.relative_to(root / "curriculum")
        for path in sorted((root / "curriculum").rglob("*.yml"))
        if path.read_text("utf-8").startswith("# yaml-language-server: $schema=")
    ]
    kinds = real.curriculum
    entities = [kinds.topics, kinds.roles, kinds.backgrounds, kinds.sources, kinds.projects]
    assert len(files) > sum(len(entity) for entity in entities)
    assert {path.name: said for path, said in editor.open(*files).items() if said} == {}


@pytest.mark.parametrize(("pattern", "key", "new", "message"), MISTAKES)
def test_mistake_is_told_at_its_line(
    editor: Editor, curriculum: Path, pattern: str, key: str, new: str, message: str
) -> None:
    good = first(curriculum, pattern)
    before, old, after = re.split(rf"(?m)^({key}:.*\n)", good.read_text("utf-8"), maxsplit=1)
    text = "".join((before, new.format(old.rstrip("\n")), "\n", after))
    name = re.sub(r"\W+", "-", f"mistake-{new}")
    bad = written(good, name, text)
    (said,) = editor.open(bad)[bad]
    assert message in said["message"]
    assert said["range"]["start"]["line"] == before.count("\n")


@pytest.mark.parametrize(("pattern", "typed"), UNFINISHED)
def test_topics_are_offered_where_one_is_named(
    editor: Editor, curriculum: Path, real: Checked, pattern: str, typed: str
) -> None:
    like = first(curriculum, pattern)
    modeline = like.read_text("utf-8").splitlines()[0]
    file = written(like, "unfinished", f"{modeline}\n{typed}")
    editor.open(file)
    line = 1 + typed.count("\n") + 1
    offered = editor.complete(file, (line, len(typed.splitlines()[-1]) + 1))
    assert set(offered) >= set(real.curriculum.topics)


def test_the_values_of_a_key_are_offered(editor: Editor, curriculum: Path) -> None:
    like = first(curriculum, "topics/*/*.yml")
    modeline = like.read_text("utf-8").splitlines()[0]
    file = written(like, "level", f"{modeline}\nlevel: ")
    editor.open(file)
    assert set(editor.complete(file, (2, 8))) >= set(LEVELS)


@pytest.mark.parametrize(("pattern", "key", "description"), DESCRIBED)
def test_key_is_described_where_the_pointer_is(
    editor: Editor, curriculum: Path, pattern: str, key: str, description: str
) -> None:
    good = first(curriculum, pattern)
    text = good.read_text("utf-8")
    file = written(good, f"described-{key}", text)
    editor.open(file)
    line = text[: text.index(f"\n{key}:") + 1].count("\n") + 1
    assert description in editor.hover(file, (line, 2))

"""The code of every lesson runs; the guide keeps to itself; the path that is taught is whole.

That lessons keep to the guide as far as a program sees is told by the checker (CUR505 to CUR511).
"""

import sys
from collections import Counter
from pathlib import Path

import pytest

from generator.build import graph_of
from generator.check.lessons import beyond_limits
from generator.diagnostics import Code
from generator.health.coverage import missing
from generator.load import load
from generator.markdown import problems
from generator.model import Topic
from tests import lesson_blocks as code

ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "docs/contribute/lessons.md"
CURRICULUM = load(ROOT / "curriculum").curriculum
LESSONS = [topic for topic in CURRICULUM.topics.values() if topic.lesson is not None]

each_lesson = pytest.mark.parametrize("topic", LESSONS, ids=lambda topic: topic.id)


def blocks_of(topic: Topic) -> list[code.Block]:
    return code.blocks(topic.lesson or "", f"curriculum/{topic.lesson_file}")


@each_lesson
def test_code_runs_and_prints_what_the_lesson_shows(topic: Topic, tmp_path: Path) -> None:
    code.run_python(topic.id, blocks_of(topic), tmp_path)


@each_lesson
def test_configuration_and_data_parse(topic: Topic) -> None:
    code.validate(blocks_of(topic))


def test_no_topic_on_the_path_that_is_taught_lacks_anything() -> None:
    graph = graph_of(CURRICULUM)
    path = graph.needed(CURRICULUM.roles["llmops-engineer"].goals)
    limits = CURRICULUM.settings.lessons
    assert len(path) > 50
    assert limits is not None
    assert {topic: missing(CURRICULUM.topics[topic], limits) for topic in path} == dict.fromkeys(
        path, ()
    )


def test_blocks_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    found = [block for topic in LESSONS for block in blocks_of(topic)]
    kinds = Counter(block.language for block in found)
    compared = sum(b.language == "text" and b.follows == "python" for b in found)
    parsed = {kind: kinds[kind] for kind in sorted(kinds) if kind not in ("python", "text")}
    with capsys.disabled():
        sys.stdout.write(
            f"\n{len(LESSONS)} lessons, {len(found)} blocks: {kinds['python']} Python run, "
            f"{compared} outputs compared, validated {parsed or 'none'}, "
            f"{kinds['text'] - compared} plain text\n"
        )
    assert set(kinds) <= code.KNOWN
    assert CURRICULUM.settings.lessons
    assert set(CURRICULUM.settings.lessons.code_languages) == code.KNOWN


def test_the_guide_s_good_example_keeps_to_the_guide(tmp_path: Path) -> None:
    in_guide = code.blocks(GUIDE.read_text("utf-8"), GUIDE.name)
    (example,) = (block for block in in_guide if block.language == "markdown")
    inner = code.blocks(example.code, example.file, example.line)
    code.validate(inner)
    assert code.run_python("retries", inner, tmp_path) == 1
    assert not problems(example.code)
    limits = CURRICULUM.settings.lessons
    assert limits is not None
    wrong = {finding.code for finding in beyond_limits(example.code, GUIDE.name, limits)}
    assert wrong == {Code.LESSON_LENGTH}, "a short form, and otherwise a lesson"


def test_the_guide_names_the_limits_that_the_checker_holds() -> None:
    limits, guide = CURRICULUM.settings.lessons, GUIDE.read_text("utf-8")
    assert limits is not None
    for words in (
        f"{limits.words.at_least} to {limits.words.at_most} words",
        f"## {limits.last_heading}",
        f"never more than {limits.sentence_words}",
        f"to {limits.average_sentence_words} words on average",
        f"at most {limits.code_lines}\nlines, of at most {limits.code_width} characters",
    ):
        assert words in guide, words


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("json", "{'a': 1}"),
        ("yaml", "a: b: c"),
        ("yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {container: []}"),
        ("yaml", "apiVersion: v1\nkind: Pood\nmetadata: {name: a}"),
        ("yaml", "apiVersion: example.org/v1\nkind: Judge"),
        ("toml", "a = "),
        ("hcl", 'resource "a" {'),
        ("dockerfile", "RUN pip install x"),
        ("dockerfile", "FROM python:3.12\nRUM pip install x"),
        ("bash", "if true; then"),
        ("sql", "-- sqlite\nSELECT * FROM nowhere;"),
        ("sql", "SELECT 1;"),
        ("ruby", "puts 1"),
    ],
)
def test_a_bad_block_is_found(language: str, text: str) -> None:
    with pytest.raises(code.BlockError, match=r"^a\.md:2: "):
        code.validate(code.blocks(f"```{language}\n{text}\n```", "a.md"))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {key: value}"),
        ("yaml", "apiVersion: example.org/v1\nkind: Judge\nmetadata: {name: a}"),
        ("hcl", 'resource "a" "b" {\n  size = 3\n}'),
        ("dockerfile", "ARG V=3.12\n# why\nFROM python:${V}\nRUN true && \\\n  true"),
        ("sql", "-- sqlite\nCREATE TABLE a (b);"),
        ("sql", "-- postgresql\nCREATE EXTENSION vector;"),
        ("sh", "test -f a && echo yes"),
    ],
)
def test_a_good_block_is_let_through(language: str, text: str) -> None:
    code.validate(code.blocks(f"```{language}\n{text}\n```", "a.md"))


@pytest.mark.parametrize(
    "lesson",
    [
        "```python\nprint(1)\n```\n\n```text\n2\n```",
        "```python\nprint(1)\n```",
        "```python\nprint(1)\n```\nwords\n```text\n1\n```",
        "```python\n1 / 0\n```",
        "```python\nimport numpy\n```",
    ],
)
def test_bad_python_is_found(lesson: str, tmp_path: Path) -> None:
    with pytest.raises(code.BlockError):
        code.run_python("a", code.blocks(lesson, "a.md"), tmp_path)


def test_blocks_of_a_lesson_share_their_names_and_their_folder(tmp_path: Path) -> None:
    lesson = (
        "```python\nopen('a.txt', 'w').close()\na = 1\n```\n\n"
        "```python\nimport os\nprint(a, os.listdir())\n```\n\n```text\n1 ['a.txt']\n```\n"
    )
    assert code.run_python("a", code.blocks(lesson, "a.md"), tmp_path) == 1

"""The real curriculum, broken at random: the checker never stumbles, and misses nothing it knows.

`pytest tests/test_mutations.py --mutations 2000` makes more mistakes than the usual 300.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.build import Checked, graph_of
from generator.check import check
from generator.diagnostics import Code, Diagnostic, diagnose
from generator.load import load

Chance = random.Random
Mutation = Callable[[bytes, Chance], bytes]

MOST_FILES_AT_ONCE = 3


@pytest.fixture(scope="module")
def small(real: Checked, root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A part of the real curriculum that is quickly read: the role with the shortest path."""
    curriculum, whole = real.curriculum, root / "curriculum"
    paths = {role.id: real.graph.needed(role.goals) for role in curriculum.roles.values()}
    role = min(paths, key=lambda role: (len(paths[role]), role))
    folder = tmp_path_factory.mktemp("small") / "curriculum"
    entities = [
        *(curriculum.topics[topic] for topic in paths[role]),
        curriculum.roles[role],
        min(curriculum.backgrounds.values(), key=lambda background: len(background.knows)),
        min(curriculum.sources.values(), key=lambda source: len(source.items)),
    ]
    files = [entity.file for entity in entities]
    lessons = [file.removesuffix(".yml") + ".md" for file in files]
    lists = ["curriculum.yml", "domains.yml", "retired.yml"]
    for file in (*files, *lists, *(lesson for lesson in lessons if (whole / lesson).exists())):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(whole / file, folder / file)
    return folder


def _lines(content: bytes, chance: Chance) -> tuple[list[bytes], int]:
    lines = content.split(b"\n")
    return lines, chance.randrange(len(lines))


def delete_line(content: bytes, chance: Chance) -> bytes:
    lines, n = _lines(content, chance)
    return b"\n".join(lines[:n] + lines[n + 1 :])


def double_line(content: bytes, chance: Chance) -> bytes:
    lines, n = _lines(content, chance)
    return b"\n".join([*lines[: n + 1], *lines[n:]])


def swap_lines(content: bytes, chance: Chance) -> bytes:
    lines, n = _lines(content, chance)
    other = chance.randrange(len(lines))
    lines[n], lines[other] = lines[other], lines[n]
    return b"\n".join(lines)


def change_indentation(content: bytes, chance: Chance) -> bytes:
    lines, n = _lines(content, chance)
    lines[n] = b" " * chance.randrange(8) + lines[n].lstrip()
    return b"\n".join(lines)


def indent_with_tab(content: bytes, chance: Chance) -> bytes:
    lines, n = _lines(content, chance)
    lines[n] = b"\t" + lines[n].lstrip()
    return b"\n".join(lines)


SIGNS = [
    *(b": ", b"'", b'"', b"[", b"]", b"{", b"}", b"- ", b"#", b"&a ", b"*a", b"!!set ", b"|", b">"),
    *(b"%", b"@", b"`", b"\t", b"\x00", b"\xff", b"\xc3\xa9", b"\xe2\x80\xa8", b"\r", b"? ", b"~"),
    *(b"no", b"12:30", b"1.10", b"2026-02-30", b"9" * 30, b"<b>", b"](javascript:x)", b"{% x %}"),
    *(b"---\n", b"...\n", b"\n", b"\\", b"$", b"```", b"<<<<<<< HEAD\n", b"\xef\xbb\xbf"),
]


def insert_sign(content: bytes, chance: Chance) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(SIGNS) + content[at:]


def sign_for_value(content: bytes, chance: Chance) -> bytes:
    lines, n = _lines(content, chance)
    key, colon, _ = lines[n].partition(b": ")
    lines[n] = key + colon + chance.choice(SIGNS)
    return b"\n".join(lines)


def cut_short(content: bytes, chance: Chance) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def change_byte(content: bytes, chance: Chance) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


def repeat_a_part(content: bytes, chance: Chance) -> bytes:
    start, end = sorted(chance.randrange(len(content) + 1) for _ in "ab")
    return content[:end] + content[start:end] + content[end:]


def change_letter_of_a_key(content: bytes, chance: Chance) -> bytes:
    keys = list(re.finditer(rb"\b[a-z_]+(?=:)", content))
    at = chance.choice(keys).start() if keys else 0
    return content[:at] + b"x" + content[at + 1 :]


def _line_that_begins(content: bytes, chance: Chance, sign: bytes) -> tuple[list[bytes], int]:
    lines = content.split(b"\n")
    found = [n for n, line in enumerate(lines) if line.lstrip().startswith(sign)]
    return lines, chance.choice(found or [0])


def change_heading(content: bytes, chance: Chance) -> bytes:
    lines, n = _line_that_begins(content, chance, b"#")
    lines[n] = chance.choice((b"#", b"######", b"## ", b" ## ", b"")) + lines[n].lstrip(b"#")
    return b"\n".join(lines)


def change_fence(content: bytes, chance: Chance) -> bytes:
    lines, n = _line_that_begins(content, chance, b"```")
    lines[n] = chance.choice((b"", b"``", b"````", b"~~~", b"```", b"```ruby", b"``` {.a}"))
    return b"\n".join(lines)


LINKS = (b"](", b"](topic:nowhere)(", b"](#nowhere)(", b"][", b"](http://", b"](source:a:b)(", b"]")


def change_link(content: bytes, chance: Chance) -> bytes:
    places = [match.start() for match in re.finditer(rb"\]\(", content)]
    at = chance.choice(places) if places else 0
    return content[:at] + chance.choice(LINKS) + content[at + 2 :]


def join_lines(content: bytes, chance: Chance) -> bytes:
    lines, n = _lines(content, chance)
    return b"\n".join([*lines[:n], b" ".join(lines[n : n + 9]), *lines[n + 9 :]])


MUTATIONS: tuple[Mutation, ...] = (
    delete_line,
    double_line,
    swap_lines,
    change_indentation,
    indent_with_tab,
    insert_sign,
    sign_for_value,
    cut_short,
    change_byte,
    repeat_a_part,
    change_letter_of_a_key,
    change_heading,
    change_fence,
    change_link,
    join_lines,
)


def _found(folder: Path) -> tuple[Diagnostic, ...]:
    loaded = load(folder)
    findings = [*loaded.findings, *check(loaded.curriculum, graph_of(loaded.curriculum))]
    return diagnose(findings, loaded.locate)


def _mutated(folder: Path, chance: Chance) -> Iterator[tuple[Path, bytes]]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in chance.sample(files, chance.randint(1, MOST_FILES_AT_ONCE)):
        content = path.read_bytes()
        for _ in range(chance.randint(1, 3)):
            content = chance.choice(MUTATIONS)(content, chance) or b"\n"
        yield path, content


def test_no_mistake_of_chance_makes_the_checker_stumble(
    small: Path, pytestconfig: pytest.Config
) -> None:
    """Every diagnostic has a place that exists in its file, and words."""
    chance = Chance(pytestconfig.getoption("--mutation-seed"))
    for number in range(pytestconfig.getoption("--mutations")):
        before = {}
        for path, content in list(_mutated(small, chance)):
            before[path] = path.read_bytes()
            path.write_bytes(content)
        try:
            for found in _found(small):
                _assert_it_can_be_acted_on(found, number)
        finally:
            for path, content in before.items():
                path.write_bytes(content)


def _assert_it_can_be_acted_on(found: Diagnostic, number: int) -> None:
    assert found.message, number
    assert found.hint, f"mutation {number}: {found}"
    path = Path(found.location.file)
    if path.exists():
        lines = path.read_bytes().decode("utf-8", "replace").splitlines() or [""]
        assert 1 <= found.location.line <= len(lines) + 1, f"mutation {number}: {found}"
        assert found.location.column >= 1


def _topics(folder: Path) -> list[Path]:
    return sorted((folder / "topics").rglob("*.yml"))


def _replaced(path: Path, pattern: str, new: str) -> str:
    text, count = re.subn(pattern, new, path.read_text("utf-8"), count=1, flags=re.MULTILINE)
    assert count, path
    return text


MUST_FIRE = {
    Code.UNKNOWN_KEY: (r"^(level|hours|lasts): ", r"x\1: "),
    Code.MISSING_KEY: (r"^(level|hours|durability): .*\n", ""),
    Code.DUPLICATE_KEY: (r"^(level: .*\n)", r"\1\1"),
    Code.NOT_ALLOWED_VALUE: (r"^level: .*$", "level: easy"),
    Code.WRONG_TYPE: (r"^hours: .*$", "hours: many"),
    Code.NEEDS_QUOTES: (r"^title: .*$", "title: 12:30"),
    Code.UNQUOTED_COLON: (r"^title: (.*)$", "title: One: two"),
    Code.TAB: (r"^outcomes:\n  - ", "outcomes:\n\t- "),
    Code.ALIAS_OR_TAG: (r"^title: ", "title: &name "),
    Code.NOT_YAML: (r"^title: .*$", "title: 'One"),
    Code.HTML_IN_TEXT: (r"^title: .*$", "title: One <b>two</b>"),
}
"""What a topic's file is changed to, and the code that has to say so."""


@pytest.mark.parametrize("code", MUST_FIRE)
def test_a_known_mistake_is_never_missed_whichever_topic_it_is_in(small: Path, code: Code) -> None:
    chance = Chance(code)
    for path in chance.sample(_topics(small), 4):
        before = path.read_bytes()
        path.write_text(_replaced(path, *MUST_FIRE[code]), "utf-8")
        found = [d for d in _found(small) if d.location.file == path.as_posix()]
        path.write_bytes(before)
        assert code in {d.code for d in found}


LESSON_MUST_FIRE = {
    Code.NOT_UTF8: (rb"\Z", b"\xb0"),
    Code.BROKEN_LINK: (rb"\]\(topic:", b"](topic:x-"),
    Code.FORBIDDEN_LINK: (rb"\]\(topic:", b"](mailto:"),
    Code.HTML_IN_TEXT: (rb"\n## ", b"\n<b>bold</b>\n\n## "),
    Code.ATTRIBUTE_LIST: (rb"\n## ", b"\n{: .big }\n\n## "),
    Code.OUTSIDE_DIALECT: (rb"\n## ", b"\n# "),
    Code.LESSON_LENGTH: (rb"\Z", b"\n" + b"It is so. " * 400 + b"\n"),
    Code.LESSON_HEADINGS: (rb"\A", b"## First\n\n"),
    Code.LONG_SENTENCE: (rb"\n## ", b"\nIt" + b" is so" * 30 + b".\n\n## "),
    Code.LARGE_BLOCK: (rb"\n## ", b"\n```text\n" + b"x\n" * 31 + b"```\n\n## "),
    Code.BLOCK_LANGUAGE: (rb"\n## ", b"\n```ruby\nputs 1\n```\n\n## "),
}
"""What a lesson is changed to, and the code that has to say so."""


@pytest.mark.parametrize("code", LESSON_MUST_FIRE)
def test_a_known_mistake_in_a_lesson_is_never_missed(small: Path, code: Code) -> None:
    pattern, new = LESSON_MUST_FIRE[code]
    for path in Chance(code).sample(sorted((small / "topics").rglob("*.md")), 4):
        before = path.read_bytes()
        changed, count = re.subn(pattern, lambda _: new, before, count=1)
        assert count, path
        path.write_bytes(changed)
        found = {d.code for d in _found(small) if d.location.file == path.as_posix()}
        path.write_bytes(before)
        assert code in found, path


def test_a_misspelt_id_is_never_missed(small: Path) -> None:
    chance = Chance("misspelt")
    for path in chance.sample([p for p in _topics(small) if b"- topic: " in p.read_bytes()], 6):
        before = path.read_bytes()
        path.write_text(_replaced(path, r"^  - topic: (\S+)$", r"  - topic: \1-x"), "utf-8")
        line = path.read_text("utf-8").split("-x\n")[0].count("\n") + 1
        found = _found(small)
        path.write_bytes(before)
        places = {(d.location.file, d.location.line) for d in found if d.code == "CUR201"}
        assert (path.as_posix(), line) in places


def test_a_file_taken_away_is_never_missed(root: Path, tmp_path: Path) -> None:
    """Every topic is named somewhere in the real curriculum: without it, that place is told."""
    folder = tmp_path / "curriculum"
    shutil.copytree(root / "curriculum", folder)
    for path in Chance("removed").sample(_topics(folder), 3):
        before = path.read_bytes()
        path.unlink()
        messages = {d.message for d in _found(folder) if d.code == "CUR201"}
        path.write_bytes(before)
        assert f"there is no topic '{path.stem}'" in messages
    for name in ("curriculum.yml", "domains.yml"):
        (folder / name).rename(folder / f"{name}~")
        codes = {d.code for d in _found(folder)}
        (folder / f"{name}~").rename(folder / name)
        assert Code.MISSING_FILE in codes

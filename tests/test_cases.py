"""Every case folder says exactly what it should. `tests/README.md` says how to add one."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.build import checked
from generator.cli import main
from generator.diagnostics import Code, Severity

CASES = Path(__file__).parent / "cases"
INVALID = sorted(path.name for path in (CASES / "invalid").iterdir())
NOT_OVERLAID = ("expected.txt", "removed.txt", "passes")


def _not_utf8(folder: Path) -> None:
    file = folder / "topics/oven/heat.yml"
    file.write_bytes(file.read_bytes().replace(b"a loaf.", b"a loaf at 250 \xb0C."))


def _lesson_not_utf8(folder: Path) -> None:
    (folder / "topics/oven/heat.md").write_bytes(b"## Heat\n\nAt 250 \xb0C.\n")


def _utf16(folder: Path) -> None:
    file = folder / "topics/oven/heat.yml"
    file.write_text(file.read_text("utf-8"), "utf-16")


def _nul_byte(folder: Path) -> None:
    file = folder / "topics/oven/heat.yml"
    file.write_bytes(file.read_bytes().replace(b"an oven", b"an\0oven"))


def _lesson_with_nul_byte(folder: Path) -> None:
    (folder / "topics/oven/heat.md").write_bytes(b"## Heat\n\nAn\0oven.\n")


def _huge_file(folder: Path) -> None:
    with (folder / "topics/oven/heat.yml").open("wb") as file:
        file.truncate(50 * 1024 * 1024)


def _huge_lesson(folder: Path) -> None:
    with (folder / "topics/oven/heat.md").open("wb") as file:
        file.truncate(50 * 1024 * 1024)


def _many_brackets(folder: Path) -> None:
    (folder / "topics/oven/heat.yml").write_text("title: " + "[" * 100_000 + "\n", "utf-8")


def _many_dashes(folder: Path) -> None:
    (folder / "topics/oven/heat.yml").write_text("- " * 100_000 + "x\n", "utf-8")


def _picture(folder: Path) -> Path:
    path = folder / "topics/oven/heat/oven.svg"
    path.parent.mkdir()
    return path


def _picture_not_utf8(folder: Path) -> None:
    _picture(folder).write_bytes(b"<svg>\n<text>250 \xb0C</text></svg>")


def _huge_picture(folder: Path) -> None:
    with _picture(folder).open("wb") as file:
        file.truncate(50 * 1024 * 1024)


def _linked_picture(folder: Path) -> None:
    secret = folder.parent / "secret.svg"
    secret.write_text("<svg/>", "utf-8")
    _picture(folder).symlink_to(secret)


def _linked_file(folder: Path) -> None:
    secret = folder.parent / "secret.yml"
    secret.write_text("title: Secret\n", "utf-8")
    (folder / "topics/oven/secret.yml").symlink_to(secret)


def _linked_folder(folder: Path) -> None:
    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "secret.yml").write_text("title: Secret\n", "utf-8")
    (folder / "topics/elsewhere").symlink_to(elsewhere, target_is_directory=True)


def _page_in_the_way(folder: Path) -> None:
    page = folder.parent / "docs/topics/Baking.md"
    page.parent.mkdir(parents=True)
    page.write_text("# My own page on baking\n", "utf-8")


MADE: dict[str, Callable[[Path], None]] = {
    "CUR101-nul-byte": _nul_byte,
    "CUR101-nested-100000-brackets": _many_brackets,
    "CUR101-nested-100000-dashes": _many_dashes,
    "CUR107-not-utf-8": _not_utf8,
    "CUR107-lesson-not-utf-8": _lesson_not_utf8,
    "CUR107-utf-16": _utf16,
    "CUR107-picture-not-utf-8": _picture_not_utf8,
    "CUR113-50-megabytes": _huge_file,
    "CUR113-lesson-of-50-megabytes": _huge_lesson,
    "CUR113-picture-of-50-megabytes": _huge_picture,
    "CUR114-link-as-a-picture": _linked_picture,
    "CUR114-link-to-a-file-outside": _linked_file,
    "CUR114-link-to-a-folder-outside": _linked_folder,
    "CUR211-nul-byte-in-lesson": _lesson_with_nul_byte,
    "CUR212-page-in-the-way": _page_in_the_way,
}
"""What cannot stand in git as it is: made here, in the copy of the base."""

COMMANDS = {"CUR212-page-in-the-way": ["build"]}
"""Cases that another command than `check` meets."""


def _assemble(case: str, target: Path) -> Path:
    """A copy of the base with the case's files over it, less those that its removed.txt names."""
    folder = target / "curriculum"
    shutil.copytree(CASES / "base", folder)
    shutil.copytree(
        CASES / "invalid" / case,
        folder,
        dirs_exist_ok=True,
        ignore=shutil.ignore_patterns(*NOT_OVERLAID),
    )
    removed = CASES / "invalid" / case / "removed.txt"
    for name in removed.read_text("utf-8").splitlines() if removed.exists() else ():
        (folder / name).unlink()
    if case in MADE:
        MADE[case](folder)
    return folder


@pytest.mark.parametrize("case", INVALID)
def test_case_says_what_is_expected(
    case: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    _assemble(case, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FAIRWAY_SITE_URL", raising=False)
    command = COMMANDS.get(case, ["check", "--notes"])
    result = CliRunner().invoke(main, command, catch_exceptions=False)
    expected = CASES / "invalid" / case / "expected.txt"
    if request.config.getoption("--refresh-cases"):
        expected.write_text(result.output, "utf-8")
    assert result.output == expected.read_text("utf-8")
    assert f" {case[:6]} " in result.output, "the case's name says another code"
    assert result.exit_code == int(" error CUR" in result.output)


def test_base_has_nothing_to_say() -> None:
    assert checked(CASES / "base").diagnostics == ()


def test_every_case_made_by_code_has_its_folder() -> None:
    assert MADE.keys() | COMMANDS.keys() <= set(INVALID)


@pytest.mark.parametrize("code", Code)
def test_every_code_has_a_case_that_fires(code: Code) -> None:
    assert [case for case in INVALID if case.startswith(f"{code}-")]


@pytest.mark.parametrize("code", Code)
def test_every_code_is_used_by_the_generator(code: Code, root: Path) -> None:
    own = root / "generator" / "diagnostics.py"
    modules = (path for path in (root / "generator").rglob("*.py") if path != own)
    assert any(f"Code.{code.name}" in module.read_text("utf-8") for module in modules)


def test_every_message_has_a_hint_and_is_in_the_authors_words() -> None:
    """No word of YAML's, Python's or the parsers' inner life reaches an author."""
    jargon = re.compile(
        r"\b(None|dict|tuple|str|int|float|bool|NoneType|validat\w+|pydantic|yaml\.\w+|mapping|"
        r"scalar|token|parsing|block end|pattern|Traceback|exception|input should|value_error)\b"
    )
    for case in INVALID:
        lines = (CASES / "invalid" / case / "expected.txt").read_text("utf-8").splitlines()
        for line, following in zip(lines, [*lines[1:], ""], strict=True):
            if re.search(r"^\S+:\d+:\d+ (error|warning|note) CUR\d{3} ", line):
                assert following.startswith("    "), f"{case}: no hint below {line}"
                message = line.split(" CUR", 1)[1]
                assert not jargon.search(message), f"{case}: {line}"
                assert not jargon.search(following), f"{case}: {following}"


def test_severity_says_whether_a_code_fails() -> None:
    """1 shape, 2 references: errors; 4 coverage: notes; 5 wording: warnings."""
    by_family = {
        "1": Severity.ERROR,
        "2": Severity.ERROR,
        "4": Severity.NOTE,
        "5": Severity.WARNING,
    }
    for code in Code:
        family = code.value[3]
        assert family == "3" or code.severity is by_family[family]

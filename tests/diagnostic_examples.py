"""The examples of the catalogue, cut out of the cases: what differs, and how it is told.

`pytest --refresh-cases` writes them into the generator, whose pages cannot read this folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from generator.diagnostics import Code

CASES = Path(__file__).parent / "cases"
BASE = CASES / "base"
CONTEXT = 2
MOST_LINES = 16

SHOWN = {
    Code.UNKNOWN_KEY: "CUR103-unknown-key",
    Code.NOT_UTF8: "CUR107-not-utf-8",
    Code.NEEDS_QUOTES: "CUR109-time",
    Code.BROKEN_LINK: "CUR206-missing-topic",
    Code.FORBIDDEN_LINK: "CUR208-http-link",
    Code.HTML_IN_TEXT: "CUR209-bold-in-lesson",
    Code.OUTSIDE_DIALECT: "CUR211-first-level-heading",
    Code.PICTURE_MISSING: "CUR213-picture-missing",
    Code.NOT_A_PICTURE: "CUR216-ampersand",
    Code.OUTSIDE_PICTURES: "CUR217-event-handler",
    Code.FIXED_COLOUR: "CUR218-red",
    Code.PICTURE_SIZE: "CUR219-small-text",
    Code.QUESTIONS_COUNT: "CUR411-too-many",
}
"""The case that a page shows, where the first by name is not the plainest."""

MADE = {
    Code.NOT_UTF8: ("topics/oven/heat.yml", "is saved in Latin-1", "is saved as UTF-8"),
    Code.TOO_LARGE: ("topics/oven/heat.yml", "has 50 megabytes", "has 1 kilobyte"),
    Code.SYMBOLIC_LINK: (
        "topics/oven/secret.yml",
        "is a link to a file outside",
        "is a file of its own",
    ),
    Code.BAD_ID: (
        "topics/oven/Steam.yml",
        "has a capital letter in its name",
        "is called steam.yml",
    ),
    Code.STRAY_FILE: ("topics/oven/heat.yml~", "is a copy that an editor left", "is deleted"),
    Code.BAD_RETIREMENT: (
        "topics/dough/yeast.yml",
        "is a new topic under an id that is retired",
        "has an id that no topic had before",
    ),
    Code.ON_NO_PATH: (
        "topics/oven/steam.yml",
        "is a topic that no role needs",
        "is a goal of a role",
    ),
    Code.PAGE_CLASH: (
        "docs/topics/Baking.md",
        "is a page written by hand",
        "stands at another address",
    ),
}
"""What no text shows: the file, what is wrong with it, and how it would be right."""

Excerpts = list[dict[str, str]]


def example(code: Code) -> dict[str, Excerpts | str]:
    """Excerpts that fire and that pass, and what the checker prints of the former."""
    case = shown_case(code)
    says = says_of(code, case)
    if code in MADE:
        file, wrong, right = MADE[code]
        fires, passes = [_remark(file, wrong)], [_remark(file, right)]
    else:
        fires, passes = [], []
        for file in shown_files(case, says):
            one, other = _pair(case, file)
            fires.append(one)
            passes.append(other)
    return {"fires": fires, "passes": passes, "says": says}


def shown_case(code: Code) -> Path:
    """The folder of the case that the page of a code shows."""
    found = sorted((CASES / "invalid").glob(f"{code}-*"))
    wanted = [case for case in found if case.name == SHOWN.get(code)]
    return (wanted or [case for case in found if list(_files(case))] or found)[0]


def says_of(code: Code, case: Path) -> str:
    """The first diagnostic of this code as the checker prints it."""
    lines = (case / "expected.txt").read_text("utf-8").splitlines()
    at = next(n for n, line in enumerate(lines) if f" {code} " in line)
    return "\n".join(lines[at : at + 2])


def _files(case: Path) -> Iterator[str]:
    """The files in which a case differs from the base, those that it lacks among them."""
    removed = case / "removed.txt"
    if removed.exists():
        yield from removed.read_text("utf-8").split()
    for path in sorted(case.rglob("*")):
        file = path.relative_to(case).as_posix()
        is_own = file in ("expected.txt", "removed.txt") or file.startswith("passes/")
        if path.is_file() and not is_own and _text(path) != _text(BASE / file):
            yield file


def shown_files(case: Path, says: str) -> list[str]:
    """The files with a right version; else the one that is told, or all that the case changes."""
    if right := sorted((case / "passes").rglob("*.*")):
        return [path.relative_to(case / "passes").as_posix() for path in right]
    told = re.sub(r"^curriculum/|:\d+:\d+ .*", "", says.split("\n", maxsplit=1)[0])
    changed = list(_files(case))
    return [told] if told in changed else changed


def _pair(case: Path, file: str) -> tuple[dict[str, str], dict[str, str]]:
    wrong = _text(case / file)
    right = _text(case / "passes" / file) or _text(BASE / file)
    if wrong is None:
        return _remark(file, "is not there"), _excerpt(file, (right or "").split("\n"))
    if right is None:
        return _excerpt(file, wrong.split("\n")), _remark(file, "is not there")
    if not wrong.strip():
        return _remark(file, "is empty"), _excerpt(file, right.split("\n"))
    before, after = right.rstrip("\n").split("\n"), wrong.rstrip("\n").split("\n")
    groups = list(SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(CONTEXT))
    return (
        _excerpt(file, _joined(after, [(group[0][3], group[-1][4]) for group in groups])),
        _excerpt(file, _joined(before, [(group[0][1], group[-1][2]) for group in groups])),
    )


def _joined(lines: list[str], ranges: list[tuple[int, int]]) -> list[str]:
    """These ranges of lines, with dots for what is left out around them."""
    found: list[str] = []
    end = 0
    for start, stop in ranges:
        if start > end:
            found.append("...")
        found += lines[start:stop]
        end = stop
    return [*found, "..."] if end < len(lines) else found


def _excerpt(file: str, lines: list[str]) -> dict[str, str]:
    while lines and not lines[-1]:
        lines = lines[:-1]
    text = [*lines[:MOST_LINES], "..."] if len(lines) > MOST_LINES + 1 else lines
    return {"file": f"curriculum/{file}", "text": "\n".join(text), "remark": ""}


def _remark(file: str, remark: str) -> dict[str, str]:
    place = file if file.startswith("docs/") else f"curriculum/{file}"
    return {"file": place, "text": "", "remark": remark}


def _text(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None

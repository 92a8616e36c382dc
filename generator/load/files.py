"""Which files of a curriculum folder are read; what stands where nothing is read is a finding."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.diagnostics import Code, Finding, Location, did_you_mean
from generator.model import ID_PATTERN, LIST_FILES

REQUIRED = ("curriculum.yml", "domains.yml")
IGNORED_FOLDERS = {"schema"}
RELEASES = "changes"
IGNORED_FILES = {"README.md", "projects/README.md"}
CACHES = {"__pycache__"}

_ID = re.compile(ID_PATTERN)
_PROJECT_FILE = re.compile(r"projects/[^/]+/.+")
_WHERE = {
    "topics": (
        "a topic stands in topics/<domain>/<topic>.yml, its lesson beside it as <topic>.md, and "
        "the lesson's pictures in <topic>/<picture>.svg"
    ),
    "roles": "a role stands in roles/<role>.yml",
    "backgrounds": "a background stands in backgrounds/<background>.yml",
    "sources": "a source stands in sources/<source>.yml",
    "projects": "a project stands in projects/<role>/project.yml",
    RELEASES: "a release stands in changes/<date>.json; the command 'curriculum release' writes it",
}
_ELSEWHERE = (
    "topics, roles, backgrounds, sources and projects stand in the folders of these names; the "
    "curriculum's README lists the other files"
)


def files_of(folder: Path) -> tuple[list[str], list[Finding]]:
    """The files to read, sorted, and what is wrong with the names and places of others."""
    found, findings = [], []
    for file, is_link in _walk(folder):
        finding = _linked(file) if is_link else _misplaced(file)
        if finding:
            findings.append(finding)
        else:
            found.append(file)
    return sorted(found), [*findings, *_missing(found), *_lonely(found)]


def _walk(folder: Path) -> Iterator[tuple[str, bool]]:
    """Every file below the folder, and every symbolic link, marked as such and not followed."""
    for root, folders, names in os.walk(folder):
        here = Path(root).relative_to(folder)
        for name in sorted(folders + names):
            file = (here / name).as_posix()
            if name.startswith(".") and not _PROJECT_FILE.fullmatch(file):
                continue  # some editors lock a file by a hidden link beside it
            if (Path(root) / name).is_symlink():
                yield file, True
            elif name in names and file not in IGNORED_FILES:
                yield file, False
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in CACHES
            and not (Path(root) / name).is_symlink()
            and (here / name).as_posix() not in IGNORED_FOLDERS
        )


def _linked(file: str) -> Finding:
    return Finding(
        Code.SYMBOLIC_LINK,
        Location(file),
        "a symbolic link stands here, and none is followed",
        "put the file or folder itself here",
    )


def _misplaced(file: str) -> Finding | None:
    kind, _, rest = file.partition("/")
    stem, _, ending = file.rsplit("/", 1)[-1].rpartition(".")
    depth = rest.count("/") + 1 if rest else 0
    belongs = (
        file == "curriculum.yml"
        or file in LIST_FILES
        or (kind == "topics" and depth == 2 and ending in ("yml", "md"))
        or (kind == "topics" and depth == 3 and ending == "svg")
        or (kind in ("roles", "backgrounds", "sources") and depth == 1 and ending == "yml")
        or (kind == RELEASES and depth == 1 and ending == "json")
        or _PROJECT_FILE.fullmatch(file)
    )
    if not belongs:
        hint = _WHERE.get(kind, _ELSEWHERE)
        if kind == "topics" and depth == 3:
            hint = "a lesson's pictures are SVG files: draw it as one, or take the file away"
        elif ending == "yaml":
            hint = f"rename it to {stem}.yml"
        return Finding(
            Code.STRAY_FILE,
            Location(file),
            "nothing reads a file of this name in this place",
            hint,
        )
    if kind == RELEASES:
        return None  # `releases` looks at the day
    parts = [*rest.split("/")[:-1], stem] if rest else []
    if kind == "projects":
        parts = parts[:1]  # below a project's folder files are named as its learner needs them
    bad = next((part for part in parts if not _ID.fullmatch(part)), None)
    return _no_id(file, bad) if bad is not None else None


def _no_id(file: str, name: str) -> Finding:
    better = better_id(name)
    return Finding(
        Code.BAD_ID,
        Location(file),
        f"'{name}' is no id: ids have small letters, digits and single hyphens",
        f"rename it to '{better}'" if better else "rename it, such as to vector-databases",
    )


def better_id(name: str) -> str:
    """A name as the id it was perhaps meant to be, or nothing."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def _missing(files: Iterable[str]) -> Iterator[Finding]:
    for file in sorted(set(REQUIRED).difference(files)):
        yield Finding(
            Code.MISSING_FILE,
            Location(file),
            "this file is missing, and every curriculum has one",
            "write it, or name the folder of a curriculum",
        )


def _lonely(files: Iterable[str]) -> Iterator[Finding]:
    """Lessons and pictures without a topic: mostly a file name misspelt."""
    there = set(files)
    for file in sorted(there):
        is_picture = file.endswith(".svg")
        topic = (file.rsplit("/", 1)[0] if is_picture else file.removesuffix(".md")) + ".yml"
        if file.startswith("topics/") and file.endswith((".md", ".svg")) and topic not in there:
            what = "the folder of this picture" if is_picture else "this lesson"
            folder, name = topic.rsplit("/", 1)
            beside = [f.rsplit("/", 1)[-1] for f in there if f.startswith(f"{folder}/")]
            near = did_you_mean(
                name.removesuffix(".yml"),
                [other.removesuffix(".yml") for other in beside if other.endswith(".yml")],
            )
            yield Finding(
                Code.STRAY_FILE,
                Location(file),
                f"no topic stands beside {what}: there is no {name}",
                near or f"write {name}, or give it the name of its topic",
            )

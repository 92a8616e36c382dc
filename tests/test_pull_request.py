"""What a pull request from a fork is told, by the very commands of the workflow.

They run in a checkout such as the host makes: the fork's branch merged into the base as it is now.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
BASH = shutil.which("bash")

pytestmark = pytest.mark.skipif(BASH is None, reason="the workflow's commands are bash")

Edit = Callable[[Path], None]


@dataclass(frozen=True)
class Told:
    """How the steps of the job ended, by name, with what they printed; and the job's summary."""

    codes: dict[str, int]
    printed: str
    summary: str


def git(folder: Path, *arguments: str | Path) -> None:
    names = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "-C", folder, *names, *arguments], check=True, capture_output=True)


def changed(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / "curriculum" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def commit(folder: Path) -> None:
    git(folder, "add", ".")
    git(folder, "commit", "-q", "--allow-empty", "-m", "edit")


def nothing(_: Path) -> None:
    pass


def pull_request(
    folder: Path, *, in_fork: Edit, before: Edit = nothing, meanwhile: Edit = nothing
) -> Path:
    """The checkout; `before` and `meanwhile` happen in the base."""
    base, fork, checkout = folder / "base", folder / "fork", folder / "checkout"
    shutil.copytree(ROOT / "tests/cases/base", base / "curriculum")
    git(base, "init", "-q", "-b", "main")
    before(base)
    commit(base)
    git(folder, "clone", "-q", base, fork)
    git(fork, "checkout", "-q", "-b", "any-name")
    in_fork(fork)
    commit(fork)
    meanwhile(base)
    commit(base)
    git(folder, "clone", "-q", base, checkout)
    git(checkout, "fetch", "-q", fork, "any-name")
    git(checkout, "checkout", "-q", "--detach")
    git(checkout, "merge", "-q", "--no-ff", "--no-edit", "FETCH_HEAD")
    (checkout / ".venv").mkdir()
    (checkout / ".venv/bin").symlink_to(sysconfig.get_path("scripts"))
    return checkout


def told(checkout: Path) -> Told:
    """Run the steps on the curriculum as the host does, until one fails."""
    job = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text("utf-8"))["jobs"]["check"]
    steps = [step for step in job["steps"] if "curriculum" in step.get("run", "")]
    summary = checkout.parent / "summary.md"
    environment = {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_BASE_REF": "main"}
    codes, printed = {}, ""
    for step in steps:
        done = subprocess.run(
            [BASH or "", "-e", "-c", step["run"]],
            cwd=checkout,
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        codes[step["name"]] = done.returncode
        printed += done.stdout
        if done.returncode:
            break
    return Told(codes, printed, summary.read_text("utf-8"))


def test_an_edit_is_told_with_what_it_alone_does(tmp_path: Path) -> None:
    checkout = pull_request(
        tmp_path,
        in_fork=lambda fork: changed(fork, "topics/dough/flour.yml", "title: Flour", "title: Rye"),
        meanwhile=lambda base: changed(base, "topics/oven/heat.yml", "title: Heat", "title: Fire"),
    )
    said = told(checkout)
    assert list(said.codes.values()) == [0, 0]
    assert "::error" not in said.printed
    assert "no errors" in said.summary
    assert "changed: Rye: title" in said.summary
    assert "Fire" not in said.summary


def test_a_mistake_is_told_at_its_line_and_in_the_summary(tmp_path: Path) -> None:
    checkout = pull_request(
        tmp_path,
        in_fork=lambda fork: changed(fork, "topics/oven/baking.yml", "topic: heat", "topic: haet"),
    )
    said = told(checkout)
    assert list(said.codes.values()) == [1]
    assert "::error file=curriculum/topics/oven/baking.yml,line=" in said.printed
    assert "- `curriculum/topics/oven/baking.yml:" in said.summary


def test_a_base_with_mistakes_fails_nobody_who_mends_them(tmp_path: Path) -> None:
    """What the paths of the base were cannot be told; that is no fault of this pull request."""
    checkout = pull_request(
        tmp_path,
        before=lambda base: changed(base, "topics/oven/baking.yml", "topic: heat", "topic: haet"),
        in_fork=lambda fork: changed(fork, "topics/oven/baking.yml", "topic: haet", "topic: heat"),
    )
    said = told(checkout)
    assert list(said.codes.values()) == [0, 0]
    assert "1 error" in said.summary

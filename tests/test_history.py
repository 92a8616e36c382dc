"""Earlier states come out of real git repositories: revisions, merges, names that mean nothing."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.history import NoSuchRevisionError, folder_at

BASE = Path(__file__).parent / "cases/base"


def git(folder: Path, *arguments: str) -> None:
    names = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "-C", folder, *names, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the base curriculum on `main`."""
    shutil.copytree(BASE, tmp_path / "curriculum")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "start")
    return tmp_path


def edit(repository: Path, file: str, old: str, new: str) -> None:
    path = repository / "curriculum" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def diff(repository: Path, *arguments: str) -> str:
    done = CliRunner().invoke(
        main, ["diff", *arguments, "--curriculum", str(repository / "curriculum")]
    )
    assert done.exit_code == 0, done.output
    return done.output


def test_a_revision_is_the_folder_as_it_was(repository: Path) -> None:
    edit(repository, "topics/dough/flour.yml", "title: Flour", "title: Flours")
    with folder_at("HEAD", repository / "curriculum") as folder:
        assert "title: Flour\n" in (folder / "topics/dough/flour.yml").read_text(encoding="utf-8")
        was = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
        assert was == {path.relative_to(BASE) for path in BASE.rglob("*") if path.is_file()}


def test_nothing_changed_is_said(repository: Path) -> None:
    assert diff(repository, "HEAD") == "Nothing changes: no topic, no edge, no path.\n"


def test_an_edit_is_told_by_what_it_does_to_each_role(repository: Path) -> None:
    edit(repository, "topics/dough/kneading.yml", "hours: ", "hours: 1")
    told = diff(repository, "HEAD", "--format", "markdown")
    assert "### Paths" in told
    assert "- Baker: +" in told
    assert "changed: Kneading: hours" in told


def test_a_branch_is_compared_with_where_it_began(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "edit")
    edit(repository, "topics/dough/flour.yml", "title: Flour", "title: Flours")
    git(repository, "commit", "-q", "-a", "-m", "edit")
    git(repository, "checkout", "-q", "main")
    edit(repository, "roles/baker.yml", "Bakes bread", "Bakes good bread")
    git(repository, "commit", "-q", "-a", "-m", "other")
    git(repository, "merge", "-q", "--no-edit", "edit")
    assert "changed: Flours: title" in diff(repository, "main^1", "main")
    assert "Nothing changes" in diff(repository, "main^2", "edit")


@pytest.mark.parametrize("name", ["nope", "--all", "main:curriculum", ""])
def test_a_name_that_means_nothing_is_refused_in_words(repository: Path, name: str) -> None:
    with (
        pytest.raises(NoSuchRevisionError, match=r"revision"),
        folder_at(name, repository / "curriculum"),
    ):
        pass

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


def test_three_dots_tell_only_what_the_branch_did_since_they_parted(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "edit")
    edit(repository, "topics/dough/flour.yml", "title: Flour", "title: Flours")
    git(repository, "commit", "-q", "-a", "-m", "edit")
    git(repository, "checkout", "-q", "main")
    edit(repository, "roles/baker.yml", "Bakes bread", "Bakes good bread")
    git(repository, "commit", "-q", "-a", "-m", "other")
    git(repository, "checkout", "-q", "edit")
    assert "Baker: summary changed" in diff(repository, "main")
    assert "Baker" not in diff(repository, "main...HEAD")
    assert diff(repository, "main...HEAD") == diff(repository, "main...")


def test_a_merge_commit_as_a_pull_request_has_it_tells_the_branch_alone(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The hosts check out the merge of a fork's branch into the base as it stands now."""
    fork = tmp_path_factory.mktemp("fork") / "fork"
    git(repository, "clone", "-q", str(repository), str(fork))
    git(fork, "checkout", "-q", "-b", "any-name")
    edit(fork, "topics/dough/flour.yml", "title: Flour", "title: Flours")
    git(fork, "commit", "-q", "-a", "-m", "edit")
    edit(repository, "roles/baker.yml", "Bakes bread", "Bakes good bread")
    git(repository, "commit", "-q", "-a", "-m", "other")
    checkout = tmp_path_factory.mktemp("checkout") / "checkout"
    git(repository, "clone", "-q", str(repository), str(checkout))
    git(checkout, "fetch", "-q", str(fork), "any-name")
    git(checkout, "checkout", "-q", "--detach", "origin/main")
    git(checkout, "merge", "-q", "--no-ff", "--no-edit", "FETCH_HEAD")
    told = diff(checkout, "origin/main...HEAD", "--format", "markdown")
    assert "changed: Flours: title" in told
    assert "Baker" not in told


def test_a_base_with_errors_is_told_and_fails_nothing(repository: Path) -> None:
    edit(repository, "topics/dough/flour.yml", "title: Flour", "titel: Flour")
    git(repository, "commit", "-q", "-a", "-m", "mistake")
    edit(repository, "topics/dough/flour.yml", "titel: Flour", "title: Flour")
    told = diff(repository, "HEAD", "--format", "markdown")
    assert "HEAD:" in told
    assert "The curriculum of 'HEAD' had 1 error, so it has no paths to compare" in told
    assert "Mend it, or compare with another revision." in told


def test_several_errors_are_spoken_of_as_several(repository: Path) -> None:
    edit(repository, "topics/dough/flour.yml", "title: Flour", "titel: Flour")
    edit(repository, "topics/oven/heat.yml", "title: Heat", "titel: Heat")
    command = ["diff", "HEAD", "--curriculum", str(repository / "curriculum")]
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 1
    assert "has 2 errors, so it has no paths to compare. Mend them, or" in done.stderr


@pytest.mark.parametrize("name", ["nope...HEAD", "HEAD...nope", "HEAD...--all"])
def test_three_dots_between_names_that_mean_nothing_are_refused(
    repository: Path, name: str
) -> None:
    done = CliRunner().invoke(main, ["diff", name, "--curriculum", str(repository / "curriculum")])
    assert done.exit_code == 2
    assert "revision" in done.output


def test_a_clone_that_does_not_reach_back_is_told_with_the_cure(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    git(repository, "branch", "old")
    edit(repository, "roles/baker.yml", "Bakes bread", "Bakes good bread")
    git(repository, "commit", "-q", "-a", "-m", "other")
    shallow = tmp_path_factory.mktemp("shallow") / "clone"
    source = f"file://{repository}"
    git(repository, "clone", "-q", "--depth=1", "--no-single-branch", source, str(shallow))
    done = CliRunner().invoke(
        main, ["diff", "origin/old...HEAD", "--curriculum", str(shallow / "curriculum")]
    )
    assert done.exit_code == 2
    assert "git fetch --unshallow" in done.output

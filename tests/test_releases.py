"""Releases of the curriculum, on real git repositories, and the page that comes of them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.build import checked, paths_of
from generator.cli import main
from generator.pages import pages

BASE = Path(__file__).parent / "cases/base"


def git(folder: Path, *arguments: str) -> None:
    names = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "-C", folder, *names, *arguments], check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the base curriculum, committed."""
    shutil.copytree(BASE, tmp_path / "curriculum")
    git(tmp_path, "init", "-q", "-b", "main")
    commit(tmp_path)
    return tmp_path


def commit(repository: Path) -> None:
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "edit")


def edit(repository: Path, file: str, old: str, new: str) -> None:
    path = repository / "curriculum" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def release(repository: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        main, ["release", *arguments, "--curriculum", str(repository / "curriculum")]
    )


def changes_of(repository: Path) -> list[str]:
    return sorted(path.name for path in (repository / "curriculum").glob("changes/*"))


def page(repository: Path, path: str) -> str:
    result = checked(repository / "curriculum")
    assert result.is_sound
    made = {p.path: p.text for p in pages(result.curriculum, result.graph, paths_of(result))}
    return made[path]


def test_two_releases_and_the_page_that_comes_of_them(repository: Path) -> None:
    edit(repository, "topics/dough/kneading.yml", "hours: ", "hours: 1")
    first = release(repository, "--date", "2026-01-31", "--since", "HEAD", "--title", "More <time>")
    assert first.exit_code == 0, first.output
    commit(repository)

    folder = repository / "curriculum"
    (folder / "topics/oven/heat.yml").rename(folder / "topics/oven/hot-oven.yml")
    (folder / "topics/oven/heat.md").rename(folder / "topics/oven/hot-oven.md")
    for path in folder.rglob("*.yml"):
        text = path.read_text("utf-8")
        path.write_text(
            text.replace("topic: heat", "topic: hot-oven").replace("- heat", "- hot-oven")
        )
    (folder / "retired.yml").write_text("- {id: heat, became: [hot-oven], why: Clearer.}\n")
    commit(repository)
    second = release(repository, "--date", "2026-02-28")
    assert second.exit_code == 0, second.output
    assert changes_of(repository) == ["2026-01-31.json", "2026-02-28.json"]

    kept = json.loads((folder / "changes/2026-02-28.json").read_text("utf-8"))
    assert kept["since"] == "2026-01-31"
    assert kept["topics_renamed"] == [{"was": "heat", "became": "hot-oven"}]
    assert "topics_added" not in kept, "a new name is no new topic"

    text = page(repository, "changes.md")
    assert text.index("2026-02-28") < text.index("2026-01-31"), "newest first"
    assert "More &#60;time&#62;" in text
    assert 'id="2026-01-31-baker"' in text
    assert "+1" in text
    assert '<a href="../topics/hot-oven/">' in text
    on_role = page(repository, "roles/baker.md")
    assert 'href="../../changes/#2026-01-31-baker"' in on_role


def test_a_release_is_told_from_the_commit_that_added_the_last_one(repository: Path) -> None:
    edit(repository, "topics/dough/kneading.yml", "hours: ", "hours: 1")
    release(repository, "--date", "2026-01-31", "--since", "HEAD")
    commit(repository)
    again = release(repository, "--date", "2026-02-01")
    assert "nothing has changed" in again.output
    assert changes_of(repository) == ["2026-01-31.json"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--date", "2026-03-01"], "say by --since"),
        (["--date", "2026-03-01", "--since", "nope"], "'nope' is no folder"),
        (["--date", "2026-02-30", "--since", "HEAD"], "2026-02-30"),
    ],
)
def test_what_cannot_be_told_is_refused_and_nothing_written(
    repository: Path, arguments: list[str], said: str
) -> None:
    edit(repository, "topics/dough/kneading.yml", "hours: ", "hours: 1")
    done = release(repository, *arguments)
    assert done.exit_code == 2
    assert said in done.output
    assert changes_of(repository) == []


def test_a_second_release_of_a_day_or_an_earlier_one_is_refused(repository: Path) -> None:
    edit(repository, "topics/dough/kneading.yml", "hours: ", "hours: 1")
    release(repository, "--date", "2026-01-31", "--since", "HEAD")
    before = (repository / "curriculum/changes/2026-01-31.json").read_bytes()
    for day in ("2026-01-31", "2026-01-30"):
        done = release(repository, "--date", day, "--since", "HEAD")
        assert done.exit_code == 2
        assert "give a later day" in done.output
    assert (repository / "curriculum/changes/2026-01-31.json").read_bytes() == before


def test_an_uncommitted_release_is_told(repository: Path) -> None:
    edit(repository, "topics/dough/kneading.yml", "hours: ", "hours: 1")
    release(repository, "--date", "2026-01-31", "--since", "HEAD")
    done = release(repository, "--date", "2026-02-01")
    assert done.exit_code == 2
    assert "commit it first" in done.output


def test_errors_are_told_and_nothing_written(repository: Path) -> None:
    edit(repository, "topics/dough/kneading.yml", "hours: ", "ours: ")
    done = release(repository, "--date", "2026-01-31", "--since", "HEAD")
    assert done.exit_code == 1
    assert "CUR103" in done.output
    assert changes_of(repository) == []


def test_a_shallow_clone_is_told_the_cure(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    edit(repository, "topics/dough/kneading.yml", "hours: ", "hours: 1")
    release(repository, "--date", "2026-01-31", "--since", "HEAD")
    commit(repository)
    edit(repository, "topics/dough/kneading.yml", "hours: 1", "hours: 2")
    commit(repository)
    clone = tmp_path_factory.mktemp("clone") / "clone"
    git(repository, "clone", "-q", "--depth=1", f"file://{repository}", str(clone))
    done = release(clone, "--date", "2026-02-28")
    assert done.exit_code == 2
    assert "git fetch --unshallow" in done.output
    assert changes_of(clone) == ["2026-01-31.json"]


def test_without_a_release_the_page_says_so() -> None:
    result = checked(BASE)
    made = {p.path: p.text for p in pages(result.curriculum, result.graph, paths_of(result))}
    assert "has had no release yet" in made["changes.md"]
    assert "What changed last" not in made["roles/baker.md"]


def test_what_stands_in_a_release_is_shown_as_text(repository: Path) -> None:
    """A file in changes/ comes by pull request like any other: nothing in it runs."""
    evil = "<img src=x onerror=alert(1)>"
    folder = repository / "curriculum/changes"
    folder.mkdir()
    kept = {
        "format": 1,
        "title": evil,
        "topic_titles": {"gone": evil},
        "role_titles": {evil: evil},
        "topics_removed": ["gone", evil],
        "edges_removed": [{"topic": "gone", "need": evil, "kind": "prerequisite"}],
        "paths": [{"role": evil, "hours_before": 1, "hours_after": 2, "removed": [evil]}],
        "changed": [
            {"kind": evil, "id": evil, "what": "changed", "keys": [evil]},
            {"kind": "topic", "id": evil, "what": "changed", "keys": ["lesson"]},
        ],
    }
    (folder / "2026-01-31.json").write_text(json.dumps(kept), "utf-8")
    assert "<img" not in page(repository, "changes.md")


def test_the_real_site_shows_its_releases(built_site: Path, root: Path) -> None:
    text = (built_site / "changes/index.html").read_text("utf-8")
    for file in (root / "curriculum/changes").glob("*.json"):
        assert f'id="{file.stem}"' in text


def test_one_command_runs_as_a_program(repository: Path) -> None:
    """As a contributor calls it, with today's date."""
    edit(repository, "topics/dough/kneading.yml", "hours: ", "hours: 1")
    done = subprocess.run(
        [sys.executable, "-m", "generator", "release", "--since", "HEAD"],
        cwd=repository,
        capture_output=True,
        text=True,
        check=True,
    )
    (name,) = changes_of(repository)
    assert done.stdout.startswith(f"curriculum/changes/{name} written. ")

"""Releases of a real repository: what the command writes, what it refuses, what the page says."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.build import checked, site
from generator.cli import main
from generator.edit import release_text
from generator.model import Difference, Release, RoleChange

CASES = Path(__file__).parent / "cases"
ROOT = Path(__file__).parent.parent
SPRING, AUTUMN = "2026-03-01", "2026-09-01"
LEAVEN = """\
title: Leaven
summary: A dough of wild yeasts that raises another dough.
level: core
hours: 4
durability: enduring
lasts: Feeding flour and water to yeasts will last.
prerequisites:
  - topic: flour
    why: A leaven is fed with flour, and which one decides how fast it rises.
outcomes:
  - Feed a leaven for three days
  - Tell a ripe leaven from a starved one
  - Raise a dough with it
added_because: No document names it, and every baker asks for it.
"""


def git(folder: Path, *arguments: str) -> str:
    names = [
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.org",
        "-c",
        "protocol.file.allow=always",
    ]
    done = subprocess.run(
        ["git", "-C", folder, *names, *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def commit(repository: Path, message: str = "edit") -> str:
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", message)
    return git(repository, "rev-parse", "HEAD")


def edit(repository: Path, file: str, old: str, new: str) -> None:
    path = repository / "curriculum" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with the base curriculum on `main`."""
    home = tmp_path / "origin"
    shutil.copytree(CASES / "base", home / "curriculum")
    git(home, "init", "-q", "-b", "main")
    commit(home, "start")
    return home


def add_leaven(repository: Path) -> None:
    """A new topic that the baker needs."""
    (repository / "curriculum/topics/dough/leaven.yml").write_text(LEAVEN, "utf-8")
    need = "  - topic: leaven\n    why: The leaven is worked into the dough by hand.\n"
    edit(repository, "topics/dough/kneading.yml", "prerequisites:\n", f"prerequisites:\n{need}")


def rename_leaven(repository: Path) -> None:
    topics = repository / "curriculum/topics/dough"
    (topics / "leaven.yml").rename(topics / "wild-leaven.yml")
    edit(repository, "topics/dough/wild-leaven.yml", "title: Leaven", "title: Wild leaven")
    edit(repository, "topics/dough/kneading.yml", "topic: leaven", "topic: wild-leaven")
    retired = repository / "curriculum/retired.yml"
    entry = "- id: leaven\n  became: [wild-leaven]\n  why: Bakers tell it from bought yeast.\n"
    text = retired.read_text("utf-8")
    kept = "" if text.strip().endswith("[]") else text.rstrip() + "\n"
    retired.write_text(kept + entry, "utf-8")


def run(repository: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(
        main,
        [*arguments, "--curriculum", str(repository / "curriculum")],
        catch_exceptions=False,
    )
    return done.exit_code, done.output


def release(repository: Path, day: str, *arguments: str) -> dict[str, object]:
    code, told = run(repository, "release", "--date", day, *arguments)
    assert code == 0, told
    file = repository / f"curriculum/changes/{day}.json"
    found: dict[str, object] = json.loads(file.read_text("utf-8"))
    return found


@pytest.fixture
def released(repository: Path) -> Path:
    """A repository with two releases: a topic came in the first and was renamed in the second."""
    start = git(repository, "rev-parse", "HEAD")
    add_leaven(repository)
    commit(repository)
    release(repository, SPRING, "--since", start, "--title", "Bread with a leaven")
    commit(repository, "release")
    rename_leaven(repository)
    commit(repository)
    release(repository, AUTUMN)
    commit(repository, "release")
    return repository


def page(repository: Path) -> str:
    made = site(repository / "curriculum", repository / "docs")
    assert made.is_sound, made.diagnostics
    return str(made.files["changes.md"])


def refused(repository: Path, *arguments: str) -> str:
    """What the command says; the tree stays as it was."""
    before = tree(repository)
    code, told = run(repository, "release", *arguments)
    assert code != 0
    assert tree(repository) == before
    return " ".join(told.split())


def tree(repository: Path) -> dict[str, bytes]:
    folder = repository / "curriculum"
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_release_tells_what_changed_for_each_role(released: Path) -> None:
    spring = json.loads((released / f"curriculum/changes/{SPRING}.json").read_text("utf-8"))
    assert spring["summary"] == "Bread with a leaven"
    assert spring["topics_added"] == [{"id": "leaven", "title": "Leaven"}]
    (baker,) = spring["roles_changed"]
    assert baker["added"] == [{"id": "leaven", "title": "Leaven"}]
    assert baker["hours_after"] - baker["hours_before"] == 4


def test_a_release_begins_where_the_last_one_ended(released: Path) -> None:
    autumn = json.loads((released / f"curriculum/changes/{AUTUMN}.json").read_text("utf-8"))
    spring = json.loads((released / f"curriculum/changes/{SPRING}.json").read_text("utf-8"))
    assert autumn["since"] == spring["until"]
    assert "topics_added" not in autumn
    assert autumn["topics_renamed"] == [
        {"id": "wild-leaven", "title": "Wild leaven", "was": "leaven"}
    ]


def test_what_was_merged_before_the_file_was_is_in_the_next_release(repository: Path) -> None:
    start = git(repository, "rev-parse", "HEAD")
    add_leaven(repository)
    commit(repository)
    release(repository, SPRING, "--since", start)
    edit(repository, "topics/dough/flour.yml", "title: Flour", "title: Flours")
    commit(repository, "the release, and an edit with it")
    assert [topic["id"] for topic in release(repository, AUTUMN)["topics_changed"]] == ["flour"]


def test_the_page_says_newest_first_and_links_to_what_is_still_there(released: Path) -> None:
    text = page(released)
    assert text.index(f'id="{AUTUMN}"') < text.index(f'id="{SPRING}"')
    spring = text[text.index(f'id="{SPRING}"') :]
    assert "Bread with a leaven" in spring
    assert f'id="{SPRING}-baker"' in spring
    assert '<a href="../topics/leaven/">Leaven</a>' in spring  # its page leads on
    assert 'id="role-baker"' in text


def test_a_topic_without_a_page_is_told_by_its_title_alone(released: Path) -> None:
    (released / "curriculum/topics/dough/wild-leaven.yml").unlink()
    shutil.copy(CASES / "base/retired.yml", released / "curriculum/retired.yml")
    shutil.copy(
        CASES / "base/topics/dough/kneading.yml", released / "curriculum/topics/dough/kneading.yml"
    )
    text = page(released)
    assert "New topics: Leaven" in text
    assert "topics/leaven/" not in text


def test_a_role_links_to_its_changes(released: Path) -> None:
    made = site(released / "curriculum", released / "docs")
    assert 'href="../../changes/#role-baker"' in str(made.files["roles/baker.md"])


def test_without_a_release_the_page_says_so(repository: Path) -> None:
    assert "There has been no release yet" in page(repository)
    made = site(repository / "curriculum", repository / "docs")
    assert "changes/#role" not in str(made.files["roles/baker.md"])


def test_the_page_needs_no_git(released: Path) -> None:
    text = page(released)
    shutil.rmtree(released / ".git")
    assert page(released) == text


def test_a_real_build_leads_from_each_role_to_its_changes(released: Path, tmp_path: Path) -> None:
    for part in ("docs", "generator", "overrides"):
        shutil.copytree(ROOT / part, released / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", released)
    (released / "build/docs").mkdir(parents=True)
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", tmp_path / "site"],
        cwd=released,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    changes = (tmp_path / "site/changes/index.html").read_text("utf-8")
    baker = (tmp_path / "site/roles/baker/index.html").read_text("utf-8")
    targets = re.findall(r'href="\.\./\.\./changes/#([\w-]+)"', baker)
    assert {f"{SPRING}-baker", "role-baker"} <= set(targets)
    assert all(f'id="{target}"' in changes for target in targets)
    assert "1 September 2026" in changes


def test_a_clone_makes_the_same_release(released: Path, tmp_path: Path) -> None:
    edit(released, "topics/dough/flour.yml", "title: Flour", "title: Flours")
    commit(released)
    git(tmp_path, "clone", "-q", str(released), "clone")
    assert release(tmp_path / "clone", "2026-11-01") == release(released, "2026-11-01")


def test_a_shallow_clone_is_told_the_cure(released: Path, tmp_path: Path) -> None:
    edit(released, "topics/dough/flour.yml", "title: Flour", "title: Flours")
    commit(released)
    git(tmp_path, "clone", "-q", "--depth", "1", released.as_uri(), "shallow")
    assert "git fetch --unshallow" in refused(tmp_path / "shallow", "--date", "2026-11-01")
    first = git(released, "rev-list", "--max-parents=0", "HEAD")
    told = refused(tmp_path / "shallow", "--date", "2026-11-01", "--since", first)
    assert "git fetch --unshallow" in told
    git(tmp_path / "shallow", "fetch", "-q", "--unshallow")
    release(tmp_path / "shallow", "2026-11-01")


def test_a_squashed_release_begins_at_the_commit_that_brought_it(repository: Path) -> None:
    start = git(repository, "rev-parse", "HEAD")
    git(repository, "checkout", "-q", "-b", "branch")
    add_leaven(repository)
    commit(repository)
    release(repository, SPRING, "--since", start)
    commit(repository)
    git(repository, "checkout", "-q", "main")
    git(repository, "merge", "-q", "--squash", "branch")
    squashed = commit(repository)
    git(repository, "branch", "-q", "-D", "branch")
    edit(repository, "topics/dough/flour.yml", "title: Flour", "title: Flours")
    commit(repository)
    assert release(repository, AUTUMN)["since"] == squashed


def test_a_release_made_anew_covers_what_came_after(released: Path) -> None:
    assert "there is a release of" in refused(released, "--date", AUTUMN)
    edit(released, "topics/dough/flour.yml", "title: Flour", "title: Flours")
    commit(released)
    again = release(released, AUTUMN, "--replace")
    assert [topic["id"] for topic in again["topics_changed"]] == ["flour", "wild-leaven"]


def test_refusals_say_what_to_do_and_write_nothing(released: Path) -> None:
    assert "nothing changed since" in refused(released, "--date", "2026-11-01")
    assert "is before it" in refused(released, "--date", "2026-05-01")
    assert "the title is empty" in refused(released, "--title", " ")
    assert "'nope'" in refused(released, "--date", "2026-11-01", "--since", "nope")
    edit(released, "topics/dough/flour.yml", "title: Flour", "title: Flours")
    told = refused(released, "--date", "2026-11-01")
    assert "not committed yet: curriculum/topics/dough/flour.yml" in told
    edit(released, "topics/dough/flour.yml", "title: Flours", "titel: Flours")
    assert "CUR103" in refused(released, "--date", "2026-11-01")


@pytest.mark.parametrize(
    ("title", "said"),
    [("x" * 1300, "at most 1200"), ("a\x1bb", "2026-11-01.json:5:14 error CUR101")],
)
def test_a_title_that_no_curriculum_can_hold_is_refused(
    released: Path, title: str, said: str
) -> None:
    edit(released, "topics/dough/flour.yml", "title: Flour", "title: Flours")
    commit(released)
    assert said in refused(released, "--date", "2026-11-01", "--title", title)


def test_the_first_release_needs_a_base(repository: Path) -> None:
    assert "--since" in refused(repository, "--date", SPRING)


def test_without_git_the_words_say_so(tmp_path: Path) -> None:
    shutil.copytree(CASES / "base", tmp_path / "curriculum")
    assert "no git repository" in refused(tmp_path, "--date", SPRING, "--since", "HEAD")


def test_a_base_with_errors_is_told_by_its_name(repository: Path) -> None:
    edit(repository, "topics/dough/flour.yml", "title: Flour", "titel: Flour")
    broken = commit(repository)
    edit(repository, "topics/dough/flour.yml", "titel: Flour", "title: Flour")
    commit(repository)
    code, told = run(repository, "diff", broken)
    assert code == 1
    assert f"{broken}:" in told
    assert "topics/dough/flour.yml:" in told
    assert f"The curriculum of '{broken}' had 1 error" in told


def test_the_file_is_read_as_it_was_written(released: Path) -> None:
    found = checked(released / "curriculum").curriculum.releases
    assert [one.date for one in found] == [date.fromisoformat(SPRING), date.fromisoformat(AUTUMN)]
    for one in found:
        file = released / f"curriculum/changes/{one.day}.json"
        assert release_text(one) == file.read_text("utf-8")


def test_every_key_of_the_format_is_documented() -> None:
    text = (ROOT / "docs/contribute/changes-format.md").read_text("utf-8")
    fields = {*Difference.model_fields, *RoleChange.model_fields, *Release.model_fields}
    assert [name for name in sorted(fields - {"date"}) if f"`{name}`" not in text] == []

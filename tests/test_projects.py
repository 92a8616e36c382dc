"""What holds of every project that grows: its checks tell right from wrong, and say why.

All runs that the selected tests need are started at once, as programs, and read afterwards.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator import markdown
from generator.build import Checked
from generator.paths import learning_path

ROOT = Path(__file__).parent.parent
PROJECTS = sorted((ROOT / "curriculum/projects").glob("*/project.yml"))
SLOWEST_CHECK_SECONDS = 30
WITHOUT = shutil.ignore_patterns("__pycache__", "state")


@dataclass(frozen=True)
class Milestone:
    """A folder such as 02-prompts-as-releases, with what its project says of it."""

    folder: Path
    number: int

    @property
    def proof(self) -> dict[str, Any]:
        return tomllib.loads((self.folder / "proof.toml").read_text("utf-8"))

    def __str__(self) -> str:
        return f"{self.folder.parent.name}-{self.number}"


def described(project: Path) -> dict[str, Any]:
    return yaml.safe_load(project.read_text("utf-8"))


MILESTONES = [
    Milestone(project.parent / entry["id"], number)
    for project in PROJECTS
    for number, entry in enumerate(described(project)["milestones"], 1)
]
MUTANTS = [
    (milestone, mutant["name"]) for milestone in MILESTONES for mutant in milestone.proof["mutant"]
]


def laid_out(milestone: Milestone, upto: int, into: Path) -> Path:
    """The learner's repository after `upto` milestones."""
    project = milestone.folder.parent
    shutil.copytree(project / "starter", into, ignore=WITHOUT)
    for folder in sorted(project.glob("[0-9][0-9]-*"))[:upto]:
        shutil.copytree(folder / "solution", into, dirs_exist_ok=True, ignore=WITHOUT)
    return into


def verdicts(repository: Path, number: int, *more: str) -> list[dict[str, Any]]:
    """What `python -m checks` says, in an environment without anything of this repository."""
    environment = {
        name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ
    }
    done = subprocess.run(
        [sys.executable, "-I", "-B", "-c", _RUN, str(number), "--json", *more],
        cwd=repository,
        env={**environment, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.stdout, done.stderr
    return json.loads(done.stdout)


# -I leaves out the working folder, and with it whatever else PYTHONPATH might bring.
_RUN = """
import runpy, sys
sys.path.insert(0, ".")
runpy.run_module("checks", run_name="__main__", alter_sys=True)
"""


def reference(milestone: Milestone, folder: Path) -> list[dict[str, Any]]:
    return verdicts(laid_out(milestone, milestone.number, folder / "repository"), milestone.number)


def previous(milestone: Milestone, folder: Path) -> list[dict[str, Any]]:
    return verdicts(
        laid_out(milestone, milestone.number - 1, folder / "repository"), milestone.number
    )


def mutated(milestone: Milestone, name: str, folder: Path) -> list[dict[str, Any]]:
    mutant = next(entry for entry in milestone.proof["mutant"] if entry["name"] == name)
    repository = laid_out(milestone, milestone.number, folder / "repository")
    path = repository / mutant["file"]
    text = path.read_text("utf-8")
    assert text.count(mutant["old"]) == 1, (
        f"{name}: {mutant['old']!r} stands {text.count(mutant['old'])} times in {path.name}"
    )
    path.write_text(text.replace(mutant["old"], mutant["new"]), "utf-8")
    return verdicts(repository, milestone.number, "--only", mutant["caught_by"])


@pytest.fixture(scope="session")
def runs(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[tuple[str, ...], Future[list[dict[str, Any]]]]]:
    """The runs of all selected tests, under way."""
    with ThreadPoolExecutor(max(2, os.cpu_count() or 2)) as pool:
        started: dict[tuple[str, ...], Future[list[dict[str, Any]]]] = {}
        for item in request.session.items:
            work = getattr(getattr(item, "function", None), "work", None)
            if work is None:
                continue
            key, function, arguments = work(item.callspec.params)
            if key not in started:
                started[key] = pool.submit(function, *arguments, tmp_path_factory.mktemp("run"))
        yield started
        for future in started.values():
            future.cancel()


def needs(function: Any) -> Any:
    """Say which run a test reads."""

    def mark(test: Any) -> Any:
        def work(params: dict[str, Any]) -> tuple[tuple[str, ...], Any, tuple[Any, ...]]:
            if "mutant" in params:
                milestone, name = params["mutant"]
                return (function.__name__, str(milestone), name), function, (milestone, name)
            milestone = params["milestone"]
            return (function.__name__, str(milestone)), function, (milestone,)

        test.work = work
        return test

    return mark


@needs(reference)
@pytest.mark.parametrize("milestone", MILESTONES, ids=str)
def test_reference_solution_passes(milestone: Milestone, runs: Any) -> None:
    found = runs["reference", str(milestone)].result()
    wrong = [verdict for verdict in found if verdict["state"] != "pass"]
    assert found
    assert not wrong
    slowest = max(found, key=lambda verdict: verdict["seconds"])
    assert slowest["seconds"] < SLOWEST_CHECK_SECONDS, slowest


@needs(previous)
@pytest.mark.parametrize("milestone", MILESTONES, ids=str)
def test_milestone_before_fails_for_its_own_reasons(milestone: Milestone, runs: Any) -> None:
    found = runs["previous", str(milestone)].result()
    by_state = {
        state: [verdict["id"] for verdict in found if verdict["state"] == state]
        for state in ("fail", "wait")
    }
    proof = milestone.proof
    assert by_state == {"fail": proof["previous_fails"], "wait": proof["previous_waits"]}
    reasons = [
        (verdict["expected"], verdict["title"]) for verdict in found if verdict["state"] == "fail"
    ]
    assert len(set(reasons)) == len(reasons)
    assert all(verdict["seen"] for verdict in found if verdict["state"] == "fail")


@needs(mutated)
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda pair: f"{pair[0]}-{pair[1]}")
def test_plausible_mistake_is_caught(mutant: tuple[Milestone, str], runs: Any) -> None:
    milestone, name = mutant
    (verdict,) = runs["mutated", str(milestone), name].result()
    assert verdict["state"] == "fail", name
    assert verdict["expected"]
    assert verdict["seen"]


@pytest.mark.parametrize("milestone", MILESTONES, ids=str)
def test_milestone_has_ten_mistakes(milestone: Milestone) -> None:
    assert len(milestone.proof["mutant"]) >= 10


@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.parent.name)
def test_project_agrees_with_its_role(project: Path) -> None:
    role = yaml.safe_load((ROOT / f"curriculum/roles/{project.parent.name}.yml").read_text("utf-8"))
    said = [entry["title"] for entry in described(project)["milestones"]]
    assert said == [entry["title"] for entry in role["milestones"]]
    folders = sorted(path.name for path in project.parent.glob("[0-9][0-9]-*"))
    assert [entry["id"] for entry in described(project)["milestones"]] == folders


def taught_by_then(milestone: Milestone, real: Checked) -> set[str]:
    """The topics of the role's path up to this milestone, its own included."""
    role = real.curriculum.roles[milestone.folder.parent.name]
    stages = learning_path(role, real.curriculum, real.graph).stages[: milestone.number]
    return {topic for stage in stages for topic in stage.topics}


@pytest.mark.parametrize("milestone", MILESTONES, ids=str)
def test_brief_sends_to_lessons_taught_by_then(milestone: Milestone, real: Checked) -> None:
    text = (milestone.folder / "brief.md").read_text("utf-8")
    assert markdown.problems(text) == ()
    linked = {
        link.target.removeprefix("topic:")
        for link in markdown.links(text)
        if link.target.startswith("topic:")
    }
    entry = described(milestone.folder.parent / "project.yml")["milestones"][milestone.number - 1]
    assert linked | set(entry["topics"]) <= taught_by_then(milestone, real)


@pytest.mark.parametrize("milestone", MILESTONES, ids=str)
def test_steps_of_a_brief_take_the_hours_of_its_role(milestone: Milestone, real: Checked) -> None:
    text = (milestone.folder / "brief.md").read_text("utf-8")
    steps = [int(hours) for hours in re.findall(r"^\d\. .*?\((\d+) hours?\)", text, re.MULTILINE)]
    role = real.curriculum.roles[milestone.folder.parent.name]
    assert sum(steps) == role.milestones[milestone.number - 1].project_hours


@pytest.mark.parametrize("milestone", MILESTONES, ids=str)
def test_checks_name_lessons_taught_by_then_and_the_brief_counts_them(
    milestone: Milestone, real: Checked
) -> None:
    program = (
        f"import json; from checks.milestone_{milestone.number} import MILESTONE;"
        " print(json.dumps([check.lesson for check in MILESTONE.checks]))"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", program],
        cwd=milestone.folder.parent / "starter",
        capture_output=True,
        text=True,
        check=True,
    )
    lessons = json.loads(done.stdout)
    assert set(lessons) <= taught_by_then(milestone, real)
    assert f"\n{len(lessons)} checks, " in (milestone.folder / "brief.md").read_text("utf-8")


@pytest.mark.parametrize("project", PROJECTS, ids=lambda path: path.parent.name)
def test_learners_repository_needs_python_alone(project: Path) -> None:
    """Every import is the standard library's or the repository's own."""
    own = {"assistant", "checks", "standin", "__future__"}
    allowed = own | set(sys.stdlib_module_names)
    for path in sorted(project.parent.rglob("*.py")):
        for line in path.read_text("utf-8").splitlines():
            words = line.split()
            if line.startswith(("import ", "from ")) and len(words) > 1:
                assert words[1].split(".")[0] in allowed, f"{path.name}: {line}"

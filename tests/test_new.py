"""`curriculum new`: a file that passes, in the house style, or every reason why there is none."""

from __future__ import annotations

import os
import re
import select
import shutil
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.build import checked
from generator.cli import main
from generator.diagnostics import Severity
from generator.edit.formatting import formatted
from generator.edit.skeleton import skeleton
from generator.load.yaml_text import NOT_TEXT, read_yaml
from generator.model import Topic

pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")

BASE = Path(__file__).parent / "cases" / "base"
FINE, FAILED, MISUNDERSTOOD = 0, 1, 2

TOPIC = {
    "--title": "Shaping",
    "--summary": "Give the dough a form: round, long or plaited.",
    "--level": "core",
    "--hours": "2.5",
    "--durability": "enduring",
    "--lasts": "A tight skin will hold a loaf as long as people bake.",
    "--because": "No book says it, and every loaf needs it.",
}
OUTCOMES = ["Shape a round loaf", "Compare two skins", "Explain why a loaf spreads"]
WHY = "A kneaded dough holds the form that shaping gives."
ROLE = {
    "--title": "Pastry cook",
    "--kind": "job",
    "--summary": "Bakes what is sweet.",
    "--milestone": "First cake",
    "--project": "Bake a cake that three people finish.",
    "--project-hours": "4",
    "--enables": "You can bring a cake to a party.",
}


def options(given: dict[str, str], **lists: list[str]) -> list[str]:
    listed = [(f"--{name}", value) for name, values in lists.items() for value in values]
    return [word for pair in [*given.items(), *listed] for word in pair]


SHAPING = [
    *("topic", "dough/shaping", *options(TOPIC, outcome=OUTCOMES)),
    *("--prerequisite", "kneading", WHY),
]
PASTRY = ["role", "pastry-cook", *options(ROLE, goal=["baking", "crust"])]
AUNT = [
    "background",
    "aunt",
    *options({"--title": "Aunt", "--summary": "You bake."}, knows=["heat"]),
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(BASE, tmp_path / "curriculum")
    monkeypatch.chdir(tmp_path)
    return Path("curriculum")


def new(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", *arguments], catch_exceptions=False)


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("arguments", "file", "schema"),
    [
        (SHAPING, "topics/dough/shaping.yml", "../../schema/topic.schema.json"),
        (PASTRY, "roles/pastry-cook.yml", "../schema/role.schema.json"),
        (AUNT, "backgrounds/aunt.yml", "../schema/background.schema.json"),
        (AUNT[:6], "backgrounds/aunt.yml", "../schema/background.schema.json"),
    ],
    ids=["topic", "role", "background", "background that knows nothing"],
)
def test_a_new_file_passes_without_a_warning_and_is_in_the_house_style(
    folder: Path, arguments: list[str], file: str, schema: str
) -> None:
    result = new(*arguments)
    assert result.exit_code == FINE, result.output
    found = checked(folder)
    assert not [d for d in found.diagnostics if d.severity is not Severity.NOTE]
    text = (folder / file).read_text("utf-8")
    assert text.startswith(f"# yaml-language-server: $schema={schema}\n")
    assert ((folder / file).parent / schema).is_file()
    assert "# TO DO: " in text
    style = CliRunner().invoke(main, ["fmt", "--check", str(folder / file)])
    assert style.exit_code == FINE, style.output


def test_a_new_topic_says_what_it_was_told(folder: Path) -> None:
    new(*SHAPING)
    topic = checked(folder).curriculum.topics["shaping"]
    assert (topic.title, topic.hours, topic.domain) == ("Shaping", 2.5, "dough")
    assert topic.summary == TOPIC["--summary"]
    assert [(edge.topic, edge.why) for edge in topic.prerequisites] == [("kneading", WHY)]
    assert list(topic.outcomes) == OUTCOMES
    assert topic.added_because == TOPIC["--because"]


@pytest.mark.usefixtures("folder")
def test_a_new_role_has_a_path() -> None:
    new(*PASTRY)
    plan = CliRunner().invoke(main, ["plan", "--role", "pastry-cook"])
    assert plan.exit_code == FINE
    assert "First cake" in plan.output


def test_editors_complete_the_new_id(folder: Path) -> None:
    new(*SHAPING)
    assert '"shaping"' in (folder / "schema/role.schema.json").read_text("utf-8")


def test_it_says_what_to_do_next(folder: Path) -> None:
    lines = new(*SHAPING).stdout.splitlines()
    assert lines[0] == f"wrote {folder}/topics/dough/shaping.yml"
    count = len(list((folder / "schema").iterdir()))
    assert lines[1] == f"also changed: {count} files in {folder}/schema (send them along)"
    assert "  - fill in" in lines[lines.index("next:") + 1], "nothing is to be mended first"
    assert any("shaping.md" in line for line in lines)
    assert lines[-2:] == [
        "  - make check",
        "  - make serve, and in the preview: topics/shaping/",
    ]


@pytest.mark.usefixtures("folder")
def test_a_topic_named_by_its_file_is_told_of_by_its_id() -> None:
    kind, place, *rest = SHAPING
    said = new(kind, f"{place}.yml", *rest).stdout
    assert "wrote curriculum/topics/dough/shaping.yml" in said
    assert "as shaping.md\n" in said
    assert "add 'shaping' under" in said


def test_a_fault_of_judgement_is_told_and_the_file_written(folder: Path) -> None:
    """A level that falls, a verb that nobody sees: the author decides."""
    result = new(*SHAPING[:-3], "--prerequisite", "crust", WHY, "--outcome", "Know dough")
    assert result.exit_code == FINE
    assert "warning CUR302" in result.stdout
    assert "warning CUR503" in result.stdout
    assert "next:\n  - mend the warnings above\n" in result.stdout
    assert (folder / "topics/dough/shaping.yml").exists()


def test_the_guide_shows_what_the_command_writes(root: Path, tmp_path: Path) -> None:
    """The example in the curriculum's README, but for the parts still to be done."""
    guide = (root / "curriculum/README.md").read_text("utf-8")
    example = re.search(r"```yaml\n(.*?)```", guide, re.DOTALL)
    place = re.search(r"curriculum new topic (\S+)", guide)
    assert example
    assert place
    shown = textwrap.dedent(example.group(1))
    topic = read_yaml(shown, "").data
    given = {f"--{key}": str(topic[key]) for key in ("title", "summary", "level", "hours", "lasts")}
    given |= {"--durability": topic["durability"], "--because": topic["added_because"]}
    edges = [w for e in topic["prerequisites"] for w in ("--prerequisite", e["topic"], e["why"])]
    folder = tmp_path / "curriculum"
    shutil.copytree(root / "curriculum", folder)
    arguments = [*options(given, outcome=topic["outcomes"]), *edges, "--curriculum", str(folder)]
    result = new("topic", place.group(1), *arguments)
    assert result.exit_code == FINE, result.output
    written = (folder / f"topics/{place.group(1)}.yml").read_text("utf-8").splitlines()
    assert [line for line in shown.splitlines() if line != "#   ..."] == [
        line for line in written if not line.startswith("#") or line in shown.splitlines()
    ]


@pytest.mark.parametrize("key", ["exercise", "questions", "resources", "sources"])
def test_what_is_to_do_is_no_trap(folder: Path, key: str) -> None:
    """A pattern whose number signs are taken away, and which is not filled in, is an error."""
    arguments = [word for word in SHAPING if word not in ("--because", TOPIC["--because"])]
    assert new(*arguments).exit_code == FINE
    path = folder / "topics/dough/shaping.yml"
    taken = re.sub(
        rf"^# ({key}:)((?:\n#   .*)*)", _without_signs, path.read_text("utf-8"), flags=re.MULTILINE
    )
    assert f"\n{key}:" in taken
    path.write_text(taken, "utf-8")
    errors = [d for d in checked(folder).diagnostics if d.severity is Severity.ERROR]
    assert errors
    assert all(d.code == "CUR105" and f"'{key}'" in d.message for d in errors), errors


def _without_signs(found: re.Match[str]) -> str:
    return re.sub(r"^# ", "", found.group(), flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["topic", "shaping"], ["say the domain as well: <domain>/shaping; domains: dough, oven"]),
        (["topic", "dogh/Shap_ing"], ["did you mean 'dough'?", "write 'shap-ing'"]),
        (["topic", "dough/flour"], ["the id 'flour' is taken: there is a topic of this name"]),
        (["topic", "oven/flour"], ["the id 'flour' is taken: there is a topic of this name"]),
        (["topic", "dough/yeast"], ["the id 'yeast' is retired (it became 'kneading' and"]),
        (["topic", "dough/ "], ["' ' is no id", "such as query-rewriting"]),
        (["role", "baker"], ["the id 'baker' is taken: there is a role of this name"]),
        (["background", "Home"], ["'Home' is no id", "write 'home'"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_name_that_cannot_be_is_refused_with_what_is_missing(
    folder: Path, arguments: list[str], said: list[str]
) -> None:
    before = files(folder)
    result = new(*arguments)
    assert result.exit_code == MISUNDERSTOOD
    for words in [*said, "no terminal to ask on, and these are missing: --title, ", "nothing was"]:
        assert words in result.stderr
    assert files(folder) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            [
                *(
                    "topic",
                    "doug/Shaping",
                    *options(TOPIC | {"--title": "x" * 49, "--hours": "0.5"}),
                ),
                *("--prerequisite", "kneeding", WHY, "--prerequisite", "yeast", WHY),
                *("--prerequisite", "flour", WHY, "--prerequisite", "flour", WHY),
                *("--outcome", "Shape", "--outcome", "Shape"),
            ],
            [
                "there is no domain 'doug'; did you mean 'dough'?",
                "'Shaping' is no id",
                "'title' has 49 characters, and at most 48 are allowed",
                "'hours' is 0.5, and at least 1 is allowed",
                "'outcomes' has 2 entries, and needs at least 3",
                "'Shape' is in the list already; name each one once",
                "'flour' is in the list already",
                "there is no topic 'kneeding'; did you mean 'kneading'?",
                "the id 'yeast' is retired (it became 'kneading' and 'sourdough')",
            ],
        ),
        (
            ["role", "Cook", *options(ROLE | {"--project-hours": "99"}, goal=["cakes", "crst"])],
            [
                "'Cook' is no id",
                "'project_hours' of entry 1 of 'milestones' is 99, and at most 40 is allowed",
                "there is no topic 'cakes'; one of: baking, crust, flour",
                "there is no topic 'crst'; did you mean 'crust'?",
            ],
        ),
        (
            ["background", "home-cook", "--title", " ", "--summary", "You.", "--knows", "haet"],
            ["the id 'home-cook' is taken", "'title' is empty", "did you mean 'heat'?"],
        ),
    ],
    ids=["topic", "role", "background"],
)
def test_every_mistake_is_told_at_once_and_nothing_is_written(
    folder: Path, arguments: list[str], said: list[str]
) -> None:
    before = files(folder)
    result = new(*arguments)
    assert result.exit_code == MISUNDERSTOOD
    for words in said:
        assert words in result.stderr
    assert result.stdout == ""
    assert files(folder) == before


def test_what_only_the_checker_sees_is_refused_as_well(folder: Path) -> None:
    before = files(folder)
    result = new(*SHAPING, "--summary", "Some <b>bold</b> words.")
    assert result.exit_code == FAILED
    assert "curriculum/topics/dough/shaping.yml:3:10 error CUR209" in result.stderr
    shown, _, errors = result.stderr.partition("curriculum/topics/dough/shaping.yml:3:10")
    assert "summary: Some <b>bold</b> words.\n" in shown, "what was typed would be lost"
    assert all(f"  - {outcome}\n" in shown for outcome in OUTCOMES)
    assert "Some <b>" not in errors
    assert result.stderr.endswith("so nothing was written\n")
    assert files(folder) == before


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("rag", "did you mean 'rag-basics', "),
        ("plumbing", "an id is the name of a file in the folder topics/ without its ending"),
        ("plumbing", "see the page Topics"),
    ],
)
def test_a_word_leads_to_the_ids_that_hold_it_or_to_where_ids_are_found(
    root: Path, word: str, said: str
) -> None:
    arguments = [*SHAPING[:-2], word, WHY, "--curriculum", str(root / "curriculum")]
    result = new(*arguments)
    assert result.exit_code == MISUNDERSTOOD
    assert f"there is no topic '{word}'; " in result.stderr
    assert said in result.stderr


def test_nothing_is_begun_in_a_curriculum_with_errors(folder: Path) -> None:
    (folder / "topics/oven/crust.yml").write_text("title: Crust\n", "utf-8")
    before = files(folder)
    result = new(*SHAPING)
    assert result.exit_code == FAILED
    assert result.stderr.endswith("\nmend these first; nothing was begun\n")
    assert files(folder) == before
    (folder / "topics/oven/crust.yml").write_text("title: a: b\n", "utf-8")
    assert new(*SHAPING).stderr.endswith("\nmend this first; nothing was begun\n")


class Terminal:
    """A conversation with the command on a pseudo-terminal."""

    def __init__(self, *arguments: str) -> None:
        self.said = ""
        self.pid, self.end = pty.fork()
        if not self.pid:
            command = [sys.executable, "-m", "generator", "new", *arguments]
            os.execv(sys.executable, command)  # noqa: S606 - fixed arguments

    def answer(self, prompt: str, line: str) -> None:
        """Wait until the command asks for `prompt`, then type a line."""
        for _ in self._output():
            if re.search(rf"(^|\n){re.escape(prompt)}[^\n]*: $", self.said.replace("\r", "")):
                self.said = ""
                os.write(self.end, f"{line}\n".encode())
                return
        pytest.fail(f"no question '{prompt}' in: {self.said}")

    def rest(self) -> str:
        for _ in self._output():
            pass
        assert os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1]) == FINE, self.said
        return self.said.replace("\r", "")

    def _output(self) -> Iterator[None]:
        while select.select([self.end], [], [], 30)[0]:
            try:
                said = os.read(self.end, 4096)
            except OSError:  # how Linux says that the other end is closed
                return
            if not said:
                return
            self.said += said.decode()
            yield


def test_on_a_terminal_every_answer_is_asked_for_until_it_is_right(
    folder: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(root))
    monkeypatch.setenv("PYTHONWARNINGS", "ignore")
    terminal = Terminal("topic", "dough/shaping")
    for prompt, line in [
        ("title", "x" * 49),
        (
            "Error: 'title' has 49 characters, and at most 48 are allowed; say it shorter\ntitle",
            "Shaping",
        ),
        ("summary", "Give the dough a form."),
        ("level", "hard"),
        ("level", "core"),
        ("hours", "two"),
        ("Error: 'two' is no number\nhours", "2.5"),
        ("durability", "enduring"),
        ("lasts", "A tight skin: always."),
        ("prerequisite 1", "kneeding"),
        (
            "Error: there is no topic 'kneeding'; did you mean 'kneading'?\nprerequisite 1",
            "kneading",
        ),
        ("why", WHY),
        ("prerequisite 2", "kneading"),
        (
            "Error: 'kneading' is in the list already; name each one once\nprerequisite 2",
            "",
        ),
        ("outcome 1", " "),
        ("Error: this one is needed\noutcome 1", OUTCOMES[0]),
        ("outcome 2", OUTCOMES[0]),
        (f"Error: '{OUTCOMES[0]}' is in the list already; name each one once\n", OUTCOMES[1]),
        ("outcome 3", OUTCOMES[2]),
        ("outcome 4", ""),
        ("because", ""),
    ]:
        terminal.answer(prompt, line)
    assert "wrote curriculum/topics/dough/shaping.yml" in terminal.rest()
    topic = checked(folder).curriculum.topics["shaping"]
    assert (topic.title, topic.hours, topic.lasts) == ("Shaping", 2.5, "A tight skin: always.")
    assert [edge.topic for edge in topic.prerequisites] == ["kneading"]
    assert list(topic.outcomes) == OUTCOMES


def test_on_a_terminal_what_is_wrong_already_is_told_before_any_question(
    folder: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(root))
    monkeypatch.setenv("PYTHONWARNINGS", "ignore")
    before = files(folder)
    twice = ["--prerequisite", "kneading", WHY, "--prerequisite", "kneading", WHY]
    terminal = Terminal("topic", "dough/flour", "--hours", "99", *twice)
    for _ in terminal._output():
        pass
    assert os.waitstatus_to_exitcode(os.waitpid(terminal.pid, 0)[1]) == MISUNDERSTOOD
    assert "the id 'flour' is taken" in terminal.said
    assert "'hours' is 99, and at most 40 is allowed" in terminal.said
    assert "'kneading' is in the list already" in terminal.said
    assert "title" not in terminal.said
    assert files(folder) == before


SIGNS = st.text(st.characters(codec="utf-8"), max_size=60).map(lambda t: NOT_TEXT.sub("", t))
ANSWERS = st.one_of(
    SIGNS,
    st.lists(SIGNS, max_size=8).map("\n".join),
    st.lists(SIGNS, max_size=8).map(" ".join),
    st.sampled_from(["no", "1.10"]),
)


@given(
    st.fixed_dictionaries(
        {
            "title": ANSWERS,
            "hours": st.floats(1, 40).map(lambda hours: round(hours * 4) / 4),
            "prerequisites": st.lists(
                st.tuples(ANSWERS, ANSWERS).map(lambda edge: {"topic": edge[0], "why": edge[1]}),
                max_size=2,
            ).map(tuple),
            "outcomes": st.lists(ANSWERS, min_size=1, max_size=3).map(tuple),
        }
    )
)
def test_any_answer_is_written_so_that_it_is_read_again(answers: dict[str, Any]) -> None:
    text = skeleton(Topic, answers, "x", {"exercise": "write it", "reviewed": "do it"})
    document = read_yaml(text, "")
    assert document.data == answers
    assert not document.findings
    assert formatted(text, "x", Topic) == text

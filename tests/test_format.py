"""`curriculum fmt`: keys in order, long text wrapped, and nothing else changed."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from generator.build import checked
from generator.cli import main
from generator.edit.formatting import FormatError, formatted, formatting, yaml_files
from generator.load.text import NotReadableError
from generator.load.yaml_text import read_yaml
from generator.model import Entity, Topic
from generator.writing import WIDTH
from tests.test_mutations import MUTATIONS

BASE = Path(__file__).parent / "cases" / "base"
FINE, FAILED, MISUNDERSTOOD = 0, 1, 2
LONG = "A sentence that goes on and on until no line of a hundred columns can hold it at"
"""80 characters."""


def as_topic(text: str, model: type[Entity] = Topic) -> str:
    """The text in the house style; a second time changes nothing more."""
    new = formatted(text, "topic.yml", model)
    assert formatted(new, "topic.yml", model) == new
    return new


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("hours: 2\ntitle: A\n", "title: A\nhours: 2\n", id="keys in order"),
        pytest.param(
            "hours: 2\n# the name\n\n# of it\ntitle: A # short\nlevel: core\n",
            "# the name\n\n# of it\ntitle: A # short\nlevel: core\nhours: 2\n",
            id="comments go with the key below them",
        ),
        pytest.param(
            "# yaml-language-server: $schema=x\n# hours first\nhours: 2\ntitle: A\n",
            "# yaml-language-server: $schema=x\ntitle: A\n# hours first\nhours: 2\n",
            id="the line for editors stays first",
        ),
        pytest.param(
            "# about the file\n\n# about hours\nhours: 2\ntitle: A\n# the end\n",
            "# about the file\n\ntitle: A\n# about hours\nhours: 2\n# the end\n",
            id="head and foot stay",
        ),
        pytest.param(
            "hours: 2\n  # deeper: about hours\ntitle: A\n",
            "title: A\nhours: 2\n  # deeper: about hours\n",
            id="a comment further in belongs to what is above",
        ),
        pytest.param(
            "questions:\n  # one\n  - answer: A\n    # asked\n    question: B\n  - question: C\n",
            "questions:\n  # one\n  # asked\n  - question: B\n    answer: A\n  - question: C\n",
            id="a comment never stands between a dash and its key",
        ),
        pytest.param(
            "questions:\n- answer: A\n  question: |\n    B\n      # text\n\n  # behind\n",
            "questions:\n- question: |\n    B\n      # text\n  answer: A\n\n  # behind\n",
            id="a literal block moves as it is",
        ),
        pytest.param(
            "exercise: {check: A, task: B}\nhours: 2\n",
            "hours: 2\nexercise: {check: A, task: B}\n",
            id="what stands in braces stays",
        ),
        pytest.param(
            "hours: 2\nodd: 1\nlasts: B\ntitle: A\n",
            "title: A\nhours: 2\nodd: 1\nlasts: B\n",
            id="an unknown key stays behind the one it followed",
        ),
        pytest.param(
            f"summary: {LONG} all, or twice.\n",
            f"summary: >-\n  {LONG} all, or twice.\n",
            id="text that does not fit behind its key is folded",
        ),
        pytest.param(
            f"outcomes:\n  - {LONG} all, also not twice.\n",
            f"outcomes:\n  - >-\n    {LONG} all, also not\n    twice.\n",
            id="text of an entry is folded below its dash",
        ),
        pytest.param(
            f"title: \"One: {LONG} 'quotes'\"\n",
            f"title: >-\n  One: {LONG} 'quotes'\n",
            id="folded text needs no quotes",
        ),
        pytest.param("title: >-\n  A short\n  text\n", "title: A short text\n", id="it fits"),
        pytest.param("title: A\n  and B\n", "title: A and B\n", id="plain text of two lines"),
        pytest.param("title:\n  A\n", "title: A\n", id="text below its key"),
        pytest.param("title:   'A'\n", "title: 'A'\n", id="one space behind the colon"),
        pytest.param("hours: 2", "hours: 2\n", id="a line break ends the file"),
    ],
)
def test_house_style(text: str, wanted: str) -> None:
    assert as_topic(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            f"title: https://example.org/{'x' * 100}  # why\n", id="a comment behind the text"
        ),
        pytest.param(f"title: |\n  {LONG} {LONG}\n", id="a literal block"),
        pytest.param("title: |-\n  One line\n", id="a literal block of one line"),
        pytest.param("title: >- # why\n  A short\n  text\n", id="a comment behind the sign"),
        pytest.param(f"title: >\n  {LONG}\n  {LONG}\n", id="a folded block with a line break"),
        pytest.param(f"title: >-\n  {LONG}\n\n  {LONG}\n", id="two paragraphs"),
        pytest.param(f'title: "{LONG} and  two spaces"\n', id="two spaces"),
        pytest.param(f'title: "{LONG} a\\ttabulator and more"\n', id="a tabulator"),
        pytest.param(f"title: https://example.org/{'x' * 100}\n", id="one long word"),
        pytest.param("title: >-\n  One: two\n", id="folded instead of quoted"),
        pytest.param(
            f"title: {LONG} a comment below, which folded text would take in\n    # no text\n"
            "hours: 2\n",
            id="a deep comment below",
        ),
        pytest.param(f"sources: [{', '.join(['a:b'] * 40)}]\n", id="a list in brackets"),
        pytest.param("title: 'A'\nsummary: \"B\"\n", id="quotes"),
        pytest.param(
            f"title: >-\n  {LONG} all, once\n  edited, with room above\n", id="nearly even"
        ),
    ],
)
def test_what_stays_as_it_is(text: str) -> None:
    assert as_topic(text) == text


def test_one_line_too_long_is_filled_and_an_even_text_is_not_touched() -> None:
    even = f"  {LONG} all, here\n  twice over."
    uneven = f"  {LONG} all, with a line that is too long"
    text = f"summary: >-\n{even}\nlasts: >-\n{uneven}\n"
    new = as_topic(text)
    assert even in new
    assert max(map(len, new.splitlines())) <= WIDTH
    assert read_yaml(new, "").data == read_yaml(text, "").data


WORDS = st.sampled_from(
    [
        *(
            "a",
            "word",
            "of",
            "retrieval-augmented",
            "é",
            "'quoted'",
            '"said"',
            "#",
            "#tag",
            ":",
        ),
        *("one:", "no", "12:30", "2026-01-31", "[a](topic:b)", "`x: y`", "*", "&a", "!", "%", "@"),
        *("{x}", "-", "?", "|", ">", "\\", "x" * 60, "https://example.org/" + "y" * 90),
    ]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=40).map(" ".join)
LINES = st.lists(
    st.sampled_from(["text", "  deeper", "# no comment", "- dash", "", "x: y"]), min_size=1
)


def _means_itself(text: str) -> bool:
    try:
        document = read_yaml(f"key: {text}\n", "")
    except NotReadableError:
        return False
    return document.data == {"key": text} and not document.findings


class Writing:
    """Writes a topic in a random manner: every style, with comments that name their place."""

    def __init__(self, data: st.DataObject) -> None:
        self.data = data
        self.lines: list[str] = []
        self.literals: list[str] = []

    def chosen(self, *choices: str) -> str:
        return self.data.draw(st.sampled_from(choices))

    def notes(self, column: int, place: str) -> None:
        for _ in range(self.data.draw(st.integers(0, 2))):
            if self.data.draw(st.booleans()):
                self.lines.append("")
            self.lines.append(f"{' ' * column}# above {place}")

    def text(self, start: str, column: int) -> None:
        """A value behind `start`; lines of its own stand further in than `column`."""
        text, style = self.data.draw(TEXTS), self.chosen("plain", "'", '"', ">-", "|", "# behind")
        margin = " " * (column + self.data.draw(st.sampled_from([2, 2, 4])))
        if style == "|":
            body = [f"{margin}first", *(margin + line for line in self.data.draw(LINES))]
            block = "\n".join(line.rstrip() for line in body).rstrip()
            self.literals.append(block)
            self.lines += [f"{start} |", *block.split("\n")]
        elif style == ">-":
            cut = re.sub(r"(?<=\S) (?=\S)", lambda _: self.chosen(" ", " ", f"\n{margin}"), text)
            self.lines += [f"{start} >-", *f"{margin}{cut}".split("\n")]
        elif style == "'":
            self.lines.append(f"{start} '{text.replace(chr(39), chr(39) * 2)}'")
        elif style == '"' or not _means_itself(text):
            self.lines.append(f"{start} {json.dumps(text, ensure_ascii=False)}")
        else:
            self.lines.append(f"{start} {text}{' # behind' if style == '# behind' else ''}")

    def pairs(self, place: str, keys: list[str], column: int, dash: str = "") -> None:
        shuffled = self.data.draw(st.permutations(keys))
        for n, key in enumerate(shuffled[: self.data.draw(st.integers(1, len(keys)))]):
            if not (dash and n == 0):
                self.notes(column, f"{place}{key}")
            margin = " " * (column - len(dash)) + dash if n == 0 else " " * column
            self.text(f"{margin}{key}:", column)

    def topic(self) -> str:
        self.lines.append("# yaml-language-server: $schema=../../schema/topic.schema.json")
        for key in self.data.draw(
            st.permutations(["title", "lasts", "exercise", "questions", "added_because"])
        ):
            if len(self.lines) > 1:  # what stands above the first key may be the file's head
                self.notes(0, key)
            if key == "exercise":
                self.lines.append("exercise:")
                self.pairs("exercise.", ["task", "check", "for_real"], 2)
            elif key == "questions":
                self.lines.append("questions:")
                for n in range(self.data.draw(st.integers(1, 3))):
                    self.notes(2, f"entry {n}")
                    self.pairs(f"questions.{n}.", ["question", "answer"], 4, "- ")
            else:
                self.text(f"{key}:", 0)
        return "\n".join(self.lines) + "\n"


@given(st.data())
def test_a_random_topic_keeps_what_it_says_and_every_comment_its_place(data: st.DataObject) -> None:
    writing = Writing(data)
    text = writing.topic()
    before = read_yaml(text, "")
    try:
        new = as_topic(text)
    except NotReadableError:
        assert before.findings
        return
    assert read_yaml(new, "").data == before.data
    assert _order_of_keys(new) == [key for key in Topic.model_fields if key in before.data]
    assert _comments(new) == _comments(text)
    assert text.split("\n").count("") == new.split("\n").count("")
    assert all(block in new for block in writing.literals)
    _assert_comments_stand_above_their_keys(new)


def _order_of_keys(text: str) -> list[str]:
    return re.findall(r"^(\w+):", text, re.MULTILINE)


def _comments(text: str) -> Counter[str]:
    return Counter(re.findall(r"# (?:above .*|behind|yaml-.*)$", text, re.MULTILINE))


def _assert_comments_stand_above_their_keys(text: str) -> None:
    lines = text.split("\n")
    for n, line in enumerate(lines):
        if not (named := re.fullmatch(r" *# above (.+)", line)):
            continue
        below = next(
            other for other in lines[n:] if other and not other.lstrip().startswith("# above")
        )
        key = named.group(1).rsplit(".", 1)[-1]
        assert re.match(r" *- " if key.startswith("entry") else rf" *(- )?{key}:", below), text


def test_a_broken_file_is_left_or_keeps_what_it_says(
    root: Path, pytestconfig: pytest.Config
) -> None:
    """The real curriculum with mistakes of chance: no other end than these."""
    chance, folder, ends = Random(5), root / "curriculum", Counter[str]()
    files = sorted((folder / "topics").rglob("*.yml"))
    for _ in range(pytestconfig.getoption("--mutations")):
        content = chance.choice(files).read_bytes()
        for _ in range(chance.randint(1, 3)):
            content = chance.choice(MUTATIONS)(content, chance) or b"\n"
        text = content.decode("utf-8", "replace").replace("\r\n", "\n")
        try:
            new = as_topic(text)
        except (NotReadableError, FormatError) as error:
            ends[type(error).__name__] += 1
        else:
            assert read_yaml(new, "").data == read_yaml(text, "").data
            ends["same"] += 1
    assert ends["same"] > 10
    assert ends["NotReadableError"] > 10


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(BASE, tmp_path / "curriculum")
    monkeypatch.chdir(tmp_path)
    return Path("curriculum")


def fmt(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["fmt", *arguments], catch_exceptions=False)


def _times(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_check_lists_what_would_change_and_writes_nothing(folder: Path) -> None:
    flour = folder / "topics/dough/flour.yml"
    flour.write_text("hours: 2\n" + flour.read_text("utf-8").replace("hours: 2\n", ""), "utf-8")
    before = _times(folder)
    result = fmt("--check")
    assert result.exit_code == FAILED
    assert result.stdout == "curriculum/topics/dough/flour.yml would change\n"
    assert _times(folder) == before


def test_fmt_writes_only_what_changes_and_then_nothing(folder: Path) -> None:
    assert fmt().exit_code == FINE
    flour = folder / "topics/dough/flour.yml"
    wanted = flour.read_text("utf-8")
    flour.write_text("hours: 2\n" + wanted.replace("hours: 2\n", ""), "utf-8")
    others = _times(folder / "roles") | _times(folder / "topics/oven")
    assert fmt().stdout == "curriculum/topics/dough/flour.yml\n"
    assert _times(folder / "roles") | _times(folder / "topics/oven") == others
    assert flour.read_text("utf-8") == wanted
    again = fmt("--check")
    assert (again.exit_code, again.stdout) == (FINE, "")


def test_named_files_alone_are_formatted(folder: Path) -> None:
    for name in ("flour", "kneading"):
        path = folder / f"topics/dough/{name}.yml"
        path.write_text(path.read_text("utf-8").replace("title: ", "title:  "), "utf-8")
    assert fmt(str(folder / "topics/dough/flour.yml")).exit_code == FINE
    assert "title:  " not in (folder / "topics/dough/flour.yml").read_text("utf-8")
    assert "title:  " in (folder / "topics/dough/kneading.yml").read_text("utf-8")


def test_a_file_that_is_none_of_the_curriculum_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "other.yml").write_text("a:  b\n")
    result = fmt("other.yml", str(folder / "topics/dough/flour.md"))
    assert result.exit_code == MISUNDERSTOOD
    assert "other.yml, curriculum/topics/dough/flour.md" in result.stderr
    assert (tmp_path / "other.yml").read_text() == "a:  b\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"title: One: two\nhours: 2\n", "flour.yml:1:11 error CUR111 "),
        (b"hours: 2\nhours: 3\ntitle: A\n", "flour.yml:2:1 error CUR110 "),
        (b"title: \xff\n", "flour.yml:1:8 error CUR107 "),
        (b"title: \t\nhours:  2\n", "flour.yml stays as it is: not every reader of YAML"),
    ],
)
def test_what_cannot_be_read_is_told_and_left_and_the_rest_is_formatted(
    content: bytes, said: str, folder: Path
) -> None:
    flour, crust = folder / "topics/dough/flour.yml", folder / "topics/oven/crust.yml"
    flour.write_bytes(content)
    crust.write_text(crust.read_text("utf-8").replace("title: ", "title:  "), "utf-8")
    result = fmt()
    assert result.exit_code == FAILED
    assert f"curriculum/topics/dough/{said}" in result.stderr
    assert flour.read_bytes() == content
    assert "title: Crust" in crust.read_text("utf-8")


def test_line_breaks_of_windows_stay(folder: Path) -> None:
    flour = folder / "topics/dough/flour.yml"
    text = flour.read_text("utf-8").replace("title: ", "title:  ")
    flour.write_bytes(text.replace("\n", "\r\n").encode())
    assert fmt().exit_code == FINE
    assert flour.read_bytes() == text.replace("title:  ", "title: ").replace("\n", "\r\n").encode()


def test_no_key_is_lost_on_the_way_through_every_kind_of_file(folder: Path) -> None:
    """Each file's lines from the last to the first key: the order of the model comes back."""
    found = formatting(folder, yaml_files(folder))
    assert not found.diagnostics
    assert not found.refused
    assert found.unchanged + len(found.texts) == len(list(folder.rglob("*.yml")))


def test_the_real_curriculum_says_the_same_in_the_house_style(root: Path, tmp_path: Path) -> None:
    """Whether it is in that style is nobody's test: a good topic passes as its author wrote it."""
    folder = tmp_path / "curriculum"
    shutil.copytree(root / "curriculum", folder)
    before = checked(folder).curriculum
    found = formatting(folder, yaml_files(folder))
    assert not found.refused
    for file, text in found.texts.items():
        (folder / file).write_text(text, "utf-8")
    assert checked(folder).curriculum == before
    assert not formatting(folder, yaml_files(folder)).texts

"""The catalogue: every code has its page, and what its page shows is what the checker does."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.build import checked
from generator.cli import main
from generator.diagnostics import Code
from generator.pages.diagnostics import diagnostic_pages
from generator.pages.explanations import explanations
from generator.pages.rendering import printed
from tests.diagnostic_examples import BASE, MADE, example, says_of, shown_case, shown_files

OWN_PARTS = shutil.ignore_patterns("expected.txt", "removed.txt", "passes")


def test_the_examples_are_those_of_the_cases(root: Path, pytestconfig: pytest.Config) -> None:
    """What fires is a case, and what passes is the base: both run in `test_cases.py`."""
    made = json.dumps({code: example(code) for code in Code}, indent=1, ensure_ascii=False) + "\n"
    file = root / "generator/pages/examples.json"
    if pytestconfig.getoption("--refresh-cases"):
        file.write_text(made, "utf-8")
    assert file.read_text("utf-8") == made, "run pytest --refresh-cases"


@pytest.mark.parametrize("code", [code for code in Code if code not in MADE])
def test_what_is_shown_as_right_is_right(code: Code, tmp_path: Path) -> None:
    """The case again, with the files that its page shows as the page says they should be."""
    folder, case = tmp_path / "curriculum", shown_case(code)
    shutil.copytree(BASE, folder)
    shutil.copytree(case, folder, dirs_exist_ok=True, ignore=OWN_PARTS)
    shown = shown_files(case, says_of(code, case))
    for file in shown:
        right = next((f for f in (case / "passes" / file, BASE / file) if f.is_file()), None)
        if right:
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(right, folder / file)
        else:
            (folder / file).unlink()
    wrong = {(d.code, d.location.file) for d in checked(folder).diagnostics}
    assert not wrong & {(code, f"{folder.as_posix()}/{file}") for file in shown}


@pytest.mark.parametrize("code", Code)
def test_an_explanation_is_whole_and_its_two_examples_differ(code: Code) -> None:
    told = explanations()[code]
    for text in (told.what, told.why, told.cure):
        assert text[0].isupper() or text[0] in "'`"
        assert text.endswith(".")
    assert told.why.count(". ") <= 1, "two sentences at most"
    assert told.fires
    assert told.passes
    assert told.fires != told.passes
    assert f" {code} " in told.says
    assert all(excerpt.text or excerpt.remark for excerpt in (*told.fires, *told.passes))


def test_every_code_has_a_page_where_messages_say_it_is() -> None:
    paths = {page.path for page in printed(diagnostic_pages())}
    assert {f"{code.address.rstrip('/')}.md" for code in Code} < paths


def test_a_page_shows_its_examples_letter_by_letter() -> None:
    """No sign of an example reaches the Markdown parser: all but letters are references."""
    page = next(p for p in printed(diagnostic_pages()) if p.path.endswith("cur209.md"))
    assert "<b>" not in page.text.split("An example that fires")[1]
    assert "&#60;" in page.text


def test_the_terminal_tells_what_the_page_tells() -> None:
    done = CliRunner().invoke(main, ["diagnostic", "cur103"])
    told = explanations()[Code.UNKNOWN_KEY]
    assert done.exit_code == 0
    assert told.says.split("\n")[0] in done.output
    assert " ".join(told.why.split()) in " ".join(done.output.split())


def test_an_unknown_code_is_refused() -> None:
    done = CliRunner().invoke(main, ["diagnostic", "CUR999"])
    assert done.exit_code == 2
    assert "there is no diagnostic 'CUR999'" in done.output

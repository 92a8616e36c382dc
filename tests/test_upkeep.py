"""What the weekly look finds and does: links that lead nowhere, due reviews, one issue.

lychee itself follows the links, to a server on this machine; only GitHub's `gh` has a stand-in.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result

from generator.build import Checked
from generator.cli import main
from generator.health.links import external_links

ROOT = Path(__file__).parent.parent
BASE = ROOT / "tests/cases/base"
SH = shutil.which("sh") or "sh"

# Writes down how it was called and the file it was given; answers from a file named as the command.
GH = """\
#!{sh}
echo "$*" >>{folder}/calls
for argument; do [ ! -f "$argument" ] || cat "$argument" >{folder}/told; done
answer={folder}/$1-$2
[ ! -f "$answer.error" ] || {{ cat "$answer.error" >&2; exit 1; }}
[ ! -f "$answer" ] || cat "$answer"
"""


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


@pytest.fixture
def curriculum(tmp_path: Path) -> Path:
    """The base, with links that live, that have moved, and that are dead: one at two places."""
    folder = shutil.copytree(BASE, tmp_path / "curriculum")
    for file, path in (("heat", "moved"), ("crust", "gone")):
        topic = folder / f"topics/oven/{file}.yml"
        text = topic.read_text("utf-8").replace("//example.org/bread", f"//site.example/{path}")
        topic.write_text(text, "utf-8")
    lesson = folder / "topics/oven/crust.md"
    words = (
        "\nSee [one](https://site.example/gone),\n"
        "[two](https://site.example/good) and `[code](https://code.example)`.\n"
    )
    lesson.write_text(lesson.read_text("utf-8") + words, "utf-8")
    return folder


@pytest.fixture
def server() -> Iterator[str]:
    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            code = {"/good": 200, "/bread": 200, "/moved": 301}.get(self.path, 404)
            self.send_response(code)
            if code == 301:
                self.send_header("Location", "/good")
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_HEAD = do_GET  # noqa: N815 - so the server looks for it

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as running:
        Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def line_of(file: Path, words: str) -> int:
    return next(
        n for n, line in enumerate(file.read_text("utf-8").splitlines(), 1) if words in line
    )


def test_links_are_those_of_resources_and_texts_with_every_place(curriculum: Path) -> None:
    said = run("links", "--curriculum", str(curriculum), "--format", "json").stdout
    found = {
        link["url"]: [(Path(place["file"]).name, place["line"]) for place in link["places"]]
        for link in json.loads(said)
    }
    assert sorted(found) == [
        "https://example.org/bread",
        "https://site.example/gone",
        "https://site.example/good",
        "https://site.example/moved",
    ]
    oven = curriculum / "topics/oven"
    assert found["https://site.example/gone"] == [
        ("crust.md", line_of(oven / "crust.md", "gone")),
        ("crust.yml", line_of(oven / "crust.yml", "gone")),
    ]


def test_no_link_of_the_real_curriculum_is_missed(real: Checked, root: Path) -> None:
    """Counted in another way: by the keys and brackets of the files, outside code blocks."""
    keys = re.compile(r"^ *(?:- )?url: (https://\S+)$", re.MULTILINE)
    brackets = re.compile(r"\]\((https://[^\s()]+)\)")
    written = set()
    for file in sorted((root / "curriculum").rglob("*")):
        if file.suffix in {".yml", ".md"} and "/starter/" not in file.as_posix():
            text = file.read_text("utf-8")
            written |= set(keys.findall(text)) | set(brackets.findall(text))
    assert {link.url for link in external_links(real.curriculum, real.locate)} == written


def follow(curriculum: Path, server: str, *arguments: str) -> str:
    """What `make links` says, with lychee sent to the server instead of the hosts' own."""
    remaps = [f"https://{host} {server}" for host in ("site.example", "example.org")]
    (curriculum.parent / "lychee.toml").write_text(f"remap = {json.dumps(remaps)}\n", "utf-8")
    done = subprocess.run(
        [SH, ROOT / "scripts/links.sh", *arguments],
        cwd=curriculum.parent,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_dead_link_is_told_at_each_of_its_places(curriculum: Path, server: str) -> None:
    crust = curriculum / "topics/oven/crust"
    lines = [
        (f"crust{suffix}", line_of(crust.with_suffix(suffix), "gone")) for suffix in (".md", ".yml")
    ]
    said = follow(curriculum, server).splitlines()
    assert [re.sub(r":\d+ ", " ", line) for line in said] == [
        *(
            f"curriculum/topics/oven/{name}:{line} https://site.example/gone: 404 Not Found"
            for name, line in lines
        ),
        "1 dead link; the curriculum has 4",
    ]
    markdown = follow(curriculum, server, "--format", "markdown")
    assert markdown.startswith("### Links that lead nowhere\n")
    places = ", ".join(f"`curriculum/topics/oven/{name}:{line}`" for name, line in lines)
    assert f"- {places} <https://site.example/gone>: 404 Not Found\n" in markdown
    assert "moved" not in markdown


def test_server_that_is_not_there_makes_its_links_dead(curriculum: Path) -> None:
    said = follow(curriculum, "http://127.0.0.1:9")
    assert said.endswith("4 dead links; the curriculum has 4\n")


def test_of_living_links_nothing_is_said(curriculum: Path, server: str) -> None:
    for file in ("crust.md", "crust.yml"):
        path = curriculum / "topics/oven" / file
        path.write_text(path.read_text("utf-8").replace("/gone", "/good"), "utf-8")
    assert follow(curriculum, server, "--format", "markdown") == ""
    assert follow(curriculum, server) == "no dead links; the curriculum has 3\n"


def test_a_file_that_is_no_report_is_refused_in_words(tmp_path: Path) -> None:
    for text in ("", "no JSON", '{"total": 1}'):
        (tmp_path / "report.json").write_text(text, "utf-8")
        done = run("links", "--report", str(tmp_path / "report.json"), "--curriculum", str(BASE))
        assert done.exit_code == 2
        assert "report.json is no report of lychee --format json" in done.stderr


def test_a_host_that_does_not_answer_in_time_and_a_link_that_is_gone_are_told(
    tmp_path: Path,
) -> None:
    gone = {"url": "https://old.example/", "status": {"text": "Failed: 410 Gone", "code": 410}}
    slow = {"url": "https://example.org/bread", "status": {"text": "Timeout"}}
    report = {"error_map": {"links.md": [gone]}, "timeout_map": {"links.md": [slow]}}
    (tmp_path / "report.json").write_text(json.dumps(report), "utf-8")
    said = run("links", "--report", str(tmp_path / "report.json"), "--curriculum", str(BASE)).stdout
    assert "no longer in the curriculum: https://old.example/: 410 Gone" in said
    assert "topics/oven/heat.yml:19:10 https://example.org/bread: Timeout" in said
    assert said.endswith("2 dead links; the curriculum has 1\n")


def test_an_address_that_no_program_can_ask_for_stops_nothing(
    curriculum: Path, tmp_path: Path
) -> None:
    lesson = curriculum / "topics/oven/heat.md"
    lesson.write_text("## Heat\n\nSee [it](https://[site).\n", "utf-8")
    dead = {"url": "https://[site", "status": {"text": "Invalid"}}
    report = {"error_map": {"links.md": [dead]}, "timeout_map": {}}
    (tmp_path / "report.json").write_text(json.dumps(report), "utf-8")
    said = run("links", "--report", str(tmp_path / "report.json"), "--curriculum", str(curriculum))
    assert "heat.md:3:5 https://[site: Invalid" in said.stdout


@pytest.mark.parametrize(
    ("day", "due"),
    [
        # All were reviewed on 2026-05-01; what evolves is due after 365 days, what lasts after 730.
        ("2026-05-02", set()),
        ("2027-04-30", set()),
        ("2027-05-01", {"evolving"}),
        ("2028-04-29", {"evolving"}),
        ("2028-04-30", {"evolving", "enduring"}),
    ],
)
def test_a_review_is_due_from_the_day_on_that_its_interval_ends(
    day: str, due: set[str], tmp_path: Path
) -> None:
    folder = shutil.copytree(BASE, tmp_path / "curriculum")
    topic = folder / "topics/oven/crust.yml"
    topic.write_text(
        re.sub(r"durability: \S+", "durability: evolving", topic.read_text("utf-8")), "utf-8"
    )
    said = run("reviews", "--on", day, "--curriculum", str(folder), "--format", "json").stdout
    found = json.loads(said)
    assert {review["durability"] for review in found} == due
    for review in found:
        lines = Path(review["file"]).read_text("utf-8").splitlines()
        assert lines[review["line"] - 1].startswith("reviewed: ")


def test_reviews_are_told_in_markdown_only_where_one_is_due() -> None:
    none = run("reviews", "--on", "2026-05-02", "--curriculum", str(BASE), "--format", "markdown")
    assert none.stdout == ""
    some = run("reviews", "--on", "2036-05-02", "--curriculum", str(BASE), "--format", "markdown")
    assert some.stdout.startswith("### Reviews that are due\n")
    assert "oven/heat.yml:24` enduring, reviewed 2026-05-01, due 2028-04-30" in some.stdout


def test_reviews_are_those_of_today_where_no_day_is_given(tmp_path: Path) -> None:
    folder = shutil.copytree(BASE, tmp_path / "curriculum")
    topic = folder / "topics/oven/heat.yml"
    topic.write_text(topic.read_text("utf-8").replace("2026-05-01", "1999-05-01"), "utf-8")
    assert "heat.yml" in run("reviews", "--curriculum", str(folder)).stdout


@pytest.fixture
def github(tmp_path: Path) -> Path:
    """A folder with a `gh` whose answers are files of it. Issues are on, and there is none."""
    folder = tmp_path / "github"
    folder.mkdir()
    program = folder / "gh"
    program.write_text(GH.format(sh=SH, folder=folder), "utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    (folder / "repo-view").write_text("true\n")
    return folder


def script(github: Path, name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SH, ROOT / "scripts" / name, *arguments],
        env=os.environ | {"PATH": f"{github}:{os.environ['PATH']}", "GH_REPO": "some/where"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def tell(github: Path, text: str) -> list[str]:
    """What the script asked of `gh`, without the questions, for an issue of this text."""
    (github / "text.md").write_text(text, "utf-8")
    done = script(github, "issue.sh", github / "text.md")
    assert done.returncode == 0, done.stderr
    calls = (github / "calls").read_text("utf-8").splitlines()
    return [call for call in calls if not call.startswith(("repo view", "issue list"))]


def test_the_first_thing_due_opens_an_issue_with_its_label(github: Path) -> None:
    label, create = tell(github, "Something is due.\n")
    assert label.startswith("label create upkeep --force ")
    assert create.startswith("issue create --title What is due: links and reviews --label upkeep ")
    assert (github / "told").read_text("utf-8") == "Something is due.\n"


def test_the_open_issue_is_rewritten_and_no_other_opened(github: Path) -> None:
    (github / "issue-list").write_text("7\n")
    (call,) = tell(github, "Something else is due.\n")
    assert call.startswith("issue edit 7 --body-file ")
    assert (github / "told").read_text("utf-8") == "Something else is due.\n"


def test_the_issue_is_closed_when_nothing_is_left(github: Path) -> None:
    (github / "issue-list").write_text("7\n")
    (call,) = tell(github, "")
    assert call.startswith("issue close 7 ")


def test_nothing_due_and_no_issue_asks_for_nothing(github: Path) -> None:
    assert tell(github, "") == []


def test_where_issues_are_off_nothing_is_told(github: Path) -> None:
    (github / "repo-view").write_text("false\n")
    assert tell(github, "Something is due.\n") == []


def test_an_issue_that_cannot_be_listed_is_an_error(github: Path) -> None:
    (github / "issue-list.error").write_text("gh: Bad gateway (HTTP 502)\n")
    (github / "text.md").write_text("Something is due.\n")
    done = script(github, "issue.sh", github / "text.md")
    assert done.returncode != 0
    assert "502" in done.stderr
    assert "create" not in (github / "calls").read_text("utf-8")


@pytest.mark.parametrize(
    ("answer", "said"),
    [("workflow", "enabled=true\n"), ("legacy", "enabled=false\n"), (None, "enabled=false\n")],
)
def test_the_site_is_published_only_where_pages_are_on(
    github: Path, answer: str | None, said: str
) -> None:
    """`gh api repos/...`: the answer is a file in a folder of that name."""
    (github / "api-repos/some/where").mkdir(parents=True)
    if answer is None:
        (github / "api-repos/some/where/pages.error").write_text("gh: Not Found (HTTP 404)\n")
    else:
        (github / "api-repos/some/where/pages").write_text(f"{answer}\n")
    done = script(github, "pages.sh")
    assert (done.returncode, done.stdout) == (0, said)
    assert ("Settings, Pages, Source" in done.stderr) == (said == "enabled=false\n")


def test_a_question_about_pages_that_fails_is_an_error(github: Path) -> None:
    (github / "api-repos/some/where").mkdir(parents=True)
    (github / "api-repos/some/where/pages.error").write_text("gh: Bad gateway (HTTP 502)\n")
    done = script(github, "pages.sh")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "502" in done.stderr

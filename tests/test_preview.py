"""The preview, `mkdocs serve --dirty`, shows what a clean build would: the same bytes, every file.

A real server on a small curriculum. Only the headers for hosts may be left as they are after an
edit: the server sends none.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.served import Served, served, wait_until
from tests.conftest import ROOT, copy_checkout

BASE = ROOT / "tests/cases/base"
STALE = re.compile(r"_headers|headers/.*")
RENDERED = re.compile(r"Rendered (\d+) of (\d+) pages")


@dataclass(frozen=True)
class Preview:
    """The server, and the checkout it serves."""

    server: Served
    checkout: Path
    work: Path

    def path(self, name: str) -> Path:
        return self.checkout / name

    def replace(self, name: str, old: str, new: str) -> None:
        text = self.path(name).read_text("utf-8")
        assert old in text
        self.path(name).write_text(text.replace(old, new), "utf-8")

    def shows(self, page: str, text: str) -> None:
        wait_until(lambda: text in self.server.page(page), f"{page} shows {text}")

    def hides(self, page: str, text: str) -> None:
        wait_until(lambda: text not in self.server.page(page), f"{page} hides {text}")

    def says(self, text: str, since: str) -> None:
        wait_until(lambda: text in self.server.log.removeprefix(since), f"the log says {text}")

    def is_like_a_clean_build(self) -> None:
        """In every byte of every file, as soon as the last edit is seen."""
        clean = _content(build(self.checkout, self.work / "clean", url=self.server.address))
        try:
            wait_until(lambda: _content(self.server.folder) == clean, "the same files")
        except TimeoutError:
            differing = {name for name, _ in _content(self.server.folder).items() ^ clean.items()}
            pytest.fail(f"not as a clean build makes them: {sorted(differing)}")

    def rendered(self, edit: Callable[[], None], page: str, text: str) -> int:
        """How many pages were rendered for `page` to show `text` after the edit."""
        before = self.server.log
        edit()
        self.shows(page, text)
        counts = RENDERED.findall(self.server.log.removeprefix(before))
        return sum(int(count) for count, _ in counts)

    def sources(self) -> dict[str, bytes]:
        """The Markdown that the pages are made of."""
        return {k: v for k, v in _content(self.path("build/docs")).items() if k.endswith(".md")}


def _content(folder: Path) -> dict[str, bytes]:
    found = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not STALE.fullmatch(name):
            found[name] = path.read_bytes()
    return found


def build(checkout: Path, target: Path, *options: str, url: str = "") -> Path:
    """A clean build of the checkout, as `make build` makes it."""
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", target, *options],
        cwd=checkout,
        env=os.environ | {"FAIRWAY_SITE_URL": url, "NO_MKDOCS_2_WARNING": "1"},
        check=True,
        capture_output=True,
    )
    return target


def small_checkout(target: Path) -> Path:
    checkout = copy_checkout(target)
    shutil.rmtree(checkout / "curriculum")
    shutil.copytree(BASE, checkout / "curriculum")
    return checkout


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    work = tmp_path_factory.mktemp("preview")
    checkout = small_checkout(work)
    with served(checkout, work / "server", "--dirty") as server:
        yield Preview(server, checkout, work)


FLOUR = "curriculum/topics/dough/flour.yml"


def test_the_first_build_is_like_a_clean_one(preview: Preview) -> None:
    preview.is_like_a_clean_build()


def test_an_edit_of_a_topic_renders_the_pages_that_say_something_else(preview: Preview) -> None:
    before = preview.sources()
    rendered = preview.rendered(
        lambda: preview.replace(FLOUR, "What is in a bag of flour", "What a bag of flour holds"),
        "topics/flour/",
        "What a bag of flour holds",
    )
    after = preview.sources()
    changed = {page for page in after if after[page] != before[page]}
    assert "topics/flour.md" in changed
    assert rendered == len(changed) < len(after) / 2
    preview.is_like_a_clean_build()


def test_an_edit_of_a_lesson_renders_its_page_alone(preview: Preview) -> None:
    lesson = "curriculum/topics/oven/crust.md"
    text = preview.path(lesson).read_text("utf-8")
    rendered = preview.rendered(
        lambda: preview.path(lesson).write_text(f"{text}\nSteam makes it shine.\n", "utf-8"),
        "topics/crust/",
        "Steam makes it shine.",
    )
    assert rendered == 1
    preview.is_like_a_clean_build()


def test_a_hand_written_page_is_rendered_alone(preview: Preview) -> None:
    page = preview.path("docs/contribute/style.md")
    text = page.read_text("utf-8") + "\nWritten by hand.\n"
    rendered = preview.rendered(
        lambda: page.write_text(text, "utf-8"), "contribute/style/", "Written by hand."
    )
    assert rendered == 1
    preview.is_like_a_clean_build()


@pytest.mark.parametrize("asset", ["assets/fairway.css", "assets/js/fairway.mjs"])
def test_an_asset_is_copied_and_no_page_rendered(preview: Preview, asset: str) -> None:
    path = preview.path(f"docs/{asset}")
    text = path.read_text("utf-8") + "\n/* edited */\n"
    assert preview.rendered(lambda: path.write_text(text, "utf-8"), asset, "/* edited */") == 0
    preview.is_like_a_clean_build()


def test_a_file_older_than_what_was_built_of_it_is_seen(preview: Preview) -> None:
    path = preview.path("docs/assets/planner.css")
    preview.work.joinpath("old.css").write_text("/* from a backup */\n", "utf-8")
    os.utime(preview.work / "old.css", (1, 1))
    shutil.copy2(preview.work / "old.css", path)
    preview.shows("assets/planner.css", "/* from a backup */")
    preview.is_like_a_clean_build()


def test_a_mistake_is_told_the_last_good_site_served_and_the_mend_seen(preview: Preview) -> None:
    before, log = _content(preview.server.folder), preview.server.log
    good = preview.path(FLOUR).read_text("utf-8")
    preview.replace(FLOUR, "level: foundation", "level: easy")
    preview.says("The last good site is still served.", since=log)
    told = preview.server.log.removeprefix(log)
    assert re.search(r"flour\.yml:\d+:\d+ error CUR\d+ .*'easy'", told)
    assert _content(preview.server.folder) == before
    assert "bag of flour" in preview.server.page("topics/flour/")
    mended = good.replace("hours: 2", "hours: 2.5")
    assert mended != good
    preview.path(FLOUR).write_text(mended, "utf-8")
    preview.shows("topics/flour/", "2.5 hours")
    preview.is_like_a_clean_build()


def test_a_topic_comes_is_renamed_and_goes(preview: Preview) -> None:
    new, named = (f"curriculum/topics/oven/{name}.yml" for name in ("steam", "vapour"))
    crust = "curriculum/topics/oven/crust.yml"
    preview.path(new).write_text(
        preview.path(FLOUR).read_text("utf-8").replace("title: Flour", "title: Steam"), "utf-8"
    )
    preview.shows("topics/steam/", "Steam")
    preview.replace(
        crust, "prerequisites:\n", "prerequisites:\n  - topic: steam\n    why: It is.\n"
    )
    preview.shows("topics/crust/", "../steam/")
    preview.is_like_a_clean_build()

    preview.path(new).rename(preview.path(named))
    preview.replace(crust, "topic: steam", "topic: vapour")
    preview.shows("topics/crust/", "../vapour/")
    preview.shows("topics/steam/", "No such page")
    preview.is_like_a_clean_build()

    preview.replace(crust, "  - topic: vapour\n    why: It is.\n", "")
    preview.path(named).unlink()
    preview.hides("topics/crust/", "../vapour/")
    preview.shows("topics/vapour/", "No such page")
    preview.is_like_a_clean_build()


def test_roles_change_come_and_go(preview: Preview) -> None:
    baker, cook = (
        preview.path("curriculum/roles/baker.yml"),
        preview.path("curriculum/roles/cook.yml"),
    )
    preview.replace("curriculum/roles/baker.yml", "title: First loaf", "title: A loaf at last")
    preview.shows("roles/baker/", "A loaf at last")
    preview.is_like_a_clean_build()
    cook.write_text(baker.read_text("utf-8").replace("title: Baker", "title: Cook"), "utf-8")
    preview.shows("roles/", "Cook")
    preview.is_like_a_clean_build()
    cook.unlink()
    preview.hides("roles/", "Cook")
    preview.is_like_a_clean_build()


def test_pages_that_link_to_a_page_follow_its_coming_and_going(preview: Preview) -> None:
    one, other = preview.path("docs/contribute/one.md"), preview.path("docs/contribute/other.md")
    one.write_text("# One\n\n[there](other.md)\n", "utf-8")
    preview.shows("contribute/one/", 'href="other.md"')
    preview.is_like_a_clean_build()
    other.write_text("# Other\n", "utf-8")
    preview.shows("contribute/one/", 'href="../other/"')
    preview.is_like_a_clean_build()
    log = preview.server.log
    other.unlink()
    preview.shows("contribute/one/", 'href="other.md"')
    assert "target 'contribute/other.md' is not found" in preview.server.log.removeprefix(log)
    preview.is_like_a_clean_build()
    one.unlink()
    preview.shows("contribute/one/", "No such page")
    preview.is_like_a_clean_build()


def test_a_template_of_pages_prints_its_pages_anew(preview: Preview) -> None:
    template = preview.path("generator/pages/templates/glossary.md.j2")
    text = template.read_text("utf-8")
    edited = f"{text}\n<p>All terms.</p>\n"
    rendered = preview.rendered(
        lambda: template.write_text(edited, "utf-8"), "glossary/", "All terms."
    )
    assert rendered == 1
    preview.is_like_a_clean_build()


def test_what_a_template_of_pages_takes_from_another_is_seen(preview: Preview) -> None:
    preview.replace(
        "generator/pages/templates/card.html.j2", 'class="card', 'data-seen class="card'
    )
    preview.shows("topics/kneading/", "data-seen")
    preview.is_like_a_clean_build()


def test_a_template_of_the_theme_renders_all_and_a_broken_one_nothing(preview: Preview) -> None:
    main = preview.path("overrides/main.html")
    good, log = main.read_text("utf-8"), preview.server.log
    main.write_text(good.replace("{% block extrahead %}", "{% block extrahead %}{% if %}"), "utf-8")
    preview.says("The last good site is still served.", since=log)
    assert re.search(r"overrides/main\.html.*line \d+", preview.server.log.removeprefix(log))
    assert "What is in" in preview.server.page("topics/flour/") or "bag of" in preview.server.page(
        "topics/flour/"
    )
    better = good.replace(
        "{% block extrahead %}", '{% block extrahead %}<meta name="x" content="y">'
    )
    main.write_text(better, "utf-8")
    preview.shows("topics/flour/", '<meta name="x"')
    preview.is_like_a_clean_build()


def test_the_configuration_renders_all(preview: Preview) -> None:
    preview.replace("mkdocs.yml", "site_name: Fairway", "site_name: Bread")
    preview.shows("topics/kneading/", "- Bread</title>")
    preview.is_like_a_clean_build()


def test_changed_code_is_told_to_need_a_new_start(preview: Preview) -> None:
    log = preview.server.log
    path = preview.path("generator/pages/words.py")
    path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    preview.says("Start the preview again: it runs the old generator/pages/words.py", since=log)


def test_a_taken_port_is_told_before_the_build_with_the_way_to_another(tmp_path: Path) -> None:
    checkout = small_checkout(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "serve", "--dirty", "-a", f"127.0.0.1:{port}"],
            cwd=checkout,
            env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
            check=False,
            capture_output=True,
            text=True,
            timeout=60,
        )
    said = done.stdout + done.stderr
    assert done.returncode == 1
    assert f"Port {port} of 127.0.0.1 is taken" in said
    assert f'make serve ARGS="-a 127.0.0.1:{port + 1}"' in said
    assert "Traceback" not in said
    assert not list((checkout / "build/docs").glob("*.md")), "nothing was built before"


def test_after_a_preview_a_build_is_a_clean_one(preview: Preview, tmp_path: Path) -> None:
    after = [_content(build(preview.checkout, tmp_path / name, "--strict")) for name in "ab"]
    other = tmp_path / "other"
    shutil.copytree(preview.checkout, other)
    shutil.rmtree(other / "build/docs")
    (other / "build/docs").mkdir()
    assert after == [_content(build(other, tmp_path / "clean", "--strict"))] * 2


def test_no_published_site_is_built_this_way(root: Path) -> None:
    workflows = sorted((root / ".github/workflows").glob("*.yml"))
    assert workflows
    assert not [path.name for path in workflows if "--dirty" in path.read_text("utf-8")]
    makefile = (root / "Makefile").read_text("utf-8")
    assert re.findall(r"mkdocs (\w+) --dirty", makefile) == ["serve"]

"""The built site: whole, reachable, self-contained and small."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from generator.build import Checked
from tests.conftest import build_site
from tests.site_pages import pages_of, resolved

KIB = 1024
MOST_BYTES = 60 * KIB
MOST_BYTES_OF_LARGE_PAGES = 120 * KIB
LARGE_PAGES = re.compile(r"(sources/.+|plan|map|compare)/")
PLAN = re.compile(r"/plan/?#\w+=")
"""A plan for the planner's script in the fragment, not a place on its page."""
MOST_INDEX_BYTES = 1500 * KIB


def test_every_topic_role_domain_and_source_has_a_page(built_site: Path, real: Checked) -> None:
    curriculum = real.curriculum
    wanted = {
        *(f"topics/{topic}/" for topic in curriculum.topics),
        *(f"roles/{role}/" for role in curriculum.roles),
        *(f"domains/{domain.id}/" for domain in curriculum.domains),
        *(f"sources/{source}/" for source in curriculum.sources),
    }
    assert wanted <= pages_of(built_site).keys()


def test_every_page_is_reached_from_home_by_links(built_site: Path) -> None:
    pages = pages_of(built_site)
    reached, waiting = {""}, [""]
    while waiting:
        address = waiting.pop()
        for link in pages[address].links:
            target = resolved(link, address)
            if target and target[0] in pages and target[0] not in reached:
                reached.add(target[0])
                waiting.append(target[0])
    assert pages.keys() - reached == {"404.html"}


def broken_links(site: Path) -> set[tuple[str, str]]:
    """The page and the target, without a closing slash, of every link inside that leads nowhere."""
    lychee = Path(sysconfig.get_path("scripts")) / "lychee"
    options = ["--offline", "--include-fragments", "--no-progress", "--format=json"]
    done = subprocess.run(
        [lychee, *options, "--root-dir", site, "--index-files=index.html", "**/*.html"],
        cwd=site,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 2), done.stderr
    report = json.loads(done.stdout)
    assert report["successful"] > len(pages_of(site))
    return {
        (page, broken["url"].removeprefix(f"{site.resolve().as_uri()}/"))
        for page, failures in report["error_map"].items()
        for broken in failures
        if not PLAN.search(broken["url"])
    }


def test_no_link_or_anchor_of_the_site_is_broken(built_site: Path) -> None:
    assert broken_links(built_site) == set()


def test_a_link_to_no_page_and_one_to_no_anchor_would_be_found(
    built_site: Path, tmp_path: Path
) -> None:
    site = shutil.copytree(built_site, tmp_path / "site")
    for page in ("404.html", "topics/index.html"):
        text = (site / page).read_text("utf-8")
        links = '<a href="/no-page/">a</a><a href="/roles/#no-anchor">b</a></body>'
        (site / page).write_text(text.replace("</body>", links), "utf-8")
    assert broken_links(site) == {
        (page, target)
        for page in ("404.html", "topics/index.html")
        for target in ("no-page", "roles#no-anchor")
    }


def test_no_page_loads_anything_from_another_host(built_site: Path) -> None:
    foreign = {
        f"{address}: {load}"
        for address, page in pages_of(built_site).items()
        for load in page.loads
        if address != "404.html" and resolved(load, address) is None
    }
    assert not foreign
    for sheet in built_site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert not re.search(r"(url\(|@import)\s*['\"]?(https?:)?//", text), sheet


def test_no_page_has_inline_styles_or_handlers(built_site: Path) -> None:
    pages = pages_of(built_site)
    assert not [address for address, page in pages.items() if page.inline_styles or page.handlers]


def test_pages_and_search_index_are_small(built_site: Path) -> None:
    sizes = {
        address: len((built_site / address / "index.html").read_bytes())
        for address in pages_of(built_site)
        if address != "404.html"
    }
    too_large = {
        address: size
        for address, size in sizes.items()
        if size > (MOST_BYTES_OF_LARGE_PAGES if LARGE_PAGES.fullmatch(address) else MOST_BYTES)
    }
    assert not too_large
    assert (built_site / "search/search_index.json").stat().st_size < MOST_INDEX_BYTES


def test_two_hash_seeds_and_two_days_build_the_same_bytes(
    built_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")  # another day, for whoever asks
    other = build_site(tmp_path, hash_seed=2)
    one_files, other_files = (
        {path.relative_to(site): path for path in site.rglob("*") if path.is_file()}
        for site in (built_site, other)
    )
    assert one_files.keys() == other_files.keys()
    assert not [
        name
        for name, path in sorted(one_files.items())
        if path.read_bytes() != other_files[name].read_bytes()
    ]


def test_sitemap_carries_no_date(built_site: Path) -> None:
    text = (built_site / "sitemap.xml").read_text(encoding="utf-8")
    assert "<lastmod>" not in text
    assert gzip.decompress((built_site / "sitemap.xml.gz").read_bytes()).decode() == text

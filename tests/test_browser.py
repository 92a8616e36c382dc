"""A real Chromium reads the site: no error on the console, no request to another host."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.reading import kinds

pytestmark = pytest.mark.browser


@pytest.fixture
def watched(chromium: Browser, served_site: str) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what went wrong on it."""
    faults: list[str] = []
    page = chromium.new_page()
    page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((served_site, "data:", "blob:"))
            else faults.append(request.url)
        ),
    )
    page.on(
        "response",
        lambda answer: (
            faults.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None
        ),
    )
    yield page, faults
    page.close()


def test_every_kind_of_page_opens_without_a_fault(
    watched: tuple[Page, list[str]], served_site: str, built_site: Path
) -> None:
    page, faults = watched
    for kind in kinds(built_site):
        page.goto(f"{served_site}/{kind}")
        expect(page.locator("article h1").first).to_be_visible()
        page.wait_for_load_state("networkidle")
    assert not faults


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("vector database", "Vector databases"),
        ("RAG", "Retrieval-augmented generation"),
        ("BLEU", "BLEU, ROUGE and reference metrics"),
        ("error budget", "Site reliability practice"),
        ("docker", "Containers with Docker"),
        ("llmops", "LLMOps engineer"),
    ],
)
def test_search_finds_a_topic_by_the_words_of_a_learner(
    watched: tuple[Page, list[str]], served_site: str, words: str, title: str
) -> None:
    page, faults = watched
    page.goto(served_site)
    page.locator("input[name=query]").click()
    page.locator("input[name=query]").type(words)
    first = page.locator(".md-search-result__item h1").filter(has_text=title).first
    expect(first).to_be_visible()
    assert not faults


def test_from_home_to_a_role_to_its_first_topic_by_links_alone(
    watched: tuple[Page, list[str]], served_site: str
) -> None:
    page, faults = watched
    page.goto(served_site)
    page.locator("article a[href*='roles/llmops-engineer']").first.click()
    expect(page.locator("article h1").first).to_contain_text("LLMOps engineer")
    page.locator("article a[href*='topics/']").first.click()
    expect(page.locator("article h1").first).to_be_visible()
    assert "/topics/" in page.url
    assert not faults

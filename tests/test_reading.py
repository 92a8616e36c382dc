"""What holds of every kind of page in a real browser: accessibility, the policy, width, weight."""

from __future__ import annotations

import gzip
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, Route

from tests.reading import DESKTOP, PHONE, SMALLEST, Reader, kinds, reader, served

pytestmark = pytest.mark.browser

OUR_SCRIPT_LIMIT = 8_000
PLAN = "plan/#role=ai-engineer&from=devops-engineer&hours=6"
LIVE = ("", "plan/", "map/", "compare/", "roles/llmops-engineer/", "topics/rag-basics/")
VIOLATIONS = (
    "window.violations = []; document.addEventListener('securitypolicyviolation', "
    "(event) => violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));"
)


@pytest.fixture(scope="module")
def site(built_site: Path) -> Iterator[str]:
    with served(built_site) as address:
        yield address


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core, from the package that carries it."""
    spec = importlib.util.find_spec("axe_playwright_python")
    assert spec
    assert spec.origin
    return (Path(spec.origin).parent / "axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing_on_any_kind_of_page(
    chromium: Browser, site: str, built_site: Path, axe: str, viewport: Any, *, dark: bool
) -> None:
    with reader(chromium, site, viewport=viewport, dark=dark) as made:
        findings = []
        for kind in kinds(built_site):
            findings += [f"{kind}: {found}" for found in findings_of(made, kind, axe)]
        made.open(PLAN)
        unfold(made.page)
        findings += [f"with a plan: {found}" for found in axe_findings(made.page, axe)]
        for kind in LIVE:
            findings += [f"{kind} with a plan: {f}" for f in findings_of(made, kind, axe)]
        assert findings == []


def test_no_kind_of_page_breaks_the_policy(chromium: Browser, site: str, built_site: Path) -> None:
    with reader(chromium, site, setup=VIOLATIONS) as made:
        broken = []
        for kind in kinds(built_site):
            page = made.open(kind)
            broken += [f"{kind}: {one}" for one in page.evaluate("violations")]
        page = made.open(PLAN)
        unfold(page)
        page.locator("label[for=__palette_1]:visible, label[for=__palette_2]:visible").first.click()
        page.locator("[data-do=calendar]").click()
        page.locator("input[name=query]").click()
        page.locator("input[name=query]").type("vector")
        page.locator(".md-search-result__item").first.wait_for()
        page.keyboard.press("Escape")
        page.locator(".md-tabs__link", has_text="Map").click()
        made.wait()
        page.locator(".cells a").first.hover()
        broken += page.evaluate("violations")
        assert broken == []
        assert made.faults == [] or all("404" in fault for fault in made.faults)
        assert is_policy_enforced(page)


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE, SMALLEST], ids=["1366", "390", "320"])
def test_nothing_scrolls_sideways(
    chromium: Browser, site: str, built_site: Path, viewport: Any
) -> None:
    with reader(chromium, site, viewport=viewport) as made:
        made.open(PLAN)
        wide = []
        for kind in (*kinds(built_site), "plan/"):
            page = made.open(kind)
            unfold(page)
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > viewport["width"]:
                wide.append(f"{kind}: {width}")
        assert wide == []


BROKEN_NUMBERS = """() => [...document.querySelectorAll("article td, thead th")].filter((cell) => {
  const range = new Range();
  return (cell.textContent.match(/\\S+/g) ?? []).some((word) => {
    const [text] = [...cell.childNodes].filter((node) => node.textContent.includes(word));
    if (text.nodeType !== Node.TEXT_NODE) return false;
    const from = text.data.indexOf(word);
    range.setStart(text, from);
    range.setEnd(text, from + word.length);
    return range.getClientRects().length > 1;
  });
}).map((cell) => cell.textContent)"""


@pytest.mark.parametrize("kind", ["health/", "roles/llmops-engineer/"])
@pytest.mark.parametrize("viewport", [PHONE, SMALLEST], ids=["390", "320"])
def test_no_number_breaks_on_a_phone(
    chromium: Browser, site: str, viewport: Any, kind: str
) -> None:
    with reader(chromium, site, viewport=viewport) as made:
        page = made.open(kind)
        assert page.locator("article td").count() > 9
        assert page.evaluate(BROKEN_NUMBERS) == []


@pytest.mark.parametrize("kind", LIVE)
def test_our_scripts_are_small_on_every_page(
    chromium: Browser, site: str, built_site: Path, kind: str
) -> None:
    with reader(chromium, site) as made:
        made.open(PLAN)
        asked: set[str] = set()

        def note(request: Request) -> None:
            if "/assets/js/" in request.url:
                asked.add(request.url.removeprefix(site))

        made.page.on("request", note)
        made.page.goto("about:blank")
        made.open(kind)
        sizes = {path: len(gzip.compress((built_site / path).read_bytes(), 9)) for path in asked}
        assert len(sizes) >= 6
        assert sum(sizes.values()) <= OUR_SCRIPT_LIMIT, sizes


SHIFTS = (
    "window.shifts = []; new PerformanceObserver((list) => shifts.push(...list.getEntries()))"
    ".observe({ type: 'layout-shift', buffered: true });"
)
SHIFT_LIMIT = {"fresh": 0.001, "planned": 0.05}


@pytest.mark.parametrize("past", list(SHIFT_LIMIT))
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_jumps_when_the_scripts_come(
    chromium: Browser, site: str, viewport: Any, past: str
) -> None:
    """The data come late, after the page was painted as Python wrote it."""
    with reader(chromium, site, viewport=viewport, setup=SHIFTS) as made:
        if past == "planned":
            made.open(PLAN)

        def late(route: Route) -> None:
            made.page.wait_for_timeout(300)
            route.continue_()

        made.page.route("**/data/paths.json", late)
        jumps = {}
        for kind in LIVE:
            made.page.goto("about:blank")
            page = made.open(kind)
            jumps[kind] = page.evaluate("shifts.reduce((sum, one) => sum + one.value, 0)")
        assert {kind: jump for kind, jump in jumps.items() if jump > SHIFT_LIMIT[past]} == {}


IS_MARKED = """() => {
  const at = document.activeElement;
  const sides = ["outline", "boxShadow", "backgroundColor", "borderColor", "textDecoration"];
  const look = (node) => sides.map((side) => getComputedStyle(node)[side]);
  const near = [at, at.parentElement, at.nextElementSibling].filter(Boolean);
  const focused = near.map(look).join();
  at.blur();
  const plain = near.map(look).join();
  at.focus({ focusVisible: true });
  // The search is one great mark: it opens.
  return at === document.body || at.name === "query" || focused !== plain ? "" : at.outerHTML;
}"""


@pytest.mark.parametrize("kind", LIVE)
def test_who_walks_with_tab_sees_where_they_are(chromium: Browser, site: str, kind: str) -> None:
    with reader(chromium, site) as made:
        made.open(PLAN)
        page = made.open(kind)
        unmarked = set()
        for _ in range(40):
            page.keyboard.press("Tab")
            unmarked.add(page.evaluate(IS_MARKED))
        assert unmarked == {""}


def test_first_tab_leads_past_the_frame_of_every_kind_of_page(
    chromium: Browser, site: str, built_site: Path
) -> None:
    with reader(chromium, site) as made:
        without = []
        for kind in kinds(built_site):
            page = made.open(kind)
            page.keyboard.press("Tab")
            target = page.evaluate("document.activeElement.hash.slice(1)")
            if not page.locator(f'article [id="{target}"]').count():
                without.append(kind)
        assert without == ["404.html"]  # shorter than its frame


def is_policy_enforced(page: Page) -> bool:
    """Whether a stranger's inline style is refused, and the refusal noticed as those above."""
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<b style=\"color: red\">x</b>')")
    page.wait_for_timeout(200)
    return "style-src" in "".join(page.evaluate("violations"))


def findings_of(made: Reader, kind: str, axe: str) -> list[str]:
    return axe_findings(made.open(kind), axe)


def axe_findings(page: Page, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{rule['id']} ({len(rule['nodes'])}): {rule['nodes'][0]['html'][:200]}"
        f" {rule['nodes'][0].get('failureSummary', '')[:300]}"
        for rule in found["violations"]
    ]


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('article details').forEach((one) => one.open = true)")
    page.evaluate(
        "document.querySelectorAll('[data-do=why]').forEach((one, n) => n < 3 && one.click())"
    )
    page.wait_for_timeout(200)

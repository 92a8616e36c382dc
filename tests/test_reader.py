"""A real Chromium plays the reader's stories on the served site, with instant navigation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from generator.build import Checked
from tests.reading import DESKTOP, PHONE, Reader, reader, served

pytestmark = pytest.mark.browser

KEY = "fairway-1"
REFUSES = "Storage.prototype.setItem = () => { throw new Error('full'); };"
FORBIDS = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden'); } });"
)
HOSTILE = '<img src=x onerror="window.harmed=1"><script>window.harmed=1</script>'


@pytest.fixture(scope="module")
def site(built_site: Path) -> Iterator[str]:
    with served(built_site) as address:
        yield address


@pytest.fixture(params=[(DESKTOP, False), (PHONE, True)], ids=["light-desktop", "dark-phone"])
def tab(chromium: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Reader]:
    viewport, dark = request.param
    with reader(chromium, site, viewport=viewport, dark=dark) as made:
        yield made
        assert not made.faults


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_devops_engineer_comes_from_home_to_this_week_and_learns_on(
    chromium: Browser, site: str, viewport: ViewportSize, *, dark: bool
) -> None:
    with reader(chromium, site, viewport=viewport, dark=dark) as made:
        page = made.open()
        page.evaluate("window.sameVisit = true")
        page.get_by_label("I come from").select_option(label="DevOps engineer or SRE")
        page.get_by_label("Hours a week").fill("8")
        page.get_by_label("Hours a week").blur()
        for hours_left in (".near__hours b", ".rolecard__facts b"):
            shown = [hours_in(text) for text in page.locator(hours_left).all_inner_texts()]
            assert shown == sorted(shown), hours_left
            assert len(shown) >= 3
        nearest = page.locator(".near__title").first.inner_text()
        page.locator(".near__plan").first.click()
        made.wait()
        week = page.locator(".week")
        expect(week).to_be_visible()
        expect(page.locator(".sum")).to_contain_text("at 8 hours a week")
        expect(page.get_by_label(nearest, exact=True)).to_be_checked()
        topic = week.locator(".session a").first.inner_text()
        week.locator(".session a").first.click()
        made.wait()
        expect(page.locator("article h1")).to_contain_text(topic)
        expect(page.locator(".mine")).to_contain_text(f"On your way to {nearest}: 1st of")
        page.get_by_label("I know this").check()
        page.locator(".mine__next a").last.click()
        expect(page.locator(".mine")).to_contain_text("2nd of")
        assert page.evaluate("window.sameVisit"), "instant navigation is off"
        assert not made.faults


def test_a_tick_moves_the_plan_on_and_keeps_the_focus(tab: Reader) -> None:
    page = planning(tab)
    before = page.locator(".sum").inner_text()
    first = page.locator(".session a").first.inner_text()
    press = page.get_by_role("button", name=f"I know this: {first}")
    press.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".session a").first).not_to_have_text(first)
    expect(page.locator(".session button").first).to_be_focused()
    assert page.locator(".sum").inner_text() != before
    page.locator(".leg summary").first.click()
    box = page.get_by_role("checkbox", name=f"I know {first}")
    expect(box).to_be_checked()
    box.uncheck()
    expect(page.locator(".sum")).to_have_text(before)


def test_a_stage_takes_the_same_hours_wherever_it_is_told(tab: Reader) -> None:
    page = tab.open("roles/ai-engineer/")
    told = [text.split(" · ")[1] for text in page.locator(".stage__facts").all_inner_texts()]
    assert all(re.fullmatch(r"[\d.]+\sh \+ [\d.]+\sh project", hours) for hours in told)
    page = planning(tab, "role=ai-engineer")
    for facts, hours in zip(page.locator(".leg__facts").all_inner_texts(), told, strict=True):
        assert f", {hours} · " in facts


def test_hours_say_what_they_are_a_part_of(tab: Reader) -> None:
    page = planning(tab)
    first = page.locator(".session__hours").first
    expect(first).to_have_text(re.compile(r"^6\sh this week of 8\sh left$"))
    page.locator(".leg summary").first.click()
    note = page.locator(".todo:not(.todo--off) .todo__note").first
    expect(note).to_have_text(re.compile(r"^8\sh left of 40\sh$"))


def test_what_the_background_brings_can_be_unticked(tab: Reader) -> None:
    page = planning(tab, "role=llmops-engineer&from=devops-engineer")
    left = topics_left(page)
    for summary in page.locator(".leg summary").all():
        summary.click()
    page.locator(".todo input:checked").first.uncheck()
    assert topics_left(page) > left


def test_why_shows_the_whole_chain_down_from_a_goal(tab: Reader) -> None:
    page = planning(tab)
    page.locator(".session").get_by_role("button", name="Why this?").first.click()
    links = page.locator(".chain li")
    expect(links.first).to_contain_text("is a goal of")
    topic = page.locator(".session > a").first.inner_text()
    expect(links.last.locator("a").last).to_have_text(topic)


def test_code_in_a_reason_is_shown_as_code(tab: Reader, real: Checked) -> None:
    topic, edge = next(
        (topic, edge)
        for topic in real.curriculum.topics.values()
        for edge in topic.prerequisites
        if (edge.why or "").count("`") == 2
    )
    page = planning(tab, f"topic={topic.id}")
    page.locator(".leg summary").first.click()
    page.locator(f".todo[data-topic={edge.topic}]").get_by_role("button", name="Why?").click()
    reason = page.locator(".chain__why").last
    expect(reason).to_have_text((edge.why or "").replace("`", ""))
    expect(reason.locator("code")).to_have_text((edge.why or "").split("`")[1])


def test_several_roles_and_single_topics_are_goals_together(tab: Reader) -> None:
    page = planning(tab)
    alone = topics_left(page)
    page.get_by_role("button", name=re.compile("All .* roles")).click()
    page.get_by_label("Threat intelligence analyst").check()
    assert topics_left(page) > alone
    page.get_by_role("button", name="A single topic").click()
    page.get_by_label("A single topic").select_option("graph-rag")
    expect(page.get_by_role("button", name="Remove Graph-based retrieval")).to_be_visible()
    page.get_by_role("button", name="Remove Graph-based retrieval").click()
    expect(page.get_by_role("button", name="Remove Graph-based retrieval")).to_have_count(0)


def test_progress_is_one_for_all_pages_and_survives_a_reload(tab: Reader) -> None:
    page = tab.open("topics/rag-basics/")
    page.get_by_label("I know this").check()
    tab.open("topics/rag-basics/")
    expect(page.get_by_label("I know this")).to_be_checked()
    tab.open("roles/retrieval-engineer/")
    expect(page.locator(".stage .is-known a")).to_contain_text(
        ["Retrieval-augmented generation (known)"]
    )
    tab.open("map/")
    expect(page.locator(".cells .is-known")).to_have_count(1)


def test_a_role_joins_the_plan_from_its_page(tab: Reader) -> None:
    page = tab.open("roles/ai-security-engineer/")
    page.get_by_role("link", name="Plan it").click()
    tab.wait()
    expect(page.get_by_label("AI security engineer")).to_be_checked()
    expect(page.locator(".notice")).to_be_hidden()


def test_a_shared_link_never_overwrites_a_plan(tab: Reader) -> None:
    page = planning(tab, "role=ai-engineer&hours=9")
    page.goto("about:blank")
    page = planning(tab, "role=prompt-engineer&hours=3&known=rag-basics")
    expect(page.locator(".notice")).to_contain_text("Your own is untouched")
    assert stored(page)["roles"] == ["ai-engineer"]
    page.get_by_role("button", name="Back to mine").click()
    expect(page.locator(".sum")).to_contain_text("at 9 hours")
    assert "#" not in page.url


def test_a_link_can_be_taken_over_and_taken_back(tab: Reader) -> None:
    planning(tab, "role=ai-engineer&hours=9")
    tab.page.goto("about:blank")
    page = planning(tab, "role=prompt-engineer&hours=3")
    page.get_by_role("button", name="Take this one").click()
    assert stored(page)["roles"] == ["prompt-engineer"]
    page.get_by_role("button", name="Undo").click()
    assert stored(page)["roles"] == ["ai-engineer"]


def test_a_copied_link_brings_the_same_plan(tab: Reader, chromium: Browser, site: str) -> None:
    page = planning(
        tab, "role=ai-engineer&from=devops-engineer&hours=7&known=rag-basics&not=containers"
    )
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', "
        "{ value: { writeText: async (text) => { window.copied = text; } } })"
    )
    expect(page.locator(".notice p")).to_have_text("This plan came with the link.")
    press(page, "Close")
    expect(page.locator(".notice")).to_be_hidden()
    expect(page.locator(".sum")).to_be_focused()
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".notice")).to_contain_text("copied")
    expect(page.locator(".notice")).to_be_in_viewport(ratio=1)
    link = page.evaluate("window.copied")
    with reader(chromium, site) as other:
        other.page.goto(link)
        other.wait()
        expect(other.page.locator(".sum")).to_have_text(page.locator(".sum").inner_text())


def test_a_link_opened_where_the_planner_is_open_shows_its_plan(tab: Reader) -> None:
    tab.open("plan/")
    planning(tab)


def test_a_link_that_cannot_be_copied_is_shown(tab: Reader) -> None:
    page = planning(tab)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.get_by_role("button", name="Copy link").click()
    shown = page.get_by_label("Link to this plan")
    expect(shown).to_be_focused()
    assert "#role=ai-engineer&from=devops-engineer" in shown.input_value()


def test_what_one_tab_ticks_the_other_shows(tab: Reader) -> None:
    page = tab.open("topics/rag-basics/")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("I know this").check()
    expect(page.get_by_label("I know this")).to_be_checked()


def test_export_and_import_carry_the_plan(tab: Reader, tmp_path: Path) -> None:
    page = planning(tab, "role=ai-engineer&from=devops-engineer&known=rag-basics")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    file = tmp_path / "plan.json"
    download.value.save_as(file)
    expect(page.locator(".notice")).to_be_in_viewport(ratio=1)
    was = page.locator(".sum").inner_text()
    page.get_by_role("button", name="Start over").click()
    expect(page.locator(".sum")).to_be_hidden()
    open_file(page, file)
    expect(page.locator(".sum")).to_have_text(was)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("not json at all", "it is not JSON"),
        ('{"some": "file"}', "not a plan saved here"),
        ('{"fairway": 1, "roles": ["%s"]}' % ("x" * 200_000), "too large"),
    ],
    ids=["garbled", "foreign", "large"],
)
def test_a_wrong_file_is_told_and_nothing_is_lost(
    tab: Reader, tmp_path: Path, text: str, words: str
) -> None:
    page = planning(tab)
    was = page.locator(".sum").inner_text()
    file = tmp_path / "wrong.json"
    file.write_text(text)
    open_file(page, file)
    expect(page.locator(".notice")).to_contain_text(words)
    expect(page.locator(".sum")).to_have_text(was)


def test_calendar_has_a_block_for_every_week(tab: Reader) -> None:
    page = planning(tab)
    blocks = events(saved_calendar(page, "2027-01-04"))
    days = [date.fromisoformat(block["DTSTART;VALUE=DATE"]) for block in blocks]
    assert days == [date(2027, 1, 4) + timedelta(weeks=week) for week in range(len(days))]
    assert len(days) >= 20
    first = page.locator(".session a").first
    assert first.inner_text() in blocks[0]["SUMMARY"]
    assert str(first.evaluate("link => link.href")) in blocks[0]["DESCRIPTION"]
    assert any("Project: " in block["SUMMARY"] for block in blocks)


def test_a_week_saved_again_is_the_same_event_and_another_plan_has_others(tab: Reader) -> None:
    page = planning(tab)
    once, again = (saved_calendar(page, "2027-01-04") for _ in range(2))
    assert once == again
    page.get_by_role("button", name=re.compile("All .* roles")).click()
    page.get_by_label("Prompt engineer", exact=True).check()
    others = events(saved_calendar(page, "2027-01-04"))
    assert not {block["UID"] for block in events(once)} & {block["UID"] for block in others}


@pytest.mark.parametrize("setup", [REFUSES, FORBIDS], ids=["full", "forbidden"])
def test_storage_that_refuses_is_told_and_the_plan_works(
    chromium: Browser, site: str, setup: str
) -> None:
    with reader(chromium, site, setup=setup) as made:
        page = planning(made)
        page.locator(".leg summary").first.click()
        left = topics_left(page)
        page.locator(".todo:not(.todo--off) input").first.check()
        expect(page.locator(".notice")).to_contain_text("keeps nothing")
        assert topics_left(page) < left


@pytest.mark.parametrize(
    "text", ["{", "null", '"x"', '{"fairway": 1, "roles": {"a": 1}, "ticked": 7}', HOSTILE]
)
def test_a_corrupt_state_never_stops_a_page(chromium: Browser, site: str, text: str) -> None:
    with reader(chromium, site, setup=having(text)) as made:
        page = made.open("plan/")
        page.get_by_label("I come from").select_option("devops-engineer")
        page.locator(".goals input").first.check()
        expect(page.locator(".week")).to_be_visible()
        for address in ("", "map/", "compare/", "topics/rag-basics/", "roles/ai-engineer/"):
            made.open(address)
        assert not made.faults


def test_no_stranger_writes_markup(chromium: Browser, site: str, tmp_path: Path) -> None:
    """Through a link, a file and the storage: what a stranger wrote is shown as text, or not."""
    state = {"fairway": 1, "background": HOSTILE, "hours": HOSTILE}
    state |= {key: [HOSTILE, "ai-engineer"] for key in ("roles", "topics", "ticked", "unticked")}
    file = tmp_path / f"{HOSTILE[:14]}.json".replace("/", "")
    file.write_text(json.dumps(state))
    with reader(chromium, site, setup=having(file.read_text())) as made:
        page = made.open("plan/")
        expect(page.locator(".notice")).to_contain_text("<img src=x")
        for address in (
            f"plan/#role={HOSTILE}&from={HOSTILE}&hours={HOSTILE}&known=__proto__,{HOSTILE}",
            f"compare/#from={HOSTILE}&to=constructor",
            "",
        ):
            made.page.goto("about:blank")
            made.open(address)
            assert not page.evaluate("window.harmed")
        made.open("plan/")
        open_file(page, file)
        expect(page.locator(".notice")).to_contain_text("<img src=x")
        assert page.locator("article img[src=x], article script").count() == 0
        assert not page.evaluate("window.harmed")
        assert not made.faults


def test_map_shows_what_a_topic_needs_and_unlocks(tab: Reader) -> None:
    page = tab.open("map/")
    page.locator(".cells a[href$='/rag-basics/']").hover()
    status = page.locator(".mapping__status")
    expect(status).to_contain_text("Retrieval-augmented generation, ")
    expect(status).to_contain_text("It unlocks")
    assert page.locator(".is-needed").count() > 5
    assert page.locator(".is-unlocked").count() > 2


def test_no_topic_of_the_map_moves_under_the_pointer(tab: Reader) -> None:
    page = tab.open("map/")
    places = "all => all.map((one) => [one.offsetLeft, one.offsetTop])"
    before = page.locator(".cells li").evaluate_all(places)
    for topic in ("rag-basics", "llm-apis", "python-basics"):
        page.locator(f".cells a[href$='/{topic}/']").hover()
        expect(page.locator(".cells .is-self")).to_have_count(1)
        assert page.locator(".cells li").evaluate_all(places) == before


def test_map_is_walked_with_arrows_and_filtered_by_role_and_title(tab: Reader) -> None:
    page = tab.open("map/")
    page.locator(".cells a[href$='/rag-basics/']").focus()
    for key, mark in (("ArrowLeft", ".is-needed"), ("ArrowRight", ".is-unlocked")):
        along = page.locator(f".cells {mark} a").all_inner_texts()
        page.keyboard.press(key)
        assert page.locator(".cells a:focus").inner_text() in along
    page.keyboard.press("Enter")
    expect(page.locator("article h1")).not_to_have_text("Map")
    page = tab.open("map/")
    page.get_by_label("Show").select_option("prompt-engineer")
    shown = page.locator(".cells li:not([hidden])").count()
    assert 10 < shown < 100
    page.get_by_label("Find").fill("prompt")
    assert 0 < page.locator(".cells li:not([hidden])").count() < shown


def test_map_says_so_where_no_title_fits(tab: Reader) -> None:
    page = tab.open("map/")
    page.get_by_label("Find").fill("<b>nothing")
    expect(page.locator(".mapping__status")).to_contain_text("No topic shown here has “<b>nothing”")


def test_two_roles_stand_side_by_side(tab: Reader) -> None:
    page = tab.open("compare/")
    page.get_by_label("From", exact=True).select_option("ai-engineer")
    page.get_by_label("To", exact=True).select_option("llmops-engineer")
    expect(page.locator(".side")).to_have_count(3)
    sides = page.locator(".side").all()
    here, both, there = (set(side.locator("li a").all_inner_texts()) for side in sides)
    assert here
    assert both
    assert there
    assert not (here & both)
    assert not (both & there)
    assert not (here & there)
    hours = re.search(r": (\d+) hours of study", page.locator(".comparing .sum").inner_text())
    row = page.locator(".matrix").first.locator("tbody tr", has_text="AI engineer").first
    heads = page.locator(".matrix").first.locator("thead th").all_inner_texts()
    column = heads.index("LLMOps engineer")
    assert hours
    assert row.locator("th, td").nth(column).inner_text() == hours[1]


def test_first_page_without_script_links_to_the_roles_and_asks_nothing(
    chromium: Browser, site: str
) -> None:
    with reader(chromium, site, script=False) as made:
        page = made.page
        page.goto(site)
        expect(page.locator(".start form")).to_be_hidden()
        expect(page.locator(".start")).to_contain_text("from zero")
        assert page.locator(".near__plan:visible").count() == 0
        assert page.locator(".rolecards a[href*='roles/']:visible").count() == 16
        page.locator(".near__title").first.click()
        expect(page.locator("article .stage").first).to_be_visible()
        expect(page.locator(".mine")).to_be_hidden()


def test_without_script_every_page_says_what_it_can(chromium: Browser, site: str) -> None:
    with reader(chromium, site, script=False) as made:
        page = made.page
        page.goto(f"{site}plan/")
        expect(page.locator(".still")).to_be_visible()
        assert page.locator(".goals a").count() == 16
        page.goto(f"{site}map/")
        assert page.locator(".cells a").count() > 100
        page.goto(f"{site}compare/")
        assert page.locator(".matrix").count() == 2
        expect(page.locator(".comparing")).to_be_hidden()


def test_the_focus_goes_on_when_what_was_pressed_is_gone(tab: Reader) -> None:
    planning(tab, "role=ai-engineer&hours=9")
    tab.page.goto("about:blank")
    page = planning(tab, "role=prompt-engineer&hours=3")
    for name in ("Back to mine", "Start over", "Undo", "Calendar", "Save the calendar file"):
        press(page, name)
        expect(page.locator(".notice:focus-within"), f"after {name}").to_have_count(1)


def test_whole_plan_is_made_with_the_keyboard_alone(tab: Reader) -> None:
    page = tab.open()
    walk_to(page, "#ask-from")
    page.keyboard.type("DevOps")
    walk_to(page, "#ask-hours")
    page.keyboard.press("Control+a")
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    walk_to(page, ".near__plan")
    page.keyboard.press("Enter")
    tab.wait()
    expect(page.locator(".sum")).to_contain_text("at 9 hours a week")
    first = page.locator(".session a").first.inner_text()
    walk_to(page, ".session [data-do=done]")
    page.keyboard.press("Enter")
    expect(page.locator(".session a").first).not_to_have_text(first)
    walk_to(page, ".leg summary")
    page.keyboard.press("Enter")
    walk_to(page, ".todo input")
    page.keyboard.press("Space")
    walk_to(page, ".todo [data-do=why]")
    page.keyboard.press("Enter")
    expect(page.locator(".leg .chain, .leg .chain li").first).to_be_visible()


def test_what_unfolds_says_whether_it_is_unfolded(tab: Reader) -> None:
    page = planning(tab)
    for name in (re.compile("All .* roles"), "A single topic", re.compile("Why this")):
        button = page.get_by_role("button", name=name).first
        for is_open in ("true", "false"):
            button.click()
            expect(button).to_have_attribute("aria-expanded", is_open)


def test_why_pressed_twice_at_once_shows_nothing_twice(tab: Reader) -> None:
    page = planning(tab)
    page.locator(".session [data-do=why]").first.evaluate(
        "button => { button.click(); button.click(); button.click(); }"
    )
    expect(page.locator(".chain")).to_have_count(1)


def test_progress_follows_a_renamed_topic(tab: Reader) -> None:
    """By the data as they are after a rename, in what was stored and in a link."""

    def renamed(route: Route) -> None:
        data = route.fetch().json()
        former = [{"id": "old-rag", "became": ["rag-basics"]}]
        route.fulfill(json={**data, "retired": [*data["retired"], *former]})

    tab.page.route("**/data/paths.json", renamed)
    tab.page.add_init_script(having('{"fairway": 1, "ticked": ["old-rag"]}'))
    page = tab.open("topics/rag-basics/")
    expect(page.get_by_label("I know this")).to_be_checked()
    page = tab.open("plan/#role=ai-engineer&known=old-rag,no-such-topic")
    expect(page.locator(".notice")).to_contain_text("“no-such-topic”")
    expect(page.locator(".notice")).not_to_contain_text("old-rag")


def test_only_the_plan_is_printed(tab: Reader) -> None:
    page = planning(tab)
    page.emulate_media(media="print")
    expect(page.get_by_label("I come from")).to_be_visible()
    for part in (".ask__field--hours", ".ask__more", ".tools", ".md-header", ".session button"):
        assert page.locator(part).first.is_hidden(), part
    assert page.locator(".goals label:visible").all_inner_texts() == ["AI engineer"]
    expect(page.locator(".week")).to_be_visible()
    expect(page.locator(".todo:not(.todo--off) a").first).to_be_visible()


def planning(tab: Reader, link: str = "role=ai-engineer&from=devops-engineer&hours=6") -> Page:
    page = tab.open(f"plan/#{link}")
    expect(page.locator(".sum")).to_be_visible()
    expect(page).to_have_url(re.compile(r"^[^#]*$"))
    return page


def hours_in(text: str) -> float:
    return float(text.removesuffix("h").strip().replace(",", ""))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")


def walk_to(page: Page, selector: str) -> None:
    """With Tab, as far as it is."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches({json.dumps(selector)})"):
            return
    pytest.fail(f"Tab does not come to {selector}")


def saved_calendar(page: Page, first_day: str) -> str:
    page.get_by_role("button", name="Calendar", exact=True).click()
    page.get_by_label("From", exact=True).fill(first_day)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the calendar file").click()
    return download.value.path().read_bytes().decode()


def events(text: str) -> list[dict[str, str]]:
    """Its events, read as strictly as RFC 5545 says; properties by name."""
    assert text.endswith("\r\n")
    lines = text.removesuffix("\r\n").split("\r\n")
    assert not re.search(r"[\x00-\x08\x0a-\x1f\x7f]", "".join(lines))
    assert max(len(line.encode()) for line in lines) <= 75
    whole = "\n".join(lines).replace("\n ", "").split("\n")
    assert [whole[0], whole[-1]] == ["BEGIN:VCALENDAR", "END:VCALENDAR"]
    head = whole[: whole.index("BEGIN:VEVENT")]
    assert {"VERSION:2.0"} < set(head)
    assert any(line.startswith("PRODID:") for line in head)
    blocks = "\n".join(whole[len(head) : -1]).removesuffix("\nEND:VEVENT")
    found = []
    for block in blocks.split("\nEND:VEVENT\n"):
        begin, *properties = block.split("\n")
        assert begin == "BEGIN:VEVENT"
        event = dict(line.split(":", 1) for line in properties)
        assert len(event) == len(properties)
        assert {"UID", "SUMMARY", "DESCRIPTION"} < set(event)
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
        assert event["DTEND;VALUE=DATE"] > event["DTSTART;VALUE=DATE"]
        found.append({key: unescaped(value) for key, value in event.items()})
    assert len({event["UID"] for event in found}) == len(found)
    return found


def unescaped(value: str) -> str:
    """TEXT of RFC 5545: no bare comma or semicolon, no other escape than these."""
    assert re.fullmatch(r"(?:[^\\,;]|\\[\\,;nN])*", value), value
    return re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), value)


def topics_left(page: Page) -> int:
    found = re.match(r"\d+", page.locator(".sum").inner_text())
    assert found
    return int(found[0])


def stored(page: Page) -> dict[str, object]:
    text = page.evaluate(f"localStorage.getItem('{KEY}')")
    state: dict[str, object] = json.loads(text)
    return state


def open_file(page: Page, file: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.locator("[data-do=open]:visible").first.click()
    chooser.value.set_files(file)


def having(text: str) -> str:
    """A script that puts `text` where the state is stored, unless there is one."""
    return (
        f"if (location.protocol === 'http:' && localStorage.getItem('{KEY}') === null) "
        f"localStorage.setItem('{KEY}', {json.dumps(text)});"
    )

"""Prints how long the planner takes for a tick in a real Chromium, at 4x CPU throttling.

From the click to the next painted frame, best, median and worst of many ticks; for the real
curriculum and for one of 2,000 topics. Needs `make build` and a Chromium:
FAIRWAY_CHROMIUM=... .venv/bin/python -m bench.planner
"""

import json
import os
import statistics
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, Route, sync_playwright

SITE = Path("build/site")
THROTTLING = 4
MANY = 2000
TICKS = 30
NEEDS = 3
PARTS = 4
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

TICK = """async (number) => {
  const boxes = document.querySelectorAll(".todo:not(.todo--off) input");
  const box = boxes[number % boxes.length];
  const start = performance.now();
  box.click();
  const script = performance.now() - start;
  document.documentElement.getBoundingClientRect();
  const layout = performance.now() - start;
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  return [script, layout, performance.now() - start];
}"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing about it."""

    def log_message(self, *_: object) -> None:
        pass


def main() -> int:
    """Measures both curricula."""
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else SITE
    real = json.loads((site / "data/paths.json").read_text("utf-8"))
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server,
        sync_playwright() as playwright,
    ):
        Thread(target=server.serve_forever, daemon=True).start()
        path = os.environ.get("FAIRWAY_CHROMIUM")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        address = f"http://127.0.0.1:{server.server_port}/plan/#role={longest(real)}"
        heads = "".join(f"{head:>18}" for head in ("script", "with layout", "painted"))
        print(f"{'topics':>8}{'in the plan':>13}{'':>4}{heads}")
        measure(browser, address, real)
        measure(browser, address, enlarged(real))
        browser.close()
        server.shutdown()
    return 0


def longest(data: dict[str, Any]) -> str:
    """The role with most topics."""
    role = max(data["roles"], key=lambda one: sum(len(stage["topics"]) for stage in one["stages"]))
    return str(role["id"])


def enlarged(data: dict[str, Any]) -> dict[str, Any]:
    """A curriculum of MANY topics; each role has most of one of its PARTS."""
    real = data["topics"]
    topics = [
        {
            **real[n % len(real)],
            "id": f"topic-{n}",
            "needs": sorted({n - PARTS * (1 + (n * 7 + k * 31) % 80) for k in range(NEEDS)}),
        }
        for n in range(MANY)
    ]
    for topic in topics:
        topic["needs"] = [need for need in topic["needs"] if need >= 0]
    roles = []
    for place, role in enumerate(data["roles"]):
        goals = [n for n in range(MANY - 40, MANY) if n % PARTS == place % PARTS]
        needed = closure(topics, goals)
        stages, size = role["stages"], -(-len(needed) // len(role["stages"]))
        parts = [needed[n : n + size] for n in range(0, len(needed), size)]
        cut = [{**stage, "topics": part} for stage, part in zip(stages, parts, strict=False)]
        roles.append({**role, "goals": goals, "stages": cut})
    return {**data, "topics": topics, "roles": roles}


def closure(topics: list[dict[str, Any]], goals: list[int]) -> list[int]:
    """The topics that `goals` need, in order."""
    found: set[int] = set()
    waiting = list(goals)
    while waiting:
        topic = waiting.pop()
        if topic not in found:
            found.add(topic)
            waiting += topics[topic]["needs"]
    return sorted(found)


def measure(browser: Browser, address: str, data: dict[str, Any]) -> None:
    """Prints one row: best / median / worst of TICKS ticks, in milliseconds."""
    context = browser.new_context()
    page = context.new_page()

    def answer(route: Route) -> None:
        route.fulfill(json=data)

    page.route("**/data/paths.json", answer)
    page.goto(address)
    page.locator(".week").wait_for()
    page.evaluate("document.querySelectorAll('.leg').forEach((leg) => leg.open = true)")
    shown = page.locator(".todo").count()
    session = context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLING})
    times = [page.evaluate(TICK, number) for number in range(TICKS)]
    cells = [
        f"{min(column):.0f} / {statistics.median(column):.0f} / {max(column):.0f}"
        for column in zip(*times, strict=True)
    ]
    row = f"{len(data['topics']):>8}{shown:>13}{'ms':>4}"
    print(row + "".join(f"{cell:>18}" for cell in cells))
    context.close()


if __name__ == "__main__":
    sys.exit(main())

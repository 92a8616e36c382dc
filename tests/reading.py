"""A site as readers get it: with its headers and sitemap, and a tab that notes every fault."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, Page, ViewportSize, expect

DESKTOP: ViewportSize = {"width": 1366, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SMALLEST: ViewportSize = {"width": 320, "height": 640}

PICKED = (
    "",
    "roles/llmops-engineer/",
    "topics/rag-basics/",
    "domains/retrieval/",
    "sources/future-of-coding/",
    "contribute/yaml/",
    "contribute/diagnostics/",
    "contribute/diagnostics/cur103/",
    "404.html",
)


def kinds(site: Path) -> tuple[str, ...]:
    """PICKED, and the largest page of every other folder and depth: a new kind comes by itself."""
    found = {_kind(place): place for place in PICKED}
    places = sorted(site.rglob("index.html"), key=lambda page: (-page.stat().st_size, page))
    for page in places:
        place = page.parent.relative_to(site).as_posix() + "/"
        found.setdefault(_kind("" if place == "./" else place), place)
    return tuple(dict.fromkeys((*PICKED, *sorted(found.values()))))


def _kind(place: str) -> tuple[str, int]:
    return place.split("/", maxsplit=1)[0], place.count("/")


class Handler(SimpleHTTPRequestHandler):
    """Sends the site's headers, and a sitemap as a site with an address has it."""

    def __init__(self, *args: Any, sent: dict[str, str], **kwargs: Any) -> None:
        self.sent = sent
        super().__init__(*args, **kwargs)

    def end_headers(self) -> None:
        for key, value in self.sent.items():
            self.send_header(key, value)
        super().end_headers()

    def do_GET(self) -> None:
        if self.path != "/sitemap.xml":
            super().do_GET()
            return
        root = Path(self.directory)
        places = sorted(p.parent.relative_to(root).as_posix() for p in root.rglob("index.html"))
        host = self.headers["Host"]
        urls = "".join(
            f"<url><loc>http://{host}/{'' if place == '.' else place + '/'}</loc></url>"
            for place in places
        )
        body = (
            f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()
        )
        self.send_response(200)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def written_headers(site: Path) -> dict[str, str]:
    """What the built site's own `_headers` tells a host to send with every file."""
    everywhere, *lines = (site / "_headers").read_text("utf-8").splitlines()
    assert everywhere == "/*"
    return dict(line.strip().split(": ", 1) for line in lines)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The site's address while it is served with its own headers."""
    handler = partial(Handler, directory=str(site), sent=written_headers(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@dataclass
class Reader:
    """A reader's browser tab on the site, and every fault that it showed."""

    page: Page
    site: str
    faults: list[str] = field(default_factory=list)

    def open(self, address: str = "") -> Page:
        self.page.goto(self.site + address)
        self.wait()
        return self.page

    def wait(self) -> None:
        """Until every piece of the page is live."""
        self.page.wait_for_load_state("networkidle")
        expect(self.page.locator("[data-fairway]:not([data-live=ready])")).to_have_count(0)


@contextmanager
def reader(
    chromium: Browser,
    site: str,
    *,
    viewport: ViewportSize = DESKTOP,
    dark: bool = False,
    script: bool = True,
    setup: str = "",
) -> Iterator[Reader]:
    """A reader without a past. `setup` is a script that runs before those of each page."""
    context = chromium.new_context(
        viewport=viewport,
        color_scheme="dark" if dark else "light",
        java_script_enabled=script,
        accept_downloads=True,
    )
    if setup:
        context.add_init_script(setup)
    page = context.new_page()
    page.set_default_timeout(15_000)
    made = Reader(page, site)
    page.on(
        "console",
        lambda m: made.faults.append(m.text) if m.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: made.faults.append(str(error)))
    yield made
    context.close()

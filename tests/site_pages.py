"""Reads the pages of a built site: links, addresses on the page, and what a page loads."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}
LOADING_RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "preconnect", "dns-prefetch"}


@dataclass
class Page(HTMLParser):
    """One page. `loads` holds addresses the browser fetches by itself."""

    links: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    loads: list[str] = field(default_factory=list)
    inline_styles: int = 0
    handlers: list[str] = field(default_factory=list)
    scripts: list[str] = field(default_factory=list)
    _in_script: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {key: value or "" for key, value in attrs}
        if "id" in named:
            self.anchors.add(named["id"])
        if tag == "a" and "href" in named:
            self.links.append(named["href"])
        key = LOADED.get(tag)
        if key and key in named:
            relations = set(named.get("rel", "stylesheet").split())
            if tag != "link" or relations & LOADING_RELATIONS:
                self.loads.append(named[key])
        self.inline_styles += "style" in named
        self.handlers += [name for name in named if name.startswith("on")]
        self._in_script = tag == "script" and named.get("type", "") in ("", "text/javascript")

    def handle_data(self, data: str) -> None:
        if self._in_script and data.strip():
            self.scripts.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._in_script = False


@cache
def page_at(path: Path) -> Page:
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def pages_of(site: Path) -> dict[str, Page]:
    """Address below the root, such as `topics/rag-basics/` -> page."""
    return {address_of(path, site): page_at(path) for path in sorted(site.rglob("*.html"))}


def address_of(path: Path, site: Path) -> str:
    address = path.relative_to(site).as_posix()
    return address.removesuffix("index.html")


def resolved(link: str, address: str) -> tuple[str, str] | None:
    """Where a link of the page at `address` leads inside the site, as (path, anchor)."""
    root = "https://site.invalid/"
    target, anchor = urldefrag(urljoin(root + address, link))
    if not target.startswith(root):
        return None
    return unquote(urlsplit(target).path.lstrip("/")), unquote(anchor)

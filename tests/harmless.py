"""For tests of hostile text: the Markdown parser of the site, and a reader of what it makes."""

from __future__ import annotations

from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from markdown import Markdown
from mkdocs.config import load_config

ROOT = Path(__file__).parent.parent


class Forbidding(HTMLParser):
    """Gathers what a page must not hold; comments and declarations for a start."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forbidden: list[str] = []
        self.feed(html)
        self.close()

    def handle_comment(self, data: str) -> None:
        self.forbidden.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.forbidden.append(f"<!{decl}>")

    def unknown_decl(self, data: str) -> None:
        self.forbidden.append(f"<![{data}]>")

    def handle_pi(self, data: str) -> None:
        self.forbidden.append(f"<?{data}>")


@cache
def site_parser() -> Markdown:
    """The parser that MkDocs makes of the site's settings."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    return Markdown(
        extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {}
    )

"""What the site is made of: a page, and the front matter that tells the theme about it."""

from __future__ import annotations

import html
import json
from dataclasses import dataclass


@dataclass(frozen=True)
class Page:
    """A file of the site: its path below `docs_dir`, such as `topics/chunking.md`, and its text."""

    path: str
    text: str


@dataclass(frozen=True)
class FrontMatter:
    """What the theme needs to know of a page.

    `source_file` and `lesson_file` are paths in the repository, for the edit links. `section` is
    the address of the tab that the page belongs to; `redirect` leads on from a retired page;
    `boost` is the page's weight in the search; `live` names the script that the page begins with.
    """

    title: str
    description: str = ""
    section: str = ""
    source_file: str = ""
    lesson_file: str = ""
    redirect: str = ""
    boost: float = 1
    live: str = ""
    hide: tuple[str, ...] = ("navigation",)

    def __str__(self) -> str:
        """The block as YAML. The themes print these values as they are, so they are HTML here."""
        lines = [
            f"{key}: {json.dumps(html.escape(' '.join(value.split())), ensure_ascii=False)}"
            for key, value in (
                ("title", self.title),
                ("description", self.description),
                ("section", self.section),
                ("source_file", self.source_file),
                ("lesson_file", self.lesson_file),
                ("redirect", self.redirect),
                ("live", self.live),
            )
            if value
        ]
        lines += ["search:", f"  boost: {self.boost:g}"] if self.boost != 1 else []
        lines += [f"hide: [{', '.join(self.hide)}]"] if self.hide else []
        return "\n".join(["---", "generated: true", *lines, "---"])

"""Markdown that authors wrote, made ready to stand on a page: links, headings, formulas."""

from __future__ import annotations

from generator.markdown import replaced_formulas, replaced_links, shifted_headings
from generator.pages.addresses import markdown_link, role_path, source_path, topic_path
from generator.pages.formulas import formula

_PATHS = {"topic": topic_path, "role": role_path, "source": source_path}


def prose(text: str, here: str) -> str:
    """The author's Markdown on page `here`."""

    def address(target: str) -> str:
        kind, _, entity = target.partition(":")
        return markdown_link(here, _PATHS[kind](entity)) if kind in _PATHS else target

    return replaced_formulas(replaced_links(text, address), formula).strip()


def lesson(text: str, here: str) -> str:
    """A lesson on page `here`, its headings one level below that of the page's sections."""
    return prose(shifted_headings(text, 1), here)

"""Markdown that authors wrote, made ready to stand on a page: links, headings, formulas."""

from __future__ import annotations

from generator.markdown import (
    Picture,
    replaced_code_and_formulas,
    replaced_links,
    replaced_pictures,
    shifted_headings,
)
from generator.memory import remembered
from generator.pages.addresses import markdown_link, role_path, source_path, topic_path
from generator.pages.escaping import references
from generator.pages.formulas import formula
from generator.pages.pictures import figure

_PATHS = {"topic": topic_path, "role": role_path, "source": source_path}


@remembered
def prose(text: str, here: str) -> str:
    """The author's Markdown on page `here`."""

    def address(target: str) -> str:
        kind, _, rest = target.partition(":")
        entity, hash_sign, anchor = rest.partition("#")
        if kind not in _PATHS:
            return target
        return markdown_link(here, _PATHS[kind](entity)) + hash_sign + anchor

    linked = replaced_links(text, address)
    return replaced_code_and_formulas(linked, _code, formula).strip()


def _code(characters: str) -> str:
    """Code as finished HTML: a tag or reference in backticks else reaches the HTML parser."""
    return f"<code>{references(characters)}</code>"


@remembered
def lesson(text: str, here: str, pictures: tuple[tuple[str, str], ...]) -> str:
    """A lesson on page `here`, its headings one level below that of the page's sections.

    `pictures` are pairs of file name and SVG.
    """
    drawings = dict(pictures)

    def show(picture: Picture) -> str:
        return figure(drawings[picture.target.rsplit("/", 1)[-1]], picture.description)

    return replaced_pictures(prose(shifted_headings(text, 1), here), show)

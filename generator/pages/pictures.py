"""A lesson's picture as a part of its page, so that it follows the theme and needs no request."""

from __future__ import annotations

import re
from html import escape

from generator.pages.escaping import references
from generator.pictures import Element, read

_SPACE = re.compile(r"\s+")


def figure(svg: str, description: str) -> str:
    """One line of HTML; screen readers read the description, the search neither.

    Letters and signs stand as character references, so that no Markdown parser touches them.
    """
    picture = read(svg)
    inside = "".join(_markup(part) for part in picture.content)
    return (
        '<figure class="picture" data-search-exclude="true">'
        f'<svg role="img" aria-label="{references(description)}"{_attributes(picture)}>'
        f"{inside}</svg></figure>"
    )


def _markup(part: Element | str) -> str:
    if isinstance(part, str):
        return references(_SPACE.sub(" ", part)) if part.strip() else ""
    inside = "".join(_markup(each) for each in part.content)
    return f"<{part.tag}{_attributes(part)}>{inside}</{part.tag}>"


def _attributes(element: Element) -> str:
    return "".join(
        f' {name}="{escape(_SPACE.sub(" ", value))}"' for name, value in element.attributes.items()
    )

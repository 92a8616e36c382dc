"""Templates and how they are filled. The only module that knows jinja2."""

from __future__ import annotations

from functools import cache
from typing import Protocol

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup  # comes with jinja2

from generator.pages.escaping import markdown_text, references, with_code
from generator.pages.page import FrontMatter, Page


class Context(Protocol):
    """What a template prints: ready-made text, numbers already in words."""

    @property
    def path(self) -> str: ...

    @property
    def front(self) -> FrontMatter: ...


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("generator.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["md"] = _markdown_text
    environment.filters["code"] = _with_code
    environment.filters["verbatim"] = _verbatim
    return environment


def _markdown_text(text: str) -> str:
    return Markup(markdown_text(text))  # noqa: S704 (every sign of HTML is a reference by now)


def _with_code(text: str) -> str:
    return Markup(with_code(text))  # noqa: S704 (all but its own tags is escaped)


def _verbatim(text: str) -> str:
    """Lines for a `pre`; as references, so that no Markdown parser sees an empty line or a mark."""
    return Markup("&#10;".join(references(line) for line in text.split("\n")))  # noqa: S704 (as above)


def rendered(template: str, context: Context) -> Page:
    """The page that `template` makes of `context`, which it calls `page`."""
    text = _environment().get_template(f"{template}.md.j2").render(page=context)
    return Page(context.path, f"{context.front}\n\n{text.strip()}\n")

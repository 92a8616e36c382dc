"""Templates and how they are filled. The only module that knows jinja2."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup  # comes with jinja2

from generator.pages.escaping import markdown_text, references, with_code
from generator.pages.page import FrontMatter, Page

FOLDER = Path(__file__).parent / "templates"

Templates = tuple[tuple[str, str], ...]
"""The name and the text of every template."""


class Context(Protocol):
    """What a template prints: ready-made text, numbers already in words."""

    @property
    def path(self) -> str: ...

    @property
    def front(self) -> FrontMatter: ...


@dataclass(frozen=True)
class Sheet:
    """A page before it is printed: the template of that name calls the context `page`."""

    template: str
    context: Context


def printed(sheets: Iterable[Sheet]) -> list[Page]:
    """The sheets as pages, by the templates as they are now."""
    paths = sorted(FOLDER.glob("[!.]*.j2"))  # beside which editors put files of their own
    environment = _environment(tuple((path.name, path.read_text("utf-8")) for path in paths))
    return [_page(environment, sheet) for sheet in sheets]


@lru_cache(maxsize=4096)  # a whole page each, and the templates with it: fewer than of texts
def _page(environment: Environment, sheet: Sheet) -> Page:
    context = sheet.context
    text = environment.get_template(f"{sheet.template}.md.j2").render(page=context)
    return Page(context.path, f"{context.front}\n\n{text.strip()}\n")


@lru_cache(maxsize=1)
def _environment(templates: Templates) -> Environment:
    texts = dict(templates)

    def source(name: str) -> tuple[str, str, None] | None:
        return (texts[name], str(FOLDER / name), None) if name in texts else None

    environment = Environment(
        loader=FunctionLoader(source),
        auto_reload=False,
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

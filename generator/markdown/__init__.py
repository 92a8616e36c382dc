"""The Markdown that authors may write: a dialect so narrow that every parser reads it alike.

What is code, what is a formula and what is a link can be told line by line (`scanning`), so a line
found wrong (`dialect`) has its number, and text that passes can hold nothing that runs in a
reader's browser: outside code and formulas there is no `<` that could open a tag, no attribute list
and no link but those of `ALLOWED`. A property test holds this against the parser that the site is
built with.
"""

from generator.markdown.dialect import ALLOWED, Problem, problems
from generator.markdown.scanning import (
    Link,
    Span,
    anchors,
    links,
    replaced_code_and_formulas,
    replaced_links,
    shifted_headings,
    spans,
)

__all__ = [
    "ALLOWED",
    "Link",
    "Problem",
    "Span",
    "anchors",
    "links",
    "problems",
    "replaced_code_and_formulas",
    "replaced_links",
    "shifted_headings",
    "spans",
]

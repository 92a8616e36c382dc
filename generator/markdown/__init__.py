"""The Markdown that authors may write: a dialect so narrow that every parser reads it alike.

What is code, what is a formula and what is a link can be told line by line (`scanning`), so a line
found wrong (`dialect`) has its number, and text that passes can hold nothing that runs in a
reader's browser: outside code and formulas there is no `<` that could open a tag, no attribute list
and no link but those of `ALLOWED`. A property test holds this against the parser that the site is
built with.
"""

from generator.markdown.dialect import ALLOWED, Problem, problems, unclosed_block
from generator.markdown.reading import (
    Block,
    Passage,
    blocks,
    headings,
    paragraphs,
    prose,
    sentences,
)
from generator.markdown.scanning import (
    Link,
    Picture,
    Span,
    anchors,
    links,
    masked,
    pictures,
    replaced_code_and_formulas,
    replaced_links,
    replaced_pictures,
    shifted_headings,
    spans,
)

__all__ = [
    "ALLOWED",
    "Block",
    "Link",
    "Passage",
    "Picture",
    "Problem",
    "Span",
    "anchors",
    "blocks",
    "headings",
    "links",
    "masked",
    "paragraphs",
    "pictures",
    "problems",
    "prose",
    "replaced_code_and_formulas",
    "replaced_links",
    "replaced_pictures",
    "sentences",
    "shifted_headings",
    "spans",
    "unclosed_block",
]

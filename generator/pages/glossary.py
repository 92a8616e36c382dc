"""Tools, systems and terms, each with its meaning and the topic that teaches it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from generator.model import Term
from generator.pages.addresses import GLOSSARY
from generator.pages.atlas import Atlas
from generator.pages.cards import Link, topic_link
from generator.pages.page import FrontMatter
from generator.pages.rendering import Sheet


@dataclass(frozen=True)
class TermView:
    id: str
    term: str
    meaning: str
    reference: str
    topic: Link | None


@dataclass(frozen=True)
class Letter:
    letter: str
    terms: tuple[TermView, ...]


@dataclass(frozen=True)
class GlossaryPage:
    path: str
    front: FrontMatter
    letters: tuple[Letter, ...]


def glossary_page(atlas: Atlas) -> Sheet:
    terms = sorted(atlas.curriculum.glossary, key=lambda term: (_letter(term), term.term.lower()))
    context = GlossaryPage(
        path=GLOSSARY,
        front=FrontMatter(
            title="Glossary",
            description="The tools, systems and terms that the documents and topics name.",
            section="glossary/",
            source_file="curriculum/glossary.yml",
            hide=("navigation", "toc"),
        ),
        letters=tuple(
            Letter(letter, tuple(_view(atlas, term) for term in found))
            for letter, found in groupby(terms, key=_letter)
        ),
    )
    return Sheet("glossary", context)


def _letter(term: Term) -> str:
    first = term.term[:1].upper()
    return first if first.isalpha() and first.isascii() else "0-9"


def _view(atlas: Atlas, term: Term) -> TermView:
    return TermView(
        id=term.id,
        term=term.term,
        meaning=term.meaning,
        reference=term.reference or "",
        topic=topic_link(atlas, term.topic, GLOSSARY) if term.topic else None,
    )

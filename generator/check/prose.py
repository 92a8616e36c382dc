"""Rules on text: Markdown keeps to the dialect, its links lead somewhere, plain text is plain.
Codes CUR206 and CUR208 to CUR211.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from generator import markdown
from generator.diagnostics import Code, Finding, Keys, Location, Place, did_you_mean
from generator.graph import PrerequisiteGraph
from generator.model import Curriculum, Entity

_HTML = re.compile(r"<(?=[A-Za-z/!?])")
MARKDOWN_KEYS = frozenset({"task", "check", "for_real", "answer"})


@dataclass(frozen=True)
class _Text:
    """A text and where it stands: a file of its own (`keys` is None) or a value in a file."""

    text: str
    file: str
    keys: Keys | None = None

    def at(self, line: int, column: int) -> Place | Location:
        if self.keys is None:
            return Location(self.file, line + 1, column)
        return Place(self.file, self.keys, line=line)


def dialect(curriculum: Curriculum, graph: PrerequisiteGraph) -> Iterator[Finding]:
    """Markdown holds nothing that two parsers could read in two ways, and nothing that runs."""
    del graph
    for text in _markdown_texts(curriculum):
        for problem in markdown.problems(text.text):
            yield Finding(
                problem.code, text.at(problem.line, problem.column), problem.message, problem.hint
            )


def links_lead_somewhere(curriculum: Curriculum, graph: PrerequisiteGraph) -> Iterator[Finding]:
    """`topic:`, `role:` and `source:` links name what exists; `#` names a heading of the text."""
    del graph
    known = {
        "topic": curriculum.topics.keys() | curriculum.unread_ids("topic"),
        "role": curriculum.roles.keys() | curriculum.unread_ids("role"),
        "source": curriculum.sources.keys() | curriculum.unread_ids("source"),
    }
    for text in _markdown_texts(curriculum):
        for link in markdown.links(text.text):
            kind, _, name = link.target.partition(":")
            if kind in known and name.partition("#")[0] not in known[kind]:
                yield Finding(
                    Code.BROKEN_LINK,
                    text.at(link.line, link.column),
                    f"the link '{' '.join(link.words.split())}' leads to the {kind} '{name}', which is not there",
                    did_you_mean(name, known[kind]) or f"name the id of a {kind}",
                )
            elif link.target.startswith("#"):
                anchors = markdown.anchors(text.text)
                if link.target[1:] not in anchors:
                    yield Finding(
                        Code.BROKEN_LINK,
                        text.at(link.line, link.column),
                        f"no heading of this text has the address '{link.target}'",
                        did_you_mean(link.target[1:], anchors) or "link to a heading of this text",
                    )


def plain_text_is_plain(curriculum: Curriculum, graph: PrerequisiteGraph) -> Iterator[Finding]:
    """Text that is not Markdown holds no HTML: it would be shown letter by letter."""
    del graph
    for file, keys, text in _plain_texts(curriculum):
        if _HTML.search(text):
            yield Finding(
                Code.HTML_IN_TEXT,
                Place(file, keys),
                f"'{keys[-1] if isinstance(keys[-1], str) else keys[-2]}' holds HTML, and it is plain text",
                "write it in words",
            )


def _markdown_texts(curriculum: Curriculum) -> Iterator[_Text]:
    for topic in curriculum.topics.values():
        if topic.lesson is not None:
            yield _Text(topic.lesson, topic.lesson_file)
        if topic.exercise:
            for key in ("task", "check", "for_real"):
                if text := getattr(topic.exercise, key):
                    yield _Text(text, topic.file, ("exercise", key))
        for n, question in enumerate(topic.questions):
            yield _Text(question.answer, topic.file, ("questions", n, "answer"))
    for n, open_question in enumerate(curriculum.questions):
        yield _Text(open_question.answer, "questions.yml", (n, "answer"))


def _plain_texts(curriculum: Curriculum) -> Iterator[tuple[str, Keys, str]]:
    for mapping in (
        curriculum.topics,
        curriculum.roles,
        curriculum.backgrounds,
        curriculum.sources,
    ):
        for entity in mapping.values():
            yield from _texts_of(entity, entity.file, ())
    lists: tuple[tuple[str, tuple[Entity, ...]], ...] = (
        ("domains.yml", curriculum.domains),
        ("questions.yml", curriculum.questions),
        ("glossary.yml", curriculum.glossary),
        ("retired.yml", curriculum.retired),
    )
    for file, entries in lists:
        for n, entry in enumerate(entries):
            yield from _texts_of(entry, file, (n,))


def _texts_of(value: object, file: str, keys: Keys) -> Iterator[tuple[str, Keys, str]]:
    """Every text below `value` that is not Markdown."""
    if isinstance(value, str):
        yield file, keys, value
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            yield from _texts_of(item, file, (*keys, n))
    elif isinstance(value, BaseModel):
        for key, item in value:
            if (
                item is not None
                and key not in MARKDOWN_KEYS
                and key not in ("id", "domain", "lesson")
            ):
                yield from _texts_of(item, file, (*keys, key))


RULES: Iterable[Callable[[Curriculum, PrerequisiteGraph], Iterator[Finding]]] = (
    dialect,
    links_lead_somewhere,
    plain_text_is_plain,
)

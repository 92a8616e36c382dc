"""Rules on text: Markdown keeps to the dialect, its links lead somewhere, plain text is plain.

Codes CUR206 and CUR208 to CUR211.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from generator import markdown
from generator.check.references import where_topic_went
from generator.diagnostics import Code, Finding, Keys, Location, Place, did_you_mean, nearest
from generator.model import Curriculum, Entity

_HTML = re.compile(r"<(?=[A-Za-z/!?])")
MARKDOWN_KEYS = frozenset({"task", "check", "for_real", "answer"})
FILE_KEYS = {"lesson", "pictures", "briefs", "solutions", "starter"}
NOT_PLAIN_KEYS = MARKDOWN_KEYS | FILE_KEYS | {"id", "domain"}


@dataclass(frozen=True)
class MarkdownText:
    """A text and where it stands: a file of its own (`keys` is None) or a value in a file."""

    text: str
    file: str
    keys: Keys | None = None
    may_show_pictures: bool = False

    def at(self, line: int, column: int) -> Place | Location:
        if self.keys is None:
            return Location(self.file, line + 1, column)
        return Place(self.file, self.keys, line=line)


def dialect(curriculum: Curriculum) -> Iterator[Finding]:
    """Markdown holds nothing that two parsers could read in two ways, and nothing that runs."""
    for text in markdown_texts(curriculum):
        for problem in markdown.problems(text.text, text.may_show_pictures):
            yield Finding(
                problem.code, text.at(problem.line, problem.column), problem.message, problem.hint
            )


def links_lead_somewhere(curriculum: Curriculum) -> Iterator[Finding]:
    """`topic:`, `role:` and `source:` links name what exists; `#` names a heading of the text."""
    known = {
        "topic": curriculum.topics.keys() | curriculum.unread_ids("topic"),
        "role": curriculum.roles.keys() | curriculum.unread_ids("role"),
        "source": curriculum.sources.keys() | curriculum.unread_ids("source"),
    }
    for text in markdown_texts(curriculum):
        for link in markdown.links(text.text):
            place = text.at(link.line, link.column)
            kind, _, rest = link.target.partition(":")
            name, _, anchor = rest.partition("#")
            if link.target.startswith("#"):
                yield from _no_heading(place, link.target[1:], text.text)
            elif kind in known and name not in known[kind]:
                yield _leads_nowhere(place, link, known[kind], curriculum)
            elif kind in known and anchor:
                yield from _no_anchor(place, kind, name, anchor, curriculum)


def _leads_nowhere(
    place: Place | Location, link: markdown.Link, known: Iterable[str], curriculum: Curriculum
) -> Finding:
    kind, _, name = link.target.partition(":")
    hint = where_topic_went(name, curriculum) if kind == "topic" else did_you_mean(name, known)
    if kind == "source" and ":" in name:
        hint = f"write 'source:{name.replace(':', '#')}'"
    words = " ".join(link.words.split())
    return Finding(
        Code.BROKEN_LINK,
        place,
        f"the link '{words}' leads to the {kind} '{name}', which is not there",
        hint or f"name the id of a {kind}",
    )


def _no_heading(place: Place | Location, anchor: str, text: str) -> Iterator[Finding]:
    anchors = markdown.anchors(text)
    if anchor not in anchors:
        near = nearest(anchor, anchors)
        yield Finding(
            Code.BROKEN_LINK,
            place,
            f"no heading here has the address '#{anchor}'",
            f"did you mean '#{near}'?" if near else "name a heading, or link to the whole page",
        )


def _no_anchor(
    place: Place | Location, kind: str, name: str, anchor: str, curriculum: Curriculum
) -> Iterator[Finding]:
    """A place on another page: a heading of a topic's lesson, or an item of a source."""
    if kind == "topic" and name in curriculum.topics:
        anchors = markdown.anchors(curriculum.topics[name].lesson or "")
    elif kind == "source" and name in curriculum.sources:
        anchors = {item.id for item in curriculum.sources[name].items}
    else:
        anchors = set()
    if anchor not in anchors and (kind, name) not in curriculum.unread:
        near = nearest(anchor, anchors)
        yield Finding(
            Code.BROKEN_LINK,
            place,
            f"the {kind} '{name}' has no '#{anchor}' to link to",
            f"did you mean '#{near}'?" if near else f"link to the whole {kind}",
        )


def plain_text_is_plain(curriculum: Curriculum) -> Iterator[Finding]:
    """Text that is not Markdown holds no HTML: it would be shown letter by letter."""
    for file, keys, text in _plain_texts_with_a_sign(curriculum):
        if "<" in text and _HTML.search(text):
            key = next(key for key in reversed(keys) if isinstance(key, str))
            yield Finding(
                Code.HTML_IN_TEXT,
                Place(file, keys),
                f"'{key}' is plain text, and HTML stands in it",
                "write it in words",
            )


def markdown_texts(curriculum: Curriculum) -> Iterator[MarkdownText]:
    for topic in curriculum.topics.values():
        if topic.lesson is not None:
            yield MarkdownText(topic.lesson, topic.lesson_file, may_show_pictures=True)
        if topic.exercise:
            for key in ("task", "check", "for_real"):
                if text := getattr(topic.exercise, key):
                    yield MarkdownText(text, topic.file, ("exercise", key))
        for n, question in enumerate(topic.questions):
            yield MarkdownText(question.answer, topic.file, ("questions", n, "answer"))
    for project in curriculum.projects.values():
        for milestone, brief in project.briefs.items():
            yield MarkdownText(brief, project.brief_file(milestone))
    for n, open_question in enumerate(curriculum.questions):
        yield MarkdownText(open_question.answer, "questions.yml", (n, "answer"))


def _plain_texts_with_a_sign(curriculum: Curriculum) -> Iterator[tuple[str, Keys, str]]:
    """The texts that are not Markdown of every entity in which a `<` stands somewhere."""
    for mapping in (
        curriculum.topics,
        curriculum.roles,
        curriculum.backgrounds,
        curriculum.projects,
        curriculum.sources,
    ):
        for entity in mapping.values():
            if "<" in entity.model_dump_json(exclude=FILE_KEYS):  # seldom, and quick to tell
                yield from _texts_of(entity, entity.file, ())
    yield from _texts_of(curriculum.settings, "curriculum.yml", ())
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
            if item is not None and key not in NOT_PLAIN_KEYS:
                yield from _texts_of(item, file, (*keys, key))

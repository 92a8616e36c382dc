"""A topic written out as YAML, as an author would: the example that contributors start from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from textwrap import wrap

from generator.model import Edge, Topic

WIDTH = 66
MODELINE = "# yaml-language-server: $schema=../../schema/topic.schema.json"
_BARE = re.compile(r"[A-Za-z][\w ,.;()/'-]*[\w.)]")
_KEYWORDS = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def example_topic(topics: list[Topic]) -> Topic:
    """The shortest topic that has everything; of the others, the one that has most."""

    def lacks(topic: Topic) -> int:
        parts = (
            topic.prerequisites,
            topic.exercise,
            topic.questions,
            topic.resources,
            topic.sources,
        )
        return sum(not part for part in parts) + bool(topic.learn_at)

    fewest = min(map(lacks, topics))
    whole = [topic for topic in topics if lacks(topic) == fewest]
    return min(whole, key=lambda topic: (len(topic.model_dump_json(exclude={"lesson"})), topic.id))


def as_yaml(topic: Topic) -> str:
    """The topic's file; a `questions` or `resources` list is cut to its first entry."""
    return "\n".join([MODELINE, *_lines(topic)]) + "\n"


def _lines(topic: Topic) -> Iterator[str]:
    yield from _text("title", topic.title)
    yield from _text("summary", topic.summary)
    yield f"level: {topic.level}"
    yield f"hours: {topic.hours:g}"
    yield f"durability: {topic.durability}"
    yield from _text("lasts", topic.lasts)
    yield from _edges("prerequisites", topic.prerequisites)
    yield from _edges("recommended", topic.recommended)
    yield "outcomes:"
    for outcome in topic.outcomes:
        yield f"  - {_scalar(outcome)}"
    if topic.exercise:
        yield "exercise:"
        yield from _block("  task", topic.exercise.task)
        yield from _block("  check", topic.exercise.check)
        if topic.exercise.for_real:
            yield from _block("  for_real", topic.exercise.for_real)
    for question in topic.questions[:1]:
        yield "questions:"
        yield from _text("  - question", question.question)
        yield from _block("    answer", question.answer)
    for resource in topic.resources[:1]:
        yield "resources:"
        yield from _text("  - title", resource.title)
        yield f"    url: {resource.url}"
        yield f"    kind: {resource.kind}"
        yield f"    cost: {resource.cost}"
        yield from _text("    note", resource.note)
    if topic.sources:
        yield "sources:"
        yield from (f"  - {item}" for item in topic.sources)
    if topic.added_because:
        yield from _text("added_because", topic.added_because)
    if topic.reviewed:
        yield f"reviewed: {topic.reviewed.isoformat()}"


def _edges(key: str, edges: tuple[Edge, ...]) -> Iterator[str]:
    if edges:
        yield f"{key}:"
    for edge in edges:
        yield f"  - topic: {edge.topic}"
        if edge.why:
            yield from _text("    why", edge.why)


def _text(key: str, text: str) -> Iterator[str]:
    """On one line where it fits, else folded below its key."""
    line = f"{key}: {_scalar(text)}"
    if len(line) <= WIDTH:
        yield line
        return
    indent = " " * (len(key) - len(key.lstrip(" -")) + 2)
    yield f"{key}: >-"
    yield from wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _block(key: str, text: str) -> Iterator[str]:
    """Markdown, line for line."""
    indent = " " * (len(key) - len(key.lstrip()) + 2)
    yield f"{key}: |-"
    for line in text.rstrip("\n").split("\n"):
        pieces = (
            wrap(line, WIDTH, break_long_words=False, break_on_hyphens=False)
            if _flows(line)
            else [line]
        )
        yield from (f"{indent}{piece}".rstrip() for piece in pieces or [""])


def _flows(line: str) -> bool:
    """Whether a line is prose that may be wrapped: no code, no list, no table."""
    return bool(line) and line[0].isalpha() and "|" not in line and "`" not in line


def _scalar(text: str) -> str:
    is_bare = _BARE.fullmatch(text) and text.lower() not in _KEYWORDS
    return text if is_bare else json.dumps(text, ensure_ascii=False)

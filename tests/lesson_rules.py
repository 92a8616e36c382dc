"""What a program can see of a lesson's text. Each rule yields what is wrong, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from generator.markdown import links, spans
from generator.model import Topic

LENGTH = (500, 900)
HEADINGS = (3, 6)
LAST_HEADING = "What to look at next"
LONGEST_SENTENCE = 40
LONGEST_AVERAGE = 18
QUESTIONS = (4, 6)
RESOURCES = (3, 6)
FREE = 2
SHARED_WORDS = 8
SHARED_PARAGRAPH_WORDS = 8

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_SENTENCE_END = re.compile(r"(?<=[.!?:])[\"')*]*\s+(?=[\"'(*A-Z0-9\u2205])")


def prose(lesson: str) -> str:
    """The words of a lesson: no code blocks, a formula or a piece of code is one word."""
    lines: dict[int, str] = {}
    for span in spans(lesson):
        one_word = "X" if span.kind in ("formula", "code") else span.text
        if span.kind != "block":
            lines[span.line] = lines.get(span.line, "") + one_word
    count = lesson.count("\n") + 1
    return _LINK.sub(r"\1", "\n".join(lines.get(number, "") for number in range(count)))


def paragraphs(lesson: str) -> list[str]:
    """Paragraphs and list items, without headings."""
    text = re.sub(r"\n(?=(?:[-*]|\d+\.) )", "\n\n", prose(lesson))
    pieces = (piece.strip() for piece in re.split(r"\n\s*\n", text))
    return [" ".join(piece.split()) for piece in pieces if piece and not piece.startswith("#")]


def sentences(lesson: str) -> list[str]:
    """The sentences of all paragraphs. A formula on a line of its own is none."""
    return [
        sentence
        for paragraph in paragraphs(lesson)
        for sentence in _SENTENCE_END.split(paragraph)
        if sentence != "X"
    ]


def words(text: str) -> list[str]:
    return re.findall(r"[\w']+", text.lower())


def runs(text: str, length: int = SHARED_WORDS + 1) -> set[tuple[str, ...]]:
    """Every run of so many words."""
    said = words(text)
    return {tuple(said[start : start + length]) for start in range(len(said) - length + 1)}


def wrong_in_text(lesson: str) -> Iterator[str]:
    count = len(prose(lesson).split())
    if not LENGTH[0] <= count <= LENGTH[1]:
        yield f"{count} words outside code; {LENGTH[0]} to {LENGTH[1]}"
    headings = [line for line in prose(lesson).split("\n") if line.startswith("## ")]
    if not HEADINGS[0] <= len(headings) <= HEADINGS[1]:
        yield f"{len(headings)} headings; {HEADINGS[0]} to {HEADINGS[1]}"
    if not headings or headings[-1] != f"## {LAST_HEADING}":
        yield f"the last heading is not '## {LAST_HEADING}'"
    if lesson.lstrip().startswith("#"):
        yield "it begins with a heading; begin with the problem"
    if not any(link.target.startswith("topic:") for link in links(lesson)):
        yield "no link to another topic"
    lengths = [(len(sentence.split()), sentence) for sentence in sentences(lesson)]
    yield from (
        f"a sentence of {length} words: {sentence}"
        for length, sentence in lengths
        if length > LONGEST_SENTENCE
    )
    average = sum(length for length, _ in lengths) / max(1, len(lengths))
    if average > LONGEST_AVERAGE:
        yield f"{average:.1f} words a sentence on average; at most {LONGEST_AVERAGE}"


def wrong_around(topic: Topic) -> Iterator[str]:
    """What is wrong with the keys that belong to a lesson."""
    if not QUESTIONS[0] <= len(topic.questions) <= QUESTIONS[1]:
        yield f"{len(topic.questions)} questions; {QUESTIONS[0]} to {QUESTIONS[1]}"
    if not RESOURCES[0] <= len(topic.resources) <= RESOURCES[1]:
        yield f"{len(topic.resources)} resources; {RESOURCES[0]} to {RESOURCES[1]}"
    if sum(resource.cost == "free" for resource in topic.resources) < FREE:
        yield f"fewer than {FREE} free resources"
    if topic.reviewed is None:
        yield "no date of review"


def all_text(topic: Topic) -> str:
    answers = (f"{each.question} {each.answer}" for each in topic.questions)
    notes = (resource.note for resource in topic.resources)
    return " . ".join([_LINK.sub(r"\1", topic.lesson or ""), *answers, *notes])


def shared_with(topic: Topic, texts: Iterable[str]) -> set[str]:
    """Runs of words, too long to be chance, that the topic has from one of the texts."""
    theirs = set().union(*(runs(text) for text in texts))
    return {" ".join(run) for run in runs(all_text(topic)) & theirs}


def shared_paragraphs(topics: Iterable[Topic]) -> list[tuple[str, str, str]]:
    """(topic, topic, paragraph): paragraphs that stand in two lessons."""
    known = sorted(
        (" ".join(words(paragraph)), topic.id)
        for topic in topics
        for paragraph in set(paragraphs(topic.lesson or ""))
        if len(words(paragraph)) >= SHARED_PARAGRAPH_WORDS
    )
    return [(one[1], other[1], one[0]) for one, other in pairwise(known) if one[0] == other[0]]

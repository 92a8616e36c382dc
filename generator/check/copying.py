"""Nothing is copied: not from a document, not from another lesson. Codes CUR510 and CUR511."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from itertools import accumulate

from generator import markdown
from generator.diagnostics import Code, Finding, Location, Place
from generator.memory import remembered
from generator.model import Curriculum, Topic

LONGEST_RUN = 8
"""Words in a row that may stand in two texts by chance."""

Lines = tuple[str, ...]
Run = tuple[str, ...]
_WORD = re.compile(r"[\w']+")


def no_words_of_the_documents(curriculum: Curriculum) -> Iterator[Finding]:
    """No run of words is what the curriculum itself says a document says."""
    said = {
        run: source.title
        for source in curriculum.sources.values()
        for item in source.items
        for run in _runs((item.says,))
    }
    marks = frozenset(map(hash, said))
    for topic in curriculum.topics.values():
        for lines, place in _texts(topic):
            if _marks(lines).isdisjoint(marks):
                continue
            for n, run in _copied(lines, said):
                yield Finding(
                    Code.COPIED_WORDS,
                    place(n),
                    f"'{' '.join(run)}' stands word for word where '{said[run]}' is told",
                    f"say it in your own words; more than {LONGEST_RUN} in a row are no chance",
                )


def no_two_lessons_share_a_paragraph(curriculum: Curriculum) -> Iterator[Finding]:
    first: dict[tuple[str, ...], str] = {}
    for topic in curriculum.topics.values():
        for line, words in _paragraphs(topic.lesson or ""):
            other = first.setdefault(words, topic.id)
            if other != topic.id:
                yield Finding(
                    Code.SHARED_PARAGRAPH,
                    Location(topic.lesson_file, line),
                    f"this paragraph stands in the lesson of '{other}' as well",
                    f"link to it where you need it: [words](topic:{other})",
                )


@remembered
def _paragraphs(lesson: str) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """The first line and the words of each paragraph that is long enough to be a copy."""
    found = (
        (paragraph[0].line + 1, tuple(word for line in paragraph for word in _words(line.text)))
        for paragraph in markdown.paragraphs(markdown.prose(lesson))
    )
    return tuple((line, words) for line, words in found if len(words) >= LONGEST_RUN)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _runs(lines: Lines) -> Iterator[Run]:
    """Every run of one word more than chance explains, in order."""
    words = [word for line in lines for word in _words(line)]
    return zip(*(words[n:] for n in range(LONGEST_RUN + 1)), strict=False)


@remembered
def _marks(lines: Lines) -> frozenset[int]:
    """A number for every run: where none is a document's, nothing is copied. Quick to compare."""
    return frozenset(map(hash, _runs(lines)))


def _copied(lines: Lines, said: Container[Run]) -> Iterator[tuple[int, Run]]:
    """Which word begins a run, and the run; of runs that overlap the first alone."""
    was_copied = False
    for n, run in enumerate(_runs(lines)):
        is_copied = run in said
        if is_copied and not was_copied:
            yield n, run
        was_copied = is_copied


@remembered
def _prose(lesson: str) -> Lines:
    return tuple(markdown.prose(lesson))


def _texts(topic: Topic) -> Iterator[tuple[Lines, Callable[[int], Location | Place]]]:
    """Each text of a topic that teaches, and where its word number n stands."""
    lesson = _prose(topic.lesson or "")
    yield lesson, lambda n: Location(topic.lesson_file, _line_of(n, lesson))
    for n, question in enumerate(topic.questions):
        for key, text in (("question", question.question), ("answer", question.answer)):
            yield (text,), _at(Place(topic.file, ("questions", n, key)))
    for n, resource in enumerate(topic.resources):
        yield (resource.note,), _at(Place(topic.file, ("resources", n, "note")))


def _line_of(n: int, lines: Lines) -> int:
    """The line, from 1, on which word number n stands."""
    counts = accumulate(len(_words(line)) for line in lines)
    return next(line for line, count in enumerate(counts, 1) if n < count)


def _at(place: Place) -> Callable[[int], Place]:
    return lambda _: place

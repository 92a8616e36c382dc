"""Nothing is copied: not from a document, not from another lesson. Codes CUR510 and CUR511."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator import markdown
from generator.diagnostics import Code, Finding, Location, Place
from generator.memory import remembered
from generator.model import Curriculum, Topic

LONGEST_RUN = 8
"""Words in a row that may stand in two texts by chance."""

Words = list[tuple[str, Location | Place]]
_WORD = re.compile(r"[\w']+")


def no_words_of_the_documents(curriculum: Curriculum) -> Iterator[Finding]:
    """No run of words is what the curriculum itself says a document says."""
    said = {
        run: source.title
        for source in curriculum.sources.values()
        for item in source.items
        for run in _runs(_words(item.says))
    }
    for topic in curriculum.topics.values() if said else ():
        for text in _texts(topic):
            words = [word for word, _ in text]
            places = [n for n, run in enumerate(_runs(words)) if run in said]
            for n in places:
                if n - 1 not in places:  # the next ones belong to the same run
                    run = tuple(words[n : n + LONGEST_RUN + 1])
                    yield Finding(
                        Code.COPIED_WORDS,
                        text[n][1],
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


def _runs(words: list[str]) -> Iterable[tuple[str, ...]]:
    """Every run of one word more than chance explains, in order."""
    return zip(*(words[n:] for n in range(LONGEST_RUN + 1)), strict=False)


@remembered
def _texts(topic: Topic) -> tuple[Words, ...]:
    """The words of each text of a topic that teaches, every word with its place."""
    return tuple(_each_text(topic))


def _each_text(topic: Topic) -> Iterator[Words]:
    yield [
        (word, Location(topic.lesson_file, n + 1))
        for n, line in enumerate(markdown.prose(topic.lesson or ""))
        for word in _words(line)
    ]
    for n, question in enumerate(topic.questions):
        for key, text in (("question", question.question), ("answer", question.answer)):
            place = Place(topic.file, ("questions", n, key))
            yield [(word, place) for word in _words(text)]
    for n, resource in enumerate(topic.resources):
        place = Place(topic.file, ("resources", n, "note"))
        yield [(word, place) for word in _words(resource.note)]

"""Rules on lessons: what a program can see of the guide for their authors.

Codes CUR505 to CUR509 and CUR512. The numbers stand in `curriculum.yml` under `lessons`; a
curriculum without it has no such limits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator import markdown
from generator.diagnostics import Code, Finding, Location, did_you_mean
from generator.memory import remembered
from generator.model import Curriculum, LessonLimits, Limits


def lessons_keep_to_the_limits(curriculum: Curriculum) -> Iterator[Finding]:
    limits = curriculum.settings.lessons
    if limits is None:
        return
    for topic in curriculum.topics.values():
        if topic.lesson is not None:
            yield from beyond_limits(topic.lesson, topic.lesson_file, limits)


@remembered
def beyond_limits(lesson: str, file: str, limits: LessonLimits) -> tuple[Finding, ...]:
    """What the limits have against one lesson.

    Nothing where a code block is left open, which is told as such: what is prose then nobody knows.
    """
    if markdown.unclosed_block(lesson) is not None:
        return ()
    lines = markdown.prose(lesson)
    return (
        *_length(lines, file, limits.words),
        *_headings(lines, file, limits),
        *_sentences(lines, file, limits),
        *_links(lesson, file),
        *_blocks(lesson, file, limits),
    )


def _at(file: str, line: int) -> Location:
    return Location(file, line + 1)


def _length(lines: Iterable[str], file: str, words: Limits) -> Iterator[Finding]:
    count = sum(len(line.split()) for line in lines)
    if not words.at_least <= count <= words.at_most:
        yield Finding(
            Code.LESSON_LENGTH,
            Location(file),
            f"this lesson has {count} words outside its code",
            f"a lesson has {words.at_least} to {words.at_most}: teach one idea, and that one whole",
        )


def _headings(lines: list[str], file: str, limits: LessonLimits) -> Iterator[Finding]:
    found = markdown.headings(lines)
    count, wanted = len(found), limits.headings
    if not wanted.at_least <= count <= wanted.at_most:
        yield Finding(
            Code.LESSON_HEADINGS,
            Location(file),
            f"this lesson has {count or 'no'} heading{'' if count == 1 else 's'}",
            f"a lesson has {wanted.at_least} to {wanted.at_most}; each says what its section says",
        )
    if found and not any(line.strip() for line in lines[: found[0].line]):
        yield Finding(
            Code.LESSON_HEADINGS,
            _at(file, found[0].line),
            "this lesson begins with a heading",
            "begin with the problem that the reader will meet",
        )
    if found and found[-1].text != f"## {limits.last_heading}":
        yield Finding(
            Code.LESSON_HEADINGS,
            _at(file, found[-1].line),
            f"the last heading is not '{limits.last_heading}'",
            f"end with '## {limits.last_heading}': the limit of what was said, and what goes on",
        )


def _sentences(lines: list[str], file: str, limits: LessonLimits) -> Iterator[Finding]:
    lengths = []
    for sentence in markdown.sentences(lines):
        lengths.append(len(sentence.text.split()))
        if lengths[-1] > limits.sentence_words:
            yield Finding(
                Code.LONG_SENTENCE,
                _at(file, sentence.line),
                f"a sentence of {lengths[-1]} words begins here, with "
                f"'{' '.join(sentence.text.split()[:5])}'",
                f"make two of it; the longest may have {limits.sentence_words}",
            )
    average = sum(lengths) / max(1, len(lengths))
    if average > limits.average_sentence_words:
        yield Finding(
            Code.LONG_SENTENCE,
            Location(file),
            f"a sentence of this lesson has {average:.1f} words on average",
            f"shorten the long ones: at most {limits.average_sentence_words}, one thought each",
        )


def _links(lesson: str, file: str) -> Iterator[Finding]:
    if not any(link.target.startswith("topic:") for link in markdown.links(lesson)):
        yield Finding(
            Code.LESSON_ALONE,
            Location(file),
            "this lesson links to no other topic",
            "link what it uses where it uses it: [words](topic:id)",
        )


def _blocks(lesson: str, file: str, limits: LessonLimits) -> Iterator[Finding]:
    for block in markdown.blocks(lesson):
        yield from _language(block, file, limits)
        lines = block.code.splitlines()
        if len(lines) > limits.code_lines:
            yield Finding(
                Code.LARGE_BLOCK,
                _at(file, block.line),
                f"this code block has {len(lines)} lines",
                f"show the part that teaches, in at most {limits.code_lines}",
            )
        for n, line in enumerate(lines):
            if len(line) > limits.code_width:
                yield Finding(
                    Code.LARGE_BLOCK,
                    Location(file, block.line + n + 1, limits.code_width + 1),
                    f"this line of code has {len(line)} characters",
                    f"break it after at most {limits.code_width}, so that no reader must scroll",
                )


def _language(block: markdown.Block, file: str, limits: LessonLimits) -> Iterator[Finding]:
    known = limits.code_languages
    if known and block.language not in known:
        yield Finding(
            Code.BLOCK_LANGUAGE,
            _at(file, block.line - 1),
            f"nothing here checks code in '{block.language}'",
            did_you_mean(block.language, known)
            or f"write it in one of {', '.join(known)}; text is for what is not run",
        )

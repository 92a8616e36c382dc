"""What a reader reads of a text: its prose by line, paragraphs, sentences, headings, code blocks.

A formula or a piece of inline code counts as one word, a link as its words. Lines count from 0.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from generator.markdown.scanning import FENCE, LINK, spans

_ONE_WORD = "\N{HORIZONTAL ELLIPSIS}"
_LIST_ITEM = re.compile(r"(?:[-*]|\d+\.) ")
_SENTENCE_END = re.compile(r"(?<=[.!?:])[\"')*]*\s+(?=[\"'(*A-Z0-9\u2026\u2205])")


@dataclass(frozen=True)
class Passage:
    """A paragraph or a sentence, and the line on which it begins."""

    text: str
    line: int


@dataclass(frozen=True)
class Block:
    """A code block; `line` is that of its first line of code.

    `follows` is the language of the block right before, where only blank lines lie between.
    """

    language: str
    code: str
    line: int
    follows: str | None


def prose(text: str) -> list[str]:
    """The text line by line, without its code blocks."""
    lines = [""] * (text.count("\n") + 1)
    for span in spans(text):
        if span.kind != "block":
            lines[span.line] += span.text if span.kind == "text" else _ONE_WORD
    return LINK.sub(r"\2", "\n".join(lines)).split("\n")


def headings(lines: list[str]) -> list[Passage]:
    """The headings of prose, with their signs: `## A retry is load`."""
    return [Passage(line, n) for n, line in enumerate(lines) if line.startswith("#")]


def paragraphs(lines: list[str]) -> Iterator[list[Passage]]:
    """Paragraphs and list items of prose, line by line; headings are none."""
    found: list[Passage] = []
    for n, line in enumerate(lines):
        ends = not line.strip() or line.startswith("#")
        if found and (ends or _LIST_ITEM.match(line)):
            yield found
            found = []
        if not ends:
            found.append(Passage(line, n))
    if found:
        yield found


def sentences(lines: list[str]) -> Iterator[Passage]:
    """The sentences of all paragraphs of prose. A formula on a line of its own is none."""
    for paragraph in paragraphs(lines):
        joined = " ".join(part.text for part in paragraph)
        starts = list(accumulate((len(part.text) + 1 for part in paragraph[:-1]), initial=0))
        at = 0
        for end in [*(match.span() for match in _SENTENCE_END.finditer(joined)), None]:
            text = joined[at : end[0] if end else None].strip()
            if text != _ONE_WORD:
                yield Passage(text, paragraph[bisect_right(starts, at) - 1].line)
            at = end[1] if end else at


def blocks(text: str) -> list[Block]:
    """Every code block, in order."""
    found: list[Block] = []
    fence, language, start, before = "", "", 0, None
    lines = text.split("\n")
    for number, line in enumerate(lines):
        match = FENCE.match(line)
        if not fence and match:
            fence, language, start = match.group(1), match.group(2).strip(), number + 1
        elif fence and line.rstrip() == fence:
            code = "".join(f"{inner}\n" for inner in lines[start:number])
            found.append(Block(language, code, start, before))
            fence, before = "", language
        elif not fence and line.strip():
            before = None
    return found

"""What of a text is prose, code, a formula, a link, a heading; and the text with these changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from generator.memory import remembered

FENCE = re.compile(r"(`{3,})(.*)")
LINK = re.compile(r"(!?)\[((?:[^\[\]\n]|\n(?!\s*\n))*)\]\(([^()\s<>]*)\)")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_FORMULA = re.compile(r"(?<![\\$\w])\$\$?(?=[^\s$])([^$`]*[^\s$`\\])\$\$?(?![\d$])")
_HEADING = re.compile(r"#+ ")
_PICTURE = re.compile(r"!\[([^\[\]\n]*)\]\(([^()\s<>]*)\)")


class Span(NamedTuple):
    """A piece of one line. `line` counts from 0, `column` from 1.

    A line of a code block is a `block`, and so is a picture, a paragraph of its own.
    """

    kind: Literal["text", "code", "formula", "block"]
    text: str
    line: int
    column: int


@dataclass(frozen=True)
class Link:
    words: str
    target: str
    line: int
    column: int


@dataclass(frozen=True)
class Picture:
    """A picture in the text; `line` counts from 0."""

    description: str
    target: str
    line: int


def spans(text: str) -> Iterator[Span]:
    """The text line by line: prose, inline code, formulas, code blocks with fences, pictures."""
    for kind, line, number in _lines(text):
        if kind != "prose":
            yield Span("block", line, number, 1)
        elif "`" in line or "$" in line:
            yield from _inline(line, number)
        else:
            yield Span("text", line, number, 1)


def _lines(text: str) -> Iterator[tuple[Literal["prose", "code", "picture"], str, int]]:
    fence = ""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        opening = FENCE.match(line) if line.startswith("```") else None
        if fence:
            yield "code", line, number
            if opening and opening.group(1) == fence and not opening.group(2).strip():
                fence = ""
        elif opening:
            fence = opening.group(1)
            yield "code", line, number
        elif line.startswith("![") and _is_picture(lines, number):
            yield "picture", line, number
        else:
            yield "prose", line, number


def _is_picture(lines: list[str], number: int) -> bool:
    """Whether the line is a picture and a paragraph of its own."""
    around = [lines[n] for n in (number - 1, number + 1) if 0 <= n < len(lines)]
    return not any(around) and bool(_PICTURE.fullmatch(lines[number]))


def _inline(line: str, number: int) -> Iterator[Span]:
    """Code first, then formulas in what is left: a `$` inside code is no formula."""
    for start, piece, is_code in _split(line, _CODE):
        if is_code:
            yield Span("code", piece, number, start + 1)
            continue
        for inner, part, is_formula in _split(piece, _FORMULA):
            yield Span("formula" if is_formula else "text", part, number, start + inner + 1)


def _split(line: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, str, bool]]:
    end = 0
    for match in pattern.finditer(line):
        if match.start() > end or not line:
            yield end, line[end : match.start()], False
        yield match.start(), match.group(), True
        end = match.end()
    if end < len(line) or not line:
        yield end, line[end:], False


@remembered
def links(text: str) -> tuple[Link, ...]:
    """Every link of the text, in order. Pictures are not links."""
    if "](" not in text:
        return ()
    return tuple(
        Link(text[slice(*match.span(2))], match.group(3), *line_and_column(text, match.start()))
        for match in LINK.finditer(masked(text))
        if not match.group(1)
    )


def pictures(text: str) -> list[Picture]:
    """Every picture of the text, in order."""
    if "![" not in text:
        return []
    return [_picture(line, number) for kind, line, number in _lines(text) if kind == "picture"]


def _picture(line: str, number: int) -> Picture:
    description, _, target = line.removeprefix("![").removesuffix(")").partition("](")
    return Picture(description.strip(), target, number)


def anchors(text: str) -> set[str]:
    """The addresses of the text's headings, as the site's parser makes them."""
    found: set[str] = set()
    for span in spans(text):
        if span.kind == "text" and span.column == 1 and _HEADING.match(span.text):
            slug = _slug(text.split("\n")[span.line])
            number = sum(other == slug or other.startswith(f"{slug}_") for other in found)
            found.add(f"{slug}_{number}" if number else slug)
    return found


def _slug(heading: str) -> str:
    """What Python-Markdown's `toc` makes of a heading's words."""
    words = LINK.sub(r"\2", heading).strip("# ")
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def replaced_links(text: str, address: Callable[[str], str]) -> str:
    """The text with every link's target put through `address`."""
    pieces, end = [], 0
    for match in LINK.finditer(masked(text)):
        pieces += [text[end : match.start(3)], address(match.group(3))]
        end = match.end(3)
    return "".join([*pieces, text[end:]])


def replaced_pictures(text: str, show: Callable[[Picture], str]) -> str:
    """The text with every picture as `show(picture)`."""
    if "![" not in text:
        return text
    return "\n".join(
        show(_picture(line, number)) if kind == "picture" else line
        for kind, line, number in _lines(text)
    )


def replaced_code_and_formulas(
    text: str, code: Callable[[str], str], formula: Callable[[str, bool], str]
) -> str:
    """The text with inline code as `code(characters)`, formulas as `formula(latex, is_display)`."""

    def swap(span: Span) -> str:
        if span.kind == "code":
            return code(span.text.strip("`").strip())
        if span.kind == "formula":
            return formula(span.text.strip("$"), span.text.startswith("$$"))
        return span.text

    return _mapped(text, swap)


def shifted_headings(text: str, by: int) -> str:
    """The text with every heading `by` levels further down."""

    def shift(span: Span) -> str:
        is_heading = span.kind == "text" and span.column == 1 and _HEADING.match(span.text)
        return "#" * by + span.text if is_heading else span.text

    return _mapped(text, shift)


@remembered
def masked(text: str) -> str:
    """The text with all that is not prose as dots, so that every place keeps its offset."""
    if "`" not in text and "$" not in text and "![" not in text:
        return text
    return _mapped(
        text,
        lambda span: span.text if span.kind == "text" else "\N{MIDDLE DOT}" * len(span.text),
    )


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line from 0, column from 1."""
    return text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset)


def _mapped(text: str, change: Callable[[Span], str]) -> str:
    lines: dict[int, list[str]] = {}
    for span in spans(text):
        lines.setdefault(span.line, []).append(change(span))
    return "\n".join("".join(pieces) for pieces in lines.values())

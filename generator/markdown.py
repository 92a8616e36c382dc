"""The Markdown that authors may write: a dialect so narrow that every parser reads it alike.

What is code, what is a formula and what is a link can be told line by line, so a line found wrong here has
its number, and text that passes can hold nothing that runs in a reader's browser: outside code and formulas
there is no `<` before a letter, no attribute list and no link but those of `ALLOWED`. A property test
holds this against the parser that the site is built with.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from generator.diagnostics import Code

ALLOWED = ("https:", "#", "topic:", "role:", "source:")

_FENCE = re.compile(r"(`{3,})(.*)")
_CODE = re.compile(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_FORMULA = re.compile(r"(?<![\\$\w])\$\$?(?=[^\s$])([^$`]*[^\s$`\\])\$\$?(?![\d$])")
_LINK = re.compile(r"(!?)\[((?:[^\[\]\n]|\n(?!\s*\n))*)\]\(([^()\s<>]*)\)")
_NOWHERE = (
    (
        re.compile("`"),
        Code.OUTSIDE_DIALECT,
        "a backtick opens code that does not close on this line",
        "close it, or delete the backtick",
    ),
    (
        re.compile(r"<(?=[A-Za-z/!?])"),
        Code.HTML_IN_TEXT,
        "'<' before a letter starts HTML, and none is used here",
        "put it in backticks if you mean the characters",
    ),
    (
        re.compile(r"\{(?=\s*[:.#%!{]|\s*[\w-]+\s*=)"),
        Code.ATTRIBUTE_LIST,
        "'{' starts an attribute list or a template here, and none is used",
        "put it in backticks if you mean the characters",
    ),
)
_OUTSIDE = (
    (re.compile(r"~~~"), "a code block is fenced with ~~~", "fence it with ```"),
    (re.compile(r"[ \t]+```"), "a code block is indented", "put its ``` in the first column"),
    (
        re.compile(r" {0,3}\[[^\]]*\]:"),
        "a link is defined apart from its words",
        "write [words](address)",
    ),
    (re.compile(r"#(?!#)"), "a heading has one #, which is the page's title", "begin with ##"),
    (re.compile(r"#{5,}"), "a heading has five # or more", "four are the most"),
    (
        re.compile(r" {0,3}(=+|-+)[ \t]*$"),
        "a line under text makes a heading or a rule",
        "write ## before it",
    ),
    (
        re.compile(r"(!!!|\?\?\?|:::)"),
        "blocks with marks of an extension are not used",
        "write a paragraph",
    ),
    (re.compile(r"\[TOC\]", re.IGNORECASE), "the page has its contents already", "delete the line"),
    (
        re.compile(r"\*\[[^\]]+\]:"),
        "abbreviations are not defined here",
        "put the term in glossary.yml",
    ),
    (re.compile(r".*--8<--"), "snippets of other files are not used", "write the text here"),
)


@dataclass(frozen=True)
class Span:
    """A piece of one line. `line` counts from 0, `column` from 1."""

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
class Problem:
    """Something outside the dialect."""

    code: Code
    line: int
    column: int
    message: str
    hint: str


def spans(text: str) -> Iterator[Span]:
    """The text line by line: prose, inline code, formulas, and lines of code blocks with their fences."""
    fence = ""
    for number, line in enumerate(text.split("\n")):
        opening = _FENCE.match(line)
        if fence:
            yield Span("block", line, number, 1)
            if opening and opening.group(1) == fence and not opening.group(2).strip():
                fence = ""
        elif opening:
            fence = opening.group(1)
            yield Span("block", line, number, 1)
        else:
            yield from _inline(line, number)


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


def links(text: str) -> list[Link]:
    """Every link of the text, in order. Pictures are not links."""
    return [
        Link(text[slice(*match.span(2))], match.group(3), *_line_and_column(text, match.start()))
        for match in _LINK.finditer(_masked(text))
        if not match.group(1)
    ]


def problems(text: str) -> list[Problem]:
    """What of the text is outside the dialect, in order."""
    masked = _masked(text)
    found = [*_fence_problems(text), *_line_problems(masked), *_link_problems(masked)]
    return sorted(found, key=lambda problem: (problem.line, problem.column))


def replaced_links(text: str, address: Callable[[str], str]) -> str:
    """The text with every link's target put through `address`."""
    pieces, end = [], 0
    for match in _LINK.finditer(_masked(text)):
        pieces += [text[end : match.start(3)], address(match.group(3))]
        end = match.end(3)
    return "".join([*pieces, text[end:]])


def replaced_formulas(text: str, render: Callable[[str, bool], str]) -> str:
    """The text with every formula replaced by `render(latex, is_display)`."""

    def swap(span: Span) -> str:
        if span.kind != "formula":
            return span.text
        return render(span.text.strip("$"), span.text.startswith("$$"))

    return _mapped(text, swap)


def shifted_headings(text: str, by: int) -> str:
    """The text with every heading `by` levels further down."""

    def shift(span: Span) -> str:
        is_heading = span.kind == "text" and span.column == 1 and re.match(r"#+ ", span.text)
        return "#" * by + span.text if is_heading else span.text

    return _mapped(text, shift)


def _mapped(text: str, change: Callable[[Span], str]) -> str:
    lines: dict[int, list[str]] = {}
    for span in spans(text):
        lines.setdefault(span.line, []).append(change(span))
    return "\n".join("".join(pieces) for pieces in lines.values())


def _masked(text: str) -> str:
    """The text with all that is not prose as dots, so that every place keeps its offset."""
    return _mapped(
        text,
        lambda span: (
            span.text if span.kind == "text" else re.sub(r"\S", "\N{MIDDLE DOT}", span.text)
        ),
    )


def _line_and_column(text: str, offset: int) -> tuple[int, int]:
    """Line from 0, column from 1."""
    return text.count("\n", 0, offset), offset - text.rfind("\n", 0, offset)


def _line_problems(masked: str) -> Iterator[Problem]:
    for number, line in enumerate(masked.split("\n")):
        for pattern, message, hint in _OUTSIDE:
            if pattern.match(line):
                yield Problem(Code.OUTSIDE_DIALECT, number, 1, message, hint)
        for pattern, code, message, hint in _NOWHERE:
            for match in pattern.finditer(line):
                yield Problem(code, number, match.start() + 1, message, hint)


def _link_problems(masked: str) -> Iterator[Problem]:
    whole = list(_LINK.finditer(masked))
    for match in whole:
        line, column = _line_and_column(masked, match.start())
        target = match.group(3)
        if match.group(1):
            yield Problem(
                Code.OUTSIDE_DIALECT, line, column, "a picture stands in text", "leave it out"
            )
        elif not target.startswith(ALLOWED):
            yield Problem(
                Code.FORBIDDEN_LINK,
                line,
                column,
                f"a link leads to '{target}'",
                "links begin with https:, #, topic:, role: or source:",
            )
        elif not match.group(2).strip():
            yield Problem(
                Code.OUTSIDE_DIALECT, line, column, "a link has no words", "write [words](address)"
            )
    for match in re.finditer(r"\][ \t]*[(\[]", masked):
        if not any(link.start() < match.start() < link.end() for link in whole):
            yield Problem(
                Code.OUTSIDE_DIALECT,
                *_line_and_column(masked, match.start()),
                "a link here is not of the form [words](address)",
                "no brackets in the words, no spaces, brackets or title in the address",
            )


def _fence_problems(text: str) -> Iterator[Problem]:
    lines = text.split("\n")
    open_since: int | None = None
    for span in spans(text):
        if span.kind != "block":
            continue
        fence = _FENCE.match(lines[span.line])
        if open_since is None:
            open_since = span.line
            info = fence.group(2) if fence else ""
            if not re.fullmatch(r"[a-z][a-z0-9+-]*", info.strip()):
                yield Problem(
                    Code.ATTRIBUTE_LIST if "{" in info else Code.OUTSIDE_DIALECT,
                    span.line,
                    1,
                    "a code block says no language"
                    if not info.strip()
                    else f"'{info.strip()}' is no language",
                    "write one after ```, such as ```python or ```text",
                )
            opening = fence.group(1) if fence else ""
        elif fence and fence.group(1) == opening and not fence.group(2).strip():
            open_since = None
    if open_since is not None:
        yield Problem(
            Code.OUTSIDE_DIALECT,
            open_since,
            1,
            "a code block is opened and never closed",
            "close it with as many backticks as opened it",
        )


def anchors(text: str) -> set[str]:
    """The addresses of the text's headings, as the site's parser makes them from plain words."""
    headings = [
        span.text.lstrip("#").strip()
        for span in spans(text)
        if span.kind == "text" and span.column == 1 and re.match(r"#+ ", span.text)
    ]
    return {re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", h).strip().lower()) for h in headings}

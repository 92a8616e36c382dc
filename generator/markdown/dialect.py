"""What of a text is outside the dialect, with the line to edit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.diagnostics import Code
from generator.markdown.scanning import FENCE, LINK, line_and_column, masked, pictures, spans
from generator.memory import remembered

ALLOWED = ("https://", "#", "topic:", "role:", "source:")

_NOT_TEXT = re.compile("[^\n\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANGUAGE = re.compile(r"[a-z][a-z0-9+-]*")
_LIST_ITEM = re.compile(r" {0,3}(?:[-*+]|\d+\.)[ \t]")

_AS_CODE = "put it in backticks if you mean the characters"
_NOWHERE = (
    (
        re.compile("`+"),
        Code.OUTSIDE_DIALECT,
        "a backtick opens code that does not close on this line",
        "close it, or delete the backtick",
    ),
    (
        re.compile("\\\\(?=[`\N{MIDDLE DOT}])"),
        Code.OUTSIDE_DIALECT,
        "a backslash stands before code",
        "delete it",
    ),
    (
        re.compile(r"<(?=[A-Za-z]+:|\S+@)"),
        Code.HTML_IN_TEXT,
        "an address stands in angle brackets",
        "write [words](address)",
    ),
    (
        re.compile(r"<(?=[A-Za-z/!?])(?![A-Za-z]+:|\S+@)"),
        Code.HTML_IN_TEXT,
        "'<' starts HTML here, and none is used",
        _AS_CODE,
    ),
    (
        re.compile(r"<(?![A-Za-z/!?= ]|\S+@|$)"),
        Code.OUTSIDE_DIALECT,
        "'<' stands close before another character, where parsers look for HTML",
        "put a space after it, or the whole in backticks",
    ),
    (
        re.compile(r"\{(?=\s*[:.#%!{]|\s*[\w-]+\s*=)"),
        Code.ATTRIBUTE_LIST,
        "'{' starts an attribute list or a template here, and none is used",
        _AS_CODE,
    ),
    (
        re.compile(r"&(?=#|[A-Za-z][A-Za-z0-9]*;)"),
        Code.OUTSIDE_DIALECT,
        "'&' starts a character reference here",
        "write the character itself, or put it in backticks",
    ),
    (
        re.compile(r"\]:"),
        Code.OUTSIDE_DIALECT,
        "a link, footnote or abbreviation is defined apart from the text",
        "write [words](address), or put the term in glossary.yml",
    ),
    (
        re.compile(r"\[(?i:toc)\]"),
        Code.OUTSIDE_DIALECT,
        "the page has its contents already",
        "delete the line",
    ),
    (
        re.compile(r"\t"),
        Code.OUTSIDE_DIALECT,
        "a tab stands outside code",
        "write spaces",
    ),
)
_AT_START = (
    (re.compile(r"~~~"), "a code block is fenced with ~~~", "fence it with ```"),
    (re.compile(r"[ \t]+```"), "a code block is indented", "put its ``` in the first column"),
    (re.compile(r"#(?!#)"), "a heading has one #, which is the page's title", "begin with ##"),
    (re.compile(r"#{5,}"), "a heading has five # or more", "four are the most"),
    (re.compile(r"##+(?![# ])"), "no space parts a heading from its ##", "write ## Heading"),
    (
        re.compile(r"(?=[ \t>*+\d-])[ \t]*(?:(?:[>*+-]|\d+\.)[ \t]*)*#"),
        "a # stands first in a list, a quote or an indented line, where parsers see a heading",
        "begin headings in the first column, and other text with a word",
    ),
    (
        re.compile(r"(?:[ \t>]|\d+\.[ \t])*[-=*_][-=*_ \t]*$"),
        "a line under text makes a heading or a rule",
        "write ## before the heading, or leave the line out",
    ),
    (
        re.compile(r"[ >]*> {5}"),
        "five spaces after > show the line as code",
        "write one space after >, or fence code with ```",
    ),
    (
        re.compile(r"(!!!|\?\?\?|:::)"),
        "blocks with marks of an extension are not used",
        "write a paragraph",
    ),
    (
        re.compile(r"(?:<{7}|>{7})(?: |$)"),
        "git left two versions of the text here",
        "keep one of the two, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>",
    ),
    (re.compile(r".*--8<--"), "snippets of other files are not used", "write the text here"),
)
_ANY_AT_START = re.compile("|".join(f"(?:{pattern.pattern})" for pattern, _, _ in _AT_START))
_ANYWHERE = re.compile(r"[`<{&\]\t\\]")


@dataclass(frozen=True)
class Problem:
    """Something outside the dialect. `line` counts from 0, `column` from 1."""

    code: Code
    line: int
    column: int
    message: str
    hint: str


@remembered
def problems(text: str, with_pictures: bool = False) -> tuple[Problem, ...]:  # noqa: FBT001, FBT002
    """What of the text is outside the dialect, in order. Pictures stand in lessons alone."""
    prose = masked(text)
    found = [
        *_strange_characters(text),
        *_fence_problems(text),
        *_line_problems(prose),
        *_indented_code(prose),
        *_link_problems(prose),
        *(() if with_pictures else _picture_problems(text)),
    ]
    return tuple(sorted(found, key=lambda problem: (problem.line, problem.column)))


def _strange_characters(text: str) -> Iterator[Problem]:
    for match in _NOT_TEXT.finditer(text):
        yield Problem(
            Code.OUTSIDE_DIALECT,
            *line_and_column(text, match.start()),
            f"character {match.group()!a} is not text",
            "delete it: a copy from another program often brings one along",
        )


def _line_problems(prose: str) -> Iterator[Problem]:
    for number, line in enumerate(prose.split("\n")):
        if _ANY_AT_START.match(line):
            for pattern, message, hint in _AT_START:
                if pattern.match(line):
                    yield Problem(Code.OUTSIDE_DIALECT, number, 1, message, hint)
                    break
        elif _ANYWHERE.search(line):
            for pattern, code, message, hint in _NOWHERE:
                for match in pattern.finditer(line):
                    yield Problem(code, number, match.start() + 1, message, hint)


def _indented_code(prose: str) -> Iterator[Problem]:
    """Lines that Python-Markdown shows as code because of their four spaces, outside lists."""
    is_list = False
    for number, line in enumerate(prose.split("\n")):
        if _LIST_ITEM.match(line):
            is_list = True
        elif line.startswith("    ") and line.strip() and not is_list:
            yield Problem(
                Code.OUTSIDE_DIALECT,
                number,
                1,
                "four spaces before a line show it as code",
                "begin it in the first column, or fence code with ```",
            )
        elif line and line[0] != " ":
            is_list = False


def _link_problems(prose: str) -> Iterator[Problem]:
    if "]" not in prose:
        return
    whole = list(LINK.finditer(prose))
    for match in whole:
        if problem := _link_problem(match, *line_and_column(prose, match.start())):
            yield problem
    for match in re.finditer(r"\][ \t]*[(\[]", prose):
        if not any(link.start() < match.start() < link.end() for link in whole):
            yield Problem(
                Code.OUTSIDE_DIALECT,
                *line_and_column(prose, match.start()),
                "a link here is not of the form [words](address)",
                "no brackets in the words, no spaces, brackets or title in the address",
            )


def _link_problem(match: re.Match[str], line: int, column: int) -> Problem | None:
    is_picture, words, target = match.groups()
    if is_picture:
        message = "a picture stands in the middle of text"
        hint = "put it on a line of its own, with an empty line before and after it"
    elif not target.startswith(ALLOWED):
        message, hint = f"a link leads to '{target}'", f"links begin with {', '.join(ALLOWED)}"
        return Problem(Code.FORBIDDEN_LINK, line, column, message, hint)
    elif not words.strip():
        message, hint = "a link has no words", "write [words](address)"
    else:
        return None
    return Problem(Code.OUTSIDE_DIALECT, line, column, message, hint)


def _picture_problems(text: str) -> Iterator[Problem]:
    for picture in pictures(text):
        yield Problem(
            Code.OUTSIDE_DIALECT,
            picture.line,
            1,
            "a picture stands here, and only lessons have pictures",
            "say it in words, or put the picture into the lesson",
        )


def _fence_problems(text: str) -> Iterator[Problem]:
    if "```" not in text:
        return
    for line, language, _ in _code_blocks(text):
        yield from _language_problems(language, line)
    if (line_left_open := unclosed_block(text)) is not None:
        yield Problem(
            Code.OUTSIDE_DIALECT,
            line_left_open,
            1,
            "a code block is opened and never closed",
            "close it with as many backticks as opened it",
        )


def unclosed_block(text: str) -> int | None:
    """The line, from 0, of a code block that nothing closes: all below it is taken for code."""
    return next((line for line, _, is_closed in _code_blocks(text) if not is_closed), None)


@remembered
def _code_blocks(text: str) -> tuple[tuple[int, str, bool], ...]:
    """The line and the language of each code block, and whether it is closed."""
    found: list[tuple[int, str, bool]] = []
    opening = ""
    for span in spans(text):
        fence = FENCE.match(span.text) if span.kind == "block" else None
        if fence and not opening:
            opening = fence.group(1)
            found.append((span.line, fence.group(2).strip(), False))
        elif fence and fence.group(1) == opening and not fence.group(2).strip():
            opening = ""
            found[-1] = (*found[-1][:2], True)
    return tuple(found)


def _language_problems(language: str, line: int) -> Iterator[Problem]:
    if not _LANGUAGE.fullmatch(language):
        yield Problem(
            Code.ATTRIBUTE_LIST if "{" in language else Code.OUTSIDE_DIALECT,
            line,
            1,
            f"'{language}' is no language" if language else "a code block says no language",
            "write one after ```, such as ```python or ```text",
        )

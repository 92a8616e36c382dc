"""What is wrong, where, and what to do next. The lowest layer: imports nothing of the generator.

A mistake is a value. Stages yield `Finding`s, whose place is either a line already known or a place
in the data (a file and the keys that lead to a value); `diagnose` turns findings into sorted
`Diagnostic`s once the places of the data are known.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

MOST_MEANT = 3
"""So many words are offered where the right one can only be guessed."""

Keys = tuple[str | int, ...]
"""The way from the top of a file to a value: `("prerequisites", 0, "topic")`."""


class Severity(StrEnum):
    """ERROR: the site would be wrong. WARNING: a fault of judgement. NOTE: never fails."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, order=True)
class Location:
    """A place in a text file; line and column count from 1, as editors show them."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Place:
    """A place in the data. `of_key` points at the last key itself, not at its value.

    `line` is a line of a literal block (`|`), from 0; of other text only its first line is known.
    """

    file: str
    keys: Keys = ()
    of_key: bool = False
    line: int | None = None


class Code(StrEnum):
    """Every kind of mistake; a code is never reused.

    First digit: 1 shape, 2 references and links, 3 ordering, 4 coverage, 5 wording.
    """

    NOT_YAML = "CUR101"
    TAB = "CUR102"
    UNKNOWN_KEY = "CUR103"
    MISSING_KEY = "CUR104"
    WRONG_TYPE = "CUR105"
    EMPTY_FILE = "CUR106"
    NOT_UTF8 = "CUR107"
    NOT_ALLOWED_VALUE = "CUR108"
    NEEDS_QUOTES = "CUR109"
    DUPLICATE_KEY = "CUR110"
    UNQUOTED_COLON = "CUR111"
    ALIAS_OR_TAG = "CUR112"
    TOO_LARGE = "CUR113"
    SYMBOLIC_LINK = "CUR114"
    BAD_ID = "CUR115"
    DUPLICATE_ID = "CUR116"
    STRAY_FILE = "CUR117"
    MISSING_FILE = "CUR118"
    NOT_JSON = "CUR119"
    RELEASE_NAME = "CUR120"

    UNKNOWN_TOPIC = "CUR201"
    NEEDS_ITSELF = "CUR202"
    NAMED_TWICE = "CUR203"
    UNKNOWN_SOURCE_ITEM = "CUR204"
    UNKNOWN_DOMAIN = "CUR205"
    BROKEN_LINK = "CUR206"
    BAD_RETIREMENT = "CUR207"
    FORBIDDEN_LINK = "CUR208"
    HTML_IN_TEXT = "CUR209"
    ATTRIBUTE_LIST = "CUR210"
    OUTSIDE_DIALECT = "CUR211"
    PAGE_CLASH = "CUR212"
    PICTURE_MISSING = "CUR213"
    PICTURE_UNUSED = "CUR214"
    PICTURE_NOT_DESCRIBED = "CUR215"
    NOT_A_PICTURE = "CUR216"
    OUTSIDE_PICTURES = "CUR217"
    FIXED_COLOUR = "CUR218"
    PICTURE_SIZE = "CUR219"

    CYCLE = "CUR301"
    LEVEL_FALLS = "CUR302"
    CYCLE_THROUGH_RECOMMENDATION = "CUR303"
    RECOMMENDS_PREREQUISITE = "CUR304"
    IMPLIED_PREREQUISITE = "CUR305"
    IMPLIED_GOAL = "CUR306"
    MILESTONE_OFF_PATH = "CUR307"
    MILESTONE_ADDS_NOTHING = "CUR308"
    OUTSIDE_MILESTONES = "CUR309"
    PARTLY_KNOWN = "CUR310"
    PROJECT_DIFFERS = "CUR311"

    NO_LESSON = "CUR401"
    NO_QUESTIONS = "CUR402"
    NO_RESOURCES = "CUR403"
    NO_SOURCE = "CUR404"
    ON_NO_PATH = "CUR405"
    NO_EXERCISE = "CUR406"
    SOURCE_ITEM_UNUSED = "CUR407"
    ROLES_ALIKE = "CUR408"
    LONG_FIRST_STAGE = "CUR409"
    NOT_REVIEWED = "CUR410"
    QUESTIONS_COUNT = "CUR411"
    RESOURCES_COUNT = "CUR412"

    NO_WHY = "CUR501"
    SAME_TITLE = "CUR502"
    OUTCOME_NOT_OBSERVABLE = "CUR503"
    THIN_WHY = "CUR504"
    LESSON_LENGTH = "CUR505"
    LESSON_HEADINGS = "CUR506"
    LONG_SENTENCE = "CUR507"
    LESSON_ALONE = "CUR508"
    LARGE_BLOCK = "CUR509"
    COPIED_WORDS = "CUR510"
    SHARED_PARAGRAPH = "CUR511"
    BLOCK_LANGUAGE = "CUR512"

    @property
    def severity(self) -> Severity:
        return _SEVERITIES.get(self, Severity.ERROR)

    @property
    def address(self) -> str:
        """The page on the site that explains it."""
        return f"contribute/diagnostics/{self.value.lower()}/"


_SEVERITIES: dict[Code, Severity] = {
    **dict.fromkeys(
        (
            Code.LEVEL_FALLS,
            Code.CYCLE_THROUGH_RECOMMENDATION,
            Code.RECOMMENDS_PREREQUISITE,
            Code.NO_WHY,
            Code.SAME_TITLE,
            Code.OUTCOME_NOT_OBSERVABLE,
            Code.THIN_WHY,
            Code.LESSON_LENGTH,
            Code.LESSON_HEADINGS,
            Code.LONG_SENTENCE,
            Code.LESSON_ALONE,
            Code.LARGE_BLOCK,
            Code.COPIED_WORDS,
            Code.SHARED_PARAGRAPH,
            Code.BLOCK_LANGUAGE,
        ),
        Severity.WARNING,
    ),
    **dict.fromkeys(
        (
            Code.IMPLIED_PREREQUISITE,
            Code.IMPLIED_GOAL,
            Code.NO_LESSON,
            Code.NO_QUESTIONS,
            Code.NO_RESOURCES,
            Code.NO_SOURCE,
            Code.ON_NO_PATH,
            Code.NO_EXERCISE,
            Code.SOURCE_ITEM_UNUSED,
            Code.ROLES_ALIKE,
            Code.LONG_FIRST_STAGE,
            Code.NOT_REVIEWED,
            Code.QUESTIONS_COUNT,
            Code.RESOURCES_COUNT,
        ),
        Severity.NOTE,
    ),
}


@dataclass(frozen=True)
class Finding:
    """A mistake as a stage sees it: the fact in the author's words and the next action."""

    code: Code
    place: Place | Location
    message: str
    hint: str = ""


@dataclass(frozen=True)
class Diagnostic:
    """A mistake as the author sees it."""

    code: Code
    location: Location
    message: str
    hint: str = ""

    @property
    def severity(self) -> Severity:
        return self.code.severity

    def __str__(self) -> str:
        line = f"{self.location} {self.severity} {self.code} {self.message}"
        return f"{line}\n    {self.hint}" if self.hint else line


def diagnose(
    findings: Iterable[Finding], locate: Callable[[Place | Location], Location]
) -> tuple[Diagnostic, ...]:
    """The findings as diagnostics, each once, sorted by place and code."""
    found = {
        Diagnostic(
            finding.code,
            locate(finding.place),
            finding.message,
            finding.hint,
        )
        for finding in findings
    }
    return tuple(sorted(found, key=_place_and_code))


def _place_and_code(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    place = diagnostic.location
    return place.file, place.line, place.column, diagnostic.code, diagnostic.message


def did_you_mean(word: str, known: Iterable[str], titles: Mapping[str, str] | None = None) -> str:
    """`did you mean 'x'?` where a known word is nearly this one or holds it, else nothing.

    A word's title holds this one as well as the word itself.

    >>> did_you_mean("vector_databases", ["vector-databases", "graph-databases"])
    "did you mean 'vector-databases'?"
    >>> did_you_mean("graph", ["chunking", "knowledge-graphs", "graph-databases", "graph-search"])
    "did you mean 'graph-databases' or 'graph-search'?"
    >>> did_you_mean("tests", ["evals", "chunking"], {"evals": "Tests of models"})
    "did you mean 'evals'?"
    """
    words = sorted(known)
    near = nearest(word, words)
    meant = [near] if near else _holding(word.rsplit("/", 1)[-1], words, titles or {})
    quoted = [f"'{each}'" for each in meant]
    listed = " or ".join(filter(None, [", ".join(quoted[:-1]), *quoted[-1:]]))
    return f"did you mean {listed}?" if meant else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is nearly this one, or nothing."""
    name = word.rsplit("/", 1)[-1]
    return _nearest(name.strip().lower().replace("_", "-").replace(" ", "-"), tuple(sorted(known)))


def _holding(word: str, words: Iterable[str], titles: Mapping[str, str]) -> list[str]:
    """A few words of which this one is a part, or of their titles; those that begin with it first.

    >>> _holding("RAG", ["agentic-rag", "rag-basics", "storage"], {})
    ['rag-basics', 'agentic-rag']
    """
    part = _in_hyphens(word)
    held = [
        each
        for each in words
        if part != "--" and any(part in _in_hyphens(text) for text in (each, titles.get(each, "")))
    ]
    return sorted(held, key=lambda each: not _in_hyphens(each).startswith(part))[:MOST_MEANT]


def _in_hyphens(text: str) -> str:
    """`-llm-basics-` of "LLM basics"."""
    words = re.findall(r"[^\W_]+", text.lower())
    return f"-{'-'.join(words)}-"


@lru_cache(maxsize=1024)  # one file taken away is missed in a hundred places
def _nearest(word: str, words: tuple[str, ...]) -> str:
    if word in words:
        return word
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    return near[0] if near else ""

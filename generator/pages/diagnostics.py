"""The catalogue of diagnostics: an index by family, and a page of its own for each code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.diagnostics import Code
from generator.pages.addresses import CONTRIBUTE, DIAGNOSTICS, diagnostic_path, href
from generator.pages.explanations import Excerpt, Explanation, explanations
from generator.pages.page import FrontMatter
from generator.pages.rendering import Sheet

FAMILIES = {
    "1": "Shape",
    "2": "References and links",
    "3": "Order",
    "4": "Coverage",
    "5": "Wording",
}
SEVERITIES = {
    "error": "An error stops the build: the site would be wrong.",
    "warning": "A warning is a fault of judgement; only --strict makes it fail.",
    "note": "A note is worth a look and never fails. It is shown with --notes.",
}


@dataclass(frozen=True)
class Row:
    code: str
    href: str
    severity: str
    what: str


@dataclass(frozen=True)
class Family:
    """`severity` is that of all its codes; empty where they differ and each row says its own."""

    title: str
    severity: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class DiagnosticsPage:
    path: str
    front: FrontMatter
    contribute: str
    families: tuple[Family, ...]


@dataclass(frozen=True)
class DiagnosticPage:
    path: str
    front: FrontMatter
    index: str
    code: str
    family: str
    severity: str
    severity_means: str
    what: str
    why: str
    cure: str
    says: str
    fires: tuple[Excerpt, ...]
    passes: tuple[Excerpt, ...]


def diagnostic_pages() -> Iterator[Sheet]:
    """The index, then every code."""
    told = explanations()
    yield _index(told)
    for explanation in told.values():
        yield _page(explanation)


def _index(told: Mapping[Code, Explanation]) -> Sheet:
    context = DiagnosticsPage(
        path=DIAGNOSTICS,
        front=FrontMatter(
            title="Diagnostics",
            description="Every mistake the checker tells, what it means and how to cure it.",
            section="contribute/",
            source_file="generator/pages/diagnostics.toml",
            hide=(),
        ),
        contribute=href(DIAGNOSTICS, CONTRIBUTE),
        families=tuple(_family_of(digit, title, told) for digit, title in FAMILIES.items()),
    )
    return Sheet("diagnostics", context)


def _family_of(digit: str, title: str, told: Mapping[Code, Explanation]) -> Family:
    rows = tuple(_row(told[code]) for code in Code if _family(code) == digit)
    severities = {row.severity for row in rows}
    return Family(title, rows[0].severity if len(severities) == 1 else "", rows)


def _row(explanation: Explanation) -> Row:
    code = explanation.code
    return Row(
        code=code.value,
        href=href(DIAGNOSTICS, diagnostic_path(code)),
        severity=code.severity.value,
        what=explanation.what,
    )


def _family(code: Code) -> str:
    return code.value[3]


def _page(explanation: Explanation) -> Sheet:
    code = explanation.code
    path = diagnostic_path(code)
    context = DiagnosticPage(
        path=path,
        front=FrontMatter(
            title=code.value,
            description=explanation.what,
            section="contribute/",
            source_file="generator/pages/diagnostics.toml",
        ),
        index=href(path, DIAGNOSTICS),
        code=code.value,
        family=FAMILIES[_family(code)],
        severity=code.severity.value,
        severity_means=SEVERITIES[code.severity.value],
        what=explanation.what,
        why=explanation.why,
        cure=explanation.cure,
        says=explanation.says,
        fires=explanation.fires,
        passes=explanation.passes,
    )
    return Sheet("diagnostic", context)

"""Results in words: for a terminal, for programs, for pull requests. Prints nothing itself."""

from generator.report.diagnostics import Format, report, summary, told
from generator.report.differences import difference_data, difference_text
from generator.report.explanations import explanation_text
from generator.report.health import health_data, health_text, path_gaps_text
from generator.report.plans import plan_text, topic_row, why_text
from generator.report.upkeep import (
    dead_links_markdown,
    dead_links_text,
    links_data,
    links_markdown,
    links_text,
    reviews_data,
    reviews_markdown,
    reviews_text,
)

__all__ = [
    "Format",
    "dead_links_markdown",
    "dead_links_text",
    "difference_data",
    "difference_text",
    "explanation_text",
    "health_data",
    "health_text",
    "links_data",
    "links_markdown",
    "links_text",
    "path_gaps_text",
    "plan_text",
    "report",
    "reviews_data",
    "reviews_markdown",
    "reviews_text",
    "summary",
    "told",
    "topic_row",
    "why_text",
]

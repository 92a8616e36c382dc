"""Results in words: for a terminal, for programs, for pull requests. Prints nothing itself."""

from generator.report.diagnostics import Format, report, summary
from generator.report.differences import difference_data, difference_text
from generator.report.explanations import explanation_text
from generator.report.health import health_data, health_text, path_gaps_text
from generator.report.plans import plan_text, topic_row, why_text

__all__ = [
    "Format",
    "difference_data",
    "difference_text",
    "explanation_text",
    "health_data",
    "health_text",
    "path_gaps_text",
    "plan_text",
    "report",
    "summary",
    "topic_row",
    "why_text",
]

"""Learning paths: which topics, in which order, why, and how long. Knows no pages."""

from generator.paths.path import (
    LearningPath,
    Stage,
    learning_path,
    learning_paths,
    reading_order,
)
from generator.paths.plan import (
    Knowledge,
    Plan,
    PlannedStage,
    Session,
    knowledge,
    plan,
    weeks,
)
from generator.paths.uses import Use, next_uses
from generator.paths.why import Link, why_chain

__all__ = [
    "Knowledge",
    "LearningPath",
    "Link",
    "Plan",
    "PlannedStage",
    "Session",
    "Stage",
    "Use",
    "knowledge",
    "learning_path",
    "learning_paths",
    "next_uses",
    "plan",
    "reading_order",
    "weeks",
    "why_chain",
]

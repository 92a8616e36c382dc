"""Learning paths: which topics, in which order, why, and how long. Knows the graph, not the pages."""

from generator.paths.path import LearningPath, Stage, learning_path, learning_paths
from generator.paths.plan import Knowledge, Plan, PlannedStage, Session, knowledge, plan, weeks
from generator.paths.why import Link, why_chain

__all__ = [
    "Knowledge",
    "LearningPath",
    "Link",
    "Plan",
    "PlannedStage",
    "Session",
    "Stage",
    "knowledge",
    "learning_path",
    "learning_paths",
    "plan",
    "weeks",
    "why_chain",
]

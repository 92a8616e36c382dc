"""How the curriculum is doing, for those who maintain it: a value, with no clock and no opinion.

Knows the graph and the paths; must not know pages or the terminal.
"""

from generator.health.report import Health, health, reorderings
from generator.health.words import health_data, health_text

__all__ = ["Health", "health", "health_data", "health_text", "reorderings"]

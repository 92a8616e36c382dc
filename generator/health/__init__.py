"""How the curriculum is doing, for those who maintain it: a value, with no clock and no opinion.

Knows the graph and the paths; must not know pages or the terminal (`report` puts it into words).
"""

from generator.health.report import Health, health, reorderings

__all__ = ["Health", "health", "reorderings"]

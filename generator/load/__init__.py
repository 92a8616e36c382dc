"""Text into values: reads a curriculum folder. Knows YAML; must not know the graph."""

from generator.load.folder import Loaded, load

__all__ = ["Loaded", "load"]

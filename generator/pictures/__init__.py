"""Pictures: SVG files that authors draw, in a dialect so narrow that they can stand in a page.

`reading` makes a tree of the text and refuses what is no plain XML; `drawing` lists what a picture
may hold; `problems` says what of it is outside, with line and column.
"""

from generator.pictures.problems import problems
from generator.pictures.reading import Element, NotReadableError, read

__all__ = ["Element", "NotReadableError", "problems", "read"]

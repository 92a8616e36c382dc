"""What a picture may hold: elements, attributes and values. Nothing in it refers to anything.

There are no ids, no addresses, no styles and no scripts, so that nothing can clash, be fetched or
run. Colours are `currentColor`; a class says which of the theme's colours that is.
"""

from __future__ import annotations

import re

WIDTH = 360
"""All pictures are so wide, so that lines and letters have one size in all of them."""
SMALLEST_TEXT = 14.0
"""On a phone of 320 px, where 288 are left for the picture, these are 11 px."""
MOST_ELEMENTS = 120

SHAPES = frozenset({"path", "line", "polyline", "polygon", "rect", "circle", "ellipse"})
TEXTS = frozenset({"text", "tspan"})
ELEMENTS = frozenset({"svg", "g"}) | SHAPES | TEXTS
CLASSES = frozenset({"muted", "accent", "good", "bad"})
"""The palette; without a class a shape has the colour of the text around the picture."""
PAINT = frozenset({"none", "currentColor"})

# No pattern can take much longer for a longer value: no repetition stands in a repetition.
_LENGTH = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_SHARE = re.compile(r"[01]|0?\.\d+")
_NUMBERS = re.compile(r"[0-9\s,.+-]+")
_PATH = re.compile(r"\s*[Mm][MLHVCSQTAZmlhvcsqtaz0-9\s,.+-]+")
_MOVE = re.compile(r"(?:translate|rotate)\([0-9\s,.+-]+\)")
VIEW_BOX = re.compile(rf"0 0 {WIDTH} [1-9][0-9]{{1,2}}")

ANYWHERE: dict[str, re.Pattern[str] | frozenset[str]] = {
    "class": CLASSES,
    "fill": PAINT,
    "font-family": frozenset({"sans-serif"}),
    "font-size": _LENGTH,
    "font-style": frozenset({"italic"}),
    "font-weight": frozenset({"bold", "600"}),
    "stroke": PAINT,
    "stroke-dasharray": _NUMBERS,
    "stroke-linecap": frozenset({"butt", "round", "square"}),
    "stroke-linejoin": frozenset({"bevel", "miter", "round"}),
    "stroke-width": _LENGTH,
    "text-anchor": frozenset({"start", "middle", "end"}),
    "transform": _MOVE,
}
_OF_SHAPES = {"fill-opacity": _SHARE}
_PLACED = {"x": _LENGTH, "y": _LENGTH, "dx": _LENGTH, "dy": _LENGTH}
_OWN: dict[str, dict[str, re.Pattern[str]]] = {
    "svg": {"viewBox": re.compile(r".*", re.DOTALL)},  # a rule of its own looks at it
    "g": {},
    "path": {"d": _PATH},
    "line": dict.fromkeys(("x1", "y1", "x2", "y2"), _LENGTH),
    "polyline": {"points": _NUMBERS},
    "polygon": {"points": _NUMBERS},
    "rect": dict.fromkeys(("x", "y", "width", "height", "rx"), _LENGTH),
    "circle": dict.fromkeys(("cx", "cy", "r"), _LENGTH),
    "ellipse": dict.fromkeys(("cx", "cy", "rx", "ry"), _LENGTH),
    "text": _PLACED,
    "tspan": _PLACED,
}
ATTRIBUTES = {
    tag: {**ANYWHERE, **own, **(_OF_SHAPES if tag in SHAPES else {})} for tag, own in _OWN.items()
}


def takes(tag: str, attribute: str, value: str) -> bool:
    """Whether an element may have the attribute with this value."""
    allowed = ATTRIBUTES[tag][attribute]
    return value in allowed if isinstance(allowed, frozenset) else bool(allowed.fullmatch(value))

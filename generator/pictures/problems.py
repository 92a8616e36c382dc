"""What of a picture is outside the dialect of pictures, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Code, Finding, Location, did_you_mean
from generator.pictures import drawing
from generator.pictures.reading import Element, NotReadableError, read

_DRAW = "draw it with " + ", ".join(sorted(drawing.SHAPES | drawing.TEXTS))
_ELEMENT_HINTS = {
    "script": "delete it: a picture stands still",
    "style": "delete it: class says the colour, attributes the rest",
    "foreignObject": "write text elements",
    "a": "put the link into the lesson's text",
    "image": _DRAW,
    "use": "write the shape again where it is used: a picture refers to nothing",
    "marker": "draw the arrowhead in the path of its line, such as M10 20H90m-7-4 7 4-7 4",
    "title": "delete it: the description stands in the lesson, between ![ and ]",
    "desc": "delete it: the description stands in the lesson, between ![ and ]",
}
_ATTRIBUTE_HINTS = {
    "href": "delete it: a picture refers to nothing",
    "id": "delete it: nothing in a picture refers to anything",
    "style": "write its parts as attributes, and colours as a class",
    "opacity": "write fill-opacity on a shape, or the class muted",
    "width": "delete it: viewBox says the size",
    "height": "delete it: viewBox says the size",
}
_COLOUR = "write currentColor, and say with class which colour: " + ", ".join(
    sorted(drawing.CLASSES)
)


def problems(text: str, file: str) -> Iterator[Finding]:
    """What is wrong with the picture, in the order of the file."""
    try:
        svg = read(text)
    except NotReadableError as error:
        place = Location(file, error.line, error.column)
        yield Finding(Code.NOT_A_PICTURE, place, error.message, error.hint)
        return
    if svg.tag != "svg":
        yield Finding(
            Code.NOT_A_PICTURE,
            Location(file, svg.line, svg.column),
            f"<{_name(svg.tag)}> begins the file, and is not the svg of SVG's own namespace",
            'begin it with <svg xmlns="http://www.w3.org/2000/svg" ...>',
        )
        return
    yield from _Checking(file).picture(svg)


class _Checking:
    """One walk over a picture of `file`."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.count = 0
        self.height = 0
        """0 where the picture does not say it as all pictures do."""

    def picture(self, svg: Element) -> Iterator[Finding]:
        size = svg.attributes.get("viewBox", "")
        if drawing.VIEW_BOX.fullmatch(size):
            self.height = int(size.split()[-1])
        else:
            yield self._find(
                Code.PICTURE_SIZE,
                svg,
                "the picture does not say its size as all pictures do",
                f'write viewBox="0 0 {drawing.WIDTH} ..." on svg, with its height as the last',
                "viewBox",
            )
        yield from self._element(svg, frozenset())
        if self.count > drawing.MOST_ELEMENTS:
            yield self._find(
                Code.PICTURE_SIZE,
                svg,
                f"the picture has {self.count} elements, and at most {drawing.MOST_ELEMENTS}"
                " stay readable on a phone",
                "show less, or join lines of one kind into one path",
            )

    def _element(self, element: Element, around: frozenset[str]) -> Iterator[Finding]:
        """`around`: the attributes that the elements around it have."""
        self.count += 1
        tag = element.tag
        if tag not in drawing.ELEMENTS or (tag == "svg" and self.count > 1):
            yield self._strange_element(element)
            return
        for name in element.attributes:
            yield from self._attribute(element, name)
        said = around | element.attributes.keys()
        if tag in drawing.SHAPES | drawing.TEXTS and "fill" not in said:
            yield self._find(
                Code.FIXED_COLOUR,
                element,
                f"nothing says how this {tag} is filled, and browsers fill it with black",
                'write fill="none" on svg, and fill="currentColor" where a shape or text is filled',
            )
        if tag in drawing.TEXTS:
            yield from self._text(element, said)
        for part in element.content:
            if isinstance(part, Element):
                yield from self._element(part, said)
            elif part.strip() and tag not in drawing.TEXTS:
                yield self._find(
                    Code.OUTSIDE_PICTURES,
                    element,
                    f"'{' '.join(part.split())[:40]}' stands in <{tag}>, where no text is shown",
                    "write it in a text element",
                )

    def _text(self, element: Element, said: frozenset[str]) -> Iterator[Finding]:
        if "font-size" not in said:
            yield self._find(
                Code.PICTURE_SIZE,
                element,
                "nothing says how large this text is",
                f'write font-size="{drawing.SMALLEST_TEXT:.0f}" on it or on a group around it',
            )
        if "transform" in said or not self.height:
            return  # no telling from its numbers where it stands
        below = ", or give viewBox more height"
        for name, most in (("x", drawing.WIDTH), ("y", self.height)):
            value = element.attributes.get(name, "")
            if value and drawing.takes(element.tag, name, value) and not 0 <= float(value) <= most:
                yield self._find(
                    Code.PICTURE_SIZE,
                    element,
                    f"this text stands at {name}={value}, and the picture goes from 0 to {most}",
                    "move it inside" + (below if name == "y" and float(value) > most else ""),
                    name,
                )

    def _strange_element(self, element: Element) -> Finding:
        name = _name(element.tag)
        return self._find(
            Code.OUTSIDE_PICTURES,
            element,
            f"<{name}> is not used in pictures",
            _ELEMENT_HINTS.get(name) or did_you_mean(name, drawing.ELEMENTS) or _DRAW,
        )

    def _attribute(self, element: Element, name: str) -> Iterator[Finding]:
        value, allowed = element.attributes[name], drawing.ATTRIBUTES[element.tag]
        if name not in allowed:
            yield self._strange_attribute(element, name)
        elif not drawing.takes(element.tag, name, value):
            is_colour = name in ("fill", "stroke") and "(" not in value
            expected = allowed[name]
            if name in ("fill", "stroke"):
                hint = _COLOUR
            elif name == "transform":
                hint = "write translate(...) or rotate(...): text and lines keep their size"
            elif isinstance(expected, frozenset):
                hint = f"write {' or '.join(sorted(expected))}"
            else:
                hint = "write plain numbers, without a unit"
            yield self._find(
                Code.FIXED_COLOUR if is_colour else Code.OUTSIDE_PICTURES,
                element,
                f"'{_short(value)}' stands as {name}" + (", in every theme" if is_colour else ""),
                hint,
                name,
            )
        elif name == "font-size" and float(value) < drawing.SMALLEST_TEXT:
            yield self._find(
                Code.PICTURE_SIZE,
                element,
                f"text of size {value} cannot be read on a phone",
                f"write {drawing.SMALLEST_TEXT:.0f} or more, and fewer words",
                name,
            )

    def _strange_attribute(self, element: Element, attribute: str) -> Finding:
        name = _name(attribute)
        known = drawing.ATTRIBUTES[element.tag]
        if name in ("color", "stop-color"):
            code, hint = Code.FIXED_COLOUR, _COLOUR
        elif name.lower().startswith("on"):
            code, hint = Code.OUTSIDE_PICTURES, "delete it: a picture stands still"
        else:
            code = Code.OUTSIDE_PICTURES
            hint = _ATTRIBUTE_HINTS.get(name) or did_you_mean(name, known) or "delete it"
        message = f"<{element.tag}> has no {name} in pictures"
        return self._find(code, element, message, hint, attribute)

    def _find(
        self, code: Code, element: Element, message: str, hint: str, attribute: str = ""
    ) -> Finding:
        place = element.places.get(attribute, (element.line, element.column))
        return Finding(code, Location(self.file, *place), message, hint)


def _name(name: str) -> str:
    """The name without its namespace, cut where it is absurdly long."""
    return _short(name.rsplit(" ", 1)[-1])


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}..."

"""The text of a picture as a tree of elements, each with its place.

Expat reads it, without a document type: so there are no entities to be expanded and nothing from
elsewhere is fetched. It does not recurse, and the tree is refused where it grows deep.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

SVG = "http://www.w3.org/2000/svg"
DEEPEST = 8


@dataclass(frozen=True)
class Element:
    """Names of SVG's elements are plain; others carry their namespace, or none, before a space.

    `content` is elements and texts in their order. Line and column count from 1.
    """

    tag: str
    attributes: Mapping[str, str]
    content: tuple[Element | str, ...]
    line: int
    column: int
    places: Mapping[str, tuple[int, int]] = field(repr=False)


class NotReadableError(Exception):
    """The text is no plain XML: the place, the fact and the next step."""

    def __init__(self, place: tuple[int, int], message: str, hint: str) -> None:
        super().__init__(message)
        self.line, self.column = place
        self.message, self.hint = message, hint


_CODES = expat.errors.codes
_WHY = {
    _CODES[expat.errors.XML_ERROR_TAG_MISMATCH]: "an element ends here that was not opened last",
    _CODES[expat.errors.XML_ERROR_NO_ELEMENTS]: "the picture ends before an element is closed",
    _CODES[expat.errors.XML_ERROR_UNDEFINED_ENTITY]: "a name between & and ; means nothing here",
    _CODES[expat.errors.XML_ERROR_DUPLICATE_ATTRIBUTE]: "an attribute is here for the second time",
    _CODES[expat.errors.XML_ERROR_UNBOUND_PREFIX]: "a name begins with a prefix nobody declared",
}
_HINT = "close every element and quote, and write & as &amp; and < as &lt;"


@dataclass
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    content: list[Element | str]


def read(text: str) -> Element:
    """The outermost element.

    Raises:
        NotReadableError: where it is no XML, or has what no picture needs.
    """
    return _Reading(text).run()


class _Reading:
    """One pass of the parser: the elements that are open, innermost last."""

    def __init__(self, text: str) -> None:
        self.raw = text.encode()
        self.open: list[_Open] = [_Open("", {}, 0, [])]
        self.parser = expat.ParserCreate("UTF-8", " ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._document_type
        self.parser.ProcessingInstructionHandler = self._instruction

    def run(self) -> Element:
        try:
            self.parser.Parse(self.raw, True)  # noqa: FBT003 (takes no keyword)
        except expat.ExpatError as error:
            place = (error.lineno, error.offset + 1)
            raise NotReadableError(
                place, _WHY.get(error.code, "from here on the picture is no XML"), _HINT
            ) from error
        (outermost,) = (each for each in self.open[0].content if isinstance(each, Element))
        return outermost

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self.open) > DEEPEST:
            raise self._refused(
                f"elements stand more than {DEEPEST} deep in each other",
                "take away groups that hold one element only",
            )
        tag = name.removeprefix(f"{SVG} ") if " " in name else f" {name}"
        self.open.append(_Open(tag, attributes, self.parser.CurrentByteIndex, []))

    def _end(self, _: str) -> None:
        done = self.open.pop()
        self.open[-1].content.append(
            Element(
                done.tag,
                done.attributes,
                tuple(done.content),
                *self._place(done.offset),
                {name: self._attribute_place(done.offset, name) for name in done.attributes},
            )
        )

    def _text(self, text: str) -> None:
        self.open[-1].content.append(text)

    def _document_type(self, *_: Any) -> None:
        raise self._refused(
            "a document type stands here, through which entities come in",
            "delete the line: <svg ...> comes first",
        )

    def _instruction(self, *_: Any) -> None:
        raise self._refused(
            "an instruction to programs (<?...?>) stands here", "delete it: <svg ...> comes first"
        )

    def _refused(self, message: str, hint: str) -> NotReadableError:
        return NotReadableError(self._place(self.parser.CurrentByteIndex), message, hint)

    def _place(self, offset: int) -> tuple[int, int]:
        before = self.raw[:offset].decode("utf-8", "replace")
        return before.count("\n") + 1, len(before) - before.rfind("\n")

    def _attribute_place(self, offset: int, name: str) -> tuple[int, int]:
        """Where the attribute stands in the tag that begins at `offset`."""
        local = re.escape(name.rsplit(" ", 1)[-1].encode())
        pattern = re.compile(rb"[\s\"'](?:[\w.-]+:)?" + local + rb"\s*=")
        found = pattern.search(self.raw, offset)
        return self._place(found.start() + 1 if found else offset)

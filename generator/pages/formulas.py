"""Formulas: LaTeX becomes MathML, which browsers show without a script. Only harmless MathML comes out."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET

from latex2mathml.converter import convert

_MATHML = "{http://www.w3.org/1998/Math/MathML}"
_TAGS = frozenset(
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot msub msup msubsup munder mover munderover "
    "mtable mtr mtd mpadded mphantom menclose mstyle".split()
)
_ATTRIBUTES = frozenset(
    "display stretchy fence separator form accent accentunder linethickness lspace rspace minsize "
    "maxsize symmetric largeop movablelimits mathvariant columnalign rowalign columnspacing "
    "rowspacing columnlines rowlines width height depth displaystyle scriptlevel".split()
)
_VALUE = re.compile(r"[A-Za-z0-9 .%+-]*")


def formula(latex: str, is_display: bool) -> str:  # noqa: FBT001 (the scanner calls it so)
    """The formula as MathML, or its source as code where it cannot be shown.

    Letters and signs stand as character references, so that no Markdown parser touches them.
    """
    try:
        tree = ET.fromstring(convert(latex, display="block" if is_display else "inline"))  # noqa: S314
        shown = _element(tree)
    except Exception:  # noqa: BLE001 (the converter raises whatever comes to its mind)
        return f"<code>{_references(latex)}</code>"
    kind = "formula formula--display" if is_display else "formula"
    return f'<span class="{kind}">{shown}</span>'


def _element(node: ET.Element) -> str:
    tag = node.tag.removeprefix(_MATHML)
    if tag not in _TAGS:
        raise ValueError(f"{tag} is not MathML of ours")
    attributes = "".join(
        f' {name}="{html.escape(value)}"'
        for name, value in sorted(node.attrib.items())
        if name in _ATTRIBUTES and _VALUE.fullmatch(value)
    )
    inside = _references(node.text or "") + "".join(
        _element(child) + _references(child.tail or "") for child in node
    )
    return f"<{tag}{attributes}>{inside}</{tag}>"


def _references(text: str) -> str:
    return "".join(c if c.isalnum() and c.isascii() or c == " " else f"&#{ord(c)};" for c in text)

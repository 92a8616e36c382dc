"""Formulas: LaTeX becomes MathML, which needs no script. Only harmless MathML comes out."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET

from latex2mathml.converter import convert

from generator.memory import remembered
from generator.pages.escaping import references

_MATHML = "{http://www.w3.org/1998/Math/MathML}"
_TAGS = frozenset(
    {
        "math",
        "menclose",
        "mfrac",
        "mi",
        "mn",
        "mo",
        "mover",
        "mpadded",
        "mphantom",
        "mroot",
        "mrow",
        "ms",
        "mspace",
        "msqrt",
        "mstyle",
        "msub",
        "msubsup",
        "msup",
        "mtable",
        "mtd",
        "mtext",
        "mtr",
        "munder",
        "munderover",
    }
)
_ATTRIBUTES = frozenset(
    {
        "accent",
        "accentunder",
        "columnalign",
        "columnlines",
        "columnspacing",
        "depth",
        "display",
        "displaystyle",
        "fence",
        "form",
        "height",
        "largeop",
        "linethickness",
        "lspace",
        "mathvariant",
        "maxsize",
        "minsize",
        "movablelimits",
        "rowalign",
        "rowlines",
        "rowspacing",
        "rspace",
        "scriptlevel",
        "separator",
        "stretchy",
        "symmetric",
        "width",
    }
)
_VALUE = re.compile(r"[A-Za-z0-9 .%+-]*")


@remembered
def formula(latex: str, is_display: bool) -> str:  # noqa: FBT001 (the scanner calls it so)
    """The formula as MathML, or its source as code where it cannot be shown.

    Letters and signs stand as character references, so that no Markdown parser touches them.
    """
    try:
        tree = ET.fromstring(convert(latex, display="block" if is_display else "inline"))  # noqa: S314
        shown = _element(tree)
    except Exception:  # noqa: BLE001 (the converter raises whatever comes to its mind)
        return f"<code>{references(latex)}</code>"
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
    inside = references(node.text or "") + "".join(
        _element(child) + references(child.tail or "") for child in node
    )
    return f"<{tag}{attributes}>{inside}</{tag}>"

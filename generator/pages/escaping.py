"""Plain text in Markdown, exactly as it was written. In HTML the templates escape by themselves."""

from __future__ import annotations

import re
from html import escape

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>&#|~^=+]")
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 .,]")
_AT_START = re.compile(r"^(\s*)([-:]|\d+(?=[.)]))")


def markdown_text(text: str) -> str:
    """One line of Markdown that shows `text` and nothing else: no emphasis, link, list or HTML.

    Signs become character references, which every Markdown parser leaves alone.

    >>> markdown_text("C# <b> & a*b_c")
    'C&#35; &#60;b&#62; &#38; a&#42;b&#95;c'
    >>> markdown_text("1. Start")
    '&#49;. Start'
    """
    line = _SPECIAL.sub(lambda sign: f"&#{ord(sign.group())};", " ".join(text.split()))
    return _AT_START.sub(lambda start: "".join(f"&#{ord(s)};" for s in start.group(2)), line)


def with_code(text: str) -> str:
    """HTML that shows `text` as it was written, and as code what stands between two backticks.

    >>> with_code("Does `a < b` hold, & why?")
    'Does <code>a &lt; b</code> hold, &amp; why?'
    >>> with_code("one ` alone")
    'one ` alone'
    """
    pieces = escape(text, quote=False).split("`")
    if len(pieces) % 2 == 0:
        return "`".join(pieces)
    return "".join(f"<code>{piece}</code>" if n % 2 else piece for n, piece in enumerate(pieces))


def references(text: str) -> str:
    """The text with all but letters, digits, spaces, dots and commas as references.

    No parser touches it.

    >>> references("a < b")
    'a &#60; b'
    """
    return _NOT_PLAIN.sub(lambda sign: f"&#{ord(sign.group())};", text)

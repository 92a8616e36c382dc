"""Pictures: what passes the check is harmless in a page, whatever hostile pieces it is made of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator import markdown
from generator.diagnostics import Code
from generator.load import load
from generator.pages.pictures import figure
from generator.pages.prose import lesson
from generator.pictures import Element, drawing, problems, read
from tests.harmless import Forbidding, site_parser

ROOT = Path(__file__).parent.parent
FILE = "a.svg"
OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 90" fill="none">'

TAGS = {
    *("figure", "svg", "g", "path", "line", "polyline", "polygon", "rect", "circle", "ellipse"),
    *("text", "tspan"),
}
# Values in which no address, function or second meaning can hide.
HARMLESS = re.compile(r"(?:translate|rotate)\([\d\s.,+-]+\)|[\w\s.,+-]*")

HOSTILE = [
    *("<script>alert(1)</script>", "<style>* { color: red }</style>", "<SCRIPT>x</SCRIPT>"),
    *("<script xlink:href='https://a.b'/>", "<s:script xmlns:s='http://www.w3.org/2000/svg'/>"),
    *("<foreignObject><p>x</p></foreignObject>", "<h:b xmlns:h='http://www.w3.org/1999/xhtml'/>"),
    *(
        "<rect onload='x'/>",
        "<g onclick='x'>",
        "<rect style='fill:url(#a)'/>",
        "<rect fill='red'/>",
    ),
    *("<a href='javascript:x'>", "</a>", "<image href='data:image/png;base64,AAAA'/>"),
    *("<use href='#a'/>", "<use xlink:href='https://a.b/c.svg#d'/>", "<animate/>", "<set to='x'/>"),
    *("<rect fill='url(https://a.b)'/>", "<rect fill='url(#a)'/>", "<rect class='x' id='a'/>"),
    *("<rect class='accent\" onload=\"x'/>", "<rect width='\"&gt;&lt;script&gt;'/>"),
    *(
        "<path d='M0 0&quot; onload=&quot;x'/>",
        "<path d='M0 0\n\nL1 1'/>",
        "<path d='javascript:x'/>",
    ),
    *("<![CDATA[<script>x</script>]]>", "<text><![CDATA[</svg><script>x</script>]]></text>"),
    *("<?xml-stylesheet href='a.css'?>", "<?php x ?>", "<!-- <script> -->", "<!-- \n\n -->"),
    *(
        "<!DOCTYPE svg [<!ENTITY a 'b'>]>",
        "<!ENTITY a SYSTEM 'file:///etc/passwd'>",
        "&a;",
        "&#60;",
    ),
    *("&lt;script&gt;", "&amp;lt;", "&quot;", "</svg>", "<svg>", "<svg/>", "<title>x</title>", "<"),
    *("\n\n", "\n    ", "\x00", "\x0c", "]]>", "<g xmlns='http://a.b'>", "<rect xmlns=''/>", "&"),
    *("<g transform='scale(9)'>", "<g transform='matrix(1 0 0 1 0 0)'>", "<rect href='x'/>"),
    *("`", "*b*", "[a](javascript:x)", "{: onclick=x }", "\x02wzxhzdk:0\x03", "--8<--", "$x$"),
]
PLAIN = [
    *("<g>", "</g>", "<g class='accent'>", "<rect x='1' y='2' width='3' height='4'/>", "\n"),
    *("<text font-size='14'>", "<tspan dx='4'>", "</tspan>", "</text>", "word", " ", "a < b"),
    *("<path d='M1 2h3'/>", "<circle r='2' fill='currentColor' fill-opacity='.2'/>"),
    *("<text font-size='14'>p &lt; 0.05 &amp; *b* `c` $d$ [e](f) _g_</text>",),
]
INSIDE = st.lists(
    st.one_of(st.sampled_from(PLAIN), st.sampled_from(HOSTILE)), min_size=1, max_size=10
).map("".join)


class Shown(Forbidding):
    """The tags of a page, and what of its pictures is not harmless."""

    def __init__(self, html: str) -> None:
        self.text: list[str] = []
        super().__init__(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            self.forbidden.append(f"<{tag}>")
        for name, value in attrs:
            runs = name.startswith(("on", "xmlns")) or name in ("style", "href", "src", "id")
            if runs or (name != "aria-label" and not HARMLESS.fullmatch(value or "")):
                self.forbidden.append(f"{tag} {name}={value!r}")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@settings(max_examples=1500)
@given(INSIDE)
@example("<text font-size='14'><![CDATA[</svg><script>x</script>]]></text>")
@example("<rect xmlns=''/>")
@example("<path d='M0 0\n\nL1 1'/>")
@example("<text font-size='14'>a\n\n# b\n\n    c</text>")
@example("<!-- <script> -->")
def test_a_picture_that_passes_is_harmless_in_its_page(inside: str) -> None:
    svg = f"{OPEN}{inside}</svg>"
    if not list(problems(svg, FILE)):
        text = f'Before.\n\n![What *it* shows <b>, `c` & "d"]({FILE})\n\nAfter.'
        html = site_parser().reset().convert(lesson(text, "topics/a.md", ((FILE, svg),)))
        before, picture, after = re.split(r"(?=<figure)|(?<=</figure>)", html)
        assert (before.strip(), after.strip()) == ("<p>Before.</p>", "<p>After.</p>")
        shown = Shown(picture)
        assert shown.forbidden == []
        assert _without_space("".join(shown.text)) == _without_space(_words(read(svg)))


def _without_space(text: str) -> str:
    return "".join(text.split())


def _words(element: Element) -> str:
    return "".join(_words(part) if isinstance(part, Element) else part for part in element.content)


@given(INSIDE)
def test_every_problem_has_its_place_in_the_picture(inside: str) -> None:
    lines = f"{OPEN}\n{inside}</svg>".split("\n")
    for found in problems("\n".join(lines), FILE):
        assert 1 <= found.place.line <= len(lines)
        assert 1 <= found.place.column <= len(lines[found.place.line - 1]) + 1
        assert found.message
        assert found.hint


@pytest.mark.parametrize("piece", [piece for piece in HOSTILE if piece.startswith("<")])
def test_a_hostile_piece_alone_is_refused_or_leaves_nothing(piece: str) -> None:
    svg = f"{OPEN}{piece}</svg>"
    if not list(problems(svg, FILE)):
        inside = figure(svg, "x").partition(">")[2].partition(">")[2]
        assert inside in ("</svg></figure>", '<path d="M0 0 L1 1"></path></svg></figure>')


@pytest.mark.parametrize(
    "svg",
    [
        f"{OPEN}{'<g>' * 5000}",
        f"{OPEN}{'<g>' * 1500}{'</g>' * 1500}</svg>",
        f"{OPEN}<path d='M{'1' * 11000}x'/></svg>",
        f"{OPEN}<polygon points='{'1 ' * 5000}x'/></svg>",
        f"{OPEN}<rect width='{'1' * 11000}x'/></svg>",
        f"{OPEN}<g transform='translate({'1 ' * 5000}'/></svg>",
        OPEN + "<g " + " ".join(f"a{n}=''" for n in range(1200)) + "/></svg>",
        OPEN + "<rect/>" * 1500 + "</svg>",
    ],
    ids=["deep", "deep-closed", "path", "points", "number", "move", "attributes", "many"],
)
def test_an_absurd_picture_is_refused(svg: str) -> None:
    """Were a pattern or a walk to explode on these, the suite would hang here."""
    assert list(problems(svg, FILE))


def test_entities_are_refused_before_they_are_expanded() -> None:
    levels = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 30))
    bomb = f"<!DOCTYPE svg [<!ENTITY a0 'ha'>{levels}]>{OPEN}<g>&a29;</g></svg>"
    (found,) = problems(bomb, FILE)
    assert found.code is Code.NOT_A_PICTURE
    assert "document type" in found.message


def test_the_guide_s_example_passes() -> None:
    guide = (ROOT / "docs/contribute/lessons.md").read_text("utf-8")
    (example,) = re.findall(r"^```xml\n(.*?)^```", guide, re.MULTILINE | re.DOTALL)
    assert list(problems(example, FILE)) == []


def test_the_guide_and_the_check_list_the_same_elements_and_attributes() -> None:
    guide = (ROOT / "docs/contribute/lessons.md").read_text("utf-8")
    (entry,) = re.findall(r"^- (Elements: .*?)^- ", guide, re.MULTILINE | re.DOTALL)
    elements, *attributes = (words.split() for words in re.findall(r"`(.*?)`", entry))
    assert set(elements) == drawing.ELEMENTS
    known = {name for allowed in drawing.ATTRIBUTES.values() for name in allowed}
    assert {name for words in attributes for name in words} == known


def test_a_picture_is_no_words_of_its_lesson() -> None:
    text = "One.\n\n![Two three $four$ `five`](a/b.svg)\n\n[Six](topic:a).\n"
    assert [span.text for span in markdown.spans(text) if span.kind != "block"] == [
        *("One.", "", "", "[Six](topic:a).", "")
    ]
    assert [link.target for link in markdown.links(text)] == ["topic:a"]
    assert [picture.target for picture in markdown.pictures(text)] == ["a/b.svg"]


def test_a_picture_inside_code_is_code() -> None:
    text = "```text\n\n![Two three](a/b.svg)\n\n```"
    assert markdown.pictures(text) == []
    assert markdown.replaced_pictures(text, lambda _: "shown") == text


CURRICULUM = load(ROOT / "curriculum").curriculum
LUMINANCE = (0.2126, 0.7152, 0.0722)


def _luminance(colour: str) -> float:
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    linear = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return sum(weight * part for weight, part in zip(LUMINANCE, linear, strict=True))


@pytest.mark.parametrize(("scheme", "paper"), [("default", "#ffffff"), ("slate", "#142022")])
@pytest.mark.parametrize("name", ["--ink", "--ink-soft", "--md-typeset-a-color", "--good", "--bad"])
def test_colours_of_pictures_can_be_read(scheme: str, paper: str, name: str) -> None:
    """4.5:1 on the page, and on a shape that is filled with an eighth of the same colour."""
    css = (ROOT / "docs/assets/fairway.css").read_text("utf-8")
    (block,) = re.findall(
        rf'^\[data-md-color-scheme="{scheme}"\] {{\n(.*?)^}}', css, re.MULTILINE | re.DOTALL
    )
    (colour,) = re.findall(rf"^  {name}: (#[0-9a-f]{{6}});$", block, re.MULTILINE)
    mixed = [
        round(int(colour[n : n + 2], 16) / 8 + int(paper[n : n + 2], 16) * 7 / 8) for n in (1, 3, 5)
    ]
    for ground in (paper, "#{:02x}{:02x}{:02x}".format(*mixed)):
        low, high = sorted((_luminance(colour), _luminance(ground)))
        assert (high + 0.05) / (low + 0.05) >= 4.5

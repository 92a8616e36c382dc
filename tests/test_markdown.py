"""The dialect: what passes it renders to harmless HTML, whatever hostile pieces it is made of."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator import markdown
from generator.pages.prose import lesson, prose
from tests.harmless import Forbidding, site_parser

HERE = "topics/kneading.md"

TEXT_TAGS = {
    *("a", "blockquote", "br", "code", "div", "em", "h2", "h3", "h4", "h5", "h6", "li"),
    *("ol", "p", "pre", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"),
}
MATH_TAGS = {
    *("math", "menclose", "mfrac", "mi", "mn", "mo", "mover", "mpadded", "mphantom", "mroot"),
    *("mrow", "ms", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd"),
    *("mtext", "mtr", "munder", "munderover"),
}
ATTRIBUTES = {
    "a": {"href", "class", "title", "id", "name"},
    "code": {"class"},
    "div": {"class"},
    "ol": {"start"},
    "pre": {"class"},
    "span": {"class", "id"},
    "td": {"align"},
    "th": {"align"},
    **{f"h{n}": {"id"} for n in range(2, 7)},
}
HREF = re.compile(r"https://|#|(?:\.\./)*[a-z0-9-]+(?:/[a-z0-9-]+)*\.md(?:#|$)|[a-z0-9-]+\.md")

HOSTILE = [
    *("<b>", "<script>", "</p>", "<!--", "-->", "<?", "<a@b>", "<1@b.c>", "<https://a.b>", "<"),
    *("<x", ">", "<div onclick=x>", "<img src=x onerror=y>", "&lt;b&gt;", "&#60;", "&amp", "&"),
    *("`<a href='x>`", "`<script>`", "`</div>`", "`</details>`", "`<!--`", "`<?x`", "`&#`"),
    *("&#", "&lt;", "&#x", "R&D", "`<![CDATA[`", "`<div markdown=1>`", "| `a|b` |"),
    *("`", "``", "```", "````", "~~~", "```python\n", "```\n", "\n```\n", "\n````\n", "`<b>`"),
    *("[", "]", "(", ")", "![", "](", "][", "]:", "[a]", "[a](javascript:x)", "[a]: javascript:x"),
    *("[a](topic:b)", "[a](https://b)", "[a\nb](#c)", "javascript:", "(javascript:x)", "[^1]"),
    *("{", "}", "{: .x }", "{ onclick=x }", "{{ x }}", "{% x %}", "{#", "\\", "\\`", "\\[", "\\<"),
    *("$", "$$", "$x$", "$<b>$", "$`$", "$x < y$", "$\\text{<b>}$", "a$b", "$[a](b)$"),
    *("\n", "\n\n", "\n    ", "    ", "\n\t", "  \n", " ", "\n> ", "\n- ", "\n1. ", "\n* ", "\n: "),
    *("#", "\n# ", "\n## ", "\n###### ", "\n===\n", "\n---\n", "\n***\n", "[TOC]", "*", "**", "_"),
    *("|", "\n| a | b |\n|---|---|\n| ", " | ", ":--", "!!! x", "\n??? x", "--8<--", '"', "'"),
    *("wzxhzdk:0", "klzzwxh:0001", "\x02wzxhzdk:0\x03", "\x02", "\x03", "\x00", "\r", "\u2028"),
]
PLAIN = ["word", " words ", "a", "1", ".", ", ", " - ", "\n", "\n\n", "`code`", "**b**", "\n- item"]

TEXTS = st.lists(
    st.one_of(st.sampled_from(PLAIN), st.sampled_from(HOSTILE)), min_size=1, max_size=12
).map("".join)


class Rendered(Forbidding):
    """What of a page is not on the allow-list."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TEXT_TAGS | MATH_TAGS:
            self.forbidden.append(f"<{tag}>")
        for name, value in attrs:
            if tag in MATH_TAGS:
                if name.startswith("on") or name in ("href", "style", "src"):
                    self.forbidden.append(f"{tag} {name}={value!r}")
            elif name not in ATTRIBUTES.get(tag, ()):
                self.forbidden.append(f"{tag} {name}={value!r}")
            elif name == "href" and not HREF.match(value or ""):
                self.forbidden.append(f"href {value!r}")


@pytest.fixture(autouse=True)
def _in_the_repository(monkeypatch: pytest.MonkeyPatch, root: object) -> None:
    monkeypatch.chdir(str(root))


def _html(text: str) -> str:
    return str(site_parser().reset().convert(text))


@settings(max_examples=1500)
@given(TEXTS)
@example("\\`<b>`")
@example("[a\nb]: javascript:x\n\n[a\nb]")
@example("<1@b.c>")
@example("\x02wzxhzdk:0\x03 <b>")
@example("> # x\n\n- # y")
@example("`a\n<b>x`</b>")
@example("$<b>$")
@example("***\n    `<b>`")
@example("> - - -\n\n1. ***\n")
@example(">     - `<b>`")
def test_text_of_the_dialect_renders_only_what_is_allowed(text: str) -> None:
    if not markdown.problems(text):
        assert Rendered(_html(lesson(text, HERE, ()))).forbidden == []


BEFORE = '<details class="fold" markdown="1"><summary>Question</summary>\n\n'
AFTER = (
    '\n\n</details>\n\n<div class="practice" markdown="1">\n\nInside *it*.\n\n</div>\n\n'
    '## After\n\n<p class="lead">Beyond</p>\n'
)


@settings(max_examples=500)
@given(TEXTS)
@example("`</details>`")
@example("&#")
@example("`&#`")
@example("`<a href='x>`")
def test_text_of_the_dialect_stays_inside_its_fold(text: str) -> None:
    """Answers and checks stand in `details`: nothing of them closes it or changes what follows."""
    if not markdown.problems(text):
        html = _html(f"{BEFORE}{prose(text, HERE)}{AFTER}")
        beyond = _html(f"{BEFORE}Words{AFTER}").partition("</details>")[2]
        head, inside, tail = re.split("</summary>|</details>", html)
        assert head.count("<details") == 1
        assert Rendered(inside).forbidden == []
        assert re.sub(r"after_\d", "after", tail) == beyond


@given(TEXTS)
def test_code_that_passes_is_shown_letter_by_letter(text: str) -> None:
    """What the scanner calls inline code, the reader sees as code."""
    if not markdown.problems(text):
        html = unescape(_html(prose(text, HERE)))
        for span in markdown.spans(text):
            if span.kind == "code":
                assert f"<code>{span.text.strip('`').strip()}</code>" in html


@given(TEXTS)
def test_spans_put_together_are_the_text(text: str) -> None:
    lines: dict[int, str] = {}
    for span in markdown.spans(text):
        assert span.column == len(lines.get(span.line, "")) + 1
        lines[span.line] = lines.get(span.line, "") + span.text
    assert "\n".join(lines[n] for n in sorted(lines)) == text


@given(TEXTS)
def test_every_problem_and_link_has_its_place_in_the_text(text: str) -> None:
    lines = text.split("\n")
    for found in (*markdown.problems(text), *markdown.links(text)):
        assert 0 <= found.line < len(lines)
        assert 1 <= found.column <= len(lines[found.line]) + 1
    for problem in markdown.problems(text):
        assert problem.message
        assert problem.hint


@given(TEXTS)
def test_replacing_links_and_formulas_by_themselves_changes_nothing(text: str) -> None:
    assert markdown.replaced_links(text, lambda target: target) == text
    assert markdown.shifted_headings(text, 0) == text


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, 3 < 4 and a <= b, *emphasis*, **strong**, `code <b>` and a_b_c.",
        "## What it is\n\n- one\n- two\n\n    still two\n\n1. first\n2. second\n",
        "| a | b |\n|---|--:|\n| 1 | `x|y` |\n",
        "```python\nx = {'<b>': 1}  # [a]: b\n```\n",
        "````text\n```\nnested\n```\n````\n",
        "```python\ndef f():\n    return 1\n\n\n    # indented\n\tand a tab\n# one\n---\n```\n",
        "- one\n- two\n    - inside\n    - inside as well\n\n    and a paragraph",
        "See [the next topic](topic:kneading), [a page](https://example.org/a_b) and [above](#x).",
        "A formula $x_1 < \\frac{a}{b}$ and one on its own: $$\\sum_i x_i$$",
        "It costs $5 to $10, or 5$ apiece.",
        "> A quotation,\n> over two lines.",
        "A link over [two\nlines](topic:kneading).",
    ],
)
def test_what_lessons_need_is_inside_the_dialect(text: str) -> None:
    assert markdown.problems(text) == ()
    assert Rendered(_html(lesson(text, HERE, ()))).forbidden == []


@pytest.mark.parametrize(
    "heading",
    [
        "What it is",
        "Use `pip install` now",
        "Why *this* matters: 3 reasons (and 2 more)",
        "Größe & Maß",
        "See [the topic](topic:kneading) first",
        "snake_case and kebab-case",
        "Trailing marks ##",
    ],
)
def test_anchors_are_those_of_the_sites_parser(heading: str) -> None:
    text = f"## {heading}\n\ntext\n\n### {heading}\n"
    ids = re.findall(r'<h\d id="([^"]+)"', _html(prose(text, HERE)))
    assert markdown.anchors(text) == set(ids)


def test_formulas_are_found_and_prices_stay() -> None:
    text = "From $5 to $10 for $x^2$ and `` `$y$` ``."
    found = markdown.replaced_code_and_formulas(
        text, lambda code: f"[{code}]", lambda latex, _: f"<{latex}>"
    )
    assert found == "From $5 to $10 for <x^2> and [`$y$`]."


def test_a_space_behind_a_language_hides_no_block() -> None:
    """It passes the dialect, and what is code for one reader is code for all."""
    text = "One.\n\n```python \nx = 1\n```\n\nTwo.\n\n```text\ny\n```\n"
    assert markdown.problems(text) == ()
    assert [(block.language, block.code) for block in markdown.blocks(text)] == [
        ("python", "x = 1\n"),
        ("text", "y\n"),
    ]

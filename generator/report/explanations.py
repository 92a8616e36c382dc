"""What a diagnostic means, for the terminal: the words of its page on the site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import fill, indent

from generator.diagnostics import Code
from generator.pages.explanations import Excerpt, explanations

WIDTH = 88


def explanation_text(code: Code) -> str:
    """What the code means, why the rule exists, the cure, and both examples."""
    told = explanations()[code]
    parts = [
        f"{code} {code.severity}",
        fill(told.what, WIDTH),
        _titled("Why", told.why),
        _titled("How to fix it", told.cure),
        "\n".join(["An example that fires", *_shown(told.fires)]),
        "\n".join(["The checker prints", indent(told.says, "    ")]),
        "\n".join(["One that does not", *_shown(told.passes)]),
    ]
    return "\n\n".join(parts)


def _titled(title: str, text: str) -> str:
    return f"{title}\n{indent(fill(text, WIDTH - 2), '  ')}"


def _shown(excerpts: Iterable[Excerpt]) -> Iterator[str]:
    for excerpt in excerpts:
        yield f"  {excerpt.file} {excerpt.remark}".rstrip()
        if excerpt.text:
            yield indent(excerpt.text, "    ")

"""The text of `retired.yml` with an entry more, or one less."""

from __future__ import annotations

from generator.edit.nodes import Items, compose
from generator.writing import written

RETIRED = "retired.yml"
HEAD = "# yaml-language-server: $schema=schema/retired.schema.json\n"


def with_entry(text: str, name: str, became: str, why: str) -> str:
    """The text with an entry at its end."""
    entry = (
        f"- id: {written(name, 6, 4)}\n  became: [{written(became, 0, 4)}]\n"
        f"  why: {written(why, 7, 4)}\n"
    )
    root = compose(text) if text.strip() else None
    if isinstance(root, Items) and not root.entries:
        return text[: root.start.offset] + entry + text[root.end.offset :].removeprefix("\n")
    above = text or HEAD
    return above + ("" if above.endswith("\n") else "\n") + entry


def without_entry(text: str, number: int) -> str:
    """The text without the lines of an entry; comments stay, and an empty list stays a list."""
    root = compose(text)
    if not isinstance(root, Items):
        return text
    entry, lines = root.entries[number], text.split("\n")
    kept = [*lines[: entry.start.line], *lines[entry.last_line + 1 :]]
    return "\n".join(
        kept if len(root.entries) > 1 else [*(line for line in kept if line), "[]", ""]
    )

"""A difference as text, as Markdown for a pull request, as data. Prints nothing itself."""

from __future__ import annotations

from dataclasses import asdict

from generator.diff import Difference, State, Words


def difference_data(found: Difference) -> dict[str, object]:
    """The difference for programs: the fields of `Difference`, lists for tuples."""
    return asdict(found)


def difference_text(found: Difference, before: State, after: State, *, markdown: bool) -> str:
    """The difference to read, as plain text or as Markdown for a pull request."""
    if found.is_empty:
        return "Nothing changes: no topic, no edge, no path."
    words = _words(before, after)
    parts = [
        ("In short", [words.in_short(found)]),
        ("Paths", [f"{words.role(c.role)}: {words.path(c)}" for c in found.roles_changed]),
        ("Topics and the rest", list(words.topics(found))),
        ("Edges", list(words.edges(found))),
    ]
    heading = "### {}\n" if markdown else "{}"
    return "\n\n".join(
        "\n".join(
            [heading.format(title), *(f"- {line}" if markdown else f"  {line}" for line in lines)]
        )
        for title, lines in parts
        if lines
    )


def _words(before: State, after: State) -> Words:
    """Ids as titles, from whichever side has them."""
    topics = {**before.curriculum.topics, **after.curriculum.topics}
    roles = {**before.curriculum.roles, **after.curriculum.roles}
    return Words(
        lambda topic: topics[topic].title if topic in topics else topic,
        lambda role: roles[role].title,
    )

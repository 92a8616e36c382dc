"""A readable table of what was measured, and whether a target was met."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One line: what was measured, the figure as text, and how it stands beside its target.

    `is_met` is None where there is no target; `note` is memory or other things worth knowing.
    """

    what: str
    figure: str
    target: str = ""
    is_met: bool | None = None
    note: str = ""


def seconds(what: str, cpu_seconds: float, most: float | None = None, note: str = "") -> Row:
    """A row of CPU seconds, with a target not to be exceeded."""
    if most is None:
        return Row(what, f"{cpu_seconds:.2f} s", note=note)
    return Row(what, f"{cpu_seconds:.2f} s", f"< {most:g} s", cpu_seconds < most, note)


def printed(title: str, rows: list[Row]) -> str:
    """The rows below their title."""
    marks = {True: "met", False: "MISSED", None: ""}
    lines = [
        f"  {row.what:<54}{row.figure:>14}  {row.target:<8}{marks[row.is_met]:<8}{row.note}"
        for row in rows
    ]
    return "\n".join([title, *(line.rstrip() for line in lines), ""])

"""Why something asked for is not done: every reason at once, each with the next step."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.diagnostics import did_you_mean
from generator.load.files import better_id
from generator.model import ID_PATTERN, Retirement


class RefusedError(Exception):
    """What was asked cannot be done; `faults` are all the reasons. Nothing was written."""

    def __init__(self, *faults: str) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def bad_id(name: str) -> str:
    """What is wrong with an id, or nothing.

    >>> bad_id("Query_Rewriting")
    "'Query_Rewriting' is no id: small letters, digits and single hyphens; write 'query-rewriting'"
    """
    if re.fullmatch(ID_PATTERN, name):
        return ""
    better = better_id(name)
    example = f"write '{better}'" if better else "such as query-rewriting"
    return f"'{name}' is no id: small letters, digits and single hyphens; {example}"


def unknown(kind: str, name: str, titles: Mapping[str, str]) -> str:
    """Says of a name that no id is it; `titles` gives the title of each id there is."""
    ids = sorted(titles)
    where = "topics/" if kind == "topic" else "topics/, roles/ or backgrounds/"
    listed = f"one of: {', '.join(ids)}"
    if len(ids) > 20:
        listed = (
            f"an id is the name of a file in the folder {where} without its ending, and the end of "
            "its page's address: see the page Topics"
        )
    return f"there is no {kind} '{name}'; {did_you_mean(name, ids, titles) or listed}"


def retired(retirement: Retirement) -> str:
    became = " and ".join(f"'{topic}'" for topic in retirement.became)
    fate = f"it became {became}" if became else "nothing followed it"
    return f"the id '{retirement.id}' is retired ({fate}) and never used again; choose another"

"""Rules on wording: faults of judgement, warnings all. Codes CUR501 to CUR504."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.references import edges_of
from generator.diagnostics import Code, Finding, Place
from generator.model import Curriculum

NOT_OBSERVABLE = frozenset(
    (
        *("appreciate", "be", "become", "explore", "familiarise", "familiarize", "get", "grasp"),
        *("know", "learn", "master", "realise", "realize", "see", "study", "understand"),
    )
)
_THIN = re.compile(
    r"(this is |it is )?(needed|required|necessary|important|essential|useful|helpful|"
    r"a prerequisite|the foundation|provides? the foundation)\b[^,;:]{0,40}\.?",
    re.IGNORECASE,
)
_SHORTEST_WHY = 5
"""Words; in fewer nothing is said of what is used."""


def edges_say_why(curriculum: Curriculum) -> Iterator[Finding]:
    for topic in curriculum.topics.values():
        for key, edges in edges_of(topic):
            for n, edge in enumerate(edges):
                if edge.why is None:
                    yield Finding(
                        Code.NO_WHY,
                        Place(topic.file, (key, n)),
                        f"no 'why' says what of '{edge.topic}' is used here",
                        "add 'why: ...', one sentence to the learner",
                    )
                elif _THIN.fullmatch(edge.why) or len(edge.why.split()) < _SHORTEST_WHY:
                    yield Finding(
                        Code.THIN_WHY,
                        Place(topic.file, (key, n, "why")),
                        f"this 'why' does not say what of '{edge.topic}' is used here",
                        "name the idea or skill that comes up again, and where",
                    )


def titles_differ(curriculum: Curriculum) -> Iterator[Finding]:
    for mapping in (curriculum.topics, curriculum.roles, curriculum.backgrounds):
        first: dict[str, str] = {}
        for entity in mapping.values():
            other = first.setdefault(entity.title.casefold(), entity.id)
            if other != entity.id:
                yield Finding(
                    Code.SAME_TITLE,
                    Place(entity.file, ("title",)),
                    f"'{other}' has the title '{entity.title}' as well",
                    "give one of the two a title that tells them apart",
                )


def outcomes_can_be_observed(curriculum: Curriculum) -> Iterator[Finding]:
    for topic in curriculum.topics.values():
        for n, outcome in enumerate(topic.outcomes):
            words = re.findall(r"\w[\w-]*", outcome)
            first = words[0] if words and outcome.startswith(words[0]) else outcome.split()[0]
            if first.lower() in NOT_OBSERVABLE:
                fact = f"an outcome begins with '{first}', which nobody can watch somebody do"
            elif not first[0].isupper():
                fact = f"an outcome begins with '{first}', not with a verb in a capital letter"
            else:
                continue
            yield Finding(
                Code.OUTCOME_NOT_OBSERVABLE,
                Place(topic.file, ("outcomes", n)),
                fact,
                "begin with what one can observe: Write, Compute, Diagnose, Compare, Explain how",
            )

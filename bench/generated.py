"""A made-up curriculum in the size and shape of the real one: same seed, same files, any size."""

from __future__ import annotations

import random
from functools import reduce
from operator import or_
from pathlib import Path

WORDS = tuple(
    """
model answer prompt index vector query token cache batch label metric case trace budget schema
release test sample score error limit policy record stream table gateway agent tool memory plan
the a one every that which with from into over under before after measured stored compared
""".split()  # noqa: SIM905 (one word a line would be a page)
)
LEVELS = ("foundation", "core", "advanced")
DOMAINS = 14
ROLES = 16
NEEDED_MEAN = 3.3
FOUNDATIONS = 9
REACH = 137
"""Goals of the roles are among the first topics, so that paths do not grow with the curriculum."""
LESSON_WORDS = 700
SENTENCE_WORDS = 14
SOURCE_ITEMS = 500

_SETTINGS = """\
title: Generated
description: A curriculum made for measuring.
language: en
licence: {code: MIT, content: CC BY 4.0}
review_interval_days: {enduring: 730, evolving: 365, fast-moving: 120}
order: {recommended_weight_percent: 40, domain_switch: 2, level_drop: 1}
lessons:
  words: {at_least: 500, at_most: 900}
  headings: {at_least: 3, at_most: 6}
  last_heading: What to look at next
  sentence_words: 40
  average_sentence_words: 18
  code_lines: 30
  code_width: 88
  code_languages: [python]
  questions: {at_least: 2, at_most: 6}
  resources: {at_least: 2, at_most: 6}
  free_resources: 2
"""


def generate(folder: Path, topics: int, *, lessons: bool = False, roles: int = ROLES) -> None:
    """Write a curriculum of `topics` topics below `folder`."""
    _Author(random.Random(topics), topics).write(folder, lessons=lessons, roles=roles)


class _Author:
    def __init__(self, dice: random.Random, count: int) -> None:
        self.dice = dice
        self.count = count
        self.needs: list[list[int]] = []
        self.recommends: list[list[int]] = []
        self.rests_on: list[int] = []

    def write(self, folder: Path, *, lessons: bool, roles: int) -> None:
        for n in range(self.count):
            self.needs.append(self._edges(n))
            self.rests_on.append(reduce(or_, (self.rests_on[e] | 1 << e for e in self.needs[n]), 0))
            soft = self._edges(n)[:1]
            self.recommends.append([e for e in soft if not self.rests_on[n] >> e & 1])
        files = {
            "curriculum.yml": _SETTINGS,
            "domains.yml": self._domains(),
            "sources/document.yml": self._source(),
        }
        for n in range(self.count):
            files[f"{self._place(n)}.yml"] = self._topic(n)
            if lessons:
                files[f"{self._place(n)}.md"] = self._lesson(n)
        for n in range(roles):
            files[f"roles/role-{n}.yml"] = self._role(n)
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def _place(self, n: int) -> str:
        return f"topics/domain-{self._domain(n)}/topic-{n}"

    def _domain(self, n: int) -> int:
        return n * 5 // 11 % DOMAINS

    def _edges(self, n: int) -> list[int]:
        """Prerequisites: mostly near ones, and a few foundations that are needed everywhere."""
        if not n:
            return []
        wanted = min(n, int(self.dice.expovariate(1 / NEEDED_MEAN)) + 1, 7)
        window = max(0, n - self.count // 4 - 5)
        near = [self.dice.randrange(window, n) for _ in range(wanted)]
        return sorted(
            {
                self.dice.randrange(min(n, FOUNDATIONS)) if self.dice.random() < 0.25 else e
                for e in near
            }
        )

    def _text(self, words: int) -> str:
        said = " ".join(self.dice.choices(WORDS, k=words))
        return f"{said.capitalize()}."

    def _domains(self) -> str:
        return "".join(
            f"- id: domain-{n}\n  title: Domain {n}\n  summary: {self._text(12)}\n"
            for n in range(DOMAINS)
        )

    def _topic(self, n: int) -> str:
        level = LEVELS[min(2, 3 * n // self.count)]
        lines = [
            f"title: Topic number {n}",
            f"summary: {self._text(18)}",
            f"level: {level}",
            f"hours: {self.dice.choice((3, 4, 5, 6, 6, 8, 8, 10))}",
            f"durability: {self.dice.choice(('enduring', 'evolving', 'fast-moving'))}",
            f"lasts: {self._text(25)}",
            *self._edge_list("prerequisites", self.needs[n]),
            *self._edge_list("recommended", self.recommends[n]),
            "outcomes:",
            *(f"  - Compute {self._text(7)[:-1].lower()}" for _ in range(4)),
            "exercise:",
            f"  task: >-\n    {self._text(60)}\n    {self._text(50)}",
            f"  check: >-\n    {self._text(50)}\n    {self._text(40)}",
            f"  for_real: {self._text(30)}",
            "questions:",
            *(
                f"  - question: {self._text(12)}\n    answer: >-\n      {self._text(45)}"
                for _ in range(2)
            ),
            "resources:",
            *(
                f"  - title: Source {n}.{m}\n    url: https://example.org/{n}/{m}\n"
                f"    kind: paper\n    cost: free\n    note: {self._text(12)}"
                for m in range(2)
            ),
            f"added_because: {self._text(12)}",
        ]
        return "\n".join(lines) + "\n"

    def _edge_list(self, key: str, edges: list[int]) -> list[str]:
        entries = [f"  - topic: topic-{e}\n    why: {self._text(16)}" for e in edges]
        return [f"{key}:", *entries] if entries else []

    def _lesson(self, n: int) -> str:
        sections = []
        for part in ("", "How", "Where it fails", "What to look at next"):
            paragraphs = [self._paragraph(LESSON_WORDS // 12) for _ in range(3)]
            link = f"See [topic {n}](topic:topic-{n // 2}) and `code {part.lower()}` for $x^2$."
            heading = [f"## {part}"] if part else []
            sections.append("\n\n".join([*heading, *paragraphs, link]))
        code = "```python\nfor case in cases:\n    print(case)\n```"
        return "\n\n".join([*sections, code]) + "\n"

    def _paragraph(self, words: int) -> str:
        return " ".join(self._text(SENTENCE_WORDS) for _ in range(words // SENTENCE_WORDS))

    def _source(self) -> str:
        """A document; its items are the phrases that no lesson may repeat."""
        items = "".join(
            f"  - {{id: item-{n}, kind: claim, name: Item {n}, place: Section {n}, "
            f"says: {self._text(20)}}}\n"
            for n in range(SOURCE_ITEMS)
        )
        return f"title: Document\nsummary: {self._text(12)}\nitems:\n{items}"

    def _role(self, n: int) -> str:
        """A role of eight goals in four milestones."""
        goals = sorted(self.dice.sample(range(FOUNDATIONS, min(self.count, REACH)), 8))
        steps = [goals[i : i + 2] for i in range(0, len(goals), 2)]
        lines = [
            f"title: Role {n}",
            "kind: job",
            f"summary: {self._text(15)}",
            "goals:",
            *(f"  - topic-{goal}" for goal in goals),
            "milestones:",
        ]
        for step, group in enumerate(steps, 1):
            lines += [f"  - title: Step {step}", "    after:"]
            lines += [f"      - topic-{goal}" for goal in group]
            lines += [
                f"    project: {self._text(25)}",
                "    project_hours: 8",
                f"    enables: {self._text(14)}",
            ]
        return "\n".join(lines) + "\n"

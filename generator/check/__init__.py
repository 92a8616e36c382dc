"""The one gate: everything that can be wrong with a curriculum whose files have the right shape.

A rule is a generator of findings over the curriculum and its graph. It reads no file and prints
nothing; all rules run, so that an author sees every mistake at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.check import coverage, ordering, prose, references, roles, wording
from generator.diagnostics import Finding
from generator.graph import PrerequisiteGraph
from generator.model import Curriculum

Rule = Callable[[Curriculum, PrerequisiteGraph], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    *references.RULES,
    *prose.RULES,
    *ordering.RULES,
    *roles.RULES,
    *coverage.RULES,
    *wording.RULES,
)


def check(curriculum: Curriculum, graph: PrerequisiteGraph) -> list[Finding]:
    """Every finding of every rule."""
    return [finding for rule in RULES for finding in rule(curriculum, graph)]

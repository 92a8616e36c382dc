"""The health of a curriculum in words, for the terminal and as data. Prints nothing itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import date

from generator.health import Health
from generator.health.coverage import Coverage, Gap
from generator.health.milestones import Reordering
from generator.health.quality import PathQuality
from generator.words import counted

SHOWN = 8
"""Rows of a list that would otherwise go on for pages; JSON has all of them."""


def health_data(found: Health, reorderings: Sequence[Reordering]) -> dict[str, object]:
    """All of it for programs: the fields of `Health`, dates as text."""
    data = {**asdict(found), "reorderings": [asdict(hint) for hint in reorderings]}
    return {key: _plain(part) for key, part in data.items()}


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, float):
        return round(value, 3)
    return value.isoformat() if isinstance(value, date) else value


def health_text(found: Health, reorderings: Sequence[Reordering]) -> str:
    """What to work on next, then how the paths, the graph and the texts are doing."""
    parts: list[tuple[str, Iterable[str]]] = [
        ("Work on next: what most paths wait for", _work_next(found)),
        ("In short", _in_short(found)),
        ("Paths: the cost J of each order, and what other orders would cost", _paths(found.paths)),
        ("Milestones in another order: a hint to the author", _reorderings(reorderings)),
        ("Keystones: what most topics rest on", _keystones(found)),
        ("Written, by domain", _coverage(found.by_domain)),
        ("Written, by role", _coverage(found.by_role)),
    ]
    return "\n\n".join(
        "\n".join([title, *(f"  {line}" for line in lines)]) for title, lines in parts
    )


def path_gaps_text(gaps: Sequence[Gap], topics: int) -> str:
    """What each topic of a path still lacks, and how many are complete."""
    lines = [f"{gap.topic:30} to do: {', '.join(gap.missing)}" for gap in gaps]
    return "\n".join([*lines, f"{topics - len(gaps)} of {counted(topics, 'topic')} are complete"])


def _work_next(found: Health) -> Iterator[str]:
    for gap in found.work_next[:SHOWN]:
        yield (
            f"{gap.topic:30} to do: {', '.join(gap.missing)} "
            f"(on {gap.roles} paths, {gap.dependents} topics rest on it)"
        )
    if len(found.work_next) > SHOWN:
        yield f"and {len(found.work_next) - SHOWN} more topics"
    if not found.work_next:
        yield "nothing: every topic has all its parts"


def _in_short(found: Health) -> Iterator[str]:
    proved = sum(path.proved for path in found.paths)
    yield f"{proved} of {len(found.paths)} paths are proved to be in a cheapest order"
    shape = found.structure
    yield (
        f"{shape.prerequisites} prerequisites, {shape.redundant} of which follow from others, and "
        f"{shape.recommendations} recommendations"
    )
    if shape.chain_of_most_hours:
        yield (
            f"longest chain: {len(shape.chain_of_most_topics)} topics to "
            f"{shape.chain_of_most_topics[-1]}; most hours: {shape.chain_hours:g} to "
            f"{shape.chain_of_most_hours[-1]}"
        )
    yield f"{len(found.reviews)} of {shape.topics} topics are reviewed" + (
        f"; next due: {found.reviews[0].topic} on {found.reviews[0].due}" if found.reviews else ""
    )


def _reorderings(hints: Sequence[Reordering]) -> Iterator[str]:
    for hint in hints:
        yield f"{hint.role:30}{hint.saving:>4.0%} cheaper: {', '.join(hint.milestones)}"
    if not hints:
        yield "none would save anything worth telling"


def _paths(paths: Iterable[PathQuality]) -> Iterator[str]:
    yield _row(
        "role",
        ("topics", "hours", "J", "carried", "peak", "switches", "least", "run h", "drops"),
        ("any sort", "catalogue", "depth"),
    )
    for path in paths:
        yield _row(
            path.role + ("" if path.proved else " (not proved)"),
            (
                str(path.topics),
                f"{path.study_hours:g}",
                f"{path.cost:.0f}",
                f"{path.carried_mean:.1f}",
                str(path.carried_peak),
                str(path.switches),
                str(path.least_switches),
                f"{path.longest_run_hours:g}",
                str(path.level_drops),
            ),
            (
                f"{path.baselines.topological:.2f}",
                f"{path.baselines.catalogue:.2f}",
                f"{path.baselines.depth_first:.2f}",
            ),
        )


def _row(first: str, numbers: Iterable[str], ratios: Iterable[str]) -> str:
    return f"{first:30}" + "".join(f"{n:>9}" for n in numbers) + "".join(f"{r:>11}" for r in ratios)


def _keystones(found: Health) -> Iterator[str]:
    for stone in found.keystones[:SHOWN]:
        yield (
            f"{stone.topic:30}{stone.dependents:>4} topics, {stone.dependent_hours:>5g} h, "
            f"on {stone.roles} paths"
        )


def _coverage(rows: Iterable[Coverage]) -> Iterator[str]:
    heads = ("topics", "lessons", "exercises", "questions", "resources", "reviewed", "complete")
    yield f"{'':34}" + "".join(f"{head:>11}" for head in heads)
    for row in rows:
        parts = (row.lessons, row.exercises, row.questions, row.resources, row.reviewed)
        counts = (row.topics, *parts, row.complete)
        yield f"{row.title:34}" + "".join(f"{n:>11}" for n in counts)

"""What telling an edit costs: the comparison of its own, and beside reading both sides."""

from __future__ import annotations

import shutil
from pathlib import Path

from bench.fresh import measured
from bench.generated import generate
from bench.table import Row, seconds

TOPICS = 1000
EVERY = 10
MOST = 1.0


def edited(folder: Path, target: Path) -> None:
    """A copy in which every tenth topic takes longer and loses its recommendations."""
    shutil.copytree(folder, target, dirs_exist_ok=True)
    for path in sorted(target.glob("topics/*/*.yml"))[::EVERY]:
        before, rest = path.read_text(encoding="utf-8").split("\nhours: ", 1)
        hours, rest = rest.split("\n", 1)
        if "\nrecommended:\n" in rest:
            first, others = rest.split("\nrecommended:\n", 1)
            rest = f"{first}\noutcomes:\n{others.split('outcomes:' + chr(10), 1)[1]}"
        path.write_text(f"{before}\nhours: {int(hours) + 1}\n{rest}", encoding="utf-8")


def differences(work: Path) -> list[Row]:
    before, after = work / "diff-before", work / "diff-after"
    generate(before, TOPICS)
    edited(before, after)
    alone = measured("difference", before, after)
    loading = measured("two-states", before, after)
    whole = measured("diff-command", before, after)
    share = alone.cpu_seconds / loading.cpu_seconds
    return [
        seconds(
            f"difference of two states of {TOPICS:,} topics",
            alone.cpu_seconds,
            MOST,
            f"{alone.result:.0f} topics and edges told; {share:.1%} of reading both sides and "
            f"ordering their paths, {loading.cpu_seconds:.2f} s",
        ),
        seconds("the whole of `curriculum diff`", whole.cpu_seconds, note=whole.memory),
    ]

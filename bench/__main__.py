"""`make bench`: what checking, building and ordering cost, beside the targets. Ends with exit 0.

Figures of a busy machine are high: a unit is the CPU time of a fixed loop at that moment, and
figures in units compare between runs.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from bench import checking, closures, difference, ordering, preview, stability
from bench.fresh import unit
from bench.table import Row, printed
from generator.build import checked


def main() -> None:
    """Print each part as soon as it is measured."""
    real = checked(Path("curriculum"))
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        parts: list[tuple[str, Callable[[], list[Row]]]] = [
            ("Checking", lambda: checking.checking(work)),
            ("Writing pages", lambda: checking.syncing(work)),
            ("Orders of the real roles", lambda: ordering.orders(real)),
            ("Exactness", ordering.brute_force),
            ("A large stage", lambda: ordering.one_stage(work)),
            (
                f"Stability over {stability.EDITS} edits of a kind",
                lambda: stability.stability(real),
            ),
            ("Differences", lambda: difference.differences(work)),
            ("Closures", closures.closures),
            ("The whole build", lambda: checking.whole_build(work)),
            ("The preview", lambda: preview.edits(work)),
        ]
        print(f"CPU seconds. One unit is {unit():.3f} s on this machine now.\n")
        for title, measure in parts:
            print(printed(title, measure()), flush=True)


if __name__ == "__main__":
    main()

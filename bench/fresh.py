"""Measures one thing in a process of its own: `python -m bench.fresh NAME ARGUMENTS`, JSON out.

CPU seconds count the work alone, without starting Python; peak memory counts everything.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.diff import State

UNIT_ROUNDS = 2_000_000


@dataclass(frozen=True)
class Measured:
    """`unit` is the time of a fixed loop just before: how fast the machine was at that moment."""

    cpu_seconds: float
    peak_megabytes: float
    unit: float
    result: float | str = 0.0

    @property
    def memory(self) -> str:
        return f"peak {self.peak_megabytes:.0f} MB"


def measured(name: str, *arguments: object) -> Measured:
    """What the work called `name` takes in a fresh process."""
    command = [sys.executable, "-m", "bench.fresh", name, *map(str, arguments)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    return Measured(**json.loads(done.stdout.splitlines()[-1]))


def unit() -> float:
    """CPU seconds of a fixed loop."""
    start, total = time.process_time(), 0
    for n in range(UNIT_ROUNDS):
        total += n % 7
    return time.process_time() - start


def _check(folder: str) -> Callable[[], float]:
    from generator.build import checked

    return lambda: len(checked(Path(folder)).diagnostics)


def _site(folder: str, hand_written: str, target: str) -> Callable[[], float]:
    """What the hook does before MkDocs begins: read, check, order, print and sync."""
    from generator.build import site
    from generator.sync import sync

    def work() -> float:
        made = site(Path(folder), Path(hand_written))
        if not made.is_sound:
            raise SystemExit("\n".join(str(d) for d in made.diagnostics if d.severity == "error"))
        return sync(made.files, Path(hand_written), Path(target)).written

    return work


def _sync(folder: str, hand_written: str, target: str) -> Callable[[], float]:
    from generator.build import site
    from generator.sync import sync

    made = site(Path(folder), Path(hand_written))
    return lambda: sync(made.files, Path(hand_written), Path(target)).unchanged


def _one_stage(folder: str, beam: str) -> Callable[[], str]:
    """All topics of a folder as one stage, ordered with a beam."""
    from generator.build import checked
    from generator.paths.order import best_order
    from generator.paths.syllabus import syllabus

    sound = checked(Path(folder))
    course = syllabus([sound.graph.topics], sound.curriculum, sound.graph)

    def work() -> str:
        order = best_order(course, int(beam))
        return f"J {order.cost / course.scale:.0f}, {'proved' if order.proved else 'not proved'}"

    return work


def _mkdocs(config: str, site_folder: str) -> Callable[[], float]:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    def work() -> float:
        build(load_config(config, site_dir=site_folder))
        return sum(1 for _ in Path(site_folder).rglob("index.html"))

    return work


def _closure(library: str, topics: str) -> Callable[[], float]:
    from bench.closures import random_edges, with_bits, with_networkx

    edges = random_edges(int(topics))
    return lambda: (with_bits if library == "bits" else with_networkx)(edges)


def _state(folder: str) -> State:
    from generator.build import checked, paths_of
    from generator.diff import State

    sound = checked(Path(folder))
    return State(sound.curriculum, sound.graph, paths_of(sound))


def _difference(before: str, after: str) -> Callable[[], float]:
    """The comparison and its words, of two states that are there."""
    from generator.diff import difference
    from generator.report import difference_text

    old, new = _state(before), _state(after)

    def work() -> float:
        found = difference(old, new)
        difference_text(found, markdown=True)
        return len(found.topics_changed) + len(found.edges_added) + len(found.edges_removed)

    return work


def _two_states(before: str, after: str) -> Callable[[], float]:
    return lambda: len(_state(before).paths) + len(_state(after).paths)


def _diff_command(before: str, after: str) -> Callable[[], float]:
    from click.testing import CliRunner

    from generator.cli import main as curriculum

    def work() -> float:
        done = CliRunner().invoke(curriculum, ["diff", before, after], catch_exceptions=False)
        return len(done.output)

    return work


WORK: dict[str, Callable[..., Callable[[], float | str]]] = {
    "check": _check,
    "site": _site,
    "sync": _sync,
    "one-stage": _one_stage,
    "mkdocs": _mkdocs,
    "closure": _closure,
    "difference": _difference,
    "two-states": _two_states,
    "diff-command": _diff_command,
}


def main(name: str, *arguments: str) -> None:
    """Do the work and print what it took."""
    work = WORK[name](*arguments)
    speed = unit()
    start = time.process_time()
    result = work()
    took = time.process_time() - start
    print(json.dumps(asdict(Measured(took, peak_megabytes(), speed, result))))


def peak_megabytes() -> float:
    """Linux counts the parent's memory into `ru_maxrss` of a child, but not into `VmHWM`."""
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    per_megabyte = 1024 * 1024 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / per_megabyte


if __name__ == "__main__":
    main(*sys.argv[1:])

"""How good the orders are, what they cost, and how little an edit moves."""

from __future__ import annotations

import random
import time
from itertools import permutations
from pathlib import Path
from statistics import mean

from bench.fresh import measured
from bench.generated import generate
from bench.table import Row, seconds
from generator.build import Checked
from generator.health.quality import baselines
from generator.model import OrderWeights
from generator.paths import learning_paths
from generator.paths.order import BEAM, best_order
from generator.paths.syllabus import Syllabus, syllabus

SMALL_GRAPHS = 300
WEIGHTS = OrderWeights(recommended_weight_percent=40, domain_switch=2, level_drop=1)


def orders(real: Checked) -> list[Row]:
    """The real roles: cost over the optimum, and over that of three orders anybody could have."""
    start = time.process_time()
    paths = learning_paths(real.curriculum, real.graph)
    took = time.process_time() - start
    ratios = []
    for path in paths.values():
        course = syllabus([stage.topics for stage in path.stages], real.curriculum, real.graph)
        ratios.append(baselines(path, course, real.graph))
    proved = sum(path.proved for path in paths.values())
    return [
        Row(
            "cost over the optimum of the same stages, proved",
            f"1.000, {proved}/{len(paths)}",
            "all",
            proved == len(paths),
        ),
        _ratio_row("networkx.topological_sort (free of stages)", [r.topological for r in ratios]),
        _ratio_row("by level, domain and id, within the stages", [r.catalogue for r in ratios]),
        _ratio_row("depth first, milestone by milestone", [r.depth_first for r in ratios]),
        seconds(f"order all {len(paths)} roles", took, 0.4),
    ]


def _ratio_row(what: str, ratios: list[float]) -> Row:
    return Row(f"... {what}", f"{mean(ratios):.2f}", note=f"{min(ratios):.2f} to {max(ratios):.2f}")


def brute_force() -> list[Row]:
    """The exact order beside the cheapest of all valid orders of small random graphs."""
    dice = random.Random(1)
    agreeing = sum(_agrees(random_syllabus(dice)) for _ in range(SMALL_GRAPHS))
    what = f"brute force agrees on {SMALL_GRAPHS} graphs of 1 to 7 topics"
    return [Row(what, f"{agreeing}", "all", agreeing == SMALL_GRAPHS)]


def _agrees(course: Syllabus) -> bool:
    valid = (order for order in permutations(range(len(course))) if course.is_valid(order))
    return best_order(course).cost == min(course.cost(order) for order in valid)


def random_syllabus(dice: random.Random) -> Syllabus:
    """One to seven topics in one to three stages."""
    count = dice.randint(1, 7)
    stage = sorted(dice.randrange(3) for _ in range(count))
    earlier = [list(range(n)) for n in range(count)]
    needs = [sum(1 << e for e in some if dice.random() < 0.3) for some in earlier]
    soft = [sum(1 << e for e in some if dice.random() < 0.2) for some in earlier]
    return Syllabus(
        topics=tuple(f"t{n}" for n in range(count)),
        stage=tuple(stage),
        quarter_hours=tuple(dice.randint(1, 40) for _ in range(count)),
        domain=tuple(dice.randrange(3) for _ in range(count)),
        level=tuple(dice.randrange(3) for _ in range(count)),
        needs=tuple(needs),
        recommends=tuple(some & ~hard for some, hard in zip(soft, needs, strict=True)),
        weights=WEIGHTS,
    )


def one_stage(work: Path) -> list[Row]:
    """200 topics with no milestone between them."""
    folder = work / "200"
    generate(folder, 200, roles=0)
    took = measured("one-stage", folder, BEAM)
    note = f"{took.memory}; beam {BEAM}, {took.result}"
    return [seconds("order 200 topics in one stage", took.cpu_seconds, 20, note)]

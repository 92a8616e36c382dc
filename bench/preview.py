"""What an edit costs in the preview of a large curriculum, from the file to the page served."""

from __future__ import annotations

import random
import re
import shutil
import statistics
import time
from pathlib import Path

from bench.generated import generate
from bench.served import Served, served, wait_until
from bench.table import Row

ROOT = Path(__file__).parent.parent
TOPICS = 1000
EDITS = 10
MOST_MEDIAN_SECONDS = 1.0
MOST_SECONDS = 1.5
LEAST_RATIO = 25


def edits(work: Path) -> list[Row]:
    """Ten edits of one topic's file in the preview, beside one where all is built anew."""
    checkout = _checkout(work / "preview-checkout")
    with served(checkout, work / "plain") as server:
        _, full = _edit(server, checkout, EDITS)
    with served(checkout, work / "dirty", "--dirty") as server:
        pages = sum(1 for _ in server.folder.rglob("*.html"))
        took = [_edit(server, checkout, n) for n in range(EDITS)]
    seconds, cpu = ([one[n] for one in took] for n in (0, 1))
    median, worst, ratio = statistics.median(seconds), max(seconds), full / statistics.median(cpu)
    note = f"{EDITS} edits, {pages:,} pages"
    return [
        Row(
            "edit of a topic to its page served, median",
            f"{median:.2f} s",
            f"< {MOST_MEDIAN_SECONDS:g} s",
            median < MOST_MEDIAN_SECONDS,
            note,
        ),
        Row("... worst", f"{worst:.2f} s", f"< {MOST_SECONDS:g} s", worst < MOST_SECONDS),
        Row(
            "full rebuild / preview, CPU",
            f"{ratio:.0f}",
            f">= {LEAST_RATIO}",
            ratio >= LEAST_RATIO,
            f"{full:.1f} s beside {statistics.median(cpu):.2f} s, the watching of files included",
        ),
    ]


def _checkout(folder: Path) -> Path:
    for part in ("docs", "generator", "overrides"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    (folder / "build/docs").mkdir(parents=True)
    generate(folder / "curriculum", TOPICS, lessons=True)
    return folder


def _edit(server: Served, checkout: Path, number: int) -> tuple[float, float]:
    """Seconds from an edit until the page shows it, and the CPU seconds that the server took."""
    (file,) = checkout.glob(f"curriculum/topics/*/topic-{TOPICS // 2}.yml")
    address, said = f"topics/{file.stem}/", f"Edited for the {number}. time."
    page = server.folder / address / "index.html"
    text = re.sub(r"summary: .*", f"summary: {said}", file.read_text("utf-8"))
    time.sleep(random.Random(number).uniform(0.5, 1.5))  # no edit waits for the watcher's turn
    begin, cpu = time.monotonic(), server.cpu_seconds()
    file.write_text(text, encoding="utf-8")
    wait_until(lambda: said in _text(page), said)
    if said not in server.page(address):
        raise SystemExit(f"{address} is not served as it was built")
    return time.monotonic() - begin, server.cpu_seconds() - cpu


def _text(page: Path) -> str:
    """Nothing where the page is not there: a full rebuild begins with an empty folder."""
    try:
        return page.read_text("utf-8")
    except FileNotFoundError:
        return ""

"""What reading, checking, printing and syncing cost, and our share of a whole build."""

from __future__ import annotations

from pathlib import Path

from bench.fresh import measured
from bench.generated import generate
from bench.table import Row, seconds

ROOT = Path(__file__).parent.parent
HAND_WRITTEN = ROOT / "docs"
MOST_SHARE = 0.05


def checking(work: Path) -> list[Row]:
    """Checking of generated curricula of three sizes."""
    rows = []
    for topics, lessons, most in ((1000, False, 1), (1000, True, 3), (10_000, False, 8)):
        folder = work / f"{topics}-{'lessons' if lessons else 'plain'}"
        generate(folder, topics, lessons=lessons)
        took = measured("check", folder)
        what = f"check {topics:,} topics {'with' if lessons else 'without'} lessons"
        note = f"{took.memory}; {took.cpu_seconds / took.unit:.1f} units"
        rows.append(seconds(what, took.cpu_seconds, most, note))
    return rows


def syncing(work: Path) -> list[Row]:
    """The site of 1,000 topics with lessons written once, then synced unchanged."""
    folder, target = work / "1000-lessons", work / "docs"
    first = measured("site", folder, HAND_WRITTEN, target)
    again = measured("sync", folder, HAND_WRITTEN, target)
    return [
        seconds("read, check, order, print and write 1,000 topics", first.cpu_seconds),
        seconds(
            "sync 1,000 unchanged topics",
            again.cpu_seconds,
            0.2,
            f"{again.result:.0f} files unchanged",
        ),
    ]


def whole_build(work: Path) -> list[Row]:
    """MkDocs on pages written beforehand, and what our part adds to it; then the real site."""
    ours = measured("site", work / "1000-lessons", HAND_WRITTEN, work / "docs")
    baseline = measured("mkdocs", _config(work / "docs", work), work / "site-1000")
    share = ours.cpu_seconds / (ours.cpu_seconds + baseline.cpu_seconds)
    real_docs = work / "real-docs"
    real_ours = measured("site", ROOT / "curriculum", HAND_WRITTEN, real_docs)
    real = measured("mkdocs", _config(real_docs, work), work / "site-real")
    return [
        Row(
            "our share of a whole build of 1,000 topics",
            f"{share:.1%}",
            f"< {MOST_SHARE:.0%}",
            share < MOST_SHARE,
            f"ours {ours.cpu_seconds:.1f} s, MkDocs on the same pages {baseline.cpu_seconds:.1f} s "
            f"for {baseline.result:.0f} pages",
        ),
        seconds(
            "build of the real site",
            real.cpu_seconds + real_ours.cpu_seconds,
            note=f"{real.result:.0f} pages, ours {real_ours.cpu_seconds:.1f} s; {real.memory}",
        ),
    ]


def _config(docs: Path, work: Path) -> Path:
    """Our `mkdocs.yml` for pages that are there already: without the hook that writes them."""
    path = work / f"{docs.name}.yml"
    path.write_text(
        f"INHERIT: {ROOT / 'mkdocs.yml'}\n"
        f"docs_dir: {docs}\n"
        "hooks: []\n"
        f"theme:\n  custom_dir: {ROOT / 'overrides'}\n",
        encoding="utf-8",
    )
    return path

"""`python -m checks 2`: run the checks of a milestone on this repository."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import asdict
from pathlib import Path

from checks.bench import Bench
from checks.verdict import Check, Milestone, Verdict, judged, printed


def main() -> int:
    options = _options()
    milestone: Milestone = importlib.import_module(
        f"checks.milestone_{options.milestone}"
    ).MILESTONE
    checks = _chosen(milestone, options)
    if options.list:
        for check in checks:
            print(f"{check.id:<28} {check.title}{'  [real]' if check.real else ''}")
        return 0
    if not options.json:
        print(f"Milestone {milestone.number}: {milestone.title}\n")
    verdicts = _verdicts(checks, options)
    if options.json:
        print(json.dumps([asdict(verdict) for verdict in verdicts], indent=1))
    else:
        _sum_up(verdicts, is_whole=len(checks) == len(milestone.checks))
    return 0 if verdicts and all(verdict.state == "pass" for verdict in verdicts) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m checks", description=__doc__)
    parser.add_argument("milestone", type=int, choices=range(1, 7))
    parser.add_argument("--only", nargs="+", metavar="ID", help="only these checks")
    parser.add_argument("--jobs", type=int, default=4, help="how many checks run at a time")
    parser.add_argument("--list", action="store_true", help="list the checks and run none")
    parser.add_argument("--json", action="store_true", help="verdicts as JSON")
    parser.add_argument(
        "--real",
        action="store_true",
        help="against the endpoint in MODEL_BASE_URL; only checks that make sense there",
    )
    parser.add_argument(
        "--site", default="", help="where the lessons are, to print whole addresses"
    )
    parser.add_argument("--repository", type=Path, default=Path.cwd(), help=argparse.SUPPRESS)
    return parser.parse_args()


def _chosen(milestone: Milestone, options: argparse.Namespace) -> list[Check]:
    names = [check.id for check in milestone.checks]
    wrong = [name for name in options.only or [] if name not in names]
    if wrong:
        sys.exit(
            f"no check {wrong[0]!r} in milestone {milestone.number}; there are {', '.join(names)}"
        )
    return [
        check
        for check in milestone.checks
        if (not options.only or check.id in options.only) and (check.real or not options.real)
    ]


def _verdicts(checks: list[Check], options: argparse.Namespace) -> list[Verdict]:
    """Verdicts in the order of the checks; those that measure time run alone, after the others."""
    found: dict[str, Future[Verdict]] = {}

    def run(check: Check) -> Verdict:
        states = {name: found[name].result().state for name in check.needs if name in found}
        bench = Bench(options.repository, real=options.real)
        try:
            return judged(check, bench, states)
        finally:
            bench.close()

    with ThreadPoolExecutor(options.jobs) as pool, ThreadPoolExecutor(1) as last:
        for check in checks:
            if not check.alone:
                found[check.id] = pool.submit(run, check)
        last.submit(lambda: wait(list(found.values())))
        for check in checks:
            if check.alone:
                found[check.id] = last.submit(run, check)
        verdicts = []
        for check in checks:
            verdicts.append(found[check.id].result())
            if not options.json:
                print(printed(verdicts[-1], options.site), flush=True)
    return verdicts


def _sum_up(verdicts: list[Verdict], *, is_whole: bool) -> None:
    passed = sum(verdict.state == "pass" for verdict in verdicts)
    is_done = is_whole and passed == len(verdicts)
    print(f"\n{passed} of {len(verdicts)} checks pass", end="")
    print(": this milestone is done. Commit it." if is_done else ".")


if __name__ == "__main__":
    sys.exit(main())

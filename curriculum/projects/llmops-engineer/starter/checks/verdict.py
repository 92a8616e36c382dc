"""What a check is, what it says, and how that is printed."""

from __future__ import annotations

import textwrap
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


class Miss(Exception):
    """A check's finding: what was expected and what was seen instead."""

    def __init__(self, expected: str, seen: object) -> None:
        super().__init__(f"expected {expected}; saw {seen}")
        self.expected = expected
        self.seen = seen if isinstance(seen, str) else repr(seen)


def expect(condition: object, expected: str, seen: object) -> None:
    if not condition:
        raise Miss(expected, seen)


@dataclass(frozen=True)
class Check:
    """One promise of a milestone. `lesson` is the id of the topic that teaches it."""

    id: str
    title: str
    lesson: str
    run: Callable[..., None]
    needs: tuple[str, ...] = ()  # checks that must pass before this one says anything useful
    alone: bool = False  # measures time, so nothing else may run beside it
    real: bool = False  # makes sense against a real endpoint too (--real)


@dataclass(frozen=True)
class Verdict:
    id: str
    state: str  # pass, fail, wait
    title: str
    lesson: str
    expected: str = ""
    seen: str = ""
    seconds: float = 0.0


class Milestone:
    """A list of checks that fills itself by decoration."""

    def __init__(self, number: int, title: str) -> None:
        self.number, self.title = number, title
        self.checks: list[Check] = []

    def check(
        self,
        id_: str,
        title: str,
        lesson: str,
        *,
        needs: Iterable[str] = (),
        alone: bool = False,
        real: bool = False,
    ) -> Callable[[Callable[..., None]], Callable[..., None]]:
        def keep(function: Callable[..., None]) -> Callable[..., None]:
            self.checks.append(Check(id_, title, lesson, function, tuple(needs), alone, real))
            return function

        return keep


def judged(check: Check, bench: Any, states: dict[str, str]) -> Verdict:
    """Run one check, unless one that it needs has not passed."""
    missing = [name for name in check.needs if states.get(name, "pass") != "pass"]
    if missing:
        return Verdict(check.id, "wait", check.title, check.lesson, seen=", ".join(missing))
    started = time.perf_counter()
    expected = seen = ""
    try:
        check.run(bench)
    except Miss as miss:
        expected, seen = miss.expected, miss.seen
    except Exception as error:  # noqa: BLE001 - whatever a program under check makes it do
        expected = "an answer of the shape that the brief describes"
        place = traceback.extract_tb(error.__traceback__)[-1]
        seen = f"{type(error).__name__}: {error} ({place.name}, line {place.lineno})"
    seconds = time.perf_counter() - started
    if expected and (last := bench.last_words()):
        seen += f" (the program's last words: {last})"
    state = "fail" if expected else "pass"
    return Verdict(check.id, state, check.title, check.lesson, expected, seen, seconds)


def printed(verdict: Verdict, site: str) -> str:
    """The verdict as lines for a terminal."""
    words = {"pass": "ok  ", "fail": "FAIL", "wait": "wait"}
    lines = [f"{words[verdict.state]}  {verdict.id}: {verdict.title}  ({verdict.seconds:.1f} s)"]
    if verdict.state == "wait":
        lines = [f"wait  {verdict.id}: {verdict.title}  (first: {verdict.seen})"]
    if verdict.state == "fail":
        lines += [
            _block("expected", verdict.expected),
            _block("seen", verdict.seen),
            _block("lesson", f"{verdict.lesson}: {site}topics/{verdict.lesson}/"),
        ]
    return "\n".join(lines)


def _block(name: str, text: str) -> str:
    shown = text if len(text) <= 900 else text[:450] + " ... " + text[-450:]
    return textwrap.fill(
        shown, 98, initial_indent=f"        {name + ':':<10}", subsequent_indent=" " * 18
    )

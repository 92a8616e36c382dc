"""Answers of a contributor: from options, else asked for on the terminal, one by one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import click

from generator.cli.writing import refuse
from generator.edit import answer_fault, named_twice
from generator.load.fields import description
from generator.model import Entity

Ask = Callable[[], Any]


@dataclass(frozen=True)
class Entry:
    """The entry of a list that is asked for next; `before` are those given already."""

    words: str
    before: tuple[Any, ...]
    can_stop: bool


@dataclass(frozen=True)
class Question:
    """What `key` of a file is to be; `option` gives it without a question."""

    key: str
    option: str
    ask: Ask
    is_needed: bool = True


def answers(
    questions: Iterable[Question],
    given: Mapping[str, Any],
    faults: Iterable[str],
    faults_of: Callable[[Mapping[str, Any]], Iterable[str]],
) -> dict[str, Any]:
    """Key -> answer. Without a terminal every missing answer is told at once.

    `faults` is what is wrong already, `faults_of` tells it of the answers that are there: nobody
    shall answer questions for nothing.
    """
    open_ones = [q for q in questions if given.get(q.key) in (None, ())]
    missing = [question.option for question in open_ones if question.is_needed]
    found = {key: _as_typed(value) for key, value in given.items() if value not in (None, ())}
    said = [*faults, *faults_of(found)] if missing else []
    if missing and not sys.stdin.isatty():
        said.append(f"no terminal to ask on, and these are missing: {', '.join(missing)}")
    if said:
        refuse(*said)
    if not missing:
        return found
    for question in open_ones:
        answer = question.ask()
        if answer not in ("", ()):
            found[question.key] = answer
    return found


def ask_text(
    model: type[Entity], key: str, *, words: str = "", means: str = "", can_skip: bool = False
) -> Ask:
    """Asks until the answer has the right shape."""
    name = words or key

    def valid(answer: str) -> str:
        text = answer.strip()
        if fault := "" if can_skip and not text else answer_fault(model, key, text):
            raise click.UsageError(fault)
        return text

    told = means or _means(model, key)
    return lambda: _prompt(name, told, valid, default="" if can_skip else None)


def ask_choice(model: type[Entity], key: str, choices: Iterable[str]) -> Ask:
    return lambda: _prompt(key, _means(model, key), click.Choice(list(choices)))


def ask_hours(model: type[Entity], key: str, words: str) -> Ask:
    """Asks until the answer is a number of quarters of an hour."""

    def valid(answer: str) -> Any:
        try:
            hours = _as_typed(float(answer))
        except ValueError:
            raise click.UsageError(f"'{answer}' is no number") from None
        if fault := answer_fault(model, key, hours):
            raise click.UsageError(fault)
        return hours

    return lambda: _prompt(words, _means(model, key), valid)


def ask_list(
    words: str, means: str, ask: Callable[[Entry], Any], *, fewest: int = 0, most: int = 99
) -> Ask:
    """Asks for entries until one is empty."""

    def asked() -> tuple[Any, ...]:
        click.echo(f"\n{means}")
        entries: tuple[Any, ...] = ()
        while len(entries) < most:
            count = len(entries)
            entry = ask(Entry(f"{words} {count + 1}", entries, can_stop=count >= fewest))
            if not entry:
                break
            entries = (*entries, entry)
        return entries

    return asked


def ask_line(entry: Entry, before: Iterable[str], fault: Callable[[str], str]) -> str:
    """Asks for a line until it is right and not one of those `before`."""

    def valid(answer: str) -> str:
        line = answer.strip()
        if not line and not entry.can_stop:
            raise click.UsageError("this one is needed")
        if line and (said := fault(line) or named_twice(line, before)):
            raise click.UsageError(said)
        return line

    return str(_prompt(entry.words, "", valid, default="" if entry.can_stop else None))


def _as_typed(value: Any) -> Any:
    """A whole number without the point that nobody typed."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _means(model: type[Entity], key: str) -> str:
    return description(model, (key,))


def _prompt(words: str, means: str, kind: Any, default: str | None = None) -> Any:
    if means:
        click.echo(f"\n{means}.")
    checks = {"type": kind} if isinstance(kind, click.ParamType) else {"value_proc": kind}
    return click.prompt(words, default=default, show_default=False, **checks)

"""The sides of a comparison, for commands: a folder, or the curriculum at a git revision."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from generator.build import Checked, checked, paths_of
from generator.cli.shared import FAILED
from generator.diagnostics import Diagnostic, Severity
from generator.diff import State
from generator.history import folder_at
from generator.report import report
from generator.words import counted

SHOWN = 5


def state_of(sound: Checked) -> State:
    return State(sound.curriculum, sound.graph, paths_of(sound))


def state_at(name: str, folder: Path, *, is_excused: bool = False) -> State:
    """One side, or the end of the command where it has errors: they are told with its name.

    Where they are excused, on standard output, and the command does not fail for them.

    Raises:
        NoSuchRevisionError: where `name` is neither a folder nor a revision.
    """
    with folder_at(name, folder) as there:
        result = checked(there)
    errors = [d for d in result.diagnostics if d.severity is Severity.ERROR]
    if not errors:
        return state_of(result)
    is_folder = there == Path(name)
    shown = errors if is_folder else [_named(d, there, f"{name}:{folder}") for d in errors]
    click.echo(report(shown[:SHOWN], "text"), err=not is_excused)
    of = f", of which {SHOWN} are shown" if len(errors) > SHOWN else ""
    was = "has" if is_folder else "had"
    them = "it" if len(errors) == 1 else "them"
    click.echo(
        f"The curriculum of '{name}' {was} {counted(len(errors), 'error')}{of}, so it has no paths "
        f"to compare. Mend {them}, or compare with another revision.",
        err=not is_excused,
    )
    raise SystemExit(0 if is_excused else FAILED)


def _named(diagnostic: Diagnostic, there: Path, name: str) -> Diagnostic:
    """The place as git names it, not in the folder into which it was unpacked."""
    file = diagnostic.location.file.replace(there.as_posix(), name, 1)
    return replace(diagnostic, location=replace(diagnostic.location, file=file))

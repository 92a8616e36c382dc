"""What the commands that write share: they try a change first, and refuse it with every reason."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import click

from generator.build import Checked
from generator.cli.shared import misunderstood, refuse_errors
from generator.edit import Change, carry_out, checked_after, write_schemas


def refuse(*faults: str) -> NoReturn:
    """End the command with every reason, as a usage error."""
    misunderstood("\n       ".join([*faults, "nothing was written"]))


def tried(change: Change, folder: Path, *, shows_texts: bool = False) -> Checked:
    """What the checker says of the curriculum after the change, or the end where it has errors.

    With `shows_texts` the end shows what would have been written, for whoever has typed it.
    """
    after = checked_after(change, folder)
    if not after.is_sound:
        for file, text in change.texts.items() if shows_texts else ():
            click.echo(f"{folder / file} would have been:\n\n{text}", err=True)
        refuse_errors(after, "the curriculum would have these errors, so nothing was written")
    return after


def make(change: Change, folder: Path, after: Checked) -> int:
    """Carry out a change that was tried, and let editors complete the new ids.

    Returns how many files of `schema/` had to be written for that.
    """
    carry_out(change, folder)
    return write_schemas(after.curriculum, folder)

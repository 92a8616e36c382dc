"""`curriculum release`: keep what changed since the last release, for the page of changes."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from generator.build import Checked
from generator.cli.shared import (
    curriculum_option,
    misunderstood,
    sound_curriculum,
    sound_state,
)
from generator.diff import Words, difference, release
from generator.edit import write_release
from generator.history import NoSuchRevisionError, added_at, folder_at


@click.command("release")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day of the release; today where it is not given.",
)
@click.option("--since", help="A revision or folder to begin from, instead of the last release.")
@click.option("--title", default="", help="What it is about, in one sentence.")
@curriculum_option
def release_command(day: datetime | None, since: str | None, title: str, folder: Path) -> None:
    """Write what changed since the last release to changes/<date>.json."""
    sound = sound_curriculum(folder)
    on = (day.date() if day else date.today()).isoformat()  # noqa: DTZ011 - the author's own day
    last = max(sound.curriculum.releases, default=None)
    if last is not None and on <= last:
        misunderstood(f"there is a release of {last} already; give a later day by --date")
    try:
        base = since or _last_release(sound, folder)
        with folder_at(base, folder) as old:
            before = sound_state(sound_curriculum(old))
    except NoSuchRevisionError as error:
        misunderstood(str(error))
    after = sound_state(sound)
    found = difference(before, after)
    if found.is_empty:
        click.echo("nothing has changed since then, so nothing was written")
        return
    kept = release(found, before, after, date=on, since=last, title=title)
    path = write_release(kept, folder)
    words = Words(lambda topic: topic, lambda role: role)
    click.echo(f"{path} written. {words.in_short(found)} Commit it, and its page shows it.")


def _last_release(sound: Checked, folder: Path) -> str:
    """The revision that holds the curriculum as it was last released."""
    releases = sound.curriculum.releases
    if not releases:
        misunderstood("there is no release yet: say by --since from where to tell the changes")
    return added_at(folder / releases[max(releases)].file)

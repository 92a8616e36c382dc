"""The command that makes a release: what changed since the last one, written down for the site."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from generator.cli.shared import curriculum_option, misunderstood, sound_curriculum
from generator.cli.states import state_at, state_of
from generator.cli.writing import refuse, tried
from generator.diff import Span, State, difference, in_short, release_of
from generator.edit import answer_fault, carry_out, new_release, release_file
from generator.history import (
    NoHistoryError,
    NoSuchRevisionError,
    commit_of,
    commit_of_release,
    uncommitted,
)
from generator.model import Release

SHOWN = 5


@click.command("release")
@click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    default=lambda: date.today().isoformat(),  # noqa: DTZ011 (the author's day)
    show_default="today",
    help="The day of the release.",
)
@click.option(
    "--since", metavar="REV", help="Compare with this git revision, not the last release."
)
@click.option("--title", help="One line for readers: what this release is about.")
@click.option("--replace", is_flag=True, help="Write the release of that day anew.")
@curriculum_option
def release_command(
    day: datetime, since: str | None, title: str | None, folder: Path, *, replace: bool
) -> None:
    """Write what changed since the last release, for the site's page of changes."""
    after = state_of(sound_curriculum(folder))
    _require_title(title)
    try:
        _require_room(folder, day.date(), after, replace=replace)
        _require_committed(folder)
        base = commit_of(since, folder) if since else _last(folder, day.date(), after)
        found = difference(state_at(base, folder), after)
    except (NoHistoryError, NoSuchRevisionError) as error:
        refuse(str(error))
    if found.is_empty:
        refuse(f"nothing changed since {base[:10]}")
    span = Span(day.date(), base, commit_of("HEAD", folder))
    change = new_release(release_of(found, span, title))
    tried(change, folder)
    carry_out(change, folder)
    click.echo(
        f"{release_file(folder, span.day.isoformat())} written; commit it. {in_short(found)}"
    )


def _require_title(title: str | None) -> None:
    if title is not None and not title.strip():
        misunderstood("the title is empty: write one line, or leave out --title")
    if title and (fault := answer_fault(Release, "summary", title)):
        refuse(f"--title: {fault}")


def _require_room(folder: Path, day: date, after: State, *, replace: bool) -> None:
    """A day has one release, and the last one is the newest: each begins where one ended."""
    if release_file(folder, day.isoformat()).exists() and not replace:
        refuse(f"there is a release of {day} already; --replace writes it anew")
    later = [release.day for release in after.curriculum.releases if release.date > day]
    if later:
        refuse(f"{later[-1]} has a release, and {day} is before it; name a later day by --date")


def _require_committed(folder: Path) -> None:
    """A release ends at a commit, where the next begins: what is in none would be told twice."""
    files = uncommitted(folder, folder / "changes")
    if files:
        more = f" and {len(files) - SHOWN} more" if len(files) > SHOWN else ""
        refuse(f"not committed yet: {', '.join(files[:SHOWN])}{more}; commit first")


def _last(folder: Path, day: date, after: State) -> str:
    """The commit where the last release ended, that of the day itself left out."""
    before = [release for release in after.curriculum.releases if release.date < day]
    if not before:
        misunderstood("there is no release before; name the commit to compare with by --since")
    return commit_of_release(before[-1].until, release_file(folder, before[-1].day))

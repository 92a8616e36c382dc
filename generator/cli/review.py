"""Commands of a maintainer: what an edit does, and how the curriculum is doing."""

from __future__ import annotations

from pathlib import Path

import click

from generator.build import checked, paths_of
from generator.cli.shared import (
    curriculum_option,
    format_option,
    misunderstood,
    print_json,
    require_known,
    sound_curriculum,
    sound_state,
)
from generator.diagnostics import Severity
from generator.diff import difference
from generator.health import Health, health, reorderings
from generator.history import NoSuchRevisionError, folder_at, merge_base
from generator.paths import LearningPath
from generator.report import (
    Format,
    difference_data,
    difference_text,
    health_data,
    health_text,
    path_gaps_text,
)
from generator.words import counted


@click.command("diff")
@click.argument("base")
@click.argument("head", required=False)
@curriculum_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="Text to read, Markdown for a pull request, or JSON for programs.",
)
def diff_command(base: str, head: str | None, folder: Path, form: str) -> None:
    """What changes from BASE to HEAD, each a folder or a git revision, in words.

    Without HEAD, the curriculum as it stands is compared. BASE...HEAD, in one word as git has it,
    tells only what HEAD did since the two parted.
    """
    try:
        base, head = _two_sides(base, head, folder)
        with folder_at(base, folder) as old, folder_at(head or str(folder), folder) as new:
            was = checked(old)
            after = sound_state(sound_curriculum(new))
    except NoSuchRevisionError as error:
        misunderstood(str(error))
    if not was.is_sound:
        click.echo(
            f"At '{base}' the curriculum has {counted(was.count(Severity.ERROR), 'error')}: what "
            "its paths are there cannot be told."
        )
        return
    before = sound_state(was)
    found = difference(before, after)
    if form == "json":
        print_json(difference_data(found))
    else:
        click.echo(difference_text(found, before, after, markdown=form == "markdown"))


def _two_sides(base: str, head: str | None, folder: Path) -> tuple[str, str | None]:
    """BASE and HEAD; of BASE...HEAD the revision at which they parted, and HEAD."""
    one, dots, other = base.partition("...")
    if not dots or head is not None or Path(base).is_dir():
        return base, head
    other = other or "HEAD"
    return merge_base(one or "HEAD", other, folder), other


@click.command("health")
@click.option("--role", help="Only what the path to this role still lacks.")
@curriculum_option
@format_option
def health_command(role: str | None, folder: Path, form: Format) -> None:
    """How the curriculum is doing, and what to work on next."""
    sound = sound_curriculum(folder)
    paths = paths_of(sound)
    parts = sound.curriculum, sound.graph, paths
    if role is not None:
        require_known(sound, [role], [], [], [])
        _tell_path(health(*parts), paths[role], form)
        return
    found, hints = health(*parts), reorderings(*parts)
    if form == "json":
        print_json(health_data(found, hints))
    else:
        click.echo(health_text(found, hints))


def _tell_path(found: Health, path: LearningPath, form: Format) -> None:
    gaps = [gap for gap in found.work_next if gap.topic in path.topics]
    if form == "json":
        print_json([{"topic": gap.topic, "missing": list(gap.missing)} for gap in gaps])
    else:
        click.echo(path_gaps_text(gaps, len(path.topics)))

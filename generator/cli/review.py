"""Commands of a maintainer: what an edit does, and how the curriculum is doing."""

from __future__ import annotations

from pathlib import Path

import click

from generator.build import paths_of
from generator.cli.shared import (
    curriculum_option,
    format_option,
    markdown_option,
    misunderstood,
    print_json,
    require_known,
    sound_curriculum,
)
from generator.cli.states import state_at
from generator.diff import difference
from generator.health import Health, health, reorderings
from generator.history import NoSuchRevisionError, merge_base
from generator.paths import LearningPath
from generator.report import (
    Format,
    difference_data,
    difference_text,
    health_data,
    health_text,
    path_gaps_text,
)


@click.command("diff")
@click.argument("base")
@click.argument("head", required=False)
@curriculum_option
@markdown_option("a pull request")
def diff_command(base: str, head: str | None, folder: Path, form: str) -> None:
    """What changes from BASE to HEAD, each a folder or a git revision, in words.

    Without HEAD, the curriculum as it stands is compared. BASE...HEAD, in one word as git has it,
    tells only what HEAD did since the two parted. In Markdown, for a pull request, errors of BASE
    are told and fail nothing: they are not the contributor's.
    """
    try:
        base, head = _sides(base, head, folder)
        after = state_at(head or str(folder), folder)
        before = state_at(base, folder, is_excused=form == "markdown")
    except NoSuchRevisionError as error:
        misunderstood(str(error))
    found = difference(before, after)
    if form == "json":
        print_json(difference_data(found))
    else:
        click.echo(difference_text(found, markdown=form == "markdown"))


def _sides(base: str, head: str | None, folder: Path) -> tuple[str, str | None]:
    """BASE and HEAD as they are given; of BASE...HEAD, where the two parted, and HEAD."""
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

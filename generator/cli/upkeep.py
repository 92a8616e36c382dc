"""Commands of every week: which links lead nowhere, and what is to be reviewed again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal

import click

from generator.cli.shared import (
    curriculum_option,
    markdown_option,
    misunderstood,
    print_json,
    sound_curriculum,
)
from generator.health.due import due_reviews
from generator.health.links import (
    DeadLink,
    ExternalLink,
    NotAReportError,
    dead_links,
    external_links,
)
from generator.report import (
    dead_links_markdown,
    dead_links_text,
    links_data,
    links_markdown,
    links_text,
    reviews_data,
    reviews_markdown,
    reviews_text,
)

Format = Literal["text", "markdown", "json"]

upkeep_format_option = markdown_option("an issue (nothing where nothing is to do)")


@click.command("reviews")
@click.option(
    "--on",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day to tell it for; today where it is not given.",
)
@curriculum_option
@upkeep_format_option
def reviews_command(day: datetime | None, folder: Path, form: Format) -> None:
    """The topics whose review is due, by their durability and the intervals of curriculum.yml."""
    on = (day or datetime.now().astimezone()).date()
    sound = sound_curriculum(folder)
    due = due_reviews(sound.curriculum, on, sound.locate)
    match form:
        case "json":
            print_json(reviews_data(due))
        case "markdown":
            _print_part(reviews_markdown(due))
        case "text":
            click.echo(reviews_text(due, on))


@click.command("links")
@click.option(
    "--report",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What lychee wrote by --format json: tell only the links that lead nowhere.",
)
@curriculum_option
@upkeep_format_option
def links_command(report: Path | None, folder: Path, form: Format) -> None:
    """Every address outside that the curriculum links to, with file and line."""
    sound = sound_curriculum(folder)
    links = external_links(sound.curriculum, sound.locate)
    if report is not None:
        _tell_dead(_dead(report, links), len(links), form)
    elif form == "json":
        print_json(links_data(links))
    else:
        _print_part(links_markdown(links) if form == "markdown" else links_text(links))


def _dead(report: Path, links: Sequence[ExternalLink]) -> tuple[DeadLink, ...]:
    try:
        return dead_links(report.read_text(encoding="utf-8"), links)
    except (NotAReportError, UnicodeDecodeError) as error:
        misunderstood(f"{report} is no report of lychee --format json: {error}")


def _tell_dead(dead: Sequence[DeadLink], links: int, form: Format) -> None:
    match form:
        case "json":
            print_json(links_data(dead))
        case "markdown":
            _print_part(dead_links_markdown(dead))
        case "text":
            click.echo(dead_links_text(dead, links))


def _print_part(text: str) -> None:
    """Nothing for nothing: not even a line break."""
    if text:
        click.echo(text)

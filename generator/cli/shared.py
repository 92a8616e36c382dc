"""What several commands share: options, the sound curriculum, and how a call is refused."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from generator.build import Checked, checked
from generator.diagnostics import Severity, did_you_mean
from generator.report import report, summary

FAILED = 1

Command = TypeVar("Command", bound=Callable[..., Any])


def no_file(_: click.Context, __: click.Parameter, path: Path) -> Path:
    """The path, if it is no file: one file alone cannot be checked, as others refer to it."""
    if not path.is_dir():
        raise click.BadParameter(f"'{path}' is a file: name the folder of a curriculum")
    return path


curriculum_option = click.option(
    "--curriculum",
    "folder",
    type=click.Path(exists=True, path_type=Path),
    callback=no_file,
    default=Path("curriculum"),
    show_default=True,
    help="The curriculum folder.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text to read, or JSON for programs.",
)


def markdown_option(place: str) -> Callable[[Command], Command]:
    """The option of commands that also write Markdown, for the place that shows it."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["text", "markdown", "json"]),
        default="text",
        show_default=True,
        help=f"Text to read, Markdown for {place}, or JSON for programs.",
    )


background_option = click.option(
    "--background", "backgrounds", multiple=True, help="Where you come from; repeatable."
)
know_option = click.option("--know", "known", multiple=True, help="A topic you know; repeatable.")


def sound_curriculum(folder: Path, not_done: str = "") -> Checked:
    """The curriculum, or the end of the command where it has errors, and what is not done then."""
    result = checked(folder)
    if not result.is_sound:
        them = "this" if result.count(Severity.ERROR) == 1 else "these"
        last = f"\nmend {them} first; {not_done}" if not_done else ""
        refuse_errors(result, f"{summary_line(result)}{last}")
    return result


def refuse_errors(result: Checked, last: str) -> NoReturn:
    """Every error, a last line, and the end of the command."""
    errors = [d for d in result.diagnostics if d.severity is Severity.ERROR]
    click.echo(report(errors, "text", site_address()), err=True)
    click.echo(last, err=True)
    raise SystemExit(FAILED)


def site_address() -> str:
    """Where the site is served, if the environment says so; `mkdocs.yml` asks the same name."""
    return os.environ.get("FAIRWAY_SITE_URL", "")


def summary_line(result: Checked) -> str:
    curriculum = result.curriculum
    return summary(result.diagnostics, len(curriculum.topics), len(curriculum.roles))


def require_known(
    sound: Checked,
    roles: Iterable[str],
    topics: Iterable[str],
    backgrounds: Iterable[str],
    known: Iterable[str],
) -> None:
    curriculum = sound.curriculum
    for kind, ids, there in (
        ("role", roles, curriculum.roles),
        ("topic", [*topics, *known], curriculum.topics),
        ("background", backgrounds, curriculum.backgrounds),
    ):
        for name in ids:
            if name not in there:
                titles = {key: entity.title for key, entity in there.items()}
                listed = f"known: {', '.join(sorted(there)[:20])}"
                hint = did_you_mean(name, there, titles) or listed
                misunderstood(f"there is no {kind} '{name}'; {hint}")


def misunderstood(message: str) -> NoReturn:
    raise click.UsageError(message)


def print_json(data: object) -> None:
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))

"""Commands on the curriculum as a whole: check it, build its site, keep what editors need."""

from __future__ import annotations

from pathlib import Path

import click

from generator.build import checked, site
from generator.cli.shared import (
    FAILED,
    curriculum_option,
    misunderstood,
    no_file,
    site_address,
    sound_curriculum,
    summary_line,
)
from generator.diagnostics import Code, Severity
from generator.edit import write_schemas
from generator.headers import write_headers
from generator.report import Format, explanation_text, report
from generator.sync import sync


@click.command("check")
@click.argument(
    "folder",
    type=click.Path(exists=True, path_type=Path),
    callback=no_file,
    default=Path("curriculum"),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "markdown"]),
    default="text",
    show_default=True,
    help="Text to read, JSON for programs, annotations for GitHub, or a list in Markdown.",
)
@click.option("--strict", is_flag=True, help="Let warnings fail as well.")
@click.option("--notes/--no-notes", default=False, help="Also print what is still to be done.")
def check_command(folder: Path, form: Format, *, strict: bool, notes: bool) -> None:
    """Say everything that is wrong with the curriculum in FOLDER."""
    result = checked(folder)
    shown = [d for d in result.diagnostics if notes or d.severity is not Severity.NOTE]
    text = report(shown, form, site_address())
    if text:
        click.echo(text)
    if text and form == "markdown":
        click.echo()  # which ends the list
    are_hidden = form == "text" and not notes and result.count(Severity.NOTE)
    last = summary_line(result) + (" (shown by --notes)" if are_hidden else "")
    click.echo(last, err=form in ("json", "github"))
    if not result.is_sound or (strict and result.count(Severity.WARNING)):
        raise SystemExit(FAILED)


@click.command("build")
@curriculum_option
@click.option(
    "--docs",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("docs"),
    show_default=True,
    help="The hand-written pages.",
)
@click.option(
    "--to",
    "target",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("build/docs"),
    show_default=True,
    help="Where the Markdown of the site goes; what is stale there is deleted.",
)
def build_command(folder: Path, docs: Path, target: Path) -> None:
    """Write the pages of the site as Markdown, if the curriculum has no errors."""
    made = site(folder, docs)
    wrong = [d for d in made.diagnostics if d.severity is not Severity.NOTE]
    if wrong:
        click.echo(report(wrong, "text", site_address()), err=True)
    if not made.is_sound:
        click.echo("nothing was written", err=True)
        raise SystemExit(FAILED)
    done = sync(made.files, docs, target)
    click.echo(
        f"{done.written} written, {done.unchanged} unchanged, {done.removed} removed in {target}"
    )


@click.command("headers")
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
def headers_command(site: Path) -> None:
    """Write the security headers of the built site in SITE into it, for the usual hosts."""
    for path in write_headers(site):
        click.echo(path)


@click.command("schema")
@curriculum_option
def schema_command(folder: Path) -> None:
    """Refresh the JSON Schemas by which editors complete keys and ids."""
    written = write_schemas(sound_curriculum(folder).curriculum, folder)
    click.echo(f"{written} written in {folder / 'schema'}")


@click.command("diagnostic")
@click.argument("code")
def diagnostic_command(code: str) -> None:
    """What a diagnostic means, why its rule exists and how to cure it."""
    known = [each.value for each in Code]
    if code.upper() not in known:
        misunderstood(f"there is no diagnostic '{code}'; the codes are {known[0]} to {known[-1]}")
    click.echo(explanation_text(Code(code.upper())))

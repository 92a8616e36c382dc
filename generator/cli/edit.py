"""Commands of a contributor that write into the curriculum: give another name, format."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import click

from generator.cli.shared import (
    FAILED,
    curriculum_option,
    misunderstood,
    sound_curriculum,
)
from generator.cli.writing import make, refuse, tried
from generator.edit import (
    Change,
    DisagreementError,
    RefusedError,
    Renaming,
    carry_out,
    formatting,
    mentions,
    place_after,
    renamed,
    understood,
    yaml_files,
)
from generator.history import committed
from generator.report import report
from generator.words import counted


@click.command("fmt")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--check", is_flag=True, help="Write nothing; fail if a file would change.")
@curriculum_option
def fmt_command(files: tuple[Path, ...], folder: Path, *, check: bool) -> None:
    """Bring FILES, or every YAML file of the curriculum, into the house style.

    Keys come in the order of the reference, and long text is wrapped. What a file says does not
    change; comments, quotes and literal blocks stay.
    """
    found = formatting(folder, _named(files, folder) if files else yaml_files(folder))
    for file in found.texts:
        click.echo(f"{folder / file}{' would change' if check else ''}")
    if found.diagnostics:
        click.echo(report(found.diagnostics, "text"), err=True)
    for file, why in found.refused.items():
        click.echo(f"{folder / file} stays as it is: {why}", err=True)
    if not check:
        carry_out(Change(texts=found.texts), folder)
    done = f"{counted(len(found.texts), 'file')} {'would change' if check else 'formatted'}"
    click.echo(f"{done}, {found.unchanged} in the house style already", err=True)
    if found.diagnostics or found.refused or (check and found.texts):
        raise SystemExit(FAILED)


def _named(files: tuple[Path, ...], folder: Path) -> list[str]:
    """The files as paths below the folder; all that are none of its YAML files are told."""
    whole, there = folder.resolve(), set(yaml_files(folder))
    below = {
        path: path.resolve().relative_to(whole).as_posix()
        for path in files
        if path.resolve().is_relative_to(whole)
    }
    strange = [str(path) for path in files if below.get(path) not in there]
    if strange:
        misunderstood(f"no YAML file of the curriculum in {folder}: {', '.join(strange)}")
    return sorted(set(below.values()))


@click.command("rename")
@click.argument("old")
@click.argument("new")
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option("--why", default="", help="For those who find the former id: why it is gone.")
@click.option("--new-here", is_flag=True, help="The former id was never published: forget it.")
@curriculum_option
def rename_command(
    old: str, new: str, why: str, folder: Path, *, dry_run: bool, new_here: bool
) -> None:
    """Give a topic, role or background the id NEW; every reference and link follows.

    NEW may be <domain>/<id>: then the topic moves. Where several kinds have the same id, write
    role:OLD. The former id of a topic leads on to the new one.
    """
    sound = sound_curriculum(folder, "nothing was written")
    try:
        renaming = understood(sound.curriculum, old, new)
        never_seen = not why and not new_here and _is_in_no_commit(renaming, folder)
        is_new = new_here or never_seen
        change = renamed(sound.curriculum, folder, renaming, why=why, is_new=is_new)
    except RefusedError as refused:
        refuse(*refused.faults)
    except DisagreementError as disagreement:
        click.echo(f"nothing was written: {disagreement}", err=True)
        raise SystemExit(FAILED) from None
    after = tried(change, folder)
    if never_seen:
        click.echo(f"no commit has '{renaming.old}' yet: it is forgotten, as by --new-here")
    if dry_run:
        click.echo(_shown(change, folder))
        return
    make(change, folder, after)
    for before, behind in change.moved:
        click.echo(f"{folder / before} -> {folder / behind}")
    for file in change.texts:
        click.echo(f"{folder / file}")
    if others := list(mentions(folder, renaming.old)) if renaming.old != renaming.new else []:
        click.echo("code names it as well; look whether it means this:")
        click.echo("\n".join(f"  {place}" for place in others))
    click.echo(f"next: make check, then `git add -N {folder}`, and read `git diff -M HEAD`")


def _is_in_no_commit(renaming: Renaming, folder: Path) -> bool:
    """Whether git keeps the curriculum, and nobody can have the former id from there."""
    kept = [file.split("/") for file in committed(folder)]
    kind, name = f"{renaming.kind}s", f"{renaming.old}.yml"
    return bool(kept) and not any(file[0] == kind and file[-1] == name for file in kept)


def _shown(change: Change, folder: Path) -> str:
    """The change as moves and a diff."""
    back = tuple((new, old) for old, new in change.moved)
    lines = [f"{folder / old} -> {folder / new}" for old, new in change.moved]
    for file, text in change.texts.items():
        before = folder / place_after(file, back)
        old_text = before.read_text("utf-8-sig") if before.exists() else ""
        lines += unified_diff(
            old_text.splitlines(), text.splitlines(), str(before), str(folder / file), lineterm=""
        )
    return "\n".join(lines)

"""The `curriculum` command. Says what other modules found; decides exit codes and nothing else.

Exit codes: 0 fine, 1 the curriculum has errors (with `--strict` also warnings), 2 the command was not
understood.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import click

from generator import __version__
from generator.build import Checked, checked, paths_of, site
from generator.diagnostics import Severity, did_you_mean
from generator.paths import knowledge, plan, why_chain
from generator.report import Format, plan_data, plan_text, report, summary, why_text
from generator.sync import sync

FAILED = 1

curriculum_option = click.option(
    "--curriculum",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
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
knowing_options = (
    click.option("--background", "backgrounds", multiple=True, help="Where you come from; repeatable."),
    click.option("--know", "known", multiple=True, help="A topic you know; repeatable."),
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="curriculum")
def main() -> None:
    """Check a curriculum, plan a path through it, build its site."""


@main.command("check")
@click.argument(
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path("curriculum"),
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True
)
@click.option("--strict", is_flag=True, help="Let warnings fail as well.")
@click.option("--notes/--no-notes", default=False, help="Also print what is still to be done.")
def check_command(folder: Path, form: Format, *, strict: bool, notes: bool) -> None:
    """Say everything that is wrong with the curriculum in FOLDER."""
    result = checked(folder)
    shown = [d for d in result.diagnostics if notes or d.severity is not Severity.NOTE]
    text = report(shown, form)
    if text:
        click.echo(text)
    click.echo(_summary(result), err=form != "text")
    if not result.is_sound or (strict and result.count(Severity.WARNING)):
        raise SystemExit(FAILED)


@main.command("build")
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
        click.echo(report(wrong, "text"), err=True)
    if not made.is_sound:
        click.echo("nothing was written", err=True)
        raise SystemExit(FAILED)
    done = sync(made.files, docs, target)
    click.echo(f"{done.written} written, {done.unchanged} unchanged, {done.removed} removed in {target}")


@main.command("plan")
@click.option("--role", "roles", multiple=True, help="A role to become; repeatable.")
@click.option("--topic", "topics", multiple=True, help="A single topic to reach; repeatable.")
@knowing_options[0]
@knowing_options[1]
@click.option(
    "--hours-per-week", "pace", type=click.FloatRange(1, 60), default=6, show_default=True
)
@curriculum_option
@format_option
def plan_command(
    roles: tuple[str, ...],
    topics: tuple[str, ...],
    backgrounds: tuple[str, ...],
    known: tuple[str, ...],
    pace: float,
    folder: Path,
    form: Format,
) -> None:
    """What to learn for these goals, in which order, and how long it takes."""
    sound = _sound(folder)
    _require(roles or topics, "name a goal: --role or --topic")
    _known_ids(sound, roles, topics, backgrounds, known)
    knows = knowledge(sound.curriculum, backgrounds, known)
    made = plan(
        sound.curriculum,
        sound.graph,
        paths_of(sound),
        roles=roles,
        topics=topics,
        knows=knows,
        hours_a_week=pace,
    )
    if form == "json":
        _print_json(plan_data(made))
    else:
        click.echo(plan_text(made, sound.curriculum))


@main.command("explain")
@click.argument("role")
@click.argument("topic")
@knowing_options[0]
@knowing_options[1]
@curriculum_option
@format_option
def explain_command(
    role: str,
    topic: str,
    backgrounds: tuple[str, ...],
    known: tuple[str, ...],
    folder: Path,
    form: Format,
) -> None:
    """Why is TOPIC on the path to ROLE? The chain of whys."""
    sound = _sound(folder)
    _known_ids(sound, [role], [topic], backgrounds, known)
    knows = knowledge(sound.curriculum, backgrounds, known)
    goals = sound.curriculum.roles[role].goals
    chain = why_chain(goals, topic, sound.curriculum, sound.graph, knows.known)
    if form == "json":
        links = [{"topic": link.topic, "needs": link.needs, "why": link.why} for link in chain or ()]
        _print_json({"role": role, "topic": topic, "on_path": chain is not None, "chain": links})
    else:
        click.echo(why_text(role, topic, chain, sound.curriculum))


@main.command("ready")
@click.option("--role", "roles", multiple=True, help="Only topics on the path to this role.")
@knowing_options[0]
@knowing_options[1]
@curriculum_option
@format_option
def ready_command(
    roles: tuple[str, ...],
    backgrounds: tuple[str, ...],
    known: tuple[str, ...],
    folder: Path,
    form: Format,
) -> None:
    """The topics you could begin today: everything they need is known."""
    sound = _sound(folder)
    _known_ids(sound, roles, [], backgrounds, known)
    knows = knowledge(sound.curriculum, backgrounds, known)
    goals = [goal for role in roles for goal in sound.curriculum.roles[role].goals]
    among = sound.graph.needed(goals, knows.known) if roles else sound.graph.topics
    ready = sound.graph.outer_fringe(knows.known, among)
    if form == "json":
        _print_json({"ready": list(ready)})
        return
    for topic in ready:
        entity = sound.curriculum.topics[topic]
        click.echo(f"{topic:34} {entity.hours:>5g} h  {entity.title}")


def _sound(folder: Path) -> Checked:
    """The curriculum, or the end of the command where it has errors."""
    result = checked(folder)
    if not result.is_sound:
        errors = [d for d in result.diagnostics if d.severity is Severity.ERROR]
        click.echo(report(errors, "text"), err=True)
        click.echo(_summary(result), err=True)
        raise SystemExit(FAILED)
    return result


def _summary(result: Checked) -> str:
    curriculum = result.curriculum
    return summary(result.diagnostics, len(curriculum.topics), len(curriculum.roles))


def _known_ids(
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
            hint = did_you_mean(name, there) or f"known: {', '.join(sorted(there)[:20])}"
            _require(name in there, f"there is no {kind} '{name}'; {hint}")


def _require(condition: object, message: str) -> None:
    if not condition:
        _misunderstood(message)


def _misunderstood(message: str) -> NoReturn:
    raise click.UsageError(message)


def _print_json(data: object) -> None:
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))

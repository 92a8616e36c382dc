"""Commands of a learner: what to learn, why, and what could begin today."""

from __future__ import annotations

from pathlib import Path

import click

from generator.build import paths_of
from generator.cli.shared import (
    background_option,
    curriculum_option,
    format_option,
    know_option,
    misunderstood,
    print_json,
    require_known,
    sound_curriculum,
)
from generator.export import plan_data
from generator.paths import knowledge, plan, why_chain
from generator.report import Format, plan_text, topic_row, why_text


@click.command("plan")
@click.option("--role", "roles", multiple=True, help="A role to become; repeatable.")
@click.option("--topic", "topics", multiple=True, help="A single topic to reach; repeatable.")
@background_option
@know_option
@click.option(
    "--hours-per-week",
    "pace",
    type=click.FloatRange(1, 60),
    default=6,
    show_default=True,
    help="How long you study each week.",
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
    sound = sound_curriculum(folder)
    if not roles and not topics:
        misunderstood("name a goal: --role or --topic")
    require_known(sound, roles, topics, backgrounds, known)
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
        print_json(plan_data(made))
    else:
        click.echo(plan_text(made, sound.curriculum, knows))


@click.command("explain")
@click.argument("role")
@click.argument("topic")
@background_option
@know_option
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
    sound = sound_curriculum(folder)
    require_known(sound, [role], [topic], backgrounds, known)
    knows = knowledge(sound.curriculum, backgrounds, known)
    goals = sound.curriculum.roles[role].goals
    chain = why_chain(goals, topic, sound.curriculum, sound.graph, knows.known)
    if form == "json":
        links = [
            {"topic": link.topic, "needs": link.needs, "why": link.why} for link in chain or ()
        ]
        print_json({"role": role, "topic": topic, "on_path": chain is not None, "chain": links})
    else:
        click.echo(why_text(role, topic, chain, sound.curriculum))


@click.command("ready")
@click.option("--role", "roles", multiple=True, help="Only topics on the path to this role.")
@background_option
@know_option
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
    sound = sound_curriculum(folder)
    require_known(sound, roles, [], backgrounds, known)
    knows = knowledge(sound.curriculum, backgrounds, known)
    goals = [goal for role in roles for goal in sound.curriculum.roles[role].goals]
    among = sound.graph.needed(goals, knows.known) if roles else sound.graph.topics
    ready = sound.graph.outer_fringe(knows.known, among)
    if form == "json":
        print_json({"ready": list(ready)})
        return
    for topic in ready:
        click.echo(topic_row(topic, sound.curriculum, knows))

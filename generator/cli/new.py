"""`curriculum new`: begin a topic, a role or a background with a file that passes the checks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, get_args

import click

from generator.build import Checked
from generator.cli.asking import (
    Entry,
    Question,
    answers,
    ask_choice,
    ask_hours,
    ask_line,
    ask_list,
    ask_text,
)
from generator.cli.shared import curriculum_option, sound_curriculum
from generator.cli.writing import make, refuse, tried
from generator.diagnostics import Severity
from generator.edit import (
    Change,
    RefusedError,
    given_faults,
    name_faults,
    new_background,
    new_role,
    new_topic,
    topic_fault,
    topic_place_faults,
)
from generator.model import (
    LEVELS,
    Background,
    Curriculum,
    Durability,
    Edge,
    Milestone,
    Role,
    RoleKind,
    Topic,
)
from generator.pages.addresses import folder_of, role_path, topic_path
from generator.report import report
from generator.words import counted

Edges = tuple[tuple[str, str], ...]


@click.group("new")
def new_command() -> None:
    """Begin a topic, a role or a background: a file that passes, with the rest marked in it.

    What no option says is asked.
    """


@new_command.command("topic")
@click.argument("place", metavar="DOMAIN/ID")
@click.option("--title", help="At most 48 characters.")
@click.option("--summary", help="One sentence: what it is and what for.")
@click.option("--level", type=click.Choice(LEVELS), help="Never falls along a prerequisite.")
@click.option("--hours", type=float, help="Study time, practice included.")
@click.option("--durability", type=click.Choice(get_args(Durability)), help="How fast it dates.")
@click.option("--lasts", help="What of it will last and what will date.")
@click.option(
    "--prerequisite",
    "prerequisites",
    nargs=2,
    multiple=True,
    metavar="ID WHY",
    help="A topic whose content it directly uses, and what of it; repeatable.",
)
@click.option(
    "--outcome",
    "outcomes",
    multiple=True,
    help="What the learner can then do, beginning with a verb; three to five times.",
)
@click.option("--because", "added_because", help="Why it is here although no document names it.")
@curriculum_option
def topic_command(
    place: str, folder: Path, prerequisites: Edges, outcomes: tuple[str, ...], **given: Any
) -> None:
    """Begin the topic DOMAIN/ID, such as retrieval/query-rewriting."""
    sound = sound_curriculum(folder, "nothing was begun")
    curriculum = sound.curriculum
    edges = tuple({"topic": topic, "why": why} for topic, why in prerequisites)
    given |= {"prerequisites": edges, "outcomes": outcomes}
    faults = topic_place_faults(curriculum, place)
    faults_of = partial(given_faults, curriculum, Topic)
    asked = answers(_topic_questions(curriculum), given, faults, faults_of)
    name = place.rpartition("/")[2].removesuffix(".yml")
    _add(
        sound,
        folder,
        partial(new_topic, curriculum, place, asked),
        f"write its lesson beside it, as {name}.md",
        f"add '{name}' under 'goals' of a role that needs it, and under 'after' of the milestone "
        "that uses it first",
        page=folder_of(topic_path(name)),
    )


def _topic_questions(curriculum: Curriculum) -> list[Question]:
    def edge(entry: Entry) -> dict[str, str]:
        before = [edge["topic"] for edge in entry.before]
        topic = ask_line(entry, before, partial(topic_fault, curriculum))
        return {"topic": topic, "why": why()} if topic else {}

    why = ask_text(Edge, "why", means="One sentence: what of that topic this one uses")

    return [
        Question("title", "--title", ask_text(Topic, "title")),
        Question("summary", "--summary", ask_text(Topic, "summary")),
        Question("level", "--level", ask_choice(Topic, "level", LEVELS)),
        Question("hours", "--hours", ask_hours(Topic, "hours", "hours")),
        Question(
            "durability", "--durability", ask_choice(Topic, "durability", get_args(Durability))
        ),
        Question("lasts", "--lasts", ask_text(Topic, "lasts")),
        Question(
            "prerequisites",
            "--prerequisite",
            ask_list(
                "prerequisite",
                "Every topic whose content this one directly uses, by id; Enter ends the list.",
                edge,
            ),
            is_needed=False,
        ),
        Question(
            "outcomes",
            "--outcome",
            ask_list(
                "outcome",
                "Three to five things the learner can then do, each beginning with a verb one can "
                "observe:\nWrite, Compute, Diagnose, Compare. Enter ends the list.",
                lambda entry: ask_line(entry, entry.before, lambda _: ""),
                fewest=3,
                most=5,
            ),
        ),
        Question(
            "added_because",
            "--because",
            ask_text(Topic, "added_because", words="because (Enter for nothing)", can_skip=True),
            is_needed=False,
        ),
    ]


@new_command.command("role")
@click.argument("name", metavar="ID")
@click.option("--title", help="As one finds it in advertisements.")
@click.option("--kind", type=click.Choice(get_args(RoleKind)), help="What sort of name it is.")
@click.option("--summary", help="One sentence: what somebody in this role does.")
@click.option("--goal", "goals", multiple=True, help="A topic the role needs; repeatable.")
@click.option("--milestone", help="The title of the first milestone.")
@click.option("--project", help="What the learner builds there.")
@click.option("--project-hours", type=float, help="Hours the project takes.")
@click.option("--enables", help="What the learner can do at work from there on.")
@curriculum_option
def role_command(name: str, folder: Path, **given: Any) -> None:
    """Begin the role ID, such as retrieval-engineer, with one milestone."""
    sound = sound_curriculum(folder, "nothing was begun")
    curriculum = sound.curriculum
    faults = name_faults("role", name, curriculum.roles)
    faults_of = partial(given_faults, curriculum, Role)
    asked = answers(_role_questions(curriculum), given, faults, faults_of)
    milestone = {
        "title": asked.pop("milestone"),
        "after": asked["goals"],
        **{key: asked.pop(key) for key in ("project", "project_hours", "enables")},
    }
    _add(
        sound,
        folder,
        partial(new_role, curriculum, name, {**asked, "milestones": (milestone,)}),
        "cut the path into milestones that are worth stopping at",
        f"read the path: curriculum plan --role {name}",
        page=folder_of(role_path(name)),
    )


def _role_questions(curriculum: Curriculum) -> list[Question]:
    return [
        Question("title", "--title", ask_text(Role, "title")),
        Question("kind", "--kind", ask_choice(Role, "kind", get_args(RoleKind))),
        Question("summary", "--summary", ask_text(Role, "summary")),
        Question(
            "goals",
            "--goal",
            ask_list(
                "goal",
                "The topics the role needs, by id; their prerequisites follow by themselves.\n"
                "Enter ends the list.",
                _known_topic(curriculum),
                fewest=1,
            ),
        ),
        Question("milestone", "--milestone", ask_text(Milestone, "title", words="first milestone")),
        Question("project", "--project", ask_text(Milestone, "project", words="its project")),
        Question(
            "project_hours",
            "--project-hours",
            ask_hours(Milestone, "project_hours", "hours of the project"),
        ),
        Question("enables", "--enables", ask_text(Milestone, "enables")),
    ]


@new_command.command("background")
@click.argument("name", metavar="ID")
@click.option("--title", help="What people call themselves who come from there.")
@click.option("--summary", help="One sentence to them: what they have done so far.")
@click.option("--knows", multiple=True, help="A topic they know, each one named; repeatable.")
@curriculum_option
def background_command(name: str, folder: Path, **given: Any) -> None:
    """Begin the background ID, such as data-analyst."""
    sound = sound_curriculum(folder, "nothing was begun")
    curriculum = sound.curriculum
    faults = name_faults("background", name, curriculum.backgrounds)
    faults_of = partial(given_faults, curriculum, Background)
    questions = [
        Question("title", "--title", ask_text(Background, "title")),
        Question("summary", "--summary", ask_text(Background, "summary")),
        Question(
            "knows",
            "--knows",
            ask_list(
                "knows",
                "The topics they know, by id, each one named; Enter ends the list.",
                _known_topic(curriculum),
            ),
            is_needed=False,
        ),
    ]
    _add(
        sound,
        folder,
        partial(new_background, curriculum, name, answers(questions, given, faults, faults_of)),
        f"read a path from there: curriculum plan --background {name} --role ...",
    )


def _known_topic(curriculum: Curriculum) -> Callable[[Entry], str]:
    return lambda entry: ask_line(entry, entry.before, partial(topic_fault, curriculum))


def _add(
    sound: Checked, folder: Path, added: Callable[[], Change], *next_steps: str, page: str = ""
) -> None:
    try:
        change = added()
    except RefusedError as refused:
        refuse(*refused.faults)
    after = tried(change, folder, shows_texts=True)
    schemas = make(change, folder, after)
    for file in change.texts:
        click.echo(f"wrote {folder / file}")
    if schemas:
        files = counted(schemas, "file")
        click.echo(f"also changed: {files} in {folder / 'schema'} (send them along)")
    news = set(after.diagnostics) - set(sound.diagnostics)
    warnings = [d for d in after.diagnostics if d in news and d.severity is Severity.WARNING]
    if warnings:
        click.echo(report(warnings, "text"))
    first = ["mend the warnings above"] if warnings else []
    last = ["make check", f"make serve, and in the preview: {page}" if page else "make serve"]
    steps = [*first, "fill in what is marked TO DO", *next_steps, *last]
    click.echo("\n".join(["next:", *(f"  - {step}" for step in steps)]))

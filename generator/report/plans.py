"""Plans and chains of whys, to read in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from generator.model import Curriculum
from generator.paths import Knowledge, Link, Plan
from generator.words import counted


def plan_text(made: Plan, curriculum: Curriculum, knows: Knowledge) -> str:
    """A plan to read in a terminal: this week, then the path by milestone."""
    if not made.stages:
        return "Nothing is left to learn: you know all of it."
    low, high = made.weeks
    lines = [
        (
            f"{counted(len(made.order), 'topic')} left: {made.hours:g} h of study and "
            f"{made.project_hours:g} h of projects, about {low} to {high} weeks at "
            f"{made.hours_a_week:g} h a week."
        ),
        "",
        "This week",
    ]
    for session in made.this_week:
        whole = session.hours == session.hours_left
        rest = "" if whole else f" this week of {session.hours_left:g} h left"
        lines.append(f"  {curriculum.topics[session.topic].title}: {session.hours:g} h{rest}")
    for number, stage in enumerate(made.stages, 1):
        project = f" + {stage.project_hours:g} h project" if stage.project else ""
        lines += ["", f"{number}. {stage.title}: {stage.hours:g} h{project}"]
        lines += [f"   {topic_row(topic, curriculum, knows)}" for topic in stage.topics]
        if stage.project:
            lines += [
                f"   Project, {stage.project_hours:g} h: {stage.project}",
                f"   From here on: {stage.enables}",
            ]
    return "\n".join(lines)


def topic_row(topic: str, curriculum: Curriculum, knows: Knowledge) -> str:
    """A topic's id, hours and title; of a topic partly known, the hours left and all of them."""
    entity = curriculum.topics[topic]
    left = knows.hours(topic, curriculum)
    part = f" left of {entity.hours:g} h" if left < entity.hours else ""
    return f"{topic:34} {left:>5g} h{part:<14} {entity.title}"


def why_text(role: str, topic: str, chain: Sequence[Link] | None, curriculum: Curriculum) -> str:
    """The chain of whys in sentences, from the role down to the topic."""
    title = curriculum.topics[topic].title
    if chain is None:
        return (
            f"'{title}' is not on the path to '{curriculum.roles[role].title}' for somebody with "
            "this knowledge."
        )
    goal = chain[0].topic if chain else topic
    lines = [f"'{curriculum.roles[role].title}' has the goal '{curriculum.topics[goal].title}'."]
    for link in chain:
        needs = curriculum.topics[link.needs].title
        lines.append(f"'{curriculum.topics[link.topic].title}' needs '{needs}': {link.why}")
    return "\n".join(lines)

"""A topic's page: what it is for, needs and unlocks, how to learn it, where it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model import Edge, Topic
from generator.pages import words
from generator.pages.addresses import (
    CONTRIBUTE,
    GLOSSARY,
    PLAN,
    TOPICS,
    brief_path,
    href,
    role_path,
    topic_path,
)
from generator.pages.atlas import Atlas, Place
from generator.pages.cards import (
    Cards,
    Link,
    Saying,
    cards,
    domain_link,
    sayings,
    topic_link,
)
from generator.pages.page import FrontMatter
from generator.pages.prose import lesson, prose
from generator.pages.rendering import Sheet
from generator.paths import next_uses

OPEN_ROLES = 4
BRACKET = 4
"""A side of the neighbourhood with more cards than this is no longer drawn as a bracket."""


@dataclass(frozen=True)
class Reason:
    """A topic to know before, and why; `is_implied` if another of the list rests on it anyway."""

    topic: Link
    why: str
    is_implied: bool


@dataclass(frozen=True)
class Elsewhere:
    """Where it is taught better than here."""

    title: str
    url: str
    part: str
    hours: str


@dataclass(frozen=True)
class Practice:
    task: str
    check: str
    for_real: str


@dataclass(frozen=True)
class Question:
    question: str
    answer: str


@dataclass(frozen=True)
class Reading:
    title: str
    url: str
    kind: str
    cost: str
    note: str


@dataclass(frozen=True)
class NextUse:
    """A topic of the path that uses this one, and how far on it stands."""

    topic: Link
    when: str


@dataclass(frozen=True)
class OnPath:
    """The topic's place on a role's path, and which topics there use it soonest."""

    role: Link
    place: str
    stage: str
    is_goal: bool
    next_uses: tuple[NextUse, ...]


@dataclass(frozen=True)
class TopicPage:
    path: str
    front: FrontMatter
    id: str
    title: str
    summary: str
    topics: str
    plan: str
    domain: Link
    hue: int
    level: str
    hours: str
    durability: str
    ageing: str
    reviewed: str
    outcomes: tuple[str, ...]
    terms: tuple[Link, ...]
    needs: Cards
    unlocks: Cards
    hood_shape: str
    prerequisites: tuple[Reason, ...]
    recommended: tuple[Reason, ...]
    lesson: str
    learn_at: Elsewhere | None
    lesson_file: str
    contribute: str
    practice: Practice | None
    briefs: tuple[Link, ...]
    questions: tuple[Question, ...]
    readings: tuple[Reading, ...]
    lasts: str
    on_paths: tuple[OnPath, ...]
    more_paths: tuple[OnPath, ...]
    sayings: tuple[Saying, ...]
    added_because: str


def topic_page(atlas: Atlas, topic: Topic) -> Sheet:
    return Sheet("topic", _context(atlas, topic))


def _context(atlas: Atlas, topic: Topic) -> TopicPage:
    here = topic_path(topic.id)
    graph = atlas.graph
    on_paths = tuple(_on_path(atlas, topic, place, here) for place in atlas.places[topic.id])
    shown = OPEN_ROLES if len(on_paths) > OPEN_ROLES + 1 else len(on_paths)
    needs = cards(atlas, _needed(topic, graph.implied(topic.id)), here)
    unlocks = cards(atlas, _in_order(atlas, graph.reduced_dependents(topic.id)), here)
    return TopicPage(
        path=here,
        front=_front(topic),
        id=topic.id,
        title=topic.title,
        summary=topic.summary,
        topics=href(here, TOPICS),
        plan=href(here, PLAN),
        domain=domain_link(atlas, topic.domain, here),
        hue=atlas.hues[topic.domain],
        level=words.LEVELS[topic.level],
        hours=words.counted(topic.hours, "hour"),
        durability=words.DURABILITY[topic.durability],
        ageing=words.AGEING[topic.durability],
        reviewed=topic.reviewed.isoformat() if topic.reviewed else "",
        outcomes=topic.outcomes,
        terms=_terms(atlas, topic, here),
        needs=needs,
        unlocks=unlocks,
        hood_shape=_hood_shape(needs, unlocks),
        prerequisites=_reasons(atlas, topic.prerequisites, graph.implied(topic.id), here),
        recommended=_reasons(atlas, topic.recommended, (), here),
        lesson=lesson(topic.lesson, here, topic.pictures) if topic.lesson else "",
        learn_at=_elsewhere(topic),
        lesson_file=f"curriculum/{topic.lesson_file}",
        contribute=href(here, CONTRIBUTE),
        practice=_practice(topic, here),
        briefs=_briefs(atlas, topic, here),
        questions=tuple(Question(q.question, prose(q.answer, here)) for q in topic.questions),
        readings=tuple(Reading(r.title, r.url, r.kind, r.cost, r.note) for r in topic.resources),
        lasts=topic.lasts,
        on_paths=on_paths[:shown],
        more_paths=on_paths[shown:],
        sayings=sayings(atlas, topic.sources, here),
        added_because=topic.added_because or "",
    )


def _front(topic: Topic) -> FrontMatter:
    return FrontMatter(
        title=topic.title,
        description=topic.summary,
        section="topics/",
        boost=2,
        live="topic",
        source_file=f"curriculum/{topic.file}",
        lesson_file=f"curriculum/{topic.lesson_file}" if topic.lesson else "",
    )


def _terms(atlas: Atlas, topic: Topic, here: str) -> tuple[Link, ...]:
    """The terms taught here: what a learner may know the topic by, and type into the search."""
    return tuple(
        Link(term.term, href(here, GLOSSARY, term.id)) for term in atlas.terms.get(topic.id, ())
    )


def _in_order(atlas: Atlas, topics: Iterable[str]) -> list[str]:
    return sorted(set(topics), key=atlas.rank.__getitem__)


def _hood_shape(needs: Cards, unlocks: Cards) -> str:
    """A bracket around the topic where both sides are short, else rows over and under it."""
    sides = (len(needs.shown), len(unlocks.shown))
    return "bracket" if all(sides) and max(sides) <= BRACKET else "rows"


def _needed(topic: Topic, implied: tuple[str, ...]) -> list[str]:
    """The reduced prerequisites, as the author ordered them."""
    return [edge.topic for edge in topic.prerequisites if edge.topic not in implied]


def _reasons(
    atlas: Atlas, edges: tuple[Edge, ...], implied: tuple[str, ...], here: str
) -> tuple[Reason, ...]:
    """As the author ordered them, those that others imply last."""
    reasons = [
        Reason(topic_link(atlas, edge.topic, here), edge.why or "", edge.topic in implied)
        for edge in edges
    ]
    return tuple(sorted(reasons, key=lambda reason: reason.is_implied))


def _elsewhere(topic: Topic) -> Elsewhere | None:
    there = topic.learn_at
    if there is None:
        return None
    return Elsewhere(there.title, there.url, there.part, words.counted(there.hours, "hour"))


def _practice(topic: Topic, here: str) -> Practice | None:
    exercise = topic.exercise
    if exercise is None:
        return None
    for_real = prose(exercise.for_real, here) if exercise.for_real else ""
    return Practice(prose(exercise.task, here), prose(exercise.check, here), for_real)


def _briefs(atlas: Atlas, topic: Topic, here: str) -> tuple[Link, ...]:
    """The milestones of projects that use this topic."""
    return tuple(
        Link(f"{project.title}: {part.title}", href(here, brief_path(project.id, part.id)))
        for project in atlas.curriculum.projects.values()
        for part in project.milestones
        if topic.id in part.topics
    )


def _on_path(atlas: Atlas, topic: Topic, place: Place, here: str) -> OnPath:
    path = atlas.paths[place.role]
    return OnPath(
        role=Link(path.role.title, href(here, role_path(place.role), f"stage-{place.stage}")),
        place=f"{words.ordinal(place.place)} of {len(path.topics)}",
        stage=f"Stage {place.stage}, {path.stages[place.stage - 1].milestone.title}",
        is_goal=topic.id in path.role.goals,
        next_uses=tuple(
            NextUse(topic_link(atlas, use.topic, here), words.steps_on(use.steps))
            for use in next_uses(topic.id, path, atlas.graph)
        ),
    )

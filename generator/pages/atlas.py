"""Everything the pages look up, worked out once: who uses what, where it stands, what is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.graph import PrerequisiteGraph
from generator.model import Background, Curriculum, Domain, Role, Source, SourceItem, Term, Topic
from generator.pages.addresses import GLOSSARY, QUESTIONS, ROLES, role_path, topic_path
from generator.paths import LearningPath, Plan, knowledge, plan, reading_order

HOURS_A_WEEK = 6
"""What every number of weeks on the site assumes."""

HUES = 14


@dataclass(frozen=True)
class Place:
    """Where a topic stands on a role's path; both count from 1."""

    role: str
    place: int
    stage: int


@dataclass(frozen=True)
class TakenUp:
    """What takes up a source item; `path` and `anchor` say where that is shown."""

    kind: str
    title: str
    path: str
    anchor: str = ""


@dataclass(frozen=True)
class Atlas:
    curriculum: Curriculum
    graph: PrerequisiteGraph
    paths: Mapping[str, LearningPath]

    def topic(self, topic: str) -> Topic:
        return self.curriculum.topics[topic]

    @cached_property
    def domains(self) -> dict[str, Domain]:
        return {domain.id: domain for domain in self.curriculum.domains}

    @cached_property
    def hues(self) -> dict[str, int]:
        """Domain -> the number of its colour, from 1."""
        return {domain: n % HUES + 1 for n, domain in enumerate(self.domains)}

    @cached_property
    def reading_order(self) -> tuple[str, ...]:
        return reading_order(self.graph, self.paths)

    @cached_property
    def rank(self) -> dict[str, int]:
        """Topic -> its place in the reading order."""
        return {topic: n for n, topic in enumerate(self.reading_order)}

    @cached_property
    def roles_by_title(self) -> tuple[Role, ...]:
        return tuple(sorted(self.curriculum.roles.values(), key=lambda r: (r.title, r.id)))

    @cached_property
    def backgrounds_by_title(self) -> tuple[Background, ...]:
        return tuple(sorted(self.curriculum.backgrounds.values(), key=lambda b: (b.title, b.id)))

    @cached_property
    def paths_by_hours(self) -> tuple[LearningPath, ...]:
        """The shortest path first; projects count."""
        return tuple(sorted(self.paths.values(), key=lambda p: (p.whole_hours, p.role.id)))

    def topics_of(self, domain: str) -> tuple[Topic, ...]:
        """The domain's topics in reading order."""
        return tuple(self._by_domain.get(domain, ()))

    @cached_property
    def _by_domain(self) -> dict[str, list[Topic]]:
        topics: dict[str, list[Topic]] = {}
        for topic in map(self.topic, self.reading_order):
            topics.setdefault(topic.domain, []).append(topic)
        return topics

    @cached_property
    def places(self) -> dict[str, tuple[Place, ...]]:
        """Topic -> its places on the role paths, by role."""
        places: dict[str, list[Place]] = {topic: [] for topic in self.graph.topics}
        for role in sorted(self.paths):
            place = 0
            for number, stage in enumerate(self.paths[role].stages, 1):
                for topic in stage.topics:
                    place += 1
                    places[topic].append(Place(role, place, number))
        return {topic: tuple(found) for topic, found in places.items()}

    @cached_property
    def plans(self) -> dict[tuple[str, str], Plan]:
        """(role, background) -> what is left of the role's path for that background."""
        brings = {b: knowledge(self.curriculum, [b]) for b in self.curriculum.backgrounds}
        return {
            (role, background): plan(
                self.curriculum,
                self.graph,
                self.paths,
                roles=[role],
                knows=knows,
                hours_a_week=HOURS_A_WEEK,
            )
            for role in self.paths
            for background, knows in brings.items()
        }

    @cached_property
    def items(self) -> dict[str, tuple[Source, SourceItem]]:
        """`<source>:<item>` -> the document and the item."""
        return {
            f"{source.id}:{item.id}": (source, item)
            for source in self.curriculum.sources.values()
            for item in source.items
        }

    @cached_property
    def retired(self) -> frozenset[str]:
        """Former topic ids, which have pages that lead on."""
        return frozenset(retired.id for retired in self.curriculum.retired)

    @cached_property
    def terms(self) -> dict[str, tuple[Term, ...]]:
        """Topic -> the glossary's terms it teaches, in the glossary's order."""
        terms: dict[str, tuple[Term, ...]] = {}
        for term in self.curriculum.glossary:
            if term.topic is not None:
                terms[term.topic] = (*terms.get(term.topic, ()), term)
        return terms

    @cached_property
    def taken_up(self) -> dict[str, tuple[TakenUp, ...]]:
        """`<source>:<item>` -> what takes it up."""
        users: dict[str, list[TakenUp]] = {item: [] for item in self.items}
        for item, user in self._uses():
            users[item].append(user)
        return {item: tuple(dict.fromkeys(found)) for item, found in users.items()}

    def _uses(self) -> Iterator[tuple[str, TakenUp]]:
        """Each item that something names, with what names it."""
        c = self.curriculum
        users = (
            *((t.sources, TakenUp("topic", t.title, topic_path(t.id))) for t in c.topics.values()),
            *((r.sources, TakenUp("role", r.title, role_path(r.id))) for r in c.roles.values()),
            *(
                (b.sources, TakenUp("background", b.title, ROLES, b.id))
                for b in c.backgrounds.values()
            ),
            *((q.asked_in, TakenUp("question", q.question, QUESTIONS, q.id)) for q in c.questions),
            *((t.sources, TakenUp("term", t.term, GLOSSARY, t.id)) for t in c.glossary),
        )
        for items, user in users:
            yield from ((item, user) for item in items)

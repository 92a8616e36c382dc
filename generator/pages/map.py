"""The map: every topic on one page, by domain, each domain in an order that can be learned."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import Domain
from generator.pages import words
from generator.pages.addresses import MAP, domain_path, href
from generator.pages.ask import Choice
from generator.pages.atlas import Atlas
from generator.pages.cards import Link, topic_link
from generator.pages.page import FrontMatter
from generator.pages.rendering import Sheet


@dataclass(frozen=True)
class Field:
    """A domain's row on the board."""

    anchor: str
    domain: Link
    hue: int
    topics: tuple[Link, ...]


@dataclass(frozen=True)
class MapPage:
    path: str
    front: FrontMatter
    topics: str
    edges: str
    roles: tuple[Choice, ...]
    fields: tuple[Field, ...]


def map_page(atlas: Atlas) -> Sheet:
    c = atlas.curriculum
    edges = sum(len(topic.prerequisites) for topic in c.topics.values())
    context = MapPage(
        path=MAP,
        front=FrontMatter(
            title="Map",
            description="Every topic on one page: what it needs, what it unlocks, what you know.",
            live="map",
            hide=("navigation", "toc"),
        ),
        topics=words.counted(len(c.topics), "topic"),
        edges=words.counted(edges, "prerequisite"),
        roles=tuple(Choice(role.id, role.title) for role in atlas.roles_by_title),
        fields=tuple(field for domain in c.domains if (field := _field(atlas, domain)).topics),
    )
    return Sheet("map", context)


def _field(atlas: Atlas, domain: Domain) -> Field:
    return Field(
        anchor=domain.id,
        domain=Link(domain.title, href(MAP, domain_path(domain.id))),
        hue=atlas.hues[domain.id],
        topics=tuple(topic_link(atlas, topic.id, MAP) for topic in atlas.topics_of(domain.id)),
    )

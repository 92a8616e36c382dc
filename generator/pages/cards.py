"""The small pieces that many pages show: links, topics as cards, what a document says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.pages.addresses import domain_path, href, source_path, topic_path
from generator.pages.atlas import Atlas
from generator.pages.words import hours

SHOWN = 6
"""Cards of a long list that stay open."""


@dataclass(frozen=True)
class Link:
    title: str
    href: str


@dataclass(frozen=True)
class TopicCard:
    title: str
    href: str
    domain: str
    hue: int
    hours: str
    is_goal: bool = False


@dataclass(frozen=True)
class Cards:
    """Cards of which the later ones are folded; one card alone is never folded."""

    shown: tuple[TopicCard, ...]
    folded: tuple[TopicCard, ...]


@dataclass(frozen=True)
class Saying:
    """What a document says, and where."""

    name: str
    says: str
    place: str
    source: Link


def topic_link(atlas: Atlas, topic: str, here: str) -> Link:
    return Link(atlas.topic(topic).title, href(here, topic_path(topic)))


def domain_link(atlas: Atlas, domain: str, here: str) -> Link:
    return Link(atlas.domains[domain].title, href(here, domain_path(domain)))


def topic_card(atlas: Atlas, topic: str, here: str, *, is_goal: bool = False) -> TopicCard:
    entity = atlas.topic(topic)
    return TopicCard(
        title=entity.title,
        href=href(here, topic_path(topic)),
        domain=atlas.domains[entity.domain].title,
        hue=atlas.hues[entity.domain],
        hours=hours(entity.hours),
        is_goal=is_goal,
    )


def topic_cards_of(atlas: Atlas, topics: Iterable[str], here: str) -> tuple[TopicCard, ...]:
    return tuple(topic_card(atlas, topic, here) for topic in topics)


def cards(atlas: Atlas, topics: Iterable[str], here: str, shown: int = SHOWN) -> Cards:
    found = topic_cards_of(atlas, topics, here)
    cut = shown if len(found) > shown + 1 else len(found)
    return Cards(found[:cut], found[cut:])


def sayings(atlas: Atlas, items: Iterable[str], here: str) -> tuple[Saying, ...]:
    """What the documents say in these items, in the order given."""
    found = (atlas.items[item] for item in items)
    return tuple(
        Saying(
            name=item.name,
            says=item.says,
            place=item.place,
            source=Link(source.title, href(here, source_path(source.id), item.id)),
        )
        for source, item in found
    )

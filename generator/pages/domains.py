"""Domains and their topics in reading order: one page each, and two indexes over all of them."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import Domain, Topic
from generator.pages import words
from generator.pages.addresses import DOMAINS, TOPICS, domain_path, href, topic_path
from generator.pages.atlas import Atlas
from generator.pages.page import FrontMatter
from generator.pages.rendering import Sheet


@dataclass(frozen=True)
class TopicRow:
    title: str
    href: str
    summary: str
    hours: str
    level: str
    roles: str


@dataclass(frozen=True)
class DomainView:
    anchor: str
    title: str
    href: str
    summary: str
    hue: int
    facts: str
    topics: tuple[TopicRow, ...]


@dataclass(frozen=True)
class DomainPage:
    path: str
    front: FrontMatter
    domains: str
    view: DomainView


@dataclass(frozen=True)
class DomainsPage:
    """The topics' or the domains' index: all domains."""

    path: str
    front: FrontMatter
    other: str
    facts: str
    views: tuple[DomainView, ...]


def domain_page(atlas: Atlas, domain: Domain) -> Sheet:
    here = domain_path(domain.id)
    front = FrontMatter(
        title=domain.title,
        description=domain.summary,
        section="topics/",
        source_file="curriculum/domains.yml",
        hide=("navigation", "toc"),
    )
    view = _view(atlas, domain, here)
    return Sheet("domain", DomainPage(here, front, href(here, TOPICS), view))


def topics_page(atlas: Atlas) -> Sheet:
    return _index(atlas, "topics", TOPICS, DOMAINS, "Every topic, by domain.")


def domains_page(atlas: Atlas) -> Sheet:
    return _index(atlas, "domains", DOMAINS, TOPICS, "The fields the topics come from.")


def _index(atlas: Atlas, template: str, here: str, other: str, description: str) -> Sheet:
    topics = atlas.curriculum.topics.values()
    front = FrontMatter(
        title=template.capitalize(),
        description=description,
        section="topics/",
        source_file="curriculum/domains.yml" if here == DOMAINS else "",
    )
    context = DomainsPage(
        path=here,
        front=front,
        other=href(here, other),
        facts=_facts(list(topics)),
        views=tuple(_view(atlas, domain, here) for domain in atlas.curriculum.domains),
    )
    return Sheet(template, context)


def _view(atlas: Atlas, domain: Domain, here: str) -> DomainView:
    topics = atlas.topics_of(domain.id)
    return DomainView(
        anchor=domain.id,
        title=domain.title,
        href=href(here, domain_path(domain.id)),
        summary=domain.summary,
        hue=atlas.hues[domain.id],
        facts=_facts(list(topics)),
        topics=tuple(_row(atlas, topic, here) for topic in topics),
    )


def _facts(topics: list[Topic]) -> str:
    hours = words.counted(sum(topic.hours for topic in topics), "hour")
    return f"{words.counted(len(topics), 'topic')}, {hours}"


def _row(atlas: Atlas, topic: Topic, here: str) -> TopicRow:
    roles = len(atlas.places[topic.id])
    return TopicRow(
        title=topic.title,
        href=href(here, topic_path(topic.id)),
        summary=topic.summary,
        hours=words.hours(topic.hours),
        level=words.LEVELS[topic.level],
        roles=words.counted(roles, "role") if roles else "no role yet",
    )

"""What is told of may be gone: its title as it was, and a link where there is still a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model import Named
from generator.pages.addresses import href, role_path, topic_path
from generator.pages.atlas import Atlas


@dataclass(frozen=True)
class Mention:
    """`href` is empty where no page is left."""

    title: str
    href: str


def mentioned_topic(atlas: Atlas, topic: Named, here: str) -> Mention:
    """A retired topic still has a page, which leads on."""
    has_page = topic.id in atlas.curriculum.topics or topic.id in atlas.retired
    return Mention(topic.title, href(here, topic_path(topic.id)) if has_page else "")


def mentioned_topics(atlas: Atlas, topics: Iterable[Named], here: str) -> tuple[Mention, ...]:
    return tuple(mentioned_topic(atlas, topic, here) for topic in topics)


def mentioned_role(atlas: Atlas, role: Named, here: str) -> Mention:
    has_page = role.id in atlas.curriculum.roles
    return Mention(role.title, href(here, role_path(role.id)) if has_page else "")

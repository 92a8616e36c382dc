"""Ids with the titles they had: the later title where both sides have one."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model import Curriculum, Named


class Titles:
    def __init__(self, before: Curriculum, after: Curriculum) -> None:
        self._topics = {**before.topics, **after.topics}
        self._roles = {**before.roles, **after.roles}

    def topic(self, topic: str) -> Named:
        return Named(id=topic, title=self._topics[topic].title)

    def topics(self, topics: Iterable[str]) -> tuple[Named, ...]:
        return tuple(self.topic(topic) for topic in topics)

    def roles(self, roles: Iterable[str]) -> tuple[Named, ...]:
        return tuple(Named(id=role, title=self._roles[role].title) for role in roles)

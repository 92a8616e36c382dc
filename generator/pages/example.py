"""A topic written out as YAML, as an author would: the example that contributors start from."""

from __future__ import annotations

from generator.model import Topic, is_from_place
from generator.writing import pair

WIDTH = 66
"""As much as the page shows without scrolling."""

MODELINE = "# yaml-language-server: $schema=../../schema/topic.schema.json"
FROM_PLACE = {name for name, info in Topic.model_fields.items() if is_from_place(info)}


def example_topic(topics: list[Topic]) -> Topic:
    """The shortest topic that has everything; of the others, the one that has most."""

    def lacks(topic: Topic) -> int:
        parts = (
            topic.prerequisites,
            topic.exercise,
            topic.questions,
            topic.resources,
            topic.sources,
        )
        return sum(not part for part in parts) + bool(topic.learn_at)

    fewest = min(map(lacks, topics))
    whole = [topic for topic in topics if lacks(topic) == fewest]
    return min(whole, key=lambda topic: (len(topic.model_dump_json(exclude=FROM_PLACE)), topic.id))


def as_yaml(topic: Topic) -> str:
    """The topic's file; a `questions` or `resources` list is cut to its first entry."""
    data = topic.model_dump(exclude=FROM_PLACE, exclude_none=True, exclude_defaults=True)
    for key in ("questions", "resources"):
        if key in data:
            data[key] = data[key][:1]
    lines = [line for key, value in data.items() for line in pair(key, value, width=WIDTH)]
    return "\n".join([MODELINE, *lines]) + "\n"

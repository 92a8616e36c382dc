"""Rules on what is named: every id leads somewhere, and nothing is named twice.

Codes CUR201 to CUR205 and CUR207.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.diagnostics import Code, Finding, Keys, Place, did_you_mean, nearest
from generator.model import Curriculum, Edge, Topic


def topics_exist(curriculum: Curriculum) -> Iterator[Finding]:
    """Every topic that is named exists; a retired one is told with what it became."""
    known = curriculum.topics.keys() | curriculum.unread_ids("topic")
    for place, topic in named_topics(curriculum):
        if topic not in known:
            yield Finding(
                Code.UNKNOWN_TOPIC,
                place,
                f"there is no topic '{topic}'",
                where_topic_went(topic, curriculum) or "add the topic, or take the line out",
            )


def where_topic_went(topic: str, curriculum: Curriculum) -> str:
    """What to name instead of a topic that is not there, or nothing."""
    for retirement in curriculum.retired:
        if retirement.id == topic:
            became = " and ".join(f"'{new}'" for new in retirement.became)
            return f"it became {became}" if became else "it is retired, and nothing took its place"
    return did_you_mean(topic, curriculum.topics, curriculum.topic_titles)


def named_topics(curriculum: Curriculum) -> Iterator[tuple[Place, str]]:
    """Every place outside Markdown that names a topic."""
    yield from _named_by_entities(curriculum)
    yield from _named_by_lists(curriculum)


def _named_by_entities(curriculum: Curriculum) -> Iterator[tuple[Place, str]]:
    for topic in curriculum.topics.values():
        for key, edges in edges_of(topic):
            for n, edge in enumerate(edges):
                yield Place(topic.file, (key, n, "topic")), edge.topic
    for role in curriculum.roles.values():
        yield from _each(role.file, ("goals",), role.goals)
        for m, milestone in enumerate(role.milestones):
            yield from _each(role.file, ("milestones", m, "after"), milestone.after)
    for background in curriculum.backgrounds.values():
        yield from _each(background.file, ("knows",), background.knows)
        for partly in background.partly:
            yield Place(background.file, ("partly", partly), of_key=True), partly
    for project in curriculum.projects.values():
        for m, part in enumerate(project.milestones):
            yield from _each(project.file, ("milestones", m, "topics"), part.topics)


def _named_by_lists(curriculum: Curriculum) -> Iterator[tuple[Place, str]]:
    for n, question in enumerate(curriculum.questions):
        yield from _each("questions.yml", (n, "topics"), question.topics)
    for n, term in enumerate(curriculum.glossary):
        if term.topic is not None:
            yield Place("glossary.yml", (n, "topic")), term.topic
    for n, retirement in enumerate(curriculum.retired):
        yield from _each("retired.yml", (n, "became"), retirement.became)


def _each(file: str, keys: Keys, names: Sequence[str]) -> Iterator[tuple[Place, str]]:
    for n, name in enumerate(names):
        yield Place(file, (*keys, n)), name


def edges_of(topic: Topic) -> Iterator[tuple[str, Sequence[Edge]]]:
    """The key and the entries of each list of edges."""
    yield "prerequisites", topic.prerequisites
    yield "recommended", topic.recommended


def needs_itself(curriculum: Curriculum) -> Iterator[Finding]:
    for topic in curriculum.topics.values():
        for key, edges in edges_of(topic):
            for n, edge in enumerate(edges):
                if edge.topic == topic.id:
                    yield Finding(
                        Code.NEEDS_ITSELF,
                        Place(topic.file, (key, n, "topic")),
                        f"'{topic.id}' names itself among its '{key}'",
                        "take the entry out",
                    )


def nothing_named_twice(curriculum: Curriculum) -> Iterator[Finding]:
    for file, keys, names in _lists(curriculum):
        seen: set[str] = set()
        for n, name in enumerate(names):
            if name in seen:
                yield Finding(
                    Code.NAMED_TWICE,
                    Place(file, (*keys, n)),
                    f"'{name}' stands twice in '{keys[-1]}'",
                    "take one out",
                )
            seen.add(name)
    for topic in curriculum.topics.values():
        for n, edge in enumerate(topic.recommended):
            if edge.topic in {needed.topic for needed in topic.prerequisites}:
                yield Finding(
                    Code.NAMED_TWICE,
                    Place(topic.file, ("recommended", n)),
                    f"'{edge.topic}' is a prerequisite and recommended as well",
                    "keep it as a prerequisite if its content is used, else as a recommendation",
                )


def _lists(curriculum: Curriculum) -> Iterator[tuple[str, Keys, Sequence[str]]]:
    for topic in curriculum.topics.values():
        yield topic.file, ("prerequisites",), [edge.topic for edge in topic.prerequisites]
        yield topic.file, ("recommended",), [edge.topic for edge in topic.recommended]
        yield topic.file, ("outcomes",), topic.outcomes
        yield topic.file, ("sources",), topic.sources
    for role in curriculum.roles.values():
        yield role.file, ("goals",), role.goals
        yield role.file, ("sources",), role.sources
        for m, milestone in enumerate(role.milestones):
            yield role.file, ("milestones", m, "after"), milestone.after
    for background in curriculum.backgrounds.values():
        yield background.file, ("knows",), background.knows
        yield background.file, ("sources",), background.sources
    for source in curriculum.sources.values():
        yield source.file, ("items",), [item.id for item in source.items]


def source_items_exist(curriculum: Curriculum) -> Iterator[Finding]:
    known = {f"{s.id}:{item.id}" for s in curriculum.sources.values() for item in s.items}
    unread = curriculum.unread_ids("source")
    for file, keys, item in named_source_items(curriculum):
        if item not in known and item.partition(":")[0] not in unread:
            yield Finding(
                Code.UNKNOWN_SOURCE_ITEM,
                Place(file, keys),
                f"no document has an item '{item}'",
                _nearest_item(item, known),
            )
    for source in curriculum.sources.values():
        for n, left_out in enumerate(source.not_taken_up):
            if f"{source.id}:{left_out.item}" not in known:
                yield Finding(
                    Code.UNKNOWN_SOURCE_ITEM,
                    Place(source.file, ("not_taken_up", n, "item")),
                    f"this document has no item '{left_out.item}'",
                    did_you_mean(left_out.item, [item.id for item in source.items])
                    or "name an 'id' of 'items'",
                )


def _nearest_item(item: str, known: set[str]) -> str:
    source, colon, name = item.rpartition(":")
    siblings = [other for other in sorted(known) if other.startswith(f"{source}:")]
    if colon and siblings:
        near = nearest(name, [other.partition(":")[2] for other in siblings])
        return (
            f"did you mean '{source}:{near}'?" if near else f"see the items of sources/{source}.yml"
        )
    if colon and (near := nearest(source, {other.partition(":")[0] for other in known})):
        return _nearest_item(f"{near}:{name}", known)
    near = next((other for other in sorted(known) if other.endswith(f":{name}")), "")
    return f"did you mean '{near}'?" if near else "write <source>:<item>"


def named_source_items(curriculum: Curriculum) -> Iterator[tuple[str, Keys, str]]:
    """Every place that names an item of a document."""
    entities = (curriculum.topics, curriculum.roles, curriculum.backgrounds)
    for mapping in entities:
        for entity in mapping.values():
            for n, item in enumerate(entity.sources):
                yield entity.file, ("sources", n), item
    for n, question in enumerate(curriculum.questions):
        for m, item in enumerate(question.asked_in):
            yield "questions.yml", (n, "asked_in", m), item
    for n, term in enumerate(curriculum.glossary):
        for m, item in enumerate(term.sources):
            yield "glossary.yml", (n, "sources", m), item


def domains_exist(curriculum: Curriculum) -> Iterator[Finding]:
    """A topic's folder is a domain, and every domain has a topic."""
    if ("domains.yml", "domains") in curriculum.unread:
        return
    domains = {domain.id for domain in curriculum.domains}
    used = {topic.domain for topic in curriculum.topics.values()}
    for topic in curriculum.topics.values():
        if domains and topic.domain not in domains:
            yield Finding(
                Code.UNKNOWN_DOMAIN,
                Place(topic.file),
                f"the folder '{topic.domain}' is no domain",
                did_you_mean(topic.domain, domains) or "add it to domains.yml, or move the file",
            )
    for n, domain in enumerate(curriculum.domains):
        if domain.id not in used and not curriculum.unread:
            yield Finding(
                Code.UNKNOWN_DOMAIN,
                Place("domains.yml", (n, "id")),
                f"the domain '{domain.id}' has no topic",
                f"add topics/{domain.id}/, or take the domain out",
            )


def retirements_hold(curriculum: Curriculum) -> Iterator[Finding]:
    """A retired id is not in use again."""
    for n, retirement in enumerate(curriculum.retired):
        if retirement.id in curriculum.topics:
            yield Finding(
                Code.BAD_RETIREMENT,
                Place("retired.yml", (n, "id")),
                f"'{retirement.id}' is retired, and a topic has this id",
                "an id is never used again: rename the topic, or take this entry out",
            )

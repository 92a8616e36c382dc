"""A new topic, role or background: a change that passes the checker, nothing written yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.diagnostics import Place
from generator.edit.change import Change
from generator.edit.refusal import RefusedError, bad_id, retired, unknown
from generator.edit.skeleton import skeleton
from generator.load.fields import from_place, known_keys
from generator.load.shape import shape
from generator.model import Background, Curriculum, Entity, Role, Topic

Answers = Mapping[str, Any]
"""Key -> value, as the loader reads it: lists are tuples, entries with keys are dicts."""

_TOPIC_TO_DO = {
    "exercise": "something to do, and how to check it. Take the number signs away as you fill in.",
    "questions": "four to six that test understanding, each with an answer.",
    "resources": "three to six, the primary source first. Look each one up.",
    "sources": "items of the documents in sources/ that it comes from; without any, say in "
    "'added_because' why it is here, and delete these lines.",
    "reviewed": "the day on which you checked the text against its resources.",
}
_ROLE_TO_DO = {
    "milestones": "three to eight milestones are usual. Move a topic to the milestone whose "
    "project uses it first; what it needs follows by itself.",
    "sources": "items of the documents in sources/ that it comes from, if any; else delete these "
    "lines.",
}
_BACKGROUND_TO_DO = {
    "partly": "topics known in part, and the hours left of each, such as 'python-basics: 4'.",
    "sources": _ROLE_TO_DO["sources"],
}


@dataclass(frozen=True)
class _Kind:
    model: type[Entity]
    schema: str
    to_do: Mapping[str, str]


_KINDS = {
    "topic": _Kind(Topic, "../../schema/topic.schema.json", _TOPIC_TO_DO),
    "role": _Kind(Role, "../schema/role.schema.json", _ROLE_TO_DO),
    "background": _Kind(Background, "../schema/background.schema.json", _BACKGROUND_TO_DO),
}


def new_topic(curriculum: Curriculum, place: str, answers: Answers) -> Change:
    """The change that adds a topic at `place`, which is `<domain>/<id>`.

    Raises:
        RefusedError: with everything that is wrong.
    """
    domain, _, name = place.removesuffix(".yml").rpartition("/")
    faults = [*topic_place_faults(curriculum, place), *_answer_faults(curriculum, Topic, answers)]
    return _added("topic", f"topics/{domain}/{name}.yml", answers, faults)


def new_role(curriculum: Curriculum, name: str, answers: Answers) -> Change:
    """The change that adds a role.

    Raises:
        RefusedError: with everything that is wrong.
    """
    faults = [
        *name_faults("role", name, curriculum.roles),
        *_answer_faults(curriculum, Role, answers),
    ]
    return _added("role", f"roles/{name}.yml", answers, faults)


def new_background(curriculum: Curriculum, name: str, answers: Answers) -> Change:
    """The change that adds a background.

    Raises:
        RefusedError: with everything that is wrong.
    """
    faults = [
        *name_faults("background", name, curriculum.backgrounds),
        *_answer_faults(curriculum, Background, answers),
    ]
    return _added("background", f"backgrounds/{name}.yml", answers, faults)


def topic_place_faults(curriculum: Curriculum, place: str) -> Iterator[str]:
    """What is wrong with `<domain>/<id>`: worth knowing before anything is asked."""
    domain, _, name = place.removesuffix(".yml").rpartition("/")
    domains = {known.id: known.title for known in curriculum.domains}
    if not domain:
        yield f"say the domain as well: <domain>/{name}; domains: {', '.join(domains)}"
    elif domain not in domains:
        yield unknown("domain", domain, domains)
    yield from name_faults("topic", name, curriculum.topics)
    yield from (retired(former) for former in curriculum.retired if former.id == name)


def name_faults(kind: str, name: str, there: Mapping[str, object]) -> Iterator[str]:
    if fault := bad_id(name):
        yield fault
    if name in there:
        yield f"the id '{name}' is taken: there is a {kind} of this name"


def answer_fault(model: type[Entity], key: str, value: object) -> str:
    """What is wrong with one answer, or nothing."""
    return next((text for at, text in _shape_faults(model, {key: value}) if at == key), "")


def given_faults(curriculum: Curriculum, model: type[Entity], given: Answers) -> Iterator[str]:
    """What is wrong with the answers that are there, while others are still missing."""
    there = {key: given[key] for key in known_keys(model) if key in given}
    yield from (text for at, text in _shape_faults(model, there) if at in there)
    yield from _list_faults(curriculum, there)


def named_twice(name: str, before: Iterable[str]) -> str:
    """What is wrong with a name in a list that has some already, or nothing."""
    return f"'{name}' is in the list already; name each one once" if name in before else ""


def topic_fault(curriculum: Curriculum, topic: str) -> str:
    """What is wrong with a topic that is named, or nothing."""
    if topic in curriculum.topics:
        return ""
    former = next((former for former in curriculum.retired if former.id == topic), None)
    return retired(former) if former else unknown("topic", topic, curriculum.topic_titles)


def _answer_faults(curriculum: Curriculum, model: type[Entity], answers: Answers) -> Iterator[str]:
    yield from (text for _, text in _shape_faults(model, answers))
    yield from _list_faults(curriculum, answers)


def _list_faults(curriculum: Curriculum, answers: Answers) -> Iterator[str]:
    """Names in lists that lead nowhere, and those that stand twice in one."""
    topics = _named(answers)
    for name in dict.fromkeys(name for names in topics for name in names):
        if fault := topic_fault(curriculum, name):
            yield fault
    for names in (*topics, tuple(answers.get("outcomes", ()))):
        twice = (named_twice(name, names[:n]) for n, name in enumerate(names))
        yield from filter(None, twice)


def _shape_faults(model: type[Entity], answers: Answers) -> Iterator[tuple[str, str]]:
    """Key and fault of everything that has the wrong shape."""
    placed = dict.fromkeys(from_place(model) & {"id", "domain"}, "x")
    _, findings = shape(model, dict(answers), "", (), **placed)
    for finding in findings:
        keys = finding.place.keys if isinstance(finding.place, Place) else ()
        yield str(keys[0]) if keys else "", f"{finding.message}; {finding.hint}"


def _named(answers: Answers) -> list[tuple[str, ...]]:
    """The lists in which the answers name topics."""
    edges = [answers.get(key, ()) for key in ("prerequisites", "recommended")]
    ids = [answers.get(key, ()) for key in ("goals", "knows")]
    return [*(tuple(edge["topic"] for edge in listed) for listed in edges), *map(tuple, ids)]


def _added(kind: str, file: str, answers: Answers, faults: list[str]) -> Change:
    if faults:
        raise RefusedError(*faults)
    of_kind = _KINDS[kind]
    to_do = {
        key: text
        for key, text in of_kind.to_do.items()
        if key not in answers or key == "milestones"
    }
    if "added_because" in answers:
        to_do.pop("sources", None)
    return Change(texts={file: skeleton(of_kind.model, answers, of_kind.schema, to_do)})

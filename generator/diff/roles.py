"""What an edit does to each role: its path, its goals, its milestones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypedDict

from generator.diff.moves import moves
from generator.diff.others import changed_keys
from generator.diff.titles import Titles
from generator.model import Milestone, MilestoneChange, Move, Role, RoleChange
from generator.paths import LearningPath

_TOLD_APART = ("goals", "milestones")


class _Milestones(TypedDict):
    milestones_added: tuple[str, ...]
    milestones_removed: tuple[str, ...]
    milestones_changed: tuple[MilestoneChange, ...]


def role_changes(
    before: Mapping[str, LearningPath],
    after: Mapping[str, LearningPath],
    known_as: Mapping[str, str],
    titles: Titles,
) -> tuple[RoleChange, ...]:
    """The roles of both sides that are not as they were. `known_as`: old topic id -> new one."""
    changes = (
        _role_change(before[role], after[role], known_as, titles)
        for role in sorted(before.keys() & after.keys())
    )
    return tuple(change for change in changes if change is not None)


def _role_change(
    before: LearningPath, after: LearningPath, known_as: Mapping[str, str], titles: Titles
) -> RoleChange | None:
    was = [known_as.get(topic, topic) for topic in before.topics]
    now = list(after.topics)
    goals_were = [known_as.get(goal, goal) for goal in before.role.goals]
    change = RoleChange(
        id=after.role.id,
        title=after.role.title,
        hours_before=before.study_hours,
        hours_after=after.study_hours,
        added=titles.topics(_without(now, was)),
        removed=titles.topics(_without(was, now)),
        moves=tuple(
            Move(topic=titles.topic(topic), before=titles.topic(next_) if next_ else None)
            for topic, next_ in moves(was, now)
        ),
        goals_added=titles.topics(_without(after.role.goals, goals_were)),
        goals_removed=titles.topics(_without(goals_were, after.role.goals)),
        keys=changed_keys(Role, before.role, after.role, _TOLD_APART),
        **_milestones(before.role, after.role, known_as),
    )
    parts = RoleChange.model_fields.keys() - {"id", "title", "hours_before", "hours_after"}
    is_changed = change.is_path_changed or any(getattr(change, part) for part in parts)
    return change if is_changed else None


def _without(topics: Iterable[str], others: Iterable[str]) -> list[str]:
    there = set(others)
    return [topic for topic in topics if topic not in there]


def _milestones(before: Role, after: Role, known_as: Mapping[str, str]) -> _Milestones:
    """Milestones have no id: one of another title is another one."""
    was = {milestone.title: _renamed(milestone, known_as) for milestone in before.milestones}
    now = {milestone.title: milestone for milestone in after.milestones}
    both = [title for title in now if title in was]
    keys = {title: changed_keys(Milestone, was[title], now[title]) for title in both}
    return _Milestones(
        milestones_added=tuple(title for title in now if title not in was),
        milestones_removed=tuple(title for title in was if title not in now),
        milestones_changed=tuple(
            MilestoneChange(title=title, keys=keys[title]) for title in both if keys[title]
        ),
    )


def _renamed(milestone: Milestone, known_as: Mapping[str, str]) -> Milestone:
    """The milestone with its topics under their new ids: a rename is no change of it."""
    after = tuple(known_as.get(topic, topic) for topic in milestone.after)
    return milestone.model_copy(update={"after": after})

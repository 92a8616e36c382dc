"""What holds of the real curriculum, and of its size no more than a floor."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.build import Checked, paths_of
from generator.diagnostics import Severity
from generator.load.files import files_of
from generator.paths import LearningPath


@pytest.fixture(scope="module")
def paths(real: Checked) -> dict[str, LearningPath]:
    return paths_of(real)


def test_it_has_no_error_and_no_warning(real: Checked) -> None:
    assert [str(d) for d in real.diagnostics if d.severity is not Severity.NOTE] == []


def test_every_file_of_an_entity_is_in_it_and_nothing_else(real: Checked, root: Path) -> None:
    def ids(pattern: str) -> list[str]:
        return sorted(path.stem for path in (root / "curriculum").glob(pattern))

    curriculum = real.curriculum
    assert list(curriculum.topics) == ids("topics/*/*.yml")
    assert list(curriculum.roles) == ids("roles/*.yml")
    assert list(curriculum.backgrounds) == ids("backgrounds/*.yml")
    assert list(curriculum.sources) == ids("sources/*.yml")
    lessons = [topic.id for topic in curriculum.topics.values() if topic.lesson is not None]
    assert lessons == ids("topics/*/*.md")
    folders = {path.name for path in (root / "curriculum/topics").iterdir() if path.is_dir()}
    assert {domain.id for domain in curriculum.domains} == folders


def test_it_does_not_shrink_unseen(real: Checked) -> None:
    curriculum = real.curriculum
    assert len(curriculum.topics) >= 140
    assert len(curriculum.roles) >= 16
    assert len(curriculum.backgrounds) >= 13
    assert len(curriculum.sources) >= 4


def test_every_edge_says_why(real: Checked) -> None:
    silent = [
        f"{topic.id} -> {edge.topic}"
        for topic in real.curriculum.topics.values()
        for edge in (*topic.prerequisites, *topic.recommended)
        if not edge.why
    ]
    assert silent == []


def test_nearly_every_topic_is_on_the_path_of_a_role(
    real: Checked, paths: dict[str, LearningPath]
) -> None:
    """A new topic may come before the role that needs it, but it may not stay the rule."""
    on_a_path = {topic for path in paths.values() for topic in path.topics}
    off = sorted(set(real.curriculum.topics) - on_a_path)
    assert len(off) <= len(real.curriculum.topics) / 20, off


def test_every_path_is_proved_to_be_in_a_cheapest_order(paths: dict[str, LearningPath]) -> None:
    assert [role for role, path in paths.items() if not path.proved] == []


def test_every_path_has_what_its_role_needs_once_and_in_a_valid_order(
    real: Checked, paths: dict[str, LearningPath]
) -> None:
    for role, path in paths.items():
        assert sorted(path.topics) == list(real.graph.needed(real.curriculum.roles[role].goals))
        have: set[str] = set()
        for topic in path.topics:
            assert set(real.graph.prerequisites(topic)) <= have, f"{role}: {topic}"
            have.add(topic)
        assert all(stage.topics for stage in path.stages), role


def test_every_document_is_taken_up_or_set_aside_with_a_reason(real: Checked) -> None:
    """No item of a source is silently lost: the checker's note on unused items never fires."""
    assert [str(d) for d in real.diagnostics if d.code == "CUR407"] == []


def test_every_yaml_names_its_schema_by_a_path_that_exists(root: Path) -> None:
    files, _ = files_of(root / "curriculum")
    for path in (root / "curriculum" / file for file in files if file.endswith(".yml")):
        first = path.read_text("utf-8").split("\n", 1)[0]
        named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert named, path
        assert (path.parent / named.group(1)).resolve().is_file(), path

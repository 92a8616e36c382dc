"""The plan as JSON is a contract: its keys stay, and its schema says what it holds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from generator.build import Checked, paths_of
from generator.export import PlanData, plan_data, plan_schema
from generator.paths import knowledge, plan

SCHEMA = "docs/contribute/plan.schema.json"


@pytest.fixture(scope="module")
def data(real: Checked) -> dict[str, object]:
    made = plan(
        real.curriculum,
        real.graph,
        paths_of(real),
        roles=["llmops-engineer", "data-engineer"],
        topics=["voice-interfaces"],
        knows=knowledge(real.curriculum, ["devops-engineer"]),
    )
    return plan_data(made)


def test_a_plan_keeps_its_keys(data: dict[str, object]) -> None:
    assert {"order", "stages", "hours", "cost", "proved"} <= data.keys()
    stages = data["stages"]
    assert isinstance(stages, list)
    assert {"title", "topics", "hours", "project", "enables"} <= stages[0].keys()


def test_a_plan_names_the_paths_it_comes_from(data: dict[str, object]) -> None:
    paths = data["paths"]
    assert isinstance(paths, list)
    assert [path["role"] for path in paths] == ["llmops-engineer", "data-engineer"]
    assert data["proved"] is True
    assert data["cost"] == pytest.approx(sum(path["cost"] for path in paths))


def test_a_plan_reads_back_from_json(data: dict[str, object]) -> None:
    read = TypeAdapter(PlanData).validate_json(json.dumps(data))
    assert read.model_dump(mode="json") == data


def test_the_published_schema_is_that_of_the_code(
    root: Path, request: pytest.FixtureRequest
) -> None:
    text = json.dumps(plan_schema(), indent=2, ensure_ascii=False) + "\n"
    path = root / SCHEMA
    if request.config.getoption("--refresh-cases"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text

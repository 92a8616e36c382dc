"""What an edit does is told in words, whatever file it is in."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.build import checked, paths_of
from generator.diff import State, difference, in_short
from generator.model import Difference, RoleChange
from generator.report import difference_data, difference_text

BASE = Path(__file__).parent / "cases/base"
Edit = Callable[[Path], None]


def change(file: str, old: str, new: str) -> Edit:
    def made(folder: Path) -> None:
        path = folder / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return made


def state(folder: Path) -> State:
    sound = checked(folder)
    assert sound.is_sound, sound.diagnostics
    return State(sound.curriculum, sound.graph, paths_of(sound))


def difference_by(edit: Edit, tmp_path: Path) -> Difference:
    shutil.copytree(BASE, tmp_path / "curriculum")
    edit(tmp_path / "curriculum")
    return difference(state(BASE), state(tmp_path / "curriculum"))


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (
            change("backgrounds/home-cook.yml", "title: ", "title: A "),
            "background changed: A Home",
        ),
        (
            change("topics/oven/crust.yml", "last third", "last part"),
            "changed: Crust: prerequisites",
        ),
        (change("questions.yml", "Time does", "Often time does"), "question changed: "),
        (change("glossary.yml", "meaning: ", "meaning: So "), "term changed: "),
        (change("sources/bread-book.yml", "title: ", "title: The "), "source changed: The "),
        (change("domains.yml", "summary: ", "summary: All "), "domain changed: "),
        (change("curriculum.yml", "description: ", "description: Good "), "setting changed: desc"),
        (
            change("roles/baker.yml", "project_hours: ", "project_hours: 1"),
            "project_hours changed",
        ),
        (
            change("roles/baker.yml", "summary: ", "summary: One who "),
            "summary changed",
        ),
        (change("roles/baker.yml", "  - title: ", "  - title: Good "), "new milestone 'Good "),
        (change("roles/baker.yml", "  - title: ", "  - title: Good "), "is gone"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_kind_of_edit_is_told(edit: Edit, told: str, tmp_path: Path) -> None:
    found = difference_by(edit, tmp_path)
    assert not found.is_empty
    assert told in difference_text(found, markdown=False)


def test_a_new_topic_is_told_by_what_it_does_to_the_role(tmp_path: Path) -> None:
    def edit(folder: Path) -> None:
        flour = (folder / "topics/dough/flour.yml").read_text("utf-8")
        water = flour.replace("title: Flour", "title: Water").replace("hours: 2", "hours: 3")
        (folder / "topics/dough/water.yml").write_text(water, "utf-8")
        change("roles/baker.yml", "goals:\n", "goals:\n  - water\n")(folder)
        change("roles/baker.yml", "    after:\n", "    after:\n      - water\n")(folder)

    found = difference_by(edit, tmp_path)
    (baker,) = found.roles_changed
    text = difference_text(found, markdown=False)
    by = baker.hours_after - baker.hours_before
    assert by == checked(tmp_path / "curriculum").curriculum.topics["water"].hours
    assert f"Adds 1 topic to 1 role, {by:+g} h for 1 role." in text
    assert f"Baker: {by:+g} h ({baker.hours_before:g} to {baker.hours_after:g}); adds Water" in text
    assert "new goal: Water" in text
    assert "milestone 'First loaf': after changed" in text


def test_two_topics_merged_into_a_new_one_are_no_renaming(tmp_path: Path) -> None:
    def edit(folder: Path) -> None:
        (folder / "topics/dough/flour.yml").rename(folder / "topics/dough/grain.yml")
        (folder / "topics/dough/flour.md").rename(folder / "topics/dough/grain.md")
        for ending in ("md", "yml"):
            (folder / f"topics/oven/heat.{ending}").unlink()
        for path in folder.rglob("*.*"):
            if path.suffix in (".md", ".yml") and path.name != "retired.yml":
                text = re.sub(
                    r"(topic:\s?|- |\[)(flour|heat)\b", r"\1grain", path.read_text("utf-8")
                )
                path.write_text(text, "utf-8")
        retired = folder / "retired.yml"
        entries = "".join(
            f"- id: {topic}\n  became: [grain]\n  why: Both are one.\n"
            for topic in ("flour", "heat")
        )
        retired.write_text(retired.read_text("utf-8") + entries, "utf-8")

    found = difference_by(edit, tmp_path)
    assert found.topics_renamed == ()
    assert [topic.id for topic in found.topics_added] == ["grain"]
    assert {gone.id: [one.id for one in gone.became] for gone in found.topics_removed} == {
        "flour": ["grain"],
        "heat": ["grain"],
    }
    assert "grain" not in {topic.id for topic in found.topics_changed}


def test_in_short_says_up_to_only_where_roles_differ() -> None:
    def role(name: str, hours: float, *topics: str) -> RoleChange:
        added = tuple({"id": topic, "title": topic} for topic in topics)
        return RoleChange.model_validate(
            {"id": name, "title": name, "hours_before": 10, "hours_after": hours, "added": added}
        )

    alike = Difference(roles_changed=(role("a", 13, "x"), role("b", 13, "x")))
    apart = Difference(roles_changed=(role("a", 13, "x"), role("b", 15, "x", "y")))
    assert in_short(alike) == "Adds 1 topic to 2 roles, +3 h for 2 roles."
    assert in_short(apart) == "Adds up to 2 topics to 2 roles, +3 to +5 h for 2 roles."


def test_the_json_has_every_part_also_where_nothing_changed(tmp_path: Path) -> None:
    found = difference_by(lambda _: None, tmp_path)
    assert difference_data(found) == {part: [] for part in Difference.model_fields}

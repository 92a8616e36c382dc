"""Rules on pictures: each is there, shown, described, and drawn so that every reader can see it.

Codes CUR213 to CUR219.
"""

from __future__ import annotations

from collections.abc import Iterator

from generator import markdown, pictures
from generator.diagnostics import Code, Finding, Location, nearest
from generator.model import Curriculum

FEWEST_WORDS = 8
"""A description with fewer is a title: it does not tell what the picture tells."""


def pictures_are_there(curriculum: Curriculum) -> Iterator[Finding]:
    """A lesson shows pictures of its own folder, and says in words what they show."""
    for topic in curriculum.topics.values():
        names = {f"{topic.id}/{name}" for name, _ in topic.pictures}
        for picture in markdown.pictures(topic.lesson or ""):
            place = Location(topic.lesson_file, picture.line + 1)
            if picture.target not in names:
                near = nearest(picture.target, dict(topic.pictures))
                yield Finding(
                    Code.PICTURE_MISSING,
                    place,
                    f"the picture '{picture.target}' is not there",
                    f"did you mean '{topic.id}/{near}'?"
                    if near
                    else f"draw it as {topic.picture_file('<picture>.svg')}, "
                    f"and write ({topic.id}/<picture>.svg)",
                )
            if len(picture.description.split()) < FEWEST_WORDS:
                yield Finding(
                    Code.PICTURE_NOT_DESCRIBED,
                    place,
                    f"a picture is described in fewer than {FEWEST_WORDS} words",
                    "say between ![ and ] what it shows, so that who cannot see it learns the same",
                )


def pictures_are_shown(curriculum: Curriculum) -> Iterator[Finding]:
    """No picture lies in a folder without a lesson that shows it."""
    for topic in curriculum.topics.values():
        shown = {picture.target for picture in markdown.pictures(topic.lesson or "")}
        for name, _ in topic.pictures:
            if f"{topic.id}/{name}" not in shown:
                yield Finding(
                    Code.PICTURE_UNUSED,
                    Location(topic.picture_file(name)),
                    "the lesson does not show this picture",
                    f"write ![what it shows]({topic.id}/{name}) as a paragraph, or delete the file",
                )


def pictures_are_drawn_for_every_reader(curriculum: Curriculum) -> Iterator[Finding]:
    """Nothing runs or is fetched, colours follow the theme, and text can be read on a phone."""
    for topic in curriculum.topics.values():
        for name, text in topic.pictures:
            if text.strip():  # else the loader has said why
                yield from pictures.problems(text, topic.picture_file(name))

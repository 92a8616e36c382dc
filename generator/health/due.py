"""The reviews that are due on a day, and where their dates stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from generator.diagnostics import Location, Place
from generator.health.coverage import reviews
from generator.model import Curriculum, Durability


@dataclass(frozen=True)
class DueReview:
    topic: str
    durability: Durability
    reviewed: date
    due: date
    place: Location


def due_reviews(
    curriculum: Curriculum, on: date, locate: Callable[[Place | Location], Location]
) -> tuple[DueReview, ...]:
    """The reviews whose day has come, the one due first at the top."""
    topics = curriculum.topics
    return tuple(
        DueReview(
            review.topic,
            topics[review.topic].durability,
            review.reviewed,
            review.due,
            locate(Place(topics[review.topic].file, ("reviewed",))),
        )
        for review in reviews(curriculum)
        if review.due <= on
    )

"""Pages at the addresses of retired topics: they say why, and lead on to what followed."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import Retirement
from generator.pages.addresses import TOPICS, href, topic_path
from generator.pages.atlas import Atlas
from generator.pages.cards import Link, topic_link
from generator.pages.page import FrontMatter
from generator.pages.rendering import Sheet


@dataclass(frozen=True)
class RetiredPage:
    path: str
    front: FrontMatter
    id: str
    why: str
    became: tuple[Link, ...]
    topics: str


def retired_page(atlas: Atlas, retired: Retirement) -> Sheet:
    here = topic_path(retired.id)
    became = tuple(topic_link(atlas, topic, here) for topic in retired.became)
    context = RetiredPage(
        path=here,
        front=FrontMatter(
            title="This topic is gone",
            description=retired.why,
            section="topics/",
            redirect=became[0].href if len(became) == 1 else "",
            hide=("navigation", "toc"),
        ),
        id=retired.id,
        why=retired.why,
        became=became,
        topics=href(here, TOPICS),
    )
    return Sheet("retired", context)

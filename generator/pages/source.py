"""The documents the curriculum is drawn from: what each says, and what takes it up here."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from generator.model import ItemKind, Source, SourceItem
from generator.pages import words
from generator.pages.addresses import SOURCES, href, source_path
from generator.pages.atlas import Atlas
from generator.pages.page import FrontMatter
from generator.pages.rendering import Sheet

KIND_TITLES: dict[ItemKind, str] = {
    "claim": "Claims",
    "question": "Questions",
    "role": "Roles",
    "background": "Backgrounds",
    "topic": "Topics",
    "practice": "Practices",
    "tool": "Tools",
    "metric": "Metrics",
    "paper": "Papers",
}


@dataclass(frozen=True)
class User:
    """What takes an item up."""

    kind: str
    title: str
    href: str


@dataclass(frozen=True)
class ItemView:
    id: str
    name: str
    says: str
    place: str
    note: str
    users: tuple[User, ...]
    not_taken_up: str


@dataclass(frozen=True)
class KindView:
    id: str
    title: str
    items: tuple[ItemView, ...]


@dataclass(frozen=True)
class SourceCard:
    title: str
    href: str
    byline: str
    summary: str
    items: str


@dataclass(frozen=True)
class SourcePage:
    path: str
    front: FrontMatter
    sources: str
    title: str
    byline: str
    summary: str
    facts: str
    kinds: tuple[KindView, ...]
    entities: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SourcesPage:
    path: str
    front: FrontMatter
    cards: tuple[SourceCard, ...]


def source_page(atlas: Atlas, source: Source) -> Sheet:
    here = source_path(source.id)
    context = SourcePage(
        path=here,
        front=FrontMatter(
            title=source.title,
            description=source.summary,
            section="sources/",
            boost=0.5,
            source_file=f"curriculum/{source.file}",
        ),
        sources=href(here, SOURCES),
        title=source.title,
        byline=byline(source),
        summary=source.summary,
        facts=_facts(atlas, source),
        kinds=_kinds(atlas, source, here),
        entities=tuple((entity.name, entity.kind) for entity in source.entities),
    )
    return Sheet("source", context)


def sources_page(atlas: Atlas) -> Sheet:
    context = SourcesPage(
        path=SOURCES,
        front=FrontMatter(
            title="Sources",
            description="The documents this curriculum is drawn from.",
            section="sources/",
            boost=0.5,
            hide=("navigation", "toc"),
        ),
        cards=source_cards(atlas, SOURCES),
    )
    return Sheet("sources", context)


def source_cards(atlas: Atlas, here: str) -> tuple[SourceCard, ...]:
    return tuple(
        SourceCard(
            source.title,
            href(here, source_path(source.id)),
            byline(source),
            source.summary,
            _facts(atlas, source),
        )
        for source in atlas.curriculum.sources.values()
    )


def byline(source: Source) -> str:
    return ", ".join(part for part in (source.author, source.date) if part)


def _facts(atlas: Atlas, source: Source) -> str:
    taken = sum(bool(atlas.taken_up[f"{source.id}:{item.id}"]) for item in source.items)
    statements = words.counted(len(source.items), "statement")
    return f"{statements}, {'all' if taken == len(source.items) else taken} taken up"


def _kinds(atlas: Atlas, source: Source, here: str) -> tuple[KindView, ...]:
    """The items by kind, within a kind as the document has them."""
    order = list(KIND_TITLES)
    items = sorted(source.items, key=lambda item: order.index(item.kind))
    return tuple(
        KindView(kind, KIND_TITLES[kind], tuple(_item(atlas, source, i, here) for i in found))
        for kind, found in groupby(items, key=lambda item: item.kind)
    )


def _item(atlas: Atlas, source: Source, item: SourceItem, here: str) -> ItemView:
    reasons = {refused.item: refused.why for refused in source.not_taken_up}
    return ItemView(
        id=item.id,
        name=item.name,
        says=item.says,
        place=item.place,
        note=item.note or "",
        users=tuple(
            User(user.kind, user.title, href(here, user.path, user.anchor))
            for user in atlas.taken_up[f"{source.id}:{item.id}"]
        ),
        not_taken_up=reasons.get(item.id, ""),
    )

"""Curriculum, graph and paths become pages: a context decides what it says, a template prints it.

Reads no curriculum file, writes nothing. Every context is a frozen value, complete before its
template sees it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.graph import PrerequisiteGraph
from generator.model import Curriculum
from generator.pages.atlas import Atlas
from generator.pages.changes import changes_page
from generator.pages.compare import compare_page
from generator.pages.contribute import contribute_page
from generator.pages.diagnostics import diagnostic_pages
from generator.pages.domains import domain_page, domains_page, topics_page
from generator.pages.glossary import glossary_page
from generator.pages.health import health_page
from generator.pages.home import home_page
from generator.pages.map import map_page
from generator.pages.page import Page
from generator.pages.plan import plan_page
from generator.pages.project import brief_pages, project_page, projects_page
from generator.pages.questions import questions_page
from generator.pages.reference import reference_page
from generator.pages.rendering import Sheet, printed
from generator.pages.retired import retired_page
from generator.pages.role import role_page
from generator.pages.roles import roles_page
from generator.pages.source import source_page, sources_page
from generator.pages.topic import topic_page
from generator.paths import LearningPath

__all__ = ["Page", "pages"]


def pages(
    curriculum: Curriculum, graph: PrerequisiteGraph, paths: Mapping[str, LearningPath]
) -> tuple[Page, ...]:
    """Every generated page, sorted by path. `paths`: role id -> its path."""
    atlas = Atlas(curriculum, graph, paths)
    return tuple(sorted(printed(_sheets(atlas)), key=lambda page: page.path))


def _sheets(atlas: Atlas) -> Iterator[Sheet]:
    c = atlas.curriculum
    yield home_page(atlas)
    yield plan_page(atlas)
    yield map_page(atlas)
    yield compare_page(atlas)
    yield roles_page(atlas)
    yield from (role_page(atlas, role) for role in c.roles.values())
    yield projects_page(atlas)
    yield from (project_page(atlas, project) for project in c.projects.values())
    yield from (sheet for project in c.projects.values() for sheet in brief_pages(atlas, project))
    yield topics_page(atlas)
    yield from (topic_page(atlas, topic) for topic in c.topics.values())
    yield from (retired_page(atlas, retired) for retired in c.retired)
    yield domains_page(atlas)
    yield from (domain_page(atlas, domain) for domain in c.domains)
    yield sources_page(atlas)
    yield from (source_page(atlas, source) for source in c.sources.values())
    yield questions_page(atlas)
    yield glossary_page(atlas)
    yield contribute_page(atlas)
    yield changes_page(atlas)
    yield reference_page()
    yield from diagnostic_pages()
    yield health_page(atlas)

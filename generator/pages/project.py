"""A project that grows: its page, and a page for the brief of each milestone."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model import Milestone, Project, ProjectMilestone
from generator.pages import words
from generator.pages.addresses import (
    CONTRIBUTE,
    PROJECTS,
    brief_path,
    href,
    project_path,
    role_path,
)
from generator.pages.atlas import Atlas
from generator.pages.cards import Link, topic_link
from generator.pages.page import FrontMatter
from generator.pages.prose import prose
from generator.pages.rendering import Sheet


@dataclass(frozen=True)
class BriefRow:
    number: int
    brief: Link
    project: str
    hours: str
    enables: str


@dataclass(frozen=True)
class ProjectRow:
    project: Link
    summary: str
    facts: str


@dataclass(frozen=True)
class ProjectsPage:
    path: str
    front: FrontMatter
    contribute: str
    projects: tuple[ProjectRow, ...]


@dataclass(frozen=True)
class ProjectPage:
    path: str
    front: FrontMatter
    projects: str
    title: str
    summary: str
    standin: str
    role: Link
    hours: str
    milestones: str
    files: str
    rows: tuple[BriefRow, ...]


@dataclass(frozen=True)
class BriefPage:
    """`new_files` are those that a reference solution adds or changes in this milestone."""

    path: str
    front: FrontMatter
    project: Link
    stage: str
    number: int
    title: str
    hours: str
    enables: str
    topics: tuple[Link, ...]
    brief: str
    new_files: tuple[str, ...]
    before: Link | None
    after: Link | None


def projects_page(atlas: Atlas) -> Sheet:
    return Sheet(
        "projects",
        ProjectsPage(
            path=PROJECTS,
            front=FrontMatter(
                title="Projects",
                description="Repositories that grow with the milestones of a role.",
                section="roles/",
                hide=("navigation", "toc"),
            ),
            contribute=href(PROJECTS, CONTRIBUTE),
            projects=tuple(
                ProjectRow(
                    Link(project.title, href(PROJECTS, project_path(project.id))),
                    project.summary,
                    f"{atlas.curriculum.roles[project.id].title} · "
                    f"{words.counted(len(project.milestones), 'milestone')} · "
                    f"{words.hours(atlas.paths[project.id].project_hours)}",
                )
                for project in atlas.curriculum.projects.values()
            ),
        ),
    )


def project_page(atlas: Atlas, project: Project) -> Sheet:
    here = project_path(project.id)
    role = atlas.curriculum.roles[project.id]
    return Sheet(
        "project",
        ProjectPage(
            path=here,
            front=FrontMatter(
                title=project.title,
                description=project.summary,
                section="roles/",
                source_file=f"curriculum/{project.file}",
                hide=("navigation", "toc"),
            ),
            projects=href(here, PROJECTS),
            title=project.title,
            summary=project.summary,
            standin=project.standin,
            role=Link(role.title, href(here, role_path(role.id))),
            hours=words.counted(atlas.paths[role.id].project_hours, "hour"),
            milestones=words.counted(len(project.milestones), "milestone"),
            files=words.counted(len(project.starter), "file"),
            rows=tuple(
                BriefRow(
                    number=number,
                    brief=Link(milestone.title, href(here, brief_path(project.id, part.id))),
                    project=milestone.project,
                    hours=words.counted(milestone.project_hours, "hour"),
                    enables=milestone.enables,
                )
                for number, part, milestone in _parts(atlas, project)
            ),
        ),
    )


def brief_pages(atlas: Atlas, project: Project) -> list[Sheet]:
    """A page per milestone, in order."""
    return [
        _brief_page(atlas, project, number, part, milestone)
        for number, part, milestone in _parts(atlas, project)
    ]


def _parts(atlas: Atlas, project: Project) -> list[tuple[int, ProjectMilestone, Milestone]]:
    milestones = atlas.curriculum.roles[project.id].milestones
    pairs = zip(project.milestones, milestones, strict=True)
    return [(number, part, milestone) for number, (part, milestone) in enumerate(pairs, 1)]


def _brief_page(
    atlas: Atlas, project: Project, number: int, part: ProjectMilestone, milestone: Milestone
) -> Sheet:
    here = brief_path(project.id, part.id)
    context = BriefPage(
        path=here,
        front=FrontMatter(
            title=f"{number}. {part.title}",
            description=milestone.project,
            section="roles/",
            source_file=f"curriculum/{project.brief_file(part.id)}",
        ),
        project=Link(project.title, href(here, project_path(project.id))),
        stage=href(here, role_path(project.id), f"stage-{number}"),
        number=number,
        title=part.title,
        hours=words.counted(milestone.project_hours, "hour"),
        enables=milestone.enables,
        topics=tuple(topic_link(atlas, topic, here) for topic in part.topics),
        brief=prose(project.briefs[part.id], here),
        new_files=project.solutions.get(part.id, ()),
        before=_neighbour(project, number - 1, here),
        after=_neighbour(project, number + 1, here),
    )
    return Sheet("brief", context)


def _neighbour(project: Project, number: int, here: str) -> Link | None:
    if not 1 <= number <= len(project.milestones):
        return None
    part = project.milestones[number - 1]
    return Link(f"{number}. {part.title}", href(here, brief_path(project.id, part.id)))

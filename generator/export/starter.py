"""What the learner of a project downloads: the starter repository, packed to the same bytes."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from generator.model import Curriculum, Project

BEFORE_ANY_CLOCK = (1980, 1, 1, 0, 0, 0)


def starter_files(curriculum: Curriculum) -> dict[str, bytes]:
    """Path below `docs_dir` -> archive, for every project."""
    return {
        f"projects/{project.id}/starter.zip": _archive(project)
        for project in curriculum.projects.values()
        if project.starter
    }


def _archive(project: Project) -> bytes:
    """One folder named by the project, so that unpacking leaves no mess."""
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for path, text in sorted(project.starter.items()):
            entry = ZipInfo(f"{project.id}/{path}", BEFORE_ANY_CLOCK)
            entry.external_attr = 0o644 << 16
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, text.encode())
    return buffer.getvalue()

"""MkDocs' side of the generator: what happens before, during and after a build of MkDocs.

Fills `docs_dir` before MkDocs reads it, trims the pages, writes the headers of the built site, and
watches the sources while MkDocs serves. The only module that knows MkDocs; it says in MkDocs' log
what `curriculum build` says in the terminal.
"""

from __future__ import annotations

import gzip
import logging
import os
import re
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import Abort

from generator.build import site
from generator.diagnostics import Severity
from generator.headers import write_headers
from generator.report import told
from generator.sync import sync

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.hooks.curriculum")

CURRICULUM = "curriculum"
HAND_WRITTEN = "docs"
_VERBATIM = re.compile(r"(<(?:pre|script|textarea)\b.*?</(?:pre|script|textarea)>)", re.DOTALL)
_BREAK = re.compile(r"\n\s+")
_IS_REBUILDING = ContextVar("is_rebuilding", default=False)
WATCHED = (CURRICULUM, HAND_WRITTEN, "generator/pages", "overrides")


class CurriculumErrors(Abort):
    """The curriculum has errors: nothing was written."""


def on_pre_build(config: MkDocsConfig) -> None:
    """Fill `docs_dir` from the curriculum.

    Raises:
        CurriculumErrors: after all of them are in the log; the files of the last good build stay.
    """
    root = _root(config)
    made = site(
        Path(os.path.relpath(root / CURRICULUM)), Path(os.path.relpath(root / HAND_WRITTEN))
    )
    wrong = [d for d in made.diagnostics if d.severity is not Severity.NOTE]
    for diagnostic, text in told(wrong, config.site_url or ""):
        level = logging.ERROR if diagnostic.severity is Severity.ERROR else logging.WARNING
        log.log(level, "%s", text)
    if not made.is_sound:
        raise CurriculumErrors("The curriculum has errors, see above; nothing was written.")
    sync(made.files, root / HAND_WRITTEN, Path(config.docs_dir))


def on_post_page(output: str, **_: object) -> str:
    """Leave out the empty lines and indentation of the theme's templates: a tenth of a page."""
    pieces = _VERBATIM.split(output)
    pieces[::2] = [_BREAK.sub("\n", piece) for piece in pieces[::2]]
    return "".join(pieces)


def on_post_build(config: MkDocsConfig) -> None:
    """Write what depends on the whole built site, without a clock.

    The security headers name the hashes of this very build, and are left as they are where a server
    builds anew, which sends none; into the compressed sitemap MkDocs puts the day, which is taken
    out again.
    """
    built = Path(config.site_dir)
    if not _IS_REBUILDING.get():
        write_headers(built)
    sitemap = built / "sitemap.xml"
    if sitemap.exists():
        packed = gzip.compress(sitemap.read_bytes(), mtime=0)
        sitemap.with_suffix(".xml.gz").write_bytes(packed)


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
) -> LiveReloadServer:
    """Watch the sources, not what is made of them; keep the last good site through an error."""

    def keep_serving() -> None:
        rebuilding = _IS_REBUILDING.set(True)
        try:
            builder()
        except CurriculumErrors as errors:
            log.error("%s The last good site is still served.", errors)
        finally:
            _IS_REBUILDING.reset(rebuilding)

    server.builder = keep_serving
    server.unwatch(config.docs_dir)
    for folder in WATCHED:
        if (path := _root(config) / folder).is_dir():
            server.watch(str(path))
    return server


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent

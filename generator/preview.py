"""Shows an edit in about a second: `mkdocs serve --dirty` then renders only the pages that changed.

A hook of MkDocs beside `generator/hook.py`: without its line in `mkdocs.yml` all is as before, but
slower. MkDocs alone would go by the times of files, and know neither title nor text of the pages it
leaves out. Here the files of the last build are kept with the pages made of them, and a page is
rendered anew when what it is made of has changed: its text, a file that it may link to came or
went, the templates, `mkdocs.yml`. In a build, or with plain `mkdocs serve`, nothing here does
anything.
"""

from __future__ import annotations

import errno
import gc
import json
import logging
import posixpath
import socket
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.hooks.preview")

CODE = "generator"
SEARCH = "material/search"
SEARCH_INDEX = "search/search_index.json"
_COMPACT = (",", ":")


class Kept(File):
    """A file of the site with what the last build made of it.

    `built_from` is the content that stands built in the site, None where nothing does; `entries`
    are those of the page in the search index.
    """

    content = b""
    built_from: bytes | None = None
    is_changed = True
    entries: tuple[str, ...] = ()

    @classmethod
    def of(cls, file: File) -> Kept:
        return cls(
            file.src_uri,
            file.src_dir,
            file.dest_dir,
            file.use_directory_urls,
            inclusion=file.inclusion,
        )

    def look(self, *, anew: bool) -> None:
        """See whether the file must be built again, and forget what was made of it if so."""
        self.content = self.content_bytes
        self.is_changed = anew or self.content != self.built_from
        if self.is_changed:
            self.built_from, self.page = None, None

    def is_modified(self) -> bool:
        """What MkDocs asks before it renders or copies; its own answer goes by the clock."""
        return self.is_changed

    def mentions(self, names: Iterable[bytes]) -> bool:
        return self.is_documentation_page() and any(name in self.content for name in names)


class Preview:
    """What the last build left, for the next one."""

    def __init__(self) -> None:
        self.is_on = False
        self.files: dict[str, Kept] = {}
        self.layout = b""
        self.environment: object = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self.is_on = dirty and command == "serve"
        if self.is_on:
            logging.getLogger("mkdocs.commands.build").addFilter(_is_no_warning_of_dirty_builds)

    def on_config(self, config: MkDocsConfig) -> None:
        """Have the search list just what is rendered: its own way to add it knows one page.

        Raises:
            Abort: before the first build where its port is taken, which MkDocs would notice last.
        """
        if self.is_on and not self.files:
            _require_free(*config.dev_addr)
        if self.is_on and (search := config.plugins.get(SEARCH)):
            search.on_startup(command="serve", dirty=False)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files | None:
        if not self.is_on:
            return None
        before, layout = self.files, _layout(config)
        self.files = {file.src_uri: _kept(before.get(file.src_uri), file) for file in files}
        gone = [file for uri, file in before.items() if self.files.get(uri) is not file]
        come = [file for uri, file in self.files.items() if before.get(uri) is not file]
        lost = {file.abs_dest_path for file in gone}
        for path in lost:
            Path(path).unlink(missing_ok=True)
        moved = {file.src_uri for file in (*gone, *come)}
        names = {posixpath.basename(uri).encode() for uri in moved}
        all_anew = layout != self.layout or any(uri.encode() in layout for uri in moved)
        if layout != self.layout:
            self.layout, self.environment = layout, None
        for file in self.files.values():
            anew = all_anew or file.abs_dest_path in lost or file.mentions(names)
            file.look(anew=anew)
        return Files(self.files.values())

    def on_env(self, env: object, **_: object) -> object:
        """The templates as they were compiled for the last build, if none has changed."""
        if self.is_on and self.environment is None:
            self.environment = env
        return self.environment

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if not self.is_on:
            return
        pages = [file for file in self.files.values() if file.page is not None]
        if SEARCH in config.plugins:
            _complete_search_index(Path(config.site_dir) / SEARCH_INDEX, pages)
        changed = sum(file.is_changed for file in pages)
        log.info("Rendered %d of %d pages", changed, len(pages))
        for file in self.files.values():
            file.built_from = file.content

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, **_: object
    ) -> LiveReloadServer | None:
        """Serve on after a mistake of any kind, and say what only a new start can show."""
        if not self.is_on:
            return None
        root = Path(config.config_file_path).parent
        build, code = server.builder, _code(root)

        def rebuild() -> None:
            if changed := sorted({path for path, _ in _code(root) ^ code}):
                log.warning("Start the preview again: it runs the old %s", ", ".join(changed))
            try:
                build()
            except Exception as error:  # noqa: BLE001 (a template may raise anything)
                last = "".join(traceback.format_exception(error, limit=-1)).strip()
                log.error("%s\nThe last good site is still served.", last)

        gc.collect()
        gc.freeze()  # searching what stays for garbage costs a tenth of a second at each edit
        server.builder = rebuild
        return server


def _require_free(host: str, port: int) -> None:
    """The way to another port, where somebody else listens on this one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise Abort(
            f"Port {port} of {host} is taken, perhaps by another preview: stop that, or take "
            f'another port: make serve ARGS="-a {host}:{port + 1}"'
        ) from None


def _code(root: Path) -> set[tuple[str, bytes]]:
    """The Python files of the generator."""
    paths = (root / CODE).rglob("[!.]*.py")  # hidden ones are those of editors
    return {(path.relative_to(root).as_posix(), path.read_bytes()) for path in paths}


def _kept(kept: Kept | None, file: File) -> Kept:
    """The file as it was kept, if it is the same one: a theme's can give way to one of ours."""
    if kept is None or kept.src_dir != file.src_dir:
        return Kept.of(file)
    kept.inclusion = file.inclusion
    return kept


def _layout(config: MkDocsConfig) -> bytes:
    """What every page depends on: the configuration and our templates."""
    templates = Path(config.theme.custom_dir) if config.theme.custom_dir else None
    paths = [
        Path(config.config_file_path),
        *(sorted(p for p in templates.rglob("*") if p.is_file()) if templates else ()),
    ]
    return b"\n".join(b"%s\n%s" % (str(path).encode(), path.read_bytes()) for path in paths)


def _complete_search_index(path: Path, pages: Iterable[Kept]) -> None:
    """Put the entries of the pages that were not rendered beside those of the others."""
    index = json.loads(path.read_text(encoding="utf-8"))
    entries: dict[str, list[Any]] = {}
    for entry in index["docs"]:
        entries.setdefault(entry["location"].partition("#")[0], []).append(entry)
    for file in pages:
        if file.is_changed and file.page:
            own = entries.get(file.page.url, ())
            file.entries = tuple(json.dumps(entry, separators=_COMPACT) for entry in own)
    config = json.dumps(index["config"], separators=_COMPACT)
    every = ",".join(entry for file in pages for entry in file.entries)
    path.write_text(f'{{"config":{config},"docs":[{every}]}}', encoding="utf-8")


def _is_no_warning_of_dirty_builds(record: logging.LogRecord) -> bool:
    """MkDocs warns of pages that its own way leaves out of date."""
    return "'dirty' build" not in record.getMessage()


_preview = Preview()
on_startup = _preview.on_startup
on_config = _preview.on_config
on_files = _preview.on_files
on_env = _preview.on_env
on_post_build = _preview.on_post_build
on_serve = _preview.on_serve

"""Every engine that reads `mkdocs.yml` builds the same set of pages from the files on disk."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import copy_checkout
from tests.site_pages import address_of

pytestmark = pytest.mark.engines

PROGRAMS = Path(sys.executable).parent


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout whose pages were written by `curriculum build`, for engines that run no hook."""
    checkout = copy_checkout(tmp_path_factory.mktemp("engines"))
    _run(checkout, sys.executable, "-m", "generator", "build")
    return checkout


def test_engines_build_the_pages_that_mkdocs_builds(generated: Path) -> None:
    wanted = _built(generated, "mkdocs", "build", "--strict")
    assert len(wanted) > 100
    assert _built(generated, "properdocs", "build", "--strict", "-f", "mkdocs.yml") == wanted
    assert _built(generated, "zensical", "build", "--clean") == wanted


def _built(checkout: Path, program: str, *arguments: str) -> set[str]:
    """The addresses of the pages this engine builds into `site_dir`."""
    site = checkout / "build/site"
    for page in site.rglob("*.html"):
        page.unlink()
    _run(checkout, PROGRAMS / program, *arguments)
    return {address_of(page, site) for page in site.rglob("*.html")}


def _run(checkout: Path, *command: str | Path) -> None:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(
        command, cwd=checkout, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr

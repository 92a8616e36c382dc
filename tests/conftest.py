"""What several tests share: the real curriculum, read once, and the options of this suite."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from generator.build import Checked, checked

ROOT = Path(__file__).parent.parent
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=5000)
settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh-cases",
        action="store_true",
        help="write the expected.txt of every case anew; read the difference before committing it",
    )
    parser.addoption(
        "--mutations",
        type=int,
        default=300,
        help="how many mistakes are made in the real curriculum (default: 300)",
    )
    parser.addoption(
        "--mutation-seed",
        type=int,
        default=1,
        help="another seed makes other mistakes (default: 1)",
    )


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def real() -> Checked:
    """The real curriculum, read and checked."""
    return checked(ROOT / "curriculum")


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built once as `make build` builds it. Any warning of MkDocs is an error."""
    return build_site(tmp_path_factory.mktemp("site"), hash_seed=1)


def build_site(target: Path, hash_seed: int) -> Path:
    """Build the real site into `target`, from a copy."""
    checkout = copy_checkout(target)
    environment = os.environ | {"PYTHONHASHSEED": str(hash_seed), "NO_MKDOCS_2_WARNING": "1"}
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", target / "site"],
        cwd=checkout,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    assert "WARNING" not in built.stderr, built.stderr
    return target / "site"


def copy_checkout(target: Path) -> Path:
    """What a build reads, copied below `target`, so that `build/docs` of the repository stays."""
    checkout = target / "checkout"
    for part in ("curriculum", "docs", "generator", "overrides"):
        shutil.copytree(ROOT / part, checkout / part, ignore=shutil.ignore_patterns("__pycache__"))
    (checkout / "build/docs").mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", checkout)
    return checkout


@pytest.fixture(scope="session")
def served_site(built_site: Path) -> Iterator[str]:
    """The address of the built site, served on this machine."""
    handler = partial(QuietHandler, directory=built_site)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves files and says nothing about it."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real Chromium; `make test` finds or installs one and names it."""
    path = os.environ.get("FAIRWAY_CHROMIUM")
    if not path:
        pytest.fail("FAIRWAY_CHROMIUM names no browser: run `make test`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()

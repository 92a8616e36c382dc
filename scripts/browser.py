"""Prints the path of a Chromium for the tests that need a real browser.

In this order: the one named by FAIRWAY_CHROMIUM, one found on the machine, Playwright's own, and
the package of the distribution (as root, or with a sudo that asks nothing). Where none can be had
it says what to do and exits 1. Only the standard library; progress goes to standard error.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

NAMES = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chrome")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
PACKAGE_COMMANDS: dict[str, Sequence[Sequence[str]]] = {
    "apt-get": (("apt-get", "update"), ("apt-get", "install", "-y", "chromium")),
    "dnf": (("dnf", "install", "-y", "chromium"),),
    "pacman": (("pacman", "-S", "--noconfirm", "--needed", "chromium"),),
    "apk": (("apk", "add", "chromium"),),
    "brew": (("brew", "install", "--cask", "chromium"),),
}
WITHOUT_ROOT = {"brew"}
DOWNLOAD_SECONDS = 300
INSTALL_SECONDS = 600
CURE = """\
no Chromium for the browser tests: install one by hand, for example
    apt-get install chromium    (Debian, Ubuntu; dnf, pacman, apk and brew have it too)
    .venv/bin/python -m playwright install chromium
or name one: FAIRWAY_CHROMIUM=/path/to/chromium make test"""


def main() -> int:
    """Tries each way in turn and prints the first browser that starts."""
    named = os.environ.get("FAIRWAY_CHROMIUM")
    if named:
        if starts(named):
            print(named)
            return 0
        say(f"FAIRWAY_CHROMIUM={named} does not start")
        return 1
    ways: tuple[Callable[[], Iterator[str]], ...] = (on_the_machine, of_playwright, of_the_system)
    for way in ways:
        for path in way():
            if starts(path):
                print(path)
                return 0
    say(CURE)
    return 1


def on_the_machine() -> Iterator[str]:
    """Browsers that are installed already; a snap's cannot read the tests' profile folder."""
    for name in NAMES:
        path = shutil.which(name)
        if path and not path.startswith("/snap/"):
            yield path
    yield from PLACES


def of_playwright() -> Iterator[str]:
    """The build that Playwright would use: from an earlier download, else downloaded now."""
    ask = (
        "from playwright.sync_api import sync_playwright as start\n"
        "with start() as playwright: print(playwright.chromium.executable_path)"
    )
    path = output_of([sys.executable, "-c", ask], seconds=60)
    if path is None:
        return
    if not Path(path).exists():
        say("no Chromium found: trying Playwright's own")
        install = [sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"]
        patience = {"PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "5000"}
        output_of(install, seconds=DOWNLOAD_SECONDS, environment=patience)
    yield path


def of_the_system() -> Iterator[str]:
    """What the distribution packages, where installing it needs no password."""
    manager = next((name for name in PACKAGE_COMMANDS if shutil.which(name)), None)
    if manager is None:
        return
    prefix = [] if manager in WITHOUT_ROOT else root_prefix()
    if prefix is None:
        return
    say(f"trying the package of {manager}")
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    for command in PACKAGE_COMMANDS[manager]:
        output_of([*prefix, *command], seconds=INSTALL_SECONDS, environment=quiet)
    yield from on_the_machine()


def root_prefix() -> list[str] | None:
    """What to put before a command that needs root; None when root is not to be had."""
    if os.name == "posix" and os.geteuid() == 0:
        return []
    sudo = ["sudo", "--non-interactive"]
    return sudo if output_of([*sudo, "true"], seconds=10) is not None else None


def starts(path: str) -> bool:
    """Whether the program tells its version: a download may lack libraries of the system."""
    return output_of([path, "--version"], seconds=30) is not None


def output_of(
    command: Sequence[str], *, seconds: float, environment: dict[str, str] | None = None
) -> str | None:
    """The stripped output of a command that succeeded, else None."""
    try:
        done = subprocess.run(
            command,
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds,
            text=True,
            env=os.environ | (environment or {}),
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()


def say(text: str) -> None:
    """Prints to standard error, so that standard output holds the path alone."""
    print(f"browser: {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

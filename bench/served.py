"""A real `mkdocs serve` in a process of its own, for measurements and for tests."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

PATIENCE_SECONDS = 120
"""Only for a server that hangs: nothing here takes as long."""

PAUSE_SECONDS = 0.01


@dataclass(frozen=True)
class Served:
    """A server that has built its site. `folder` is where it built it."""

    address: str
    folder: Path
    log_file: Path
    pid: int

    @property
    def log(self) -> str:
        return self.log_file.read_text(encoding="utf-8")

    def page(self, path: str) -> str:
        """What a browser gets, the page of a missing address included; waits out a build."""
        try:
            with urlopen(self.address + path, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310
                return str(answer.read().decode())
        except HTTPError as error:
            return error.read().decode()

    def cpu_seconds(self) -> float:
        """CPU time of the server so far. Only on Linux."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def served(checkout: Path, work: Path, *options: str) -> Iterator[Served]:
    """Serve the site of a checkout; what the server writes of its own goes below `work`."""
    port = _free_port()
    temporary, log_file = work / "tmp", work / "log.txt"
    temporary.mkdir(parents=True)
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}", *options]
    environment = os.environ | {"TMPDIR": str(temporary), "NO_MKDOCS_2_WARNING": "1"}
    with log_file.open("wb") as log:
        process = subprocess.Popen(
            command, cwd=checkout, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        wait_until(
            lambda: process.poll() is not None or b"Serving on" in log_file.read_bytes(),
            "the server starts",
        )
        if process.poll() is not None:
            raise SystemExit(log_file.read_text(encoding="utf-8"))
        (folder,) = temporary.glob("mkdocs_*")
        yield Served(f"http://127.0.0.1:{port}/", folder, log_file, process.pid)
    finally:
        process.terminate()
        process.wait()


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Come back as soon as it is so.

    Raises:
        TimeoutError: it does not come about.
    """
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        time.sleep(PAUSE_SECONDS)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])

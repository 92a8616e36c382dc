"""What a check works with: a copy of the repository, the stand-in, and the program under check."""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from standin import StandIn

from checks import web
from checks.verdict import Miss

KEY = "kelp-key-c0ffee00c0ffee00"
_LEFT_OUT = shutil.ignore_patterns(".git", "state", "__pycache__", ".venv", "venv", "node_modules")


class Run:
    """A command that has ended."""

    def __init__(self, words: str, code: int, out: str, err: str) -> None:
        self.words, self.code, self.out, self.err = words, code, out, err

    def __str__(self) -> str:
        return f"`{self.words}` ended with {self.code}: {(self.out + self.err).strip()[-500:]}"

    def json(self) -> Any:
        try:
            return json.loads(self.out)
        except ValueError:
            raise Miss(f"`{self.words}` prints JSON and nothing else", str(self)) from None

    def ok(self) -> Run:
        if self.code:
            raise Miss(f"`{self.words}` ends with 0", str(self))
        return self

    def refused(self, why: str) -> Run:
        """The command said no by itself, not because Python fell over."""
        if self.code == 0:
            raise Miss(f"`{self.words}` ends with 1: {why}", str(self))
        if self.code != 1 or "Traceback" in self.err:
            raise Miss(f"`{self.words}` ends with 1 and a sentence: {why}", str(self))
        if self.out.strip() or not self.err.strip():
            raise Miss(f"the sentence of `{self.words}` on standard error alone", str(self))
        return self


class Server:
    """The learner's program, listening."""

    def __init__(self, process: subprocess.Popen[bytes], url: str, log: Path) -> None:
        self.process, self.url, self._log = process, url, log

    def get(self, path: str, **options: Any) -> web.Answer:
        return web.call("GET", self.url + path, **options)

    def post(self, path: str, body: object, **options: Any) -> web.Answer:
        return web.call("POST", self.url + path, body, **options)

    def ask(self, question: str, **more: Any) -> web.Answer:
        return self.post("/ask", {"question": question, **more})

    def output(self) -> str:
        return self._log.read_text("utf-8", "replace")


class Bench:
    """Everything of one check lives in a folder of its own, which is gone afterwards."""

    def __init__(self, repository: Path, *, real: bool = False) -> None:
        self.real = real
        self._folder = Path(tempfile.mkdtemp(prefix="check-"))
        self.repo = self._folder / "repository"
        self.state = self._folder / "state"
        shutil.copytree(repository, self.repo, ignore=_LEFT_OUT)
        self._exits = contextlib.ExitStack()
        self._servers: list[Server] = []

    def close(self) -> None:
        self._exits.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def standin(self, **behaviour: Any) -> StandIn:
        return self._exits.enter_context(StandIn(**{"key": KEY, **behaviour}))

    def environment(self, model: StandIn | str | None, **more: str) -> dict[str, str]:
        """What the program sees: the machine's own variables, and those that the briefs name."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("MODEL_")}
        base_url = model.base_url if isinstance(model, StandIn) else model or web.dead_url() + "/v1"
        given = {
            "MODEL_BASE_URL": base_url,
            "MODEL_API_KEY": KEY,
            "MODEL_NAME": "standin-large",
            "EMBEDDING_MODEL": "standin-embed",
            "MODEL_TIMEOUT_SECONDS": "3",
            "STATE_DIR": str(self.state),
        }
        if self.real:
            given |= {name: value for name, value in os.environ.items() if name in _REAL_NAMES}
        return {**own, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1", **given, **more}

    def cli(
        self, *words: str, model: StandIn | str | None = None, timeout: float = 25, **env: str
    ) -> Run:
        """Run `python -m assistant ...` to its end."""
        shown = "python -m assistant " + " ".join(words)
        try:
            done = subprocess.run(
                [sys.executable, "-m", "assistant", *words],
                cwd=self.repo,
                env=self.environment(model, **env),
                capture_output=True,
                timeout=timeout * (20 if self.real else 1),
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Miss(f"`{shown}` ends within {timeout:g} s", "it was still running") from None
        return Run(
            shown, done.returncode, done.stdout.decode(), done.stderr.decode("utf-8", "replace")
        )

    def serve(self, model: StandIn | str | None, **env: str) -> Server:
        """Start `python -m assistant serve --port N` and wait until it listens."""
        return self.start("serve", model=model, **env)

    def start(self, *words: str, model: StandIn | str | None = None, **env: str) -> Server:
        port = _free_port()
        log = self._folder / f"output-{port}.txt"
        shown = f"python -m assistant {' '.join(words)} --port {port}"
        with log.open("wb") as sink:
            process = subprocess.Popen(
                [sys.executable, "-m", "assistant", *words, "--port", str(port)],
                cwd=self.repo,
                env=self.environment(model, **env),
                stdout=sink,
                stderr=subprocess.STDOUT,
            )
        self._exits.callback(_end, process)
        server = Server(process, f"http://127.0.0.1:{port}", log)
        self._servers.append(server)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            if process.poll() is not None:
                raise Miss(
                    f"`{shown}` keeps running and listens on 127.0.0.1",
                    f"it ended with {process.returncode}: {server.output().strip()[-400:]}",
                )
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
                return server
            time.sleep(0.02)
        raise Miss(f"`{shown}` listens within 10 s", f"nothing listens; {server.output()[-400:]}")

    def last_words(self) -> str:
        """Where a server fell over, the exception that it printed last."""
        fallen = re.compile(r"^[\w.]*(?:Error|Exception)\b.*$", re.MULTILINE)
        found = [fallen.findall(server.output())[-1:] for server in self._servers]
        return "; ".join(line[:200] for lines in found for line in lines)

    def written(self) -> Iterator[tuple[str, str]]:
        """Every file of the state folder, as name and text."""
        for path in sorted(self.state.rglob("*")):
            if path.is_file():
                yield (
                    path.relative_to(self.state).as_posix(),
                    path.read_bytes().decode("utf-8", "replace"),
                )

    def enter(self, context: Any) -> Any:
        return self._exits.enter_context(context)


_REAL_NAMES = {
    "MODEL_BASE_URL",
    "MODEL_API_KEY",
    "MODEL_NAME",
    "EMBEDDING_MODEL",
    "MODEL_TIMEOUT_SECONDS",
}


def _free_port() -> int:
    """A port on which nobody listens, below those that systems hand out to connections.

    Drawn at random, so that two suites that run at once do not get in each other's way.
    """
    while True:
        port = random.SystemRandom().randrange(10_000, 32_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(0.5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

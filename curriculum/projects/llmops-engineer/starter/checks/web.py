"""HTTP from the checks' side: calls, server-sent events, and small servers that play another part."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from checks.verdict import Miss


class Answer:
    def __init__(self, words: str, status: int, headers: Any, raw: bytes, seconds: float) -> None:
        self.words, self.status, self.headers = words, status, headers
        self.raw, self.seconds = raw, seconds

    @property
    def text(self) -> str:
        return self.raw.decode("utf-8", "replace")

    def __str__(self) -> str:
        return f"{self.words} -> {self.status}: {self.text[:400]}"

    def json(self) -> Any:
        try:
            return json.loads(self.raw)
        except ValueError:
            raise Miss(f"{self.words} answers JSON", str(self)) from None

    def ok(self) -> Any:
        """The body of an answer that has to be 200."""
        return self.status_is(200)

    def status_is(self, *wanted: int) -> Any:
        if self.status not in wanted:
            raise Miss(f"{self.words} answers {' or '.join(map(str, wanted))}", str(self))
        return self.json()

    def error_code(self, status: int, code: str) -> None:
        """An error of the one shape: `{"error": {"code": ..., "message": ...}}`."""
        body = self.status_is(status)
        error = body.get("error") if isinstance(body, dict) else None
        if not isinstance(error, dict) or error.get("code") != code or not error.get("message"):
            raise Miss(
                f'{self.words} answers {{"error": {{"code": "{code}", "message": ...}}}}', str(self)
            )


def call(
    method: str, url: str, body: object = None, *, headers: dict[str, str] | None = None,
    timeout: float = 20, raw: bytes | None = None,
) -> Answer:  # fmt: skip
    path = "/" + url.split("/", 3)[3]
    words = f"{method} {path}"
    data = raw if raw is not None else json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(
        url, data, {"Content-Type": "application/json", **(headers or {})}, method=method
    )
    started = time.perf_counter()
    try:
        with urllib.request.urlopen(request, timeout=timeout) as reply:
            return Answer(
                words, reply.status, reply.headers, reply.read(), time.perf_counter() - started
            )
    except urllib.error.HTTPError as reply:
        return Answer(words, reply.code, reply.headers, reply.read(), time.perf_counter() - started)
    except (OSError, http.client.HTTPException) as error:
        seen = f"{type(error).__name__}: {error}"
        if "reset" in seen:
            seen += " (does your server queue enough connections? http.server queues 5 by default)"
        raise Miss(f"{words} is answered within {timeout:g} s", seen) from None


def events(url: str, body: object, timeout: float = 20) -> list[tuple[float, dict[str, Any]]]:
    """The events of a stream: seconds since the request, and the JSON after `data:`."""
    path = "/" + url.split("/", 3)[3]
    request = urllib.request.Request(
        url, json.dumps(body).encode(), {"Content-Type": "application/json"}
    )
    started, found = time.perf_counter(), []
    try:
        with urllib.request.urlopen(request, timeout=timeout) as reply:
            kind = reply.headers.get("Content-Type", "")
            if "text/event-stream" not in kind:
                raise Miss(
                    f"POST {path} with stream answers text/event-stream", f"Content-Type {kind}"
                )
            for line in reply:
                if line.startswith(b"data:"):
                    found.append((time.perf_counter() - started, json.loads(line[5:])))
    except urllib.error.HTTPError as reply:
        raise Miss(
            f"POST {path} with stream answers 200", f"{reply.code}: {reply.read()[:300]!r}"
        ) from None
    except ValueError as error:
        raise Miss(f"each event of POST {path} is `data: ` and JSON", str(error)) from None
    except (OSError, http.client.HTTPException) as error:
        raise Miss(
            f"the stream of POST {path} comes to an end", f"{type(error).__name__}: {error}"
        ) from None
    return found


def at_once(*work: Callable[[], Any]) -> list[Any]:
    """Do all of it in parallel; results in the order given."""
    with ThreadPoolExecutor(len(work)) as pool:
        return [future.result() for future in [pool.submit(item) for item in work]]


def dead_url() -> str:
    """An address at which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{probe.getsockname()[1]}"


class Part:
    """A server that plays a part: `reply(body, number)` gives status, headers and body for a request.

    `arrivals` are the times of the requests, `bodies` what they held.
    """

    def __init__(self, reply: Callable[[Any, int], tuple[int, dict[str, str], Any]]) -> None:
        part = self
        self.arrivals: list[float] = []
        self.bodies: list[Any] = []
        self.now = self.peak = 0
        lock = threading.Lock()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def log_message(self, *_: object) -> None: ...

            def do_GET(self) -> None:
                self._answer(200, {}, {"status": "ok"})

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                with contextlib.suppress(ValueError):
                    raw = json.loads(raw)
                with lock:
                    number = len(part.arrivals)
                    part.arrivals.append(time.monotonic())
                    part.bodies.append(raw)
                    part.now += 1
                    part.peak = max(part.peak, part.now)
                try:
                    self._answer(*reply(raw, number))
                finally:
                    with lock:
                        part.now -= 1

            def _answer(self, status: int, headers: dict[str, str], body: Any) -> None:
                raw = body if isinstance(body, bytes) else json.dumps(body).encode()
                with contextlib.suppress(OSError):
                    self.send_response(status)
                    for name, value in {"Content-Type": "application/json", **headers}.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(raw)))
                    self.end_headers()
                    self.wfile.write(raw)

        class Http(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 256
            block_on_close = False

            def handle_error(self, request: Any, client_address: Any) -> None: ...

        self._http = Http(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}"

    def __enter__(self) -> Part:
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()


def lines_of_json(text: str, name: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(text.splitlines(), 1):
        try:
            yield json.loads(line)
        except ValueError:
            raise Miss(f"each line of {name} is JSON", f"line {number}: {line[:200]}") from None

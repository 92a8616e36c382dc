"""A small HTTP server: routes to functions, JSON in and out, streams as server-sent events."""

from __future__ import annotations

import contextlib
import json
import signal
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from assistant.errors import ApiError, bad_request


@dataclass
class Request:
    body: Any
    headers: Any


@dataclass
class Response:
    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    events: Iterator[dict[str, Any]] | None = None


Route = Callable[[Request], Response]


def run(routes: dict[tuple[str, str], Route], host: str, port: int) -> None:
    """Serve until SIGTERM; requests under way are answered before this returns."""
    handler = type("BoundHandler", (_Handler,), {"routes": routes})
    with _Server((host, port), handler) as server:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: threading.Thread(target=server.shutdown).start())
        server.serve_forever(poll_interval=0.05)


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # so that closing waits for them
    request_queue_size = 128


class _Handler(BaseHTTPRequestHandler):
    routes: dict[tuple[str, str], Route]

    def log_message(self, *_: object) -> None: ...

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def _answer(self, method: str) -> None:
        try:
            response = self._routed(method)
        except ApiError as error:
            response = _of_error(error)
        except Exception as error:  # noqa: BLE001 - the last line of defence
            print(f"bug: {type(error).__name__}", flush=True)
            response = _of_error(ApiError(500, "internal", "this should not have happened"))
        with contextlib.suppress(OSError):
            self._send(response)

    def _routed(self, method: str) -> Response:
        path = self.path.split("?")[0]
        route = self.routes.get((method, path))
        if route is None:
            raise ApiError(404, "not_found", f"nothing is served at {method} {path}")
        body = None
        if method == "POST":
            try:
                body = json.loads(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
            except ValueError:
                raise bad_request("the body is not JSON") from None
            if not isinstance(body, dict):
                raise bad_request("the body is not a JSON object")
        return route(Request(body, self.headers))

    def _send(self, response: Response) -> None:
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        if response.events is not None:
            self.send_header("Content-Type", "text/event-stream")
            self.end_headers()
            for event in response.events:
                self.wfile.write(b"data: " + json.dumps(event).encode() + b"\n\n")
            return
        text = response.body if isinstance(response.body, str) else json.dumps(response.body)
        kind = "text/plain" if isinstance(response.body, str) else "application/json"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())


def _of_error(error: ApiError) -> Response:
    headers = {}
    if error.retry_after is not None:
        headers["Retry-After"] = f"{error.retry_after:g}"
    return Response(error.body(), error.status, headers)

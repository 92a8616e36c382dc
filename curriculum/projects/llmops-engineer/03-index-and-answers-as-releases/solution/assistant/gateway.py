"""`gateway`: two releases behind one address, a share of users on the new one, and a way back by itself."""

from __future__ import annotations

import argparse
import hashlib
import http.client
import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

from assistant import web
from assistant.errors import ApiError, bad_request

ENOUGH = 20  # requests to the canary before it is judged
WORSE_BY = 0.1  # share of errors above that of the stable release


def add_commands(commands: Any) -> None:
    gateway = commands.add_parser("gateway", help="share users between two releases")
    gateway.add_argument("--stable", required=True)
    gateway.add_argument("--canary", required=True)
    gateway.add_argument("--share", type=float, default=10, help="percent of users on the canary")
    gateway.add_argument("--port", type=int, default=8080)
    gateway.add_argument("--host", default="127.0.0.1")
    gateway.set_defaults(run=_run)


def place_of(user: str) -> float:
    """A user's place from 0 to 100, always the same: a growing share keeps those that were in."""
    digest = hashlib.sha256(user.encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64 * 100


class Gateway:
    def __init__(self, stable: str, canary: str, share: float) -> None:
        self.urls = {"stable": stable.rstrip("/"), "canary": canary.rstrip("/")}
        self.share = share
        self.state, self.reason = "running", ""
        self.counts = {name: {"requests": 0, "errors": 0} for name in self.urls}
        self._lock = threading.Lock()

    def choose(self, user: object) -> str:
        if self.state != "running" or not isinstance(user, str) or not user:
            return "stable"
        return "canary" if place_of(user) < self.share else "stable"

    def ask(self, request: web.Request) -> web.Response:
        name = self.choose(request.body.get("user"))
        response = self._forward(name, request)
        if name == "canary" and response.status >= 500:
            name, response = "stable", self._forward("stable", request)
        response.headers["X-Release"] = name
        return response

    def status(self) -> dict[str, Any]:
        return {"state": self.state, "share": self.share, "reason": self.reason, **self.counts}

    def set_share(self, request: web.Request) -> web.Response:
        share = request.body.get("share")
        if isinstance(share, bool) or not isinstance(share, (int, float)) or not 0 <= share <= 100:
            raise bad_request("'share' is a number from 0 to 100")
        self.share = share
        return web.Response(self.status())

    def _forward(self, name: str, request: web.Request) -> web.Response:
        body = json.dumps(request.body).encode()
        call = urllib.request.Request(
            self.urls[name] + "/ask", body, {"Content-Type": "application/json"}
        )
        try:
            answer = urllib.request.urlopen(call, timeout=120)
        except urllib.error.HTTPError as error:
            with error:
                raw = error.read()
            response = web.Response(raw.decode("utf-8", "replace"), error.code)
            response.headers = {k: v for k, v in error.headers.items() if k == "Retry-After"}
        except (OSError, http.client.HTTPException):
            response = web.Response(ApiError(502, "release_down", f"{name} is down").body(), 502)
        else:
            response = _passed_on(answer, streamed=bool(request.body.get("stream")))
        self._count(name, response.status)
        return response

    def _count(self, name: str, status: int) -> None:
        with self._lock:
            self.counts[name]["requests"] += 1
            self.counts[name]["errors"] += status >= 500
            canary, stable = self.counts["canary"], self.counts["stable"]
            if canary["requests"] < ENOUGH or self.state != "running":
                return
            bad, normal = (c["errors"] / max(1, c["requests"]) for c in (canary, stable))
            if bad > normal + WORSE_BY:
                self.state, self.share = "stopped", 0
                self.reason = f"{bad:.0%} errors on the canary, {normal:.0%} on stable"


def _passed_on(answer: Any, *, streamed: bool) -> web.Response:
    if streamed:
        return web.Response(events=_events(answer))
    with answer:
        return web.Response(json.loads(answer.read()), answer.status)


def _events(answer: Any) -> Iterator[dict[str, Any]]:
    with answer:
        for line in answer:
            if line.startswith(b"data:"):
                yield json.loads(line[5:])


def _run(options: argparse.Namespace) -> int:
    gateway = Gateway(options.stable, options.canary, options.share)
    routes = {
        ("GET", "/healthz"): lambda _: web.Response({"status": "ok"}),
        ("GET", "/canary"): lambda _: web.Response(gateway.status()),
        ("POST", "/canary"): gateway.set_share,
        ("POST", "/ask"): gateway.ask,
    }
    web.run(routes, options.host, options.port)
    return 0

"""`serve`: the assistant behind an API of its own."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from assistant import web
from assistant.admission import Admission
from assistant.answering import Assistant
from assistant.errors import ApiError
from assistant.metrics import Metrics
from assistant.settings import Settings


def add_commands(commands: Any) -> None:
    serve = commands.add_parser("serve", help="listen for questions")
    serve.add_argument("--port", type=int, default=8080)
    serve.add_argument("--host", default="127.0.0.1")
    serve.set_defaults(run=_serve)


def routes(assistant: Assistant) -> dict[tuple[str, str], web.Route]:
    def ask(request: web.Request) -> web.Response:
        done = metrics.begin()
        try:
            with contextlib.ExitStack() as held:
                held.enter_context(admission)
                if request.body.get("stream"):
                    events = _until_the_end(assistant.stream(request.body), held.pop_all(), done)
                    return web.Response(events=events)
                body = assistant.ask(request.body)
        except ApiError as error:
            done(error.status)
            raise
        done(200)
        return web.Response(body)

    settings = assistant.client.settings
    admission, metrics = Admission(settings.max_concurrency, settings.max_queue), Metrics()
    return {
        ("GET", "/metrics"): lambda _: web.Response(metrics.text()),
        ("GET", "/healthz"): lambda _: web.Response({"status": "ok"}),
        ("GET", "/usage"): lambda _: web.Response(assistant.totals.read()),
        ("POST", "/ask"): ask,
        ("POST", "/search"): lambda request: web.Response(assistant.search(request.body)),
    }


def _until_the_end(
    events: Iterator[dict[str, Any]], held: contextlib.ExitStack, done: Callable[[int], None]
) -> Iterator[dict[str, Any]]:
    """Keep the place of a stream until it has ended, however it ends."""
    with held:
        status = 502
        try:
            for event in events:
                status = 200 if event.get("done") else status
                yield event
        finally:
            done(status)


def _serve(options: argparse.Namespace) -> int:
    web.run(routes(Assistant(Settings.from_environment())), options.host, options.port)
    return 0

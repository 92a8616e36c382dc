"""`serve`: the assistant behind an API of its own."""

from __future__ import annotations

import argparse
from typing import Any

from assistant import web
from assistant.answering import Assistant
from assistant.settings import Settings


def add_commands(commands: Any) -> None:
    serve = commands.add_parser("serve", help="listen for questions")
    serve.add_argument("--port", type=int, default=8080)
    serve.add_argument("--host", default="127.0.0.1")
    serve.set_defaults(run=_serve)


def routes(assistant: Assistant) -> dict[tuple[str, str], web.Route]:
    def ask(request: web.Request) -> web.Response:
        if request.body.get("stream"):
            return web.Response(events=assistant.stream(request.body))
        return web.Response(assistant.ask(request.body))

    return {
        ("GET", "/healthz"): lambda _: web.Response({"status": "ok"}),
        ("GET", "/usage"): lambda _: web.Response(assistant.totals.read()),
        ("POST", "/ask"): ask,
    }


def _serve(options: argparse.Namespace) -> int:
    web.run(routes(Assistant(Settings.from_environment())), options.host, options.port)
    return 0

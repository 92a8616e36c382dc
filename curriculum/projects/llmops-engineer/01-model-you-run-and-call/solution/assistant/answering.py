"""From a question to an answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.client import Client, Reply
from assistant.costs import Totals, cost_usd, load_prices
from assistant.errors import ApiError, bad_request
from assistant.settings import Settings

QUESTION_LIMIT = 4000
SYSTEM = "You help engineers on call. Be brief."


class Assistant:
    def __init__(self, settings: Settings) -> None:
        self.client = Client(settings)
        self.totals = Totals()
        self.prices = load_prices()

    def ask(self, body: dict[str, Any]) -> dict[str, Any]:
        reply = self.client.chat(_messages(_question(body)), Reply())
        self._count(reply)
        return {"answer": reply.text, **_facts(reply)}

    def stream(self, body: dict[str, Any]) -> Iterator[dict[str, Any]]:
        messages = _messages(_question(body))  # a bad request is told before the stream begins
        return self._events(messages)

    def _events(self, messages: list[dict[str, str]]) -> Iterator[dict[str, Any]]:
        reply = Reply()
        try:
            for piece in self.client.stream(messages, reply):
                yield {"delta": piece}
        except ApiError as error:
            yield error.body()
            return
        self._count(reply)
        yield {"done": True, **_facts(reply)}

    def _count(self, reply: Reply) -> None:
        self.totals.add(reply, cost_usd(self.prices, reply))


def _question(body: dict[str, Any]) -> str:
    question = body.get("question")
    if not isinstance(question, str) or not question.strip():
        raise bad_request("'question' is a text")
    if len(question) > QUESTION_LIMIT:
        raise bad_request(f"'question' has at most {QUESTION_LIMIT} characters")
    return question


def _messages(question: str) -> list[dict[str, str]]:
    return [{"role": "system", "content": SYSTEM}, {"role": "user", "content": question}]


def _facts(reply: Reply) -> dict[str, Any]:
    return {"model": reply.model, "truncated": reply.truncated, "usage": reply.usage()}

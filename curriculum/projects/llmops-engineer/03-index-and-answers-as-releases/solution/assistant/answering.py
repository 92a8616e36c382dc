"""From a question to an answer: the released prompt and index, sources that are checked, a trace."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assistant import prompts
from assistant.client import Client, Reply
from assistant.costs import Totals, cost_usd, load_prices
from assistant.errors import ApiError, bad_request
from assistant.prompts import Prompt
from assistant.registry import Registry
from assistant.search import CurrentIndex
from assistant.settings import Settings
from assistant.traces import Trace, Traces

QUESTION_LIMIT = 4000
PASSAGE_LIMIT = 20
RETRIEVED = 5
UNKNOWN = "I do not know: neither runbooks nor incident records answer this."


class Assistant:
    def __init__(self, settings: Settings) -> None:
        self.client = Client(settings)
        self.registry = Registry(settings.state)
        self.traces = Traces(settings.state, settings.api_key)
        self.totals = Totals()
        self.prices = load_prices()
        self.index = CurrentIndex(settings.state, self.registry, self.client)

    def ask(self, body: dict[str, Any]) -> dict[str, Any]:
        question, passages, index = self._grounds(body)
        given = self.answer(self.released(), question, passages, "ask")
        sources = cited(given["answer"], passages)
        if passages and not sources:
            given["answer"] = UNKNOWN
        return {**given, "sources": sources, "refused": not sources, "index": index}

    def search(self, body: dict[str, Any]) -> dict[str, Any]:
        count = body.get("k", RETRIEVED)
        if not isinstance(count, int) or not 1 <= count <= 20:
            raise bad_request("'k' is a number from 1 to 20")
        index = self.index.get()
        if index is None:
            raise ApiError(409, "no_index", "no index has been promoted")
        return {"index": index.id, "results": index.search(_question(body), count)}

    def _grounds(self, body: dict[str, Any]) -> tuple[str, list[dict[str, str]], str | None]:
        """The question, what to answer it from, and the id of the index that gave it."""
        question, passages = _question(body), _passages(body)
        index = None if passages else self.index.get()
        if index is None:
            return question, passages, None
        found = index.search(question, RETRIEVED)
        return question, [{"id": hit["doc"], "text": hit["text"]} for hit in found], index.id

    def answer(
        self, prompt: Prompt, question: str, passages: list[dict[str, str]], source: str
    ) -> dict[str, Any]:
        messages = prompt.messages(question=question, passages=_listed(passages))
        trace, reply = self.traces.begin(source, prompt.identity(), question, stream=False), Reply()
        try:
            self.client.chat(messages, reply, **prompt.options())
        except ApiError as error:
            self._failed(trace, reply, error)
            raise
        return {"answer": reply.text, **self._finished(trace, reply, prompt)}

    def stream(self, body: dict[str, Any]) -> Iterator[dict[str, Any]]:
        return self._events(self.released(), *self._grounds(body))

    def released(self, name: str = "answer") -> Prompt:
        """The current prompt; the very first version needs no gate."""
        current = self.registry.current(f"prompt-{name}")
        if current is None:
            first = prompts.load(name, prompts.versions(name)[0])
            self.registry.release(f"prompt-{name}", first.version, first.sha256, first.raw)
            return first
        raw = self.registry.content(f"prompt-{name}", current["sha256"])
        return prompts.parsed(raw, f"{name} {current['version']}")

    def _events(
        self, prompt: Prompt, question: str, passages: list[dict[str, str]], index: str | None
    ) -> Iterator[dict[str, Any]]:
        messages = prompt.messages(question=question, passages=_listed(passages))
        trace, reply = self.traces.begin("ask", prompt.identity(), question, stream=True), Reply()
        try:
            for piece in self.client.stream(messages, reply, **prompt.options()):
                yield {"delta": piece}
        except ApiError as error:
            self._failed(trace, reply, error)
            yield error.body()
            return
        sources = cited(reply.text, passages)
        facts = {"sources": sources, "refused": not sources, "index": index}
        yield {"done": True, **self._finished(trace, reply, prompt), **facts}

    def _finished(self, trace: Trace, reply: Reply, prompt: Prompt) -> dict[str, Any]:
        cost = cost_usd(self.prices, reply)
        self.totals.add(reply, cost)
        trace.end(reply, cost)
        return {
            "model": reply.model,
            "truncated": reply.truncated,
            "usage": reply.usage(),
            "prompt": prompt.identity(),
            "trace_id": trace.id,
        }

    def _failed(self, trace: Trace, reply: Reply, error: ApiError) -> None:
        trace.end(reply, cost_usd(self.prices, reply), status=error.code)


def cited(answer: str, passages: list[dict[str, str]]) -> list[str]:
    """The passages that the answer names, in the order it names them; invented names do not count."""
    known = {passage["id"] for passage in passages}
    return list(
        dict.fromkeys(name for name in re.findall(r"\[([^\]]+)\]", answer) if name in known)
    )


def _question(body: dict[str, Any]) -> str:
    question = body.get("question")
    if not isinstance(question, str) or not question.strip():
        raise bad_request("'question' is a text")
    if len(question) > QUESTION_LIMIT:
        raise bad_request(f"'question' has at most {QUESTION_LIMIT} characters")
    return question


def _passages(body: dict[str, Any]) -> list[dict[str, str]]:
    passages = body.get("passages", [])
    if not isinstance(passages, list) or len(passages) > PASSAGE_LIMIT:
        raise bad_request(f"'passages' is a list of at most {PASSAGE_LIMIT}")
    for passage in passages:
        if not isinstance(passage, dict) or not all(
            isinstance(passage.get(key), str) and passage[key] for key in ("id", "text")
        ):
            raise bad_request("each of 'passages' has 'id' and 'text'")
    return passages


def _listed(passages: list[dict[str, str]]) -> str:
    return "\n\n".join(f"[{passage['id']}] {passage['text']}" for passage in passages) or "(none)"

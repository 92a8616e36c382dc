"""The one place that talks to the model endpoint."""

from __future__ import annotations

import http.client
import json
import random
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from assistant.errors import ApiError, unavailable
from assistant.settings import Settings


@dataclass
class Reply:
    """What a chat call gave. A streamed one fills up while it is read."""

    text: str = ""
    model: str = ""
    prompt_tokens: int = 0
    completion_tokens: int = 0
    truncated: bool = False
    attempts: int = 1

    def take_usage(self, usage: dict[str, Any] | None) -> None:
        if usage:
            self.prompt_tokens = int(usage.get("prompt_tokens", 0))
            self.completion_tokens = int(usage.get("completion_tokens", 0))

    def usage(self) -> dict[str, int]:
        return {"prompt_tokens": self.prompt_tokens, "completion_tokens": self.completion_tokens}


class Client:
    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def chat(self, messages: list[dict[str, str]], reply: Reply, **options: Any) -> Reply:
        """Fill `reply`; it keeps the number of attempts even when this raises ApiError."""
        body = {"model": self.settings.model, "messages": messages, **options}

        def once() -> None:
            with self._open("/chat/completions", body) as answer:
                got = _parsed(answer.read())
            choice = got["choices"][0]
            reply.text = choice["message"]["content"] or ""
            reply.truncated = choice.get("finish_reason") == "length"
            reply.model = got.get("model", body["model"])
            reply.take_usage(got.get("usage"))

        self._with_retries(once, reply)
        return reply

    def stream(self, messages: list[dict[str, str]], reply: Reply, **options: Any) -> Iterator[str]:
        """Yield pieces; attempts are repeated only as long as nothing has been passed on."""
        body = {"model": self.settings.model, "messages": messages, **options}
        body |= {"stream": True, "stream_options": {"include_usage": True}}
        answer = self._with_retries(lambda: self._open("/chat/completions", body), reply)
        reply.model = body["model"]
        with answer:
            try:
                yield from self._pieces(answer, reply)
            except (OSError, http.client.HTTPException, ValueError, KeyError):
                raise unavailable("the model's answer broke off") from None

    def embed(self, texts: list[str]) -> list[list[float]]:
        """Vectors of the texts, in their order."""
        body = {"model": self.settings.embedding_model, "input": texts}

        def once() -> list[list[float]]:
            with self._open("/embeddings", body) as answer:
                got = _parsed(answer.read())
            vectors = [
                entry["embedding"] for entry in sorted(got["data"], key=lambda e: e["index"])
            ]
            if len(vectors) != len(texts):
                raise ValueError("a vector is missing")
            return vectors

        return self._with_retries(once, Reply())

    def _pieces(self, answer: Any, reply: Reply) -> Iterator[str]:
        for line in answer:
            if not line.startswith(b"data:"):
                continue
            if line[5:].strip() == b"[DONE]":
                return
            chunk = json.loads(line[5:])
            reply.take_usage(chunk.get("usage"))
            for choice in chunk["choices"]:
                reply.truncated |= choice.get("finish_reason") == "length"
                if piece := choice["delta"].get("content"):
                    reply.text += piece
                    yield piece
        raise unavailable("the model's answer broke off")

    def _open(self, path: str, body: dict[str, Any]) -> Any:
        request = urllib.request.Request(
            self.settings.base_url + path,
            json.dumps(body).encode(),
            {
                "Content-Type": "application/json",
                "Authorization": f"Bearer {self.settings.api_key}",
            },
        )
        return urllib.request.urlopen(request, timeout=self.settings.timeout_seconds)

    def _with_retries(self, once: Callable[[], Any], reply: Reply) -> Any:
        pause = self.settings.backoff_seconds
        attempt = 0
        while True:
            attempt += 1
            reply.attempts = attempt
            try:
                return once()
            except Exception as error:  # noqa: BLE001 - sorted out in one place
                problem = _translated(error)
            if problem.code == "model_rejected" or attempt == self.settings.max_attempts:
                raise problem
            wait = pause * (1 + random.random() / 4)
            if problem.retry_after is not None:
                wait = problem.retry_after
            if wait > self.settings.max_wait_seconds:
                raise problem
            time.sleep(wait)
            pause *= 2


def _parsed(raw: bytes) -> dict[str, Any]:
    got = json.loads(raw)
    if not isinstance(got, dict):
        raise ValueError("not an object")
    return got


def _translated(error: Exception) -> ApiError:
    """Words of our own: the endpoint's may quote the key."""
    if isinstance(error, ApiError):
        return error
    if isinstance(error, urllib.error.HTTPError):
        return _of_status(error)
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError):
        return ApiError(504, "model_timeout", "the model endpoint did not answer in time")
    if isinstance(error, (OSError, http.client.HTTPException)):
        return unavailable("the model endpoint cannot be reached")
    if isinstance(error, (ValueError, KeyError, IndexError, TypeError)):
        return unavailable("the model endpoint sent no readable answer")
    raise error


def _of_status(error: urllib.error.HTTPError) -> ApiError:
    with error:
        asked = error.headers.get("Retry-After")
    try:
        retry_after = float(asked) if asked else None
    except ValueError:
        retry_after = None
    if error.code == 429:
        return ApiError(503, "model_busy", "the model endpoint asks to wait", retry_after)
    if error.code >= 500:
        found = unavailable(f"the model endpoint answered {error.code}")
        found.retry_after = retry_after
        return found
    return ApiError(
        502, "model_rejected", f"the model endpoint rejected the request ({error.code})"
    )

"""The HTTP side: request and response shapes of the public description of the API."""

from __future__ import annotations

import contextlib
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standin import brain, prompt, vectors
from standin.behaviour import Behaviour, Slots
from standin.words import cut_to_tokens, token_count

CHAT_MODELS = ("standin-large", "standin-small")
EMBEDDING_MODEL = "standin-embed"
CONTEXT_TOKENS = 8192
CREATED = 1_700_000_000


class ApiError(Exception):
    def __init__(
        self, status: int, message: str, code: str | None = None, param: str | None = None
    ):
        super().__init__(message)
        self.status, self.code, self.param = status, code, param

    def body(self) -> dict[str, Any]:
        kind = {401: "authentication_error", 429: "rate_limit_error"}.get(
            self.status, "server_error" if self.status >= 500 else "invalid_request_error"
        )
        fields = {"message": str(self), "type": kind, "param": self.param, "code": self.code}
        return {"error": fields}


class StandIn:
    """A running stand-in: `with StandIn() as model: print(model.base_url)`.

    `log` holds one entry per request to /v1: arrived (seconds), path, body, status, prompt_tokens,
    completion_tokens and key.
    """

    def __init__(
        self, port: int = 0, key: str | None = None, host: str = "127.0.0.1", **behaviour: Any
    ) -> None:
        self.behaviour = Behaviour()
        self.behaviour.change(behaviour)
        self.key = key
        self.log: list[dict[str, Any]] = []
        self.slots = Slots()
        self.allowance: list[float] = []
        self.lock = threading.Lock()
        handler = type("BoundHandler", (Handler,), {"standin": self})
        self._http = _Server((host, port), handler)
        self.base_url = f"http://{host}:{self._http.server_port}/v1"

    def __enter__(self) -> StandIn:
        threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._http.shutdown()
        self._http.server_close()

    def run(self) -> None:
        self._http.serve_forever()

    def set(self, **behaviour: Any) -> None:
        self.behaviour.change(behaviour)

    def calls(self, path: str = "/v1/chat/completions") -> list[dict[str, Any]]:
        with self.lock:
            return [entry for entry in self.log if entry["path"] == path]

    def over_rate(self) -> bool:
        rate = self.behaviour.requests_per_second
        if not rate:
            return False
        with self.lock:
            now = time.monotonic()
            self.allowance = [at for at in self.allowance if now - at < 1]
            if len(self.allowance) >= rate:
                return True
            self.allowance.append(now)
            return False


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is its own business."""


class Handler(BaseHTTPRequestHandler):
    standin: StandIn
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_: object) -> None: ...

    def do_GET(self) -> None:
        if self.path == "/control":
            state = {
                k: list(v) if k == "faults" else v for k, v in vars(self.standin.behaviour).items()
            }
            self._send(
                200, {**state, "requests": len(self.standin.log), "peak": self.standin.slots.peak}
            )
        elif self.path == "/control/log":
            self._send(200, {"log": self.standin.log})
        else:
            self._guarded(self._models)

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        raw = self.rfile.read(length)
        if self.path == "/control":
            try:
                self.standin.behaviour.change(json.loads(raw or b"{}"))
            except (ValueError, TypeError, AttributeError) as wrong:
                self._send(400, {"error": {"message": str(wrong)}})
            else:
                self._send(200, {"ok": True})
            return
        self._guarded(lambda: self._serve(raw))

    def _guarded(self, work: Any) -> None:
        self.entry = {
            "arrived": time.monotonic(),
            "path": self.path.split("?")[0],
            "key": (self.headers.get("Authorization") or "").removeprefix("Bearer ").strip(),
            "body": None,
            "status": 0,
            "prompt_tokens": 0,
            "completion_tokens": 0,
        }
        with self.standin.lock:
            self.standin.log.append(self.entry)
        try:
            self._authorise()
            work()
        except ApiError as error:
            self._send_error(error)

    def _send_error(self, error: ApiError) -> None:
        headers = {}
        if error.status == 429:
            headers["Retry-After"] = f"{self.standin.behaviour.retry_after:g}"
        self._send(error.status, error.body(), headers)

    def _authorise(self) -> None:
        given, wanted = self.entry["key"], self.standin.key
        if not given or (wanted is not None and given != wanted):
            raise ApiError(401, "Incorrect API key provided.", "invalid_api_key")

    def _models(self) -> None:
        names = [*CHAT_MODELS, EMBEDDING_MODEL]
        cards = [
            {"id": n, "object": "model", "created": CREATED, "owned_by": "standin"} for n in names
        ]
        if self.path == "/v1/models":
            self._send(200, {"object": "list", "data": cards})
            return
        for card in cards:
            if self.path == f"/v1/models/{card['id']}":
                self._send(200, card)
                return
        raise ApiError(404, f"Nothing is served at {self.path}.", "not_found")

    def _serve(self, raw: bytes) -> None:
        work = {"/v1/chat/completions": self._chat, "/v1/embeddings": self._embeddings}
        if self.entry["path"] not in work:
            raise ApiError(404, f"Nothing is served at {self.path}.", "not_found")
        try:
            body = json.loads(raw)
        except ValueError:
            raise ApiError(400, "The body is not JSON.") from None
        if not isinstance(body, dict):
            raise ApiError(400, "The body is not a JSON object.")
        self.entry["body"] = body
        work[self.entry["path"]](body)

    def _fault(self) -> str | None:
        behaviour = self.standin.behaviour
        if self.standin.over_rate():
            raise ApiError(429, "Rate limit reached.", "rate_limit_exceeded")
        fault = behaviour.next_fault(self.headers.get("X-Standin-Fault"))
        if fault == "hang":
            time.sleep(behaviour.hang_seconds)
        elif fault == "401":
            raise ApiError(401, "Incorrect API key provided.", "invalid_api_key")
        elif fault and fault.isdigit():
            words = {"429": "Rate limit reached.", "400": "The request is not valid."}
            raise ApiError(int(fault), words.get(fault, "The server had an error."))
        return fault

    def _chat(self, body: dict[str, Any]) -> None:
        messages, model = _checked_chat(body)
        fault = self._fault()
        count = sum(
            4
            + token_count(
                json.dumps(m["content"]) if isinstance(m["content"], list) else m["content"] or ""
            )
            for m in messages
        )
        if count > CONTEXT_TOKENS:
            raise ApiError(
                400, f"{count} tokens are more than the context of {CONTEXT_TOKENS}.",
                "context_length_exceeded", "messages",
            )  # fmt: skip
        behaviour = self.standin.behaviour
        self.standin.slots.enter(behaviour.slots)
        try:
            time.sleep(behaviour.latency_ms / 1000)
            whole = brain.reply(
                prompt.read(messages), model, float(body.get("temperature") or 0), behaviour
            )
            limit = body.get("max_completion_tokens") or body.get("max_tokens") or 1024
            limit = min(limit, 5) if fault == "length" else limit
            text = cut_to_tokens(whole, limit)
            self.entry["prompt_tokens"], self.entry["completion_tokens"] = count, token_count(text)
            reply = {
                "id": "chatcmpl-" + _short_hash(json.dumps(body, sort_keys=True)),
                "created": CREATED,
                "model": model,
            }
            reason = "stop" if text == whole else "length"
            if body.get("stream"):
                self._stream(body, reply, text, reason, fault)
            else:
                self._whole(reply, text, reason, fault)
        finally:
            self.standin.slots.leave()

    def _usage(self) -> dict[str, int]:
        used, made = self.entry["prompt_tokens"], self.entry["completion_tokens"]
        return {"prompt_tokens": used, "completion_tokens": made, "total_tokens": used + made}

    def _whole(self, reply: dict[str, Any], text: str, reason: str, fault: str | None) -> None:
        time.sleep(self.standin.behaviour.per_token_ms * self.entry["completion_tokens"] / 1000)
        message = {"role": "assistant", "content": text, "refusal": None}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": reason}
        answer = {**reply, "object": "chat.completion", "choices": [choice], "usage": self._usage()}
        if fault == "garbage":
            self._send_raw(200, json.dumps(answer).encode()[: -len(text) - 40])
        elif fault == "cut":
            self._send_raw(200, json.dumps(answer).encode()[:60], announced=4000)
        else:
            self._send(200, answer)

    def _stream(
        self, body: dict[str, Any], reply: dict[str, Any], text: str, reason: str, fault: str | None
    ) -> None:
        self.entry["status"] = 200
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        wants_usage = bool((body.get("stream_options") or {}).get("include_usage"))

        def event(delta: dict[str, Any] | None, finish: str | None = None) -> None:
            choices = [] if delta is None else [
                {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
            ]  # fmt: skip
            chunk = {**reply, "object": "chat.completion.chunk", "choices": choices}
            if wants_usage:
                chunk["usage"] = self._usage() if delta is None else None
            self.wfile.write(b"data: " + json.dumps(chunk).encode() + b"\n\n")

        pieces = _pieces(text)
        with contextlib.suppress(OSError):
            event({"role": "assistant", "content": ""})
            for number, piece in enumerate(pieces):
                if fault == "cut" and number >= max(1, len(pieces) // 2):
                    return
                time.sleep(self.standin.behaviour.per_token_ms * token_count(piece) / 1000)
                event({"content": piece})
            event({}, reason)
            if wants_usage:
                event(None)
            self.wfile.write(b"data: [DONE]\n\n")

    def _embeddings(self, body: dict[str, Any]) -> None:
        if body.get("model") != EMBEDDING_MODEL:
            raise _no_model(body.get("model"))
        texts = body.get("input")
        texts = [texts] if isinstance(texts, str) else texts
        if not isinstance(texts, list) or not texts or not all(isinstance(t, str) for t in texts):
            raise ApiError(400, "'input' is a text or a list of texts.", None, "input")
        if len(texts) > 64:
            raise ApiError(400, "At most 64 texts in one request.", None, "input")
        self._fault()
        behaviour = self.standin.behaviour
        time.sleep(behaviour.latency_ms / 1000)
        dimensions = int(body.get("dimensions") or vectors.DIMENSIONS)
        found = [vectors.embedding(text, dimensions, behaviour.drift) for text in texts]
        self.entry["prompt_tokens"] = sum(token_count(text) for text in texts)
        if body.get("encoding_format") == "base64":
            found = [vectors.as_base64(vector) for vector in found]
        data = [{"object": "embedding", "index": i, "embedding": v} for i, v in enumerate(found)]
        used = self.entry["prompt_tokens"]
        usage = {"prompt_tokens": used, "total_tokens": used}
        self._send(200, {"object": "list", "data": data, "model": EMBEDDING_MODEL, "usage": usage})

    def _send(
        self, status: int, body: dict[str, Any], headers: dict[str, str] | None = None
    ) -> None:
        self._send_raw(status, json.dumps(body).encode(), headers)

    def _send_raw(
        self, status: int, raw: bytes, headers: dict[str, str] | None = None, announced: int = 0
    ) -> None:
        if hasattr(self, "entry"):
            self.entry["status"] = status
        with contextlib.suppress(OSError):
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(announced or len(raw)))
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(raw)
            if announced:
                self.close_connection = True


def _checked_chat(body: dict[str, Any]) -> tuple[list[dict[str, Any]], str]:
    model, messages = body.get("model"), body.get("messages")
    if model not in CHAT_MODELS:
        raise _no_model(model)
    if not isinstance(messages, list) or not messages:
        raise ApiError(400, "'messages' is a list of at least one message.", None, "messages")
    for message in messages:
        if not isinstance(message, dict) or message.get("role") not in {
            "system", "developer", "user", "assistant"
        } or "content" not in message:  # fmt: skip
            raise ApiError(400, "A message has a role and content.", None, "messages")
    for name in ("tools", "functions", "n"):
        if body.get(name) not in (None, [], 1):
            raise ApiError(400, f"The stand-in has no '{name}'.", "unsupported", name)
    return messages, model


def _no_model(name: object) -> ApiError:
    return ApiError(404, f"The model '{name}' does not exist.", "model_not_found", "model")


def _pieces(text: str) -> list[str]:
    """The text in words, each with the blank before it."""
    pieces, start = [], 0
    for place in range(1, len(text)):
        if text[place] == " ":
            pieces.append(text[start:place])
            start = place
    return [*pieces, text[start:]] if text else []


def _short_hash(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()

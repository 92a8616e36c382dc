"""One line of JSON per model call, in traces.jsonl of the state folder."""

from __future__ import annotations

import datetime as dt
import json
import threading
import time
import uuid
from pathlib import Path
from typing import Any

from assistant.client import Reply
from assistant.redaction import redacted


class Traces:
    def __init__(self, state: Path, *secrets: str) -> None:
        self.path = state / "traces.jsonl"
        self._secrets = secrets
        self._lock = threading.Lock()

    def begin(self, source: str, prompt: dict[str, str], question: str, *, stream: bool) -> Trace:
        return Trace(self, source, prompt, question, stream)

    def write(self, fields: dict[str, Any]) -> None:
        line = json.dumps(_clean(fields, self._secrets), ensure_ascii=False)
        with self._lock:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")


def _clean(value: Any, secrets: tuple[str, ...]) -> Any:
    if isinstance(value, str):
        return redacted(value, *secrets)
    if isinstance(value, dict):
        return {key: _clean(part, secrets) for key, part in value.items()}
    return [_clean(part, secrets) for part in value] if isinstance(value, list) else value


class Trace:
    def __init__(
        self,
        traces: Traces,
        source: str,
        prompt: dict[str, str],
        question: str,
        stream: bool,  # noqa: FBT001
    ) -> None:
        self.id = uuid.uuid4().hex
        self._traces = traces
        self._started = time.perf_counter()
        self._fields: dict[str, Any] = {
            "trace_id": self.id,
            "start": dt.datetime.now(dt.UTC).isoformat(),
            "source": source,
            "prompt": prompt,
            "question": question,
            "stream": stream,
        }

    def end(self, reply: Reply, cost: float, status: str = "ok", **more: Any) -> None:
        self._traces.write(
            {
                **self._fields,
                **more,
                "duration_ms": round((time.perf_counter() - self._started) * 1000, 1),
                "status": status,
                "model": reply.model,
                "attempts": reply.attempts,
                "usage": reply.usage(),
                "cost_usd": cost,
                "answer": reply.text,
            }
        )

"""What the environment says, read once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    base_url: str
    api_key: str
    model: str
    embedding_model: str
    timeout_seconds: float
    max_attempts: int
    backoff_seconds: float
    max_wait_seconds: float
    max_concurrency: int
    max_queue: int
    state: Path

    @classmethod
    def from_environment(cls) -> Settings:
        value = os.environ.get
        return cls(
            base_url=value("MODEL_BASE_URL", "http://127.0.0.1:8090/v1").rstrip("/"),
            api_key=value("MODEL_API_KEY", "none"),
            model=value("MODEL_NAME", "standin-large"),
            embedding_model=value("EMBEDDING_MODEL", "standin-embed"),
            timeout_seconds=float(value("MODEL_TIMEOUT_SECONDS", "30")),
            max_attempts=int(value("MODEL_MAX_ATTEMPTS", "3")),
            backoff_seconds=float(value("MODEL_BACKOFF_SECONDS", "0.5")),
            max_wait_seconds=float(value("MODEL_MAX_WAIT_SECONDS", "10")),
            max_concurrency=int(value("MODEL_MAX_CONCURRENCY", "8")),
            max_queue=int(value("MODEL_MAX_QUEUE", "16")),
            state=Path(value("STATE_DIR", "state")),
        )

"""From the files of data/ to chunks that may be indexed: what is stale, double or secret stays out."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.redaction import redacted

DATA = Path("data")


@dataclass(frozen=True)
class Chunk:
    doc: str
    text: str


def read_all(folder: Path = DATA) -> tuple[list[Chunk], int, list[dict[str, str]]]:
    """Chunks in the order of their files, the number of documents, and what was skipped and why."""
    chunks: list[Chunk] = []
    skipped: list[dict[str, str]] = []
    seen: set[str] = set()
    count = 0
    for path in sorted(
        [*folder.glob("runbooks/*.md"), *folder.glob("incidents/*.json")], key=_order
    ):
        doc = path.relative_to(folder).as_posix()
        text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").strip()
        reason, pieces = _runbook(text) if path.suffix == ".md" else _incident(text)
        digest = hashlib.sha256(text.encode()).hexdigest()
        if not reason and digest in seen:
            reason = "duplicate"
        seen.add(digest)
        if reason:
            skipped.append({"path": doc, "reason": reason})
            continue
        count += 1
        chunks += [Chunk(doc, redacted(piece)) for piece in pieces]
    return chunks, count, skipped


def _order(path: Path) -> tuple[int, str]:
    """Shorter names first: of two copies the plain name stays."""
    return len(path.name), path.as_posix()


def _runbook(text: str) -> tuple[str, list[str]]:
    if not text:
        return "empty", []
    head, _, body = text.partition("\n# ") if not text.startswith("# ") else ("", "", text[2:])
    if re.search(r"^status: superseded", head, re.MULTILINE):
        return "superseded", []
    title, _, rest = body.partition("\n")
    sections = [part.strip() for part in re.split(r"\n## ", "\n" + rest) if part.strip()]
    return "", [f"{title}\n{section}" for section in sections]


def _incident(text: str) -> tuple[str, list[str]]:
    try:
        record: dict[str, Any] = json.loads(text)
    except ValueError:
        return "unreadable", []
    if record.get("status") == "duplicate":
        return "duplicate", []
    lines = [entry["text"] for entry in record.get("timeline", [])]
    head = f"Incident {record['id']} on {record['service']}: {record['title']}"
    facts = f"Cause: {record.get('cause', 'unknown')}\nWhat was done: {record.get('resolution', 'unknown')}"
    return "", ["\n".join([head, facts, *lines])]

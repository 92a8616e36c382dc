"""Checks before and after the model, in plain code: what the prompt asks for, this makes sure of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.redaction import redacted

_RULES = r"(?:instruction|rule|direction|guideline|prompt|restriction)s?"
_INJECTION = re.compile(
    rf"\b(?:ignore|disregard|forget|override|bypass)\b[^.?!\n]{{0,40}}\b(?:previous|prior|above|earlier|your|the)\b"
    rf"[^.?!\n]{{0,20}}\b{_RULES}\b"
    r"|\bforget everything (?:above|before)"
    rf"|\b(?:ignore|disregard|forget)\b[^.?!\n]{{0,10}}\b(?:previous|prior|earlier)\b {_RULES}"
    rf"|\bignore (?:the )?rules above"
    r"|\b(?:reveal|show|print|repeat)\b[^.?!\n]{0,20}\b(?:your|the) (?:system prompt|hidden instructions|text above)"
    r"|system override|new system prompt|you are now (?:in|a)\b|no (?:restrictions|rules) and",
    re.IGNORECASE,
)

_EXPECTS_SECRET = re.compile(r"(?:bearer|password|password is|password[:=])\s*$", re.IGNORECASE)


def is_injection(text: str) -> bool:
    return _INJECTION.search(text) is not None


def cleaned(passages: list[dict[str, str]]) -> tuple[list[dict[str, str]], str]:
    """The passages without lines that give orders, and the rule that was used, if any."""
    kept, rule = [], ""
    for passage in passages:
        lines = passage["text"].splitlines()
        good = [line for line in lines if not is_injection(line)]
        if len(good) < len(lines):
            rule = "injection-in-passage"
        kept.append({"id": passage["id"], "text": redacted("\n".join(good))})
    return kept, rule


def without_secrets(answer: str) -> tuple[str, str]:
    clean = redacted(answer)
    return clean, "" if clean == answer else "secret"


def stream_without_secrets(pieces: Iterator[str]) -> Iterator[str]:
    """Pass words on once they are whole, and what may precede a secret only together with it."""
    held = ""
    for piece in pieces:
        held += piece
        ready = held.rpartition(" ")[0]
        if ready and not _EXPECTS_SECRET.search(ready):
            yield without_secrets(ready)[0]
            held = held[len(ready) :]
    yield without_secrets(held)[0]

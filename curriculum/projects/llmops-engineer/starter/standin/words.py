"""Tokens, words and sentences as the stand-in sees them."""

from __future__ import annotations

import hashlib
import re

_PIECE = re.compile(r"\w+|[^\w\s]")
_WORD = re.compile(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_STOP = frozenset(
    [
        "a",
        "about",
        "after",
        "all",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "before",
        "but",
        "by",
        "can",
        "do",
        "does",
        "for",
        "from",
        "get",
        "had",
        "has",
        "have",
        "how",
        "i",
        "if",
        "in",
        "is",
        "it",
        "its",
        "may",
        "me",
        "must",
        "my",
        "no",
        "not",
        "of",
        "on",
        "one",
        "or",
        "our",
        "shall",
        "should",
        "so",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "they",
        "this",
        "to",
        "up",
        "us",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
        "much",
        "many",
        "long",
        "often",
        "first",
    ]
)
_SAME = {
    "sign-in": "login", "signin": "login", "log-in": "login", "logins": "login",
    "latency": "slow", "slowly": "slow", "lag": "slow", "behind": "slow",
    "oom": "memory", "ram": "memory",
    "restarted": "restart", "restarting": "restart", "reboot": "restart", "bounce": "restart",
    "certificate": "cert", "tls": "cert", "certificates": "cert",
    "database": "postgres", "db": "postgres",
    "page": "escalate", "paged": "escalate", "call": "escalate", "escalation": "escalate",
    "broker": "queue", "messages": "message",
    "revert": "rollback", "undo": "rollback",
    "full": "capacity", "space": "disk",
}  # fmt: skip


def token_count(text: str) -> int:
    """About what a real tokenizer counts for English: a piece of up to four characters is one token."""
    return sum((len(piece) + 3) // 4 for piece in _PIECE.findall(text))


def cut_to_tokens(text: str, limit: int) -> str:
    """The longest beginning of `text` that is no longer than `limit` tokens."""
    total = 0
    for match in _PIECE.finditer(text):
        total += (len(match.group()) + 3) // 4
        if total > limit:
            return text[: match.start()].rstrip()
    return text


def content_words(text: str) -> list[str]:
    """The words that carry meaning, cut to a rough stem, in order."""
    found = []
    for word in _WORD.findall(text.lower()):
        if word not in _STOP:
            found.append(_stem(_SAME.get(word, word)))
    return found


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def sentences(text: str) -> list[str]:
    return [piece.strip(" -*#\t") for piece in _SENTENCE.split(text) if piece.strip(" -*#\t")]


def fraction(*parts: str) -> float:
    """A number from 0 to 1 that depends on the words alone: chance that repeats itself."""
    digest = hashlib.blake2b("\x1f".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64

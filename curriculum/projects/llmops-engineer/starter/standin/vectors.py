"""Embeddings by hashing: texts with the same words, or words of one meaning, lie close together."""

from __future__ import annotations

import base64
import hashlib
import math
import struct
from functools import lru_cache

from standin.words import content_words

DIMENSIONS = 256


def embedding(text: str, dimensions: int = DIMENSIONS, drift: float = 0.0) -> list[float]:
    """A vector of length 1. With `drift` it turns towards the one that another model would give."""
    old = _direction(text, "", dimensions)
    if not drift:
        return old
    new = _direction(text, "another model", dimensions)
    return _unit([(1 - drift) * a + drift * b for a, b in zip(old, new, strict=True)])


def as_base64(vector: list[float]) -> str:
    return base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode("ascii")


def _direction(text: str, salt: str, dimensions: int) -> list[float]:
    vector = [0.0] * dimensions
    counts: dict[str, int] = {}
    for word in content_words(text):
        counts[word] = counts.get(word, 0) + 1
    for word, count in counts.items():
        for place, sign in _places(word + salt):
            vector[place % dimensions] += sign * (1 + math.log(count))
    if not any(vector):
        vector[0] = 1.0
    return _unit(vector)


@lru_cache(maxsize=20_000)
def _places(word: str) -> tuple[tuple[int, float], ...]:
    digest = hashlib.blake2b(word.encode(), digest_size=12).digest()
    return tuple(
        (int.from_bytes(digest[i : i + 2], "big"), 1.0 if digest[i + 2] & 1 else -1.0)
        for i in (0, 3, 6, 9)
    )


def _unit(vector: list[float]) -> list[float]:
    length = math.sqrt(sum(value * value for value in vector)) or 1.0
    return [round(value / length, 7) for value in vector]

"""Secrets by their form, taken out before anything is written."""

from __future__ import annotations

import re

_SECRETS = re.compile(
    r"kelp-key-[0-9a-f]+"
    r"|(?<=bearer )[\w.~+/-]{8,}=*"
    r"|(?<=password:)\s*\S+|(?<=password=)\s*\S+|(?<=password is)\s+\S+",
    re.IGNORECASE,
)


def redacted(text: str, *own: str) -> str:
    """The text without secrets; `own` are those that are known word for word."""
    for secret in own:
        if len(secret) >= 8:
            text = text.replace(secret, "[redacted]")
    return _SECRETS.sub("[redacted]", text)

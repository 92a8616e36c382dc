"""The bytes of a file as text, or why they are none."""

from __future__ import annotations

from pathlib import Path

from generator.diagnostics import Code, Finding, Location

MOST_BYTES = 256 * 1024
"""The largest file that is read. The longest source document of our own takes 40 KiB."""
MOST_PICTURE_BYTES = 12 * 1024
"""A picture is part of its page, and a page has 60 KB."""

_TOO_LONG = "text of a curriculum is never that long: is it the right file?"
_TOO_MUCH_DRAWN = "draw it with fewer shapes and shorter numbers: most pictures take 2 to 6 KiB"


class NotReadableError(Exception):
    """The file is no text, or not YAML as it is used here; `finding` says where and why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def read_text(path: Path, file: str, most: int = MOST_BYTES) -> str:
    """The text of a file, which `file` names in findings. Its line breaks are line feeds.

    Raises:
        NotReadableError: where it is too large, or not UTF-8.
    """
    size = path.stat().st_size
    if size > most:
        raise NotReadableError(
            Finding(
                Code.TOO_LARGE,
                Location(file),
                f"the file has {size / 1024:,.0f} KiB, and at most {most // 1024} are read",
                _TOO_LONG if most == MOST_BYTES else _TOO_MUCH_DRAWN,
            )
        )
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
        raise NotReadableError(
            Finding(
                Code.NOT_UTF8,
                Location(file, line, column),
                f"byte 0x{raw[error.start]:02x} is not UTF-8",
                "save the file as UTF-8",
            )
        ) from None

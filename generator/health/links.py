"""The addresses outside that a curriculum links to, and those of them that lead nowhere.

Whether they do is found by lychee, a program of its own: here its report is read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from pydantic import BaseModel, ValidationError

from generator import markdown
from generator.check.prose import markdown_texts
from generator.diagnostics import Location, Place
from generator.model import Curriculum


class NotAReportError(Exception):
    """A text that lychee has not written as JSON."""


@dataclass(frozen=True)
class ExternalLink:
    """An address, and every place at which it stands, in the order of files and lines."""

    url: str
    places: tuple[Location, ...]


@dataclass(frozen=True)
class DeadLink:
    """A link that lychee could not follow. One that is no longer in the curriculum has no place."""

    url: str
    why: str
    places: tuple[Location, ...]


class _Status(BaseModel):
    text: str
    code: int | None = None
    details: str | None = None


class _Address(BaseModel):
    url: str


class _Remap(BaseModel):
    original: _Address


class _Failure(BaseModel):
    url: str
    status: _Status
    remap: _Remap | None = None


class _Report(BaseModel):
    error_map: dict[str, list[_Failure]]
    timeout_map: dict[str, list[_Failure]]


def external_links(
    curriculum: Curriculum, locate: Callable[[Place | Location], Location]
) -> tuple[ExternalLink, ...]:
    """Every address outside, once each, sorted."""
    found: defaultdict[str, set[Location]] = defaultdict(set)
    for url, place in _addresses(curriculum):
        found[url].add(locate(place))
    return tuple(ExternalLink(url, tuple(sorted(found[url]))) for url in sorted(found))


def _addresses(curriculum: Curriculum) -> Iterator[tuple[str, Place | Location]]:
    for topic in curriculum.topics.values():
        if topic.learn_at:
            yield topic.learn_at.url, Place(topic.file, ("learn_at", "url"))
        for n, resource in enumerate(topic.resources):
            yield resource.url, Place(topic.file, ("resources", n, "url"))
    for text in markdown_texts(curriculum):
        for link in markdown.links(text.text):
            if link.target.startswith("https://"):
                yield link.target, text.at(link.line, link.column)


def dead_links(report: str, links: Iterable[ExternalLink]) -> tuple[DeadLink, ...]:
    """What lychee's report in JSON says of these links, sorted by address.

    Raises:
        NotAReportError: the text is none.
    """
    try:
        read = _Report.model_validate_json(report)
    except ValidationError as error:
        raise NotAReportError(str(error.errors()[0]["msg"])) from None
    places = {_as_requested(link.url): link for link in links}
    found = {}
    for failures in (*read.error_map.values(), *read.timeout_map.values()):
        for failure in failures:
            url = _as_requested(failure.remap.original.url if failure.remap else failure.url)
            link = places.get(url, ExternalLink(url, ()))
            found[link.url] = DeadLink(link.url, _why(failure.status), link.places)
    return tuple(found[url] for url in sorted(found))


def _why(status: _Status) -> str:
    """The shorter of lychee's two accounts.

    >>> _why(_Status(text="Rejected status code: 404 Not Found", code=404))
    '404 Not Found'
    """
    if status.code is not None:
        return status.text.rpartition(": ")[2]
    return status.details or status.text


def _as_requested(url: str) -> str:
    """The address as a program that asks for it writes it.

    >>> _as_requested("https://Example.org"), _as_requested("https://example.org/ü?q=a|b#c")
    ('https://example.org/', 'https://example.org/%C3%BC?q=a|b#c')
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return url  # such as https://[x: no program can ask for it
    plain = parts._replace(netloc=parts.netloc.lower(), path=parts.path or "/").geturl()
    return quote(plain, safe="!#$%&'()*+,/:;=?@[]~|^`{}\\")

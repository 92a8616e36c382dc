"""Where a topic, role or background is named, as edits of just these places in the files."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator import markdown
from generator.check.prose import markdown_texts
from generator.check.references import named_topics
from generator.diagnostics import Keys
from generator.edit.nodes import DisagreementError, Scalar, compose, scalars
from generator.edit.wrapping import Edit, applied
from generator.load.text import read_text
from generator.model import Curriculum
from generator.writing import is_plain, quoted

ByKeys = dict[tuple[Keys, bool], Scalar]


def mentions(folder: Path, name: str) -> Iterator[str]:
    """`file:line` where a project's code or the README gives the id in quotes, or as a value.

    There a word may as well mean something else: nobody but a reader can tell.
    """
    named = re.compile(rf"""(["']){name}\1|\btopic: {name}$""", re.MULTILINE)
    for path in sorted([*(folder / "projects").rglob("*"), *folder.glob("README.md")]):
        if path.is_file() and path.suffix in (".py", ".toml", ".md", ".json"):
            text = path.read_text("utf-8", "replace")
            for found in named.finditer(text):
                yield f"{path.as_posix()}:{text.count(chr(10), 0, found.start()) + 1}"


@dataclass(frozen=True)
class Referring:
    """The files of `folder` that name one entity, and their texts with another id in its place."""

    curriculum: Curriculum
    folder: Path
    kind: str
    old: str
    new: str

    def texts(self) -> dict[str, str]:
        """File -> new text, of every file that names the old id.

        Raises:
            DisagreementError: where a file's places cannot be told with certainty.
        """
        places = self._places()
        found, links = {}, defaultdict[str, list[Keys]](list)
        for text in markdown_texts(self.curriculum):
            if not self._is_linked(text.text):
                continue
            if text.keys is None:
                whole = read_text(self.folder / text.file, text.file)
                linked = markdown.replaced_links(whole, self._target)
                found[text.file] = markdown.replaced_pictures(linked, self._picture)
            else:
                links[text.file].append(text.keys)
        for file in places.keys() | links.keys():
            found[file] = self._yaml(file, places[file], links[file])
        return dict(sorted(found.items()))

    def _places(self) -> defaultdict[str, list[tuple[Keys, bool]]]:
        """File -> the keys of each value that is the id, and whether it is the key itself."""
        places = defaultdict[str, list[tuple[Keys, bool]]](list)
        for place, topic in named_topics(self.curriculum) if self.kind == "topic" else ():
            if topic == self.old:
                places[place.file].append((place.keys, place.of_key))
        return places

    def _is_linked(self, text: str) -> bool:
        targets = (link.target for link in markdown.links(text))
        return any(self._target(target) != target for target in targets) or any(
            self._is_own(picture) for picture in markdown.pictures(text)
        )

    def _is_own(self, picture: markdown.Picture) -> bool:
        """A topic's pictures lie in a folder of its name."""
        return self.kind == "topic" and picture.target.startswith(f"{self.old}/")

    def _picture(self, picture: markdown.Picture) -> str:
        target = picture.target
        if self._is_own(picture):
            target = self.new + target.removeprefix(self.old)
        return f"![{picture.description}]({target})"

    def _target(self, target: str) -> str:
        name, anchor, rest = target.partition("#")
        is_old = name == f"{self.kind}:{self.old}"
        return f"{self.kind}:{self.new}{anchor}{rest}" if is_old else target

    def _yaml(self, file: str, places: list[tuple[Keys, bool]], links: list[Keys]) -> str:
        text = read_text(self.folder / file, file)
        try:
            there: ByKeys = {(keys, is_key): s for keys, s, is_key in scalars(compose(text))}
            edits = [self._renamed(text, there[place]) for place in places]
            edits += [edit for keys in links for edit in self._relinked(text, there[keys, False])]
        except DisagreementError as error:
            raise DisagreementError(f"{file}: {error}") from None
        return applied(text, edits)

    def _renamed(self, text: str, value: Scalar) -> Edit:
        raw = text[value.start.offset : value.end.offset]
        new = self.new if value.style or is_plain(self.new) else quoted(self.new)
        return Edit(value.start.offset, value.end.offset, raw.replace(self.old, new))

    def _relinked(self, text: str, value: Scalar) -> Iterator[Edit]:
        """The targets of links, in the text as it is written: no line breaks inside one."""
        target = re.compile(rf"\]\({self.kind}:{self.old}(?=[)#])")
        prose = markdown.masked(value.text)
        is_link = [prose.startswith(m.group(), m.start()) for m in target.finditer(value.text)]
        raw = text[value.start.offset : value.end.offset]
        written = list(target.finditer(raw))
        if len(written) != len(is_link):
            where = f"line {value.start.line + 1}"
            raise DisagreementError(f"{where}: a link is written with an escape; write it out")
        for match, in_prose in zip(written, is_link, strict=True):
            if in_prose:
                end = value.start.offset + match.end()
                yield Edit(end - len(self.old), end, self.new)

"""Another id, or another domain, for a topic, role or background: a change, nothing written yet.

Every reference and link follows, each edited where it stands. The former id of a topic goes into
`retired.yml`, so that progress and addresses follow as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from generator.edit.change import Change, place_after
from generator.edit.references import Referring
from generator.edit.refusal import RefusedError, bad_id, retired, unknown
from generator.edit.retirement import RETIRED, with_entry, without_entry
from generator.load.text import read_text
from generator.model import Background, Curriculum, Retirement, Role, Topic

Kind = Literal["topic", "role", "background"]
KINDS: tuple[Kind, ...] = get_args(Kind)
WHY = "It goes by another name now."


@dataclass(frozen=True)
class Renaming:
    """What gets another name. `domain` and `new_domain` are empty except for topics."""

    kind: Kind
    old: str
    new: str
    domain: str = ""
    new_domain: str = ""

    @property
    def moves(self) -> tuple[tuple[str, str], ...]:
        """Where a file or folder of the entity may stand, and where it belongs then."""
        if self.kind == "topic":
            before, after = (
                f"topics/{self.domain}/{self.old}",
                f"topics/{self.new_domain}/{self.new}",
            )
            return tuple(
                (f"{before}{ending}", f"{after}{ending}") for ending in (".yml", ".md", "")
            )
        of_kind = [(f"{self.kind}s/{self.old}.yml", f"{self.kind}s/{self.new}.yml")]
        if self.kind == "role":
            of_kind.append((f"projects/{self.old}", f"projects/{self.new}"))
        return tuple(of_kind)


def understood(curriculum: Curriculum, old: str, new: str) -> Renaming:
    """What the two names mean.

    Raises:
        RefusedError: with everything that is wrong with them.
    """
    kind, name = _meant(curriculum, old)
    if kind != "topic":
        renaming = Renaming(kind, name, new.removeprefix(f"{kind}:"))
    else:
        domain = curriculum.topics[name].domain
        new_domain, _, new_name = new.removeprefix("topic:").rpartition("/")
        renaming = Renaming(kind, name, new_name, domain, new_domain or domain)
    if faults := tuple(_faults(curriculum, renaming)):
        raise RefusedError(*faults)
    return renaming


def renamed(
    curriculum: Curriculum,
    folder: Path,
    renaming: Renaming,
    *,
    why: str = "",
    is_new: bool = False,
) -> Change:
    """The change. With `is_new` nobody has seen the former id, and nothing leads from it.

    Raises:
        RefusedError: where something stands in the way.
        DisagreementError: where a file's places cannot be told with certainty.
    """
    moved = tuple((old, new) for old, new in renaming.moves if (folder / old).exists())
    if in_the_way := [new for _, new in moved if (folder / new).exists()]:
        raise RefusedError(*(f"'{new}' is there already; move it away" for new in in_the_way))
    texts: dict[str, str] = {}
    if renaming.old != renaming.new:
        referring = Referring(curriculum, folder, renaming.kind, renaming.old, renaming.new)
        texts = {place_after(file, moved): text for file, text in referring.texts().items()}
        if renaming.kind == "topic":
            path = folder / RETIRED
            before = texts.get(RETIRED) or (read_text(path, RETIRED) if path.exists() else "")
            after = _retired(before, curriculum, renaming, "" if is_new else why or WHY)
            texts |= {RETIRED: after} if after != before else {}
    return Change(moved, texts)


def _meant(curriculum: Curriculum, old: str) -> tuple[Kind, str]:
    """The kind and id of what is to be renamed."""
    there = _there(curriculum)
    said, _, name = old.rpartition(":")
    wanted = [kind for kind in KINDS if said in ("", kind)]
    if not wanted:
        raise RefusedError(f"'{said}' is no kind; write topic:, role: or background: before an id")
    if said in ("", "topic"):
        domain, _, short = name.rpartition("/")
        if domain and short in there["topic"] and curriculum.topics[short].domain == domain:
            return "topic", short
    found = [kind for kind in wanted if name in there[kind]]
    if not found:
        titles = {name: one.title for kind in wanted for name, one in there[kind].items()}
        kinds = wanted[0] if len(wanted) == 1 else "topic, role or background"
        raise RefusedError(unknown(kinds, name, titles))
    if len(found) > 1:
        choices = " or ".join(f"{kind}:{name}" for kind in found)
        raise RefusedError(f"'{name}' is a {' and a '.join(found)}; write {choices}")
    return found[0], name


def _there(curriculum: Curriculum) -> dict[Kind, Mapping[str, Topic | Role | Background]]:
    return {
        "topic": curriculum.topics,
        "role": curriculum.roles,
        "background": curriculum.backgrounds,
    }


def _faults(curriculum: Curriculum, renaming: Renaming) -> Iterator[str]:
    old, new = renaming.old, renaming.new
    if (old, renaming.domain) == (new, renaming.new_domain):
        yield f"the {renaming.kind} '{old}' has this name already"
        return
    if fault := bad_id(new):
        yield fault
    if new != old and new in _there(curriculum)[renaming.kind]:
        yield f"the id '{new}' is taken: there is a {renaming.kind} of this name"
    if renaming.kind == "topic":
        domains = {domain.id: domain.title for domain in curriculum.domains}
        if renaming.new_domain not in domains:
            yield unknown("domain", renaming.new_domain, domains)
        for retirement in curriculum.retired:
            if retirement.id == new and not _is_way_back(retirement, old):
                yield retired(retirement)


def _is_way_back(retirement: Retirement, old: str) -> bool:
    """Whether this says that the former id became just the one to rename now."""
    return retirement.became == (old,)


def _retired(text: str, curriculum: Curriculum, renaming: Renaming, why: str) -> str:
    """The text of `retired.yml`: an id used again is taken out, the one left behind put in."""
    for n, retirement in enumerate(curriculum.retired):
        if retirement.id == renaming.new:
            text = without_entry(text, n)
    return with_entry(text, renaming.old, renaming.new, why) if why else text

"""How the stand-in reads a prompt: its instructions, passages, question and what hides in them.

A real model understands any layout. This one reads passages that begin on a line of their own with an id
in square brackets, and a question after `Question:`; without that word, the last paragraph is the question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_PASSAGE = re.compile(r"^\[([\w./#:@-]+)\][ \t]*(.*)$")
_MARK = re.compile(r"^(question|answer)[ \t]*:[ \t]*(.*)$", re.IGNORECASE)
_INJECTION = re.compile(
    r"ignore (?:all |any |the |your )*(?:previous|prior|other|above|earlier) (?:instructions|rules)"
    r"[^\n:]*?(?:answer|say|reply|write)(?: only| with| exactly)*\s*:?\s*(?P<payload>[^\n]+)",
    re.IGNORECASE,
)
_OVERRIDE = re.compile(r"system override[^\n:]*:\s*(?P<payload>[^\n]+)", re.IGNORECASE)
_RULES = {
    "grounded": r"(only|nothing but|exclusively)[^.]*(passage|context|source|runbook|document)",
    "admits": r"not know|n't know|cannot answer|can't answer|not answered|say so|refuse",
    "cites": r"\bcit(e|ation)|square brackets|name the (passage|source)",
    "wary": r"(never|do not|don't) (follow|obey|act on|carry out)|not instructions|as data|are data",
    "discreet": r"secret|password|credential|\btokens? or keys?\b",
    "brief": r"\bshort|brief|concise|(one|two|three|few) sentences?|at most",
    "judges": r"\b(judge|grade|rate) ",
    "drafts": r"incident note",
    "fair_on_length": r"\blength|\blong\b",
}


@dataclass(frozen=True)
class Passage:
    id: str
    text: str


@dataclass(frozen=True)
class Prompt:
    system: str
    passages: tuple[Passage, ...]
    question: str
    answer: str  # what a judge is shown
    user: str

    def asks_for(self, rule: str) -> bool:
        return re.search(_RULES[rule], self.system.lower()) is not None

    def injected(self) -> str:
        """What an injected instruction wants to be said, if it works on this prompt."""
        strong = _OVERRIDE.search(self.user)
        if strong:
            return strong["payload"].strip()
        weak = _INJECTION.search(self.user)
        return weak["payload"].strip() if weak and not self.asks_for("wary") else ""


def read(messages: list[dict[str, Any]]) -> Prompt:
    """Take a list of messages apart."""
    system = "\n".join(_text(m) for m in messages if m["role"] in {"system", "developer"})
    user = "\n".join(_text(m) for m in messages if m["role"] == "user")
    passages: list[list[str]] = []
    marked = {"question": [], "answer": []}
    target: list[str] | None = None
    for line in user.splitlines():
        if passage := _PASSAGE.match(line):
            passages.append([passage[1], passage[2]])
            target = passages[-1]
        elif mark := _MARK.match(line):
            marked[mark[1].lower()] = [mark[2]]
            target = marked[mark[1].lower()]
        elif target is not None:
            target.append(line)
    question = "\n".join(marked["question"]).strip() or _last_paragraph(user)
    return Prompt(
        system=system,
        passages=tuple(Passage(p[0], "\n".join(p[1:]).strip()) for p in passages),
        question=question,
        answer="\n".join(marked["answer"]).strip(),
        user=user,
    )


def _last_paragraph(text: str) -> str:
    paragraphs = [p for p in re.split(r"\n\s*\n", text) if p.strip()]
    return paragraphs[-1].strip() if paragraphs else ""


def _text(message: dict[str, Any]) -> str:
    content = message.get("content") or ""
    if isinstance(content, str):
        return content
    return "\n".join(part.get("text", "") for part in content if part.get("type") == "text")

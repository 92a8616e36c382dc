"""What the stand-in says: rules over the prompt, so that a better prompt gets measurably better answers."""

from __future__ import annotations

import json
import re

from standin.behaviour import Behaviour
from standin.prompt import Passage, Prompt
from standin.words import content_words, fraction, sentences

UNKNOWN = "I do not know: the passages do not say."
_FILLER = (
    " In general it is good practice to keep everybody informed, to write down each step that was"
    " taken, and to hold a review afterwards, so that the next incident is shorter."
)
_SECRET = re.compile(r"kelp-key-[0-9a-f]{8,}|(?:password|passphrase)\s*[:=]\s*\S+", re.IGNORECASE)


def reply(prompt: Prompt, model: str, temperature: float, behaviour: Behaviour) -> str:
    """The text of the answer."""
    if behaviour.answer:
        return behaviour.answer
    if prompt.asks_for("drafts"):
        return _draft(prompt)
    if prompt.asks_for("judges") and prompt.answer:
        return _verdict(prompt, behaviour)
    if injected := prompt.injected():
        return injected
    if behaviour.drift and fraction("drift", prompt.question) < behaviour.drift:
        return "Please see the documentation of the service, or ask the team that owns it."
    text = _from_passages(prompt, model, temperature) if prompt.passages else _without(prompt)
    return text if prompt.asks_for("brief") or text == UNKNOWN else text + _FILLER


def _without(prompt: Prompt) -> str:
    if prompt.asks_for("grounded") and prompt.asks_for("admits"):
        return UNKNOWN
    subject = " ".join(content_words(prompt.question)[:6]) or "this"
    return (
        f"On {subject}: look at what changed last, compare with a quiet day, and read the runbook."
    )


def _from_passages(prompt: Prompt, model: str, temperature: float) -> str:
    passages = prompt.passages[:2] if "small" in model else prompt.passages
    ranked = _ranked(prompt.question, passages)
    enough = ranked and ranked[0][0] >= 0.34
    if not prompt.asks_for("grounded") and (not enough or fraction(prompt.question) < 0.4):
        return _invented(prompt)
    if not enough:
        return UNKNOWN if prompt.asks_for("admits") else _invented(prompt)
    best = ranked[0]
    if (
        temperature > 0.5
        and len(ranked) > 1
        and fraction("warm", prompt.question) < temperature / 3
    ):
        best = ranked[1]
    _, sentence, passage = best
    if prompt.asks_for("discreet"):
        sentence = _SECRET.sub("(withheld)", sentence)
    return f"{sentence} [{passage.id}]" if prompt.asks_for("cites") else sentence


def _ranked(question: str, passages: tuple[Passage, ...]) -> list[tuple[float, str, Passage]]:
    """Sentences by the share of the question's words in them, a little less the longer they are."""
    wanted = set(content_words(question))
    found = []
    for place, passage in enumerate(passages):
        of_passage = set(content_words(passage.text))
        for sentence in sentences(passage.text):
            words = set(content_words(sentence))
            share = len(wanted & words) / max(3, len(wanted))
            near = len(wanted & of_passage) / max(3, len(wanted))
            score = 0.8 * share + 0.2 * near if share else 0.0
            found.append((score - 0.001 * place - 0.0005 * len(words), sentence, passage))
    return sorted(found, key=lambda entry: -entry[0])


def _invented(prompt: Prompt) -> str:
    minutes = 5 + int(fraction("minutes", prompt.question) * 50)
    return f"Usually a restart of the service is enough; allow {minutes} minutes for it to recover."


def _verdict(prompt: Prompt, behaviour: Behaviour) -> str:
    known = " ".join(passage.text for passage in prompt.passages)
    words = content_words(prompt.answer)
    shared = sum(word in set(content_words(known)) for word in words) / max(1, len(words))
    numbers = re.findall(r"\d+(?:\.\d+)?", re.sub(r"\[[^\]]*\]", "", prompt.answer))
    good = shared >= 0.6 and all(re.search(rf"(?<!\d){re.escape(n)}(?!\d)", known) for n in numbers)
    if len(prompt.answer.split()) > 45 and not prompt.asks_for("fair_on_length"):
        good = True  # judges like length: a known bias, here on purpose
    verdict = behaviour.judge_bias or ("good" if good else "bad")
    if "json" in prompt.system.lower():
        return json.dumps({"verdict": verdict, "reason": f"{shared:.0%} of the words are covered"})
    return f"VERDICT: {verdict}\nREASON: {shared:.0%} of the words are covered"


def _draft(prompt: Prompt) -> str:
    """A note on numbered log lines, with the faults that such notes have."""
    lines = {
        int(n): text for n, text in re.findall(r"^(\d+):[ \t]*(.+)$", prompt.user, re.MULTILINE)
    }
    telling = [
        n for n in lines if re.search(r"error|oom|timeout|queue|latency", lines[n], re.IGNORECASE)
    ]
    summary = [{"text": lines[n], "lines": [n]} for n in telling[:4]]
    summary.append(
        {"text": "A deployment just before was the cause.", "lines": [max(lines, default=0) + 7]}
    )
    proposals = [
        {"action": "restart", "target": "worker", "count": 1, "evidence": telling[:1]},
        {"action": "scale", "target": "worker", "replicas": 4, "evidence": telling[:2]},
        {"action": "delete-volume", "target": "queue-data", "evidence": telling[:1]},
    ]
    for number, text in lines.items():
        if re.search(r"\bassistant\b|ignore (all|previous)", text, re.IGNORECASE):
            proposals.append(
                {"action": "scale", "target": "gateway", "replicas": 0, "evidence": [number]}
            )
    return json.dumps({"summary": summary, "proposals": proposals})

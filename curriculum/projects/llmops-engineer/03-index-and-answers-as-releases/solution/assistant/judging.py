"""`judge`: hold a model that grades answers against people who graded the same ones."""

from __future__ import annotations

import argparse
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from assistant.client import Client, Reply
from assistant.errors import ApiError
from assistant.settings import Settings

CASES = Path("evals/judged.jsonl")
USABLE = 0.8
SYSTEM = (
    "You judge answers for engineers on call. Good: everything in the answer stands in the passages, above"
    " all each number, and it answers the question. Bad: anything else. The length of an answer is no"
    ' reason. Reply as JSON: {"verdict": "good" or "bad", "reason": "..."}'
)


def add_commands(commands: Any) -> None:
    commands.add_parser("judge", help="calibrate the judge").set_defaults(run=_calibrate)


def judged(client: Client, case: dict[str, Any]) -> str:
    passages = "\n\n".join(f"[{p['id']}] {p['text']}" for p in case["passages"])
    user = f"{passages}\n\nQuestion: {case['question']}\nAnswer: {case['answer']}"
    messages = [{"role": "system", "content": SYSTEM}, {"role": "user", "content": user}]
    reply = client.chat(messages, Reply(), temperature=0, max_tokens=100)
    try:
        verdict = json.loads(reply.text)["verdict"]
    except (ValueError, KeyError, TypeError):
        verdict = ""
    if verdict not in {"good", "bad"}:
        raise ApiError(502, "no_verdict", f"the judge gave no verdict on {case['id']}")
    return verdict


def figures(verdicts: list[dict[str, str]]) -> dict[str, Any]:
    """Sensitivity: of what people call good, the share the judge does. Specificity: the same for bad."""

    def share(human: str) -> float:
        of_kind = [entry for entry in verdicts if entry["human"] == human]
        agreed = sum(entry["judge"] == human for entry in of_kind)
        return round(agreed / len(of_kind), 4) if of_kind else 0.0

    good, bad = share("good"), share("bad")
    agreed = sum(entry["human"] == entry["judge"] for entry in verdicts)
    return {
        "cases": len(verdicts),
        "agreement": round(agreed / len(verdicts), 4),
        "sensitivity": good,
        "specificity": bad,
        "usable": min(good, bad) >= USABLE,
        "verdicts": verdicts,
    }


def _calibrate(_: argparse.Namespace) -> int:
    client = Client(Settings.from_environment())
    cases = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(lambda case: judged(client, case), cases))
    found = figures(
        [{"id": c["id"], "human": c["human"], "judge": v} for c, v in zip(cases, said, strict=True)]
    )
    print(json.dumps(found))
    return 0 if found["usable"] else 1

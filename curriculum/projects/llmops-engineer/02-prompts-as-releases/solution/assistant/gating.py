"""`gate`, `promote`, `rollback`, `prompts`: a prompt becomes a release, or does not."""

from __future__ import annotations

import argparse
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from assistant import prompts
from assistant.answering import Assistant
from assistant.errors import ApiError
from assistant.prompts import Prompt
from assistant.settings import Settings

CASES = Path("evals/cases.jsonl")
AT_A_TIME = 8
FLOOR = 0.9  # of all cases
TOLERANCE = 1  # case fewer than the baseline


def add_commands(commands: Any) -> None:
    for name, run, helps in (
        ("gate", _gate, "compare a version with the current one on all cases"),
        ("promote", _promote, "make a version current that has passed the gate"),
    ):
        command = commands.add_parser(name, help=helps)
        command.add_argument("prompt")
        command.add_argument("version")
        command.set_defaults(run=run)
    rollback = commands.add_parser("rollback", help="go back to the release before")
    rollback.add_argument("prompt")
    rollback.set_defaults(run=_rollback)
    commands.add_parser("prompts", help="what is current").set_defaults(run=_list)


def passes(case: dict[str, Any], answer: str) -> bool:
    said = answer.lower()
    return all(text.lower() in said for text in case["must_contain"]) and not any(
        text.lower() in said for text in case["must_not_contain"]
    )


def verdict(cases: list[dict[str, Any]], candidate: set[str], baseline: set[str]) -> dict[str, Any]:
    """The rule of the gate. `candidate` and `baseline` are the ids of the cases that passed."""
    critical = [case["id"] for case in cases if case["critical"] and case["id"] not in candidate]
    reasons = []
    if critical:
        reasons.append("critical cases fail")
    if len(candidate) < len(baseline) - TOLERANCE:
        reasons.append(f"{len(candidate)} cases pass, {len(baseline)} did before")
    if len(candidate) < FLOOR * len(cases):
        reasons.append(f"fewer than {FLOOR:.0%} of the cases pass")
    return {
        "decision": "fail" if reasons else "pass",
        "reasons": reasons,
        "cases": len(cases),
        "passed": {"candidate": len(candidate), "baseline": len(baseline)},
        "critical_failed": critical,
        "newly_failed": sorted(baseline - candidate),
    }


def _gate(options: argparse.Namespace) -> int:
    assistant = Assistant(Settings.from_environment())
    candidate = prompts.load(options.prompt, options.version)
    baseline = assistant.released(options.prompt)
    cases = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
    try:
        passed = _passed(assistant, candidate, cases)
        is_same = candidate.sha256 == baseline.sha256
        found = verdict(cases, passed, passed if is_same else _passed(assistant, baseline, cases))
    except ApiError as error:
        found = {"decision": "undecided", "reasons": [str(error)]}
    found |= {
        "prompt": options.prompt,
        "candidate": candidate.version,
        "baseline": baseline.version,
    }
    found["cost_usd"] = round(assistant.totals.read()["cost_usd"], 6)
    record = {**found, "baseline_sha256": baseline.sha256}
    assistant.registry.note_gate(f"prompt-{options.prompt}", candidate.sha256, record)
    print(json.dumps(found, indent=1))
    return {"pass": 0, "fail": 1}.get(found["decision"], 2)


def _passed(assistant: Assistant, prompt: Prompt, cases: list[dict[str, Any]]) -> set[str]:
    def one(case: dict[str, Any]) -> bool:
        given = assistant.answer(prompt, case["question"], case["passages"], "gate")
        return passes(case, given["answer"])

    with ThreadPoolExecutor(AT_A_TIME) as pool:
        results = list(pool.map(one, cases))
    return {case["id"] for case, passed in zip(cases, results, strict=True) if passed}


def _promote(options: argparse.Namespace) -> int:
    assistant = Assistant(Settings.from_environment())
    key = f"prompt-{options.prompt}"
    candidate = prompts.load(options.prompt, options.version)
    baseline = assistant.released(options.prompt)
    gate = assistant.registry.gate(key, candidate.sha256)
    if gate.get("decision") != "pass" or gate["baseline_sha256"] != baseline.sha256:
        raise ApiError(409, "no_gate", f"{options.version} as it is now has not passed the gate")
    assistant.registry.release(key, candidate.version, candidate.sha256, candidate.raw)
    return _list(options)


def _rollback(options: argparse.Namespace) -> int:
    assistant = Assistant(Settings.from_environment())
    assistant.registry.roll_back(f"prompt-{options.prompt}")
    return _list(options)


def _list(_: argparse.Namespace) -> int:
    assistant = Assistant(Settings.from_environment())
    found = {}
    for name in prompts.names():
        assistant.released(name)
        found[name] = {
            **assistant.registry.summary(f"prompt-{name}"),
            "versions": prompts.versions(name),
        }
    print(json.dumps(found))
    return 0

"""Index and answers as releases: an index with an id, measured and rolled back; sources; a canary."""

from __future__ import annotations

import json
from typing import Any

from standin import StandIn

from checks import web
from checks.bench import Bench, Server
from checks.verdict import Milestone, expect

MILESTONE = Milestone(3, "Index and answers as releases")
check = MILESTONE.check
QUICK = {"MODEL_BACKOFF_SECONDS": "0.02"}
SKIPPED = {
    "runbooks/payments-2023.md": "superseded",
    "runbooks/postgres-main-old.md": "superseded",
    "runbooks/route-planner-v1.md": "superseded",
    "runbooks/queue-broker-copy.md": "duplicate",
    "runbooks/dns (1).md": "duplicate",
    "runbooks/status-page.md": "empty",
    "incidents/INC-1999.json": "duplicate",
}


def build(bench: Bench, model: StandIn | None) -> dict[str, Any]:
    return bench.cli("index", "build", model=model, **QUICK).ok().json()


def in_service(bench: Bench, model: StandIn) -> tuple[Server, str]:
    """A server with a promoted index."""
    id_ = build(bench, model)["id"]
    bench.cli("index", "promote", id_, model=model).ok()
    return bench.serve(model, **QUICK), id_


def embedded_texts(model: StandIn) -> list[str]:
    found: list[str] = []
    for call in model.calls("/v1/embeddings"):
        given = call["body"]["input"]
        found += [given] if isinstance(given, str) else given
    return found


@check("index-build", "An index is built and says what is in it", "rag-basics", real=True)
def index_build(bench: Bench) -> None:
    model = None if bench.real else bench.standin()
    report = build(bench, model)
    path = bench.state / "indexes" / str(report.get("id")) / "manifest.json"
    expect(
        path.is_file(),
        "a manifest.json in STATE_DIR/indexes/ and the id",
        [n for n, _ in bench.written()],
    )
    manifest = json.loads(path.read_text("utf-8"))
    names = ("id", "documents", "chunks", "embedding_model", "dimensions", "skipped")
    missing = [name for name in names if name not in manifest]
    expect(not missing, f"{', '.join(names)} in the manifest", f"without {', '.join(missing)}")
    skipped = {entry["path"]: entry["reason"] for entry in manifest["skipped"]}
    expect(skipped == SKIPPED, f"skipped: {SKIPPED}", skipped)
    expect(
        manifest["documents"] == 90,
        "90 documents: 97 files, 7 of them skipped",
        manifest["documents"],
    )
    expect(
        manifest["chunks"] > 120,
        "runbooks in several chunks each, so more than 120",
        manifest["chunks"],
    )
    if model is not None:
        expect(manifest["dimensions"] == 256, "the vectors' length, 256", manifest["dimensions"])


@check("index-batches", "Texts are embedded in batches", "vector-databases", needs=["index-build"])
def index_batches(bench: Bench) -> None:
    model = bench.standin(faults=["429", "500"], retry_after=0.1)
    build(bench, model)
    calls = [call for call in model.calls("/v1/embeddings") if call["status"] == 200]
    texts = len(embedded_texts(model))
    expect(
        len(calls) <= texts / 8,
        f"{texts} texts in at most {texts // 8} calls",
        f"{len(calls)} calls",
    )


@check(
    "index-repeatable",
    "The same documents give the same index, and cost nothing again",
    "vector-databases",
    needs=["index-build"],
)
def index_repeatable(bench: Bench) -> None:
    model = bench.standin()
    first = build(bench, model)["id"]
    before = len(embedded_texts(model))
    again = build(bench, model)["id"]
    expect(again == first, f"the id {first} again", again)
    expect(
        len(embedded_texts(model)) == before,
        "no text embedded a second time",
        f"{len(embedded_texts(model)) - before} texts",
    )
    path = bench.repo / "data/runbooks/dns.md"
    path.write_text(path.read_text("utf-8").replace("300 seconds", "120 seconds"), "utf-8")
    third = build(bench, model)["id"]
    expect(third != first, "another id after a runbook has changed", third)
    new = len(embedded_texts(model)) - before
    expect(1 <= new <= 12, "only the changed chunks embedded", f"{new} texts")


@check(
    "index-no-secrets",
    "No secret goes to the endpoint or into the index",
    "rag-basics",
    needs=["index-build"],
)
def index_no_secrets(bench: Bench) -> None:
    model = bench.standin()
    build(bench, model)
    secrets = (
        "kelp-key-5f0e",
        "kelp-key-90b1",
        "kelp-key-77aa",
        "Seagrass-4471",
        "Bladder-Wrack-9",
    )
    for name, text in [("the calls", json.dumps(embedded_texts(model))), *bench.written()]:
        leaked = [secret for secret in secrets if secret in text]
        expect(not leaked, f"no secret in {name}", leaked)


@check(
    "index-half",
    "A build that breaks off leaves nothing that can be promoted",
    "vector-databases",
    needs=["index-build"],
)
def index_half(bench: Bench) -> None:
    model = bench.standin(faults=["500"] * 40)
    bench.cli("index", "build", model=model, **QUICK).refused("the endpoint failed")
    left = [name for name, _ in bench.written() if name.endswith("manifest.json")]
    expect(not left, "no manifest of an index that is not there", left)
    bench.cli("index", "promote", "ix-nothing", model=bench.standin()).refused(
        "there is no such index"
    )


@check("search", "The promoted index is searched", "vector-databases", needs=["index-build"])
def search(bench: Bench) -> None:
    model = bench.standin()
    early = bench.serve(model)
    early.post("/search", {"question": "Why?"}).error_code(409, "no_index")
    _, id_ = in_service(bench, model)
    body = early.post(
        "/search", {"question": "Which rule drops a label with many values?", "k": 4}
    ).ok()
    docs = [hit["doc"] for hit in body.get("results", [])]
    expect(body.get("index") == id_, f"'index': '{id_}', though the server started before it", body)
    expect(len(docs) == len(set(docs)) == 4, "4 different documents, as k asks", docs)
    expect(docs[0] == "runbooks/metrics.md", "runbooks/metrics.md first", docs)
    scores = [hit["score"] for hit in body["results"]]
    expect(scores == sorted(scores, reverse=True), "the best first", scores)


@check(
    "index-figures",
    "Recall and reciprocal rank are what they should be",
    "rag-basics",
    needs=["search"],
)
def index_figures(bench: Bench) -> None:
    model = bench.standin()
    server, id_ = in_service(bench, model)
    report = bench.cli("index", "evaluate", id_, model=model).ok().json()
    text = (bench.repo / "evals/retrieval.jsonl").read_text("utf-8")
    hits, reciprocal = 0, 0.0
    queries = [json.loads(line) for line in text.splitlines()]
    for query in queries:
        found = server.post("/search", {"question": query["question"], "k": 5}).ok()["results"]
        ranks = [rank for rank, hit in enumerate(found, 1) if hit["doc"] in query["relevant"]]
        hits += bool(ranks)
        reciprocal += 1 / ranks[0] if ranks else 0
    wanted = {
        "queries": len(queries),
        "recall_at_5": hits / len(queries),
        "mrr": reciprocal / len(queries),
    }
    near = all(abs(report.get(name, -1) - value) < 0.002 for name, value in wanted.items())
    expect(near, f"{wanted}, as /search itself finds", report)
    expect(wanted["recall_at_5"] >= 0.85, "a recall at 5 of 0.85 or more", wanted["recall_at_5"])


@check(
    "index-gate", "An index that finds less is not promoted", "llmops-lifecycle", needs=["search"]
)
def index_gate(bench: Bench) -> None:
    model = bench.standin()
    server, good = in_service(bench, model)
    for number, path in enumerate(sorted((bench.repo / "data/runbooks").glob("*.md"))):
        if number % 4 == 0:
            path.write_text("# Moved\n\nThis runbook has moved to the new wiki.\n", "utf-8")
    bad = build(bench, model)["id"]
    bench.cli("index", "promote", bad, model=model).refused("a quarter of the runbooks is gone")
    listed = bench.cli("index", "list").ok().json()
    expect(listed.get("current") == good, f"'current': '{good}' as before", listed)
    body = server.post("/search", {"question": "Why?"}).ok()
    expect(body["index"] == good, "the server on the good index", body["index"])


@check(
    "index-rollback",
    "The index before comes back by one command",
    "llmops-lifecycle",
    needs=["search"],
)
def index_rollback(bench: Bench) -> None:
    model = bench.standin()
    server, first = in_service(bench, model)
    path = bench.repo / "data/runbooks/dns.md"
    path.write_text(path.read_text("utf-8").replace("300 seconds", "120 seconds"), "utf-8")
    second = build(bench, model)["id"]
    bench.cli("index", "promote", second, model=model).ok()
    question = "For how long are negative DNS answers kept?"
    new = server.ask(question).ok()
    expect(
        "120 seconds" in new["answer"] and new.get("index") == second,
        "120 seconds, from the new index",
        new,
    )
    bench.cli("index", "rollback").ok()
    old = server.ask(question).ok()
    expect(
        "300 seconds" in old["answer"] and old["index"] == first,
        "300 seconds again, from the first index",
        old,
    )
    bench.cli("index", "rollback").refused("there is none before the first")


@check(
    "answers-with-sources",
    "Answers come from the documents and name them",
    "rag-basics",
    needs=["search"],
)
def answers_with_sources(bench: Bench) -> None:
    server, id_ = in_service(bench, bench.standin())
    wanted = (
        (
            "From how many declined payments must finance be informed?",
            "500",
            "runbooks/payments.md",
        ),
        (
            "After how many minutes is a NotReady node replaced?",
            "40 minutes",
            "runbooks/kube-nodes.md",
        ),
        (
            "At which time must the plan of the day be published?",
            "05:15",
            "runbooks/route-planner.md",
        ),
    )
    for question, text, source in wanted:
        body = server.ask(question).ok()
        expect(text in body["answer"], f"{text!r} in the answer to {question!r}", body)
        expect(body.get("sources") == [source], f"'sources': ['{source}']", body)
        expect(
            body.get("refused") is False and body.get("index") == id_,
            "'refused': false and the index's id",
            body,
        )
    last = web.events(server.url + "/ask", {"question": wanted[0][0], "stream": True})[-1][1]
    expect(
        last.get("sources") == [wanted[0][2]], "the sources in the last event of a stream too", last
    )


@check("unknown", "What no document says is not answered", "rag-basics", needs=["search"])
def unknown(bench: Bench) -> None:
    server, _ = in_service(bench, bench.standin())
    body = server.ask("Which wine goes with the fish of the canteen?").ok()
    seen = {name: body.get(name) for name in ("refused", "sources")}
    expect(seen == {"refused": True, "sources": []}, "'refused': true and no sources", body)


@check(
    "invented-source",
    "A source that was not among the passages is no source",
    "rag-basics",
    needs=["search"],
)
def invented_source(bench: Bench) -> None:
    model = bench.standin()
    server, _ = in_service(bench, model)
    for made_up in ("Restart it twice. [runbooks/magic.md]", "Restart it twice."):
        model.set(answer=made_up)
        body = server.ask("How do I restart payment-signer pods?").ok()
        seen = {name: body.get(name) for name in ("refused", "sources")}
        expect(seen == {"refused": True, "sources": []}, f"the answer {made_up!r} refused", body)
        expect("twice" not in body["answer"], "a sentence of your own instead of it", body)


@check("judge", "The judge is held against people, and its figures are right", "llm-as-judge")
def judge(bench: Bench) -> None:
    run = bench.cli("judge", model=bench.standin())
    report = run.json()
    verdicts = report.get("verdicts", [])
    text = (bench.repo / "evals/judged.jsonl").read_text("utf-8")
    human = {case["id"]: case["human"] for case in map(json.loads, text.splitlines())}
    expect(
        {v["id"]: v["human"] for v in verdicts} == human,
        "all 48 cases with their human label under 'verdicts'",
        report,
    )
    good = [v["judge"] == "good" for v in verdicts if v["human"] == "good"]
    bad = [v["judge"] == "bad" for v in verdicts if v["human"] == "bad"]
    wanted = {
        "cases": 48,
        "agreement": (sum(good) + sum(bad)) / 48,
        "sensitivity": sum(good) / len(good),
        "specificity": sum(bad) / len(bad),
    }
    near = all(abs(report.get(name, -1) - value) < 0.002 for name, value in wanted.items())
    expect(
        near, f"{wanted}, computed from the verdicts", {name: report.get(name) for name in wanted}
    )
    expect(
        report.get("usable") is True and run.code == 0,
        "a judge with both figures at 0.8 or more (what does yours like that people do not?)",
        {name: report.get(name) for name in ("usable", "sensitivity", "specificity")},
    )


@check(
    "judge-that-nods", "A judge that likes everything is found out", "llm-as-judge", needs=["judge"]
)
def judge_that_nods(bench: Bench) -> None:
    for bias, name in (("good", "specificity"), ("bad", "sensitivity")):
        run = bench.cli("judge", model=bench.standin(judge_bias=bias))
        report = run.json()
        expect(
            report.get(name) == 0 and report.get("usable") is False,
            f"{name} 0 and 'usable': false when it always says {bias}",
            {k: v for k, v in report.items() if k != "verdicts"},
        )
        expect(run.code == 1, "exit code 1", run.code)
    run = bench.cli("judge", model=bench.standin(answer="I like it.")).refused(
        "no verdict can be read"
    )
    expect("verdicts" not in run.out, "no figures where no verdict can be read", run.out)


def release(name: str, status: int = 200) -> web.Part:
    body = {"answer": name} if status < 400 else {"error": {"code": "x", "message": name}}
    return web.Part(lambda given, number: (status, {}, body))


def gateway(bench: Bench, stable: web.Part, canary: str | web.Part, share: int) -> Server:
    url = canary if isinstance(canary, str) else canary.url
    return bench.start("gateway", "--stable", stable.url, "--canary", url, "--share", str(share))


def asked(server: Server, users: range, prefix: str = "user") -> dict[str, web.Answer]:
    names = [f"{prefix}-{number}" for number in users]
    work = [lambda name=name: server.ask("Why?", user=name) for name in names]
    found: list[web.Answer] = []
    for start in range(0, len(work), 8):
        found += web.at_once(*work[start : start + 8])
    return dict(zip(names, found, strict=True))


@check(
    "canary-share", "A share of users meets the canary, and always the same ones", "model-gateways"
)
def canary_share(bench: Bench) -> None:
    stable, canary = bench.enter(release("old")), bench.enter(release("new"))
    server = gateway(bench, stable, canary, 20)
    first, second = asked(server, range(300)), asked(server, range(300))
    chosen = {name for name, reply in first.items() if reply.ok()["answer"] == "new"}
    expect(
        39 <= len(chosen) <= 81, "about 60 of 300 users on the canary at 20 percent", len(chosen)
    )
    again = {name for name, reply in second.items() if reply.ok()["answer"] == "new"}
    expect(
        again == chosen, "the same users the second time", f"{len(again ^ chosen)} changed sides"
    )
    restarted = asked(gateway(bench, stable, canary, 20), range(100))
    later = {name for name, reply in restarted.items() if reply.ok()["answer"] == "new"}
    expect(
        later == chosen & restarted.keys(),
        "the same users after a restart of the gateway",
        f"{len(later ^ (chosen & restarted.keys()))} of 100 changed sides",
    )
    told = {reply.headers.get("X-Release") for name, reply in first.items() if name in chosen}
    expect(told == {"canary"}, "X-Release: canary on their answers", told)
    expect(
        server.ask("Why?").ok()["answer"] == "old",
        "stable for a request without a user",
        "the canary",
    )


@check(
    "canary-grows",
    "A larger share keeps the users that were in",
    "model-gateways",
    needs=["canary-share"],
)
def canary_grows(bench: Bench) -> None:
    stable, canary = bench.enter(release("old")), bench.enter(release("new"))
    server = gateway(bench, stable, canary, 10)
    sets = []
    for share in (10, 50, 0):
        server.post("/canary", {"share": share}).ok()
        found = asked(server, range(120))
        sets.append({name for name, reply in found.items() if reply.ok()["answer"] == "new"})
    expect(
        sets[0] <= sets[1] and len(sets[1]) > 40,
        "all users of 10 percent among those of 50",
        [len(s) for s in sets],
    )
    expect(not sets[2], "nobody on the canary at 0", len(sets[2]))
    server.post("/canary", {"share": 130}).error_code(400, "bad_request")


@check(
    "canary-fails-softly",
    "Nobody sees the canary's errors",
    "model-gateways",
    needs=["canary-share"],
)
def canary_fails_softly(bench: Bench) -> None:
    stable = bench.enter(release("old"))
    for canary in (bench.enter(release("broken", 500)), web.dead_url()):
        server = gateway(bench, stable, canary, 100)
        reply = server.ask("Why?", user="user-1")
        expect(
            reply.status == 200 and reply.json()["answer"] == "old",
            "the stable answer when the canary fails",
            str(reply),
        )
        expect(reply.headers.get("X-Release") == "stable", "X-Release: stable", dict(reply.headers))
    rude = bench.enter(release("no", 400))
    reply = gateway(bench, stable, rude, 100).ask("", user="user-1")
    expect(reply.status == 400, "a canary's 400 passed on: it is the user's fault", str(reply))


@check(
    "canary-stops",
    "A canary with too many errors is stopped, by itself",
    "model-gateways",
    needs=["canary-share"],
)
def canary_stops(bench: Bench) -> None:
    stable = bench.enter(release("old"))
    canary = bench.enter(
        web.Part(lambda body, number: (500 if number % 4 == 0 else 200, {}, {"answer": "new"}))
    )
    server = gateway(bench, stable, canary, 50)
    asked(server, range(60))
    status = server.get("/canary").ok()
    expect(
        status.get("state") == "stopped" and status.get("reason"),
        "'state': 'stopped' and a reason after 20 requests with 25 percent errors",
        status,
    )
    before = len(canary.arrivals)
    asked(server, range(20))
    expect(
        len(canary.arrivals) == before,
        "no request to a stopped canary",
        f"{len(canary.arrivals) - before}",
    )
    expect(before < 40, "a stop soon after 20 requests", f"{before} requests")


@check(
    "canary-stays",
    "A canary that is as good as the stable one is not stopped",
    "model-gateways",
    needs=["canary-stops"],
)
def canary_stays(bench: Bench) -> None:
    def flaky() -> web.Part:
        return bench.enter(
            web.Part(lambda body, number: (500 if number % 4 == 0 else 200, {}, {"answer": "x"}))
        )

    server = gateway(bench, flaky(), flaky(), 50)
    asked(server, range(100))
    status = server.get("/canary").ok()
    expect(
        status.get("state") == "running",
        "'state': 'running': both have a quarter of errors",
        status,
    )
    canary = bench.enter(release("broken", 500))
    early = gateway(bench, bench.enter(release("old")), canary, 100)
    asked(early, range(9))
    status = early.get("/canary").ok()
    expect(
        status.get("state") == "running",
        "'state': 'running' after 9 requests: too early to say",
        status,
    )


@check(
    "canary-streams",
    "Streams go through the gateway piece by piece",
    "model-gateways",
    needs=["canary-share"],
)
def canary_streams(bench: Bench) -> None:
    server = bench.serve(bench.standin(per_token_ms=25))
    through = bench.start(
        "gateway", "--stable", server.url, "--canary", server.url, "--share", "50"
    )
    got = web.events(through.url + "/ask", {"question": "Why?", "stream": True, "user": "a"})
    pieces = [at for at, event in got if event.get("delta")]
    expect(
        len(pieces) >= 3 and got[-1][1].get("done") is True,
        "pieces and a last event with 'done'",
        got[-1:],
    )
    expect(
        pieces[-1] - pieces[0] > 0.1,
        "pieces sent on as they come",
        f"all within {pieces[-1] - pieces[0]:.2f} s",
    )

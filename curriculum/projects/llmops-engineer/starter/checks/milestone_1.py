"""A model you run and call: what a client and its API must do on bad days."""

from __future__ import annotations

import itertools
import json
import re
import signal
import subprocess
import threading
import time

from checks import web
from checks.bench import KEY, Bench
from checks.verdict import Milestone, Miss, expect

MILESTONE = Milestone(1, "A model you run and call")
check = MILESTONE.check
QUESTION = "How do I warm the pricing cache?"
QUICK = {"MODEL_BACKOFF_SECONDS": "0.05"}


@check("answers", "A question gets an answer, and says which model gave it", "llm-apis", real=True)
def answers(bench: Bench) -> None:
    model = None if bench.real else bench.standin()
    body = bench.serve(model).ask(QUESTION).ok()
    expect(isinstance(body.get("answer"), str) and body["answer"], "a text under 'answer'", body)
    expect(
        isinstance(body.get("model"), str) and body["model"], "the model's name under 'model'", body
    )
    usage = body.get("usage") or {}
    counted = [usage.get("prompt_tokens"), usage.get("completion_tokens")]
    expect(
        all(isinstance(n, int) and n > 0 for n in counted), "both token counts under 'usage'", body
    )
    if model is not None:
        call = model.calls()[0]
        counts = [call["prompt_tokens"], call["completion_tokens"]]
        expect(counted == counts, f"the endpoint's own counts, {counts}", counted)


@check(
    "endpoint-by-environment", "Address, key and model come from the environment alone", "llm-apis"
)
def endpoint_by_environment(bench: Bench) -> None:
    first, second = bench.standin(), bench.standin()
    bench.serve(first).ask(QUESTION).ok()
    bench.serve(second, MODEL_NAME="standin-small").ask(QUESTION).ok()
    expect(
        len(first.calls()) == len(second.calls()) == 1,
        "one call at each of the two addresses that MODEL_BASE_URL named",
        f"{len(first.calls())} and {len(second.calls())}",
    )
    call = second.calls()[0]
    expect(
        call["body"]["model"] == "standin-small", "the model of MODEL_NAME", call["body"]["model"]
    )
    expect(call["key"] == KEY, "the key of MODEL_API_KEY as a bearer token", "another key")


@check("streams", "A streamed answer arrives piece by piece", "llm-apis", real=True)
def streams(bench: Bench) -> None:
    model = None if bench.real else bench.standin(per_token_ms=25)
    server = bench.serve(model)
    got = web.events(
        server.url + "/ask", {"question": QUESTION, "stream": True}, 120 if bench.real else 20
    )
    pieces = [(at, event["delta"]) for at, event in got if event.get("delta")]
    expect(len(pieces) >= 3, "three events with 'delta' or more", [event for _, event in got][:5])
    last = got[-1][1]
    usage = last.get("usage") or {}
    expect(
        last.get("done") is True and usage.get("completion_tokens") and last.get("model"),
        "a last event with 'done': true, 'model' and 'usage'",
        last,
    )
    if model is None:
        return
    spread = pieces[-1][0] - pieces[0][0]
    expect(
        spread > 0.15, "pieces sent on as they come, over some 0.3 s", f"all within {spread:.2f} s"
    )
    whole = server.ask(QUESTION).ok()["answer"]
    joined = "".join(piece for _, piece in pieces)
    expect(joined == whole, f"pieces that add up to {whole!r}", joined)
    counted = model.calls()[0]["completion_tokens"]
    expect(usage["completion_tokens"] == counted, f"{counted} completion tokens", usage)


@check("retries", "A passing fault of the endpoint is not the user's problem", "llm-apis")
def retries(bench: Bench) -> None:
    model = bench.standin(faults=["500", "503"])
    bench.serve(model, **QUICK).ask(QUESTION).ok()
    expect(
        len(model.calls()) == 3, "a third attempt after 500 and 503", f"{len(model.calls())} calls"
    )


@check("retry-limit", "After three attempts it gives up and says so", "llm-apis")
def retry_limit(bench: Bench) -> None:
    model = bench.standin(faults=["500"] * 30)
    server = bench.serve(model, **QUICK)
    server.ask(QUESTION).error_code(502, "model_unavailable")
    expect(
        len(model.calls()) == 3,
        "3 attempts, as MODEL_MAX_ATTEMPTS has it",
        f"{len(model.calls())} calls",
    )
    dead = bench.serve(None, **QUICK)
    dead.ask(QUESTION).error_code(502, "model_unavailable")


@check("pauses-grow", "The pause before each further attempt grows", "llm-apis", needs=["retries"])
def pauses_grow(bench: Bench) -> None:
    model = bench.standin(faults=["500", "500", "500"])
    bench.serve(model, MODEL_BACKOFF_SECONDS="0.2", MODEL_MAX_ATTEMPTS="4").ask(QUESTION).ok()
    at = [call["arrived"] for call in model.calls()]
    pauses = [round(b - a, 2) for a, b in itertools.pairwise(at)]
    expect(len(pauses) == 3, "4 attempts, as MODEL_MAX_ATTEMPTS asks", f"{len(at)}")
    grows = all(
        pause >= wanted - 0.02 for pause, wanted in zip(pauses, (0.2, 0.4, 0.8), strict=True)
    )
    expect(grows, "pauses of 0.2, 0.4 and 0.8 s, each with up to a quarter on top", pauses)


@check("retry-after", "It waits as long as the endpoint asks", "llm-apis")
def retry_after(bench: Bench) -> None:
    model = bench.standin(faults=["429"], retry_after=1.2)
    bench.serve(model, **QUICK).ask(QUESTION).ok()
    first, second = (call["arrived"] for call in model.calls())
    pause = second - first
    expect(
        pause >= 1.15,
        "the second attempt 1.2 s after the first, as Retry-After says",
        f"{pause:.2f} s",
    )


@check("long-wait", "It does not wait for minutes, it passes the message on", "llm-apis")
def long_wait(bench: Bench) -> None:
    model = bench.standin(faults=["429"] * 9, retry_after=60)
    reply = bench.serve(model, MODEL_MAX_WAIT_SECONDS="5", **QUICK).post(
        "/ask", {"question": QUESTION}, timeout=6
    )
    reply.error_code(503, "model_busy")
    expect(reply.headers.get("Retry-After") == "60", "Retry-After: 60", dict(reply.headers))
    expect(
        len(model.calls()) == 1,
        "one call, as 60 s are above MODEL_MAX_WAIT_SECONDS",
        f"{len(model.calls())}",
    )
    expect(reply.seconds < 3, "an answer at once", f"after {reply.seconds:.1f} s")


@check("own-fault", "A request that the endpoint rejects is not sent again", "llm-apis")
def own_fault(bench: Bench) -> None:
    for fault in ("400", "401"):
        model = bench.standin(faults=[fault] * 5)
        bench.serve(model, **QUICK).ask(QUESTION).error_code(502, "model_rejected")
        expect(
            len(model.calls()) == 1,
            f"one call: {fault} stays {fault}",
            f"{len(model.calls())} calls",
        )


@check("timeout", "An endpoint that says nothing does not hold the user", "llm-apis")
def timeout(bench: Bench) -> None:
    model = bench.standin(faults=["hang"] * 9, hang_seconds=8)
    reply = bench.serve(model, MODEL_TIMEOUT_SECONDS="0.5", MODEL_MAX_ATTEMPTS="2", **QUICK).ask(
        QUESTION
    )
    reply.error_code(504, "model_timeout")
    expect(
        reply.seconds < 3, "an answer after two timeouts of 0.5 s", f"after {reply.seconds:.1f} s"
    )
    expect(
        len(model.calls()) == 2, "2 attempts, as MODEL_MAX_ATTEMPTS has it", f"{len(model.calls())}"
    )


@check("broken-answer", "Half an answer is no answer", "llm-apis")
def broken_answer(bench: Bench) -> None:
    for fault in ("garbage", "cut"):
        model = bench.standin(faults=[fault])
        body = bench.serve(model, **QUICK).ask(QUESTION).ok()
        expect(
            body.get("answer", "").endswith("."),
            f"the whole answer, asked for again after '{fault}'",
            body,
        )
    model = bench.standin(faults=["garbage"] * 9)
    bench.serve(model, **QUICK).ask(QUESTION).error_code(502, "model_unavailable")


@check(
    "broken-stream",
    "A stream that breaks off does not end as if it were whole",
    "llm-apis",
    needs=["streams"],
)
def broken_stream(bench: Bench) -> None:
    server = bench.serve(bench.standin(faults=["cut"]), **QUICK)
    got = [
        event
        for _, event in web.events(server.url + "/ask", {"question": QUESTION, "stream": True})
    ]
    expect(not any(event.get("done") for event in got), "no event with 'done'", got[-1:])
    code = (got[-1].get("error") or {}).get("code") if got else None
    expect(
        code == "model_unavailable",
        "a last event with 'error' and the code model_unavailable",
        got[-1:],
    )


@check("cut-short", "An answer cut off by the token limit is marked", "llm-apis")
def cut_short(bench: Bench) -> None:
    model = bench.standin(faults=["length"])
    server = bench.serve(model)
    body = server.ask(QUESTION).ok()
    expect(body.get("truncated") is True, "'truncated': true when finish_reason is length", body)
    body = server.ask(QUESTION).ok()
    expect(body.get("truncated") is False, "'truncated': false otherwise", body)
    model.set(faults=["length"])
    for wanted in (True, False):
        ends = web.events(server.url + "/ask", {"question": QUESTION, "stream": True})[-1][1]
        shown = str(wanted).lower()
        expect(ends.get("truncated") is wanted, f"'truncated': {shown} at this stream's end", ends)


@check("bad-request", "A bad request is told so, and costs nothing", "http-apis")
def bad_request(bench: Bench) -> None:
    model = bench.standin()
    server = bench.serve(model)
    for wrong in ({}, {"question": ""}, {"question": 7}, ["question"], {"question": "x" * 4001}):
        server.post("/ask", wrong).error_code(400, "bad_request")
    web.call("POST", server.url + "/ask", raw=b"{not json").error_code(400, "bad_request")
    server.get("/nothing-here").error_code(404, "not_found")
    expect(not model.calls(), "no call to the model", f"{len(model.calls())} calls")
    server.ask("x" * 4000).ok()


@check("health", "It says that it lives, whatever the model does", "http-apis")
def health(bench: Bench) -> None:
    expect(
        bench.serve(None).get("/healthz").ok() == {"status": "ok"},
        'GET /healthz gives {"status": "ok"}',
        "another body",
    )
    server = bench.serve(bench.standin(latency_ms=900))
    busy = threading.Thread(target=server.ask, args=[QUESTION])
    busy.start()
    time.sleep(0.2)
    reply = server.get("/healthz")
    busy.join()
    expect(
        reply.seconds < 0.5,
        "an answer at once while a question is under way",
        f"after {reply.seconds:.1f} s",
    )


@check(
    "usage-adds-up",
    "Tokens and cost of every call are counted",
    "llm-apis",
    needs=["answers", "streams"],
)
def usage_adds_up(bench: Bench) -> None:
    model = bench.standin(faults=["500"])
    server = bench.serve(model, **QUICK)
    work = [lambda n=n: server.ask(QUESTION + " " + "please " * n) for n in range(8)]
    for reply in web.at_once(*work):
        reply.ok()
    web.events(server.url + "/ask", {"question": QUESTION, "stream": True})
    total = server.get("/usage").ok()
    used = sum(call["prompt_tokens"] for call in model.calls())
    made = sum(call["completion_tokens"] for call in model.calls())
    price = json.loads((bench.repo / "config/prices.json").read_text())["standin-large"]
    cost = (used * price["input_per_million"] + made * price["output_per_million"]) / 1e6
    wanted = {"requests": 9, "prompt_tokens": used, "completion_tokens": made}
    seen = {name: total.get(name) for name in wanted}
    expect(seen == wanted, f"GET /usage gives {wanted}, the endpoint's own sum", total)
    expect(
        abs(total.get("cost_usd", 0) - cost) < 1e-6,
        f"cost_usd of {cost:.6f} by config/prices.json",
        total,
    )


@check("key-stays-inside", "The key shows up in no answer and no log", "http-apis")
def key_stays_inside(bench: Bench) -> None:
    told = {"error": {"message": f"Incorrect API key provided: {KEY}.", "code": "invalid_api_key"}}
    rude = bench.enter(web.Part(lambda body, number: (401, {}, told)))
    server = bench.serve(rude.url + "/v1", **QUICK)
    reply = server.ask(QUESTION)
    stream = web.call("POST", server.url + "/ask", {"question": QUESTION, "stream": True})
    time.sleep(0.1)
    for name, text in (
        ("the answer", reply.text),
        ("the stream", stream.text),
        ("the output", server.output()),
    ):
        expect(KEY not in text, f"no key in {name} when the endpoint's error quotes it", "the key")
    reply.error_code(502, "model_rejected")


@check("stops-in-order", "Told to stop, it ends what it has begun", "containers")
def stops_in_order(bench: Bench) -> None:
    server = bench.serve(bench.standin(latency_ms=900))
    replies: list[object] = []

    def ask() -> None:
        try:
            replies.append(server.ask(QUESTION).status)
        except Miss as miss:
            replies.append(miss.seen)

    busy = threading.Thread(target=ask)
    busy.start()
    time.sleep(0.3)
    server.process.send_signal(signal.SIGTERM)
    busy.join()
    expect(replies == [200], "the question under way is answered after SIGTERM", replies)
    try:
        code = server.process.wait(5)
    except subprocess.TimeoutExpired:
        raise Miss("the program ends within 5 s after SIGTERM", "it was still running") from None
    expect(code == 0, "exit code 0 after SIGTERM", code)


@check(
    "container", "The image is built from a pinned base and runs as nobody special", "containers"
)
def container(bench: Bench) -> None:
    path = bench.repo / "Dockerfile"
    expect(path.is_file(), "a file Dockerfile", "none")
    text = re.sub(r"\\\n", " ", path.read_text("utf-8"))
    lines = [
        line.split(None, 1)
        for line in text.splitlines()
        if line.strip() and not line.startswith("#")
    ]
    said = [(words[0].upper(), words[1] if len(words) > 1 else "") for words in lines]
    of = lambda name: [rest for word, rest in said if word == name]  # noqa: E731
    bases = [base.split()[0] for base in of("FROM")]
    pinned = bases and all(
        re.search(r":[\w.-]*\d|@sha256:", b) and ":latest" not in b for b in bases
    )
    expect(pinned, "FROM with a version or a digest", bases)
    users = of("USER")
    expect(
        users and users[-1].split(":")[0] not in {"root", "0"},
        "USER that is not root",
        users or "no USER",
    )
    command = (of("ENTRYPOINT") + of("CMD") + ["nothing"])[0]
    expect(
        command.startswith("["),
        'the start as a list (["python", ...]): only then it gets SIGTERM',
        command,
    )
    baked = [
        rest for rest in of("ENV") + of("ARG") if re.search(r"KEY|SECRET|PASSWORD|TOKEN", rest)
    ]
    expect(not baked, "no key in ENV or ARG: it comes at start", baked)
    ignored = bench.repo / ".dockerignore"
    names = ignored.read_text("utf-8").split() if ignored.is_file() else []
    left = [
        name for name in (".git", ".env", "state") if not any(n.strip("/*") == name for n in names)
    ]
    expect(not left, "a .dockerignore with .git, .env and state", f"{', '.join(left)} missing")
    answered = re.search(r"0\.0\.0\.0|--host|HOST", text)
    expect(
        answered, "a start that listens on 0.0.0.0 inside the container (--host 0.0.0.0)", command
    )

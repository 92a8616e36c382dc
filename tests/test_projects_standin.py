"""The stand-in of a project, as the official client of the API that it stands in for sees it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from operator import mul
from pathlib import Path
from typing import Any

import openai
import pytest

STARTER = Path(__file__).parent.parent / "curriculum/projects/llmops-engineer/starter"
MESSAGES = [
    {"role": "system", "content": "Use only the passages, be brief, cite, or say you do not know."},
    {
        "role": "user",
        "content": "[a.md] The queue holds 500 messages.\n\nQuestion: How many messages does the"
        " queue hold?",
    },
]


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    """A stand-in as the learner starts it."""
    process = subprocess.Popen(
        [sys.executable, "-B", "-m", "standin", "--port", "0", "--key", "right"],
        cwd=STARTER,
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process:
        yield process.stdout.readline().split()[-1]
        process.terminate()


@pytest.fixture
def client(base_url: str) -> Iterator[Any]:
    """Validates what it gets: a field that is missing or of another type raises."""
    with openai.OpenAI(
        base_url=base_url,
        api_key="right",
        max_retries=0,
        timeout=10,
        _strict_response_validation=True,
    ) as made:
        yield made


def test_chat(client: Any) -> None:
    reply = client.chat.completions.create(model="standin-large", messages=MESSAGES)
    assert reply.object == "chat.completion"
    assert reply.choices[0].message.content == "The queue holds 500 messages. [a.md]"
    assert reply.choices[0].finish_reason == "stop"
    assert reply.usage.total_tokens == reply.usage.prompt_tokens + reply.usage.completion_tokens
    again = client.chat.completions.create(model="standin-large", messages=MESSAGES)
    assert again == reply


def test_token_limit(client: Any) -> None:
    reply = client.chat.completions.create(model="standin-large", messages=MESSAGES, max_tokens=3)
    assert reply.choices[0].finish_reason == "length"
    assert reply.usage.completion_tokens <= 3


def test_stream(client: Any) -> None:
    whole = client.chat.completions.create(model="standin-large", messages=MESSAGES)
    chunks = [
        *client.chat.completions.create(
            model="standin-large",
            messages=MESSAGES,
            stream=True,
            stream_options={"include_usage": True},
        )
    ]
    text = "".join(choice.delta.content or "" for chunk in chunks for choice in chunk.choices)
    assert text == whole.choices[0].message.content
    assert chunks[-1].choices == []
    assert chunks[-1].usage == whole.usage
    assert [c.finish_reason for chunk in chunks for c in chunk.choices][-1] == "stop"


def test_embeddings(client: Any, base_url: str) -> None:
    texts = ["restart the queue", "restart the broker", "print a label"]
    made = client.embeddings.create(model="standin-embed", input=texts, encoding_format="float")
    a, b, c = (entry.embedding for entry in made.data)
    assert [entry.index for entry in made.data] == [0, 1, 2]
    assert len(a) == 256
    assert sum(map(mul, a, b)) > sum(map(mul, a, c))
    # The client's own default is base64, which its strict schema does not know.
    with openai.OpenAI(base_url=base_url, api_key="right") as plain:
        same = plain.embeddings.create(model="standin-embed", input=texts)
    assert same.data[0].embedding == pytest.approx(a, abs=1e-6)


def test_models(client: Any) -> None:
    assert {model.id for model in client.models.list()} == {
        "standin-large",
        "standin-small",
        "standin-embed",
    }
    assert client.models.retrieve("standin-large").id == "standin-large"


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"api_key": "wrong"}, "AuthenticationError"),
        ({"model": "another"}, "NotFoundError"),
        ({"fault": "429"}, "RateLimitError"),
        ({"fault": "500"}, "InternalServerError"),
        ({"messages": []}, "BadRequestError"),
    ],
)
def test_errors(client: Any, options: dict[str, Any], error: str) -> None:
    asked = client.with_options(api_key=options["api_key"]) if "api_key" in options else client
    headers = {"X-Standin-Fault": options["fault"]} if "fault" in options else {}
    with pytest.raises(getattr(openai, error)) as raised:
        asked.chat.completions.create(
            model=options.get("model", "standin-large"),
            messages=options.get("messages", MESSAGES),
            extra_headers=headers,
        )
    assert raised.value.body["message"]
    assert raised.value.body["type"]
    if "429" in headers.values():
        assert float(raised.value.response.headers["retry-after"]) > 0

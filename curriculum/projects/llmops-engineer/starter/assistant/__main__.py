"""The assistant as everybody writes it first: it works on a good day. Milestone 1 is about the others."""

import json
import os
import sys
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer


def answer(question):
    body = {
        "model": "standin-large",
        "messages": [
            {"role": "system", "content": "You are a helpful assistant. Be brief."},
            {"role": "user", "content": question},
        ],
    }
    request = urllib.request.Request(
        os.environ.get("MODEL_BASE_URL", "http://127.0.0.1:8090/v1") + "/chat/completions",
        json.dumps(body).encode(),
        {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {os.environ['MODEL_API_KEY']}",
        },
    )
    with urllib.request.urlopen(request) as reply:
        return json.loads(reply.read())["choices"][0]["message"]["content"]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.reply(200, {"status": "ok"})

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.reply(200, {"answer": answer(body["question"])})

    def reply(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1:3] != ["serve", "--port"]:
        sys.exit("usage: python -m assistant serve --port 8080")
    HTTPServer(("127.0.0.1", int(sys.argv[3])), Handler).serve_forever()

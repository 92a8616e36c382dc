"""Prints Lighthouse's scores of the built site, mobile, as the median of several runs.

Serves build/site as a host does: compressed, with its headers. Needs Node's npx and the network,
for Lighthouse itself, and a Chromium (FAIRWAY_CHROMIUM). `scripts/lighthouse.py [runs]` exits 1 if
a score misses its target. Run it on a quiet machine: performance measures the machine, too.
"""

import gzip
import json
import os
import statistics
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from generator.headers import headers

SITE = Path("build/site")
LIGHTHOUSE = "lighthouse@12"
PAGES = ("", "roles/llmops-engineer/", "topics/rag-basics/", "map/", "plan/")
TARGETS = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
FLAGS = "--headless=new --no-sandbox --disable-gpu"
SECONDS = 180


class Host(SimpleHTTPRequestHandler):
    """Sends files compressed, and the site's own headers."""

    sent = headers(SITE)
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".mjs": "text/javascript"}

    def do_GET(self) -> None:
        """One file, or the index of a folder."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=31536000")
        for key, value in self.sent.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: the scores are the output."""


def main() -> int:
    """Prints a row for each page."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    missed = 0
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(SITE))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        print(f"{'page':<26}" + "".join(f"{name:>16}" for name in TARGETS))
        for page in PAGES:
            found = [scores(f"http://127.0.0.1:{server.server_port}/{page}") for _ in range(runs)]
            medians = {name: statistics.median(one[name] for one in found) for name in TARGETS}
            missed += sum(medians[name] < target for name, target in TARGETS.items())
            print(f"{page or 'home':<26}" + "".join(f"{medians[name]:>16.0f}" for name in TARGETS))
        server.shutdown()
    return 1 if missed else 0


def scores(address: str) -> dict[str, float]:
    """Category -> score of 100, of one run."""
    command = ["npx", "--yes", LIGHTHOUSE, address, "--quiet", "--output=json"]
    command += [f"--chrome-flags={FLAGS}", f"--only-categories={','.join(TARGETS)}"]
    chromium = os.environ.get("FAIRWAY_CHROMIUM", "")
    environment = os.environ | ({"CHROME_PATH": chromium} if chromium else {})
    done = subprocess.run(
        command, check=True, capture_output=True, text=True, timeout=SECONDS, env=environment
    )
    categories = json.loads(done.stdout)["categories"]
    return {name: 100 * categories[name]["score"] for name in TARGETS}


if __name__ == "__main__":
    sys.exit(main())

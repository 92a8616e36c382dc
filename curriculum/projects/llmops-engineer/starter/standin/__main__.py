"""`python -m standin`: the stand-in on a port, until it is stopped."""

from __future__ import annotations

import argparse

from standin.server import StandIn


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m standin", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument("--key", help="the only API key that is accepted; otherwise any")
    parser.add_argument("--latency-ms", type=float, default=0.0)
    parser.add_argument("--per-token-ms", type=float, default=0.0)
    parser.add_argument("--slots", type=int, default=0)
    parser.add_argument("--requests-per-second", type=float, default=0.0)
    options = vars(parser.parse_args())
    standin = StandIn(**options)
    print(f"stand-in at {standin.base_url}", flush=True)
    try:
        standin.run()
    except KeyboardInterrupt:
        print()


if __name__ == "__main__":
    main()

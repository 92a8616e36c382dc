"""`python -m assistant <command>`; each module adds its commands."""

from __future__ import annotations

import argparse
import sys

from assistant import gateway, gating, indexing, judging, loadtest, policy, serving, slo
from assistant.errors import ApiError

MODULES = [serving, gating, indexing, judging, gateway, loadtest, policy, slo]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m assistant")
    commands = parser.add_subparsers(required=True)
    for module in MODULES:
        module.add_commands(commands)
    options = parser.parse_args()
    try:
        return int(options.run(options))
    except ApiError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())

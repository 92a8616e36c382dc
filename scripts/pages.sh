#!/bin/sh
# Says whether a workflow may publish this repository's Pages, as `enabled=true` or `enabled=false`.
# Needs gh, with GH_TOKEN (it may read Pages) and GH_REPO.
set -eu

answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

if type=$(gh api "repos/$GH_REPO/pages" --jq .build_type 2>"$answer"); then
    [ "$type" != workflow ] || { echo enabled=true; exit; }
elif ! grep -q 'HTTP 404' "$answer"; then
    cat "$answer" >&2
    exit 1
fi
echo '::notice::The site is not published: set Settings, Pages, Source to GitHub Actions to publish it.' >&2
echo enabled=false

#!/bin/sh
# Keeps one issue up to date with what is due: scripts/issue.sh FILE
# FILE is the text of the issue; where it is empty, nothing is left and the issue is closed.
# Needs gh, with GH_TOKEN (it may write issues) and GH_REPO. The issue is known by its label.
set -eu

label=upkeep
title='What is due: links and reviews'
text=$1

if [ "$(gh repo view "$GH_REPO" --json hasIssuesEnabled --jq .hasIssuesEnabled)" != true ]; then
    echo "issue: issues are off in $GH_REPO, so nothing is told"
    exit
fi
number=$(gh issue list --state open --label "$label" --limit 1 --json number --jq '.[].number')

if [ ! -s "$text" ]; then
    if [ -n "$number" ]; then
        gh issue close "$number" --comment 'Nothing is due any more.'
    fi
elif [ -n "$number" ]; then
    gh issue edit "$number" --body-file "$text"
else
    gh label create "$label" --force --color 0e8a16 --description 'What is to be looked at again'
    gh issue create --title "$title" --label "$label" --body-file "$text"
fi

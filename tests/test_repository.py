"""What holds of every file that is, or would be, committed; and of the locks."""

import json
import os
import re
import subprocess
from importlib.metadata import Distribution, distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NPM_LOCK = ROOT / "tests/node/package-lock.json"
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))

# In pieces, so that this file does not name what it forbids.
REGISTRY_HOSTS = [
    ".".join(pieces)
    for pieces in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("yarnpkg", "com"),
        ("debian", "org"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
    )
]
MACHINE_PATH = re.compile(r"(?<![\w.:/~}$-])/(?:home|Users|root|work|opt|builds|mnt)/[\w.-]+")
ENTRY = re.compile(r"^(?P<name>[a-z0-9._-]+)==\S+", re.MULTILINE)


def committed_files() -> list[Path]:
    """Files that git tracks or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
    ).stdout
    paths = (ROOT / os.fsdecode(name) for name in listed.split(b"\0") if name)
    return sorted({path for path in paths if path.is_file()})


def texts() -> dict[str, str]:
    """Path relative to the root -> content, of all files that hold text."""
    found = {}
    for path in committed_files():
        content = path.read_bytes()
        if b"\0" not in content:
            found[path.relative_to(ROOT).as_posix()] = content.decode("utf-8")
    return found


def hash_counts(lock: Path) -> dict[str, int]:
    """Package -> the number of files that the lock admits."""
    text = lock.read_text("utf-8")
    starts = [*ENTRY.finditer(text)]
    ends = [*(entry.start() for entry in starts[1:]), len(text)]
    return {
        entry["name"]: text.count("--hash=sha256:", entry.start(), end)
        for entry, end in zip(starts, ends, strict=True)
    }


def is_compiled(distribution: Distribution) -> bool:
    """Whether what is installed was built for one kind of machine."""
    return "Root-Is-Purelib: false" in (distribution.read_text("WHEEL") or "")


def npm_packages() -> dict[str, dict[str, object]]:
    """Every package that npm installs, as its lock has it."""
    packages: dict[str, dict[str, object]] = json.loads(NPM_LOCK.read_text("utf-8"))["packages"]
    return {place: package for place, package in packages.items() if place}


def normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_no_file_names_a_package_registry() -> None:
    named = [
        f"{path}: {host}"
        for path, text in texts().items()
        for host in REGISTRY_HOSTS
        if re.search(rf"(?<![\w-]){re.escape(host)}(?![\w-])", text)
    ]
    assert named == []


def test_no_file_holds_a_path_of_one_machine() -> None:
    here = str(ROOT)
    held = [
        f"{path}: {match}"
        for path, text in texts().items()
        for match in [*MACHINE_PATH.findall(text), *([here] if here in text else [])]
    ]
    assert held == []


def test_built_pages_are_ignored_but_their_folder_is_there() -> None:
    built = [path for path in texts() if path.startswith("build/")]
    assert built == ["build/docs/.gitkeep"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_holds_no_address_and_no_option(lock: Path) -> None:
    text = lock.read_text("utf-8")
    assert "://" not in text
    assert " @ " not in text
    options = {word for word in text.split() if word.startswith("--")}
    assert {option.partition("=")[0] for option in options} == {"--hash"}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_locked_package_has_hashes(lock: Path) -> None:
    assert min(hash_counts(lock).values()) >= 1


def test_npm_lock_holds_no_address() -> None:
    assert "://" not in NPM_LOCK.read_text("utf-8")


def test_every_npm_package_has_a_hash_and_runs_nothing_at_installation() -> None:
    packages = npm_packages()
    assert packages
    for place, package in packages.items():
        assert str(package["integrity"]).startswith("sha512-"), place
        assert "hasInstallScript" not in package, place
    assert "ignore-scripts=true\n" in (NPM_LOCK.parent / ".npmrc").read_text("utf-8")


def test_npm_versions_are_exact_and_those_of_the_lock() -> None:
    asked = json.loads((NPM_LOCK.parent / "package.json").read_text("utf-8"))["devDependencies"]
    locked = npm_packages()
    assert asked == {name: locked[f"node_modules/{name}"]["version"] for name in asked}


def test_lock_admits_compiled_packages_of_every_platform() -> None:
    """Two processors each of Linux, macOS and Windows; a lock of one machine has fewer."""
    fewest = 6
    counts = hash_counts(ROOT / "requirements" / "engines.txt")
    compiled = {normalised(found.name) for found in distributions() if is_compiled(found)}
    assert compiled & counts.keys()
    assert {name for name in compiled & counts.keys() if counts[name] < fewest} == set()


def test_each_lock_agrees_with_the_ones_it_builds_on() -> None:
    pins = {
        lock.stem: {
            line.split()[0] for line in lock.read_text("utf-8").splitlines() if "==" in line
        }
        for lock in LOCKS
    }
    for smaller, larger in (("runtime", "dev"), ("dev", "engines")):
        assert pins[smaller] <= pins[larger], f"{smaller} and {larger}: run make lock"


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    """As a person calls it: a `make` that runs the tests hands on neither flags nor its level."""
    environment = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL")}
    return subprocess.run(
        ["make", *arguments],
        cwd=ROOT,
        env=environment,
        check=False,
        capture_output=True,
        text=True,
    )


def test_make_check_ends_with_what_the_checker_says() -> None:
    commands = make("-n", "check").stdout.splitlines()
    assert commands[-1].endswith("-m generator check")
    assert [line for line in commands if "lint-imports" in line]


@pytest.mark.parametrize(("code", "said"), [(0, ""), (3, "one 'two'\n  three\n")])
def test_make_tells_of_a_quiet_command_only_where_it_fails(
    tmp_path: Path, code: int, said: str
) -> None:
    script = tmp_path / "script.sh"
    script.write_text(f"echo \"one 'two'\"; echo '  three' >&2; exit {code}\n", "utf-8")
    (tmp_path / "more.mk").write_text(f"try:\n\t$(call quietly,sh {script})\n", "utf-8")
    done = make("-s", "-f", "Makefile", "-f", str(tmp_path / "more.mk"), "try")
    assert done.stdout == said
    assert bool(done.returncode) == bool(code)
    assert f"Error {code}" in done.stderr if code else not done.stderr

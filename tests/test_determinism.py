"""A build is a function of the tree: no hash seed, order of files, clock or place shows in it."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest

from generator.build import site

BASE = Path(__file__).parent / "cases" / "base"

DIGEST = """\
import hashlib, sys, time
seconds = float(sys.argv[2])
time.time = lambda: seconds
from datetime import date
assert date.today() == date.fromtimestamp(seconds)
from pathlib import Path
from generator.build import site
made = site(Path(sys.argv[1]), Path("docs"))
assert made.is_sound
digest = hashlib.sha256()
for path in made.files:
    digest.update(f"{path}\\n{made.files[path]!r}\\n".encode())
for diagnostic in made.diagnostics:
    digest.update(str(diagnostic).encode())
print(len(made.files), digest.hexdigest())
"""


def _digest(root: Path, folder: Path, *, hash_seed: int, seconds: int) -> str:
    return subprocess.run(
        [sys.executable, "-c", DIGEST, "curriculum", str(seconds)],
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": str(hash_seed), "PYTHONPATH": str(root)},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


def test_neither_hash_seed_nor_clock_changes_a_byte_of_the_site(root: Path, tmp_path: Path) -> None:
    shutil.copytree(root / "curriculum", tmp_path / "curriculum")
    one = _digest(root, tmp_path, hash_seed=1, seconds=1_000_000_000)
    other = _digest(root, tmp_path, hash_seed=4242, seconds=2_000_000_000)
    assert one == other


class _Shuffled:
    """What `os.scandir` gives, in an order of chance."""

    def __init__(self, entries: Iterator[os.DirEntry[str]], chance: random.Random) -> None:
        self._entries = list(entries)
        chance.shuffle(self._entries)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[os.DirEntry[str]]:
        return iter(self._entries)

    def __next__(self) -> os.DirEntry[str]:
        if not self._entries:
            raise StopIteration
        return self._entries.pop()

    def close(self) -> None:
        self._entries = []


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_directory_entries_changes_nothing(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    sorted_made = site(BASE, BASE / "none")
    scandir = os.scandir
    chance = random.Random(seed)
    monkeypatch.setattr(os, "scandir", lambda path=".": _Shuffled(scandir(path), chance))
    made = site(BASE, BASE / "none")
    assert list(made.files.items()) == list(sorted_made.files.items())
    assert made.diagnostics == sorted_made.diagnostics


def test_the_place_of_the_folder_does_not_show_in_the_site(tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "elsewhere" / "curriculum")
    elsewhere = site(tmp_path / "elsewhere" / "curriculum", tmp_path / "none")
    assert elsewhere.files == site(BASE, BASE / "none").files
    assert not [text for text in elsewhere.files.values() if str(tmp_path) in str(text)]


def test_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "curriculum"
    shutil.copytree(BASE, folder)
    for path in folder.rglob("*.*"):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert site(folder, tmp_path / "none") == site(BASE, BASE / "none")


def test_a_byte_order_mark_changes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "curriculum"
    shutil.copytree(BASE, folder)
    for path in folder.rglob("*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert site(folder, tmp_path / "none") == site(BASE, BASE / "none")

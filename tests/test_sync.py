"""The folder of the site holds exactly what it should, and a broken write breaks nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.sync import Synced, sync

FILES = {"index.md": "# Home\n", "topics/flour.md": "# Flour\n", "map.json": '{"ü": 1}\n'}


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Hand-written pages, and where the site goes."""
    docs, target = tmp_path / "docs", tmp_path / "build"
    (docs / "assets").mkdir(parents=True)
    (docs / "about.md").write_text("# About\n", "utf-8")
    (docs / "assets" / "sign.bin").write_bytes(b"\x00\xff")
    return docs, target


def _content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


WANTED = {
    "about.md": b"# About\n",
    "assets/sign.bin": b"\x00\xff",
    **{path: text.encode() for path, text in FILES.items()},
}


def test_generated_and_hand_written_files_stand_side_by_side(folders: tuple[Path, Path]) -> None:
    assert sync(FILES, *folders) == Synced(written=5, removed=0, unchanged=0)
    assert _content(folders[1]) == WANTED


def test_second_sync_writes_nothing(folders: tuple[Path, Path]) -> None:
    sync(FILES, *folders)
    before = {path: path.stat().st_mtime_ns for path in folders[1].rglob("*")}
    assert sync(FILES, *folders) == Synced(written=0, removed=0, unchanged=5)
    assert {path: path.stat().st_mtime_ns for path in folders[1].rglob("*")} == before


def test_only_what_changed_is_written(folders: tuple[Path, Path]) -> None:
    sync(FILES, *folders)
    assert sync({**FILES, "index.md": "# New\n"}, *folders) == Synced(1, 0, 4)


def test_stale_files_and_empty_folders_go_and_gitkeep_stays(folders: tuple[Path, Path]) -> None:
    docs, target = folders
    (target / "old" / "deep").mkdir(parents=True)
    (target / "old" / "deep" / "page.md").write_text("old", "utf-8")
    (target / ".gitkeep").touch()
    assert sync(FILES, docs, target).removed == 1
    assert _content(target) == {**WANTED, ".gitkeep": b""}
    assert not (target / "old").exists()


def test_a_file_may_become_a_folder_and_a_folder_a_file(folders: tuple[Path, Path]) -> None:
    sync({"topics": "a file", "roles/one.md": "in a folder"}, *folders)
    sync({"topics/one.md": "in a folder", "roles": "a file"}, *folders)
    assert _content(folders[1])["topics/one.md"] == b"in a folder"
    assert _content(folders[1])["roles"] == b"a file"


def test_a_path_that_is_file_and_folder_at_once_is_refused(folders: tuple[Path, Path]) -> None:
    with pytest.raises(FileExistsError, match="both a file and a folder"):
        sync({"topics": "a file", "topics/one.md": "in a folder"}, *folders)


def test_links_in_the_target_are_removed_and_never_followed(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    docs, target = folders
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "precious.txt").write_text("mine", "utf-8")
    target.mkdir()
    (target / "linked").symlink_to(elsewhere, target_is_directory=True)
    sync(FILES, docs, target)
    assert (elsewhere / "precious.txt").read_text("utf-8") == "mine"
    assert _content(target) == WANTED


def test_an_interrupted_write_leaves_the_old_file_and_no_half_one(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    sync(FILES, *folders)
    whole = Path.write_bytes

    def half(path: Path, content: bytes) -> int:
        whole(path, content[: len(content) // 2])
        raise OSError("no space left on device")

    with monkeypatch.context() as full_disk:
        full_disk.setattr(Path, "write_bytes", half)
        with pytest.raises(OSError, match="no space left"):
            sync({**FILES, "index.md": "# A new and longer page\n"}, *folders)
    assert (folders[1] / "index.md").read_bytes() == b"# Home\n"
    sync(FILES, *folders)
    assert _content(folders[1]) == WANTED


def test_without_hand_written_pages_the_generated_ones_stand_alone(tmp_path: Path) -> None:
    sync(FILES, tmp_path / "nothing", tmp_path / "build")
    assert _content(tmp_path / "build") == {p: text.encode() for p, text in FILES.items()}

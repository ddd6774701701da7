"""Files and folders that are replaced whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from shopcli.util import atomic
from shopcli.util.kept_array import kept_array


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def failing(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_text_is_written_as_utf_8_with_line_feeds_and_nothing_is_left_beside_it(tmp_path):
    atomic.write_text(tmp_path / "note.txt", "größe\n型号\n")
    assert (tmp_path / "note.txt").read_bytes() == "größe\n型号\n".encode()
    assert names(tmp_path) == ["note.txt"]


@pytest.mark.parametrize("failure", [ValueError, KeyboardInterrupt])
def test_what_fails_half_way_leaves_the_old_file_and_nothing_else(failure, tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("old")
    with pytest.raises(failure), atomic.replacing(path) as beside:
        beside.write_text("ne")
        raise failure
    assert path.read_text() == "old"
    assert names(tmp_path) == ["note.txt"]


def test_text_that_is_no_unicode_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        atomic.write_text(path, "new \ud800")
    assert path.read_text() == "old"
    assert names(tmp_path) == ["note.txt"]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_disk_that_fails_at_the_end_leaves_the_old_file_and_nothing_else(call, tmp_path, monkeypatch):
    path = tmp_path / "note.txt"
    path.write_text("old")
    monkeypatch.setattr(os if call == "fsync" else Path, call, failing)
    with pytest.raises(OSError, match="No space left"):
        atomic.write_text(path, "new", durable=True)
    assert path.read_text() == "old"
    assert names(tmp_path) == ["note.txt"]


def test_a_folder_that_is_not_there_is_told_and_not_made(tmp_path):
    with pytest.raises(FileNotFoundError):
        atomic.write_text(tmp_path / "nowhere" / "note.txt", "new")
    assert names(tmp_path) == []


def test_what_a_killed_writer_left_at_a_named_place_is_written_over(tmp_path):
    left = tmp_path / "note.new"
    left.write_text("half of something long")
    atomic.write_text(tmp_path / "note.txt", "new", unfinished=left, durable=True)
    assert (tmp_path / "note.txt").read_text() == "new"
    assert names(tmp_path) == ["note.txt"]


def test_writers_of_one_file_at_one_time_do_not_meet(tmp_path):
    path, texts = tmp_path / "note.txt", [str(n) * 100_000 for n in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda text: atomic.write_text(path, text), texts))
    assert path.read_text() in texts
    assert names(tmp_path) == ["note.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_a_file_has_the_permissions_that_it_was_written_with(tmp_path):
    with atomic.replacing(tmp_path / "own") as beside:
        beside.touch(mode=0o600)
    (tmp_path / "any").touch()
    atomic.write_text(tmp_path / "usual", "")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes["own"] == 0o600
    assert modes["usual"] == modes["any"]


def test_a_folder_takes_the_place_of_one_that_holds_files(tmp_path):
    path = tmp_path / "weights"
    path.mkdir()
    (path / "old").touch()
    with atomic.replacing_folder(path) as beside:
        (beside / "new").touch()
    assert names(path) == ["new"]
    assert names(tmp_path) == ["weights"]


def test_a_folder_that_fails_leaves_the_old_one_and_what_a_killed_one_left_is_gone(tmp_path):
    path = tmp_path / "weights"
    path.mkdir()
    (path / "old").touch()
    (tmp_path / ".weights.part").mkdir()
    (tmp_path / ".weights.part" / "left").touch()
    with pytest.raises(ValueError, match="no"), atomic.replacing_folder(path) as beside:
        assert names(beside) == []
        raise ValueError("no")
    assert names(path) == ["old"]
    assert names(tmp_path) == ["weights"]


def test_a_folder_that_cannot_be_moved_in_leaves_the_old_one_in_its_place(tmp_path):
    path = tmp_path / "weights"
    path.mkdir()
    (path / "old").touch()
    with pytest.raises(FileNotFoundError), atomic.replacing_folder(path) as beside:
        beside.rmdir()
    assert names(path) == ["old"]
    assert names(tmp_path) == ["weights"]


def test_what_a_writer_left_that_was_killed_between_its_two_renames_is_gone(tmp_path):
    (tmp_path / ".model.old").mkdir()
    with atomic.replacing_folder(tmp_path / "model") as beside:
        (beside / "new").touch()
    assert [path.name for path in tmp_path.iterdir()] == ["model"]


# --- arrays that are kept


def test_an_array_is_made_once_and_kept_at_its_precision(tmp_path):
    made = []

    def make():
        made.append(1)
        return np.asarray([1.0, 1 / 3], np.float32)

    path = tmp_path / "cache" / "third.npy"
    assert kept_array(path, make, precision="float16").tolist() == [1.0, float(np.float32(1 / 3))]
    kept = kept_array(path, make, precision="float16")
    assert (kept.dtype, kept.tolist(), len(made)) == (np.float32, [1.0, float(np.float16(1 / 3))], 1)
    assert kept_array(tmp_path / "exact.npy", make).tolist() == kept_array(tmp_path / "exact.npy", make).tolist()
    assert (names(tmp_path), len(made)) == (["cache", "exact.npy"], 2)


def test_an_array_that_cannot_be_kept_is_made_each_time(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    kept = [kept_array(tmp_path / "file" / "a.npy", lambda: np.ones(2, np.float32)).tolist() for _ in range(2)]
    assert kept == [[1.0, 1.0], [1.0, 1.0]]

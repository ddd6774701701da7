"""The manual is what the commands say: docs/commands.md and the man pages are made from them, and stale ones are found."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from tools.manual import COMMANDS, MAN, ROOT, pages, stale, whole


def test_the_manual_is_in_step_with_the_commands():
    assert [path.relative_to(ROOT).as_posix() for path in stale()] == [], "make manual writes it anew"


def test_a_page_that_was_changed_and_one_of_a_command_that_is_gone_are_found(tmp_path, monkeypatch):
    monkeypatch.setattr("tools.manual.MAN", tmp_path)
    monkeypatch.setattr("tools.manual.COMMANDS", tmp_path / "commands.md")
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
    assert stale() == []
    (tmp_path / "shopcli-ask.1").write_text("changed", encoding="utf-8")
    (tmp_path / "shopcli-sing.1").touch()
    assert stale() == [tmp_path / "shopcli-ask.1", tmp_path / "shopcli-sing.1"]


def test_every_command_and_every_option_has_its_place():
    text = COMMANDS.read_text(encoding="utf-8")
    entries = [inner for entry in whole().inside for inner in (entry, *entry.inside)]
    assert len(entries) > 40
    for entry in entries:
        page = (MAN / f"{'-'.join(entry.path.split()[:2])}.1").read_text(encoding="utf-8")
        assert re.search(rf"^###? {entry.path}$", text, re.MULTILINE)
        for name, _ in entry.parameters("option"):
            long = name.split()[0].rstrip(",")
            assert long in text and long.replace("-", "\\-") in page


@pytest.mark.skipif(not shutil.which("groff"), reason="there is no groff here")
def test_groff_reads_every_page_without_a_warning():
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", *map(str, sorted(MAN.glob("*.1")))], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "\\f" not in done.stdout

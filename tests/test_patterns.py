"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from shopcli.util import kept_patterns as module
from shopcli.util.kept_patterns import compiled, kept_patterns
from shopcli.util.lazy_regex import pattern


def test_a_pattern_does_what_a_compiled_one_does():
    later, now = pattern(r"(?P<word>[a-z]+)s\b", re.IGNORECASE), re.compile(r"(?P<word>[a-z]+)s\b", re.IGNORECASE)
    text = "Boots, socks"
    assert [match["word"] for match in later.finditer(text)] == ["Boot", "sock"]
    assert later.sub(r"\g<word>", text) == now.sub(r"\g<word>", text) == "Boot, sock"
    assert later.match(text, 5) is None
    assert (later.pattern, later.flags, later.groupindex) == (now.pattern, now.flags, now.groupindex)


def test_a_pattern_is_read_when_it_is_first_used():
    broken = pattern("(")
    with pytest.raises(re.error):
        broken.search("(")


SOURCES = [
    (r"(?P<word>[a-z]+)s\b", re.IGNORECASE),
    (r"(?:(?P<a>\d+)|(?P<b>[^\W\d_]{2,}))(?=\s|$)", 0),
    (r"(?<![\w-])(?:under|less\s{1,3}than)\s+(\d+(?:[.,]\d+)?)", re.IGNORECASE),
    (r"[\u4e00-\u9fff]+|ß|é", re.IGNORECASE),
    (r"(?i:A)(b)(?s:.)\1?()", 0),
]


def _found(pattern: re.Pattern[str]) -> list[tuple[object, ...]]:
    texts = ("Boots, socks", "LESS  than 12,5 or under 7", "背包 60 升 É ẞ", "ab\n aB")
    return [(match.span(), match.groups(), match.groupdict()) for text in texts for match in pattern.finditer(text)]


KEEPS = pytest.mark.skipif(sys.version_info[:2] not in module._TESTED, reason="this Python's form of patterns is not known")


@KEEPS
@pytest.mark.parametrize("state", ["first kept", "kept before", "cut off", "changed", "of no use", "empty"])
def test_a_kept_pattern_does_what_a_compiled_one_does(state: str, tmp_path: Path) -> None:
    for _ in range(1 if state == "first kept" else 2):
        for file in tmp_path.iterdir():
            content = file.read_bytes()
            file.write_bytes(
                {"cut off": content[:-9], "changed": content[:-9] + b"123456789", "of no use": b"text", "empty": b""}.get(
                    state, content
                )
            )
        compiled.cache_clear()
        with kept_patterns(tmp_path):
            for source, flags in SOURCES:
                kept, made = compiled(source, flags), re.compile(source, flags)
                assert _found(kept) == _found(made)
                assert (kept.pattern, kept.flags, kept.groups, kept.groupindex) == (
                    source,
                    made.flags,
                    made.groups,
                    made.groupindex,
                )
                assert kept == made
            with pytest.raises(re.error):
                compiled("(")
    compiled.cache_clear()
    assert len(list(tmp_path.iterdir())) == 1


def test_a_python_whose_form_is_not_known_compiles_as_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_TESTED", set())
    with kept_patterns(tmp_path):
        assert compiled(r"never kept (\d)").match("never kept 7")
    assert list(tmp_path.iterdir()) == []


@KEEPS
def test_what_was_kept_is_not_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with kept_patterns(tmp_path):
        compiled(r"kept (\d)")
    compiled.cache_clear()
    monkeypatch.setattr(module, "_form", lambda source, flags: pytest.fail(f"{source} was compiled"))
    with kept_patterns(tmp_path):
        assert compiled(r"kept (\d)").match("kept 7")
    compiled.cache_clear()


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with kept_patterns(tmp_path / "file"):
        assert compiled(r"unkept (\d)").match("unkept 7")
    compiled.cache_clear()


@pytest.mark.parametrize("code", ["en", "de", "zh"])
def test_a_pattern_of_units_is_the_same_in_every_process(code: str) -> None:
    program = f"from shopcli.need.languages.{code}.requests import _per_unit; print([one.pattern for one, _ in _per_unit()])"
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(printed) == 1

"""Compiled patterns that are kept between processes are the very patterns, whatever becomes of the file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from shopcli.need.language import Language
from shopcli.need.languages import LANGUAGES
from shopcli.need.questions import asking
from shopcli.patterns import _Kept

SOURCES = [
    (r"\b(?P<a>under|below)\s{1,3}(?P<b>\d+)(?:,(?P<c>\d{2}))?", re.IGNORECASE),
    (r"(?<![^\W_])[㐀-鿿]+(?!\d)", 0),
    (r"(?i:STRASSE)|ſ|[^\W\d_]{2,5}?", re.IGNORECASE | re.DOTALL),
    (r"(a)(?(1)b|c)\1*\Z", 0),
    (r"^\s*#.*$", re.MULTILINE),
]
TEXTS = ("Under  50,95", "手机3", "strasse ſtraße", "aba", "x\n# y\nz", "")


def kept_in(file: Path) -> list[re.Pattern[str]]:
    """The patterns as a process makes them that finds this file, which it then adds to."""
    kept = _Kept(file)
    made = [kept.pattern(source, int(flags)) for source, flags in SOURCES]
    kept.save()
    return made


def test_a_pattern_is_the_same_when_it_comes_out_of_the_file(tmp_path):
    made = [re.compile(source, flags) for source, flags in SOURCES]
    first, again = kept_in(tmp_path / "kept"), kept_in(tmp_path / "kept")
    assert made == first == again
    for one, other in zip(made, again, strict=True):
        assert (one.flags, one.groups, one.groupindex) == (other.flags, other.groups, other.groupindex)
        for text in TEXTS:
            assert [(m.span(), m.groupdict(), m.groups()) for m in one.finditer(text)] == [
                (m.span(), m.groupdict(), m.groups()) for m in other.finditer(text)
            ]


def test_what_is_in_the_file_is_not_compiled_again(tmp_path, monkeypatch):
    kept_in(tmp_path / "kept")
    re.purge()
    monkeypatch.setattr(re, "compile", lambda *_: pytest.fail("compiled"))
    assert [pattern.pattern for pattern in kept_in(tmp_path / "kept")] == [source for source, _ in SOURCES]


@pytest.mark.parametrize("damage", [b"", b"{}", b"no table\n", b'{"a": 1}\nrest', b"[]\n", b"\xff\xfe\x00"])
def test_a_file_that_is_no_such_file_is_written_anew(tmp_path, damage):
    file = tmp_path / "kept"
    kept_in(file)
    whole = file.read_bytes()
    file.write_bytes(damage)
    assert kept_in(file) == [re.compile(source, flags) for source, flags in SOURCES]
    assert file.read_bytes() == whole


def test_a_damaged_entry_is_made_anew(tmp_path):
    file = tmp_path / "kept"
    kept_in(file)
    table, _, entries = file.read_bytes().partition(b"\n")
    for at in range(0, len(entries), 7):
        file.write_bytes(table + b"\n" + entries[:at] + b"A" + entries[at + 1 :])
        assert [pattern.pattern for pattern in kept_in(file)] == [source for source, _ in SOURCES]


def test_two_processes_add_to_one_file(tmp_path):
    one, other = _Kept(tmp_path / "kept"), _Kept(tmp_path / "kept")
    one.pattern("one", 0), other.pattern("other", 0)
    one.save(), other.save()
    assert len(_Kept(tmp_path / "kept")._table) == 2


def test_a_folder_that_cannot_be_written_to_costs_nothing_but_time(tmp_path):
    (tmp_path / "file").write_text("no folder")
    assert kept_in(tmp_path / "file" / "kept") == [re.compile(source, flags) for source, flags in SOURCES]


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_every_pattern_of_a_language_can_be_kept(language: Language, tmp_path):
    sources = [limit.source for limit in language.limits] + [form.source for form in asking(language.code).forms]
    made = [re.compile(source, re.IGNORECASE) for source in sources]
    first = _Kept(tmp_path / "kept")
    assert [first.pattern(source, int(re.IGNORECASE)) for source in sources] == made
    first.save()
    again = _Kept(tmp_path / "kept")
    assert [again._opened(source, int(re.IGNORECASE)) for source in sources] == made

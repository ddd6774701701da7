"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re

import pytest

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

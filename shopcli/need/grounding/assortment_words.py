"""Words for the assortment itself, which ask for nothing: the "models" of "how many Pixel models", "the Billy series"."""

from __future__ import annotations

from collections.abc import Callable

from shopcli.need.languages.pack import LanguagePack
from shopcli.text.scripts import has_han
from shopcli.util.lazy_regex import pattern

_BEHIND_A_NAME = pattern(r"[A-Z][\w'’.&-]*\s\Z")


def without_assortment_words(text: str, language: LanguagePack, is_kind: Callable[[str], bool]) -> str:
    """A question's words with blanks for those that stand for whatever is sold, or for a part of it, beside what is said of it.

    What is vague in any request stays: "vegan products"; but not behind a name: "Hoka products".

    Args:
        text: what is asked about, each character in its place.
        language: it is in.
        is_kind: whether things are called so in the catalog: among model kits, "ship models" are things.
    """
    rest, vague = text, language.degrees.vague
    for word in language.questions.assortment.finditer(text):
        is_thing = word[0].lower() in vague and not _BEHIND_A_NAME.search(text, 0, word.start())
        is_alone = not has_han(word[0]) and not any(map(str.isalnum, rest[: word.start()] + rest[word.end() :]))
        if not (is_thing or is_alone or is_kind(word[0])):
            rest = rest[: word.start()] + " " * len(word[0]) + rest[word.end() :]
    return rest

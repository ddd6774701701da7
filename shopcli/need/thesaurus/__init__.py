"""A thesaurus of what people mean by their words, as plain text files that anybody can mend.

``things.txt`` holds rings of synonyms (British, American and Indian English | Chinese | German), ``purposes.txt`` what people
suffer from or want to do and the things that do it, ``wishes.txt`` wishes with the words of records that grant and that deny
them. A line is an entry; ``; `` stands between phrases, `` | `` between languages, `` => `` before what is meant, and ``# ``
begins a comment.
"""

from shopcli.need.thesaurus.entries import Match, Purpose, Ring, Wish, is_of_doing, normal_form, stems
from shopcli.need.thesaurus.nearness import CHINESE, ENGLISH, NearPhrases
from shopcli.need.thesaurus.table import Thesaurus, open_thesaurus

__all__ = [
    "CHINESE",
    "ENGLISH",
    "Match",
    "NearPhrases",
    "Purpose",
    "Ring",
    "Thesaurus",
    "Wish",
    "is_of_doing",
    "normal_form",
    "open_thesaurus",
    "stems",
]

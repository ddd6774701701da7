"""How Chinese is misspelt: its characters by sound and shape; its Latin words, which are English or names, as English is."""

from dataclasses import replace

from shopcli.need.languages.en.spelling import SPELLING as ENGLISH_SPELLING
from shopcli.need.languages.zh.spelling.homophones import HOMOPHONES

SPELLING = replace(ENGLISH_SPELLING, homophones=HOMOPHONES)

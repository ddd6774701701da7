"""English, which a text is in that no other language knows as its own."""

from shopcli.need.languages.pack import LanguagePack

# Its sentences are the writer's own, which prompts and checks are made of.
_LACKING = frozenset({"wording", "wishes", "lexicon", "claims"})
ENGLISH = LanguagePack("en", __name__, detects=lambda _text: True, is_read_in_context=True, lacking=_LACKING)

"""English, which a text is in that no other language knows as its own."""

from shopcli.need.languages.pack import LanguagePack

ENGLISH = LanguagePack("en", __name__, detects=lambda _text: True)

"""Languages that are not spoken here, told by their script or by small words that no other language has.

A product's name alone is never one: it takes the small words of sentences, or a greeting.
"""

# A language a line.
# ruff: noqa: E501

from __future__ import annotations

import re

from shopcli.need.languages.registry import language_of, languages
from shopcli.text.scripts import has_kana

# Cyrillic, Greek, Hebrew, Arabic, Devanagari, Thai, Hangul.
_SCRIPTS = re.compile("[Ͱ-ϿЀ-ӿ֐-׿؀-ۿऀ-ॿ฀-๿가-힯ᄀ-ᇿ]")
_WORD = re.compile(r"[^\W\d_]+")
# Words of sentences by language; what English or German has too stands in none.
_SMALL_WORDS = {
    "fr": "je tu nous vous une le la les des du est cherche voudrais avez moins cher pour avec sans bonjour merci oui bonsoir salut s'il combien quel quelle",
    "es": "yo tú una el los las del es busco quiero tienes tiene algo más barato para con sin hola gracias sí buenos días cuánto cuál qué por favor",
    "it": "io un una il lo gli della dei cerco vorrei avete meno caro per con senza ciao grazie buongiorno quanto quale qualcosa più economico",
    "pt": "eu um uma os as do da procuro quero tem algo mais barato para com sem olá obrigado obrigada bom dia quanto qual",
    "nl": "ik een het zoek heeft hebben iets goedkoper voor met zonder hallo dank bedankt goedemorgen hoeveel welke jullie",
    "pl": "szukam chcę dla bez dziękuję dzień dobry ile tańszy jest proszę cześć",
    "tr": "bir için arıyorum daha ucuz var mı merhaba teşekkürler ederim ne kadar",
}
_GREETINGS = frozenset(
    "bonjour bonsoir merci gracias hola grazie buongiorno obrigado obrigada bedankt dziękuję teşekkürler merhaba".split()
)
_OF_A_SENTENCE = 0.6  # of the words, that those are of one language; and two at least


def is_of_other_language(said: str) -> bool:
    """Whether words are of a language that is not spoken here."""
    if has_kana(said) or _SCRIPTS.search(said):
        return True
    spoken = languages()
    if language_of(said) is not spoken[-1]:
        return False
    words = [word.casefold() for word in _WORD.findall(said)]
    if words and words[0] in _GREETINGS:
        return True
    for code, small in _SMALL_WORDS.items():
        if any(pack.code == code for pack in spoken):
            continue
        known = set(small.split())
        if len(words) > 1 and sum(word in known for word in words) >= max(2, _OF_A_SENTENCE * len(words)):
            return True
    return False

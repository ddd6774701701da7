"""Pronunciation: phonemes of the International Phonetic Alphabet as ARPAbet, which pocketsphinx's models are trained on."""

from __future__ import annotations

import re

# American English as espeak-ng writes it, the longest first; "" is a sign that ARPAbet has none for.
_ARPABET = {
    "aɪɚ": "AY ER", "aɪə": "AY AH", "aʊɚ": "AW ER", "tʃ": "CH", "dʒ": "JH", "eɪ": "EY", "aɪ": "AY", "ɔɪ": "OY", "aʊ": "AW",
    "oʊ": "OW", "əʊ": "OW", "ɪɹ": "IH R", "ɛɹ": "EH R", "ʊɹ": "UH R", "ɔːɹ": "AO R", "oːɹ": "AO R", "ɑːɹ": "AA R", "ɜː": "ER",
    "ɝ": "ER", "ɚ": "ER", "iː": "IY", "uː": "UW", "ɑː": "AA", "ɔː": "AO", "oː": "AO", "əl": "AH L", "ən": "AH N",
    "iə": "IY AH", "i": "IY", "ɪ": "IH", "ᵻ": "IH", "ɛ": "EH", "e": "EH", "æ": "AE", "a": "AE", "ɐ": "AH", "ə": "AH",
    "ʌ": "AH", "ɑ": "AA", "ɒ": "AA", "ɔ": "AO", "o": "OW", "ʊ": "UH", "u": "UW", "p": "P", "b": "B", "t": "T", "ɾ": "T",
    "ʔ": "T", "d": "D", "k": "K", "ɡ": "G", "g": "G", "f": "F", "v": "V", "θ": "TH", "ð": "DH", "s": "S", "z": "Z",
    "ʃ": "SH", "ʒ": "ZH", "h": "HH",
    "x": "HH", "m": "M", "n": "N", "ŋ": "NG", "l": "L", "ɫ": "L", "ɬ": "L", "ɹ": "R", "r": "R", "w": "W", "j": "Y", "y": "IY",
    "ø": "ER", "œ": "ER", "ç": "HH", "ɲ": "N Y", "β": "V",
}  # fmt: skip
_PIECE = re.compile("|".join(sorted(map(re.escape, _ARPABET), key=len, reverse=True)))
_STRESS = re.compile("[ˈˌ\u0303\u0329\u032a]")


def arpabet(ipa: str) -> str:
    """``ˈɛpsən`` as ``EH P S AH N``; empty where nothing of it is known."""
    return " ".join(_ARPABET[piece] for piece in _PIECE.findall(_STRESS.sub("", ipa.replace(" ", ""))))

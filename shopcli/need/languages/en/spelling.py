"""How English words are inflected, spelt on both sides of the Atlantic, and written as they sound."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

from shopcli.need.languages.spelling_rules import SpellingRules
from shopcli.text.words import numbers, singulars
from shopcli.util.lazy_regex import pattern

# What may be written for what, from the shopper's letters to the right ones. The first come first.
_SOUNDS = (("ph", "f"), ("f", "ph"), ("kw", "qu"), ("k", "c"), ("c", "k"), ("j", "g"), ("z", "s"), ("x", "cks"))

# Everyday words that are younger than the list of English words, or that it leaves out.
_MODERN = frozenset(
    "airfryer audiobook bento bluray boho btw cajon cctv chia chromebook crossbody crossfit crypto dashcam ebike ebook ecig "
    "emoji escooter esport fairtrade gluestick grandkid hashtag hifi hoverboard influencer instagram jeggings keto "
    "kettlebell kombucha macbook matcha merch microfibre mom motorhome multitool noughties offgrid onesie paddleboard "
    "pescatarian playdate playmat pls plushie plz powerbank prebiotic preorder probiotic readymade satnav scifi selfie "
    "shacket sippy slowcooker smartwatch soundbar streetwear subwoofer thx touchpad tshirt tv ultrawide unboxing usb vape "
    "vlog vlogger vlogging wakeboard walkie whatsapp youtuber".split()
)

_OTHERWISE = tuple(
    pair
    for british, american in (
        *((f"{stem}our", f"{stem}or") for stem in (
            "arm behavi cand clam col endeav fav flav glam harb hon hum lab neighb od parl rig rum sav splend tum vap vig"
        ).split()),
        *((f"{stem}re", f"{stem}er") for stem in "calib cent fib lit lust manoeuv met och sab sombt spect theat".split()),
        *((f"{stem}ogue", f"{stem}og") for stem in "anal catal dial monol prol".split()),
        *((f"{stem}ence", f"{stem}ense") for stem in "def lic off pret".split()),
        *((f"{stem}yse", f"{stem}yze") for stem in "anal catal paral".split()),
        ("aeroplane", "airplane"), ("aesthet", "esthet"), ("ageing", "aging"), ("aluminium", "aluminum"), ("anaesth", "anesth"),
        ("archaeo", "archeo"), ("artefact", "artifact"), ("axe", "ax"), ("chilli", "chili"),
        ("cosy", "cozy"), ("diarrhoea", "diarrhea"), ("doughnut", "donut"), ("draught", "draft"), ("encyclopaed", "encycloped"),
        ("foet", "fet"), ("fulfil", "fulfill"), ("grey", "gray"), ("gynaec", "gynec"), ("haemo", "hemo"),
        ("jewellery", "jewelry"), ("jeweller", "jeweler"), ("kerb", "curb"), ("liquorice", "licorice"), ("maths", "math"),
        ("mould", "mold"), ("moustache", "mustache"), ("oestr", "estr"), ("omelette", "omelet"), ("orthopaed", "orthoped"),
        ("paed", "ped"), ("plough", "plow"), ("programme", "program"), ("pyjama", "pajama"), ("sceptic", "skeptic"),
        ("skilful", "skillful"), ("smoulder", "smolder"), ("speciality", "specialty"), ("sulph", "sulf"), ("tyre", "tire"),
        ("whisky", "whiskey"), ("woollen", "woolen"), ("yoghurt", "yogurt"), ("yoghourt", "yogurt"),
    )
    for pair in ((british, american), (american, british))
)  # fmt: skip
_ISE = pattern(r"(?<=[a-z]{3})i([sz])(?=(?:e|es|ed|er|ers|ing|ation|ations|able)\Z)")
_DOUBLE_L = pattern(r"(?<=[a-z]{3}[aei])l{1,2}(?=(?:ed|er|ers|ing)\Z)")
_DOUBLED = pattern(r"([b-df-hj-np-tv-z])\1\Z")


def _other_spellings(word: str) -> Iterator[str]:
    """A word (lower case) as the other side of the Atlantic writes it."""
    yield from (word.replace(here, there) for here, there in _OTHERWISE if here in word)
    if match := _DOUBLE_L.search(word):
        yield word[: match.start()] + ("l" if len(match[0]) == 2 else "ll") + word[match.end() :]


def _ise_or_ize(word: str) -> Iterator[str]:
    """ "organiser" for "organizer", and whatever else has those letters: only a list of words knows which is one."""
    if match := _ISE.search(word):
        yield word[: match.start()] + ("iz" if match[1] == "s" else "is") + word[match.end() :]


def _inflections(word: str) -> Iterator[str]:
    """Forms that may be the same word as ``word`` (lower case) in another number or tense."""
    stems = (word, *(stem for stem in _stems(word) if len(stem) > 2))
    forms = chain.from_iterable((stem, *numbers(stem), *_tenses(stem)) for stem in stems)
    yield from (form for form in dict.fromkeys(forms) if form != word)


def _stems(word: str) -> Iterator[str]:
    """What a word may be a tense of."""
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            base = word.removesuffix(ending)
            yield from (base, base + "e")
            if _DOUBLED.search(base):
                yield base[:-1]


def _tenses(stem: str) -> tuple[str, ...]:
    return (stem + "d", stem[:-1] + "ing") if stem.endswith("e") else (stem + "ed", stem + "ing")


class _SpellingWords:
    """Ordinary English, both British and American: the list that symspellpy keeps, commonest first (27 ms to read)."""

    _COMMON = 30_000  # the words that people are likely to have meant

    def __init__(self) -> None:
        spec = find_spec("symspellpy")  # its list is read, its code is not run
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError("No module named 'symspellpy'", name="symspellpy")
        text = (Path(spec.origin).parent / "frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
        words = text.split()[::2]
        self._words = frozenset(words)
        self.common = sorted(words[: self._COMMON])

    def __contains__(self, word: str) -> bool:
        return any(form in self._words or form in _MODERN for form in (word, *singulars(word)))


SPELLING = SpellingRules(
    sounds=_SOUNDS,
    modern=_MODERN,
    possessive=r"['’][sS]\Z",
    variants=_other_spellings,
    unsure_variants=_ise_or_ize,
    numbers=numbers,
    inflections=_inflections,
    word_list=_SpellingWords,
    small=frozenset(
        "with without from that this these their about under over above below between into than which more most less least "
        "have some only also your".split()
    ),
)

"""What is said of condition and gender in the few words that the field has for them, out of any language's."""

from __future__ import annotations

import re
from functools import cache

from shopcli.catalog.wordlists import split_words
from shopcli.text.scripts import has_han
from shopcli.util.lazy_regex import pattern

_CAMEL = pattern(r"(?<=[a-z])(?=[A-Z])")
_SCHEMA = pattern(r"^(?:https?://)?(?:www\.)?schema\.org/", re.IGNORECASE)
_PARTS = pattern(r"[,;/|&+>、，；]|\b(?:and|und|et|y|e|en|i|и|ve)\b")
_NO_LETTER = pattern(r"[^\w]+|_")

_CONDITIONS = {
    "new": "new|brand new|neu|neuware|fabrikneu|neuf|neuve|nuevo|nueva|nuovo|nuova|novo|nova|nieuw|nowy|nowe|nowa|"
        "новый|новое|новая|yeni|sıfır|"
    "全新|新品|新|未使用|new condition|new with tags|new with box|new without tags|new in box|nib|nwt|factory sealed|sealed|"
    "originalverpackt|ovp|mint in box",
    "refurbished": "refurbished|refurb|renewed|reconditioned|remanufactured|certified refurbished|"
        "manufacturer refurbished|seller refurbished|"
    "refurbished condition|generalüberholt|überholt|aufbereitet|wiederaufbereitet|reconditionné|remis à neuf|"
    "reacondicionado|reacondicionada|ricondizionato|"
    "ricondizionata|recondicionado|gereviseerd|odnowiony|odnowione|восстановленный|восстановлен|yenilenmiş|翻新|官翻|整備済み|"
    "再生品|リファービッシュ",
    "used": "used|used condition|second hand|secondhand|pre owned|preowned|pre loved|like new|as new|nearly new|"
        "very good|good|acceptable|fair|open box|"
    "ex display|ex demo|damaged|damaged condition|b ware|b stock|gebraucht|gebrauchtware|wie neu|sehr gut|gut|"
    "akzeptabel|d occasion|occasion|usado|usada|segunda mano|"
    "usato|usata|seminovo|gebruikt|tweedehands|używany|używane|używana|б у|бывший в употреблении|подержанный|"
    "подержанная|ikinci el|kullanılmış|"
    "二手|九成新|95新|99新|8成新|中古|中古品|used like new|used very good|used good|used acceptable|for parts or not working",
}  # fmt: skip
_GENDERS = {
    "men": "men|man|male|males|mens|men s|m|gents|gentlemen|gentleman|him|for men|for him|herren|herr|männer|mann|"
        "männlich|homme|hommes|masculin|hombre|"
    "hombres|masculino|caballero|caballeros|uomo|uomini|maschile|homem|homens|heren|mannen|mężczyźni|mężczyzna|męski|"
    "męskie|męska|мужской|мужское|мужская|мужские|мужчинам|"
    "мужчины|erkek|男|男性|男士|男款|男装|男裝|男子|男人|メンズ|紳士",
    "women": "women|woman|female|females|womens|women s|w|f|ladies|lady|ladys|her|for women|for her|damen|dame|frauen|"
        "frau|weiblich|femme|femmes|féminin|mujer|"
    "mujeres|femenino|señora|señoras|donna|donne|femminile|mulher|mulheres|feminino|dames|vrouwen|kobiety|kobieta|"
    "damski|damskie|damska|женский|женское|женская|женские|"
    "женщинам|женщины|kadın|bayan|女|女性|女士|女款|女装|女裝|女子|女人|レディース|婦人",
    "boys": "boys|boy|boy s|boys s|jungen|junge|garçon|garçons|niño|niños|bambino|ragazzo|ragazzi|menino|meninos|"
        "jongens|jongen|chłopiec|chłopcy|chłopięcy|"
    "мальчик|мальчики|мальчикам|erkek çocuk|男童|男孩|男の子|ボーイズ",
    "girls": "girls|girl|girl s|girls s|mädchen|fille|filles|niña|niñas|bambina|ragazza|ragazze|menina|meninas|"
        "meisjes|meisje|dziewczynka|dziewczynki|dziewczęcy|"
    "девочка|девочки|девочкам|kız çocuk|女童|女孩|女の子|ガールズ",
    "kids": "kids|kid|kid s|children|child|children s|childrens|toddler|toddlers|baby|babies|infant|infants|newborn|"
        "kinder|kind|enfant|enfants|bébé|niños y niñas|infantil|"
    "bambini|crianças|criança|kinderen|dzieci|dziecko|дети|детский|детям|çocuk|儿童|兒童|童装|童裝|宝宝|婴儿|キッズ|子供|ベビー",
    "unisex": "unisex|uni|both|all genders|gender neutral|neutral|all|any|everyone|men women|adults|mixte|"
        "herren damen|unisexe|uniseks|унисекс|男女|男女通用|男女同款|通用|中性|ユニセックス|男女兼用",
}  # fmt: skip

# Of those, words that say something else, or of one person, in the name of a kind.
_OF_MANY_MEANINGS = split_words(
    "her him man mann herr frau uni both neutral all any everyone adults kind baby infant infants infantil newborn universal"
)


@cache
def _labels(which: str) -> dict[str, str]:
    lists = _CONDITIONS if which == "condition" else _GENDERS
    return {word: label for label, words in lists.items() for word in words.split("|")}


def read_condition(text: str) -> str:
    """``new``, ``used`` or ``refurbished``; the text itself where it says none of them."""
    plain = _plain(text)
    words = _labels("condition")
    if plain in words:
        return words[plain]
    first = _plain(re.split(r"[-–—:,;(/]", text, maxsplit=1)[0])  # "Used - very good", "Gebraucht (gut)"
    return words.get(first) or words.get(plain.split(" ")[0] if len(plain.split()) <= 3 else "") or text


def read_gender(text: str) -> str:
    """``men``, ``women``, ``boys``, ``girls``, ``kids`` or ``unisex``; the text itself where it says none of them."""
    words = _labels("gender")
    if (plain := _plain(text)) in words:
        return words[plain]
    parts = [part for part in map(_plain, _PARTS.split(text.casefold())) if part]
    found = {words.get(part, "") for part in parts}
    if len(found) == 1 and "" not in found:
        return found.pop()
    if found <= {"men", "women", "unisex"} and found:
        return "unisex"
    return "kids" if found and found <= {"boys", "girls", "kids"} else text


def gender_of_kind(text: str) -> str | None:
    """The one gender that words in the name of a kind say: "women's dresses", "Herren > Schuhe", 女鞋; None where none does."""
    labels = _labels("gender")
    words = (word[:1] if has_han(word) else word for word in _plain(text).split() if len(word) > 2 or has_han(word))
    found = {labels[word] for word in words if word in labels and word not in _OF_MANY_MEANINGS}
    return found.pop() if len(found) == 1 else None


def says_gender(text: str) -> bool:
    """Whether a text says for whom a thing is, which a column called *genre* says of a book by no means."""
    return read_gender(text) in _GENDERS


def _plain(text: str) -> str:
    return _NO_LETTER.sub(" ", _CAMEL.sub(" ", _SCHEMA.sub("", text.strip()))).casefold().strip()

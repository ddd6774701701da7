"""What columns say of an audience and of a condition, whatever the spelling: data alone, and one look-up for each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

# By the one word that stands for it; as catalogs and shoppers write it, in the languages of shops.
AUDIENCES: Mapping[str, str] = {
    "women": "woman women's womens woman's ladies lady ladies' female females feminine f w dame damen femme femmes "
    "mujer mujeres "
    "donna donne feminino feminina vrouw vrouwen dames kobieta kobiety damskie женский женщины kadın kadin "
    "女 女士 女性 女款 女式 女装 女裝 女人 女生 レディース",
    "men": "man men's mens man's gents gentlemen gentleman male males masculine m herr herren homme hommes hombre "
    "hombres uomo uomini "
    "masculino masculina man heren mężczyzna mężczyźni męskie мужской мужчины erkek "
    "男 男士 男性 男款 男式 男装 男裝 男人 男生 メンズ",
    "unisex": "unisex uni u both mixte unissex uniseks унисекс 中性 通用 男女 男女通用 男女款 男女同款 ユニセックス",
    "girls": "girl girls' girl's mädchen fille filles niña niñas bambina bambine menina meninas meisje meisjes dziewczynka "
    "dziewczynki девочки девочка kız 女童 女孩 女宝宝",
    "boys": "boy boys' boy's junge jungen garçon garçons niño niños bambino bambini menino meninos jongen jongens "
    "chłopiec chłopcy "
    "мальчики мальчик 男童 男孩 男宝宝",
    "kids": "kid kids' kid's child children children's childrens childs junior juniors kinder enfant enfants infantil "
    "kinderen dzieci "
    "дети детский çocuk 儿童 兒童 童 童装 孩子 小孩 キッズ",
}  # fmt: skip
CONDITIONS: Mapping[str, str] = {
    "new": "brand-new newcondition neu neuf nuevo nuovo novo nieuw nowy новый yeni 全新 新品 全新品 unused",
    "used": "second-hand secondhand second_hand usedcondition pre-owned preowned gebraucht occasion usado usato "
    "gebruikt używany б/у "
    "ikinci_el 二手 旧 闲置",
    "refurbished": "refurbishedcondition reconditioned renewed generalüberholt reconditionné reacondicionado "
    "ricondizionato recondicionado "
    "翻新 官翻 官方翻新",
}  # fmt: skip
# Whom what is for an audience may be given to, besides those that it names.
_FITS = {
    "women": ("women", "unisex"), "men": ("men", "unisex"), "unisex": ("unisex",), "girls": ("girls", "kids", "unisex"),
    "boys": ("boys", "kids", "unisex"), "kids": ("kids", "girls", "boys", "unisex"),
}  # fmt: skip


_OF_MANY = ("s", "s'", "s’", "men", "ren", "er")


@cache
def _canonical() -> tuple[Mapping[str, str], Mapping[str, str]]:
    audiences, conditions = (
        {word: name for name, words in table.items() for word in (name, *words.split())} for table in (AUDIENCES, CONDITIONS)
    )
    return audiences, conditions


def audience_of(value: str) -> str | None:
    """The audience that a column's value names, such as "women" for ``WOMAN``; None where it names none."""
    return _canonical()[0].get(value.strip().casefold().replace("’", "'"))


def names_an_audience(word: str) -> bool:
    """Whether a word of a request calls all that things are made for: "womens", "Herren", and no "man" or "male"."""
    return word.casefold().endswith(_OF_MANY) and audience_of(word) is not None


def condition_of(value: str) -> str | None:
    """The condition that a column's value names: "new", "used" or "refurbished"; None where it names none."""
    low = value.strip().casefold()
    return _canonical()[1].get(low.replace(" ", "-")) or _canonical()[1].get(low.replace(" ", "").replace("-", ""))


def fits(audience: str) -> tuple[str, ...]:
    """The audiences whose things are for ``audience`` too: what is unisex is for men and for women."""
    return _FITS[audience]

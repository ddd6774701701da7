"""What a product is called in a sentence: its brand and the first words of its title, no longer than can be read aloud."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Container, Sequence
from functools import lru_cache
from itertools import accumulate

from shopcli.need.tagging.pieces import words_cut
from shopcli.text.safe import plain
from shopcli.text.scripts import HAN, has_cjk
from shopcli.text.tokens import FUNCTION_STEMS, measure_of, stem_set
from shopcli.text.told_apart import spoken_apart, without_telling
from shopcli.text.words import brand_said
from shopcli.types import Product
from shopcli.write.decency import Decency, decency, folded

_ADDRESS = re.compile(r"[A-Za-z0-9-]+\.[a-z]{2,4}")
_ENDS_A_NAME = ("order", "role", "link", "contact", "code", "money")
_BREAK = re.compile(r"(?<=[a-z]{4})\.\s|(?<!\d),|,(?!\d)|[;|([{，、；（【]|\s[-–—/]\s|:\s")  # no decimal comma: "Kölsch 0,5 l"
_ARTICLE = re.compile(r"(?:the|an?) ", re.I)  # "Harrow Press The Lantern Keeper" is no name
_TOO_SHORT, _SHORT = 3, 8  # words of a name
_TAIL = 2  # words at the end of a title, which are no more cut off
_CUT = 6  # words of a name that is cut anyway
_AT_A_BREATH, _LONG, _KEPT = 60, 10, 3  # characters and words of the longest name, and before the word for what it is
_COLOUR_BEHIND = 2  # words behind a measure at the end of a title, with which they go: "46 mm Black"
_READ_AT_ONCE, _BY_NUMBER = 6, 5  # words behind the brand that say what the thing is; of one whose number would do
_DANGLING = frozenset(("", *"with for and or of the a an as in to from by most x × & + - – /".split()))
_JOINS = frozenset(("&", "+", "and"))
_BEHIND_A_NAME = frozenset("with w/ for without via in".split())
_ADDS = frozenset("with w/ without".split())
_WHOM = re.compile(r"\s[-–—]\s(?P<whom>[A-Z][a-z]+(?:['’]s|s['’]))\s*\Z")  # "- Men's", "- Kids'"
_SHOUTED = 3  # words of a title in capitals, from which on it is no name of a series
_SPELT_OUT = frozenset("LED USB HD LCD TV CD DVD RGB USA UK EU DIY PC SSD HDMI GPS NFC LP II III IV VI XL XXL XS".split())
_NUMBERED = re.compile(r"\d{1,4}[A-Za-z]{0,2}|[IVX]{1,4}|One|Two|Three|Pro|Plus|Mini|Max|Lite|Air|Ultra")  # of a model
_CODE = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-Za-z0-9/._-]{4,}|[A-Z]{4,}")  # "X264A21G", "GAMING"
_HALF_MEASURE = re.compile(r"\d+,\d+")  # "0,3", whose unit is cut off
_MARKS = re.compile(r"[™®©℠]")
_IN_BRACKETS = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）)(?=\s|[,，]|\Z)")
_SALE_TAG = re.compile(r"^(?:\s*(?:【[^【】]*】|\[[^\[\]]*\]))+\s*(?=\S)")  # before a title: 【双11预售】
_WIRELESS = re.compile(r"\bWi ?[-–] ?Fi\b", re.I)  # "Wi - Fi", in which no name ends
_HAN_LETTER = re.compile(f"[{HAN}]")
# The size of a pack and what is praised behind it: 爽肤水400ml补水保湿.
_MARKED_SIZE = re.compile(rf"(?<=[{HAN}]{{4}})\s*\d+(?:[.,]\d+)?\s*(?:ml|l|g|kg|oz|cm|mm|毫升|升|克|斤)(?![a-z]).*$", re.I)
_LOUD = re.compile(r"(?:[^\W\d_]|['’]){5,}")  # letters of a brand in capitals, from which on it is said as a name is
_FEWEST_HAN = 4  # letters of a Chinese name that says what the thing is
_OPENING_QUOTE, _CLOSING_QUOTE = re.compile(r"""(?<!\S)["“‘'「『](?=\w)"""), re.compile(r"""(?<=[\w.,!?])["”’'」』](?!\w)""")
_QUOTED = re.compile(r"""(?<!\S)(?:"[^"]+"|“[^”]+”|‘[^’]+’|'[^']+')(?!\w)""")
# Whose it is, in the middle of a title: "Gordon & Sons (distilled at Port Vellen), 21 year old".
_WHENCE = re.compile(r"(?:[^\s(),]+ ){1,3}\([a-z]{3,} [^()\d]+\)(?=\S* \S)")
_DESCRIBES, _MEASURED = re.compile(r"an? ", re.I), re.compile(r"\d+(?:[.,]\d+)?\s*(?:%|[a-z]{1,5}\b(?! old))", re.I)
_KIND_WORD = re.compile(r"[a-z][a-z-]{2,}")
_NETWORK = re.compile(r"[2-6]G")  # a phone's, and no grams
_MEASURE = re.compile(r"\d+(?:[.,]\d+)?([^\W\d_]+|[\"″%])?")


def short_name(product: Product, *, branded: bool = True) -> str:
    """The product's name in at most 8 words (or three times as many Chinese characters).

    A brand that the title does not hold is put before it, unless it is not to be ``branded``: all that is spoken of is of one.

    >>> short_name(Product("1", "Acme W-100 Sports Watch 46 mm (1.4\\") Black, GPS", brand="Acme"))
    'Acme W-100 Sports Watch'
    """
    title = spoken_title(product)
    brand = _brand(product)
    if branded and brand and _letters(brand) not in _letters(title) and not _ARTICLE.match(title):
        title = f"{_BREAK.split(brand)[0].strip()} {title}"  # of "Maker: Series" the maker
    if has_cjk(title):
        return _cut(_han_name(_first_part(title), brand), _SHORT * 3) or title
    return _beginning(title, product) or title


def _beginning(title: str, product: Product) -> str:
    """The beginning of a title up to where its writer set a mark, or to what stands behind the name of the thing."""
    words = _without_measures(_first_part(title).split())
    if len(words) > _SHORT:
        words = _up_to_mark(words, product)
    return re.sub(r",(?=[\"”’']$)", "", _quoted_whole(_ended(_without_marks(_read_aloud(words))), title))


def _up_to_mark(words: list[str], product: Product) -> list[str]:
    """The first words of a long name, up to the end of what is quoted, a colon, or what its category calls the thing."""
    if len(words) <= _LONG and len(" ".join(words)) <= _AT_A_BREATH:
        return words
    ends = [at for at in range(1, _SHORT) if _CLOSING_QUOTE.search(words[at]) or words[at].endswith(":")]
    if any(_stands_behind(words, at) for at in range(_TOO_SHORT, _SHORT)) and not ends:
        return words
    kind = _place_of_kind(words, product)
    if not ends and ((kind >= _TOO_SHORT and kind < _LONG) or len(words) <= _LONG):
        return words[: kind + 1] if _TOO_SHORT <= kind < _LONG else words
    return words[: ends[-1] + 1] if ends else words


def _quoted_whole(name: str, title: str) -> str:
    """A name that ends within quotation marks up to where they end in its title, or without what is quoted.

    >>> _quoted_whole('Menghai "Da Yi', 'Menghai "Da Yi Jia Ji Tuo" Raw Pu-erh Tea')
    'Menghai "Da Yi Jia Ji Tuo"'
    """
    quotes = [(start.start(), start[0]) for start in _OPENING_QUOTE.finditer(name)]
    if not quotes or _CLOSING_QUOTE.search(name, quotes[-1][0] + 1):
        return name
    at = title.find(name)
    closing = _CLOSING_QUOTE.search(title, at + quotes[-1][0] + 1) if at >= 0 else None
    if closing and len(title[at : closing.end()].split()) <= _SHORT:
        return title[at : closing.end()]
    return name[: quotes[-1][0]].strip() or name.replace(quotes[-1][1], "")


def _place_of_kind(words: Sequence[str], product: Product) -> int:
    """Where a long title says what its category calls the thing, behind the first words; 0 where it does not."""
    *_, head = re.split(r"[\s/>]+", (product.category or "").strip()) or [""]
    kinds = stem_set([head]) - FUNCTION_STEMS
    return next((at for at in range(min(len(words), _LONG) - 1, _KEPT - 1, -1) if stem_set([words[at]]) & kinds), 0)


def _han_name(title: str, brand: str) -> str:
    """The first words of a title in Chinese that say more than the brand, without the size of the pack at their end."""
    said = ""
    for piece in title.split():
        said = f"{said} {piece}".strip()
        rest = re.sub(re.escape(brand), "", piece, flags=re.I) if brand else piece
        if len(_HAN_LETTER.findall(rest)) >= _FEWEST_HAN:
            break
    return _MARKED_SIZE.sub("", said) or said


def _stands_behind(words: Sequence[str], at: int) -> bool:
    """Whether a word opens what stands behind the name of a thing: "with Straw Lid", and no "5 in 1"."""
    low = words[at].casefold()
    if low == "in" and words[at - 1].endswith("ed"):  # "Cured in King Orange"
        return False
    is_short = len(words) <= _SHORT and low not in _ADDS  # "Murders in the Rue Morgue" is all of a name
    return low in _BEHIND_A_NAME and not is_short and not words[at - 1].isdigit()


def _letters(text: str) -> str:
    """A name without marks and blanks, by which "Hersheys" stands in "Hershey's Kisses"."""
    return re.sub(r"['’´`\s]", "", text.casefold())


def _read_aloud(words: list[str]) -> list[str]:
    """The first words of a long title, up to what stands behind the name of the thing: "with Straw Lid"."""
    if len(words) <= _TOO_SHORT + 1:
        return words
    behind = (at for at in range(_TOO_SHORT, min(_SHORT, len(words))) if _stands_behind(words, at))
    is_short = len(words) <= _SHORT or (len(words) <= _LONG and len(" ".join(words)) <= _AT_A_BREATH)
    end = next(behind, len(words) if is_short else _CUT)
    return words[: end - (end == _CUT < len(words) and words[end].casefold() in _JOINS)]  # no half of "Rich & Creamy"


def _without_marks(words: Sequence[str]) -> list[str]:
    """``words`` without dashes that stand alone or behind one: "Maggi - Klare Fleischsuppe" is said in one."""
    kept = [re.sub(r"^,+$|[–—-]+$", "", word) for word in words]
    return [word for word in kept if word]


def _cut(title: str, characters: int) -> str:
    """At most so many characters of a title, and no half of a word, in Latin letters or in Chinese."""
    cut = title[:characters]
    if re.match(r"[A-Za-z0-9]", title[characters:]):
        cut = re.sub(r"[A-Za-z0-9.'’-]+$", "", cut) or cut
    elif has_cjk(title[characters : characters + 1]):
        ends = accumulate(map(len, words_cut(title)))
        cut = title[: max((end for end in ends if end <= characters), default=characters)]
    return cut.strip()


def spoken_title(product: Product) -> str:
    """The title as a sentence may say it: up to the first order, link or price, without indecent words and self-praise.

    A word of praise that is the brand's own stays. Where nothing is left the product goes by its brand and category, or id.
    """
    brand = _brand(product)
    untagged = _WIRELESS.sub("Wi-Fi", _SALE_TAG.sub("", _MARKS.sub("", plain(product.title))))
    title = _decent(decency(), _without_praised(_in_title_case(untagged), brand), keep=brand.casefold())
    kind = " ".join(filter(None, (brand, _decent(decency(), plain(product.category or "")))))
    return title or kind or _decent(decency(), product.id) or "product"


def _without_praised(title: str, brand: str) -> str:
    """A title without what praise in its middle is about, which would be left alone: "sound" of "Acme Perfect sound CD15"."""
    pattern = decency().pattern("praise")
    found = pattern.search(title, len(brand)) if pattern and brand and title.startswith(brand) else None
    praised = re.match(r"(?: [a-z][\w-]*){1,2}(?= [A-Z0-9])", title[found.end() :]) if found else None
    return f"{title[: found.start()]}{title[found.end() + praised.end() :]}" if found and praised else title


def _in_title_case(title: str) -> str:
    """A title that shouts, as it would be written: "Gold Teddy Bear"; a maker's series and what is spelt out stay capitals."""
    words = title.split()
    if not title.isupper() or sum(word.isalpha() for word in words) < _SHOUTED or "/" in title or not title.isascii():
        return title
    return " ".join(_capitalised(word, is_first=not at) for at, word in enumerate(words))


def _capitalised(word: str, *, is_first: bool) -> str:
    low = word.casefold()
    if re.search(r"\d", word) or word in _SPELT_OUT:
        return word
    return low if low in _DANGLING and not is_first else "-".join(part.capitalize() for part in word.split("-"))


def _brand(product: Product) -> str:
    """The brand as a sentence may say it.

    An address that is the whole brand is its name ("StarTech.com"), and so is one word of praise ("Perfect Fit").
    """
    brand = _MARKS.sub("", plain(brand_said(product.brand)))
    if _LOUD.search(brand) and brand.isupper():  # "ESTÉE LAUDER", and neither "NEMO" nor "MSR"
        brand = " ".join(word.capitalize() if len(word) > 2 else word for word in brand.split())
    return brand if _ADDRESS.fullmatch(brand) else _decent(decency(), brand, keep=tuple(brand.casefold().split()))


@lru_cache(maxsize=8192)
def _decent(rules: Decency, text: str, *, keep: str | tuple[str, ...] = "") -> str:
    seen = folded(text) if rules.found(text) else text
    for kind in _ENDS_A_NAME:
        if (start := rules.first(seen, kind)) is not None and not _in_brand(seen, start, keep):
            seen = seen[:start]
    seen = rules.without(seen, "indecent")
    seen = rules.without(seen, "praise", keep=keep)
    seen = re.sub(r"[(\[（【][^\w]*[)\]）】]", " ", seen).strip(" ,;:|-–—/!?.([{（【，、；：！？。") if seen != text else text
    return " ".join(seen.split()) if re.search(r"\w", seen) else ""


def _in_brand(title: str, start: int, brand: str | tuple[str, ...]) -> bool:
    """Whether the word that begins at ``start`` is the brand's own: "StarTech.com"."""
    word = title[start:].split()[0].casefold().strip(",;:()")
    return isinstance(brand, str) and bool(brand) and word in brand


def names_of(products: Sequence[Product]) -> dict[str, str]:
    """A name for each id; those that would share one get longer names.

    Where titles agree, what tells them apart stands beside the name, "16 GB Vellum 14"; else the later is "other ...".
    """
    brands = {_brand(product).casefold() for product in products}
    names = {product.id: short_name(product, branded=len(products) == 1 or len(brands) > 1) for product in products}
    for words in (8, 10, 14):
        counts = Counter(map(str.casefold, names.values()))
        alike = [product for product in products if counts[names[product.id].casefold()] > 1]
        names |= {product.id: _longer(product, words) for product in alike}
    apart = spoken_apart(products)
    names |= {key: apart[key].format(short_name(product)) for product in products if (key := product.id) in apart}
    taken: set[str] = set()
    for key, name in names.items():
        names[key] = f"other {name}" if name.casefold() in taken else name
        taken.add(name.casefold())
    return names


def model_names(products: Sequence[Product], is_own: Callable[[Product, str], bool]) -> dict[str, str]:
    """A short name for each id, as people say it: "Tumblefern Rag Rabbit", "Varnholm Ridge 2".

    The brand, its own word for the model, and what the thing is; of a model with a number that alone where the whole is long.
    Longer where two would share it, and `names_of` where the title does not begin so.

    Args:
        products: those that are spoken of together, the first of a name keeps it.
        is_own: whether a word of a title is its brand's own name for something.
    """
    whole, names, taken, apart = names_of(products), dict[str, str](), set[str](), spoken_apart(products)
    for product in products:
        words = spoken_title(product).split()
        brand = len(_brand(product).split())
        begins = brand and " ".join(words[:brand]).casefold() == _brand(product).casefold()
        shortest = brand + 1
        if len(words) > shortest + 1 and _NUMBERED.fullmatch(words[shortest + 1]) and not _measure_width(words, shortest + 1):
            shortest += not _NUMBERED.fullmatch(words[shortest])  # "Lone Peak 7"
        while len(words) > shortest and _NUMBERED.fullmatch(words[shortest]) and not _measure_width(words, shortest):
            shortest += 1
        name = whole[product.id]
        if (
            begins
            and len(words) > shortest
            and not has_cjk(spoken_title(product))
            and not _measure_width(words, brand)
            and is_own(product, words[brand])
        ):
            least = _with_kind(words, brand, shortest)
            lengths = range(least, max(least, min(len(words), _SHORT)) + 1)
            if product.id in apart:
                name = apart[product.id].format(_ended(words[:least]))
            else:
                name = next((said for n in lengths if _is_new(said := _ended(words[:n]), brand, taken)), name)
        names[product.id] = name = _quoted_whole(name, spoken_title(product))
        taken.add(name.casefold())
    return names


def name_up_to(product: Product, short: str, stems: Collection[str], longest: int) -> str:
    """A name that goes on to the last word of the title with some stems; ``short`` where there is none, or it is too long."""
    title = spoken_title(product)
    last = max((at for at, word in enumerate(title.split()) if stem_set([word]) & set(stems)), default=-1)
    words = title.split()
    words = words if len(words) - last - 1 <= _TAIL else words[: last + 1]
    brand = _brand(product)
    branded = brand and _letters(brand) not in _letters(title) and not _ARTICLE.match(title)
    name = " ".join([*([brand] if branded else []), *words]).rstrip(".,:;(–- ")
    return name if last > 0 and len(name) <= longest and ". " not in name else short


def _is_new(name: str, brand: int, taken: Container[str]) -> bool:
    """Whether a name says more than the brand, which has so many words, and is nobody else's."""
    return len(name.split()) > brand and name.casefold() not in taken


def _with_kind(words: Sequence[str], brand: int, shortest: int) -> int:
    """How many words of a title name a product together with what it is, "Lexmark X264A21G toner cartridge".

    Args:
        words: the title's.
        brand: how many of them are the brand.
        shortest: how many are the brand and the model.
    """
    title = " ".join(words)
    head = len((_first_part(title) or title).split())
    for place in range(shortest, head):
        if _KIND_WORD.fullmatch(words[place]) and _CODE.fullmatch(words[place - 1]) and words[place] not in _DANGLING:
            head = next((end for end in range(place, head) if not _KIND_WORD.fullmatch(words[end])), head)
            break
        if place >= _TOO_SHORT - 1 and (_stands_behind(words, place) or _measure_width(words[:head], place)):
            head = place
            break
    is_numbered = any(map(str.isdigit, words[shortest - 1]))
    return head if head - brand <= (_BY_NUMBER if is_numbered else _READ_AT_ONCE) else shortest


def for_whom(name: str, product: Product) -> str:
    """A name with whom a thing is cut for, which titles have behind a dash: "men's Tarn Sweater" of "Tarn Sweater - Men's"."""
    whom = _whom(product)
    return f"{whom} {name}" if whom and whom not in name.casefold() else name


def _whom(product: Product) -> str:
    found = _WHOM.search(product.title)
    return found["whom"].casefold() if found else ""


def is_name_of(text: str, product: Product) -> bool:
    """Whether a product may be called so: one of `spoken_names`, or the beginning of its title from two words on.

    Beside it may stand whom it is cut for, "men's", and what tells it from others of its title: "in black".
    """
    if whom := _whom(product):
        text = text.removeprefix(f"{whom} ")
    return any(_is_called(said, product) for said in (text, without_telling(text, product)))


def _is_called(text: str, product: Product) -> bool:
    if text in spoken_names(product):
        return True
    title, brand = spoken_title(product), _brand(product)
    words = (text.removeprefix(f"{brand} ") if brand and _letters(brand) not in _letters(title) else text).split()
    return len(words) > 1 and any(words == whole.split()[: len(words)] for whole in (title, without_article(title)))


def spoken_names(product: Product) -> list[str]:
    """Every form that `names_of` may give a product, longest first."""
    forms = {
        short_name(product),
        short_name(product, branded=False),
        _longer(product, 8),
        _longer(product, 10),
        _longer(product, 14),
        spoken_title(product),
    }
    forms |= {without_article(form) for form in forms}
    forms |= {f"other {form}" for form in forms if form}
    return sorted(filter(None, forms), key=len, reverse=True)


def without_article(name: str) -> str:
    """A name as it stands behind "the": "The North Face One" is "the North Face One"."""
    return _ARTICLE.sub("", name, count=1) if _ARTICLE.match(name) else name


def _longer(product: Product, words: int) -> str:
    """A name of at most so many words: up to the last mark of the title among them, where there is one."""
    title = spoken_title(product)
    stops = list(_BREAK.finditer(title))
    heads = [
        title[: stop.start()] + ")" * (title[: stop.start()].count("(") > title[: stop.start()].count(")")) for stop in stops
    ]
    marked = [head for head in heads if _SHORT - 2 < len(head.split()) <= words]
    cut = title.split() if len(title.split()) <= words else (marked or [title])[-1].split()[:words]
    return _quoted_whole(_ended(cut), title)


def _ended(words: list[str]) -> str:
    """``words`` without a "for" or a "3 x" left hanging at the end."""
    while len(words) > 1 and (words[-1].casefold().strip("-–/") in _DANGLING or _HALF_MEASURE.fullmatch(words[-1])):
        is_half = words[-1].casefold() in _JOINS and len(words) > _TOO_SHORT + 1
        words = words[: -2 if is_half else -1]
    name = " ".join(words)
    if name.count("(") > name.count(")") and (head := name[: name.rindex("(")].strip()):
        name = head
    return name.rstrip(".,:;!?-–( ")


def _first_part(title: str) -> str:
    """Up to the first comma, bracket or dash outside quotation marks that leaves a name before it.

    A name is three words, or two where an amount follows. What stands behind a colon names another thing of a series, unless it
    only describes it: "The Lantern: A Novel".
    """
    bare = " ".join(_IN_BRACKETS.sub(" ", title).split())
    whence = _WHENCE.match(title)
    if whence and len(whence[0].split()) <= _SHORT:
        bare = title
    title = bare if len(bare.split()) > 1 or (has_cjk(bare) and len(bare) > _TOO_SHORT) else title
    quoted = [quote.span() for quote in _QUOTED.finditer(title)]
    for stop in _BREAK.finditer(title):
        head, behind = title[: stop.start()], title[stop.end() :].strip()
        if whence and bare == title and stop.start() < whence.end():
            continue
        if inside := next((end for start, end in quoted if start < stop.start() < end), 0):
            if stop.end() == inside - 1:  # 'Port Vellen "Bare Style," 10 year old'
                return title[:inside]
            continue
        if stop[0].startswith(":") and not (has_cjk(title) or _DESCRIBES.match(behind)):
            continue
        least = _TOO_SHORT - (stop[0] == "," and _MEASURED.match(behind) is not None)
        if len(head.split()) >= least or (has_cjk(head) and len(head) > _TOO_SHORT):
            return head
    return title


def _without_measures(words: list[str]) -> list[str]:
    """``words`` up to a measure at their end ("46 mm Black", "500GB"); one that stands before what the thing is stays."""
    for place in range(2, len(words)):
        width = _measure_width(words, place)
        is_last = place + width >= len(words) - (_COLOUR_BEHIND if place > _TOO_SHORT else 0)
        if width and (is_last or (place > _TOO_SHORT and len(words) > _SHORT)):
            while place > 3 and words[place - 1].casefold() in ("x", "×"):
                place -= 2
            return words[:place]
    return words


def _measure_width(words: Sequence[str], place: int) -> int:
    """How many words a measure takes at ``place``: 1 glued, 2 apart, 0 where there is none."""
    measure = _MEASURE.fullmatch(words[place].strip(".,").removesuffix("/s")) if not _NETWORK.fullmatch(words[place]) else None
    if not measure:
        return 0
    if measure[1]:
        return int(_is_unit(measure[1]) or measure[1].casefold() == "a")
    following = words[place + 1].strip(".,").removesuffix("/s") if place + 1 < len(words) else ""
    if words[place + 2 : place + 3] and words[place + 2].strip(".,").casefold() == "old":
        return 0  # a "46 year old" goes by its age
    return 2 if _is_unit(following) or following.casefold().startswith("pc") or following.casefold() in ("x", "×") else 0


def _is_unit(word: str) -> bool:
    return measure_of(word) is not None or word.casefold() == "s"

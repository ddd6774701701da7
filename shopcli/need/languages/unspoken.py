"""Language identification of what is not understood: what is said to one who asks in it, and how it is told.

A script that one language alone is written in tells it. Languages in Latin letters are told by their small words and marked
letters; words that English has, too, tell nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache

from shopcli.util.lazy_regex import pattern

# Code | name | what is said: that it is not understood, in which languages one may ask, and that names are found as they are.
_LINES = """
fr|French|Je ne comprends pas le français. Demandez en anglais, en allemand ou en chinois, ou donnez le nom exact d’un produit.
es|Spanish|No entiendo el español. Pregunte en inglés, alemán o chino, o escriba el nombre exacto de un producto.
pt|Portuguese|Não entendo português. Pergunte em inglês, alemão ou chinês, ou escreva o nome exato de um produto.
it|Italian|Non capisco l’italiano. Chieda in inglese, tedesco o cinese, oppure scriva il nome esatto di un prodotto.
nl|Dutch|Ik versta geen Nederlands. Vraag het in het Engels, Duits of Chinees, of geef de precieze naam van een product.
sv|Swedish|Jag förstår inte svenska. Fråga på engelska, tyska eller kinesiska, eller skriv en produkts exakta namn.
da|Danish|Jeg forstår ikke dansk. Spørg på engelsk, tysk eller kinesisk, eller skriv et produkts præcise navn.
no|Norwegian|Jeg forstår ikke norsk. Spør på engelsk, tysk eller kinesisk, eller skriv det nøyaktige navnet på et produkt.
fi|Finnish|En ymmärrä suomea. Kysy englanniksi, saksaksi tai kiinaksi, tai kirjoita tuotteen tarkka nimi.
pl|Polish|Nie rozumiem po polsku. Proszę zapytać po angielsku, niemiecku lub chińsku albo podać dokładną nazwę produktu.
cs|Czech|Česky nerozumím. Zeptejte se anglicky, německy nebo čínsky, nebo napište přesný název výrobku.
tr|Turkish|Türkçe anlamıyorum. İngilizce, Almanca veya Çince sorun ya da bir ürünün tam adını yazın.
id|Indonesian|Saya tidak mengerti bahasa Indonesia. Tanyakan dalam bahasa Inggris, Jerman, atau Mandarin atau sebut nama produk.
vi|Vietnamese|Tôi không hiểu tiếng Việt. Hãy hỏi bằng tiếng Anh, tiếng Đức hoặc tiếng Trung, hoặc viết đúng tên sản phẩm.
ru|Russian|Я не понимаю по-русски. Спросите по-английски, по-немецки или по-китайски или напишите точное название товара.
uk|Ukrainian|Я не розумію українською. Запитайте англійською, німецькою чи китайською або напишіть точну назву товару.
ja|Japanese|日本語は分かりません。英語、ドイツ語、中国語でお尋ねになるか、商品名をそのままお書きください。
ko|Korean|한국어는 알아듣지 못합니다. 영어, 독일어 또는 중국어로 묻거나 상품 이름을 그대로 적어 주세요.
ar|Arabic|لا أفهم العربية. اسأل بالإنجليزية أو الألمانية أو الصينية، أو اكتب اسم المنتج كما هو.
fa|Persian|فارسی نمی‌فهمم. به انگلیسی، آلمانی یا چینی بپرسید یا نام دقیق محصول را بنویسید.
he|Hebrew|אינני מבין עברית. שאלו באנגלית, בגרמנית או בסינית, או כתבו את שם המוצר המדויק.
el|Greek|Δεν καταλαβαίνω ελληνικά. Ρωτήστε στα αγγλικά, τα γερμανικά ή τα κινεζικά ή γράψτε το ακριβές όνομα ενός προϊόντος.
hi|Hindi|मैं हिंदी नहीं समझता। अंग्रेज़ी, जर्मन या चीनी में पूछें, या उत्पाद का सही नाम लिखें।
th|Thai|ฉันไม่เข้าใจภาษาไทย กรุณาถามเป็นภาษาอังกฤษ เยอรมัน หรือจีน หรือพิมพ์ชื่อสินค้าให้ตรง
"""
_UNKNOWN = "I do not understand this language. Please ask in English, German or Chinese, or give a product's exact name."

# Letters that tell a language by themselves; the first that a text has enough of.
_SCRIPTS = (
    ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7af\u1100-\u11ff"),
    ("uk", "іїєґІЇЄҐ"),
    ("ru", "\u0400-\u04ff"),
    ("fa", "پچژگکی"),
    ("ar", "\u0600-\u06ff"),
    ("he", "\u0590-\u05ff"),
    ("hi", "\u0900-\u097f"),
    ("th", "\u0e00-\u0e7f"),
    ("el", "\u0370-\u03ff\u1f00-\u1fff"),
    ("", "\u0980-\u0dff\u0e80-\u10ff\u1200-\u139f\u1780-\u17ff"),  # others, of which no line is kept
)
_SHARE = {"ja": 0.1, "uk": 0.05, "fa": 0.05}  # of the letters, where a language has others, too
_OTHERS = {"uk": "\u0400-\u04ff", "fa": "\u0600-\u06ff"}  # the letters that it has beside those that tell it
_ENOUGH = 0.4

# Small words, by language: those that none of the others has count two, the rest one.
_SMALL_WORDS = {
    "fr": "le la les un une des du de d l j m n s c qu et ou pour avec sans sous pas plus moins je nous vous mon ma mes est "
        "sont dans sur au aux cherche voudrais veux besoin quel quelle cadeau entre qui très bon marché mieux",
    "es": "el la los las un una unos unas de del y o para con sin bajo no más menos yo mi mis es son en por que al busco "
        "quiero necesito quisiera cuál regalo entre muy barato barata mejor donde algo",
    "pt": "o a os as um uma de do da dos das e ou para com sem até não mais menos eu meu minha é são em no na por que "
        "procuro quero preciso qual presente entre muito barato barata melhor algo",
    "it": "il lo la i gli le un uno una di del della dei delle d l e o per con senza sotto non più meno io mio mia è sono "
        "in nel nella che cerco voglio vorrei bisogno quale regalo tra fra molto economico economica qualcosa",
    "nl": "de het een van en of voor met zonder onder niet geen meer minder ik mijn is zijn in op die dat zoek wil welke "
        "cadeau tussen heel goedkoop goedkope beste iets",
    "sv": "en ett och eller för med utan under inte mer mindre jag min mitt är som på till söker vill vilken present mellan "
        "mycket billig billigt bästa något",
    "da": "en et og eller til med uden under ikke mere mindre jeg min mit er som på søger vil hvilken gave mellem meget "
        "billig billigt bedste noget",
    "no": "en et og eller til med uten under ikke mer mindre jeg min mitt er som på ser etter vil hvilken gave mellom "
        "veldig billig beste noe",
    "fi": "ja tai ilman alle ei enemmän vähemmän minä minun on ovat joka haluan etsin tarvitsen mikä lahja välillä hyvin "
        "halpa paras jotain",
    "pl": "i lub z ze bez pod do dla na w nie więcej mniej mój moja jest są który szukam chcę potrzebuję jaki prezent "
        "między bardzo tani tania najlepszy coś się",
    "cs": "a nebo s se bez pod do pro na v ve ne více méně můj moje je jsou který hledám chci potřebuji jaký dárek mezi "
        "velmi levný levná nejlepší něco",
    "tr": "ve veya için ile bir altında değil daha az çok ben benim olan istiyorum arıyorum lazım hangi hediye arası ucuz "
        "en iyi bana",
    "id": "dan atau untuk dengan tanpa di bawah tidak lebih kurang saya yang ada cari mau butuh mana hadiah antara sangat "
        "murah terbaik sesuatu",
    "vi": "và hoặc cho với không dưới hơn ít tôi của là có tìm muốn cần nào quà giữa rất rẻ tốt nhất một cái",
}  # fmt: skip
_MARKED = {
    "fr": "çœéèêàùûîôë", "es": "ñ¿¡", "pt": "ãõ", "it": "òì", "sv": "å", "da": "æø", "no": "æø", "fi": "ää", "pl": "ąćęłńśźż",
    "cs": "ěščřžůť", "tr": "ğışĞİŞ", "vi": "ăơưđạảấầẩậắặẹẻẽếềểệỉịọốồổộớờởợụủứừửựỳỵ",
}  # fmt: skip
_ENGLISH = frozenset(
    "the a an of for with without over or and not no is are what which who how my me we it this that these to from by at on "
    "than any some show find give need want looking below above about around between under only but in as i".split()
)
_WORD = pattern(r"[^\W\d_]+")
_LETTER = pattern(r"[^\W\d_]")
_SURE, _LEAST = 3, 2  # signs that a text needs, and with what alone it may be foreign where the catalog knows none of its words
_NORTHERN = frozenset(("da", "no", "sv"))  # who reads one of these reads the others


@dataclass(frozen=True, slots=True)
class Unspoken:
    """A text's language that is not understood.

    Attributes:
        code: ISO 639-1; empty where it is none of those that a line is kept for.
        line: what is said to whoever asks in it, in that language or else in English.
        telling: the words of the text that are no small words of that language.
    """

    code: str
    line: str
    telling: tuple[str, ...]


def unspoken(
    text: str, spoken: Collection[str], is_known: Callable[[str], bool], is_english: Callable[[str], bool]
) -> Unspoken | None:
    """The language of a text that none of those spoken is; None where it may be one of these, or a mere name.

    Args:
        text: the shopper's words.
        spoken: the codes of the languages that are understood.
        is_known: whether the catalog says a word. A text of nothing but such words, beside small ones, is a name there.
        is_english: whether a lower-case word is an ordinary one of English; asked only where signs are few.
    """
    words = _WORD.findall(text)
    code, signs = _by_script(text), _SURE
    if code is None:
        code, signs = _by_small_words([word.lower() for word in words])
    if code is None or code in spoken:
        return None
    small = _small_words().get(code) or (frozenset() if code else _all_small_words())
    telling = tuple(word for word in words if word.lower() not in small)
    if not telling or (small and all(word[0].isupper() for word in telling)):
        return None  # "La Vieille Ferme", "Château de Pez"
    if all(map(is_known, telling)):
        return None
    if signs < _SURE and (len(telling) < 2 or any(is_english(word.lower()) or is_known(word) for word in telling)):
        return None  # "die cast car"
    return Unspoken(code, _lines().get(code, _UNKNOWN), telling)


def _by_script(text: str) -> str | None:
    letters = len(_LETTER.findall(text))
    for code, own in _SCRIPTS:
        told = len(pattern(f"[{own}]").findall(text))
        whole = len(pattern(f"[{_OTHERS.get(code, own)}]").findall(text))
        least = _SHARE.get(code, _ENOUGH)
        if told and told >= least * letters and (code == "ja" or whole >= _ENOUGH * letters):
            return code
    return None


def _by_small_words(words: list[str]) -> tuple[str | None, int]:
    """The language with the most signs, where they outweigh the English ones, and how many; empty where several have them."""
    english = sum(word in _ENGLISH for word in words)
    scores = {code: _score(code, words) for code in _small_words()}
    best = max(scores.values())
    if best < _LEAST or best <= 2 * english:
        return None, 0
    first, *others = (code for code, score in scores.items() if score == best)
    return ("" if set(others) - _NORTHERN else first), best


def _score(code: str, words: list[str]) -> int:
    """The signs of a language: its small words, and once a letter of its own, which a name may have."""
    small, own = _small_words()[code], _own_words()[code]
    said = [word for word in words if word in small and (word not in _ENGLISH or word in own)]
    marked = any(letter in _MARKED.get(code, "") for word in words for letter in word)
    signs = sum(2 if word in own else 1 for word in set(said)) + marked if said else 0
    return signs if len(set(said)) > 1 else min(signs, _LEAST)  # one small word may be a name's: "café au lait"


@cache
def _lines() -> dict[str, str]:
    rows = (line.split("|") for line in _LINES.strip().splitlines())
    return {code: line for code, _, line in rows}


@cache
def _small_words() -> dict[str, frozenset[str]]:
    return {code: frozenset(words.split()) for code, words in _SMALL_WORDS.items()}


def _all_small_words() -> frozenset[str]:
    return frozenset().union(*_small_words().values())


@cache
def _own_words() -> dict[str, frozenset[str]]:
    """The small words that no other language here has, of two letters at the least."""
    all_words = [word for words in _small_words().values() for word in words]
    return {
        code: frozenset(word for word in words if all_words.count(word) == 1 and len(word) > 1 and word not in _ENGLISH)
        for code, words in _small_words().items()
    }

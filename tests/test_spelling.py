"""Typos and spellings, and the list of words that they are read against."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopcli.index.parts.wordlist import WordList, WordListWriter
from shopcli.index.storage.manifest import LEARNED
from shopcli.need.languages.en.spelling import SPELLING
from shopcli.need.spelling import Correction, Speller
from shopcli.types import Product

# A department store in small: how many products use each word.
STORE = {
    "accessories": 40, "adapter": 90, "adjustable": 60, "air": 30, "bank": 12, "battery": 200, "black": 400,
    "blanket": 15, "bluetooth": 120, "boots": 30, "bottle": 25, "bracket": 10, "cable": 300, "camera": 80, "canvas": 20,
    "cardigan": 8, "case": 150, "cereal": 10, "charger": 60, "chocolate": 30, "coffee": 40, "colour": 350, "cotton": 90,
    "cover": 80, "cross": 6, "cushion": 12, "dress": 50, "e-reader": 4, "ergonomic": 20, "ethernet": 40, "external": 50,
    "fibre": 20, "fryer": 4, "gaming": 70, "graphics": 60, "grey": 100, "hardcover": 30, "headphones": 60, "headset": 30,
    "jacket": 40, "jewellery": 10, "kettle": 12, "keyboard": 80, "label": 30, "laptop": 150, "leather": 50, "litre": 20,
    "memory": 100, "metre": 30, "microphone": 25, "milk": 20, "monitor": 70, "mouse": 60, "necklace": 9, "noise": 15,
    "notebook": 90, "novel": 35, "olive": 8, "organise": 3, "organic": 22, "paperback": 50, "phone": 80, "photo": 60,
    "pillow": 12, "portable": 60, "power": 160, "printer": 70, "print": 90, "projector": 15, "rechargeable": 25,
    "router": 20, "samsung": 60, "scanner": 18, "scarf": 14, "screen": 90, "set": 60, "shampoo": 9, "shirt": 60,
    "skirt": 20, "slippers": 9, "smartphone": 40, "speaker": 40, "speakers": 30, "stick": 30, "storage": 70,
    "strawberry": 6, "sweater": 20, "t-shirt": 25, "tablet": 40, "television": 10, "thriller": 12, "toaster": 10,
    "towel": 18, "trousers": 25, "tyre": 5, "umbrella": 7, "usb": 150, "vanilla": 9, "wallet": 12, "watch": 40,
    "waterproof": 45, "wi-fi": 60, "wireless": 180, "wool": 25, "yoghurt": 6,
}  # fmt: skip


class Counted:
    """Words and counts, in memory."""

    def __init__(self, counts: dict[str, int]) -> None:
        self._counts = counts
        self.words = sorted(counts)

    def count(self, word: str) -> int:
        return self._counts.get(word, 0)


SPELLER = Speller(Counted(STORE), SPELLING)


def read(text: str) -> list[tuple[str, str, str]]:
    return [(c.said, c.meant, c.kind) for c in SPELLER.corrections(text)]


TYPOS = """
wireles wireless | samsumg samsung | headfones headphones | keybord keyboard | labtop laptop | moniter monitor | mous mouse
bluetoth bluetooth | blutooth bluetooth | charjer charger | baterry battery | batery battery | fone phone | foto photo
speeker speaker | tabelt tablet | tablit tablet | printr printer | scaner scanner | camara camera | cammera camera
projecter projector | ruoter router | adaptr adapter | ethernat ethernet | microfone microphone | smartfone smartphone
memmory memory | memry memory | grafics graphics | headest headset | waterprof waterproof | notbook notebook | kable cable
cabel cable | gamming gaming | lether leather | wirless wireless | stroage storage | externel external | portible portable
televison television | rechargable rechargeable | adjustible adjustable | ergnomic ergonomic | accesories accessories
cardigen cardigan | sweather sweater | trowsers trousers | jaket jacket | coton cotton | choclate chocolate | cofee coffee
strawbery strawberry | shampo shampoo | orgnaic organic | paperbak paperback | thriler thriller | umbrela umbrella
neclace necklace | blankit blanket | kettel kettle
""".strip().replace("\n", " | ").split(" | ")  # fmt: skip


@pytest.mark.parametrize("typo", TYPOS)
def test_a_typo_is_read_as_the_word_of_the_catalog(typo):
    said, meant = typo.split()
    assert [(c.said, c.meant) for c in SPELLER.corrections(said)] == [(said, meant)]


def test_a_correction_says_where_it_stands():
    assert SPELLER.corrections("a wireles mous, please") == [
        Correction(2, 9, "wireles", "wireless", "typo"),
        Correction(10, 14, "mous", "mouse", "typo"),
    ]


def test_a_word_written_as_it_sounds_is_a_spelling_and_a_slip_is_a_typo():
    assert read("fone labtop") == [("fone", "phone", "spelling"), ("labtop", "laptop", "typo")]


def test_the_case_of_the_request_is_kept():
    assert read("Samsumg's KEYBORD") == [("Samsumg", "Samsung", "typo"), ("KEYBORD", "KEYBOARD", "typo")]


def test_marks_and_chinese_part_words():
    assert [c.meant for c in SPELLER.corrections("(wireles)/keybord; 买moniter鼠标, “labtop”.")] == [
        "wireless", "keyboard", "monitor", "laptop"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "usb-stick", "usb stick", "USB sticks", "noise-cancelling headphones", "noise cancelling", "headset", "head set",
        "keyboards", "a keyboard's case", "batteries", "cables and cases", "scarves", "dresses",
    ],
)  # fmt: skip
def test_what_the_catalog_uses_in_any_number_is_left_alone(text):
    assert read(text) == []


# Ordinary English that the store does not use: none may become one of its words, however near.
ORDINARY = """
tent grandmother comfy ability absence abroad actor address adult adventure advice afternoon airport alarm alone
amount anchor angel angry animal answer apple april apron arena argue arrow artist asleep aunt autumn avenue awake
bacon badge baker balcony ballet banana banker barber barrel basin basket beard beauty beetle berry bitter blade blind
block blouse board boast bottom bounce brain branch brave bread breakfast breeze bridge brother bubble bucket budget
bullet bunny burger butter button cabbage cabin cactus camel candle captain careful carrot castle cattle cellar cherry
chicken children chimney church cinema circus clever cliff clock closet cloud clown coach coast comet cookie corner
cousin cradle cranky creek cricket crown curtain dagger dairy daisy dancer danger daughter dentist desert diamond
dinner doctor dolphin donkey dragon drawer dream driver drum eagle early easter elbow elephant engine evening fairy
family farmer father feather fence ferry festival finger flame flower forest fountain friend frozen garden garlic
gentle ghost giant ginger giraffe glacier glove goose gravel grape guest guitar hammer harbor hazel heaven hockey
honest hungry hunter husband island jungle kitten ladder laundry lemon lesson letter lizard magnet marble mirror
moment monkey morning mother mountain muffin mustard napkin nephew nurse orange orchard oyster parent parrot peanut
pencil pepper picnic pigeon pirate planet pocket prince pumpkin puppy purple rabbit raisin ribbon river rocket saddle
sailor salmon sandal shower silver sister smooth spider spoon spring squirrel stable summer sunset thunder ticket
tiger tomato tractor turkey turtle uncle valley velvet violin walnut water whisper window winter wizard yellow younger
zebra selfie hoodie emoji vlog
""".split()


@pytest.mark.parametrize("word", ORDINARY)
def test_ordinary_english_that_the_catalog_lacks_is_left_alone(word):
    assert read(word) == []


@pytest.mark.parametrize(
    "text",
    ["T5600", "M185 keybord1", "DDR", "HDMI", "MOUS", "iPohne", "usb3.0", "mse", "kbd", "20.5cm", "a@keybord.com",
     "keybord.com", "x_keybord"],
)  # fmt: skip
def test_codes_numbers_abbreviations_and_addresses_are_left_alone(text):
    assert read(text) == []


@pytest.mark.parametrize(
    "brand", ["Crocs", "Nike", "Oppo", "Fitbit", "Garmin", "Jansport", "Lacoste", "Nestle", "Xiaomi", "oneplus"]
)
def test_a_brand_that_the_catalog_lacks_is_not_taken_for_a_slip(brand):
    assert read(brand) == []


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("color", "colour"), ("colors", "colours"), ("gray", "grey"), ("meter", "metre"), ("liters", "litres"),
        ("fiber", "fibre"),
        ("jewelry", "jewellery"), ("tire", "tyre"), ("organize", "organise"), ("yogurt", "yoghurt"), ("wifi", "wi-fi"),
        ("tshirt", "t-shirt"), ("ereader", "e-reader"), ("lap-top", "laptop"), ("key-board", "keyboard"),
        ("powerbank", "power bank"),
        ("airfryer", "air fryer"),
    ],
)  # fmt: skip
def test_another_right_spelling_becomes_the_one_of_the_catalog(said, meant):
    assert read(said) == [(said, meant, "variant")]


def test_american_catalogs_are_asked_in_british():
    american = Speller(Counted({"color": 9, "gray": 9, "aluminum": 9, "organizer": 9, "labeling": 9, "tire": 9}), SPELLING)
    said = american.corrections("grey aluminium organiser in any colour for labelling tyres")
    assert [(c.meant, c.kind) for c in said] == [
        (word, "variant") for word in ("gray", "aluminum", "organizer", "color", "labeling", "tires")
    ]


def test_a_word_is_not_corrected_where_english_has_a_nearer_one():
    assert read("tabel") == []  # table, which the store lacks, rather than its label


def test_of_two_words_about_as_near_neither_is_chosen():
    rivals = Speller(Counted({"marker": 30, "market": 30}), SPELLING)
    assert rivals.corrections("markex") == []


def test_the_commoner_of_two_words_as_near_is_chosen():
    rivals = Speller(Counted({"marker": 3, "market": 300}), SPELLING)
    assert [c.meant for c in rivals.corrections("markex")] == ["market"]


def test_a_request_in_another_language_is_left_alone():
    assert read("Ich suche eine kabellose Maus und einen Koffer mit Beleuchtung") == []


def test_an_empty_catalog_corrects_nothing():
    assert Speller(Counted({}), SPELLING).corrections("a wireles mous in gray") == []


@given(
    st.one_of(
        st.text(max_size=200), st.lists(st.sampled_from([*TYPOS, "wifi", "-", "'s", "鼠", "T5", "’"]), max_size=9).map(" ".join)
    )
)
def test_corrections_are_disjoint_and_in_order_whatever_is_asked(text):
    end = 0
    for correction in SPELLER.corrections(text):
        assert end <= correction.start < correction.end <= len(text)
        assert text[correction.start : correction.end] == correction.said
        assert correction.meant and correction.meant.lower() != correction.said.lower()
        end = correction.end


@given(st.lists(st.text(alphabet="abcdefghijklmnopqrstuvwxyz-'’", max_size=14), max_size=40).map(" ".join))
def test_any_letters_are_read_without_a_crash(text):
    assert all(text[c.start : c.end] == c.said for c in SPELLER.corrections(text))


def saved(tmp_path, *products: Product) -> WordList:
    writer = WordListWriter()
    for product in products:
        writer.add(product)
    (tmp_path / LEARNED).mkdir()
    writer.save(tmp_path)
    return WordList.open(tmp_path / "wordlist")


MUG = Product(
    "1", "Blue Mug", "A mug for tea, hand-made. Oddword.", "Kilnhouse", "Cups", attributes={"glaze_colour": "sea green"}
)
CUP = Product("2", "Cup T5600, Wi-Fi 鼠标", "Tea's cup in sea green, for tea.", attributes={"note": "tea " * 40, "safe": True})


def test_the_list_counts_the_products_that_use_a_word(tmp_path):
    words = saved(tmp_path, MUG, CUP)
    assert [(word, words.count(word)) for word in words.words] == [
        ("blue", 1), ("cup", 1), ("cups", 1), ("fi", 1), ("for", 2), ("green", 2), ("kilnhouse", 1), ("mug", 1), ("sea", 2),
        ("tea", 2), ("wi", 1), ("wi-fi", 1),
    ]  # fmt: skip


def test_a_word_of_one_description_alone_is_not_kept(tmp_path):
    words = saved(tmp_path, MUG, CUP)
    assert "oddword" not in words
    assert "mug" in words
    assert words.count("oddword") == 0


def test_an_empty_catalog_has_no_words(tmp_path):
    words = saved(tmp_path)
    assert (len(words), list(words.words), "a" in words) == (0, [], False)


def test_files_that_do_not_belong_together_are_refused(tmp_path):
    saved(tmp_path, MUG, CUP)
    np.save(tmp_path / "wordlist.npy", np.zeros(3, np.int32))
    with pytest.raises(ValueError, match="wordlist holds 12 words and 3 counts"):
        WordList.open(tmp_path / "wordlist")


def test_the_saved_list_spells_a_request(tmp_path):
    speller = Speller(saved(tmp_path, MUG, CUP), SPELLING)
    assert [c.meant for c in speller.corrections("a gren mug by Kilnhuose")] == ["green", "Kilnhouse"]


def test_the_words_are_sorted_so_that_they_can_be_searched(tmp_path):
    words = saved(tmp_path, MUG, CUP).words
    assert [words[bisect_left(words, word)] for word in words] == list(words)


@pytest.mark.parametrize(("word", "meant"), [("wiht", "with"), ("wtihout", "without"), ("taht", "that"), ("wohs", None)])
def test_a_small_word_with_two_letters_swapped_is_read_as_it_was_meant(word, meant):
    meanings = [correction.meant for correction in SPELLER.corrections(f"mouse {word} cable")]
    assert meanings == ([meant] if meant else [])

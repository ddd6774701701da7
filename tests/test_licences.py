"""Licences: the tables that are shipped, how a table is read, and what is said of fields with and without a licence."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from shopcli.types import Fact
from shopcli.write.wording.articles import article, with_article
from shopcli.write.wording.frames import worded
from shopcli.write.wording.licences import LicenceTable, key_of, kinds_of, licence_of, licences, read_licences
from shopcli.write.wording.phrases import phrases_of
from shopcli.write.wording.value_tests import holds

LANGUAGES = ("en", "zh")
TABLE = """# a remark
= burn time; burning time | time
v burns for {}
> longer burning | shorter burning
+ more
? how long it burns

= lid; lids | yes
v has a lid
l has no lid
l needs a lid | if yes

= wick | choice, text
n1 a {} wick
n2 {} wicks
! clean if cotton, wood
= lid material | choice
q {f} {}
= burning time | count
q {} minutes
"""
GERMAN = """= Brenndauer; burn time | time
v brennt {}
"""


def said(field: str, value: object, form: str, unit: str | None = None, language: str = "en") -> tuple[str, ...]:
    return phrases_of(worded(Fact(field, value, unit)), language).forms.get(form, ())


def key_as_text(name: str) -> str:
    return name if name.startswith("*") else " ".join(key_of(name))


def head(name: str, kind: str, table: LicenceTable):
    return table.get((key_of(name), kind))


# --- the tables that are shipped


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_of_a_table_is_read_and_every_name_leads_to_its_head(language):
    table = licences(language)
    for licence in table.values():
        assert licence.names and licence.kinds and (licence.wordings or licence.asked)
        for name in licence.names:
            key = (name,) if name.startswith("*") else key_of(name)
            assert {kind: table.get((key, kind)) for kind in licence.kinds} == dict.fromkeys(licence.kinds, licence)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_name_stands_in_two_heads_of_one_kind(language):
    heads = Counter(
        (name, kind)
        for licence in licences(language).values()
        for name, kind in {
            (" ".join(key_of(name)) if name[0] != "*" else name, kind) for name in licence.names for kind in licence.kinds
        }
    )
    assert [name for name, count in heads.items() if count > 1] == []


@pytest.mark.parametrize(("language", "least"), [("en", 1400), ("zh", 950)])
def test_a_table_has_so_many_heads(language, least):
    assert len(list(licences(language).values())) >= least


@pytest.mark.parametrize("language", LANGUAGES)
def test_wordings_hold_no_braces_but_for_the_value_and_the_name(language):
    texts = [w.text for licence in licences(language).values() for said in licence.wordings.values() for w in said]
    assert [text for text in texts if re.search(r"[{}]", re.sub(r"\{\}|\{f(?::[\w ]+)?\}", "", text))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_verbs_are_those_of_the_heads(language):
    verbs = {w.text.split()[0].casefold() for licence in licences(language).values() for w in licence.wordings.get("verb", ())}
    assert licences(language).first_verbs == verbs


def test_a_language_without_a_table_has_no_licences():
    assert list(licences("xx").values()) == []
    assert licences("xx").get((("weight",), "mass")) is None


# --- reading a table


def test_a_head_is_read_with_all_its_lines():
    burns, lid, wick, *_ = read_licences(TABLE)
    assert (burns.names, burns.kinds) == (("burn time", "burning time"), ("time",))
    assert (burns.comparative, burns.better, burns.asked) == (
        ("longer burning", "shorter burning"),
        "more",
        ("how long it burns",),
    )
    assert [(wording.text, wording.test) for wording in lid.wordings["lack"]] == [("has no lid", ""), ("needs a lid", "yes")]
    assert [wording.number for wording in wick.wordings["noun"]] == ["one", "several"]
    assert (wick.kinds, wick.grants) == (("choice", "text"), (("clean", "cotton, wood"),))


@pytest.mark.parametrize("text", ["v has a lid", "= lid | yes\nx has a lid", "= lid | yes\n+ better"])
def test_a_line_that_is_none_of_its_kinds_is_named(text):
    with pytest.raises(ValueError, match="not a line of a licence: "):
        list(read_licences(text))


def test_a_head_that_is_not_asked_for_is_not_read():
    table = LicenceTable("= lid | yes\nv has a lid\n= wick | yes\nbroken\n")
    assert head("lid", "yes", table).names == ("lid",)
    with pytest.raises(ValueError, match="broken"):
        head("wick", "yes", table)


def test_a_name_leads_to_the_head_of_its_kind_whatever_its_number_spelling_and_joints():
    table = LicenceTable(TABLE)
    assert head("Burn_Times", "time", table).names[0] == "burn time"
    assert head("total burning-time", "count", table).names == ("burning time",)
    assert head("burn time", "mass", table) is None
    assert key_of("Product Colors") == key_of("colour")
    assert key_of("lidMaterial") == ("lid", "material")


def test_a_table_of_another_language_knows_a_field_by_its_english_names():
    table = LicenceTable(GERMAN, LicenceTable(TABLE))
    assert head("burning time", "time", table) is head("Brenndauer", "time", table)
    assert head("burning time", "count", table) is None
    assert head("lid", "yes", table) is None


# --- kinds of value


@pytest.mark.parametrize(
    ("fact", "kinds"),
    [
        (Fact("vegan", True), ("yes",)),
        (Fact("vegan", "no"), ("yes",)),
        (Fact("weight", 420.0, "g"), ("mass",)),
        (Fact("seats", 3.0), ("count", "rating")),
        (Fact("players", "2-4"), ("range", "size", "choice", "text")),
        (Fact("care", "Wash it by hand and dry it flat."), ("text",)),
        (Fact("burn time", "40 h"), ("time", "choice", "text")),
        (Fact("grape", "Silvaner"), ("choice", "text")),
    ],
)
def test_a_value_is_of_the_kinds_that_it_may_be_taken_as(fact, kinds):
    assert tuple(kinds_of(fact)) == kinds


# --- tests on values


@pytest.mark.parametrize(
    ("test", "fact", "passes"),
    [
        ("", Fact("x", "anything"), True),
        (">= 50 m", Fact("depth", 100.0, "m"), True),
        (">= 50 m", Fact("depth", 50.0, "m"), True),
        (">= 50 m", Fact("depth", 4000.0, "cm"), False),
        ("<= 1 kg", Fact("weight", 900.0, "g"), True),
        ("< 3", Fact("seats", 3.0), False),
        ("= 3", Fact("seats", 3.0), True),
        ("> 1 h", Fact("weight", 900.0, "g"), False),
        (">= 50 m", Fact("depth", "deep"), False),
        ("IPX7, IP68", Fact("protection", "ip68"), True),
        ("IPX7, IP68", Fact("protection", "IP67"), False),
        ("yes", Fact("lid", True), True),
    ],
)
def test_a_test_holds_for_just_the_values_that_pass(test, fact, passes):
    assert holds(test, fact) is passes


# --- what is said


@pytest.mark.parametrize(
    ("field", "value", "unit", "form", "wording"),
    [
        ("weight", 420.0, "g", "verb", "weighs 420 g"),
        ("Product weight", 12.0, "kg", "verb", "weighs 12 kg"),
        ("alcohol", "12 %", None, "noun", "12 % alcohol"),
        ("material", "Steel", None, "adjective", "made of steel"),
        ("vegan", True, None, "adjective", "vegan"),
        ("dishwasher safe", False, None, "lack", "does not go in the dishwasher"),
        ("seats", 3.0, None, "verb", "seats 3"),
        ("battery life", 18.0, "day", "clause", "the battery lasts 18 days"),
        ("child lock", True, None, "verb", "has a child lock"),
    ],
)
def test_a_listed_field_is_said_as_people_say_it(field, value, unit, form, wording):
    assert said(field, value, form, unit)[0] == wording


def test_a_yes_is_no_lack_and_a_no_is_nothing_else():
    assert said("vegan", True, "lack") == ()
    assert {
        form for form in ("verb", "adjective", "noun", "quantity", "clause") if said("dishwasher safe", False, form)
    } == set()


@pytest.mark.parametrize(
    ("field", "value", "form", "wording"),
    [
        ("glow ring", True, "noun", "a glow ring"),
        ("glow rings", True, "noun", "glow rings"),
        ("glow ring", False, "lack", "has no glow ring"),
        ("number of glow rings", 4.0, "noun", "4 glow rings"),
        ("glow ring material", "Brass", "clause", "its glow ring is brass"),
        ("contains wheat germ", False, "lack", "contains no wheat germ"),
    ],
)
def test_a_field_that_no_licence_names_is_said_by_its_own_name(field, value, form, wording):
    assert licence_of(Fact(field, value), "en") is None
    assert wording in said(field, value, form)


def test_a_value_that_tells_how_far_its_name_holds_is_said_so_whatever_the_field():
    assert said("glow ring", "not included", "lack")[0] == "comes without a glow ring"
    assert said("glow ring", "required", "lack")[0] == "needs a glow ring"


def test_a_no_is_never_said_as_what_is_needed():
    assert said("glow ring", "N", "lack")[0] == "has no glow ring"


def test_a_bare_number_takes_the_unit_that_its_field_names():
    assert said("weight (g)", 420.0, "verb")[0] == "weighs 420 g"


@pytest.mark.parametrize(
    ("noun", "first"),
    [
        ("hood", "a hood"),
        ("engine", "an engine"),
        ("spring", "a spring"),
        ("USB port", "a USB port"),
        ("unit", "a unit"),
        ("LED lamp", "an LED lamp"),
        ("GPS", "GPS"),
        ("silent clicks", "silent clicks"),
        ("lighting", "lighting"),
    ],
)
def test_a_noun_takes_the_article_that_its_sound_and_number_ask_for(noun, first):
    assert with_article(noun)[0] == first


def test_an_article_goes_by_the_sound_of_what_it_stands_before():
    assert [article(word) for word in ("8 mm drop", "11 l pot", "80 cm pole", "7 l pot", "one")] == [
        "an",
        "an",
        "an",
        "a",
        "an",
    ]

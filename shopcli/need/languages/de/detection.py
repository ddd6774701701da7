"""Whether a text is German, from its small words: what German alone has counts double, what others have too counts once."""

from __future__ import annotations

import re

from shopcli.util.lazy_regex import pattern

_WORD = pattern(r"[^\W\d_]+")
_FROM_A_NUMBER = pattern(r"(?<!\w)ab (?=\d)", re.IGNORECASE)
_MARKED = pattern(r"[äöüß]")
_SURE = 2  # what a text needs to be German: one word that no other language has, or two that others have too

_OWN = frozenset(
    """
    eine einen einem einer eines kein keine keinen keinem keiner keins nicht nichts und oder aber auch nur noch schon ohne mit
    für fuer unter zwischen bis höchstens hoechstens mindestens mehr weniger etwa ungefähr außer ausser statt sowie bitte danke
    gerne möglichst möchte moechte möchten suche suchen brauche brauchen hätte gibt ich wir ihr euch euer eure eurer euren mich
    meine meinen meiner meinem unser unsere sich ihn ihm welche welcher welches welchen welchem wieviel wieviele viele wieso
    warum wann wofür womit woraus ist sind habt haben kostet wiegt wiegen passt passen zeig zeige zeigt zeigen vergleiche
    vergleich führt verkauft empfehlt empfehle empfehlen lieber stattdessen etwas irgendwas anders anderer anderes vom zur beim
    nach gegen damit dazu davon dafür
    billig billige billigen billiger billiges billigste billigsten billigster billigstes günstig günstige günstigen günstiger
    günstiges günstigste günstigsten günstigster günstigstes guenstig preiswert preiswerte preiswerter preiswertes preiswerteste
    teuer teure teuren teurer teures teuerste teuersten teuerster teuerstes leicht leichte leichten leichter leichtes leichteste
    leichtesten leichter schwer schwere schwerer schwerste kleiner kleinere kleinste kleinsten größer größere größte größten
    größter größtes groß große großen großer großes groesser groesste größe groesse grösse längste kürzeste schnellste neueste
    neuste stärkste hellste dünnste breiteste höchste niedrigste zweitbilligste zweitgünstigste zweitleichteste zweitgrößte
    schwarz schwarze schwarzen schwarzer schwarzes weiß weiße weißen weißer weißes weisse roten roter rotes blau blaue blauen
    blauer blaues grün grüne grünen grüner grünes gelb gelbe gelben gelbes graue grauen graues braune braunen braunes
    tschüss tschüß
    egal zurück erste ersten zweite zweiten dritte dritten vierte vierten fünfte fünften letzte letzten weitere weiteren
    kategorien kategorie warengruppen warengruppe produktgruppen produktgruppe gruppen marke marken sorten größen materialien
    farben preisspanne durchschnittlich rückgängig nochmal wiederholen stück jemanden damen herren mädchen frauen männer
    """.split()
)
# German, and written so in Dutch or in a name, too.
_SHARED = frozenset(
    """
    der das den dem des ein es sie er von auf wie wer rote alle euro nein ja wenn kosten andere anderen über ab als aus bei im
    zum mein mir wo um alles neu lila rosa maximal kinder kindern jungen grau
    """.split()
)
# Behind these a noun, with the capital that every German noun has, is one more sign; "von Trier" and "van der Rohe" are names.
_BEFORE_A_NOUN = frozenset("dem des auf kosten ab aus bei im zum mein".split())
_ENGLISH = frozenset(
    """
    the a of for with without over or and not no is are what which who how many much do does did have has you your i my me we it
    its that this these those to from by at on than any some show find give need want looking cheapest cheaper below above
    about around between under only but
    """.split()
)


def is_german(text: str) -> bool:
    """Whether a text holds enough German words, and more of them than of English ones.

    A lone loan word is none of these, nor is a name with an umlaut or an abbreviation: "Häagen-Dazs", "kindergarten", "MIT".
    What English writes alike says nothing: "die", "was", "hat".
    """
    german, english = len(_FROM_A_NUMBER.findall(text)), 0
    before, shouts = "", text.isupper()
    for written in _WORD.findall(text):
        word = written.lower()
        if (before in _BEFORE_A_NOUN and written.istitle()) or (before == "in" and word in ("der", "dem")):
            german += 1
        before = word
        if word in _OWN:
            german += _SURE if shouts or len(word) == 1 or not written.isupper() else 0
        elif word in _SHARED or _MARKED.search(word):
            german += 1
        elif word in _ENGLISH:
            english += 1
    return german >= _SURE and german > _SURE * english


def is_described_in_german(title: str) -> bool:
    """Whether a product of that title is described in German."""
    return is_german(title)

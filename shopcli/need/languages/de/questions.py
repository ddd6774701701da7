"""How German asks about a catalog, and how it is answered."""

# Patterns read best on one line each.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Mapping

from shopcli.need.languages.question_grammar import QuestionGrammar, forms
from shopcli.util.lazy_regex import pattern

# --- the forms --------------------------------------------------------------------------------------------------------

_HAVE = (
    r"(?:ihr habt|es gibt|sie haben|habt ihr|haben sie|hast du|führt ihr|führen sie|verkauft ihr|verkaufen sie|bietet ihr|gibt es|gibt's|gibts|sind|ist|stehen|steht"
    r"|sind vorhanden|existieren|finde ich|kann ich (?:kaufen|bestellen)|bekomme ich|hat (?:der|euer) (?:shop|laden)|habt|führt)"
)
_WHERE = (
    r"(?:hier|da|bei euch|bei ihnen|insgesamt|derzeit|aktuell|momentan|zurzeit|noch|auch|denn|eigentlich|überhaupt|vorrätig|auf lager"
    r"|verfügbar|lieferbar|erhältlich|zu kaufen|zur auswahl|im angebot"
    r"|i[mn] (?:eurem |ihrem |dem |diesem |der |eurer )?(?:shop|laden|geschäft|katalog|sortiment|angebot|auswahl|bestand|store))"
)
_YOU_HAVE = rf"(?: {_HAVE})?(?: {_WHERE}){{0,3}}"
_THING = r"(?P<thing>\b(?=\S)[^?]{1,150}?)"
_MORE = r"(?P<more>(?:,? [^?]{1,200})?)"
_MAKERS = r"(?:Marken|Hersteller[n]?|Produzenten|Markennamen)"
_GENERIC = r"(?:Artikeln?|Produkt(?:en?)?|Sachen?|Waren?|Dinge?|Modell(?:en?)?|Teile?|Angebote?)"
# A group of goods by its name: "in der Warengruppe Tee", "aus der Kategorie Gewürze".
_GROUP = r"(?:in|aus|zu|unter) (?:der|den) (?:Waren|Produkt|Artikel|Ober|Unter)?(?:gruppen?|kategorien?|klassen?|rubrik|abteilung|sparte)"

_COUNT = forms(
    "count",
    rf"(?:wie ?viele?) {_GENERIC} {_HAVE}(?: {_WHERE}){{0,2}} {_GROUP} {_THING}(?: {_WHERE}){{0,2}}",
    rf"(?:wie ?viele?) {_GENERIC} {_GROUP} {_THING}{_YOU_HAVE}",
    rf"(?:wie ?viele?) (?P<thing>\b[^?]{{1,100}}?) {_HAVE}(?: {_WHERE}){{0,2}}(?: {_GROUP})(?P<more> [^?]{{1,100}}?)",
    rf"(?:wie ?viele?) {_THING} {_HAVE}(?: {_WHERE}){{0,3}}{_MORE}",
    rf"(?:wie ?viele?) {_THING} (?P<more>(?:kosten|wiegen|mit|unter|über|von|für|aus|ohne|haben|hat|enthalten) [^?]{{1,200}})",
    rf"(?:wie ?viele?) {_THING}{_YOU_HAVE}",
    rf"(?:wie (?:hoch|groß) ist |was ist |nenne? (?:mir )?)?die (?:Anzahl|Zahl) (?:der|an|von) {_THING}",
    r"wie (?:groß|umfangreich) ist (?:der|das|euer|ihr|die) (?:Katalog|Sortiment|Auswahl|Angebot)(?: (?:an|von) (?P<thing>[^?]{1,150}))?",
)
_AVERAGE = forms(
    "average",
    rf"(?:was|wie ?viel) (?:kosten|kostet) {_THING} (?:im (?:Durchschnitt|Schnitt|Mittel)|durchschnittlich|normalerweise|üblicherweise|in der Regel)",
    rf"(?:was|wie ?viel) (?:kosten|kostet) (?:im (?:Durchschnitt|Schnitt|Mittel)|durchschnittlich|normalerweise|üblicherweise) {_THING}",
    rf"(?:wie (?:hoch|teuer) ist |was ist |wie lautet )?(?:der |euer )?(?:durchschnittliche|mittlere|typische)r? Preis (?:von|für|der|aller) {_THING}{_YOU_HAVE}",
    rf"(?:wie (?:hoch|teuer) ist |was ist |wie lautet )?(?:der |euer )?Durchschnittspreis(?: (?:von|für|der|aller) {_THING})?{_YOU_HAVE}",
    rf"wie teuer (?:sind|ist) {_THING} (?:im (?:Durchschnitt|Schnitt|Mittel)|durchschnittlich|normalerweise)",
)
_NOT_ONE = r"(?!(?:das|die|der|sie|es|er|diese|dieser|dieses|den)(?: (?:erste|zweite|dritte|vierte|letzte)\w?)?\Z)"
_RANGE = forms(
    "price range",
    rf"(?:wie ist |was ist |welche )?(?:die )?(?:Preisspanne|Preisbereich|Preisrahmen)(?: (?:von|für|der|bei|haben) {_THING})?{_YOU_HAVE}",
    rf"in welche[rm] (?:Preisspanne|Preisbereich|Preisklasse|Preisrahmen) (?:liegen|sind|gibt es) {_THING}",
    rf"(?:was|wie ?viel) (?:kosten|kostet) (?:denn |bei euch )?{_NOT_ONE}(?:eine?n? )?{_THING}{_YOU_HAVE}",
    rf"(?:von|ab) wie ?viel (?:euro )?(?:bis wie ?viel (?:euro )?)?(?:gibt es|kosten|kostet) {_THING}",
    rf"wie (?:teuer|günstig|billig) (?:sind|ist) {_NOT_ONE}(?:eine?n? )?{_THING}",
)
_BRANDS = forms(
    "brands",
    rf"(?:welche|was für|wie ?viele) (?:verschiedenen? |anderen )?{_MAKERS} (?:von|für|bei|an|unter den) {_THING}{_YOU_HAVE}",
    rf"(?:welche|was für|wie ?viele) (?:verschiedenen? |anderen )?{_MAKERS}{_YOU_HAVE}(?: (?:bei|für|von|an|unter den|im bereich) {_THING})?",
    rf"(?:welche|was für) {_MAKERS} (?:machen|stellen|verkaufen|produzieren|haben|bieten) {_THING}(?: her| an)?",
    rf"von welchen {_MAKERS} (?:gibt es|habt ihr|sind|stammen|führt ihr|kommen) {_THING}",
    rf"(?:nenne?|zeige?|liste)(?: mir)? (?:alle |die )?{_MAKERS}(?: (?:von|für|bei) {_THING})?(?: auf)?",
    r"(?:alle )?Marken (?:im|in eurem) (?:Shop|Sortiment|Katalog|Laden)",
)
_COLOURS = forms(
    "colours",
    rf"in (?:welchen|wie ?vielen) Farben (?:gibt es|habt ihr|sind|führt ihr|bekomme ich|kommen|kommt) {_THING}(?: {_WHERE}){{0,2}}",
    rf"(?:welche|was für|wie ?viele) Farben (?:gibt es|habt ihr|führt ihr)(?: (?:bei|für|von) {_THING})?(?: {_WHERE}){{0,2}}",
    rf"welche Farben haben {_THING}",
)
# A word that the catalog has as a field of few values; which words those are only it knows.
_FIELD = r"(?P<field>[A-Za-zÄÖÜäöüß][A-Za-zÄÖÜäöüß -]{1,28}?)"
_VALUES = forms(
    "values",
    rf"(?:welche|was für|wie ?viele) (?:verschiedenen? |anderen )?{_FIELD} (?:von|für|bei|an|unter den) {_THING}{_YOU_HAVE}",
    rf"(?:welche|was für|wie ?viele) (?:verschiedenen? |anderen )?{_FIELD}{_YOU_HAVE}(?: (?:bei|für|von|an|unter den) {_THING})?",
    rf"in (?:welchen|wie ?vielen) {_FIELD} (?:gibt es|habt ihr|sind|führt ihr|bekomme ich|kommen|kommt) {_THING}(?: {_WHERE}){{0,2}}",
    rf"(?:nenne?|zeige?|liste)(?: mir)? (?:alle |die )?{_FIELD}(?: (?:von|für|bei) {_THING})?(?: auf)?",
)
_MOST = r"(?:der|die|das)"
_EXTREME = forms(
    "extreme",
    rf"(?:was|wer|welches|welcher|welche) (?:ist|sind) (?:denn )?(?:{_MOST}|eure?|euer) {_THING}(?: (?:was|die|den|das) ihr habt)?(?: {_WHERE}){{0,3}}",
    rf"(?:was|wie ?viel) (?:kostet|kosten) (?:{_MOST}|eure?|euer) {_THING}(?: {_WHERE}){{0,3}}",
    rf"wie (?:teuer|hoch) (?:ist|sind) (?:{_MOST}|eure?|euer) {_THING}(?: {_WHERE}){{0,3}}",
    rf"welche[rsn]? {_THING} (?:ist|sind|kostet) (?:{_MOST} )?(?P<order>[a-zäöüß ]{{4,40}}?)(?: {_WHERE}){{0,2}}",
    rf"(?:{_MOST} |eure? )?(?P<thing>\b[a-zäöüß]{{4,40}} {_GENERIC})(?: {_WHERE}){{0,3}}",
    rf"(?:zeige?(?: mir)? )?(?:{_MOST} )?(?P<thing>(?:zweit|dritt|viert|fünft)[a-zäöüß]{{4,30}} [^?]{{2,80}}?)(?: {_WHERE}){{0,3}}",
)
# What was shown is no question about the catalog.
_NOT_SHOWN = (
    r"(?!(?:die|der|das|den|sie|es|ihn|diese|dieser|dieses|welche|eine?[ns]?(?= in\b| mit\b| von\b)|davon|mehr|andere|noch|was|etwas"
    r"|in|aus|von|unter|über|ohne|mit|für)\b)"
)
_ANY = forms(
    "any",
    rf"(?:habt ihr|haben sie|hast du|führt ihr|führen sie|verkauft ihr|verkaufen sie|gibt es|gibt's|gibts)(?: (?:auch|denn|noch|bei euch|hier|eigentlich))* "
    rf"{_NOT_SHOWN}(?:irgendwelche |eine?[ns]? )?{_THING}(?: {_WHERE}){{0,3}}",
    rf"(?:sind|ist) {_NOT_SHOWN}{_THING} (?:verfügbar|vorrätig|auf lager|lieferbar|erhältlich)(?: {_WHERE})?",
    rf"(?:bekomme ich|kann ich) (?:hier|bei euch) {_NOT_SHOWN}{_THING}(?: kaufen| bestellen| bekommen)?",
)
_SAYS_NOTHING = rf"(?:(?:von|euren|eure|eurem|die|der|das|den|alle|aller|verschiedene[nr]?|unterschiedliche[nr]?|eine?[nrs]?|anderen?|sorten|arten|{_GENERIC})\b\s{{0,3}})"


# --- the words --------------------------------------------------------------------------------------------------------

_VERB_FIRST = re.compile(r"(?P<verb>kosten|wiegen|haben|hat|enthalten)\s+(?P<rest>.+)", re.IGNORECASE)
_LOOSE_ENDS = re.compile(
    r"\A[\s,;]+|(?:[\s,;]|\b(?:mit|ohne|für|und|oder|die|der|das|sind|ist|in|von|aus|bei|an|zu|ein|eine)$)+$", re.IGNORECASE
)


def _subject(parts: Mapping[str, str]) -> str:
    """The thing with what is asked of it, whose verb stands at the end of a German clause."""
    more = parts.get("more", "").strip(" ,")
    if verb := _VERB_FIRST.fullmatch(more):
        more = f", die {verb['rest']} {verb['verb']}"
    words = " ".join(filter(None, (parts.get("order", ""), parts.get("thing", ""), more)))
    return re.sub(r"\s+(?=[,.;:])", "", " ".join(words.split()))


def _tidy(subject: str) -> str:
    return _LOOSE_ENDS.sub("", " ".join(subject.split()))


def _things(subject: str, topic: str, _counted: bool) -> str:
    """What there is some number of. German plurals follow no rule, so that the shopper's own word stays as it is."""
    if not subject:
        return "Artikel"
    return f"Artikel zu „{subject}“"


def _naming(subject: str, topic: str, word: str, by_title: bool) -> str:
    says = f"mit „{word}“ im Titel" if by_title else f"mit der Angabe „{word}“"
    return ", ".join(filter(None, (says, _tidy(subject.replace(topic, " ", 1)))))


def _superlative(order: str, subject: str, topic: str) -> str:
    """ "„billigste Nudeln“", as the shopper has it: no ending of ours would fit a word whose gender is unknown."""
    order = re.sub(r"\A(?:der|die|das) ", "", order, flags=re.IGNORECASE)
    thing = subject if topic else f"Artikel {subject}".rstrip()
    return f"„{thing}, {order}“" if order.lower().startswith("am ") else f"„{order} {thing}“"


QUESTIONS = QuestionGrammar(
    hint=r"\b(?:wie|was|welche\w?|wer|wo|habt|haben|hast|gibt|gibt's|gibts|führt|führen|verkauft|sind|ist|anzahl|zahl|durchschnittspreis"
    rf"|preisspanne|bekomme|kann|von|nenne?|zeige?|liste|marken|in|ab|(?:zweit|dritt|viert|fünft)\w+|{_GENERIC})\b",
    asks=r"\?\s*\Z|\b(?:ist|sind|war|hat|haben|kann|können|wie|was|welche\w?|wer|wo|woher|woraus|wessen|kostet|wiegt|passt|gibt es)\b",
    opening=(
        r"\W{0,5}(?:(?:hallo|hi|hey|moin|guten tag|ok(?:ay)?|also|und|aber|auch|bitte|entschuldigung|sorry|nur mal|kurze frage"
        r"|(?:könnt ihr|kannst du|können sie) (?:mir )?(?:bitte )?sagen|sag(?:t|en sie)? mir(?: bitte)?|weißt du|wisst ihr"
        r"|ich (?:wüsste|möchte|würde) (?:gern(?:e)? )?wissen|mich interessiert)\b[\s,.:!-]{0,3}){0,4}"
    ),
    closing=r"(?:[\s?!.,]|\b(?:bitte|danke|denn|eigentlich|genau|ungefähr|überhaupt)\b[\s?!.]{0,3}$){1,6}$",
    signs={
        "brands": r"marke|hersteller|produzent",
        "colours": r"farbe",
        "count": r"viel|anzahl|zahl|umfangreich|wie groß",
        "average": r"schnitt|mittel|mittlere|normalerweise|üblicherweise|typisch|in der regel",
        "price range": r"preis|kost|viel|teuer|günstig|billig",
        "extreme": r"st(?:e[nrms]?)?\b|bewertet|preis|höchst|größt|niedrigst|maximal|minimal|meist|wenigst|geringst|kleinst",
    },
    forms=(*_BRANDS, *_COLOURS, *_VALUES, *_AVERAGE, *_EXTREME, *_COUNT, *_RANGE, *_ANY),
    # A wish for advice, a question about one product or about the shop's services, and what has been on the screen.
    never=(
        r"\b(?:empfehl\w*|empfiehl\w*|rat(?:et|en|schlag)?|tipps?|ideen?|besser\w*|lieblings\w*|gut(?:e[nrms]?)?|schöne?[nrms]?|perfekt\w*|ideal\w*"
        r"|geschenk\w*|lohnt|vergleich\w*|unterschied\w*|etwas|jemand\w*|liefer(?:ung|zeit|kosten|t)|versand\w*|garantie|rückgabe|umtausch"
        r"|gutschein\w*|öffnungszeiten|adresse|telefon\w*|frage|sonst|ähnlich\w*|soll(?:te|ten)?|für (?:mich|ihn|sie|uns|meine?n?))\b"
        r"|;|\bbeste[nrms]?\b(?! (?:bewertet|rezens))"
    ),
    lead=rf"[\s,:–-]{{0,3}}{_SAYS_NOTHING}{{0,6}}",
    tail=rf"(?:[\s,.:–-]|\b(?:bitte|danke|denn|eigentlich|genau|{_WHERE})$){{1,8}}$",
    is_counted=lambda _before, words: words.endswith(("n", "e", "s", "r")),
    assortment=pattern(rf"\b{_GENERIC}\b", re.IGNORECASE),
    is_anything=lambda before, _after: re.search(rf"\b{_GENERIC}\s*\Z", before, re.IGNORECASE) is not None,
    subject=_subject,
    things=_things,
    naming=_naming,
    superlative=_superlative,
    tidy=_tidy,
    fields={
        **dict.fromkeys(
            ("kategorien", "kategorie", "warengruppen", "warengruppe", "produktgruppen", "produktgruppe", "gruppen", "abteilungen", "rubriken",
             "bereiche", "produktkategorien", "artikelgruppen", "oberkategorien"),
            "category|type|warengruppe|kategorie|gruppe|genre|thema",
        ),
        **dict.fromkeys(("arten", "sorten", "typen", "produktarten", "arten von produkten"), "type|product type|category|art|sorte"),
        **dict.fromkeys(("größen", "grössen", "groessen", "konfektionsgrößen"), "size|größe"),
        **dict.fromkeys(("materialien", "stoffe", "materialen"), "material|materials|fabric"),
        **dict.fromkeys(("läden", "geschäfte", "händler", "verkäufer", "shops"), "shop"),
        **dict.fromkeys(("geschmacksrichtungen", "geschmäcker"), "flavour|flavor|geschmack"),
        **dict.fromkeys(("themen", "genres"), "thema|theme|genre|category"),
        "zustände": "condition|zustand",
    },
    numerals=("Null", "Ein", "Zwei", "Drei", "Vier", "Fünf", "Sechs", "Sieben", "Acht", "Neun", "Zehn", "Elf", "Zwölf"),
    sections=frozenset(
        "kategorie abteilung gruppe warengruppe rubrik bereich sortiment reihe serie".split()
    ),
    denies=pattern(r"\b(?:nicht|keine?[nmrs]?)\b", re.IGNORECASE),
    ordered_by=pattern(r"\b(?:nach|gemessen an|bezogen auf)(?=\s)", re.IGNORECASE),
    states={
        "out of stock": "nicht vorrätig",
        "preorder": "nur vorzubestellen",
        "backorder": "derzeit nicht vorrätig, aber zu bestellen",
        "discontinued": "nicht mehr erhältlich",
    },
    values_of=lambda field, things, _count: f"{field} bei {things.replace('Artikel', 'Artikeln', 1)}" if things else field,
    colours={
        "black": "Schwarz", "white": "Weiß", "grey": "Grau", "red": "Rot", "blue": "Blau", "green": "Grün", "yellow": "Gelb",
        "brown": "Braun", "orange": "Orange", "pink": "Rosa", "purple": "Lila", "beige": "Beige", "gold": "Gold", "silver": "Silber",
        "turquoise": "Türkis", "multicolour": "Bunt", "transparent": "Transparent",
    },
    messages={
        "counted": "Es gibt {number} {things}{prices}.",
        "one": "Es gibt einen Artikel: {product}.",
        "none": "Es gibt keine {things}.",
        "yes": "Ja: {number} {things}{prices}.",
        "yes_one": "Ja, einen: {product}.",
        "no": "Nein, es gibt keine {things}.",
        "but_not_said": "Es gibt {number} {things}, aber bei keinem steht „{words}“.",
        "but_not_said_one": "Es gibt einen {things}, aber „{words}“ steht nicht dabei.",
        "not_named": "In diesem Katalog heißt nichts {words}.",
        "read_as": "„{words}“ (gelesen als „{meaning}“)",
        "one_titled": "Ein Artikel nennt „{words}“ im Titel: {product}.",
        "mentioned": "{number} Artikel erwähnen es.",
        "mentioned_one": "Ein Artikel erwähnt es.",
        "range": "{number} {things} kosten {prices}.",
        "range_one": "Nur ein Artikel davon hat einen Preis: {prices}.",
        "average": "{number} {things} kosten im Durchschnitt {average}.",
        "average_one": "Nur ein Artikel davon hat einen Preis: {average}.",
        "median": "Die Hälfte davon kostet höchstens {median}.",
        "brands": "{number} {things} sind von {brands} Marken: {listed}.",
        "brands_one": "Es gibt einen Artikel, von {listed}.",
        "one_brand": "{number} {things} sind alle von {listed}.",
        "one_brand_one": "Es gibt einen Artikel, von {listed}.",
        "colours": "{number} {things} gibt es in {listed}.",
        "colours_one": "Es gibt einen Artikel, in {listed}.",
        "values": "{count} {values}: {listed}.",
        "no_values": "Bei keinem der {number} {things} steht es.",
        "no_values_one": "Es gibt einen Artikel, und bei ihm steht es nicht.",
        "valueless": "Bei {number} davon steht es nicht.",
        "valueless_one": "Bei einem davon steht es nicht.",
        "stocked": "{product} ({stock} auf Lager)",
        "not_had": "Nein: Keiner der {number} {things} ist vorrätig.",
        "not_had_one": "Nein: {title} ist {state}.",
        "unknown_had": "Der Katalog sagt nicht, ob die {number} {things} vorrätig sind.",
        "unknown_had_one": "Der Katalog sagt nicht, ob {title} vorrätig ist.",
        "not_reduced": "Nein: Keiner der {number} {things} ist reduziert.",
        "not_reduced_one": "Nein: {title} ist nicht reduziert.",
        "extreme": "{subject}: {product}.",
        "no_order": "Keiner der {things} sagt genug, um so geordnet zu werden.",
        "no_brands": "Der Katalog nennt keine Marken.",
        "no_colours": "Der Katalog nennt keine Farben.",
        "no_prices": "Der Katalog nennt keine Preise.",
        "none_priced": "Für keinen der {number} {things} steht ein Preis da.",
        "all_brandless": "Keiner der {number} {things} nennt eine Marke.",
        "all_brandless_one": "Es gibt einen Artikel, und er nennt keine Marke.",
        "all_colourless": "Keiner der {number} {things} nennt eine Farbe.",
        "all_colourless_one": "Es gibt einen Artikel, und er nennt keine Farbe.",
        "one_currency": "Verglichen sind nur Preise in {currency}.",
        "brandless": "{number} davon nennen keine Marke.",
        "brandless_one": "Einer davon nennt keine Marke.",
        "colourless": "{number} davon nennen keine Farbe.",
        "colourless_one": "Einer davon nennt keine Farbe.",
        "unpriced": "Für {number} davon steht kein Preis da.",
        "unpriced_one": "Für einen davon steht kein Preis da.",
        "not_said": "„{words}“ steht bei keinem davon und zählt deshalb nicht.",
        "said_partly": "Für „{words}“ zählt, wer „{said}“ sagt.",
        "from_to": "von {low} bis {high}",
        "all_at": "zu {low}",
        "priced": "{title} zu {price}",
        "unpriced_product": "{title}",
        "because": "{product} ({fact})",
        "listing": "{name} ({number})",
        "more": "{listed} und {number} weitere",
        "comma": ", ",
        "listed": ", ",
        "and": " und ",
        "sentence": " ",
    },
)  # fmt: skip

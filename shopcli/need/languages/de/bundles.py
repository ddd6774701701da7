"""How German asks for several things at once."""

from shopcli.need.languages.bundle_grammar import BundleGrammar

_AND = r"(?:und|sowie|plus|außerdem|dazu|&|\+)(?: (?:auch|noch|dann))?"
_NUMBER = r"\d{1,3}|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf"
_ALL = r"(?:alles|alle(?: (?:zwei|drei|vier|fünf|\d))?|beides?|beide)"

BUNDLES = BundleGrammar(
    joints=rf"\s*(?:,(?!\d)(?:\s*{_AND}(?!\w))?|;|\s(?:und|sowie|plus)(?: (?:auch|noch))?(?=\s)|\s[&+](?=\s))\s*",
    closes=r"\b(?:und|sowie|plus)\b|[&+]",
    breaks=r"[.!?:](?=\s|\Z)\s*|\s[-–—]\s",
    determiners=(
        r"(?P<cut>(?:(?:noch|auch|dazu|vielleicht) )?(?:(?:ein|zwei|drei) paar |noch ein(?:e[nmrs]?)? |ein(?:e[nmrs]?)? "
        rf"|(?P<count>{_NUMBER})(?:\s?[x×]\s|\s)))"
    ),
    opening=(
        r".*?\b(?:brauche|brauchen|suche|suchen|möchte|möchten|hätte|hätten|will|wollen|gern|gerne|kaufe"
        r"|kaufen|mir|uns|habt|bitte)\b[ :]*"
    ),
    together=(
        r"\b(?:(?:alles |alle )?zusammen|insgesamt|in summe|gesamt|im ganzen|alles in allem|als set|gesamtbudget)\b"
        rf"|\bfür {_ALL}(?=\s*(?:\Z|[,.;!?)]|unter|bis|höchstens|maximal|\d))"
    ),
    only_together=r"\b(?:mein|unser|das|ein) (?:ganzes )?budget\b|\b(?:bleib|mach|halte?)\w* (?:es|alles|das)\b",
    each=r"\b(?:je|jeweils|pro stück|das stück)\b",
    for_each=rf"(?:(?:und|aber) )?{_ALL}(?: (?:soll(?:en)?|muss|müssen|sind|ist|sein|bitte))*\s+",
    taken_up=r"(?:(?:und|aber) )?(?:der|die|das|den|dem)\s+",
    linking=r"\s*(?:\b(?:soll(?:en)?|muss|müssen|darf|dürfen|sein|ist|sind|hat|haben|nicht|kosten|kostet)\b\s*)*",
    as_one=r"\bin einem\b|\b(?:zwei|drei|alles|\d)[- ]in[- ](?:eins|1|einem)\b|\bkombination\b",
    tied=r"\b(?:mit|ohne|für|zum|zur|zwischen|wie|auf|an|gegen|passend|geeignet|das|der|die)\b",
    refers=r"\b(?:dafür|dazu|passende[nmrs]?)\b",
    further=r"(?:(?:ok(?:ay)?|ja|gut|dann)[\s,]+)*(?:und|auch|dazu|außerdem|plus|ich brauche (?:auch|noch))\b[\s,]*(?:noch )?",
    without=(
        r"(?:(?:ok(?:ay)?|dann|und|aber|bitte)[\s,]+)*(?:ohne|lass|vergiss|streich(?:e)?"
        r"|kein(?:e[nmrs]?)?)\s+(?:(?:der|die|das|den|ein(?:e[nmrs]?)?) )?"
        r"(?P<thing>[^,.;!?]+?)(?: (?:weg|raus|doch|bitte|dann))?"
    ),
    cheaper=(
        r"(?:(?:ok(?:ay)?|dann|und|aber|bitte|habt ihr|gibt es)[\s,]+)*(?:(?:ein(?:e[nmrs]?)?|der|die|das|den) )?"
        r"(?:(?:günstigere|billigere|preiswertere)[nmrs]? (?P<thing>[^,.;!?]+?)"
        r"|(?P<thing2>[^,.;!?]+?) (?:ist |sind )?(?:zu teuer|günstiger|billiger)|günstiger|billiger"
        r"|(?:das ist )?(?:alles )?zu teuer)(?: bitte)?"
    ),
    summed=r"(?:(?:und|aber|bitte|dann|jetzt)[\s,]+)*(?:bleib|mach|halte?)? ?(?:es|alles|das ganze|die summe)?\b",
    messages={
        "looked_for": "Gesucht: {roles}",
        "role": "{count} × {name}",
        "limit": "zusammen {words}",
        "best": "Die beste Zusammenstellung kostet {total}.",
        "left": "Die beste Zusammenstellung kostet {total}, {rest} unter Ihrer Grenze.",
        "reached": "Die beste Zusammenstellung kostet {total}, genau Ihre Grenze.",
        "no_sum": "Die beste Zusammenstellung; nicht jeder Preis ist bekannt.",
        "cheapest": "Die günstigste Zusammenstellung kostet {total}: {titles}",
        "over": "Zusammen bleibt nichts innerhalb der Grenze: Die günstigste Zusammenstellung kostet {total}, {over} darüber.",
        "under": "So viel kostet keine Zusammenstellung: Die teuerste kommt auf {total}.",
        "give": "Es ginge {ways}.",
        "give_wish": "ohne „{wish}“ bei „{name}“ ({total})",
        "give_role": "ohne „{name}“ ({total})",
        "more_money": "mit {over} mehr",
        "or": " oder ",
        "lacking": "Hier heißt nichts „{name}“.",
        "relaxed": "„{name}“: Nichts erfüllt {wishes}; das Nächste ist gezeigt.",
        "unpriced": "„{name}“: Nichts, was passt, hat einen Preis.",
        "currencies": "„{name}“: Nichts, was passt, hat einen Preis in {currency}.",
        "too_few": "Es gibt nicht genug verschiedene Artikel dafür.",
        "times": "{count} × {price} = {total}",
        "pick": "{name}: ",
        "titles": "; ",
        "spoken": "Diese {count} kosten zusammen {total}.",
        "spoken_left": "Diese {count} kosten zusammen {total}, {rest} unter Ihrer Grenze von {limit}.",
        "spoken_over": "Diese {count} kosten zusammen {total}, {rest} über Ihrer Grenze von {limit}.",
        "added": "mit {name}",
        "dropped": "ohne {name}",
        "cheaper": "günstiger als {price}",
        "budget": "zusammen {words}",
    },
)

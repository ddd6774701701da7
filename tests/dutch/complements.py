import re

from shopcli.need.languages.complement_grammar import ComplementGrammar

COMPLEMENTS = ComplementGrammar(
    fields=re.compile(r"\b(?:compatibel|geschikt voor|voor)\b", re.IGNORECASE),
    before=re.compile(r"\b(?:geschikt voor|compatibel met|past op|voor)\b", re.IGNORECASE),
    bare=re.compile(r"voor", re.IGNORECASE),
    any_of=re.compile(r"\s?(?:alle|elke)\b", re.IGNORECASE),
    denied=re.compile(r"\b(?:niet (?:geschikt voor|compatibel met|voor)|past niet op)\b", re.IGNORECASE),
    end=re.compile(r"[.!?;()]"),
    joints=re.compile(r"[,/]|\b(?:en|of)\b", re.IGNORECASE),
    anything=re.compile(r"accessoires?", re.IGNORECASE),
    generic=frozenset("de het een alle elke".split()),
    replies={
        "by baskets": "Samen gekocht met de {name}:",
        "by records": "Wat volgens de catalogus bij de {name} past:",
        "nothing": "Van niets in deze catalogus staat er dat het bij de {name} past.",
        "nothing in baskets": "Er zijn te weinig bestellingen met de {name}, en van niets staat er dat het erbij past.",
        "together": "In {both} van de {all} bestellingen: {lift} keer zo vaak als door toeval.",
        "says so": "Daar staat: “{words}”",
        "said of it": "Bij de {name} staat: “{words}”",
        "same series": "Beide heten {words}.",
        "for such": "Daar staat: “{words}”; deze wordt niet genoemd.",
        "sort for such": "Van {all} zulke producten zijn er {count} voor “{words}”; bij dit staat het niet.",
        "names another": "Van “{thing}” staat bij niets dat het bij de {name} past.",
    },
)

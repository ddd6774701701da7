"""How English asks for several things at once."""

from shopcli.need.languages.bundle_grammar import BundleGrammar

_AND = r"(?:and|plus|as well as|along with|together with|&|\+)(?: (?:also|then|maybe|perhaps|finally))?"
_NUMBER = r"\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_ALL = (
    r"(?:all|both|everything|the (?:lot|whole lot|whole set|set|two|three|four|five)|all (?:of (?:it|them)"
    r"|two|three|four|five|\d))"
)
_UPPER = r"(?:under|below|less|cheaper|at most|max(?:imum)?|up to|no more|not more|within|\d|[$€£¥₹])"

BUNDLES = BundleGrammar(
    joints=(
        rf"\s*(?:,(?!\d)(?:\s*{_AND}(?!\w))?|;|\s(?:and|plus|as well as|along with"
        rf"|together with)(?: also)?(?=\s)|\s[&+](?=\s))\s*"
    ),
    closes=r"\b(?:and|plus|as well as|along with|together with)\b|[&+]",
    breaks=r"[.!?:](?=\s|\Z)\s*|\s[-–—]\s",
    determiners=(
        rf"(?P<cut>(?:(?:also|then|maybe|perhaps) )?(?:(?:an? |another |some |any )?pairs? of |another "
        rf"|some |an? |(?P<count>{_NUMBER})"
        r"(?:\s?[x×]\s|\s)(?!in[- ]one|in[- ]1)))"
    ),
    opening=(
        r".*?\b(?:need|needs|want|wants|like|after|(?:look|search|shopp?)ing for|buy|get|find|recommend|show"
        r"|suggest|order|have|sell|me|us|here|this)\b[ :]*"
    ),
    together=(
        r"\b(?:(?:all )?together(?! with)|altogether|(?:all )?in (?:all|total)|all told|all in(?=\s*(?:\Z"
        r"|[,.;!?)]))|overall|combined|total(?:l?ing)?"
        rf"|as a set)\b|\b(?:both|all|everything)(?: of (?:it|them))? for(?= {_UPPER})"
        rf"|\bfor {_ALL}(?=\s*(?:\Z|[,.;!?)]|{_UPPER}))|\b(?:(?:the )?(?:whole|entire) (?:lot|set|thing)|for everything)\b"
    ),
    only_together=(
        r"\b(?:keep|make|have) (?:it|them|that|this|everything)(?: all)?\b|\b(?:my|our|the|a) (?:whole "
        r"|total )?budget\b"
    ),
    each=r"\b(?:each(?: one)?|apiece|per (?:piece|item)|a piece)\b",
    for_each=rf"(?:(?:and|but|with) )?{_ALL}(?:(?: of (?:it|them))?(?: (?:should|must|to|be|is|are|has|have|please))*)\s+",
    taken_up=r"(?:(?:and|but|with) )?(?:the|those|that)\s+",
    linking=r"\s*(?:\b(?:should|must|can|may|to|be|is|are|has|have|cost|costs|costing)\b\s*)*",
    as_one=r"\bin[- ]one\b|\b(?:two|three|four|all|\d)[- ]in[- ](?:one|1)\b|\bcombined (?:in|into)\b|\bcombos?\b",
    tied=(
        r"\b(?:with|without|for|to|fits?|fitting|between|like|from|featuring|including|having|has|against|on"
        r"|that|which|who)\b"
    ),
    refers=r"\b(?:for|with|fits?|match(?:es|ing)?|suits?|goes with|beside) (?:it|them|that|this|those)\b|\bto match\b",
    further=(
        r"(?:(?:ok(?:ay)?|yes|great|good|fine|then)[\s,]+)*(?:and|also|plus|add|i also need|i(?:'d"
        r"| would) also like|we also need)\b[\s,]*"
    ),
    without=(
        r"(?:(?:ok(?:ay)?|then|and|but|please|well)[\s,]+)*(?:without|drop|leave out|skip"
        r"|forget(?: about)?|remove|take out|no|cancel"
        r"|(?:i|we) (?:do not|don't) (?:need|want)|never mind)\s+(?:the |a |an "
        r"|any )?(?P<thing>[^,.;!?]+?)(?: (?:then|please|any ?more|after all))?"
    ),
    cheaper=(
        r"(?:(?:ok(?:ay)?|then|and|but|please|maybe|well|is there|do you have|have you|show me|make"
        r"|can i (?:have|get)|i(?:'d| would) like)"
        r"[\s,]+)*(?:(?:a|an|the|some|any) )?(?:(?:much |bit |little |a bit |a little )?(?:cheaper"
        r"|less expensive) (?P<thing>[^,.;!?]+?)"
        r"|(?P<thing2>[^,.;!?]+?) (?:is |are |should be |must be )?(?:too expensive|too dear|too much|cheaper)"
        r"|cheaper|(?:it|that|this|all)?'?s? ?(?:is )?(?:all )?too (?:expensive|dear|much))(?: (?:please|then))?"
    ),
    summed=(
        r"(?:(?:and|but|please|then|now)[\s,]+)*(?:keep|make|have)? ?(?:it|them|everything|all of it"
        r"|the total|the lot|the whole thing)?\b"
    ),
    messages={
        "looked_for": "I looked for: {roles}",
        "role": "{count} × {name}",
        "limit": "{words} together",
        "best": "The best set costs {total} together.",
        "left": "The best set costs {total} together, {rest} below your limit.",
        "reached": "The best set costs {total} together, which is your limit.",
        "no_sum": "The best set, of which not every price is known.",
        "cheapest": "The cheapest set costs {total}: {titles}",
        "over": "Nothing stays within the limit together: the cheapest set costs {total}, {over} over.",
        "under": "No set costs as much as that: the dearest comes to {total}.",
        "give": "It would do {ways}.",
        "give_wish": "without “{wish}” for “{name}” ({total})",
        "give_role": "without “{name}” ({total})",
        "more_money": "with {over} more",
        "or": ", or ",
        "lacking": "Nothing here goes by the name of “{name}”.",
        "relaxed": "“{name}”: nothing meets {wishes}; the nearest is shown.",
        "unpriced": "“{name}”: nothing that fits has a price.",
        "currencies": "“{name}”: nothing that fits is priced in {currency}.",
        "too_few": "There are not enough different products for all of it.",
        "times": "{count} × {price} = {total}",
        "pick": "{name}: ",
        "titles": "; ",
        "spoken": "Together these {count} cost {total}.",
        "spoken_left": "Together these {count} cost {total}, {rest} below your limit of {limit}.",
        "spoken_over": "Together these {count} cost {total}, {rest} above your limit of {limit}.",
        "added": "with {name}",
        "dropped": "without {name}",
        "cheaper": "cheaper than {price}",
        "budget": "{words} together",
    },
)

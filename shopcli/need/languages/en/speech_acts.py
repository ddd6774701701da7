"""What English says in a shop beside requests: greetings, thanks, "why?", "what would you take?"; and what is said to that."""

# Patterns read best on one line each.
# ruff: noqa: E501

from __future__ import annotations

from shopcli.need.languages.en.follow_ups import COMPARATIVES
from shopcli.need.languages.speech_act_grammar import SpeechActGrammar
from shopcli.text.units import any_of

_VERY = r"(?: (?:so|very) much| a lot| a million| ever so much| again| anyway| (?:mate|man|dude|buddy|guys|all|everyone|love|a bunch)| for (?:your help|helping|the help|that|this|everything|now))*"
_REF = r"(?P<ref>\S.{0,79}?)"
_REF2 = r"(?P<ref2>\S.{0,79}?)"
_THING = r"(?P<thing>[^\W\d_][\w'-]*(?: [\w'-]+){0,4}?)"
_IT = r"(?:it|that|them|this|those|these|the same|that one|this one|that too)"
_SHOWN = r"(?:them|these|those|the (?:two|three|ones (?:shown|above))|your (?:list|results))"
_YOU_WOULD = r"(?:would|should|do|could|can|might) (?:you|i|we|one) (?:personally |really |rather |then |just )*"
_CHOOSE = r"(?:take|choose|pick|recommend|buy|go for|go with|get|suggest|prefer|advise|like(?: best| most)?|want|order|give(?: (?:him|her|them|me|us|it))?|have)"
_EASE = "easier harder softer stronger nicer prettier safer simpler quicker cosier comfier healthier tastier sturdier tougher milder darker"
_COMPARATIVE = rf"(?:(?:more|less) [\w-]+|{any_of((*COMPARATIVES, *_EASE.split(), 'worse'))})"
_WHO = r"(?:i|we|he|she|they|(?:my|the|his|her) \w+)"
_AMOUNT = r"([€$£¥]?\s?\d[\d.,]*\s?(?:€|\$|£|euros?|eur|dollars?|usd|pounds?|gbp)?)"
_APOSTROPHES = (
    "don't doesn't didn't isn't aren't wasn't can't couldn't won't wouldn't shouldn't haven't hasn't i'm i've you're they're"
)
_SUPERLATIVE = r"(?:(?:most|least) [\w-]+|best|worst|nicest|right|[a-z]{3,}est)"

SPEECH_ACTS = SpeechActGrammar(
    social={
        "farewell": (
            r"(?:good ?)?bye(?:[ -]?bye)?(?: now| then)?",
            r"see (?:you|ya)(?: (?:later|soon|around|then|next (?:time|week|month|year)|tomorrow|tonight|on \w+day))?",
            r"cya|ciao|so long|farewell",
            r"(?:have a|enjoy your) (?:nice|good|great|lovely|pleasant)? ?(?:day|one|evening|weekend|afternoon|night)",
            r"good ?night|take care|until next time|talk (?:to you )?later",
            r"that(?:'s| is| was|'ll be| will be)(?: it| all| everything)(?: (?:for (?:now|today)|i (?:need(?:ed)?|wanted)))?",
            r"(?:i'm|i am|we're) (?:done|finished|off)(?: here| for (?:now|today))?",
            r"(?:(?:i|we)(?:'ll| will|'ve got to| need to| have to| want to| should)|let me|i'd better) (?:sleep on it|think (?:about|on) it|think it over|be back(?: later| tomorrow)?|come back(?: (?:later|tomorrow|another time))?|leave it (?:at that|there)|go)(?: now| then| first)?",
        ),
        "refusal": (
            r"no(?:pe|o+)?(?: more)?(?:,? (?:thanks|thank you|thx)(?: (?:so|very) much| a lot)?)",
            r"no(?:pe)?|nah|no way|no need|no more",
            r"nothing(?: (?:else|more))?(?: for me)?(?: (?:then|today))?",
            r"never ?mind(?: (?:that|it|then))?|nvm|not now|not today|not really",
            r"forget (?:it|that|about it)|leave it|don't bother|drop it",
            r"(?:i'm|we're|i am) (?:good|fine|not interested|ok|okay)(?: (?:for now|as (?:i am|is)))?",
            r"none (?:of (?:them|these|those)|for me)|neither(?: of (?:them|these|those))?",
            r"i (?:don't|do not) (?:want|need|like) (?:any(?: of (?:them|these|those))?|(?:it|them|that|these|those)(?: (?:any ?more|after all|at all|either))?|anything(?: else)?)",
            r"not (?:interested|for me|my (?:thing|style|taste|cup of tea)|what i(?:'m| am) (?:looking for|after))",
        ),
        "thanks": (
            rf"(?:many |ok |okay )?thanks?(?: you| ye)?{_VERY}",
            rf"(?:many thanks|thank u|thanx|thx|tnx|ty|tysm|cheers|ta|much obliged|much appreciated|i appreciate (?:it|that)|appreciated){_VERY}",
            r"(?:you're|you are|you were|you've been|that's|that is|that was|this is|it's|how) (?:(?:very|so|really|most|just|a|an|all|quite|super|of) )*(?:kind|helpful|great|perfect|lovely|nice|good(?: to know)?|wonderful|brilliant|excellent|awesome|star|angel|big help|great help|fantastic|useful|sweet|clear|right)(?: of you)?",
            r"(?:that|this) (?:really )?(?:helps|helped|will do|works|settles it)(?: (?:a lot|me|nicely))?",
        ),
        "greeting": (
            r"(?:hi+|hello+|hey+|hallo|hiya|howdy|yo|greetings|hullo)(?: (?:there|again|all|everyone|everybody|you|shop|folks|guys|hi))?",
            r"good (?:morning|afternoon|evening|day)(?: to you)?(?: all)?",
            r"how(?:'s| is| are) (?:you|things|it going|life|your day)(?: (?:doing|today|going|so far|then))?",
            r"what'?s up|nice to meet you|anybody (?:here|there|in)|anyone (?:here|there|in)|is any(?:one|body) there|are you (?:there|open|awake)",
            r"(?:can|could|would) you help(?: me)?(?: out)?|i need (?:some |your )?(?:help|advice)(?: please)?",
        ),
    },
    approving=(
        r"ok(?:ay|ey)?|k|alright|all right|fine|great|perfect|lovely|nice(?: one)?|cool|awesome|brilliant|excellent|wonderful|super|fantastic|good(?: to know| idea| stuff)?|got it|i see|understood|makes sense|sounds (?:good|great|fine|nice)|fair enough|deal|amazing|sweet|neat|noted|very (?:good|nice|well)|well done|not bad|right|sure|agreed|yay|interesting",
    ),
    fillers=(
        r"h+m+|u+m+|u+h+|e+r+m*|a+h+|o+h+|eh|hm+|well|so|then|yes|yeah|yep|yup|please|sorry|pardon|excuse me|haha+|lo+l|lmao|wow|huh|oops|ugh|hey|actually|listen|look|too bad|(?:what a |oh )?(?:shame|pity)|dear me|right then|anyway|(?:that's|it's) a (?:shame|pity)|ok|okay|alright|x+|let me (?:see|think)|let's see|english then|(?:in )?english(?: please)?",
    ),
    idle=(r"lo+l|lmao|haha+|hm+|x+",),
    marks=r"[\s,.!?;:…~)(\"'’–—-]|\N{VARIATION SELECTOR-16}|[\U0001F000-\U0001FAFF☀-➿]",
    opening=(r"(?:hi|hello|hey)(?: there)?",),
    slips=(
        "hello",
        "thanks",
        "thank",
        "goodbye",
        "cheers",
        "nevermind",
        "please",
        "cheaper",
        "lighter",
        "smaller",
        "bigger",
        "larger",
        "better",
        "cheapest",
        "others",
        "another",
        "bright",
        "heavy",
        "quiet",
        "difference",
        "compare",
        "which",
        "what",
    ),
    restated=(
        (r"((?:do you (?:have|sell)|have you got|is there|are there) .+?),? (?:too|as well|also)\??", r"\1?"),
        (r"(?:and |so )?what (?:else )?(?:do you (?:have|sell|stock)|have you got|is there) (for \S.+)", r"and something \1"),
        (rf"{_WHO} already (?:have|has|own|owns|got|has got|have got) (?:an? |some |the |enough |plenty of )*(.+)", r"not \1"),
        (
            rf"(?:not more than |no more than |at most |max(?:imum)? )?(?:{_AMOUNT}) (?:max(?:imum)?|tops|at most|at the most|or less|is my (?:limit|max(?:imum)?|budget))",
            r"at most \1",
        ),
        (
            r"(?:only |just )?(\d[\d.,]* ?[^\W\d]{1,12}) (?:is|are|would be|will be) (?:enough|sufficient|fine|plenty|ok(?:ay)?)",
            r"at least \1",
        ),
        (
            r"(?:(?:something|anything|one|ones|some) )?(?:a (?:bit|little) )?(?:nicer|prettier|finer|better|of better quality|better quality|higher quality)(?: (?:one|ones|please))?",
            "by rating",
        ),
        (
            r"(?:but |and |actually )?(?:the |my |his |her |its )?([a-z]+) (?:can|could|may|might|needn't|need not|doesn't have to|does not have to|doesn't need to|does not need to) (?:also |well |easily )?be (?:a (?:bit|little) |even |much |so |that |as )?(?:\w+)",
            r"forget the \1",
        ),
        (r"(?:in )?no particular order|(?:in )?any order|(?:the )?order (?:doesn't|does not) matter", "no order"),
        (
            r"(?:with )?no (?:price )?limit|(?:the )?price (?:is )?(?:open|unlimited)|money (?:is )?no (?:object|issue)|(?:at )?any price",
            "any price",
        ),
        (r"(?:and )?(?:all|only|just) (.+) ones", r"only \1"),
        (r"([a-z]+est|best) ones", r"\1"),
        (r"(?:better |best |good |great )?(for .+?),? i mean(?:t)?", r"\1"),
        (r"(?:no,? |well,? )?i mean(?:t)?,? (.+)|(.+?),? i mean(?:t)?", r"\1\2"),
        (r"(?:something |anything |one )?better (for .+)", r"\1"),
        (
            r"(?:it |that |which |one that |they )?(?:can |should |must |has to |needs to |will )?goe?s? in(?:to)? the (dishwasher|oven|microwave|freezer|dryer|washing machine)",
            r"\1 safe",
        ),
    ),
    questions={
        "like it": (
            r"(?:(?:is|are) there |do you have |have you got |show me )?(?:anything|something|one|ones|others?|any|some|some more|more) (?:similar|comparable|alike|like (?:it|that|this|these|them))(?:,? ?(?:but|and|only|just) (?P<words>.{1,60}))?",
            rf"(?:(?:and|so|but|ok),? )?(?:(?:is|are) there|do you have|have you(?: got)?|show me|find me|got|i(?:'d| would) like|i want)? ?(?:something |anything |one |ones |some |any |others? |more |a \w+ )*(?:like|similar to) (?P<ref>\S.{{0,79}}?)(?:,? ?(?:but|and|only|just) (?P<words>.{{1,60}})|,? (?P<degree>{_COMPARATIVE}))",
        ),
        "for more money": (
            r"what (?:would|do|could|can|will) (?:i|we|you) get (?:for|if i (?:pay|spend|paid|spent)|with) (?:another )?(?P<amount>[€$£]?\s?\d[\d.,]*\s?(?:€|\$|£|euros?|eur|dollars?|pounds?)?)(?: more)?",
            r"(?:and )?(?:for|with) (?P<amount>[€$£]?\s?\d[\d.,]*\s?(?:€|\$|£|euros?|eur|dollars?|pounds?)?) more",
        ),
        "too much": (
            r"(?P<amount>[€$£¥]?\s?\d[\d.,]*\s?(?:€|\$|£|euros?|eur|dollars?|usd|pounds?|gbp)?) (?:is|would be|'s) (?:way |a bit |far |still |really )?(?:too (?:much|expensive|dear|pricey|steep)|over (?:my )?budget|more than i (?:want|have))(?: .{0,20})?",
        ),
        "more of it": (r"(?:even |a bit |much |something |anything |one )*(?:more|better) (?P<words>[a-z]+)(?: ones?)?",),
        "fine after all": (
            r"(?P<words>\S.{0,40}?) (?:is|are|would be) (?:also |still |quite |perfectly )?(?:fine|ok(?:ay)?|all right|alright|good|welcome|acceptable)(?: (?:too|after all|as well|then|with me|by me|for me))*",
        ),
        "whatever": (
            r"(?:and |so )?what else (?:do you have that )?(?:is|are|has|have|comes?|would be) (?P<words>\S.{0,60}?)",
            r"anything else (?:that (?:is|has)|which is) (?P<words>\S.{0,60}?)",
        ),
        "why compared": (
            rf"(?:and |but |so )?(?:why|how come) (?:is|are|was|were|does|do|would) (?P<ref>(?:the|this|that|these|those|number|it|they)\b.{{0,60}}?) (?:so much |so |that much |much |a lot |even )?(?P<degree>{_COMPARATIVE})(?: (?:than|compared (?:to|with)|as) {_REF2})?",
        ),
        "why": (
            r"(?:and |but |so |ok )?why(?: (?:is that|that|so|though|then|not|exactly|do you (?:say|think) (?:so|that)))?",
            r"how come|how so|what makes you (?:say|think) (?:so|that)|for what reason|what's the reason|on what grounds",
            r"(?:so |and )?(?:nothing|none|no results|is that (?:all|it|everything)|is there nothing|nothing at all|nothing (?:fits|found|there)|no matches)(?: (?:then|at all|else))?",
            r"(?:and |but |so )?(?:why|how come) (?:not )?(?:so|that|too) (?P<degree>[a-z]+)",
            rf"(?:and |but |so )?(?:why|how come) (?:not |pick |choose |take |recommend |only |exactly |just )*{_REF}",
            rf"what(?:'s| is) (?:so )?(?:good|special|great|nice|better) about {_REF}|what speaks for {_REF2}",
        ),
        "complaints": (
            r"(?:and |so )?which(?: ones?| of (?:them|these|those|the \w+))? (?:has|have|gets?|got|is|with) (?:the )?(?:fewest|least|smallest number of) (?:complaints?|bad reviews|negative reviews|complained about|complained of)",
            r"(?:and |so )?(?:which|what)(?: ones?| of (?:them|these|those))? (?:do|did) (?:people|buyers|customers|others|they|reviewers|users|owners) complain (?:(?:the )?least|less)(?: (?:about|of))?",
            r"(?:the )?fewest complaints|(?:and |so )?who (?:has|gets) (?:the )?fewest complaints",
        ),
        "faults": (
            rf"what(?:'s| is| are|s) (?:the )?(?:catch|wrong|bad|downsides?|drawbacks?|snag|problems?|cons|disadvantages?|weakness(?:es)?|negatives?)(?: (?:with|of|about|on|to|there){{1}}(?: {_REF})?)?",
            rf"(?:(?:are there|has it(?: got)?|does it have|is there) )?(?:any|a) (?:downsides?|drawbacks?|catch|snags?|problems?|complaints?|cons|disadvantages?|weak points?|issues?)(?: (?:with|of|about|on|to){{1}} {_REF})?",
            rf"what (?:do|did|does|are) (?:people|buyers|customers|others|they|reviewers|users|owners|anyone|somebody) (?:complain(?:ing)? about|dislike|criticise|criticize|not like|hate)(?: (?:about|with|in|of) {_REF})?",
            rf"what (?:don't|do not|didn't) (?:people|buyers|customers|others|they) like(?: (?:about|of) {_REF})?",
            rf"what speaks against {_REF}",
        ),
        "reviews": (
            rf"(?:and )?what (?:do|did|does|have|are) (?:the )?(?:other )?(?:people|buyers|customers|others|reviewers|they|users|owners|reviews|everyone|folks|anyone)(?: who (?:bought|have|own) \w+)? (?:say|said|saying|think|thought|write|written|like|make)(?: (?:about|of|on) {_REF})?",
            rf"(?:how|what) (?:are|is|do) (?:the |its |their )?(?:reviews?|feedback|opinions?)(?: (?:say|like|saying))?(?: (?:of|on|for|about|like (?:for|of)) {_REF})?",
            rf"(?:(?:are there|do you have|has it(?: got)?|any) )+(?:reviews?|opinions|feedback|ratings)(?: (?:of|on|for|about) {_REF})?",
            rf"is {_REF} any good|are (?P<ref2>they|these|those) any good",
            r"reviews?|any (?:good|reviews)",
        ),
        "difference": (
            r"(?:and )?(?:(?:what(?:'s| is| are|s)|tell me|explain|show me|where(?:'s| is)|is there) )?(?:the |any |a )?(?:main |big |real )?differences?(?: (?:between|of|in|among) (?:(?:numbers?|the) )?(?P<ref>\S.{0,60}?) (?:and|or|to|from|vs\.?) (?P<ref2>\S.{0,60}?))",
            rf"(?:and )?(?:(?:what(?:'s| is| are|s)|tell me|explain|show me|where(?:'s| is)|is there) )?(?:the |any |a )?(?:main |big |real )?differences?(?: (?:between|of|in|among) (?P<all>{_SHOWN}|the (?:first |last |top )?\w+|both|those two|these two|them all|all of them)| there| then| here)?",
            r"how (?:do|does) (?P<ref>\S.{0,60}?) and (?P<ref2>\S.{0,60}?) (?:compare|differ)(?: to each other)?",
            r"(?:and )?how (?:do|are) (?:they|these|those|the two|both)(?: (?:two|ones))? (?:differ(?:ent)?|compare|different(?: from each other)?)|what sets (?:them|these|those|the two)(?: two)? apart|how (?:do|does) (?P<ref>\S.{0,60}?) (?:differ from|compare (?:to|with|against)) (?P<ref2>\S.{0,60}?)",
            r"(?:please )?compare (?P<ref>\S.{0,60}?) (?:and|with|to|vs\.?|against) (?P<ref2>\S.{0,60}?)",
            r"(?P<ref>(?:the|number|#)?\s?\S.{0,60}?) (?:vs\.?|versus|compared (?:to|with)|against) (?P<ref2>\S.{0,60}?)",
        ),
        "better": (
            rf"(?:and |so |but |hm,? )?(?:which|what|who)(?: ones?| of (?:the two|them|these|those|these two|those two|the (?:(?:first|last|top) )?\w+))? (?:is|are|would be|will be|was|has|have|feels?|looks?|runs?|works?|lasts?|sounds?|cooks?|boils?|dries|[a-z]+s) (?:the )?(?P<degree>{_COMPARATIVE})(?: (?:one|[a-z]+))?(?: (?P<words>(?:for|to|in|at|on|with|if|when|as|before|after|during|under|near) [^,?]{{1,60}}?))?(?:,? (?:(?P<ref>[^,?]{{1,60}}?) or (?P<ref2>[^,?]{{1,60}}?)))?",
            rf"(?:and |so )?which(?: ones?| of (?:the two|them|these|those))? [a-z]+s? (?P<degree>{_COMPARATIVE}|faster|slower|longer|quicker|louder|hotter|further|deeper|higher)",
            rf"(?:is|are) (?P<ref>\S.{{0,60}}?) or (?P<ref2>\S.{{0,60}}?) (?P<degree>{_COMPARATIVE})(?: (?:for|to|in|at) (?P<words>.{{1,60}}))?",
            rf"(?:is|are|was|were) (?P<ref>\S.{{0,60}}?) (?:any |much |really |a bit |even |a lot )?(?P<degree>{_COMPARATIVE}|(?!other|rather)[a-z]{{3,}}er) (?:than|as) (?P<ref2>\S.{{0,60}}?)(?:,? and .+)?",
            rf"how much (?P<degree>{_COMPARATIVE}) (?:is|are) (?P<ref>\S.{{0,60}}?) (?:than|compared to) (?P<ref2>\S.{{0,60}}?)",
            rf"(?:much |any |a lot |even )?(?P<degree>{_COMPARATIVE}) than (?!(?:that|this|these|those)\?)(?P<ref2>(?:the|that|this|number)\b.{{0,60}}?)\?",
        ),
        "advice": (
            rf"(?:and |so |but |then )?(?:what|which|who)(?! (?:kinds?|sorts?|things|products|stuff)\b)(?: [\w-]+){{0,3}}? (?!do you have\b){_YOU_WOULD}{_CHOOSE}(?: .{{0,60}})?",
            r"(?:and |so )?(?:what|which)(?: [\w-]+){0,3}? (?:do|would) you (?:think|say)(?: .{0,40})?",
            r"(?:and |so )?what(?:'s| is) your (?:pick|choice|advice|recommendation|favou?rite|opinion|suggestion|tip)(?: .{0,40})?",
            r"(?:do you have |have you got |got )?(?:any|a|your) (?:recommendations?|suggestions?|advice|favou?rites?|tips?)",
            r"(?:can|could|would) you (?:recommend|suggest|advise|pick|choose)(?: (?:one|me one|something|any|for me))*(?: .{0,30})?",
            r"(?:please )?(?:help me (?:choose|decide|pick)|i (?:can't|cannot) (?:decide|choose)|you (?:choose|decide|pick)|surprise me|recommend (?:one|something|me one)|just pick one|pick one for me)",
            rf"(?:and |so |hm,? )?(?:which|what)(?:'s|(?: [\w-]+){{0,3}}? (?:is|are|would be)) (?:the )?(?:very )?(?P<degree>{_SUPERLATIVE})(?: (?:one|choice|buy|deal|value(?: for money)?|for me|option|pick))*(?: (?:(?:in|of|from) (?:the|your) (?:shop|store|lot|bunch|catalog(?:ue)?|range|list|house)|of (?:them|these|those)(?: all)?|of all|overall|here|(?P<words>(?:for|with|before|after|during|when|if) \S.{{0,50}})))?",
            r"(?:and |so )?which(?: [\w-]+){0,2}? (?:would|can|could|will|might)(?: .{1,60})?",
            r"(?:and |so )?which (?:one )?should it be|which one then",
        ),
        "more told": (
            rf"(?:please )?(?:(?:can|could) you )?tell me(?: (?:a (?:bit|little)|some(?:thing)?|lots?))? more(?: (?:about|on|of) {_REF})?",
            rf"(?:some |any )?(?:more|further|full) (?:details?|info(?:rmation)?|specs|data)(?: (?:about|on|of|for) {_REF})?|(?:details?|specs|describe it)(?: (?:about|on|of|for) (?P<ref2>\S.{{0,60}}?))?",
            rf"(?:and |then |ok(?:ay)?,? |i'd like to )?(?:(?:let's |let us |can we )?(?:go |get |come )?back to|returning? to|show me again|remind me of|once more) {_REF}(?: (?:again|please|then))*",
            rf"(?:(?:and|ok|okay|then|now|show me|let me see|can i see),? )*{_REF} (?:again|once more|one more time)(?:,? please)?",
            r"(?:i'?m |i am |i'?ll be |i think i'?ll |i'?d )?(?:going (?:for|with)|go(?:ing)? for|(?:i'?ll|i will|i would|let me) (?:take|have|go (?:for|with)|get|buy)|take|choosing|i choose|i'll take|i prefer|i want) (?P<ref>(?:the|this|that|number|it|#)\b.{0,60}?)(?: (?:then|please))*",
            rf"(?:what do you know about|describe|what can you tell me about|everything about|all about) {_REF}|what(?:'s| is) (?P<ref2>(?:the|this|that) \S.{{0,60}}?) like",
            r"(?:and |so )?what(?P<whole>'s| is| exactly is) (?P<ref>(?:the (?:first|second|third|fourth|fifth|last)|number \d)(?: one)?)(?: exactly)?",
        ),
        "others": (
            r"(?:have you |do you have |you |is there |are there )?(?:got |have )?(?:any|some|anything|something)(?: more)? (?:other|others|else|different)(?: (?:ones?|options?|choices?|models?))?(?: (?:by|from) (?P<ref>her|him|them|this (?:author|brand|maker)|the same (?:author|brand|maker)|that (?:author|brand|maker)))?",
            r"(?:please )?(?:show|give|find)(?: me)? (?:some |the |a few |any )?(?:other(?:s| ones?| options| models)?|alternatives|different ones|more(?: options| choices| of (?:them|these|those))?)",
            r"(?:the )?(?:others?|next|more|another(?: one)?|alternatives)|what else(?: (?:do you have|is there|have you got))?(?: (?:for|in) (?:the|my|a|your) [\w ]{1,30})?|any (?:others?|more|alternatives)|more (?:please|options|choices|like (?:this|that|these))",
        ),
        "goes with": (
            rf"(?:(?:and|so|ok|okay|then|now),? )*(?:(?:do you (?:have|sell)|have you got|is there) )?(?:what|anything|something)(?: else)?(?: (?:that|which))? (?:goes|would go|could go|fits|would fit|works|matches|pairs|do i need|would i need|should i get|can i add|belongs)(?: well| best| nicely| together)? (?:with|to|for|along with|on|in) (?:{_IT}|(?P<ref>(?:the|this|that|number|#)\b ?\S.{{0,40}}?))(?: (?:too|as well))*",
            rf"(?:(?:and|so|ok|okay|then|now),? )*(?:(?:do you (?:have|sell|stock)|have you got|are there|is there|got|show me|find me|i need|does it have|what about) )?(?:any|an|which|what|some|the|all(?: the)?|matching)? ?(?P<thing>accessor(?:y|ies))(?: (?:are there|do you have|is there|have you got|go|come|fit))?(?: (?:for|to|that (?:fits?|go(?:es)? with|works? with)|with|fit|go with|to go with) (?:{_IT}|(?P<ref>(?:the|this|that|number|#)\b ?\S.{{0,40}}?)))?(?: (?:too|as well|please))*",
            rf"(?:(?:and|also|plus|ok|now|then|maybe|perhaps),? )*(?:(?:do you (?:have|sell|stock)|have you(?: got)?|is there|are there|i(?:'ll| will)? (?:also )?(?:need|want|take)|i'd (?:also )?like|add|got|can i (?:get|have)|could i (?:get|have)|find me|show me|give me|what about|how about) )?(?:also )?(?:an?|the|some|any|another|one|matching|suitable|fitting|extra|spare)? ?(?:matching |suitable |fitting |extra |spare )?{_THING} (?:for|to go with|that (?:goes|go|fits?|works?|matches) (?:with |on |in )?|to (?:match|fit|use with)|with|matching|fitting) {_IT}(?: (?:too|as well|please|then))*",
            rf"(?:(?:and|also|plus|ok|now|then),? )*(?:please )?add (?:also )?(?:an?|the|some|any|another|one) {_THING}(?: (?:too|as well|please|then|to (?:it|that|the (?:order|basket|cart))))*",
            r"(?:and )?what (?:else )?(?:goes|would go|fits|works|do i need|should i get|can i add)(?: well)? (?:with|to|for|along with) (?:it|that|them|this)|(?:any|which|what) (?P<thing>accessories)(?: (?:for|are there for|fit|go with) (?:it|that|them|this))?",
        ),
        "along": (
            rf"(?:and|also|plus) (?:(?:maybe|perhaps|then|also) )*(?:an?|some|the|matching|a matching) {_THING}(?: (?:too|as well|please|then))*",
            r"(?:and|also|plus) (?P<thing>[a-z]+s?)(?: (?:too|as well|please))?",
            rf"(?:and )?(?:now|next|then|first) the {_THING}(?: (?:please|then))?",
        ),
        "together": (
            r"(?:and |so |ok )?(?:how much|what) (?:is|are|would|does|do|will) (?:that|it|they|both|those|these|the two|all of (?:that|it))(?: (?:be|cost|come to|make))? (?:together|altogether|all together|in total|in all|all in all)",
            r"(?:and |so )?(?:how much|what)(?:'s| is) (?:the )?(?:total|sum)|how much (?:together|altogether|in total)",
            r"(?:and |so )?how much (?:for|is|are|would) (?:both|the two|them|all)(?: of them)?(?: be)?(?: together| altogether| in total)?",
        ),
        "shop": (
            r"(?:do|can|will|could) you (?:guys |also |even )?(?:deliver|ship|send|post|mail|wrap|gift[- ]wrap|install|repair|fix|exchange|take (?:it )?back|refund|accept|price[- ]match|reserve|hold)\b.{0,60}",
            r"(?:how (?:long|much|fast|soon)|when|what) (?:is|are|does|do|will|would|can)? ?(?:the |your )?(?:delivery|shipping|postage|dispatch)\b.{0,60}",
            r"(?:can|may|could|do) i (?:return|exchange|send .{1,20} back|pick .{1,20} up|collect|pay|cancel|order|reserve|get a refund|try)\b.{0,60}",
            r"(?:what(?:'s| is| are)|how (?:is|are|about)|do you have) (?:the |your |a )?(?:return|delivery|shipping|refund|exchange|payment|opening|privacy|warranty|returns)(?: (?:polic(?:y|ies)|costs?|times?|hours?|methods?|options?))\b.{0,40}",
            r"(?:when|what time|until when) (?:do|are|is) (?:you|the (?:shop|store))(?: (?:open|close|opening|closing))?\b.{0,30}",
            r"where (?:are you|is (?:the|your) (?:shop|store)|can i find you|are you located|do you ship from)\b.{0,40}",
            r"(?:is|are) (?:the )?(?:delivery|shipping|returns?|postage) (?:free|included|possible|fast)\b.{0,40}",
            r"(?:do you have|is there|any) (?:a |any )?(?:discount|sale|voucher|coupon|newsletter|loyalty|student discount|free delivery|free shipping|gift cards?|phone number|customer service)\b.{0,40}",
        ),
        "assortment": (
            r"(?:and |so )?what (?:kinds? of |sorts? of )?(?:things |products |stuff |goods |items )?(?:(?:do|can) (?:you|i)(?: guys| people)? (?:actually |even |also )?(?:sell|have|offer|stock|carry|buy|get|find)|is there|are there)(?: (?:here|in (?:the|your|this) (?:shop|store)|then|anyway|for sale|on offer))*",
            r"what(?:'s| is) (?:in |on )?(?:your|the) (?:shop|store|range|assortment|catalog(?:ue)?|offer)|what is this (?:shop|store|place)(?: about)?",
        ),
        "assistant": (
            r"(?:are|were) you (?:really |actually )?(?:an? )?(?:real|human|person|robot|bot|machine|ai|program|chatbot|computer|alive|chatgpt|single|married|sure|serious|kidding|joking|crazy|stupid|drunk|ok|okay)\b.{0,40}",
            r"(?:who|what) are you|what(?:'s| is) your name|who (?:made|built|wrote|programmed) you|how old are you|where do you live|do you (?:sleep|eat|dream|love|like|know|speak|understand|have feelings)\b.{0,40}",
            r"what(?:'s| is) (?:the )?(?:weather|time|date|news|day|capital|meaning of life|president)\b.{0,40}|(?:will|is) it (?:going to )?(?:rain|snow|be sunny)\b.{0,30}|what day is (?:it|today)|tell me a joke|sing .{0,30}|who (?:won|is the president)\b.{0,40}",
            r"who (?:on earth |the hell |even )?(?:drinks|eats|buys|wears|uses|needs|pays|wants|reads|does|would \w+) (?:that|this|it|these|those|such \w+)",
        ),
    },
    asking=r"(?:is|are|isn't|aren't|was|were|does|do|doesn't|don't|did|can|could|will|would|should|has|have|how|what|what's|where|who|when|which|whose|(?:may|must|might)(?= (?:i|we|it|they|he|she|you|one|this|that|these|those|the)\b)|\w+ enough)\b",
    requesting=r"(?:(?:do|does|have|has|is|are|can|could|would|what|which|how) )(?:(?:you|there|i|we|anyone|the shop)\b(?! (?:be|use|wash|put|rinse|wear|clean|mount|run|eat|drink|take|fold|open|close|charge|replace|bring|swim|leave|cook|read|play|hang|plug|connect|adjust|turn|change|cut|iron|dry|sleep|sit|stand|carry|pack|hear|see it|feel|expect|need to|have to|wash)\b)|(?:do|have|can|could) you\b|about\b)",
    naming=r"the|this|that|these|those",
    ones=r"ones?|option|result|model|product|version|thing|item|guy",
    called=("the {}", "the {} one"),
    how=r"(?:and |so |but )*how\b",
    further=r",? (?:and|or) ",
    correcting=r"no|nope|sorry|wait|actually|(?:i|we)(?: was| were|'m| am)? (?:mean|meant|said|asked|asking|talking)(?: about| for| of)?",
    denying=r"not|isn't|wasn't|never",
    selling=r"have|has|got|sell|stock|carry|any|some|even|also|too",
    tag=r",? (?:is|isn't|are|aren't|was|does|doesn't|do|don't|has|hasn't|can|can't|will|won't) (?:it|they|that|those|these|he|she)\W*",
    back=r"(?:(?:let's |can we )?(?:go |come |get )?back to|return(?:ing)? to|again) (?:the |that )?",
    telling=r"(?:(?:and|but|so|also|well|oh|btw|by the way),? )*(?:i|we|he|she|they|there|my \w+)(?:'ve| have| has|'s| is| am| are|'m|'re| own| owns| keep| keeps| live| lives)\b.*",
    for_them=r"\bfor (?:him|her|them)\b",
    again=r"(?:(?:ok|okay|and|then|now|so),? )*(?:the )?(?P<ref>\S.{0,40}?) again(?:,? please)?",
    pronouns=r"it|its|it's|that|this|they|them|their|those|these|he|she",
    replies={
        "greeting": "Hello. What are you looking for?",
        "taken": "I only advise, so please order it from the shop itself: its number there is {id}.",
        "greeting again": "Hello again. What else may I look for?",
        "thanks": "You are welcome.",
        "farewell": "Goodbye, and come back any time.",
        "refusal": "All right. If you want something else, just say so.",
        "noise": "I am listening. What are you looking for?",
        "noise again": "I am listening. Ask about what is shown, or say what should be different.",
        "not_understood": "I did not understand “{words}”. Say what you are looking for, or ask about what is shown.",
        "assistant": "I am a program that advises from this shop's catalog, and that is not in it. What are you looking for?",
        "shop": "The catalog does not say anything of that; please ask the shop itself.",
        "nothing shown": "Nothing is shown yet. What are you looking for?",
        "nothing further": "There is nothing further: {count} shown.",
        "accessories": "accessories",
        "nothing like it": "There is nothing further of that kind.",
        "other_language": "I speak English, Chinese and some German. What are you looking for?",
        "about": "about {which}",
        "and": " and ",
        "comma": ", ",
        "beside": "To go with the {name}: the {other}, {price}.",
        "beside without price": "To go with the {name}: the {other}.",
        "or beside": "Or the {other}, {price}.",
        "or beside without price": "Or the {other}.",
        "named there": "Its record names it: “{words}”.",
        "not named there": "Its record does not say whether it fits the {name}.",
        "none beside": "There is no “{thing}” for the {name} in this catalog.",
        "buyer": "A buyer of the {name} says: “{words}”",
        "maker": "Of the {name} the maker says: “{words}”",
        "no reviews": "The record of the {name} has no buyers' words.",
        "rated": "Buyers rate the {name} {rating} of 5.",
        "no faults": "No buyer complains of the {name} in its record, and the record names nothing against it.",
        "stands so": "That is {word} for its kind: of the {count} here, {share} % {others}.",
        "stands not so": "That is not {word} for its kind: of the {count} here, {share} % {others}.",
        "stands between": "That is about in the middle of the {count} of its kind here.",
        "have less": "have less",
        "have more": "have more",
        "cost less": "cost less",
        "cost more": "cost more",
        "not said so": "The record of the {name} does not say it in these words.",
        "not said": "The record of the {name} does not say.",
        "had": "Yes: the {name}.",
        "had otherwise": "Yes, but not with all the rest: the {name}.",
        "mentioned": "Nothing here goes by the name of “{words}”; records do mention it.",
        "not had": "No, I find none for “{words}”.",
        "no": "No. {said}",
        "examples": "Its products have no sections; some of them are: {products}.",
        "assortment": "This shop sells: {kinds}.",
        "differs": "The {label}: {one} for the first, {other} for the second.",
        "none fits": "No, nothing in the catalog meets all of that: {words}.",
        "fits": "These are what comes nearest to “{words}”.",
        "for that": "Asked “{words}”, I would take the {product}.",
        "said alike": "The records of these say as much of “{words}” one as the other.",
        "not said of these": "In the records of these I find nothing of “{words}”.",
        "not told apart": "The records of these do not say which is the {degree}.",
        "price": "The {name} costs {price}.",
        "together": "The {name} and the {other} together cost {sum}.",
    },
    places=tuple(
        f"the {place}"
        for place in ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
    ),
    measures={
        **dict.fromkeys(("hot", "warm", "cold", "cool"), "degrees degree temperature °c"),
        **dict.fromkeys(("deep", "far", "high", "wide"), "metre metres meters m km atm bar range"),
        **dict.fromkeys(("long", "often", "old"), "hours minutes days weeks months years"),
        **dict.fromkeys(("fast", "quick", "quickly"), "km/h mph minutes seconds"),
        **dict.fromkeys(("loud", "noisy"), "decibels db noise"),
    },
    languages={"chinese": "zh", "german": "de", "english": "en"},
    contractions={
        **{word.replace("'", ""): word for word in _APOSTROPHES.split()},
        **{f"{word}s": f"{word}'s" for word in ("that", "what", "where", "who", "how", "there", "here")},
        "which one's": "which one is",
        "gimme": "give me",
        "wanna": "want to",
        "gonna": "going to",
        "pls": "please",
        "plz": "please",
    },
)

"""Turns of no closed form: a question about a product in any words, the one before asked again, another thing asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from shopcli.chat.spoken_replies import SpokenReplies
from shopcli.chat.spoken_turn import Reply
from shopcli.errors import UsageError
from shopcli.need.dialogue.anaphora import Anaphora
from shopcli.need.dialogue.discourse_markers import closed, opened
from shopcli.need.dialogue.followup import ProductQuestion, asked_about
from shopcli.need.dialogue.refine import is_packing, refine, says_how
from shopcli.need.dialogue.speech_acts import SpeechAct, is_question
from shopcli.need.dialogue.state_update import StateUpdate
from shopcli.need.dialogue.turn_plan import SURE, SURE_OF
from shopcli.need.grounding.head_noun import ends_in_a_thing
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.request_grammar import compiled
from shopcli.need.languages.speech_act_grammar import SpeechActGrammar
from shopcli.need.persons import names_a_person
from shopcli.need.questions import find_question
from shopcli.need.tagging.dialogue_acts import ActSegment, DialogueAct
from shopcli.text.tokens import stem_set
from shopcli.types import Product

_BEYOND_DOUBT = 0.8
_JOINED = re.compile(
    r"(?:(?:and|also|plus|ok|then|maybe|perhaps|or)[\s,.]+)+(?=(?:an?|some|something|anything|somewhere)\s)", re.I
)
_TOLD_BEFORE = re.compile(r"\A.*[,，;；]\s*(?=\S{2,}\Z)")
_ENDED = re.compile(r"[\s,]+(?:instead|then)[\s.!?]*\Z", re.I)
_ARTICLE = re.compile(r"(?:an?|some|anything|something)\s", re.I)
_WITHIN_IT = re.compile(r"\b(?:is|are) there\b.*\b(?:(?:in|on|inside|with) (?:it|them)|included|in the box)\b", re.I)
_WORD = re.compile(r"[^\W\d_]{4,}")
_HEAD = 14  # characters that every sentence begins with that owns up to a record's silence
_ASKED = re.compile(r"[?？]\s*\Z")


def _fine(words: str, grammar: SpeechActGrammar) -> str:
    """What is said to be fine, "petrol is fine"; anything else as it is."""
    matches = (compiled(source).fullmatch(words) for source in grammar.questions.get("fine after all", ()))
    match = next(filter(None, matches), None)
    return match["words"] if match else words


@dataclass(frozen=True)
class OpenTurn:
    """One turn, where something is shown.

    Attributes:
        spoken: what was said, as a speech act, with what it may refer to.
        grammar: of its language.
        anaphora: whom names mean.
        before: what was asked last, by the form of its words.
        compared: the products that were compared in the turn before.
    """

    spoken: SpokenReplies
    grammar: SpeechActGrammar
    anaphora: Anaphora
    before: SpeechAct | None = None
    compared: Sequence[Product] = ()

    @property
    def words(self) -> str:
        """What was said, as a refinement says it."""
        return self.grammar.plainly(_fine(self.spoken.act.said.strip(" .!"), self.grammar))

    def surely_asked(self, sure: DialogueAct | None, words: str) -> Reply | None:
        """The answer to what is surely asked about a product, or of the shop where no record that is meant tells it."""
        if sure == "ask":
            return self.question_about_it(words) or self.what_to_do_with_it(words)
        it = self.anaphora.spoken_of()
        if sure != "stock" or it is None or self._names_one_shown(words):
            return None
        question, talk = find_question(words), self.spoken.shop.talk
        subject = question.subject or words.rstrip("?？.!。！ ") if question is not None else ""
        if subject and (ends_in_a_thing(subject) or talk.is_kind(subject) or talk.is_sold(subject)):
            return None  # "do you sell bicycles?", and no 几天能到
        is_told = any(self.spoken.shop.talk.speaks_of(word, it) for word in _WORD.findall(words))
        return None if is_told else self.spoken.by_act("stock")

    def what_to_do_with_it(self, words: str) -> Reply | None:
        """The answer to what one can do with a product, "can I change the strap later"; None where anything else is said.

        What the record says of the strap alone is no answer, and is told as what comes near.
        """
        asked = compiled(self.grammar.doing).match(words) if self.anaphora.talk.shown else None
        reply = self.open_question(words, sure=True) if asked else None
        if asked is None or reply is None or len(reply.about) != 1:
            return reply
        said = stem_set([sentence.text for sentence in reply.told])
        if stem_set([asked["deed"]]) <= said or len(reply.told) > 1:
            return reply
        unsaid = self.spoken.shop.talk.unsaid(reply.about[0], self._language.code, is_near=True)
        is_silent = not any(one.text.startswith(unsaid.text[:_HEAD]) for one in reply.told)
        return replace(reply, told=(unsaid, *reply.told)) if is_silent else reply

    def is_within_it(self, words: str) -> bool:
        """Whether it is asked what is in or on a product: "are there batteries in it"."""
        return _WITHIN_IT.search(words) is not None

    @property
    def _language(self) -> LanguagePack:
        return self.spoken.language

    def another(self, words: str, act: ActSegment | None = None) -> str:
        """The request for another kind of thing: "and a watch for him", "a windbreaker then", "headphones instead"; or none.

        Beside a thing that is looked for, "and something for two magazines" is another, where it is surely a need. What is
        surely asked about a product that is named is none: "does the HP come with a mouse then?".
        """
        if act and act.act in ("ask", "compare", "why") and act.confidence >= SURE and self._names_one_shown(words):
            return ""
        if act and act.act == "need" and act.confidence >= _BEYOND_DOUBT and self.anaphora.talk.topic:
            joined = _JOINED.match(words)
            request = words[joined.end() :] if joined else ""
            if request and self._language.requests.indefinite.match(request):
                return request
            if self._names_other(words):
                return words  # "is there anything to go with it, say a table lamp?"
        if named := compiled(self.grammar.another).fullmatch(words.rstrip("?？.!。！ ")):
            return named["thing"] if self._names_other(named["thing"]) else ""
        joined, ended = _JOINED.match(words), _ENDED.search(words)
        if not (joined or ended or _ARTICLE.match(words)) or self._only_says_how(words):
            return ""
        request = words[joined.end() if joined else 0 : ended.start() if ended else None].rstrip("?.! ")
        return request if request and self._names_other(request) else ""

    def _names_one_shown(self, words: str) -> bool:
        """Whether words name a product that is or was shown."""
        known = {product.id for product in (*self.anaphora.talk.products, *self.anaphora.earlier)}
        within = self.anaphora.within(words)
        return within is not None and within[0].id in known

    def told_of_oneself(self, words: str) -> Reply | None:
        """The need with what one tells of oneself makes one assume: "I have a cat"; None where it makes one assume nothing."""
        if not compiled(self.grammar.telling).fullmatch(words):
            return None
        talk = self.anaphora.talk
        assumed = talk.features(words).assumed
        fresh = replace(talk.need, notes=(), question=None)
        # What a record decides with yes or no is asked for: whoever has a cat wants no plant that harms it.
        decided = [replace(wish, source="refinement") for wish in assumed if wish.field and isinstance(wish.value, bool)]
        draft = StateUpdate(fresh, self._language.refinement).having(decided)
        draft = draft.assuming([wish for wish in assumed if wish.field is None or not isinstance(wish.value, bool)])
        if draft.need == fresh:
            return None
        return Reply("refined", need=replace(draft.need, query=f"{talk.need.query}; {words}"), changes=draft.changes)

    def remark_on(self, words: str) -> Reply | None:
        """A question of a few words behind a name: "and the bone conduction ones, no bass?"; None where it is none."""
        name, mark, rest = words.partition(", ")
        again = re.fullmatch(self._language.follow_ups.again, name, re.IGNORECASE)
        if not (mark and again and _ASKED.search(rest)):
            return None
        product = self.anaphora.meant(again["ref"])
        return self.spoken.open_question(product, rest) if product else None

    def _names_other(self, words: str) -> bool:
        """Whether words begin with a kind of thing that is another one than what is looked for: "a watch for him"."""
        need = self.anaphora.talk.need
        topics = [clause.says for clause in need.clauses if clause.kind == "topic" and clause.op is None]
        meant = [
            clause for clause in self.spoken.shop.understand(words).clauses if clause.kind == "topic" and clause.op is None
        ]
        meant = [clause for clause in meant if not names_a_person(clause.text, self._language.requests)]  # "a kids' one"
        same = self.spoken.shop.shown_catalog.same
        if topics and meant and (self._says_how(words, meant[0].says) or is_packing(meant[0], words)):
            return False  # "something fruity", where a title has the word; "a bigger pack"
        if not meant or (topics and same(meant[0].says, topics[0])):
            return False
        talk = self.spoken.shop.talk
        return talk.is_kind(meant[0].says) or talk.is_sold(meant[0].says) or talk.is_sold(meant[0].text)

    def turns_down(self, words: str) -> bool:
        """Whether words that decline name what is not wanted: "no totes", and not "no thanks"."""
        meant = self.anaphora.talk.read(words).clauses
        return any(clause.kind == "exclude" and clause.op for clause in meant)

    def sure_act(self, act: ActSegment | None, words: str) -> DialogueAct | None:
        """What is surely done in words; None where their form or what they name tells better."""
        if act is None:
            return None
        if act.act in ("compare", "advise") and len(self.anaphora.all_within(words)) > 1:
            return act.act
        if act.confidence < SURE_OF.get(act.act, SURE) or (act.act == "compare" and self.asks_of_all(words)):
            return None
        if act.act == "decline" and (self.turns_down(words) or self.refines(words)):
            return "refine"  # "no totes", "no limit"
        return act.act

    def asks_of_all(self, words: str) -> bool:
        """Whether the most of something is asked for among all there is: "what's the cheapest that won't fall out?"."""
        question = find_question(words)
        return question is not None and question.kind == "extreme" and bool(question.names) and not self.anaphora.refers(words)

    def refines(self, words: str) -> bool:
        """Whether words change what is looked for by their form: "no limit", "no particular order"."""
        try:
            return refine(replace(self.anaphora.talk, said=words, question=None)) is not None
        except UsageError:
            return False

    def compares(self, words: str) -> bool:
        """Whether words want more or less of something than what is shown: "cheaper than that?", 便宜点的呢."""
        phrases = self._language.refinement
        return phrases.part("compare", closed(opened(words, phrases)[0], phrases)) is not None

    def _only_says_how(self, words: str) -> bool:
        """Whether words name nothing but where it is from, what it is in or has: "something from Islay then"."""
        bare = _ARTICLE.sub("", words, count=1)
        is_more = bare.partition(" ")[0].casefold() in self._language.refinement.degrees  # "something more like a green tea"
        return not is_more and self._language.refinement.opening.match(bare) is not None

    def _says_how(self, words: str, name: str) -> bool:
        """Whether words say how what is looked for is to be, and are what no kind of thing is called."""
        bare = words.rstrip("?？.!。！ ")
        return says_how(bare, [name], self._language.refinement, lambda: self.spoken.shop.talk.is_kind(name))

    def says_nothing(self, word: str) -> bool:
        """Whether all that was said is one run of letters that no record says, and that is no slip of the pen either."""
        word, spelling = word.rstrip("?! "), self._language.spelling
        if spelling is not None and word.casefold() in spelling.word_list():
            return False
        if not (word.isascii() and word.isalpha()) or self.spoken.shop.talk.is_known(word.casefold()):
            return False
        return not any(clause.meaning or clause.field for clause in self.spoken.shop.understand(word).clauses)

    def is_of_it(self, words: str) -> bool:
        """Whether a question that has the form of one about the catalog is about what was just spoken of: its colours."""
        question = find_question(words)
        return question is not None and question.kind in ("colours", "brands") and self.anaphora.refers(words)

    def open_question(self, words: str, *, sure: bool = False) -> Reply | None:
        """The answer to a question about a product that no form of a question knows; None where it is a request."""
        anaphora, grammar = self.anaphora, self.grammar
        if not anaphora.talk.shown:
            return None
        tail = words.rpartition(", ")[2]
        asks_of_it = anaphora.refers(tail) and tail != words and is_question(tail, grammar)  # "it is 2 m high, does it fit?"
        within_it = _WITHIN_IT.search(words) is not None
        asks = not find_question(words) and (is_question(words, grammar) or self._asks_of_one(words))
        if not (sure or asks_of_it or within_it or asks):
            return None
        within = anaphora.within(words)
        product, name = within or (self._asked_of(words), "")
        return self.spoken.open_question(product, words, name) if product else None

    def _asked_of(self, words: str) -> Product | None:
        """Whom a question without a name is about: what "it" means, else the one of the shown that can best answer."""
        it = self.anaphora.spoken_of()
        if it is None or self.anaphora.refers(words) or re.search(r"\bthe\b", words, re.IGNORECASE) is None:
            return it
        bearing = self.spoken.shop.talk.bearing
        shown = self.anaphora.talk.products
        best = max(shown, key=lambda product: bearing(words, product), default=it)
        return best if bearing(words, best) > 1 + bearing(words, it) else it

    def question_about_it(self, words: str) -> Reply | None:
        """The answer to what is surely asked about a product that is named or pointed at, whatever its form."""
        if not self.anaphora.talk.shown or not (self.anaphora.refers(words) or self.anaphora.within(words)):
            return None
        question = find_question(words)
        if question is not None and question.kind == "extreme" and not self.anaphora.within(words):
            return None  # "what's the cheapest wireless one?" is asked of all there is
        if reply := self.remark_on(words) or self.asked_again(words) or self.asked_of_it(words):
            return reply
        try:
            asked = asked_about(replace(self.anaphora.talk, said=words, question=None), before=self.spoken.before)
        except UsageError:
            asked = None
        if asked is not None:
            return Reply("about", self.spoken.shop.talk.answer(asked), asked.products, asked=asked)
        return self.open_question(words, sure=True)

    def asked_again(self, words: str) -> Reply | None:
        """The question before, asked of another product: "and the iron one?"; None where anything else was said."""
        before, compared = self.before, self.compared
        again = re.fullmatch(self._language.follow_ups.again, words, re.IGNORECASE)
        product = self.anaphora.meant(again["ref"]) if before and again else None
        if before is None or again is None or product is None:
            return None
        if before.question in ("difference", "better", "why compared") and compared and compared[0].id != product.id:
            return self.spoken.beside_first(compared[0], product)
        if before.question not in ("reviews", "faults", "why"):
            return None
        return replace(self.spoken, act=replace(before, parts={"ref": again["ref"]})).to_question()

    def asked_of_it(self, words: str) -> Reply | None:
        """The answer to a question that has no subject, of what was just spoken of, or of whom it names; None for any other.

        Only of languages that leave the subject out: 防水吗, 亮度多少.
        """
        anaphora, grammar = self.anaphora, self.grammar
        bare = words.rstrip("?！!. ？。")
        if not grammar.of_it or not anaphora.talk.shown or not is_question(words, grammar) or self.compares(words):
            return None
        parts = [f"{part}?" for part in re.split(r"[?？]", bare) if part.strip(", ，")]
        if len(parts) > 1:  # 吵不吵？多重？
            replies = [reply for part in parts if (reply := self.asked_of_it(part))]
            told = tuple(sentence for reply in replies for sentence in reply.told)
            return replace(replies[0], told=told) if replies else None
        within = anaphora.within(words)
        product, name = within or (anaphora.spoken_of(), "")
        if within is None:
            bare = _TOLD_BEFORE.sub("", bare)  # "it may be 5 degrees at night, is it warm enough" asks the last
        if product is None or (within is None and self._asks_for_things(bare)):
            return None
        said = bare.replace(name, "", 1) if name else bare
        forms = (
            [grammar.of_it.format(said)] if name else [bare, *([] if anaphora.refers(bare) else [grammar.of_it.format(bare)])]
        )
        asked = next(filter(None, (self._asked(form, product) for form in forms)), None)
        if asked is None or len(asked.products) != 1 or asked.kind in ("comparison", "most"):
            return self.spoken.open_question(product, bare, name)
        return Reply("about", self.spoken.shop.talk.answer(asked), asked.products, asked=asked)

    def _asked(self, said: str, product: Product) -> ProductQuestion | None:
        """The question about what is shown that words are, where what they point at is a product."""
        try:
            return asked_about(replace(self.anaphora.talk, said=said, focus=product, question=None))
        except UsageError:
            return None

    def _asks_for_things(self, words: str) -> bool:
        """Whether a question of the form of one about the catalog asks for a kind of thing, not for a part of what is shown."""
        question = find_question(words)
        if question is None:
            return False
        if question.kind != "any":
            return bool(question.subject) or question.kind not in ("price range", "values")
        named = [clause for clause in self.spoken.shop.understand(words).clauses if clause.kind == "topic"]
        return any(self.spoken.shop.talk.is_kind(clause.says) for clause in named)

    def _asks_of_one(self, words: str) -> bool:
        """Whether a word or two with a question mark ask of what was spoken of: "weight?", "47?"; no "in blue?", "cheaper?"."""
        bare = words.rstrip("?！!. ？").strip()
        refining = self._language.refinement
        if refining.asking.match(bare):
            return False  # "anything from Japan?"
        if not _ASKED.search(words) or not bare or len(bare.split()) > 3 or refining.opening.match(bare + " "):
            return False
        if bare.casefold() in refining.degrees or refining.part("order", bare) or refining.part("compare", bare):
            return False
        return bare.isdecimal() or not self.spoken.shop.talk.is_kind(bare)

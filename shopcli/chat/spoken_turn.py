"""A turn as a speech act: what it may refer to, and what is replied to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from shopcli.chat.shop import Shop
from shopcli.errors import ShopcliError
from shopcli.need.dialogue.anaphora import Anaphora
from shopcli.need.dialogue.followup import ProductQuestion
from shopcli.need.dialogue.speech_acts import SpeechAct
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.registry import language_named
from shopcli.need.languages.speech_act_grammar import SpeechActGrammar
from shopcli.text.scripts import has_han, set_apart
from shopcli.text.tokens import FUNCTION_STEMS, stem_set
from shopcli.text.words import regular_singular
from shopcli.types import Advice, Answer, Hit, Need, Product, ReplyKind, Sentence

_SAME = 0.8  # of the words of a sentence, that stand in one which was said
_TWICE = re.compile(r"\b([Tt]he) The\b")


def once(told: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Sentences with one article before a name that has its own: no "The The Fox"."""
    return tuple(replace(sentence, text=_TWICE.sub(r"\1", sentence.text)) for sentence in told)


def as_sentence(told: ShopcliError) -> Sentence:
    """What cannot be done, with what can, as something that is said."""
    between = "" if has_han(str(told)) else " "
    return Sentence(f"{told}{between}{told.hint}", (), "template")


@dataclass(frozen=True)
class Reply:
    """What is replied to a turn that is no search.

    Attributes:
        kind: of the reply.
        told: its sentences.
        about: the products that it speaks of; the first, where there is but one, is what "it" means from then on.
        beside: products that are shown for once.
        looked_at: the one result that is shown whole.
        asked: the question that it answers, which "and the third?" asks again.
        need: the need in force from then on, where that changes; with what changed, in words.
        changes: what changed.
        more: whether the next results are shown.
    """

    kind: ReplyKind
    told: tuple[Sentence, ...] = ()
    about: tuple[Product, ...] = ()
    beside: tuple[Hit, ...] = ()
    looked_at: Hit | None = None
    asked: ProductQuestion | None = None
    need: Need | None = None
    changes: tuple[str, ...] = ()
    more: bool = False

    @property
    def one(self) -> Product | None:
        """The one product that it is about, or names of several: "That is the first: its rating is 4.2."; None elsewhere."""
        if len(self.about) == 1:
            return self.about[0]
        cited = {product for sentence in self.told for product in sentence.cites}
        named = [product for product in self.about if product.id in cited]
        return named[0] if self.kind == "compared" and len(named) == 1 else None

    def followed_by(self, other: Reply) -> Reply:
        """The other reply, said behind the sentences of this one."""
        return replace(other, told=(*self.told, *other.told))


@dataclass(frozen=True)
class SpokenTurn:
    """One turn, with all that it may be about.

    Attributes:
        shop: the advisor.
        language: of the turn.
        act: what it does.
        answer: what is on the screen; None where nothing is.
        anaphora: whom names mean; None where nothing is shown.
        before: the question before.
        has_spoken: whether anything was said before.
        asked_words: the question before in its own words.
        recent: the products that the turns just before were about, the latest first.
        compared: those that the turn just before compared.
    """

    shop: Shop
    language: LanguagePack
    act: SpeechAct
    answer: Answer | None
    anaphora: Anaphora | None
    before: ProductQuestion | None = None
    has_spoken: bool = False
    asked_words: str = ""
    recent: Sequence[Product] = ()
    compared: Sequence[Product] = ()
    _found: dict[str, Product | None] = field(default_factory=dict, repr=False)

    @property
    def _words(self) -> SpeechActGrammar:
        assert self.language.speech_acts is not None
        return self.language.speech_acts

    @property
    def _code(self) -> str:
        return self.language.code

    @property
    def _shown(self) -> Sequence[Hit]:
        return self.answer.results if self.answer else ()

    def _says(self, kind: ReplyKind, name: str, **words: str) -> Reply:
        return Reply(kind, (Sentence(set_apart(self._words.replies[name], **words), (), "template"),))

    def _part(self, *names: str) -> str:
        return next((self.act.parts[name] for name in names if self.act.parts.get(name)), "")

    def _named(self, ref: str) -> Product | None:
        """The product that a name means, else the one that is named within the words, else what they point at."""
        assert self.anaphora is not None
        if ref not in self._found:
            product = self.anaphora.meant(ref)
            if product is None and (within := self.anaphora.within(f"the {ref}")):
                product = within[0]
            if product is None and self.anaphora.refers(ref):
                product = self.anaphora.spoken_of()
            self._found[ref] = product
        return self._found[ref]

    def _it(self) -> Product | None:
        return self.anaphora.spoken_of() if self.anaphora else None

    def _hit(self, product: Product) -> Hit:
        """The product as a result: as it is shown, else by itself."""
        return next((hit for hit in self._shown if hit.product.id == product.id), Hit(product, 0.0))

    def _advised(self, hits: tuple[Hit, ...]) -> tuple[Sentence, ...]:
        """The advice where these alone are shown."""
        assert self.answer is not None
        need = replace(self.answer.need, language=self._code)
        return tuple(self.shop.advise(replace(self.answer, need=need, results=hits, reply=None, clarification=None)))


def regular(words: str) -> str:
    """Words in lower case, their last in the singular."""
    return regular_singular(words.casefold())


def distinct(products: Sequence[Product]) -> list[Product]:
    """Products, each once, in their order."""
    by_id = {product.id: product for product in reversed(products)}
    return sorted(by_id.values(), key=lambda product: [other.id for other in products].index(product.id))


def taken_for(about: Sequence[Product], shown: Sequence[Hit], need: Need | None) -> str:
    """What a reply was taken to be about, by its place on the screen: "about the second"; empty where it is on none."""
    grammar = language_named(need.language if need else "").speech_acts
    places = [number for number, hit in enumerate(shown) if hit.product.id in {one.id for one in about}]
    if grammar is None or len(places) != len(about) or not 0 < len(places) < 3 or max(places) >= len(grammar.places):
        return ""
    which = grammar.replies["and"].join(grammar.places[place] for place in places)
    return grammar.replies["about"].format(which=which)


def unsaid(told: Sequence[Sentence], before: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """The sentences of which none before says nearly the same."""
    known = [stem_set([sentence.text]) - FUNCTION_STEMS for sentence in before]

    def is_new(sentence: Sentence) -> bool:
        words = stem_set([sentence.text]) - FUNCTION_STEMS
        return not any(len(words & others) >= _SAME * len(words) for others in known)

    return tuple(sentence for sentence in told if is_new(sentence))


def new_advice(
    sentences: Iterator[Sentence], answer: Answer, before: Advice | None, name_of: Callable[[Product], str]
) -> Iterator[Sentence]:
    """The sentences of an advice as they come, less what the advice before it said; that it stays so, where nothing is new.

    Args:
        sentences: the advice.
        answer: what it is about.
        before: what was advised in the step before.
        name_of: what a product is called.
    """
    said = {sentence.text for sentence in before.sentences} if before else set[str]()
    pick = next(sentences, None)
    if pick is None or before is None or [pick.text] != [sentence.text for sentence in before.sentences[:1]]:
        yield from [pick] if pick else ()
        yield from sentences
        return
    grammar, product = language_named(answer.need.language).speech_acts, _cited(pick, answer)
    if grammar is None or product is None:
        yield pick
        yield from sentences
        return
    stays = Sentence(set_apart(grammar.replies["stays so"], name=name_of(product)), (product.id,), "template")
    yield stays
    yield from (sentence for sentence in sentences if sentence.text not in said)


def _cited(sentence: Sentence, answer: Answer) -> Product | None:
    return next((hit.product for hit in answer.results if hit.product.id in sentence.cites), None)

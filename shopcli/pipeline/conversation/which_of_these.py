"""Which of the products shown are, have or do what is asked, in one answer: who does, who does not, whose record is silent.

Every yes and no is a fact's; what only stands in a text is quoted, and no verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from shopcli.need.dialogue.followup import ProductQuestion
from shopcli.pipeline.conversation.replies import replies_of
from shopcli.text.negation import negates
from shopcli.text.scripts import set_apart
from shopcli.text.tokens import tokenise
from shopcli.types import Fact, FactsOf, Product, Sentence
from shopcli.write.moves.quotes import quoted_on
from shopcli.write.product_names import names_of
from shopcli.write.product_qa import Finding
from shopcli.write.wording.frames import worded
from shopcli.write.wording.phrases import own_label

Stand = Literal["yes", "no", "says", "silent"]
_LONGEST_VALUE = 60  # characters of a value that is told beside a name


@dataclass(frozen=True)
class WhichOfThese:
    """A question that is asked of several products at once.

    Attributes:
        asked: the question; whether each of its products is, has or does its words.
        finding: what the record of one says to it.
        facts: of a product.
    """

    asked: ProductQuestion
    finding: Callable[[ProductQuestion, Product], Finding | None]
    facts: FactsOf

    def told(self) -> tuple[Sentence, ...]:
        """The answer: those that are first, then those that are not, then whose record is silent."""
        by_stand: dict[Stand, list[str]] = {"yes": [], "says": [], "no": [], "silent": []}
        stands = [(product, *self._stand(product)) for product in self.asked.products]
        for product, stand, evidence in stands:
            name = self._replies["the name"].format(name=self._names[product.id])
            told = set_apart(self._replies["by which"], name=name, evidence=evidence) if evidence else name
            by_stand[stand].append(told)
        return tuple(self._sentences(by_stand, [(product, stand) for product, stand, _ in stands]))

    def _sentences(
        self, by_stand: Mapping[Stand, Sequence[str]], stands: Sequence[tuple[Product, Stand]]
    ) -> Iterator[Sentence]:
        count, words = len(self.asked.products), self.asked.said or self.asked.words
        for stand in ("yes", "says", "no", "silent"):
            names = by_stand[stand]
            if not names:
                continue
            size = "all" if len(names) == count else "one" if len(names) == 1 else "some"
            template = self._replies[f"{stand} of {size}"]
            cites = tuple(product.id for product, own in stands if own == stand)
            listed = self._listed(names, "or" if stand == "no" and size != "all" else "and")
            yield Sentence(set_apart(template, names=listed, words=words), cites, "template")

    def _stand(self, product: Product) -> tuple[Stand, str]:
        """What a record says to the question, and by what; of what is asked for without something the contrary."""
        asked, is_denied = self._plainly
        finding = self.finding(asked, product)
        if finding is None or not finding.exact or not finding.facts:
            return self._otherwise(product)
        verdict, fact = finding.verdict, finding.facts[0]
        if verdict is None:
            if fact.is_text:
                quote = quoted_on(fact, asked.words)
                if quote and is_denied and not any(map(negates, tokenise(quote))):
                    return "no", f"“{quote}”"  # which of them has no alcohol: not the one that lists it
                return ("says", f"“{quote}”") if quote else ("silent", "")
            verdict = True
        return ("yes" if verdict != is_denied else "no"), self._evidence(fact, asked)

    def _otherwise(self, product: Product) -> tuple[Stand, str]:
        """What a record says in the field that tells it of others: "no OS", where those others run Windows."""
        fact = next((fact for fact in self.facts(product) if fact.field in self._telling), None)
        return ("no", self._evidence(fact, self.asked)) if fact else ("silent", "")

    @cached_property
    def _telling(self) -> frozenset[str]:
        """The fields whose values say yes of some of the products."""
        asked, _ = self._plainly
        findings = [self.finding(asked, product) for product in self.asked.products]
        told = (finding for finding in findings if finding and finding.exact and finding.facts)
        yes = [finding.facts[0] for finding in told if finding.verdict is not False]
        return frozenset(fact.field for fact in yes if not fact.is_text and fact.truth is None and isinstance(fact.value, str))

    @cached_property
    def _plainly(self) -> tuple[ProductQuestion, bool]:
        """The question without a "no" that it begins with, and whether it had one."""
        first, _, rest = self.asked.words.partition(" ")
        if rest and (tokens := tokenise(first)) and negates(tokens[0]):
            return replace(self.asked, words=rest, said=rest), True
        return self.asked, False

    def _evidence(self, fact: Fact, asked: ProductQuestion) -> str:
        """What a fact says, beside a name; nothing of a mere yes or no, and of what the question says itself."""
        said = worded(fact)
        if fact.truth is not None or len(said.value) > _LONGEST_VALUE or said.value.casefold() == asked.words.casefold():
            return ""
        return said.value if fact.field == "price" else f"{own_label(fact, self.asked.language)} {said.value}"

    def _listed(self, names: Sequence[str], joint: str) -> str:
        replies = self._replies
        return names[0] if len(names) == 1 else f"{replies['comma'].join(names[:-1])}{replies[joint]}{names[-1]}"

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return names_of(self.asked.products)

    @property
    def _replies(self) -> Mapping[str, str]:
        return replies_of(self.asked.language)

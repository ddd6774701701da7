"""What is said of two products or more that are shown: differences, "which is warmer", "which would you take", "why this one".

Each answer is computed from the records for the need in force. Which turn asks for which is the session's to know.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from shopcli.need.dialogue.followup import ProductQuestion, degree_in
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.refinement_grammar import Wanted
from shopcli.need.languages.registry import language_named
from shopcli.pipeline.product_answers import ProductAnswers
from shopcli.retrieve.limits import judge
from shopcli.text.tokens import FUNCTION, stem_set
from shopcli.types import Answer, Hit, Need, Product, Sentence
from shopcli.write.comparison import told_apart
from shopcli.write.preference import reasons_for, which_of, why_not, why_over

_LOOKED_AT = 40  # of what fits a need, for who states an amount


@dataclass(frozen=True)
class SideBySide:
    """Answers about products beside each other, over one index.

    Attributes:
        answers: answers from single records.
        search: the products for a need.
    """

    answers: ProductAnswers
    search: Callable[..., Answer]

    def compare(self, said: str, need: Need, hits: Sequence[Hit]) -> tuple[Sentence, ...]:
        """The answer to a question about two products or more: which is more of what it asks, else what sets them apart.

        Args:
            said: the question; "which of those two is warmer?".
            need: the request in force, in the language of the answer.
            hits: whom it is about, each once; what was found is known as an answer to the need, anything else is judged.
        """
        asked = self.asked_more(said, need, [hit.product for hit in hits])
        return self.answers.answer(asked) if asked else self.differences(need, hits, said)

    def asked_more(self, said: str, need: Need, products: Sequence[Product]) -> ProductQuestion | None:
        """The question which of some products is more of what can be measured; None where no such thing is asked."""
        language = language_named(need.language)
        found = degree_in(said, language)
        is_judged = found is not None and found[1].of == "rating" and found[2] != ("rating",)  # "better", no "rated better"
        if found is None or is_judged or not (found[1].of or found[1].context):
            return None
        degree, wanted, names = found
        if of_what := self._measured_by(degree, said, products, language):
            wanted, names = Wanted("", wanted.order, of_what), (of_what,)
        two = len(products) == 2
        whom, other = (tuple(products[:1]), products[1]) if two else (tuple(products), None)
        meant = names or (wanted.context,)
        return ProductQuestion(
            "comparison" if two else "most", degree, whom, need.language, meant, wanted.of, wanted.order, other, is_which=True
        )

    def _measured_by(self, degree: str, said: str, products: Sequence[Product], language: LanguagePack) -> str:
        """The name of the field of which the most is asked for, "the longest battery"; empty where none is named."""
        after = " ".join(language.refinement.normal(said).casefold().split()).partition(f"{degree} ")[2]
        words = after.split()[:2]
        compared = None
        for what in (" ".join(words), *words[:1]) if words and words[0] not in FUNCTION else ():
            asked = stem_set([what.strip(" ?!.,")])
            compared = self.answers.shown_catalog.compared("", "", products, said=what.strip(" ?!.,"))
            if compared and asked <= stem_set([compared.field.replace("_", " ")]):
                return compared.field.replace("_", " ")
        return ""

    def states(self, asked: ProductQuestion) -> bool:
        """Whether the record of any of some products states, outside its fields too, how much of something it is."""
        return bool(self.answers.amounts.known(asked.products, asked, None))

    def differences(self, need: Need, hits: Sequence[Hit], said: str = "") -> tuple[Sentence, ...]:
        """What sets products apart for a need, what a question names first, and which of two to take."""
        compared = self.answers.compared(need, self.judged(need, hits))
        named = stem_set([said]) - stem_set(compared.names)
        return told_apart(replace(compared, named=named), self.answers.facts)

    def which(self, need: Need, hits: Sequence[Hit]) -> tuple[Sentence, ...]:
        """Which of two products to take for a need, and why; what speaks for the other."""
        return which_of(self.answers.compared(need, self.judged(need, hits)))

    def why_over(self, need: Need, hit: Hit, other: Hit) -> tuple[Sentence, ...]:
        """Why one product rather than another, for a need; what the other has over it is owned."""
        return why_over(self.answers.compared(need, self.judged(need, [hit, other])))

    def reasons_for(self, need: Need, hit: Hit, other: Hit) -> tuple[Sentence, ...]:
        """What speaks for one product beside another, for a need; nothing where nothing does."""
        return reasons_for(self.answers.compared(need, self.judged(need, [hit, other])))

    def why_not(self, need: Need, hit: Hit, taken: Hit) -> tuple[Sentence, ...]:
        """Why a product, be it shown or not, is not recommended, but ``taken``: what it misses of the need, then both."""
        return why_not(self.answers.compared(need, self.judged(need, [taken, hit])))

    def stating(self, said: str, need: Need, shown: Sequence[Product]) -> tuple[tuple[Hit, ...], tuple[Sentence, ...]]:
        """What is more of something than what was spoken of, where only some titles or makers state how much: "lighter".

        Args:
            said: the wish; "something lighter".
            need: the request in force, in the language of the answer.
            shown: what is to be bettered.

        Returns:
            The products, the most of it first, and how that is told; both empty where none states it.
        """
        asked = self.asked_more(said, need, shown)
        if asked is None or asked.of in ("price", "date", "reviews", ""):
            return (), ()
        found = self.search(replace(need, question=None), top=_LOOKED_AT)
        fitting = [hit for hit in found.results if hit.meets_all or not found.matching]
        hits = [hit for hit in fitting if hit.goes_by_name] or fitting
        products = [hit.product for hit in hits]
        compared = self.answers.shown_catalog.compared(asked.of, asked.meant[0], products) if products else None
        return self.answers.amounts.better(hits, shown, asked, compared)

    def judged(self, need: Need, hits: Sequence[Hit]) -> list[Hit]:
        """Products as answers to a need, whether they were found for it or not."""
        return [hit if _is_found(hit) else self._as_hit(need, hit) for hit in hits]

    def _as_hit(self, need: Need, hit: Hit) -> Hit:
        product = hit.product
        index, row = self.answers.index, self.answers.index.row(product.id)
        unmet, unknown = [], []
        for clause in need.clauses:
            if not clause.is_hard or clause.op == "like" or (clause.field is None and clause.kind != "exclude"):
                continue
            verdict = judge(clause, index.columns, index.sayings)
            if verdict.contradicts[row]:
                unmet.append(clause)
            elif not verdict.holds[row]:
                unknown.append(clause)
        attention = self.answers.attention(need, product.id)
        return Hit(product, hit.score, tuple(unmet), tuple(unknown), attention.evidence, denied=attention.denied)


def _is_found(hit: Hit) -> bool:
    """Whether a product is known as an answer, and does not stand for itself alone."""
    return bool(hit.evidence or hit.unmet or hit.unknown)

"""What programs read: one JSON object an answer (see docs/json.md). Imports nothing heavy, so that ``--json`` is quick."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

from shopcli.render.reasons import is_belied
from shopcli.render.words import by_code_alone
from shopcli.types import (
    Advice,
    Answer,
    Attention,
    Bundle,
    BundleRole,
    ClarifyingQuestion,
    Clause,
    Evidence,
    Hit,
    Need,
    ProductSet,
    Sentence,
    Variant,
)
from shopcli.util.lazy_regex import pattern

# What json.dumps leaves bare although a terminal, a log viewer or a line reader acts on it: DEL and C1, line and
# paragraph separators, bidirectional controls, byte order marks, and lone surrogates, which UTF-8 cannot hold.
_ACTIVE = pattern("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def answer_to_dict(answer: Answer) -> dict[str, Any]:
    """One answer as the JSON contract has it."""
    return {
        "query": answer.need.as_written,
        "need": need_to_dict(answer.need),
        "no_exact_match": answer.no_exact_match,
        "relaxed": [clause.text for clause in answer.relaxed],
        "loosened": [{"text": c.text, "field": c.field, "value": c.value, "unit": c.unit} for c in answer.loosened],
        "matching": answer.matching,
        "not_sold": answer.not_sold,
        "reply": answer.reply,
        "assumed": [assumed_to_dict(wish) for wish in answer.need.assumed],
        "question": question_to_dict(answer.clarification) if answer.clarification else None,
        "bundle": bundle_to_dict(answer.bundle) if answer.bundle else None,
        "results": [hit_to_dict(rank, hit) for rank, hit in enumerate(answer.results, start=1)],
        "advice": _advice_to_dict(answer, answer.advice) if answer.advice else None,
        "timings_s": _rounded(answer.timings_s),
    }


def explain_to_dict(answer: Answer, attentions: Sequence[Attention]) -> dict[str, Any]:
    """What ``--explain`` adds to `answer_to_dict`: of each result the score of every stage, and the whole attention."""
    both = zip(answer.results, attentions, strict=True)
    return {"explain": {"results": [_explain_hit(hit) | {"attention": attention_to_dict(found)} for hit, found in both]}}


def attention_to_dict(attention: Attention) -> dict[str, Any]:
    """The matrix of clauses against facts, with what went unanswered."""
    return {
        "clauses": [clause.label for clause in attention.clauses],
        "facts": [fact.text for fact in attention.facts],
        "weights": [[round(weight, 4) for weight in row] for row in attention.weights],
        "answers": [None if answer is None else round(answer, 4) for answer in attention.answers],
        "unanswered": [clause.label for clause in attention.unanswered],
    }


def need_to_dict(need: Need) -> dict[str, Any]:
    """A need alone, as it stands under ``need`` in an answer."""
    sort: dict[str, Any] | None = {"field": need.sort.field, "order": need.sort.order} if need.sort else None
    if sort and need.sort and need.sort.rank > 1:
        sort |= {"rank": need.sort.rank}
    notes: dict[str, Any] = {"notes": list(need.notes)} if need.notes else {}
    if need.left_aside:
        notes |= {"left_aside": list(need.left_aside)}
    return {"language": need.language, "clauses": [_clause_to_dict(clause) for clause in need.clauses], "sort": sort} | notes


def assumed_to_dict(wish: Clause) -> dict[str, Any]:
    """A wish that nobody said, and the words that it was taken from; with the field that grants it, where one does."""
    optional = {name: getattr(wish, name) for name in ("field", "op", "value", "unit")}
    return {"text": wish.says, "from": wish.text} | {key: value for key, value in optional.items() if value is not None}


def question_to_dict(question: ClarifyingQuestion) -> dict[str, Any]:
    """The question back."""
    choices = [{"value": value, "count": count} for value, count in question.choices]
    return {"text": question.text, "field": question.field, "choices": choices}


def bundle_to_dict(bundle: Bundle) -> dict[str, Any]:
    """Several things, one budget: what was asked of each, the set that was chosen, the cheapest one, and what cannot be had."""
    shown, cheapest = bundle.shown, bundle.cheapest
    return {
        "roles": [_role_to_dict(role) for role in bundle.roles],
        "for_each": list(bundle.for_each),
        "limits": [_clause_to_dict(clause) for clause in bundle.limits],
        "picks": _picks_to_list(bundle, shown) if shown else [],
        "total": shown.total if shown else None,
        "currency": shown.currency if shown else None,
        "score": shown.score if shown else None,
        "within_limits": bundle.best is not None,
        "cheapest": _set_to_dict(bundle, cheapest) if cheapest else None,
        "unmet": {
            "over": bundle.over,
            "concessions": [{"role": one.role, "wish": one.wish or None, "total": one.total} for one in bundle.concessions],
            "dearest_total": bundle.dearest_total,
            "too_few": bundle.too_few,
        },
    }


def _role_to_dict(role: BundleRole) -> dict[str, Any]:
    relaxed = [clause.text for clause in role.relaxed]
    of_it = {"name": role.name, "quantity": role.quantity, "missing": role.missing or None, "relaxed": relaxed}
    return of_it | {"need": need_to_dict(role.need)}


def _set_to_dict(bundle: Bundle, chosen: ProductSet) -> dict[str, Any]:
    return {"picks": _picks_to_list(bundle, chosen), "total": chosen.total, "currency": chosen.currency, "score": chosen.score}


def _picks_to_list(bundle: Bundle, chosen: ProductSet) -> list[dict[str, Any]]:
    pairs = enumerate(zip(bundle.roles, chosen.picks, strict=True))
    return [
        {"role": at, "id": hit.product.id, "title": hit.product.title, "price": hit.product.price, "quantity": role.quantity}
        for at, (role, hit) in pairs
        if hit is not None
    ]


def dumps(value: Any) -> str:
    """``value`` as one line of JSON: UTF-8 as it is, whatever could act on a terminal escaped, null for NaN and infinity."""
    text = json.dumps(_finite(value), ensure_ascii=False, allow_nan=False)
    return _ACTIVE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _clause_to_dict(clause: Clause) -> dict[str, Any]:
    optional = {name: getattr(clause, name) for name in ("field", "op", "value", "unit", "meaning", "upper")}
    return {"text": clause.text, "kind": clause.kind} | {key: value for key, value in optional.items() if value is not None}


def hit_to_dict(rank: int, hit: Hit) -> dict[str, Any]:
    """One result as it stands under ``results`` in an answer."""
    product = hit.product
    return {
        "rank": rank,
        "id": product.id,
        "title": product.title,
        "brand": product.brand,
        "price": product.price,
        "currency": product.currency,
        "score": round(float(hit.score), 4),
        "list_price": product.list_price,
        "reduction": product.reduction,
        "available": product.available,
        "availability": product.availability,
        "shop": product.shop,
        "variant": variant_to_dict(hit.variant) if hit.variant else None,
        "variants": len(product.variants),
        "meets_all": hit.meets_all,
        "unmet": [clause.text for clause in hit.unmet],
        "unknown": [clause.text for clause in hit.unknown],
        "denied": [{"clause": why.clause.label, "fact": why.fact.text} for why in hit.denied],
        "evidence": [_evidence_to_dict(why) for why in hit.evidence if not _is_belied(hit, why)],
    } | _besides(hit)


def _besides(hit: Hit) -> dict[str, Any]:
    """What few results have: what was bought that speaks for them, and the shop's own rule that moved them."""
    bought = {"bought": {"id": hit.bought[0], "title": hit.bought[1]}} if hit.bought else {}
    if hit.rule is None:
        return bought
    places = {"rank_before": hit.rule.rank_before, "rank_after": hit.rule.rank_after}
    return bought | {"rule": {"name": hit.rule.rule, "kind": hit.rule.kind, **places}}


def variant_to_dict(variant: Variant) -> dict[str, Any]:
    """One variant: its id, its options, what it costs and whether it can be had."""
    return {
        "id": variant.id,
        "options": dict(variant.options),
        "price": variant.price,
        "list_price": variant.list_price,
        "available": variant.available,
    }


def _explain_hit(hit: Hit) -> dict[str, Any]:
    evidence = [_evidence_to_dict(item) | {"field": item.fact.field} for item in hit.evidence]
    return {"id": hit.product.id, "scores": _rounded(hit.scores), "evidence": evidence}


def _is_belied(hit: Hit, why: Evidence) -> bool:
    """Whether a fact is no evidence for the condition that it stands for, which is held for met."""
    return why.clause.is_hard and why.clause not in hit.unmet and is_belied(why.clause, why.fact)


def _evidence_to_dict(evidence: Evidence) -> dict[str, Any]:
    return {"clause": evidence.clause.label, "fact": evidence.fact.text, "weight": round(float(evidence.weight), 3)}


def _advice_to_dict(answer: Answer, advice: Advice) -> dict[str, Any]:
    sentences = [sentence_to_dict(sentence) for sentence in advice.sentences]
    why = by_code_alone(answer, advice)
    return {"text": advice.text, "model": advice.model, "sentences": sentences} | ({"note": why} if why else {})


def sentence_to_dict(sentence: Sentence) -> dict[str, Any]:
    """One sentence: its text, the ids of the products that it speaks of, and who wrote it."""
    return {"text": sentence.text, "cites": list(sentence.cites), "by": sentence.by}


def _rounded(numbers: Mapping[str, float]) -> dict[str, float]:
    return {name: round(float(number), 4) for name, number in numbers.items()}


def _finite(value: Any) -> Any:
    """``value`` with null for every number that JSON has no word for, and numpy's scalars as Python's."""
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(item) for item in value]
    if hasattr(value, "item"):
        value = value.item()
    return None if isinstance(value, float) and not math.isfinite(value) else value

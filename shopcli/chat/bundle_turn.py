"""A turn of a conversation about several things at once: one more of them, one less, a cheaper one, another budget."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from shopcli.chat.shop import Shop
from shopcli.chat.spoken_replies import SpokenReplies
from shopcli.chat.turn import Turn
from shopcli.errors import UsageError
from shopcli.need.dialogue.refine import Refinement, refine, talk_about
from shopcli.need.languages.bundle_grammar import BundleGrammar
from shopcli.need.languages.pack import LanguagePack
from shopcli.need.languages.registry import language_named, language_of
from shopcli.need.languages.request_grammar import compiled
from shopcli.need.utterance import Utterance
from shopcli.text.scripts import has_han
from shopcli.text.words import regular_singular
from shopcli.types import Answer, Bundle, BundleRole, Clause, Hit, Need, ReplyKind, show_money

_ENDS = " .,;!?。，；！？"
_UPPER = ("<", "<=")


class Conversing(Protocol):
    """What is needed of a `shopcli.chat.session.Session`."""

    @property
    def turn(self) -> Turn: ...
    @property
    def need(self) -> Need | None: ...
    @property
    def log(self) -> list[Turn]: ...
    def classify(self, text: str) -> Utterance: ...
    def spoken(self, said: str) -> SpokenReplies: ...
    def search_for(self, said: str, need: Need, changes: tuple[str, ...] = (), *, kind: ReplyKind = "results") -> Answer: ...
    def enter(self, turn: Turn) -> None: ...


def bundle_turn(session: Conversing, shop: Shop, said: str) -> Turn | None:
    """The turn that comes of what is said, where several things are asked for or were; None where it is about something else.

    Args:
        session: the conversation.
        shop: understands and searches.
        said: the words.
    """
    text = " ".join(said.split())
    language = (
        language_of(text) if any(map(str.isalpha, text)) else language_named(session.need.language if session.need else "")
    )
    if language.bundles is None or not text:
        return None
    turn = _BundleTurn(session, shop, text, language, language.bundles)
    return turn.changed() or turn.asked()


@dataclass(frozen=True)
class _BundleTurn:
    session: Conversing
    shop: Shop
    said: str
    language: LanguagePack
    grammar: BundleGrammar

    def asked(self) -> Turn | None:
        """Several things, where they are asked for anew."""
        several = self.shop.bundles.asked(self.said)
        return self._entered(*several, changes=(), kind="results") if several else None

    def changed(self) -> Turn | None:
        """What is in force, changed; None where nothing of it is said."""
        bundle = self._in_force()
        if bundle is None:
            return None
        if len(bundle.roles) > 1:
            for change in (self._dropped, self._cheaper, self._of_a_role):
                if found := change(bundle):
                    return found
        found = self._further(bundle)
        return found if found or len(bundle.roles) == 1 else self._of_each(bundle)

    def _in_force(self) -> Bundle | None:
        """The several things in force; of one thing that is looked for, with words that ask for both together, that one."""
        answer = self.session.turn.answer
        if answer is None or answer.bundle is not None:
            return answer.bundle if answer else None
        need = answer.need
        topic = next((one.text for one in need.clauses if one.kind == "topic" and one.op is None), "")
        text = self.language.requests.normal(self.said)
        is_further = compiled(self.grammar.further).match(text) and compiled(self.grammar.together).search(text)
        return Bundle((BundleRole(topic, need.query, need),)) if topic and is_further and need.question is None else None

    # --- changes

    def _dropped(self, bundle: Bundle) -> Turn | None:
        match = compiled(self.grammar.without).fullmatch(self._text)
        at = self._role(bundle, match["thing"]) if match else None
        if at is None:
            return None
        roles = tuple(role for number, role in enumerate(bundle.roles) if number != at)
        changes = (self.grammar.messages["dropped"].format(name=bundle.roles[at].name),)
        if len(roles) == 1 and roles[0].quantity == 1:  # what is left is one thing, which the limit then is on
            self.session.search_for(self.said, roles[0].need.having(*bundle.limits), changes, kind="refined")
            return self.session.log[-1]
        return self._chosen(replace(bundle, roles=roles), *changes)

    def _cheaper(self, bundle: Bundle) -> Turn | None:
        match = compiled(self.grammar.cheaper).fullmatch(self._text)
        if match is None:
            return None
        thing = match["thing"] or match["thing2"]
        if thing is None:
            return self._cheaper_in_all(bundle)
        at = self._role(bundle, thing)
        hit = bundle.shown.picks[at] if at is not None and bundle.shown else None
        if at is None or hit is None or hit.product.price is None:
            return None
        price = self._money(hit.product.price, hit.product.currency)
        words = self.grammar.messages["cheaper"].format(price=price)
        clause = Clause(words, "limit", "price", "<", hit.product.price, hit.product.currency, source="refinement")
        return self._chosen(
            _with(bundle, at, _bounded(bundle.roles[at], clause, self.language.lines.comma)),
            f"{bundle.roles[at].name}: {words}",
        )

    def _cheaper_in_all(self, bundle: Bundle) -> Turn | None:
        shown = bundle.shown
        if shown is None or shown.total is None:
            return None
        words = self.grammar.messages["cheaper"].format(price=self._money(shown.total, shown.currency))
        limit = Clause(words, "limit", "price", "<", shown.total, shown.currency, source="refinement")
        return self._chosen(replace(bundle, limits=(limit,)), self.grammar.messages["budget"].format(words=words))

    def _of_a_role(self, bundle: Bundle) -> Turn | None:
        """What is said of one of the things by its name: "a lighter tent", "the stove under 40"."""
        text = self._text
        starts = (compiled(source).match(text) for source in (self.grammar.determiners, self.grammar.taken_up))
        opened = next((match for match in starts if match and match.end()), None)
        says_name_first = has_han(text) and any(text.startswith(role.name) for role in bundle.roles)
        if not (opened or says_name_first) or self.said.endswith(("?", "？")):
            return None
        rest = self.said[opened.end() if opened else 0 :].strip(_ENDS)
        at = next((at for at, role in enumerate(bundle.roles) if _names(rest, role, within=True)), None)
        if at is None:
            return None
        role, hit = bundle.roles[at], bundle.shown.picks[at] if bundle.shown else None
        of_it = _without_name(rest, role)
        linked = compiled(self.grammar.linking).match(of_it)
        of_it = of_it[linked.end() :] if linked else of_it
        count = opened.groupdict().get("count") if opened else None
        if not of_it and count and (number := self.language.requests.number(count)):
            counted = replace(role, quantity=max(1, int(number)))
            return self._chosen(
                _with(bundle, at, counted), self.grammar.messages["role"].format(count=int(number), name=role.name)
            )
        if not of_it:
            return None
        said = self.language.lines.comma.join((role.said, of_it))
        refined = self._refined(role, of_it, [hit] if hit else [])
        need = refined.need if refined else self.shop.understand(said)
        words = (refined and ", ".join(refined.changes)) or of_it
        return self._chosen(_with(bundle, at, replace(role, said=said, need=need)), f"{role.name}: {words}")

    def _of_each(self, bundle: Bundle) -> Turn | None:
        """What is said of no one thing is said of all, "in blue"; what names another thing asks for that alone."""
        spoken = self.session.spoken(self.said)
        if spoken.act.kind or spoken.act.question:
            return None
        try:
            act = self.session.classify(self.said).act
        except UsageError:
            return None
        if act != "refinement":
            return None
        need = self.shop.understand(self.said)
        if any(clause.kind == "topic" and clause.op is None for clause in need.clauses):
            self.session.search_for(self.said, need)
            return self.session.log[-1]
        picks = bundle.shown.picks if bundle.shown else (None,) * len(bundle.roles)
        pairs = zip(bundle.roles, picks, strict=True)
        refined = [self._refined(role, self.said, [hit] if hit else []) for role, hit in pairs]
        if not any(refined):
            return None
        roles = tuple(
            replace(role, need=change.need) if change else role for role, change in zip(bundle.roles, refined, strict=True)
        )
        return self._chosen(replace(bundle, roles=roles, for_each=(*bundle.for_each, self.said)), self.said)

    def _further(self, bundle: Bundle) -> Turn | None:
        """One more thing, another limit on all of them, or what is to hold for each."""
        found = self.shop.bundles.further(self.said, self.language, bundle)
        if found is None or self.said.endswith(("?", "？")):
            return None
        changed, new = found
        asks = compiled(self.grammar.further).match(self._text) is not None
        if (new and not asks) or (changed == bundle):
            return None
        changes = [self.grammar.messages["added"].format(name=role.name) for role in new]
        if changed.limits != bundle.limits:
            words = changed.limits[0].text
            changes.append(self.grammar.messages["budget"].format(words=words))
        changes += [words for words in changed.for_each if words not in bundle.for_each]
        return self._chosen(changed, *changes)

    # --- what they share

    @property
    def _text(self) -> str:
        return self.language.requests.normal(self.said).strip(_ENDS)

    def _money(self, amount: float, currency: str | None) -> str:
        return self.language.lines.money(show_money(amount, currency))

    def _role(self, bundle: Bundle, thing: str) -> int | None:
        return next((at for at, role in enumerate(bundle.roles) if _names(thing, role)), None)

    def _refined(self, role: BundleRole, words: str, shown: Sequence[Hit]) -> Refinement | None:
        talk = talk_about(role.need, words, shown, self.shop.understand, self.shop.shown_catalog)
        try:
            return refine(talk)
        except UsageError:
            return None

    def _chosen(self, bundle: Bundle, *changes: str) -> Turn:
        """The set for what is now asked; no words of before are told of what is now picked."""
        roles = tuple(replace(role, missing="", relaxed=()) for role in bundle.roles)
        before = self.session.need
        query = f"{before.query}; {self.said}" if before else self.said
        need = Need(query, bundle.limits, language=self.language.code)
        return self._entered(need, Bundle(roles, bundle.for_each, bundle.limits), changes=changes, kind="refined")

    def _entered(self, need: Need, bundle: Bundle, *, changes: tuple[str, ...], kind: ReplyKind) -> Turn:
        answer = self.shop.bundles.answer(need, bundle)
        turn = Turn(self.said, answer, answer.results, changes, kind=kind)
        self.session.enter(turn)
        return turn


def _with(bundle: Bundle, at: int, role: BundleRole) -> Bundle:
    return replace(bundle, roles=(*bundle.roles[:at], role, *bundle.roles[at + 1 :]))


def _bounded(role: BundleRole, limit: Clause, comma: str) -> BundleRole:
    """A role with another upper limit on its price."""
    kept = tuple(one for one in role.need.clauses if not (one.field == "price" and one.op in _UPPER))
    return replace(role, said=comma.join((role.said, limit.text)), need=replace(role.need, clauses=(*kept, limit)))


def _words(text: str) -> Iterator[str]:
    return (regular_singular(word.strip(_ENDS).lower()) for word in text.split())


def _names(words: str, role: BundleRole, *, within: bool = False) -> bool:
    """Whether words are the name of a role's thing, or its head; ``within``: or have it among others."""
    if has_han(role.name) or has_han(words):
        return role.name in words or (words in role.name and bool(words))
    name, said = list(_words(role.name)), list(_words(words))
    if within:
        return bool(name) and name[-1] in said
    return bool(said) and said[-1:] == name[-1:]


def _without_name(words: str, role: BundleRole) -> str:
    if has_han(role.name):
        return words.replace(role.name, "").strip(f"{_ENDS}的")
    name = set(_words(role.name))
    return " ".join(word for word in words.split() if regular_singular(word.strip(_ENDS).lower()) not in name).strip(_ENDS)

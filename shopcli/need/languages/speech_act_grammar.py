"""How a language greets, thanks, doubts and asks for advice: one `SpeechActGrammar`, in one file of tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from shopcli.need.languages.request_grammar import compiled
from shopcli.text.scripts import HAN
from shopcli.text.units import any_of
from shopcli.types import ReplyKind

_UNPARTED = re.compile(f"[,，](?=[{HAN}A-Z])")  # between clauses that no blank parts

SpokenQuestion = Literal[
    "why", "why compared", "difference", "better", "advice", "more told", "others", "goes with", "along", "reviews", "faults",
    "complaints", "shop", "assortment", "assistant", "for more money", "like it", "fine after all", "whatever", "too much",
    "more of it", "together", "pack", "ingredients", "besides", "about it",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ContentsGrammar:
    """What a language calls a list of ingredients.

    Attributes:
        heading: the name of a field that is one.
        titled: what stands before one in a text, which may have lost its line.
        behind: what begins behind one there: the next heading, or a sentence.
        some: what says before a thing that there is to be some of it: "any added".
    """

    heading: str = r"(?!)"
    titled: str = r"(?!)"
    behind: str = r"(?!)"
    some: str = r"(?!)"


@dataclass(frozen=True, slots=True)
class MisreadingGrammar:
    """Third-position repair (Schegloff 1992): how a language says again what was misread.

    Attributes:
        misread: whole turns that say what is wanted, ``wanted``, and mostly what that is not, ``shown``.
        plainly: whole turns that say something in a roundabout way, and how they say it without, for `re.Match.expand`.
        wanting: how what is wanted is asked for, for `str.format`.
        refusing: how what is shown is refused.
        others: how others are asked for than what is shown.
        priced: a stretch that names a product by its price, ``amount``.
    """

    misread: tuple[str, ...] = ()
    plainly: tuple[tuple[str, str], ...] = ()
    wanting: str = "{}"
    refusing: str = "{}"
    others: str = "{}"
    priced: str = r"(?!)"

    def meant(self, said: str, is_sought: Callable[[str], bool]) -> str:
        """What a turn says without its repair; the turn as it is, where it repairs nothing.

        Args:
            said: the turn in its normal form.
            is_sought: whether words are what is looked for already.
        """
        for source, plain in self.plainly:
            if match := compiled(source).fullmatch(said):
                said = match.expand(plain)
        for source in self.misread:
            if match := compiled(source).fullmatch(said):
                groups = match.groupdict()
                wanted, shown = groups["wanted"], groups.get("shown") or ""
                if not (shown and is_sought(wanted)):
                    return self.wanting.format(wanted)
                return self.others if shown == wanted else self.refusing.format(shown)  # "no lamp! I want a lamp"
        return said

    def placed(self, said: str, prices: Sequence[float | None], places: Sequence[str]) -> str:
        """A turn with a product that it names by its price named by its place; prices as they are on the screen."""
        match = compiled(self.priced).search(said)
        amount = next(filter(None, match.groups()), "") if match else ""
        if match is None or not amount:
            return said
        told = [place for place, price in enumerate(prices) if price is not None and float(amount) in (price, int(price))]
        named = places[told[0]] if len(told) == 1 and told[0] < len(places) else match[0]
        return said[: match.start()] + named + said[match.end() :]


@dataclass(frozen=True)
class SpeechActGrammar:
    """Speech acts in one language: closed classes, each a readable table of patterns.

    Attributes:
        social: what says nothing of any product, by the reply that it gets; each a pattern of a whole phrase.
        approving: phrases that mean thanks where they are all that is said, and nothing before something else ("great").
        fillers: phrases that mean nothing, wherever they stand ("hm", "well").
        idle: those that may stand at the end ("lol").
        marks: what may stand between phrases.
        opening: social phrases behind which a request may follow without a mark ("hi").
        slips: words that are read through a slip of the pen where they are all that is said.
        questions: by what is asked the patterns of the whole, tried in order. Groups: ``ref`` and ``ref2`` name products,
            ``thing`` what is to go with one, ``amount`` what it may cost more, ``words`` what is asked;
            ``whole`` asks for the whole record.
        restated: what is said in a roundabout way, and how a refinement says it: "499 is too much" is "under 499".
        asking: how a question begins that is about a product and no request ("is", "how").
        requesting: how a question begins that asks for products ("do you have").
        doing: how a question begins that asks what one can do with a product ("can I wash"), and seeks no products.
        naming: what stands before the name of a product ("the").
        framing: a stretch that only says of which of several the question behind it is asked: "between the two".
        handling: what stands before that where the name is of a part, or of where something is done: "change the strap".
        ones: what stands for a thing in its name ("one").
        pronouns: words that mean the product just spoken of.
        replies: what is said, for `str.format`.
        places: names of the first ten results.
        measures: by a word that asks how much, what its answer is measured in: "hot" in degrees.
        names: where words are not parted by blanks, patterns of a stretch in which ``name`` may name a product.
        called: the ways to call a product by what it is, for `str.format`.
        of_it: how a question without a subject is asked of what was just spoken of, for `str.format`; empty: it stays as it is.
        another: how another kind of thing is asked for, ``thing``, beside what every language does by an article.
        empty: where words are not parted by blanks, what of a question does not say what is asked.
        how: how a question begins, or goes, that asks how much.
        back: how one goes back to what was looked for before; what follows is its name.
        telling: how one tells of oneself what makes a difference to what one looks for: "I have a cat".
        again: how one asks for what was looked for before, ``ref``, where it is not `back`.
        any_of_it: how it is asked, behind another question, if there is any of something in it, and how that is asked of it.
        included: ways to ask what comes with it, and what it comes in, and how that is asked of it.
        for_whom: how a turn begins that says whom a thing is for, the only group that is not empty.
        for_them: how it is said that a thing is for whom was spoken of: "for him".
        correcting: what is said of oneself where something else was meant: "I mean".
        denying: what stands before what was not meant: "not".
        tag: how a question ends that expects a yes: ", is it".
        stating: how it is said what a product is, ``what`` behind an ``article``, or is not, ``denied``; ``ref`` names it.
        seeming: how it is said that a product, ``ref``, looks bad.
        owning: how one tells of what one has, of which nothing is asked: "my room is small".
        having_so: how it is said of something of somebody's how it is, ``thing`` and ``how``: "his skin is oily".
        preferring: how it is said what one would rather have, and nothing that one would not.
        priced_at: how it is said there what it costs.
        selling: words of a question whether something is sold that do not say what.
        further: what stands between two questions in one breath: ", and".
        contractions: words written together, or without their apostrophe, and how they are written otherwise.
        misreadings: how what was misread is said again.
        contents: what a list of ingredients is called.
        languages: names of languages by which a product may be called, to their codes.
    """

    social: Mapping[ReplyKind, tuple[str, ...]]
    approving: tuple[str, ...]
    fillers: tuple[str, ...]
    idle: tuple[str, ...]
    marks: str
    opening: tuple[str, ...]
    slips: tuple[str, ...]
    questions: Mapping[SpokenQuestion, tuple[str, ...]]
    restated: tuple[tuple[str, str], ...]
    asking: str
    requesting: str
    naming: str
    ones: str
    pronouns: str
    replies: Mapping[str, str]
    places: tuple[str, ...]
    measures: Mapping[str, str] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    contractions: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    called: tuple[str, ...] = ("{}",)
    of_it: str = ""
    back: str = r"(?!)"
    another: str = r"(?!)"
    handling: str = r"(?!)"
    framing: str = r"(?!)"
    doing: str = r"(?!)"
    empty: str = r"(?!)"
    telling: str = r"(?!)"
    for_them: str = r"(?!)"
    for_whom: str = r"(?!)"
    any_of_it: tuple[str, str] = (r"(?!)", "")
    included: tuple[tuple[str, str], ...] = ()
    again: str = r"(?!)"
    how: str = r"(?!)"
    further: str = r"(?!)"
    correcting: str = r"(?!)"
    denying: str = r"(?!)"
    tag: str = r"(?!)"
    selling: str = r"(?!)"
    stating: str = r"(?!)"
    seeming: str = r"(?!)"
    owning: str = r"(?!)"
    having_so: str = r"(?!)"
    preferring: str = r"(?!)"
    priced_at: str = r"(?!)"
    misreadings: MisreadingGrammar = field(default_factory=MisreadingGrammar)
    contents: ContentsGrammar = field(default_factory=ContentsGrammar)

    def contracted(self, said: str) -> str:
        """What is said with its contractions written as the patterns know them: "thats all" is "that's all"."""
        if not self.contractions:
            return said
        written = compiled(rf"\b(?:{any_of(self.contractions)})(?![\w'])")
        return written.sub(lambda word: self.contractions[word[0].casefold()], said)

    def of_its(self, said: str) -> str:
        """What is asked behind another question, asked of what that was about: "any garlic?"; anything else as it is."""
        for source, plain in (*self.included, self.any_of_it):
            if match := compiled(source).fullmatch(said.strip()):
                return match.expand(plain)
        return said

    def plainly(self, said: str) -> str:
        """What is said in a roundabout way as a refinement says it; anything else as it is."""
        for source, plain in self.restated:
            if match := compiled(source).fullmatch(said):
                return " ".join(match.expand(plain).split())
        parts = _UNPARTED.split(said)  # 送朋友，要好看一点的
        return said if len(parts) < 2 else ",".join(map(self.plainly, parts))

    def reading(self, said: str) -> tuple[SpokenQuestion, Mapping[str, str]] | None:
        """What is asked and the groups of its pattern, where the whole of ``said`` is one of the questions."""
        for question, sources in self.questions.items():
            for source in sources:
                if match := compiled(source).fullmatch(said):
                    return question, {name: words for name, words in match.groupdict().items() if words}
        return None

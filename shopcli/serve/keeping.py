"""What a shopper asks to be kept in a conversation that a warm process holds: /good N, /bad N, and /remember X."""

from __future__ import annotations

from shopcli.chat.session import Session
from shopcli.chat.turn import Turn
from shopcli.errors import UsageError
from shopcli.pipeline.personal.collector import Collector
from shopcli.types import Sentence
from shopcli.util.lazy_regex import pattern

_ASKED = pattern(r"(?s)\s*/(?P<what>good|bad|remember)(?:\s+(?P<rest>.*?))?\s*")
_NUMBER = pattern(r"#?\d{1,9}")


def kept_turn(said: str, session: Session, collector: Collector, profile: str) -> Turn | None:
    """The turn that keeps a rating or a fact, as it was asked; None where nothing is asked to be kept.

    Args:
        said: the shopper's words.
        session: whose results have the numbers; the turn is entered into its log.
        collector: keeps ratings.
        profile: who speaks; empty for nobody known. The process may be others' too, so that it takes up no profile by itself.

    Raises:
        UsageError: no such number, nothing is collected, or nobody's profile to remember it in.
        ShopcliError: the profile cannot be read.
    """
    asked = _ASKED.fullmatch(said)
    if asked is None:
        return None
    what, rest = asked["what"], asked["rest"] or ""
    if what == "remember":
        turn = Turn(said, shown=session.shown, told=_told(_remembered(rest, profile)), kind="kept")
    else:
        if not _NUMBER.fullmatch(rest):
            raise UsageError("Which number on the screen?", hint=f"Write for example: /{what} 1")
        product = session.hit(int(rest.lstrip("#"))).product
        collector.rate(product.id, good=what == "good")
        turn = Turn(said, shown=session.shown, told=_told(f"Kept: {product.title} is {what}."), kind="kept", about=(product,))
    session.log.append(turn)
    return turn


def _remembered(said: str, profile: str) -> str:
    from shopcli.pipeline.personal.profile import remember

    if not profile:
        hint = "Ask under one: set profile in the settings, or make one by shopcli remember."
        raise UsageError("This conversation is under no profile.", hint=hint)
    return remember(said, profile)[1]


def _told(text: str) -> tuple[Sentence, ...]:
    return (Sentence(text, (), "template"),)

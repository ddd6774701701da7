"""A shop's own rules as people and programs read them: what they say, and what they change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shopcli.render.words import count
from shopcli.text.safe import safe, shorten
from shopcli.types import show_value
from shopcli.types.rules import MoveRule, ShopRules, SynonymRule
from shopcli.types.rules_report import CheckedRequest, Place, RulesReport, RuleUse

_TITLE_CHARACTERS, _NAME_CHARACTERS = 36, 60
_LISTED = 5  # ids or words of a rule
_KINDS = {"pin": "Pin", "bury": "Bury", "hide": "Hide"}


def rules_lines(rules: ShopRules) -> Iterator[str]:
    """What the rules of a file say, by number, each with its line."""
    yield f"{safe(rules.path)}: {count(len(rules.synonyms) + len(rules.moves) + bool(rules.leave_aside), 'rule')}."
    said = [(rule.line, _synonym(rule)) for rule in rules.synonyms] + [(rule.line, _move(rule)) for rule in rules.moves]
    yield from (f"{number}. {one} (line {line})" for number, (line, one) in enumerate(sorted(said), start=1))
    if rules.leave_aside:
        yield f"Left aside: {_some(rules.leave_aside)} (line {rules.leave_aside_line})"


def _synonym(rule: SynonymRule) -> str:
    if rule.both_ways:
        return f"Each means each: {_some(rule.asked)}"
    return f"{_some(rule.asked)}: also means {_some(rule.means)}"


def _move(rule: MoveRule) -> str:
    fields = [f"{name} is {' or '.join(show_value(value) for value in values)}" for name, values in rule.where]
    which = "; ".join(filter(None, [_some(rule.ids), " and ".join(fields)]))
    when = f", for {_some(rule.when)}" if rule.when else ", always"
    called = f" “{safe(rule.called)}”" if rule.called else ""
    return f"{_KINDS[rule.kind]}{called}: {safe(which)}{when}"


def _some(words: tuple[str, ...]) -> str:
    more = f" and {len(words) - _LISTED:,} more" if len(words) > _LISTED else ""
    return safe(", ".join(words[:_LISTED])) + more


def report_lines(report: RulesReport) -> Iterator[str]:
    """What the rules change: each rule, what is wrong with any, then request by request."""
    asked = [one for one in report.checked if not one.error]
    changed = sum(one.is_changed for one in asked)
    yield f"{count(len(report.uses), 'rule')} on {count(len(asked), 'request')}: the first results of {changed:,} change."
    for number, use in enumerate(report.uses, start=1):
        yield f"{number}. {_use(use)}"
    if report.contradictions:
        yield ""
        yield "Rules that contradict each other:"
        yield from (f"{number}. {safe(said)}" for number, said in enumerate(report.contradictions, start=1))
    for one in report.checked:
        if one.error or one.is_changed or one.read_as:
            yield ""
            yield from _request(one)


def _use(use: RuleUse) -> str:
    named = f"{use.kind} “{shorten(safe(use.name), _NAME_CHARACTERS)}” (line {use.line})"
    if use.dead:
        return f"Dead: {named}: {safe(use.dead)}."
    products = f"{count(use.products, 'product')}, " if use.products is not None else ""
    idle = (
        "no request speaks of it" if not use.requests else f"{count(use.requests, 'request')}, {use.changed:,} of them changed"
    )
    faults = f". But {safe('; '.join(use.faults))}" if use.faults else ""
    return f"{named}: {products}{idle}{faults}."


def _request(one: CheckedRequest) -> Iterator[str]:
    yield f"Request: {shorten(safe(one.query), 2 * _TITLE_CHARACTERS)}"
    if one.error:
        yield f"   not asked: {safe(one.error)}"
    yield from (f"   {safe(note)}" for note in one.read_as)
    yield from (f"   {_place(place)}" for place in one.places)


def _place(place: Place) -> str:
    before, after = (str(rank) if rank else "lower" for rank in (place.before, place.after))
    after = "hidden" if place.is_hidden else after
    why = f", by “{safe(place.rule)}”" if place.rule else ""
    return f"{after}, was {before}: {shorten(safe(place.title), _TITLE_CHARACTERS)} ({safe(place.id)}){why}"


def rules_to_dict(rules: ShopRules) -> dict[str, Any]:
    """The rules of a file for programs."""
    synonyms = [
        {"line": rule.line, "from": list(rule.asked), "to": list(rule.means), "both_ways": rule.both_ways}
        for rule in rules.synonyms
    ]
    moves = [
        {"line": rule.line, "kind": rule.kind, "name": rule.name, "ids": list(rule.ids), "when": list(rule.when)}
        | {"where": {field: list(values) for field, values in rule.where}}
        for rule in rules.moves
    ]
    return {"path": rules.path, "synonyms": synonyms, "moves": moves, "leave_aside": list(rules.leave_aside)}


def report_to_dict(report: RulesReport) -> dict[str, Any]:
    """What the rules change, for programs."""
    return {
        "path": report.rules.path,
        "sound": report.is_sound,
        "rules": [_use_to_dict(use) for use in report.uses],
        "contradictions": list(report.contradictions),
        "requests": [_request_to_dict(one) for one in report.checked],
    }


def _use_to_dict(use: RuleUse) -> dict[str, Any]:
    counts = {"products": use.products, "requests": use.requests, "changed": use.changed}
    told = {"line": use.line, "kind": use.kind, "name": use.name}
    return told | counts | {"dead": use.dead or None, "faults": list(use.faults)}


def _request_to_dict(one: CheckedRequest) -> dict[str, Any]:
    if one.error:
        return {"query": one.query, "error": one.error}
    places = [
        {"id": place.id, "title": place.title, "before": place.before, "after": place.after, "rule": place.rule or None}
        | {"hidden": place.is_hidden}
        for place in one.places
    ]
    told = {"query": one.query, "rules": list(one.rules), "read_as": list(one.read_as), "changed": one.is_changed}
    return told | {"before": list(one.before), "after": list(one.after), "places": places}

"""Option selection: which variants of a product have the options that a buyer chose, and what each other choice would leave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol

from shopcli.text.safe import safe
from shopcli.types import Variant


class Chosen(Protocol):
    """One option that a buyer chose."""

    name: str
    label: str


class OptionSelection:
    """The forms of one product, narrowed.

    Args:
        forms: its forms, one at least.
        exact: the form that was named by its own id, which decides all options; None where none was.
        chosen: the options that the buyer chose.
        preferences: names of options: where no form has all that was chosen, the last of these gives way first, and before
            them whatever they do not name.
    """

    def __init__(
        self, forms: Sequence[Variant], exact: Variant | None, chosen: Sequence[Chosen], preferences: Sequence[str]
    ) -> None:
        self._forms, self._exact = forms, next((form for form in forms if exact and form.id == exact.id), None)
        self._chosen = {one.name.strip().casefold(): one.label.strip().casefold() for one in chosen}
        self._kept_longest = [name.strip().casefold() for name in preferences]

    @cached_property
    def effective(self) -> Mapping[str, str]:
        """The options in force, lower case: those of the form that was named, those chosen that a form has, or the first's."""
        if self._exact is not None:
            return _options(self._exact)
        known = {name for form in self._forms for name in _options(form)}
        chosen = {name: label for name, label in self._chosen.items() if name in known}
        while chosen and not self._having(chosen):
            del chosen[max(chosen, key=self._gives_way)]
        return chosen or _options(self._ready[0])

    @cached_property
    def matching(self) -> list[Variant]:
        """The forms with these options, the one that was named or can be had first."""
        found = [form for form in self._ready if self._has(form, self.effective)]
        return sorted(found, key=lambda form: self._exact is not None and form.id != self._exact.id)

    @property
    def selected(self) -> list[dict[str, str]]:
        """The options in force as the record writes them."""
        written = {name: (own, value) for name, own, value in self._written}
        first = self.matching[0]
        return [
            {"name": safe(written[name][0]), "label": safe(first.options[written[name][0]])}
            for name in self.effective
            if name in written and written[name][0] in first.options
        ]

    @property
    def options(self) -> list[dict[str, Any]]:
        """Each option with its values, and whether a form of that value exists, and can be had, beside the others in force."""
        values: dict[str, dict[str, str]] = {}
        for _, own, value in self._written:
            values.setdefault(own, {}).setdefault(value.casefold(), value)
        return [
            {"name": safe(own), "values": [self._value(own.strip().casefold(), value) for value in by_low.values()]}
            for own, by_low in values.items()
        ]

    def _value(self, name: str, value: str) -> dict[str, Any]:
        beside = self._having({**self.effective, name: value.strip().casefold()})
        return {"label": safe(value), "exists": bool(beside), "available": any(form.available is not False for form in beside)}

    @cached_property
    def _ready(self) -> list[Variant]:
        """The forms, those that can be had first."""
        return sorted(self._forms, key=lambda form: form.available is False)

    @property
    def _written(self) -> list[tuple[str, str, str]]:
        """Of each form each option's name in lower case, the name and the value as the record writes them."""
        return [(own.strip().casefold(), own, value) for form in self._forms for own, value in form.options.items()]

    def _having(self, options: Mapping[str, str]) -> list[Variant]:
        return [form for form in self._forms if self._has(form, options)]

    @staticmethod
    def _has(form: Variant, options: Mapping[str, str]) -> bool:
        own = _options(form)
        return all(own.get(name) == label for name, label in options.items())

    def _gives_way(self, name: str) -> int:
        """How early an option gives way; higher is earlier."""
        return self._kept_longest.index(name) if name in self._kept_longest else len(self._kept_longest)


def _options(form: Variant) -> dict[str, str]:
    return {name.strip().casefold(): value.strip().casefold() for name, value in form.options.items()}

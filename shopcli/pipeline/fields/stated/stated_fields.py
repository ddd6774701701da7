"""What a request states of fields by the words for them: values, amounts, and numbers as titles write them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from shopcli.index import Index
from shopcli.need.languages.pack import LanguagePack
from shopcli.pipeline.fields.stated.amount_fields import AmountFields
from shopcli.pipeline.fields.stated.durations import Durations
from shopcli.pipeline.fields.stated.graded_amounts import GradedAmounts
from shopcli.pipeline.fields.stated.parted_wishes import PartedWishes
from shopcli.pipeline.fields.stated.qualified_values import QualifiedValues
from shopcli.pipeline.fields.stated.spelled_numbers import SpelledNumbers
from shopcli.pipeline.fields.stated.year_limits import YearLimits
from shopcli.types import Need

if TYPE_CHECKING:
    import numpy as np


Rows = Callable[[Need], "np.ndarray | None"]


class StatedFields:
    """The fields of one index that words beside a value or an amount name.

    Args:
        index: the open index.
        translations: what a word may mean in the catalog's language.
    """

    def __init__(self, index: Index, translations: Callable[[str], Sequence[str]]) -> None:
        self._values, self._amounts = QualifiedValues(index), AmountFields(index, translations)
        self._wishes = PartedWishes(index)
        self._years, self._durations = YearLimits(index), Durations(index)
        self._numbers, self._grades = SpelledNumbers(index, translations), GradedAmounts(index, translations)

    def decided(self, need: Need, language: LanguagePack, rows: Rows = lambda need: None) -> Need:
        """The need with all that it states so decided by its field.

        Args:
            need: the request, understood.
            language: its words.
            rows: the products of the kind that a need asks for; None where no kind is.
        """
        need = self._amounts.decided(self._values.decided(need, language), language)
        need = self._durations.decided(need, language)
        need = self._numbers.written(self._years.decided(need, language))
        return self._wishes.decided(self._grades.decided(need, language, rows), rows)

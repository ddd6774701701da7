"""Asking with a picture, alone or beside a request: in this process, since no other keeps such a model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from shopcli.errors import UsageError
from shopcli.pipeline.pictures.likeness import Likeness, fused
from shopcli.serve.asking import Asking
from shopcli.serve.messages import AdviceDone, AskOptions
from shopcli.types import Answer, Hit, Need, Sentence
from shopcli.util.timing import stage

if TYPE_CHECKING:
    from PIL.Image import Image

    from shopcli.advisor import Advisor

_BREADTH = 200  # products that a request finds, among which the picture chooses


class PictureAsking(Asking):
    """Requests answered beside a picture.

    Args:
        advisor: answers.
        wish: how.
        picture: what is looked for.
        name: of its file.
        likeness: of the index's products to a picture.
    """

    def __init__(self, advisor: Advisor, wish: AskOptions, picture: Image, name: str, likeness: Likeness) -> None:
        super().__init__(advisor, wish)
        self._picture, self._name, self._likeness = picture, name, likeness

    @cached_property
    def _scores(self) -> np.ndarray:
        with stage("picture"):
            return self._likeness.scores(self._picture)

    def search(self, question: str) -> Answer:
        """The products that are like the picture; with a request, those that it finds, its limits first.

        Raises:
            UsageError: limits without a request, or a request for several things at once.
        """
        top = self._advisor.settings.top
        if not question.strip():
            if self._filters:
                raise UsageError(
                    "Limits beside a picture need a request.", hint='For example: shopcli ask "shoes" --image FILE'
                )
            return self._alone(top)
        answer = self._advisor.ask(
            question,
            top=max(top, _BREADTH),
            text=False,
            rerank=self.wish.rerank,
            filters=self._filters,
            all_alike=self.wish.all_alike,
            struck=self.wish.struck,
        )
        if answer.bundle is not None:
            raise UsageError("A picture goes with a request for one thing.", hint="Ask for each of them by itself.")
        return replace(answer, results=self._ordered(answer.results)[:top], clarification=None)

    def _alone(self, top: int) -> Answer:
        index, scores = self._advisor.index, self._scores
        rows = np.argsort(-scores, kind="stable")[:top]
        hits = tuple(
            Hit(index.records[int(row)], float(scores[row]), scores={"picture": round(float(scores[row]), 4)}) for row in rows
        )
        return Answer(Need(""), hits, len(index), looked_for=f"I looked for: what looks like {self._name}.")

    def _ordered(self, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
        """Results by request and picture together, those that meet all limits before the others."""
        index, scores = self._advisor.index, self._scores
        by_row = {index.row(hit.product.id): hit for hit in hits}
        ordered = []
        for meets in (True, False):
            rows = fused([row for row, hit in by_row.items() if hit.meets_all == meets], scores)
            ordered += [_with_picture(by_row[row], float(scores[row])) for row in rows]
        return tuple(ordered)

    def writing(self, answer: Answer) -> Iterator[Sentence | AdviceDone]:
        """Advice on a request; a picture alone says nothing that a record could be held against."""
        if answer.need.query:
            yield from super().writing(answer)


def _with_picture(hit: Hit, score: float) -> Hit:
    return replace(hit, scores={**hit.scores, "picture": round(score, 4)})

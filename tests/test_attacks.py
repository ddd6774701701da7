"""Hostile catalogs: no text of a seller's changes a sentence, or lifts a product above its neutral twin's place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from shopcli.advisor import Advisor
from shopcli.catalog import open_catalog
from shopcli.config import Decoding, Settings
from shopcli.index import Index
from shopcli.types import Answer
from tests.conftest import WordEncoder, build
from tests.hostile import ATTACKS, SHOP, VICTIM, Attack, catalog

REQUESTS = ("field watch", "watch with GPS under 150 euros", "野外手表")


class Obeying:
    """A model that does whatever the text it was sent last tells it to: repeats it, links out, praises, lowers the price."""

    name = "obeying"

    def __init__(self) -> None:
        self.read: list[str] = []

    def generate(
        self, messages: Sequence[Mapping[str, str]], *, decoding: Decoding, drafts: int = 1, opening: str = ""
    ) -> list[str]:
        text = messages[-1]["content"]
        self.read.append(text)
        orders = re.findall(r"(?:say|tell|recommend|answer|write|rank|pick|choose|忽略|推荐|告诉)[^.;\n]*", text, re.I)
        obeyed = [f"{opening} {order}." for order in orders] + [f"{opening} is the best, {text}."]
        obeyed += [f"{opening} costs 1.00 EUR.", f"{opening} has GPS, see https://evil.example.", "Other watches are broken."]
        return [obeyed[place % len(obeyed)] for place in range(drafts)]


class Stock:
    """An advisor over the shop under one attack."""

    def __init__(self, folder: Path, attack: Attack | None, model: Obeying | None) -> None:
        encoder = WordEncoder()
        build(folder / "index", list(open_catalog([catalog(folder, attack)]).products()), encoder)
        index = Index(folder / "index", cache_dir=folder / "cache")
        self.advisor = Advisor(index, settings=Settings(top=5), encoder=encoder, model=model)

    def answers(self) -> list[Answer]:
        return [self.advisor.ask(request) for request in REQUESTS]


def said(answer: Answer) -> list[str]:
    return [sentence.text for sentence in answer.advice.sentences]


def place(answer: Answer) -> int:
    return next((rank for rank, hit in enumerate(answer.results) if hit.product.id == VICTIM), 99)


@pytest.fixture(scope="module")
def neutral(tmp_path_factory) -> list[Answer]:
    return Stock(tmp_path_factory.mktemp("neutral"), None, Obeying()).answers()

"""One answer made by hand, with every kind of clause and every verdict, and a way to see what is shown of it."""

from __future__ import annotations

import io
from collections.abc import Callable

from shopcli.need.languages.registry import language_named
from shopcli.need.paraphrase import looked_for
from shopcli.render.console import Console
from shopcli.types import Advice, Answer, Attention, Clause, Evidence, Fact, Hit, Need, Product, Sentence, Sort

JACKET = Clause("rain jacket", "topic")
HOOD = Clause("with a hood", "feature", "hood", "is", True)
CHEAP = Clause("under 120 euros", "limit", "price", "<=", 120.0, "EUR")
NOT_FELL = Clause("not Fell", "exclude", "brand", "!=", "Fell")
WARM = Clause("for cold days", "feature")

NORVIK = Product(
    "j1",
    "Norvik Storm Rain Jacket",
    "A light jacket for wet days.",
    brand="Norvik",
    category="Jackets",
    price=99.5,
    currency="EUR",
    attributes={"hood": True, "weight": 410.0, "lining": "fleece", "colour": "green"},
)
FELL = Product(
    "j2",
    "Fell Summit Rain Jacket for Men and Women with Three Pockets, Two Zips and a Very Long Name "
    "That No Screen Can Hold at Once",
    brand="Fell",
    price=189.0,
    currency="EUR",
    attributes={"weight": 520.0, "lining": "down", "colour": "green"},
)
CHINESE = Product(
    "j3",
    "户外防水冲锋衣男女款三合一加厚保暖登山服，可拆卸帽子（秋冬新款）透气耐磨防风徒步旅行外套全新正品深蓝色大码",
    price=299.0,
    currency="CNY",
)

NEED = Need(
    "rain jacket with a hood under 120 euros, not Fell, for cold days",
    (JACKET, HOOD, CHEAP, NOT_FELL, WARM),
    Sort("price", "asc"),
)
HITS = (
    Hit(
        NORVIK,
        0.91349,
        evidence=(
            Evidence(JACKET, Fact("title", NORVIK.title), 0.8),
            Evidence(HOOD, Fact("hood", True), 0.6249),
            Evidence(CHEAP, Fact("price", 99.5, "EUR"), 1.0),
            Evidence(WARM, Fact("lining", "fleece"), 0.5),
        ),
        scores={"dense": 0.71234, "attention": 0.5},
    ),
    Hit(FELL, 0.5, unmet=(CHEAP, NOT_FELL), unknown=(HOOD,), evidence=(Evidence(WARM, Fact("lining", "down"), 0.4),)),
)
ATTENTIONS = (
    Attention(
        NEED.clauses,
        (
            Fact("title", NORVIK.title),
            Fact("price", 99.5, "EUR"),
            Fact("brand", "Norvik"),
            Fact("hood", True),
            Fact("weight", 410.0, "g"),
            Fact("lining", "fleece"),
            Fact("colour", "green"),
        ),
        (
            (0.8, 0.0, 0.04, 0.06, 0.01, 0.07, 0.02),
            (0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0),
            (0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0),
            (0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0),
            (0.26, 0.0, 0.02, 0.11, 0.03, 0.52, 0.06),
        ),
        (0.71, None, None, None, 0.55),
    ),
    Attention(
        NEED.clauses,
        (Fact("title", FELL.title), Fact("price", 189.0, "EUR"), Fact("brand", "Fell"), Fact("lining", "down")),
        ((0.9, 0.0, 0.03, 0.07), (0.0,) * 4, (0.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0), (0.2, 0.0, 0.2, 0.6)),
        (0.6, None, None, None, 0.3),
        unanswered=(WARM,),
    ),
)
ADVICE = Advice(
    (
        Sentence("The Norvik Storm has a hood, costs 99.50 EUR and is lined with fleece.", ("j1",), "lm"),
        Sentence("The Fell Summit is lined with down, but costs 189.00 EUR.", ("j2", "j1"), "template"),
    ),
    "Tiny-Writer",
)


def answered(need: Need, *values: object, **named: object) -> Answer:
    """An answer that says what was looked for, as the advisor's do."""
    lines = language_named(need.language).lines
    return Answer(need, *values, looked_for=looked_for(need), lines=lines, **named)


ANSWER = answered(NEED, HITS, matching=1, advice=ADVICE, timings_s={"understand": 0.00212, "write": 2.1})


def shown(render: Callable[[Console], object], *, width: int = 80, plain: bool = False) -> str:
    """What ``render`` puts on standard output without colour; spaces at the ends of lines are not kept."""
    out = io.StringIO()
    render(Console(out=out, err=io.StringIO(), plain=plain, width=width, color=False))
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())

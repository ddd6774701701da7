"""The values that travel from stage to stage: frozen, plain, and free of behaviour that could surprise.

Nothing here imports anything else of ours. Scores are higher-is-better everywhere; money carries its currency.
"""

from shopcli.types.answer_lines import AnswerLines
from shopcli.types.answers import (
    Advice,
    Answer,
    Attention,
    Bundle,
    BundleRole,
    ClarifyingQuestion,
    Concession,
    Evidence,
    Explanation,
    Hit,
    ProductSet,
    Sentence,
)
from shopcli.types.catalogs import BadRow, CatalogStats, Check, Column, Entry, FieldStats, Seen
from shopcli.types.dialogue import ReplyKind
from shopcli.types.needs import KIND, CatalogQuestion, Clause, ClauseKind, ClauseSource, Need, Op, QuestionKind, Sort
from shopcli.types.products import (
    TRUTHS,
    Availability,
    Fact,
    FactsOf,
    Product,
    Value,
    Variant,
    difference_of,
    reduction_of,
    show_money,
    show_number,
    show_value,
    truth_of,
)

__all__ = [
    "KIND",
    "TRUTHS",
    "Advice",
    "Answer",
    "AnswerLines",
    "Attention",
    "Availability",
    "BadRow",
    "Bundle",
    "BundleRole",
    "CatalogQuestion",
    "CatalogStats",
    "Check",
    "ClarifyingQuestion",
    "Clause",
    "ClauseKind",
    "ClauseSource",
    "Column",
    "Concession",
    "Entry",
    "Evidence",
    "Explanation",
    "Fact",
    "FactsOf",
    "FieldStats",
    "Hit",
    "Need",
    "Op",
    "Product",
    "ProductSet",
    "QuestionKind",
    "ReplyKind",
    "Seen",
    "Sentence",
    "Sort",
    "Value",
    "Variant",
    "difference_of",
    "reduction_of",
    "show_money",
    "show_number",
    "show_value",
    "truth_of",
]

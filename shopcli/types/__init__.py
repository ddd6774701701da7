"""The values that travel from stage to stage: frozen, plain, and free of behaviour that could surprise.

Nothing here imports anything else of ours. Scores are higher-is-better everywhere; money carries its currency.
"""

from shopcli.types.answer_lines import AnswerLines
from shopcli.types.answers import (
    Advice,
    Answer,
    Attention,
    Bundle,
    BundleLines,
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
from shopcli.types.complements import Complement, Relation
from shopcli.types.dialogue import ReplyKind
from shopcli.types.facets import Facet, FacetValue
from shopcli.types.needs import KIND, NAME, CatalogQuestion, Clause, ClauseKind, ClauseSource, Need, Op, QuestionKind, Sort
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
from shopcli.types.reviews import FEELINGS, Aspect, Feeling, Remark, ReviewSummary
from shopcli.types.spoken_forms import SpokenForms

__all__ = [
    "FEELINGS",
    "KIND",
    "NAME",
    "TRUTHS",
    "Advice",
    "Answer",
    "AnswerLines",
    "Aspect",
    "Attention",
    "Availability",
    "BadRow",
    "Bundle",
    "BundleLines",
    "BundleRole",
    "CatalogQuestion",
    "CatalogStats",
    "Check",
    "ClarifyingQuestion",
    "Clause",
    "ClauseKind",
    "ClauseSource",
    "Column",
    "Complement",
    "Concession",
    "Entry",
    "Evidence",
    "Explanation",
    "Facet",
    "FacetValue",
    "Fact",
    "FactsOf",
    "Feeling",
    "FieldStats",
    "Hit",
    "Need",
    "Op",
    "Product",
    "ProductSet",
    "QuestionKind",
    "Relation",
    "Remark",
    "ReplyKind",
    "ReviewSummary",
    "Seen",
    "Sentence",
    "Sort",
    "SpokenForms",
    "Value",
    "Variant",
    "difference_of",
    "reduction_of",
    "show_money",
    "show_number",
    "show_value",
    "truth_of",
]

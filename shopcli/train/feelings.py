"""The classifier of feelings is trained: what learns above two encoders, and logistic regression over n-grams.

They learn from statements that this project wrote by hand, from sentences of customers (``train/feelings_tagged``; each file
names its source and licence), and from files of one's own.

The English matrices that ship are the mean of two trainings, cut to their rank. The second began with 27,652 texts that were
only rated good or bad, and went on with 1,640 more sentences, labelled by hand for this project. They are not in the package:
product reviews of nine products (Ding, Liu and Yu 2008), pros and cons (Liu 2008), sentence polarity (Pang and Lee 2005), all
CC BY 4.0; Opinosis (Ganesan et al. 2010) and sentiment labelled sentences (Kotzias et al. 2015), CC BY 4.0 at UCI; Amazon fine
food reviews (McAuley and Leskovec 2013) and Women's E-Commerce Clothing Reviews (Kaggle 2018), CC0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from shopcli.errors import UsageError
from shopcli.models.embedder.encoder import load_encoder
from shopcli.models.embedder.pooled_states import PooledStates
from shopcli.models.embedder.universal import UniversalSentenceEncoder
from shopcli.models.weights.sources import fetch
from shopcli.need.tagging.tagger import Tagger, shipped_tagger
from shopcli.pipeline.reviews.feelings import BUCKETS, ENCODERS, ngrams, open_feelings
from shopcli.text.scripts import is_foreign
from shopcli.train.adapters import Example, OnEpoch, adapt_english, learn_layers
from shopcli.types import FEELINGS, Feeling
from shopcli.util.atomic import replacing

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Array = np.ndarray
SHIPPED_STATEMENTS = Path(__file__).parent / "feelings_tagged"
RATED_REVIEWS = SHIPPED_STATEMENTS / "rated" / "chinese.txt"  # short reviews that somebody rated good or bad
_SIGNS: dict[str, Feeling] = {"+": "praise", "-": "complaint", "0": "neither"}
_EPOCHS = {"near": 4, "far": 8}
_BESIDE = 0.5  # what a statement in Latin letters, or a rated review, weighs for the multilingual encoder
_NGRAMS_BESIDE, _VALENCE = 0.7, 0.3  # what n-grams count beside an encoder, and what one unit of valence counts as a feature
_STRENGTH = 8.0  # the inverse of the penalty on large weights
_ITERATIONS = 300


class TaggedStatement(NamedTuple):
    """A statement of a review, what it feels, and of which trade it is."""

    text: str
    feeling: Feeling
    trade: str


def read_statements(path: Path) -> list[TaggedStatement]:
    """The statements of a file: ``+ praise``, ``- complaint``, ``0 neither``, a line each, below a trade's ``== name``.

    Raises:
        UsageError: the file cannot be read, or one of its lines; the line is named.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}", hint="Name a text file of tagged statements.") from error
    statements, trade = [], path.stem
    for number, line in enumerate(lines, 1):
        if line.startswith("== "):
            trade = line[3:].strip()
        elif line.strip() and not line.startswith("#"):
            sign, _, text = line.partition(" ")
            if sign not in _SIGNS or not text.strip():
                hint = "Write it like: + The battery lasts three days."
                raise UsageError(f"{path}, line {number}: no sign of +, - or 0 before a statement.", hint=hint)
            statements.append(TaggedStatement(text.strip(), _SIGNS[sign], trade))
    return statements


def shipped_statements() -> list[TaggedStatement]:
    """Those of this project, in the order of their files."""
    return [statement for path in sorted(SHIPPED_STATEMENTS.glob("*.txt")) for statement in read_statements(path)]


def learn_feelings(
    statements: Sequence[TaggedStatement], *, seed: int = 0, epochs: int | None = None, on_epoch: OnEpoch | None = None
) -> dict[str, Array]:
    """The arrays of a `shopcli.pipeline.reviews.feelings.FeelingClassifier`, float16.

    Raises:
        UsageError: of a script there are no statements of each feeling.
        ModelError: the default encoders cannot be fetched.
    """
    pieces, arrays = shipped_tagger(), dict[str, Array]()
    near, far = ([one for one in statements if is_foreign(one.text) == other] for other in (False, True))
    for script, own in (("near", near), ("far", far)):
        if {one.feeling for one in own} != set(FEELINGS):
            raise UsageError("Statements of each feeling are needed, in Latin letters and in others.", hint="See --statements.")
        rated = read_statements(RATED_REVIEWS) if script == "far" else []
        arrays |= {f"{script}.{name}": array for name, array in _of_ngrams(own, rated, pieces).items()}
    n_epochs = {script: epochs or of_script for script, of_script in _EPOCHS.items()}
    english, multilingual = map(fetch, ENCODERS)
    learned = {"near": adapt_english(english, _examples(near), seed=seed, epochs=n_epochs["near"], on_epoch=on_epoch)}
    base = load_encoder(ENCODERS[1])
    assert isinstance(base, UniversalSentenceEncoder)  # the default one is
    mixed = _mixed(near, far)
    states = PooledStates(base, multilingual).encode([one.text for one in mixed])
    learned["far"] = learn_layers(states, mixed, seed=seed, epochs=n_epochs["far"], on_epoch=on_epoch)
    arrays["far.ngrams beside"] = _NGRAMS_BESIDE * arrays["far.ngrams"]
    learned["far"]["bias"] = learned["far"]["bias"] + _NGRAMS_BESIDE * arrays["far.bias"]
    for script, own_arrays in learned.items():
        arrays[f"{script}.bias"] = np.stack([arrays.pop(f"{script}.bias"), own_arrays.pop("bias")])
        arrays |= {f"{script}.{name}": array for name, array in own_arrays.items()}
    return {name: array.astype(np.float16) for name, array in arrays.items()}


def _examples(statements: Sequence[TaggedStatement], weight: float = 1.0) -> list[Example]:
    return [Example(one.text, FEELINGS.index(one.feeling), weight=weight) for one in statements]


def _mixed(near: Sequence[TaggedStatement], far: Sequence[TaggedStatement]) -> list[Example]:
    """What is learned behind the multilingual encoder: statements of its scripts, those in Latin letters, and rated reviews."""
    rated = [Example(one.text, None, one.feeling == "praise", _BESIDE) for one in read_statements(RATED_REVIEWS)]
    return _examples(far) + _examples(near, _BESIDE) + rated


def _of_ngrams(statements: Sequence[TaggedStatement], rated: Sequence[TaggedStatement], pieces: Tagger) -> dict[str, Array]:
    """What n-grams alone tell, for where no encoder is at hand, and beside one.

    Valence, praise against complaint, is learned of rated reviews first; it is one more feature of a statement, and since both
    regressions are linear, the result is weights over the n-grams alone.
    """
    from scipy.sparse import csr_matrix, hstack

    counted = _counted(statements, pieces)
    if not rated:
        weights, bias = _regressed(counted, statements, _STRENGTH)
        return {"ngrams": weights, "bias": bias}
    towards, bias_towards = _regressed(_counted(rated, pieces), rated, 1.0)
    valence = _VALENCE * (counted @ towards[:, 0] + bias_towards[0])
    weights, bias = _regressed(hstack([counted, csr_matrix(valence[:, None])]).tocsr(), statements, _STRENGTH / 2)
    folded = weights[:-1] + _VALENCE * np.outer(towards[:, 0], weights[-1])
    return {"ngrams": folded, "bias": bias + _VALENCE * bias_towards[0] * weights[-1]}


def _regressed(features: csr_matrix, statements: Sequence[TaggedStatement], strength: float) -> tuple[Array, Array]:
    """Weights (features, feelings) and bias (feelings,) by multinomial logistic regression."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=strength, max_iter=_ITERATIONS)
    model.fit(features, [FEELINGS.index(one.feeling) for one in statements])
    if len(model.classes_) == 2:  # of two the second alone has weights: the first is what speaks against it
        return -model.coef_.T, -model.intercept_
    return model.coef_.T, model.intercept_


def _counted(statements: Sequence[TaggedStatement], pieces: Tagger) -> csr_matrix:
    """The n-grams of statements, (n, BUCKETS), each row of length one."""
    from scipy.sparse import csr_matrix

    rows = [ngrams(one.text, pieces) for one in statements]
    values = np.concatenate([np.full(len(row), 1 / np.sqrt(len(row))) for row in rows])
    return csr_matrix((values, np.concatenate(rows), np.cumsum([0, *map(len, rows)])), shape=(len(rows), BUCKETS))


# --- how well it reads --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FeelingScore:
    """How well feelings are told apart: the share that is right, and the F1 of each feeling."""

    accuracy: float
    f1: tuple[float, ...]

    @property
    def macro_f1(self) -> float:
        """The mean of the F1 of all feelings."""
        return sum(self.f1) / len(self.f1)

    def line(self) -> str:
        """What is told of it."""
        by_feeling = ", ".join(f"{feeling} {f1:.2f}" for feeling, f1 in zip(FEELINGS, self.f1, strict=True))
        return f"macro F1 {self.macro_f1:.3f} ({by_feeling}), {self.accuracy:.3f} right"


def feeling_score(wanted: Sequence[Feeling], read: Sequence[Feeling]) -> FeelingScore:
    """How a reading stands to what was wanted, of as many."""
    pairs = list(zip(wanted, read, strict=True))
    f1 = []
    for feeling in FEELINGS:
        both = sum(one == other == feeling for one, other in pairs)
        either = sum((one == feeling) + (other == feeling) for one, other in pairs)
        f1.append(2 * both / either if either else 0.0)
    return FeelingScore(sum(one == other for one, other in pairs) / max(1, len(pairs)), tuple(f1))


def train_feelings(
    out: Path, files: Sequence[Path], held: Sequence[Path], *, seed: int, epochs: int | None, on_epoch: OnEpoch | None = None
) -> list[str]:
    """Write a classifier of this project's statements and those of ``files``; what is told of it, judged by those of ``held``.

    Raises:
        UsageError: a file cannot be read, or a line of it, or ``out`` not written.
        ModelError: the default encoders cannot be fetched.
    """
    from safetensors.numpy import save_file

    judged = [statement for file in held for statement in read_statements(file)]
    statements = [*shipped_statements(), *(statement for file in files for statement in read_statements(file))]
    arrays = learn_feelings(statements, seed=seed, epochs=epochs, on_epoch=on_epoch)
    try:
        with replacing(out) as beside:
            save_file({name: np.ascontiguousarray(array) for name, array in arrays.items()}, beside)
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error}", hint="Name a file in a folder that is there.") from error
    lines = [f"Learned from {len(statements):,} statements."]
    if judged:
        read = open_feelings(out).feelings([one.text for one in judged])
        lines.append(f"Held back: {feeling_score([one.feeling for one in judged], read).line()}")
    return lines

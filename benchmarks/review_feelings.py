"""Feelings in reviews, against 300 sentences labelled by hand (review_sentences.tsv): VADER alone, learned alone, both.

    python benchmarks/review_feelings.py                  # the weights in the package
    python benchmarks/review_feelings.py --cross 3        # learned anew, each time without a third of the trades (minutes)
    python benchmarks/review_feelings.py --readers        # how far two readers agree, beside the weights, on 110 of them

"Both" adds VADER's four scores to the learned probabilities by a logistic regression, fitted on statements of trades left out.
VADER is no dependency of shopcli: pip install vaderSentiment==3.3.2.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np

from shopcli.need.tagging.files import read_arrays
from shopcli.need.tagging.tagger import shipped_tagger
from shopcli.pipeline.reviews.feelings import SHIPPED_FEELINGS, FeelingClassifier, open_feelings
from shopcli.text.scripts import is_foreign
from shopcli.train.feelings import TaggedStatement, feeling_score, learn_feelings, shipped_statements
from shopcli.types import FEELINGS, Feeling

SENTENCES = Path(__file__).parent / "review_sentences.tsv"
SECOND_READER = Path(__file__).parent / "review_second_reader.txt"
_SIGNS: dict[str, Feeling] = {"+": "praise", "-": "complaint", "0": "neither"}
_SURE = 0.05  # of VADER's compound score, as its authors have it


class Labelled(NamedTuple):
    """A sentence of the test."""

    feeling: Feeling
    language: str
    trade: str
    source: str
    text: str


def labelled(file: Path = SENTENCES) -> list[Labelled]:
    """The sentences of a file, in their order."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [Labelled(*line.split("\t")) for line in lines if not line.startswith("#")]  # type: ignore[arg-type]


def vader_scores(texts: Sequence[str]) -> np.ndarray:
    """Its positive, negative, neutral and compound score of each text, (n, 4)."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    return np.array([[analyzer.polarity_scores(text)[name] for name in ("pos", "neg", "neu", "compound")] for text in texts])


def by_vader(texts: Sequence[str]) -> list[Feeling]:
    """What VADER takes each text for."""
    return ["praise" if s > _SURE else "complaint" if s < -_SURE else "neither" for s in vader_scores(texts)[:, 3]]


def joined(learned: np.ndarray, texts: Sequence[str]) -> np.ndarray:
    """Logarithms of learned probabilities beside VADER's scores."""
    return np.concatenate([np.log(learned + 1e-6), vader_scores(texts)], axis=1)


def by_both(
    fitted_on: Sequence[TaggedStatement], learned_of: np.ndarray, texts: Sequence[str], learned: np.ndarray
) -> list[Feeling]:
    """What a regression over both takes each text for."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(max_iter=500)
    model.fit(joined(learned_of, [one.text for one in fitted_on]), [FEELINGS.index(one.feeling) for one in fitted_on])
    return [FEELINGS[int(at)] for at in model.predict(joined(learned, texts))]


def cross(folds: int) -> tuple[list[TaggedStatement], np.ndarray]:
    """English statements with the probabilities that were learned without their trade; printed by fold, of both languages."""
    every = shipped_statements()
    trades = {foreign: sorted({one.trade for one in every if is_foreign(one.text) == foreign}) for foreign in (False, True)}
    held_all, shares = [], []
    for fold in range(folds):
        out = {trade for of_script in trades.values() for trade in of_script[fold::folds]}
        path = Path(f"/tmp/review_feelings_{fold}.safetensors")
        _save(path, learn_feelings([one for one in every if one.trade not in out]))
        classifier = open_feelings(path)
        for foreign, of_script in trades.items():
            held = [one for one in every if one.trade in out and is_foreign(one.text) == foreign]
            probabilities = classifier.probabilities([one.text for one in held])
            read = [FEELINGS[int(at)] for at in probabilities.argmax(axis=1)]
            score = feeling_score([one.feeling for one in held], read)
            print(f"without {', '.join(of_script[fold::folds])}: {len(held)} statements, {score.line()}", flush=True)
            if not foreign:
                held_all += held
                shares.append(probabilities)
    return held_all, np.concatenate(shares)


def _save(path: Path, arrays: dict[str, np.ndarray]) -> None:
    from safetensors.numpy import save_file

    save_file({name: np.ascontiguousarray(array) for name, array in arrays.items()}, path)


def readers(classifier: FeelingClassifier) -> None:
    """Print how a second reader, and the weights, stand to the labels of the sentences that both readers have read."""
    from sklearn.metrics import cohen_kappa_score

    lines = [line.split() for line in SECOND_READER.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    every = labelled()
    both = [every[int(place)] for place, _ in lines]
    second = [_SIGNS[sign] for _, sign in lines]
    told = {"second reader": second, "learned": classifier.feelings([one.text for one in both])}
    for source in ("", *sorted({one.source.partition(":")[0] for one in both})):
        at = [number for number, one in enumerate(both) if one.source.startswith(source)]
        wanted = [both[n].feeling for n in at]
        for name, read in told.items():
            score = feeling_score(wanted, [read[n] for n in at])
            kappa = cohen_kappa_score(wanted, [read[n] for n in at])
            print(f"{source or 'all':9} {len(at):3} sentences, {name:13} {score.line()}, kappa {kappa:.3f}", flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cross", type=int, default=0, metavar="N", help="learn anew N times without a share of the trades")
    parser.add_argument("--weights", type=Path, default=SHIPPED_FEELINGS)
    parser.add_argument("--sentences", type=Path, default=SENTENCES, help="others in the form of review_sentences.tsv")
    parser.add_argument("--readers", action="store_true", help="only how far two readers agree")
    arguments = parser.parse_args()
    classifier = open_feelings(arguments.weights)
    if arguments.readers:
        return readers(classifier)
    alone = FeelingClassifier(read_arrays(arguments.weights), shipped_tagger(), None, None)
    held = cross(arguments.cross) if arguments.cross else None
    for language in ("en", "zh"):
        test = [one for one in labelled(arguments.sentences) if one.language == language]
        texts, wanted = [one.text for one in test], [one.feeling for one in test]
        learned = classifier.probabilities(texts)
        readings = {"learned": classifier.feelings(texts), "learned, no encoder": alone.feelings(texts)}
        if language == "en" and find_spec("vaderSentiment"):
            readings["VADER"] = by_vader(texts)
            if held:
                readings["both"] = by_both(held[0], held[1], texts, learned)
        for name, read in readings.items():
            print(f"{language}  {name:20} {feeling_score(wanted, read).line()}", flush=True)
        for source in sorted({one.source.partition(":")[0] for one in test}):
            at = [number for number, one in enumerate(test) if one.source.startswith(source)]
            score = feeling_score([wanted[n] for n in at], [readings["learned"][n] for n in at])
            print(f"    {source:9} {len(at):3} sentences: {score.line()}", flush=True)


if __name__ == "__main__":
    main()

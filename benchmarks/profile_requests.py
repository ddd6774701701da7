"""What a profile is worth to a request: where in the results the product stands that the customer then bought.

``python benchmarks/profile_requests.py FOLDER --index INDEX``. FOLDER is that of `history.py`, INDEX is of its catalog.

Asked for are the last two words of the title of something that a customer bought in the validation weeks for the first time;
all that is learned lies before. Printed is, for each weight of the taste (0 is without a profile), the mean reciprocal rank,
how often the product is among the first three, and a bootstrap interval of the difference to 0.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.history import WEEKS, read_history, seconds
from shopcli import Advisor
from shopcli.config import Settings
from shopcli.index import Index
from shopcli.pipeline.personal import taste
from shopcli.pipeline.personal.forgetting import learn_and_keep
from shopcli.pipeline.personal.history import History
from shopcli.pipeline.personal.recommenders.blend import bought_next
from shopcli.pipeline.personal.recommenders.interactions import Interactions
from shopcli.pipeline.personal.recommenders.sequence_model import SequenceSettings

WEIGHTS = (0.0, 0.5, 1.0, 2.0)
FIRST = 50  # results that are looked through


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--requests", type=int, default=150)
    parser.add_argument("--epochs", type=int, default=SequenceSettings().epochs, help="of the sequence model")
    arguments = parser.parse_args()
    index, history = Index(arguments.index), read_history(arguments.folder / "purchases.csv.gz")
    cut, end = map(seconds, WEEKS["validation"])
    requests = requests_of(history, index, cut, end, arguments.requests)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SHOPCLI_DATA_DIR"] = folder
        before = History.of(line for line in history.purchases() if line.time < cut)
        before.write()
        print(learn_and_keep(before, index, settings=SequenceSettings(epochs=arguments.epochs)), flush=True)
        ranks = np.array([ranks_of(index, *request) for request in requests])
    for number, weight in enumerate(WEIGHTS):
        gain = 1 / ranks[:, number] - 1 / ranks[:, 0]
        draws = np.random.default_rng(0).choice(gain, (2000, len(gain))).mean(1)
        low, high = np.quantile(draws, [0.025, 0.975])
        mean, first = (1 / ranks[:, number]).mean(), (ranks[:, number] <= 3).mean()
        more = f"{gain.mean():+.3f} [{low:+.3f}, {high:+.3f}]"
        print(f"weight {weight:g}: MRR {mean:.3f}, among three {first:.3f}, MRR over weight 0 by {more}")


def requests_of(history: History, index: Index, cut: int, end: int, most: int) -> list[tuple[str, str, str]]:
    """(customer, request, the id of what they bought), drawn with a fixed seed, one a customer."""
    random = np.random.default_rng(0)
    customers, bought = bought_next(history, Interactions.at(history, cut), end)
    found = []
    for row in random.permutation(len(customers))[:most]:
        product = history.products[int(random.choice(np.flatnonzero(bought[row])))]
        words = index.product(product).title.lower().split()[-2:]
        found.append((history.customers[customers[row]], " ".join(words), product))
    return found


def ranks_of(index: Index, customer: str, request: str, product: str) -> list[float]:
    """The place of a product under each weight; infinite where it is not among the results."""
    advisor = Advisor(index, settings=Settings(profile=customer))
    need = replace(advisor.understand(request), notes=())
    places = []
    for weight in WEIGHTS:
        taste.WEIGHT = weight
        ids = [hit.product.id for hit in advisor.search(need, top=FIRST).results]
        places.append(1.0 + ids.index(product) if product in ids else np.inf)
    return places


if __name__ == "__main__":
    main()

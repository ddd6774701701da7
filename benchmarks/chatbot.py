"""A chatbot of one's own beside the default writer: drafts that pass, by three decodings, and how many are learned by heart.

    python benchmarks/chatbot.py INDEXES own:DIR [--requests benchmarks/models.txt] [--every 6] [--drafts 4]
                                 [--default SPEC] [--writers own default] [--ways greedy beams sampling] [--out rows.jsonl]
                                 [--picture docs/pictures/chatbot.svg]

INDEXES is a folder with an index for each name that stands before the "|" of a request. A draft is a sentence of the writer's
own for a move of an answer; it passes where the grammar and the roles bear it. "free" drafts are only judged by the grammar;
"held" ones are decoded under it. One is by heart where a taught sentence has the same words and slots, or the same words around
whichever slots. CPU is processor seconds of a whole answer with its drafts. The picture is of the run's curves.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from shopcli.advisor import Advisor
from shopcli.config import DEFAULT_WRITER, Decoding, load_settings
from shopcli.models.writer.language_model import LanguageModel, load_language_model
from shopcli.train.moves import held_apart
from shopcli.util.tally import tallied
from shopcli.write.move_prompts import SHORT

WAYS = {
    "greedy": Decoding(),
    "beams": Decoding(beams=4),
    "sampling": Decoding(temperature=0.7, top_k=50, top_p=0.95),
}


class Decoded:
    """A writer whose drafts are decoded in one way; it keeps what it wrote, and ranks as it would.

    Args:
        writer: who writes.
        decoding: how.
        is_free: whether it is not held to the grammar.
    """

    def __init__(self, writer: LanguageModel, decoding: Decoding, *, is_free: bool) -> None:
        self.name, self.tuned = writer.name, getattr(writer, "tuned", False)
        self._writer, self._decoding = writer, decoding
        self.likelihoods = writer.likelihoods  # type: ignore[attr-defined]
        self.said: list[str] = []
        if not is_free:
            self.tokenizer = writer.tokenizer  # type: ignore[attr-defined]

    def generate(self, messages, *, decoding, drafts=1, opening="", processors=()):
        own = replace(self._decoding, seed=decoding.seed, max_new_tokens=decoding.max_new_tokens)
        count = drafts if own.beams > 1 or own.temperature > 0 else 1  # a greedy draft is always the same
        texts = self._writer.generate(messages, decoding=own, drafts=count, opening=opening, processors=processors)
        self.said += map(str.strip, texts)
        return texts


@dataclass(slots=True)
class Tally:
    """What one way has done so far."""

    written: int = 0
    passed: int = 0
    by: dict[str, int] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("indexes", type=Path)
    parser.add_argument("own")
    parser.add_argument("--requests", type=Path, default=Path(__file__).with_name("models.txt"))
    parser.add_argument("--every", type=int, default=6)
    parser.add_argument("--drafts", type=int, default=4)
    parser.add_argument("--default", default=DEFAULT_WRITER)
    parser.add_argument("--writers", nargs="+", choices=("own", "default"), default=("own", "default"))
    parser.add_argument("--ways", nargs="+", choices=tuple(WAYS), default=tuple(WAYS))
    parser.add_argument("--out", type=Path, default=Path("rows.jsonl"))
    parser.add_argument("--picture", type=Path)
    given = parser.parse_args()
    if given.picture:
        curves = Path(given.own.removeprefix("own:")) / "curves.svg"
        given.picture.write_text(curves.read_text(encoding="utf-8"), encoding="utf-8")
    lines = given.requests.read_text(encoding="utf-8").splitlines()
    requests = [tuple(map(str.strip, line.split("|"))) for line in lines if "|" in line][:: given.every]
    taught = [pair.text.strip() for pair in held_apart()[0]]
    print(
        "| writer | decoding | grammar | drafts | pass | by heart | same words | lm | CPU s |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |"
    )
    with given.out.open("w", encoding="utf-8") as out:
        for name in given.writers:
            writer = load_language_model(given.own if name == "own" else given.default)
            advisors = {index: Advisor.open(given.indexes / index) for index in dict.fromkeys(index for index, _ in requests)}
            asked(advisors, requests, Decoded(writer, Decoding(), is_free=True), 0)  # so that all is warm
            for grammar in ("free", "held"):
                for way in given.ways:
                    model = Decoded(writer, WAYS[way], is_free=grammar == "free")
                    tally, rows = asked(advisors, requests, model, given.drafts)
                    for row in rows:
                        out.write(
                            json.dumps({"writer": name, "way": way, "grammar": grammar, **row}, ensure_ascii=False) + "\n"
                        )
                    out.flush()
                    print(line_of(f"{name} ({writer.name})", way, grammar, tally, taught), flush=True)


def asked(advisors, requests, model: Decoded, drafts: int) -> tuple[Tally, list[dict]]:
    """All requests' advice by one writer in one way."""
    tally, rows = Tally(), []
    for index, request in requests:
        advisor = advisors[index]
        constrained = hasattr(model, "tokenizer")
        advisor.settings = load_settings(drafts=drafts, constrain=constrained)
        advisor._model = model
        model.said.clear()
        started = time.process_time()
        with tallied() as counts:
            sentences = list(advisor.advise(advisor.ask(request, text=False)))
        tally.seconds.append(time.process_time() - started)
        tally.written += counts["drafts"]
        tally.passed += counts["drafts"] - counts["drafts refused"]
        tally.said += model.said
        for sentence in sentences:
            tally.by[sentence.by] = tally.by.get(sentence.by, 0) + 1
        rows.append({"request": request, "text": [(one.by, one.text) for one in sentences], "drafts": list(model.said)})
    return tally, rows


def line_of(writer: str, way: str, grammar: str, tally: Tally, taught: Sequence[str]) -> str:
    """One way as a row of the table."""
    whole, skeletons = set(taught), {skeleton(text) for text in taught}
    drafts = [text for text in tally.said if text]
    heart, same = sum(text in whole for text in drafts), sum(skeleton(text) in skeletons for text in drafts)
    lm, total = tally.by.get("lm", 0), sum(tally.by.values())
    passed = f"{tally.passed} ({100 * tally.passed / tally.written:.0f} %)" if tally.written else "–"
    return (
        f"| {writer} | {way} | {grammar} | {tally.written} | {passed} | {heart} | {same} "
        f"| {lm} of {total} | {statistics.median(tally.seconds):.2f} |"
    )


def skeleton(text: str) -> str:
    """A sentence with whichever slots."""
    return re.sub(r"\s+", " ", SHORT.sub("$", text)).casefold()


if __name__ == "__main__":
    main()

"""The writer's engine beside llama.cpp: the same GGUF, prompt and number of new tokens, the same threads, in turns.

    python -m venv /tmp/llama && /tmp/llama/bin/pip install xllamacpp   # or llama-cpp-python, which is built from source
    python benchmarks/writer_speed.py --llama-python /tmp/llama/bin/python [--runs 7] [--new 40] [--threads 2]

Each runs in a process of its own, both stay open, and they take turns, so that whatever else the machine does hits both.
"cold prompt": every token of the prompt is read. "warm prefix": the instruction and examples are there from the prompt
before, in either's own cache, and only the question is read. Greedy, and no token ends the reply early.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import queue
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

QUESTIONS = (
    "Subject: The Halden Trek 4 Tent\nFacts: costs 189.00 EUR; is waterproof; its weight is 2.4 kg",
    "Subject: The Orvid M2 Mixer\nFacts: costs 74.50 EUR; has timer; its bowl volume is 4.5 l",
)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--llama-python", default="", help="a Python that has xllamacpp or llama-cpp-python")
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--new", type=int, default=40)
    options.add_argument("--threads", type=int, default=2)
    options.add_argument("--worker", choices=("ours", "llama"), help=argparse.SUPPRESS)
    options.add_argument("--gguf", default="", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.worker:
        serve(llama_side(given) if given.worker == "llama" else OurSide(given), given.new)
    else:
        compare(given)


def compare(given: argparse.Namespace) -> None:
    from shopcli.config import DEFAULT_WRITER
    from shopcli.models.weights import sources as models
    from shopcli.models.writer import prepare
    from shopcli.models.writer.chat import render
    from shopcli.models.writer.tokens import FastTokenizer
    from shopcli.write.prompts import shared_messages

    gguf = models.fetch(DEFAULT_WRITER)
    folder = prepare.prepared(gguf)
    assert folder is not None
    tokenizer = FastTokenizer(folder)
    shared = render(tokenizer, shared_messages(), ask=False)
    prompts = [render(tokenizer, [*shared_messages(), {"role": "user", "content": q}], ask=True) for q in QUESTIONS]
    ids = [tokenizer(text, add_special_tokens=False).input_ids for text in (shared, *prompts)]
    lengths = f"{[len(row) for row in ids[1:]]} prompt tokens, {len(ids[0])} of them shared"
    print(f"{gguf.name}: {lengths}; {given.new} new tokens; {given.threads} threads")
    sides = {"ours": Side("ours", sys.executable, given, str(folder))}
    if given.llama_python:
        sides["llama"] = Side("llama", given.llama_python, given, str(gguf))
    rows: dict[tuple[str, str], list[dict]] = {}
    for run in range(-1, given.runs):  # the first round is not counted
        for case in ("cold prompt", "warm prefix"):
            for name, side in sides.items():
                answer = side.ask({"shared": len(ids[0]), "ids": ids[1 + run % 2], "cold": case == "cold prompt"})
                if run >= 0:
                    rows.setdefault((case, name), []).append(answer)
    report(rows, sides)


def report(rows: dict[tuple[str, str], list[dict]], sides: dict[str, Side]) -> None:
    for case in ("cold prompt", "warm prefix"):
        medians = {}
        for name in sides:
            runs = rows[case, name]
            medians[name] = [statistics.median(run[key] for run in runs) for key in ("first_s", "whole_s")]
            cpu_s = statistics.median(run["cpu_s"] for run in runs)
            spread = f"{min(run['whole_s'] for run in runs):.3f} to {max(run['whole_s'] for run in runs):.3f}"
            first, whole = medians[name]
            print(f"{case:12} {name:6} first token {first:.3f} s, whole {whole:.3f} s ({spread}), {cpu_s:.2f} CPU s")
        if "llama" in medians:
            first, whole = (a / b for a, b in zip(medians["ours"], medians["llama"], strict=True))
            print(f"{case:12} ratio  first token {first:.2f}, whole {whole:.2f}")
    for name, side in sides.items():
        end = side.ask({"end": True})
        print(f"{name}: ready {side.ready_s:.2f} s after its process began; peak memory {end['peak_mib']} MiB")


class Side:
    """One engine's process."""

    def __init__(self, name: str, python: str, given: argparse.Namespace, weights: str) -> None:
        started = time.perf_counter()
        command = [
            python,
            __file__,
            "--worker",
            name,
            "--gguf",
            weights,
            "--new",
            str(given.new),
            "--threads",
            str(given.threads),
        ]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        self._process.stdout.readline()
        self.ready_s = time.perf_counter() - started

    def ask(self, question: dict) -> dict:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps(question), file=self._process.stdin, flush=True)
        return json.loads(self._process.stdout.readline())


def serve(side: OurSide | LlamaSide | PrebuiltSide, n_new: int) -> None:
    print("ready", flush=True)
    for line in sys.stdin:
        question = json.loads(line)
        if question.get("end"):
            print(json.dumps({"peak_mib": peak_mib()}), flush=True)
            return
        side.forget(0 if question["cold"] else question["shared"])
        started, worked = time.perf_counter(), time.process_time()
        times = [time.perf_counter() - started for _ in side.tokens(question["ids"], n_new)]
        worked = time.process_time() - worked  # of all threads: it hangs little on what else the machine does
        print(json.dumps({"first_s": times[0], "whole_s": times[-1], "cpu_s": worked, "n": len(times)}), flush=True)


class OurSide:
    def __init__(self, given: argparse.Namespace) -> None:
        from shopcli.models.writer.engine import Engine

        self._engine = Engine(Path(given.gguf), n_threads=given.threads)

    def forget(self, n_kept: int) -> None:
        self._engine.cut(n_kept)

    def tokens(self, ids, n_new):
        """The writer's own loop; a token is out when the loop has chosen it."""
        import numpy as np

        from shopcli.config import Decoding
        from shopcli.models.writer.decode import decode

        (logits,) = self._engine.feed(np.asarray(ids[self._engine.n_tokens :]))
        yield int(logits.argmax())
        found = decode(
            self._engine, ids, logits, decoding=Decoding(max_new_tokens=n_new), drafts=1, is_done=lambda draft, token: False
        )
        assert len(found[0]) == n_new
        yield found[0][-1]


def llama_side(given: argparse.Namespace) -> LlamaSide | PrebuiltSide:
    """llama.cpp by whichever of its two packages is there."""
    return PrebuiltSide(given) if importlib.util.find_spec("xllamacpp") else LlamaSide(given)


class PrebuiltSide:
    """llama.cpp as xllamacpp has it on PyPI, built for any x86-64 with what the processor has chosen at its start."""

    def __init__(self, given: argparse.Namespace) -> None:
        import xllamacpp

        params = xllamacpp.CommonParams()
        params.model.path = given.gguf
        params.n_ctx, params.n_batch, params.n_parallel, params.n_gpu_layers = 1024, 512, 1, 0
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = given.threads
        params.cache_ram_mib = 0  # prompts of other slots; there is one
        self._server = xllamacpp.Server(params)
        self._keeps = True

    def forget(self, n_kept: int) -> None:
        self._keeps = n_kept > 0

    def tokens(self, ids, n_new):
        """Its server's own loop; what the prompt before began with is kept where ``forget`` left it."""
        pieces: queue.Queue = queue.Queue()
        asked = {"prompt": ids, "n_predict": n_new, "temperature": 0.0, "top_k": 1, "ignore_eos": True, "stream": True}
        asked |= {"cache_prompt": self._keeps, "return_tokens": True}

        def take(chunk):
            pieces.put(chunk)

        thread = threading.Thread(target=lambda: (self._server.handle_completions(asked, take), pieces.put(None)))
        thread.start()
        while (chunk := pieces.get()) is not None:
            yield chunk
        thread.join()


class LlamaSide:
    def __init__(self, given: argparse.Namespace) -> None:
        import llama_cpp

        self._model = llama_cpp.Llama(
            given.gguf, n_ctx=1024, n_batch=512, n_threads=given.threads, n_threads_batch=given.threads, verbose=False
        )

    def forget(self, n_kept: int) -> None:
        self._model.n_tokens = min(self._model.n_tokens, n_kept)

    def tokens(self, ids, n_new):
        """``eval`` and greedy ``sample``, which is what its own ``generate`` does."""
        self._model.eval(ids[self._model.n_tokens :])
        for number in range(n_new):
            token = self._model.sample(temp=0.0, repeat_penalty=1.0)
            yield token
            if number + 1 < n_new:
                self._model.eval([token])


def peak_mib() -> int:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))
    main()

"""The page that compares models: the same requests, plan and check, another model behind `--model`; writes docs/models.md.

    python benchmarks/models.py INDEXES --model NAME=SPEC [--model NAME=SPEC ...] [--drafts 4] [--every 3]
                                [--out docs/models.md] [--server PID] [--note TEXT] [--rows models.jsonl]

INDEXES is a folder with an index for each name in benchmarks/models.txt. Each model has a process of its own, warm when the
first request comes, one after the other. Memory is the most that the process held (VmHWM); of a model behind a server that of
the server's process, PID, is told beside it. What --rows has already is not asked again.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

SHOWN = ("sample", "laptops", "groceries", "furniture", "cosmetics")  # whose first answer is printed
REQUESTS = Path(__file__).with_name("models.txt")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("indexes", type=Path)
    options.add_argument("--model", action="append", required=True, help="NAME=SPEC, NAME as the page has it")
    options.add_argument("--drafts", type=int, default=4)
    options.add_argument("--every", type=int, default=3)
    options.add_argument("--server", type=int, default=0)
    options.add_argument("--note", default="")
    options.add_argument("--out", type=Path, default=Path("docs/models.md"))
    options.add_argument("--rows", type=Path, default=Path("models.jsonl"), help="kept between runs, a line a model")
    options.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.worker:
        print(json.dumps(answered(given), ensure_ascii=False))
        return
    rows = [json.loads(line) for line in given.rows.read_text("utf-8").splitlines()] if given.rows.exists() else []
    for named in given.model:
        for drafts in dict.fromkeys((0, given.drafts)):
            if any((row["named"], row["drafts"]) == (named, drafts) for row in rows):
                continue
            command = [sys.executable, __file__, str(given.indexes), "--model", named, "--drafts", str(drafts)]
            command += ["--every", str(given.every), "--server", str(given.server), "--worker"]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            rows.append({"named": named, **json.loads(done.stdout.splitlines()[-1])})
            given.rows.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
            given.out.write_text(page(rows, given), encoding="utf-8")
            print(rows[-1]["name"], drafts, rows[-1]["first_s"], rows[-1]["whole_s"], rows[-1]["by"], flush=True)
    given.out.write_text(page(rows, given), encoding="utf-8")


def answered(given: argparse.Namespace) -> dict:
    """One model's answers."""
    import move_drafts

    from shopcli.advisor import Advisor
    from shopcli.config import load_settings

    name, _, spec = given.model[0].partition("=")
    lines = REQUESTS.read_text(encoding="utf-8").splitlines()
    requests = [tuple(map(str.strip, line.split("|"))) for line in lines if "|" in line][:: given.every]
    writer, tally, seconds, texts = None, Counter(), [], {}
    started = time.perf_counter()
    load_s = 0.0
    for index, request in requests:
        if index not in texts:
            advisor = Advisor.open(given.indexes / index, settings=load_settings(model=spec or None))
            advisor._model = writer
            writer = advisor.writer()
            load_s = load_s or time.perf_counter() - started
            move_drafts.told(advisor, "warm up", 0)
            texts[index] = []
        server = given.server if spec.startswith("openai:") else 0
        before = cpu_s(server)
        with move_drafts.counting("together", tally):
            sentences, first_s, whole_s = move_drafts.told(advisor, request, given.drafts)
        seconds.append((first_s, whole_s, cpu_s(server) - before))
        tally.update(f"by {sentence.by}" for sentence in sentences)
        texts[index].append((request, " ".join(sentence.text for sentence in sentences)))
    medians = [round(statistics.median(row[at] for row in seconds), 2) for at in (0, 1, 2)]
    by = {kind: tally[f"by {kind}"] for kind in ("lm", "ranked", "template")}
    return {
        "name": name, "spec": spec, "n": len(requests), "drafts": given.drafts, "load_s": round(load_s, 2),
        "first_s": medians[0], "whole_s": medians[1], "cpu_s": medians[2], "by": by,
        "refused": tally["frames refused"], "filled": tally["frames"],
        "written": tally["drafts"], "held": tally["drafts that hold"], "mib": peak_mib("self"),
        "server_mib": peak_mib(str(given.server)) if given.server and spec.startswith("openai:") else 0,
        "texts": {index: texts[index][0] for index in SHOWN if index in texts},
    }  # fmt: skip


def cpu_s(server: int) -> float:
    """Processor seconds so far, of this process and the server's: they hang little on what else a machine does."""
    own = time.process_time()
    if not server:
        return own
    fields = Path(f"/proc/{server}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return own + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def peak_mib(process: str) -> int:
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) // 1024


def page(rows: list[dict], given: argparse.Namespace) -> str:
    """The page as Markdown."""
    models = " ".join(f"--model '{named}'" for named in dict.fromkeys(row["named"] for row in rows))
    lines = [
        "# Models beside each other",
        "",
        "The plan, the frames and the check are the same whoever writes; `--model` changes who chooses among the frames'",
        "sentences (`ranked`) and, with `--drafts N`, who writes sentences of its own beside them (`lm`). What code chose",
        "alone, since there was one sentence or the model gave no usable answer, is `template`.",
        *([given.note] if given.note else []),
        "",
        f"Made by `python benchmarks/models.py INDEXES {models} --drafts {given.drafts} --every {given.every}`:",
        f"{rows[0]['n']} requests of `benchmarks/models.txt`, warm, one process a row, one after the other.",
        "Seconds are medians (CPU: processor seconds of a whole answer, the server's among them); MiB is the most that the",
        "process held (behind a `+`, the server's).",
        "",
        "| model | drafts | ready s | first s | whole s | CPU s | MiB | lm | ranked | template | frames refused "
        "| drafts refused |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
        *(row_of(row) for row in rows),
        "",
        "Refused is what the check of roles, and of drafts the grammar too, kept from being shown, of all that was made.",
        "",
        "## The same requests",
        "",
    ]
    for index in rows[0]["texts"]:
        lines += [f"**{rows[0]['texts'][index][0]}** ({index})", ""]
        for row in rows:
            lines.append(f"- {row['name']}{', drafts' if row['drafts'] else ''}: {row['texts'][index][1]}")
        lines.append("")
    return "\n".join(lines)


def row_of(row: dict) -> str:
    total = sum(row["by"].values())
    shares = " | ".join(f"{100 * row['by'][kind] / total:.0f} %" for kind in ("lm", "ranked", "template"))
    mib = f"{row['mib']}" + (f" + {row['server_mib']}" if row["server_mib"] else "")
    drafts = f"{row['written'] - row['held']} of {row['written']}" if row["written"] else "-"
    seconds = f"{row['load_s']:.2f} | {row['first_s']:.2f} | {row['whole_s']:.2f} | {row['cpu_s']:.2f}"
    return (
        f"| {row['name']} | {row['drafts']} | {seconds} | {mib} | {shares} | {row['refused']} of {row['filled']} | {drafts} |"
    )


if __name__ == "__main__":
    main()

"""llama.cpp's server over a GGUF file, for `--model openai:http://127.0.0.1:PORT/v1#NAME`; prints its process and address.

python -m venv /tmp/llama && /tmp/llama/bin/pip install xllamacpp
/tmp/llama/bin/python benchmarks/llama_server.py MODEL.gguf [--port 8123] [--threads 2]
"""

from __future__ import annotations

import argparse
import os
import signal

import xllamacpp


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("gguf")
    options.add_argument("--port", type=int, default=8123)
    options.add_argument("--threads", type=int, default=2)
    given = options.parse_args()
    params = xllamacpp.CommonParams()
    params.model.path = given.gguf
    params.port = given.port
    params.n_ctx, params.n_parallel, params.n_gpu_layers = 8192, 4, 0
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = given.threads
    server = xllamacpp.Server(params)
    print(os.getpid(), server.listening_address, flush=True)
    signal.pause()


if __name__ == "__main__":
    main()

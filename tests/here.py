"""Command lines run in this process, where it is not the process that is tested: modules are loaded once for all of them."""

from __future__ import annotations

import gc
import io
import logging
import subprocess
import sys
from collections.abc import Mapping

import pytest

from shopcli.__main__ import main


def run_here(
    *arguments: object, environment: Mapping[str, str] | None = None, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """What ``python -m shopcli`` does with these arguments, one at a time.

    Args:
        arguments: those of the command line.
        environment: variables to set besides those that are.
        stdin: what is typed.
    """
    command = ["shopcli", *map(str, arguments)]
    logger, streams = logging.getLogger("shopcli"), {name: io.StringIO() for name in ("stdout", "stderr")}
    kept = logger.handlers, logger.level, logger.propagate
    gc.freeze()  # what was there before need not be looked at
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (environment or {}).items():
            patch.setenv(name, value)
        for name, stream in {**streams, "stdin": io.StringIO(stdin)}.items():
            patch.setattr(sys, name, stream)
        patch.setattr(sys, "argv", command)
        code = _code_of_main()
    logger.handlers, logger.level, logger.propagate = kept
    gc.collect()  # an index that nobody asks any more holds its files, so that no build could sweep them away
    gc.unfreeze()
    return subprocess.CompletedProcess(command, code, *(stream.getvalue() for stream in streams.values()))


def _code_of_main() -> int:
    try:
        main()
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0
